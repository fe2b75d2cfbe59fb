// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/assets/callscard.h"

#include "views/assets/callschart.h"
#include "views/shell/linkbutton.h"
#include "views/tables/datatable.h"
#include "views/tables/numberdelegate.h"
#include "views/theme/textlabel.h"
#include "views/theme/theme.h"
#include "views/theme/typescale.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStackedWidget>

using namespace Qt::Literals::StringLiterals;

namespace {

const QList<ColumnWidth> Widths{{12, 8}, {10, 6}, {10, 8}, {10, 6}}; // of ForecastTableModel

} // namespace

CallsCard::CallsCard(ForecastTableModel &forecast, const Theme &theme, QWidget *parent)
    : QFrame{parent}
    , m_theme{theme}
{
    setObjectName(u"callsCard"_s);
    setFrameStyle(int(QFrame::StyledPanel) | int(QFrame::Plain));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(14, 8, 14, 6);
    rows->setSpacing(6);
    rows->addWidget(makeHeading());
    m_pages = new QStackedWidget{this};
    auto *chart = new CallsChart{forecast, theme, m_pages};
    chart->setBackgroundRole(QPalette::Base);
    m_pages->addWidget(chart);
    auto *table = new DataTable{tr("Calls of the next 7 days"), m_pages};
    table->setObjectName(u"callsTable"_s);
    table->setModel(&forecast);
    table->setItemDelegate(new NumberDelegate{theme, 0, table});
    table->setItemDelegateForColumn(ForecastTableModel::DayColumn, new CellDelegate{theme, table});
    table->setColumnWidths(Widths);
    m_pages->addWidget(table);
    rows->addWidget(m_pages, 1);
    connect(&theme, &Theme::changed, this, &CallsCard::paintLegend);
    paintLegend();
    setTableShown(false);
}

QWidget *CallsCard::makeHeading()
{
    auto *bar = new QWidget{this};
    m_legend = new QWidget{bar};
    m_usedMark = new QLabel{m_legend};
    m_forecastMark = new QLabel{m_legend};
    auto *legend = new QHBoxLayout{m_legend};
    legend->setContentsMargins(0, 0, 0, 0);
    legend->setSpacing(6);
    legend->addWidget(m_usedMark);
    legend->addWidget(new TextLabel{TextSize::Body, tr("Used"), m_legend});
    legend->addSpacing(6);
    legend->addWidget(m_forecastMark);
    legend->addWidget(new TextLabel{TextSize::Body, tr("Forecast"), m_legend});
    m_turn = new LinkButton{{}, bar};
    m_turn->setObjectName(u"callsAsTable"_s);
    connect(m_turn, &LinkButton::clicked, this, [this] { setTableShown(!isTableShown()); });
    auto *row = new QHBoxLayout{bar};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(new TextLabel{TextSize::Section, tr("Calls, next 7 days"), bar}, 1);
    row->addWidget(m_legend);
    row->addWidget(m_turn);
    return bar;
}

void CallsCard::setTableShown(bool isShown)
{
    m_pages->setCurrentIndex(isShown ? 1 : 0);
    m_legend->setVisible(!isShown);
    m_turn->setText(isShown ? tr("As a chart") : tr("As a table"));
    m_turn->updateGeometry();
}

bool CallsCard::isTableShown() const
{
    return m_pages->currentIndex() == 1;
}

void CallsCard::paintLegend()
{
    const int side = smallIconSize() - 4;
    const QColor colour = m_theme.colour(Meaning::Working);
    QPixmap used{side, side};
    used.fill(colour);
    m_usedMark->setPixmap(used);
    QPixmap forecast{side, side};
    forecast.fill(Qt::transparent);
    QPainter painter{&forecast};
    painter.fillRect(forecast.rect(), QBrush{colour, Qt::BDiagPattern});
    painter.setPen(colour);
    painter.drawRect(0, 0, side - 1, side - 1);
    painter.end();
    m_forecastMark->setPixmap(forecast);
}
