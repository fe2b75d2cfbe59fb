// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/textlabel.h"

// A label of one line that may become narrower than its text: it ends in an ellipsis then, and its
// tool tip says all of it. GUI thread.
class ElidedLabel final : public TextLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(TextSize size, const QString &text = {}, QWidget *parent = nullptr);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] bool isElided() const;
};
