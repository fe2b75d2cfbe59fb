// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/assets/budgetcells.h"

#include "views/theme/theme.h"
#include "views/theme/typescale.h"

#include <QPainter>

#include <algorithm>

namespace {

constexpr int MostCells = 40;
constexpr int Between = 2;

} // namespace

BudgetCells::BudgetCells(const Theme &theme, QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void BudgetCells::setCalls(int used, int limit)
{
    m_used = used;
    m_limit = limit;
    update();
}

QSize BudgetCells::sizeHint() const
{
    return {grown(160), grown(20)};
}

void BudgetCells::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    const Tokens &tokens = m_theme.tokens();
    const QRectF area = QRectF{rect()}.adjusted(0.5, 0.5, -0.5, -0.5);
    const int cells = m_limit >= 1 && m_limit <= MostCells ? m_limit : 1;
    const double share = m_limit > 0 ? std::clamp(double(m_used) / m_limit, 0.0, 1.0) : 0;
    const double width = (area.width() - (cells - 1) * Between) / cells;
    for (int cell = 0; cell < cells; ++cell) {
        QRectF box{area.left() + cell * (width + Between), area.top(), width, area.height()};
        QRectF filled = box;
        if (cells == 1)
            filled.setWidth(box.width() * share);
        if (layoutDirection() == Qt::RightToLeft) {
            box.moveRight(area.left() + area.right() - box.left());
            filled.moveRight(box.right());
        }
        const bool isUsed = cells == 1 ? share > 0 : cell < m_used;
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.colour(Meaning::Working));
        if (isUsed)
            painter.drawRect(filled);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(isUsed && cells > 1 ? tokens.colour(Meaning::Working) : tokens.outline);
        painter.drawRect(box);
    }
}
