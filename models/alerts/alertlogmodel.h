// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/alerts/alertlogstore.h"

#include <QAbstractTableModel>
#include <QLocale>

#include <functional>

// What rules did, newest first, a page at a time. It asks by signal and is answered. Lives on the
// GUI thread.
class AlertLogModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        StatusColumn,
        TimeColumn,
        SymbolColumn,
        RuleColumn,
        ValueColumn,
        LevelColumn,
        SeverityColumn,
        DelayColumn,
        ColumnCount
    };

    // clock gives the present time, UTC.
    AlertLogModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    [[nodiscard]] const AlertLogEntry &entry(int row) const { return m_entries.at(row); }
    [[nodiscard]] int rowOf(qint64 id) const; // -1 when it is not (yet) held
    // How many there are in all, also those that are not held yet.
    [[nodiscard]] int total() const { return std::max(m_total, int(m_entries.size())); }
    [[nodiscard]] const AlertLogRequest &request() const { return m_request; }
    [[nodiscard]] QDateTime now() const { return m_clock(); }
    [[nodiscard]] const QLocale &locale() const { return m_locale; }
    // False until the first page: an empty table says nothing about the database before.
    [[nodiscard]] bool hasAnswer() const { return m_hasAnswer; }

public slots:
    // Asks anew for what is held, or the newest page; what is shown stays until it comes, and what
    // has not changed stays as it is. Call it once all is connected.
    void reload();
    void setWhich(AlertLogRequest::Which which);
    void setFrom(const QDateTime &from); // invalid: from the first on
    void setText(const QString &text);
    // Asks for pages until this one is held, or its time is passed: sought() tells where it is.
    void seek(qint64 id, const QDateTime &timestamp);

    void acceptLog(quint64 ticket, const AlertLogPage &page);
    // No page will come: the next scroll to the end asks again.
    void acceptFailure(quint64 ticket);
    // Somebody has acknowledged these: they change where they stand.
    void update(const QList<AlertLogEntry> &entries);

signals:
    // Answered by acceptLog or acceptFailure with the same ticket.
    void logRequested(quint64 ticket, const AlertLogRequest &request);
    void logAccepted();
    void sought(int row); // -1: it is not there

private:
    struct Sought {
        qint64 id = 0;
        QDateTime timestamp;
    };

    [[nodiscard]] QString display(const AlertLogEntry &entry, int column) const;
    [[nodiscard]] QString raw(const AlertLogEntry &entry, int column) const;
    void ask();
    void askFirst(int limit);
    void askAnew();
    void replace(const QList<AlertLogEntry> &entries);
    void goOnSeeking();

    QLocale m_locale;
    std::function<QDateTime()> m_clock;
    QList<AlertLogEntry> m_entries; // newest first, by timestamp, then id
    AlertLogRequest m_request;
    std::optional<Sought> m_sought;
    int m_total = 0;
    quint64 m_ticket = 0;
    bool m_isWaiting = false;
    bool m_hasMore = false;
    bool m_hasAnswer = false;
    bool m_isStarted = false; // reload() was called: everything is connected
    bool m_isOld = false;     // the log has changed since the question that is under way
};
