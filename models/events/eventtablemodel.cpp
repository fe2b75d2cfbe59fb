// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/events/eventtablemodel.h"

#include "models/events/eventtext.h"

#include <utility>

using namespace Qt::Literals::StringLiterals;

EventTableModel::EventTableModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent)
    : CellTableModel{ColumnCount, parent}
    , m_locale{std::move(locale)}
    , m_clock{std::move(clock)}
{}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant{Qt::AlignLeft | Qt::AlignVCenter};
    static constexpr const char *names[ColumnCount][2] = {
            {QT_TR_NOOP("Time (%1)"), QT_TR_NOOP("When it happened")},
            {QT_TR_NOOP("Level"), QT_TR_NOOP("How much it matters")},
            {QT_TR_NOOP("Component"), QT_TR_NOOP("The part of the program that tells")},
            {QT_TR_NOOP("Event"), QT_TR_NOOP("What happened")},
            {QT_TR_NOOP("Details"), QT_TR_NOOP("What is known about it")},
    };
    if (role == Qt::DisplayRole && section == TimeColumn)
        return tr(names[section][0]).arg(m_clock().toLocalTime().timeZoneAbbreviation());
    if (role == Qt::DisplayRole)
        return tr(names[section][0]);
    return role == Qt::ToolTipRole ? tr(names[section][1]) : QVariant{};
}

bool EventTableModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore && !m_isWaiting;
}

void EventTableModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_request.after = EventRequest::Key{m_events.constLast().time, m_events.constLast().id};
    ask();
}

void EventTableModel::reload()
{
    m_isStarted = true;
    m_request.after.reset();
    ask();
}

void EventTableModel::askAnew()
{
    if (m_isStarted)
        reload();
}

void EventTableModel::setLevels(EventRequest::Levels levels)
{
    if (std::exchange(m_request.levels, levels) != levels)
        askAnew();
}

void EventTableModel::setComponent(const QString &component)
{
    if (std::exchange(m_request.component, component) != component)
        askAnew();
}

void EventTableModel::setTimes(const QDateTime &from, const QDateTime &to)
{
    m_request.from = from;
    m_request.to = to;
}

void EventTableModel::setText(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (std::exchange(m_request.text, trimmed) != trimmed)
        askAnew();
}

void EventTableModel::ask()
{
    m_isWaiting = true;
    emit eventsRequested(++m_ticket, m_request);
}

void EventTableModel::acceptEvents(quint64 ticket, const EventPage &page)
{
    if (ticket != m_ticket) // a later question was asked: nobody wants this answer now
        return;
    m_isWaiting = false;
    m_hasAnswer = true;
    m_hasMore = page.hasMore && !page.rows.isEmpty();
    if (!m_request.after) {
        m_components = page.components;
        if (page.rows != m_events) { // else selection and scroll stay
            beginResetModel();
            m_events = page.rows;
            endResetModel();
        }
    } else if (!page.rows.isEmpty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + int(page.rows.size()) - 1);
        m_events.append(page.rows);
        endInsertRows();
    }
    emit eventsAccepted();
}

void EventTableModel::giveUp(quint64 ticket)
{
    if (ticket == m_ticket)
        m_isWaiting = false;
}

QString EventTableModel::display(const SystemEvent &event, int column) const
{
    switch (column) {
    case TimeColumn:
        return eventTimeText(event.time, m_clock(), m_locale);
    case LevelColumn:
        return eventLevelText(event.level);
    case ComponentColumn:
        return eventComponentText(event.component);
    case EventColumn:
        return eventText(event);
    default:
        return eventSummary(event, m_locale);
    }
}

QString EventTableModel::toolTip(const SystemEvent &event, int column) const
{
    return column == DetailsColumn ? eventSummary(event, m_locale) : QString{};
}

QString EventTableModel::raw(const SystemEvent &event, int column) const
{
    switch (column) {
    case TimeColumn:
        return event.time.toUTC().toString(Qt::ISODateWithMs);
    case LevelColumn:
        return event.level;
    case ComponentColumn:
        return event.component;
    case EventColumn:
        return event.event;
    default:
        return event.details;
    }
}

QVariant EventTableModel::further(const SystemEvent &event, int column, int role) const
{
    if (role == CellRole::State && column == LevelColumn)
        return QVariant::fromValue(eventState(event.level));
    if (role != CellRole::Tone)
        return {};
    if (column == EventColumn)
        return QVariant::fromValue(CellTone::Strong);
    return QVariant::fromValue(column == DetailsColumn ? CellTone::Quiet : CellTone::Plain);
}
