// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class Theme;

// The calls of a day: a cell for each, filled when it was used; one bar where they are too many for
// cells. Its words stand beside it, so it has none of its own. GUI thread.
class BudgetCells final : public QWidget
{
    Q_OBJECT

public:
    explicit BudgetCells(const Theme &theme, QWidget *parent = nullptr);

    void setCalls(int used, int limit);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    int m_used = 0;
    int m_limit = 0;
};
