// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/textlabel.h"

// A label that breaks its lines inside of a word as well, where that is longer than a line: a
// checksum, a path, the name of an index. It never needs more width than it gets. GUI thread.
class WrappedLabel final : public TextLabel
{
    Q_OBJECT

public:
    explicit WrappedLabel(TextSize size, const QString &text = {}, QWidget *parent = nullptr);

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};
