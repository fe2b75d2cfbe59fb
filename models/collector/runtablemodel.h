// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/collector/runspage.h"
#include "db/domain/slot.h"

#include <QAbstractTableModel>
#include <QLocale>

#include <functional>

// The runs of the collector, newest first, a page at a time. New runs go in at the top while the
// person reads. Lives on the GUI thread.
class RunTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        SlotColumn,
        SourceColumn,
        ResultColumn,
        AttemptsColumn,
        ReceivedColumn,
        StoredColumn,
        DuplicatesColumn,
        RejectedColumn,
        DurationColumn,
        DelayColumn,
        ColumnCount
    };

    // grid: slots shorter than a minute are shown with seconds. clock gives the present time, UTC.
    RunTableModel(QLocale locale, SlotGrid grid, std::function<QDateTime()> clock,
                  QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    [[nodiscard]] const CollectionRun &run(int row) const { return m_runs.at(row); }
    [[nodiscard]] int rowOf(const CollectionRun &run) const; // -1 when it is not (yet) held
    [[nodiscard]] RunFilter filter() const { return m_request.filter; }
    [[nodiscard]] QString text() const { return m_request.text; }
    [[nodiscard]] const RunsPageRequest &request() const { return m_request; }
    // False until the first page: an empty table says nothing about the database before.
    [[nodiscard]] bool hasAnswer() const { return m_hasAnswer; }

public slots:
    // Asks for the newest page; what is shown stays until it comes. Call it once all is connected.
    void reload();
    void setFilter(RunFilter filter);
    void setText(const QString &text);
    void acceptRuns(quint64 ticket, const RunsPage &page);
    // No page will come: the next scroll to the end asks again.
    void giveUpRuns(quint64 ticket);
    // A run ended, or one that waited in the outbox was stored.
    void addRun(const CollectionRun &run);

signals:
    // Answered by acceptRuns or giveUpRuns with the same ticket.
    void runsRequested(quint64 ticket, const RunsPageRequest &request);
    void runsAccepted();

private:
    [[nodiscard]] int number(const CollectionRun &run, int column) const; // -1: not a count
    [[nodiscard]] QString display(const CollectionRun &run, int column) const;
    [[nodiscard]] QString raw(const CollectionRun &run, int column) const;
    void ask();

    QLocale m_locale;
    SlotGrid m_grid;
    std::function<QDateTime()> m_clock;
    QList<CollectionRun> m_runs;      // newest first, by startedAt, then id
    QList<CollectionRun> m_meanwhile; // ended while the first page was under way
    RunsPageRequest m_request;
    quint64 m_ticket = 0;
    bool m_waiting = false;
    bool m_hasMore = false;
    bool m_hasAnswer = false;
    bool m_isFirstPage = false;
};
