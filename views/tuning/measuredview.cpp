// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tuning/measuredview.h"

#include "views/tables/celldelegate.h"
#include "views/tables/datatable.h"
#include "views/theme/textlabel.h"
#include "views/tuning/beforeafterchart.h"

#include <QHBoxLayout>
#include <QKeySequence>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

MeasuredView::MeasuredView(BeforeAfterModel &model, const Theme &theme, QWidget *parent)
    : QFrame{parent}
    , m_model{model}
    , m_note{new TextLabel{TextSize::Secondary, {}, this}}
    , m_empty{new TextLabel{TextSize::Body, {}, this}}
    , m_pages{new QStackedWidget{this}}
    , m_table{new DataTable{tr("Before and after on this computer"), this}}
    , m_twin{new QPushButton{this}}
{
    setFrameStyle(int(QFrame::StyledPanel) | int(QFrame::Plain));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setMinimumWidth(grown(320)); // see BeforeAfterChart::minimumSizeHint()
    auto *title = new TextLabel{TextSize::Section, tr("Before and after on this computer"), this};
    m_note->setWordWrap(true);
    m_empty->setQuiet(true);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    setMeasuring(false);
    auto *scroll = new QScrollArea{this};
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus); // the chart is the stop for Tab
    auto *chart = new BeforeAfterChart{model, theme, scroll};
    chart->setObjectName(u"beforeAfterChart"_s);
    chart->setBackgroundRole(QPalette::Base);
    scroll->setWidget(chart);
    scroll->setBackgroundRole(QPalette::Base);
    m_table->setObjectName(u"beforeAfterTable"_s);
    m_table->setModel(&model);
    m_table->setItemDelegate(new CellDelegate{theme, m_table});
    // Whole words and numbers: who reads this one does so in place of the chart.
    m_table->setColumnWidths({{60, 57}, {22, 20}, {30, 26}, {30, 26}, {12, 12}});
    m_pages->addWidget(scroll);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);
    m_twin->setObjectName(u"showAsTable"_s);
    m_twin->setCheckable(true);
    connect(m_twin, &QPushButton::toggled, this, &MeasuredView::showTable);
    connect(&model, &BeforeAfterModel::measuredChanged, this, &MeasuredView::follow);

    auto *foot = new QHBoxLayout;
    foot->addWidget(m_note, 1);
    foot->addWidget(m_twin);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(14, 12, 14, 12);
    rows->setSpacing(8);
    rows->addWidget(title);
    rows->addWidget(m_pages, 1);
    rows->addLayout(foot);
    follow();
}

void MeasuredView::setNote(const QString &note)
{
    m_note->setText(note);
}

void MeasuredView::setMeasuring(bool isMeasuring)
{
    const QString keys = QKeySequence{u"Ctrl+T"_s}.toString(QKeySequence::NativeText);
    m_empty->setText(
            isMeasuring
                    ? tr("A measurement runs on a copy of your own tables. The task centre (%1) "
                         "shows how far it is, and cancels it.")
                              .arg(keys)
                    : tr("Nothing was measured yet. Measure puts the newest rows once more into a "
                         "copy of your own tables, with and without each index; the tables "
                         "themselves are only read."));
}

void MeasuredView::showTable(bool isTable)
{
    m_twin->setText(isTable ? tr("Show as a cha&rt") : tr("Show as a &table"));
    const bool isEmpty = m_model.rowCount() == 0;
    m_twin->setVisible(!isEmpty);
    m_pages->setCurrentIndex(isEmpty ? 2 : isTable ? 1 : 0);
}

void MeasuredView::follow()
{
    showTable(m_twin->isChecked());
}
