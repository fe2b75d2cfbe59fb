// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/events/systemevent.h"
#include "models/celltablemodel.h"

#include <QLocale>

#include <functional>

// What the program did to the database and met, newest first, a page at a time. It asks by signal
// and is answered. Lives on the GUI thread.
class EventTableModel final : public CellTableModel<SystemEvent>
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        LevelColumn,
        ComponentColumn,
        EventColumn,
        DetailsColumn,
        ColumnCount
    };

    // clock gives the present time, UTC.
    EventTableModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent = nullptr);

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    [[nodiscard]] const SystemEvent &entry(int row) const { return m_events.at(row); }
    [[nodiscard]] const EventRequest &request() const { return m_request; }
    [[nodiscard]] const QLocale &locale() const { return m_locale; }
    [[nodiscard]] QDateTime now() const { return m_clock(); }
    // False until the first page: an empty table says nothing about the database before.
    [[nodiscard]] bool hasAnswer() const { return m_hasAnswer; }
    [[nodiscard]] bool hasMore() const { return m_hasMore; }
    // All that there are in the database, whatever is asked for.
    [[nodiscard]] const QStringList &components() const { return m_components; }

public slots:
    // Asks for the newest page; what is shown stays until it comes. Call it once all is connected.
    void reload();
    void setLevels(EventRequest::Levels levels);
    void setComponent(const QString &component); // empty: all
    // Of the next reload(). to: without that moment itself; an invalid time is no limit.
    void setTimes(const QDateTime &from, const QDateTime &to);
    void setText(const QString &text);

    void acceptEvents(quint64 ticket, const EventPage &page);
    // No page will come: the next scroll to the end asks again.
    void giveUp(quint64 ticket);

signals:
    // Answered by acceptEvents or giveUp with the same ticket.
    void eventsRequested(quint64 ticket, const EventRequest &request);
    void eventsAccepted();

protected:
    [[nodiscard]] const QList<SystemEvent> &rows() const override { return m_events; }
    [[nodiscard]] QString display(const SystemEvent &event, int column) const override;
    [[nodiscard]] QString toolTip(const SystemEvent &event, int column) const override;
    [[nodiscard]] QString raw(const SystemEvent &event, int column) const override;
    [[nodiscard]] QVariant further(const SystemEvent &event, int column, int role) const override;

private:
    void ask();
    void askAnew();

    QLocale m_locale;
    std::function<QDateTime()> m_clock;
    QList<SystemEvent> m_events; // newest first
    EventRequest m_request;
    QStringList m_components;
    quint64 m_ticket = 0;
    bool m_isWaiting = false;
    bool m_hasMore = false;
    bool m_hasAnswer = false;
    bool m_isStarted = false; // reload() was called: everything is connected
};
