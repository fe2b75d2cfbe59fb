// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/collector/stripcard.h"

#include "views/tables/stateicon.h"
#include "views/theme/textlabel.h"

#include <QHBoxLayout>

using namespace Qt::Literals::StringLiterals;

StripCard::StripCard(SlotStripModel &model, const Theme &theme, QWidget *parent)
    : QFrame{parent}
    , m_model{model}
    , m_theme{theme}
    , m_title{new TextLabel{TextSize::Section, {}, this}}
    , m_total{new TextLabel{TextSize::Body, {}, this}}
    , m_strip{new SlotStrip{model, theme, this}}
{
    setFrameStyle(int(QFrame::StyledPanel) | int(QFrame::Plain));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_strip->setObjectName(u"slotStrip"_s);
    m_strip->setBackgroundRole(QPalette::Base);
    m_total->setQuiet(true);
    for (TextLabel *text : {m_title, m_total}) // beside the task centre
        text->setWordWrap(true);

    auto *legend = new QHBoxLayout;
    legend->setSpacing(6);
    legend->addWidget(m_title);
    legend->addStretch(1);
    const QList<std::pair<CellState, QString>> kinds{{CellState::Ok, tr("Collected")},
                                                     {CellState::Partial, tr("Partial")},
                                                     {CellState::Failed, tr("Failed")},
                                                     {CellState::Missed, tr("Missed")}};
    for (const auto &[state, name] : kinds) {
        Count count{state, new QLabel{this}, new TextLabel{TextSize::Body, {}, this}};
        count.number->setFont(strongFont());
        legend->addWidget(count.icon);
        legend->addWidget(new TextLabel{TextSize::Body, name, this});
        legend->addWidget(count.number);
        legend->addSpacing(14);
        m_counts.append(count);
    }
    legend->addWidget(m_total);

    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(12, 8, 12, 4);
    rows->setSpacing(4);
    rows->addLayout(legend);
    rows->addWidget(m_strip);

    connect(&model, &SlotStripModel::stripChanged, this, &StripCard::update);
    connect(&theme, &Theme::changed, this, &StripCard::update);
    update();
}

void StripCard::update()
{
    m_title->setText(tr("Last %1").arg(m_model.spanText()));
    const StripCounts counts = m_model.counts();
    for (const Count &count : m_counts) {
        const int number = count.state == CellState::Ok        ? counts.collected
                           : count.state == CellState::Partial ? counts.partial
                           : count.state == CellState::Failed  ? counts.failed
                                                               : counts.missed;
        count.number->setText(m_model.locale().toString(number));
        count.icon->setPixmap(stateIcon(m_theme, count.state).pixmap(smallIconSize()));
    }
    m_total->setText(tr("of %n slot(s)", nullptr, m_model.rowCount()));
}
