// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/events/eventdetails.h"

#include "models/events/eventtext.h"
#include "views/tables/stateicon.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

EventDetails::EventDetails(QLocale locale, std::function<QDateTime()> clock, const Theme &theme,
                           QWidget *parent)
    : DetailsCard{tr("Details of the event"), parent}
    , m_locale{std::move(locale)}
    , m_clock{std::move(clock)}
    , m_theme{theme}
    , m_copy{new QPushButton{theme.icon(u"copy"_s), tr("Copy de&tails"), this}}
{
    m_copy->setObjectName(u"copyDetailsButton"_s);
    m_copy->setToolTip(tr("Copies the event as it is stored, its time in UTC"));
    connect(m_copy, &QPushButton::clicked, this, &EventDetails::copyDetails);
    foot().addWidget(m_copy);
    foot().addStretch(1);
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
    begin();
    m_copy->setVisible(m_event.has_value());
    if (!m_event) {
        setState({}, {});
        setTitle(tr("No event selected"));
        addText(tr("Select an event to see what is known about it."), true);
    } else {
        setState(stateIcon(m_theme, eventState(m_event->level)), eventLevelText(m_event->level));
        setTitle(eventText(*m_event));
        //: Who tells of an event, then day, time and zone: "Migrations, 20 Nov, 14:35:01 AEDT"
        addText(tr("%1, %2 %3")
                        .arg(eventComponentText(m_event->component),
                             eventTimeText(m_event->time, m_clock(), m_locale),
                             m_event->time.toLocalTime().timeZoneAbbreviation()),
                true);
        addFacts(eventFacts(*m_event, m_locale));
    }
    end();
}
