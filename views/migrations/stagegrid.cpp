// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/migrations/stagegrid.h"

#include "models/collector/runtext.h"
#include "models/migrations/migrationtext.h"
#include "views/tables/stateicon.h"
#include "views/theme/textlabel.h"
#include "views/theme/typescale.h"

#include <QGridLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

StageGrid::StageGrid(QLocale locale, const Theme &theme, QWidget *parent)
    : QWidget{parent}
    , m_locale{std::move(locale)}
    , m_theme{theme}
    , m_grid{new QGridLayout{this}}
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(4);
    connect(&theme, &Theme::changed, this, &StageGrid::rebuild);
}

void StageGrid::setStages(const QList<RehearsalStage> &stages)
{
    if (stages == m_stages)
        return;
    m_stages = stages;
    rebuild();
}

void StageGrid::rebuild()
{
    qDeleteAll(m_cells);
    m_cells.clear();
    for (int number = 0; number < m_stages.size(); ++number)
        m_cells.append(makeStage(number));
    m_columns = 0;
    arrange();
}

QWidget *StageGrid::makeStage(int number)
{
    const RehearsalStage &stage = m_stages.at(number);
    auto *cell = new QWidget{this};
    auto *icon = new QLabel{cell};
    icon->setPixmap(stateIcon(m_theme, stageState(stage.state)).pixmap(smallIconSize()));
    icon->setAccessibleName(stageStateText(stage.state));
    //: A stage of a rehearsal: "2. Up to 9"
    auto *name =
            new TextLabel{TextSize::Body,
                          tr("%1. %2").arg(m_locale.toString(number + 1), stageText(stage)), cell};
    const bool hasTime = stage.state == RehearsalStage::State::Done ||
                         stage.state == RehearsalStage::State::Failed;
    auto *time = new TextLabel{
            TextSize::Body,
            hasTime ? delayText(stage.durationMs, m_locale) : stageStateText(stage.state), cell};
    time->setQuiet(true);
    auto *row = new QHBoxLayout{cell};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(icon);
    row->addWidget(name, 1);
    row->addWidget(time);
    return cell;
}

void StageGrid::arrange()
{
    int widest = 1;
    for (const QWidget *cell : std::as_const(m_cells))
        widest = std::max(widest, cell->sizeHint().width());
    const int columns = std::clamp((width() + 16) / (widest + 16), 1, 3);
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (int i = 0; i < m_cells.size(); ++i)
        m_grid->addWidget(m_cells.at(i), i / columns, i % columns);
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    for (QWidget *cell : std::as_const(m_cells))
        cell->show();
}

void StageGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}
