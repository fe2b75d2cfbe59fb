// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/events/eventdetails.h"

#include "models/events/eventtext.h"
#include "views/tables/stateicon.h"
#include "views/theme/textlabel.h"
#include "views/theme/typescale.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollArea>

using namespace Qt::Literals::StringLiterals;

EventDetails::EventDetails(QLocale locale, std::function<QDateTime()> clock, const Theme &theme,
                           QWidget *parent)
    : QFrame{parent}
    , m_locale{std::move(locale)}
    , m_clock{std::move(clock)}
    , m_theme{theme}
    , m_icon{new QLabel{this}}
    , m_title{new TextLabel{TextSize::Section, {}, this}}
    , m_scroll{new QScrollArea{this}}
    , m_copy{new QPushButton{theme.icon(u"copy"_s), tr("Copy &details"), this}}
{
    setFrameStyle(int(QFrame::StyledPanel) | int(QFrame::Plain));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setMinimumWidth(grown(230));
    m_title->setWordWrap(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setBackgroundRole(QPalette::Base);
    m_scroll->setFocusPolicy(Qt::StrongFocus); // what is long scrolls by key
    m_scroll->setAccessibleName(tr("Details of the event"));
    m_copy->setObjectName(u"copyDetailsButton"_s);
    m_copy->setToolTip(tr("Copies the event as it is stored, its time in UTC"));
    connect(m_copy, &QPushButton::clicked, this, &EventDetails::copyDetails);

    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addWidget(m_title, 1);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_copy);
    foot->addStretch(1);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(14, 12, 14, 12);
    rows->setSpacing(8);
    rows->addLayout(head);
    rows->addWidget(m_scroll, 1);
    rows->addLayout(foot);
    connect(&theme, &Theme::changed, this, &EventDetails::rebuild);
    rebuild();
}

void EventDetails::setEvent(const std::optional<SystemEvent> &event)
{
    if (m_event == event)
        return;
    m_event = event;
    rebuild();
}

void EventDetails::copyDetails()
{
    if (m_event)
        QGuiApplication::clipboard()->setText(eventAsText(*m_event));
}

void EventDetails::rebuild()
{
    auto *page = new QWidget; // replaces the old page, which the scroll area deletes
    auto *rows = new QVBoxLayout{page};
    rows->setContentsMargins(0, 0, 4, 0);
    rows->setSpacing(8);
    m_icon->setVisible(m_event.has_value());
    m_copy->setVisible(m_event.has_value());
    auto *lead = new TextLabel{TextSize::Body, {}, page};
    lead->setWordWrap(true);
    lead->setQuiet(true);
    rows->addWidget(lead);
    if (!m_event) {
        m_title->setText(tr("No event selected"));
        lead->setText(tr("Select an event to see what is known about it."));
    } else {
        m_icon->setPixmap(stateIcon(m_theme, eventState(m_event->level)).pixmap(smallIconSize()));
        m_icon->setAccessibleName(eventLevelText(m_event->level));
        m_title->setText(eventText(*m_event));
        //: Who tells of an event, then day, time and zone: "Migrations, 20 Nov, 14:35:01 AEDT"
        lead->setText(tr("%1, %2 %3")
                              .arg(eventComponentText(m_event->component),
                                   eventTimeText(m_event->time, m_clock(), m_locale),
                                   m_event->time.toLocalTime().timeZoneAbbreviation()));
        addFacts(*rows);
    }
    rows->addStretch(1);
    page->setBackgroundRole(QPalette::Base);
    m_scroll->setWidget(page);
}

void EventDetails::addFacts(QVBoxLayout &rows)
{
    auto *grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    int row = 0;
    for (const auto &[name, value] : eventFacts(*m_event, m_locale)) {
        auto *nameLabel = new TextLabel{TextSize::Body, name, rows.parentWidget()};
        nameLabel->setQuiet(true);
        nameLabel->setWordWrap(true);
        auto *valueLabel = new TextLabel{TextSize::Body, value, rows.parentWidget()};
        valueLabel->setWordWrap(true);
        valueLabel->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(nameLabel, row, 0, Qt::AlignTop);
        grid->addWidget(valueLabel, row++, 1);
    }
    rows.addLayout(grid);
}
