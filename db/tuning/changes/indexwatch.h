// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/queries/querystore.h"
#include "db/tuning/changes/indexchange.h"

// A recorded statement that does otherwise since an index was changed.
struct ComparedStatement {
    QString id;
    QString purpose; // "quotes/quotestore"
    QString text;
    qint64 p95BeforeUs = 0;     // 0: not known
    qint64 p95AfterUs = 0;      // 0: it has not run for a whole day since
    bool scannedBefore = false; // read the whole table
    bool scansNow = false;      // as before where it has no plan since

    [[nodiscard]] bool hasOtherPlan() const { return scansNow != scannedBefore; }

    friend bool operator==(const ComparedStatement &, const ComparedStatement &) = default;
};

// What the recorded statements of a table say of a change to one of its indexes.
struct IndexWatch {
    bool isKnown = false; // how they did before was kept
    int statements = 0;   // of the table
    int seenSince = 0; // of them: asked for a plan since, or run on a day after that of the change
    QList<ComparedStatement> worse;
    QList<ComparedStatement> better;

    friend bool operator==(const IndexWatch &, const IndexWatch &) = default;
};

// A change, and what the recorded statements say of it.
struct WatchedChange {
    IndexChange change;
    IndexWatch watch;
};

Q_DECLARE_METATYPE(IndexWatch)

// Compares statements before a change and after it. Thread: the connection's.
class IndexWatcher final
{
public:
    static constexpr int Days = 7;

    explicit IndexWatcher(const Connection &connection)
        : m_connection{connection}
        , m_statements{connection}
    {}

    // Both inside the caller's transaction. Before the change: keeps how the statements of its
    // table do, unless that was kept already.
    [[nodiscard]] Result<> remember(const IndexChange &change, const QDateTime &now);
    // After it: has their plans asked for anew.
    [[nodiscard]] Result<> askAgain(const IndexChange &change, const QDateTime &now);
    // 'worse' is a plan that reads the whole table, or nineteen of twenty executions that took a
    // quarter longer than before and more than 5 ms, counted from the day after the change on.
    // 'better' is the same the other way round.
    [[nodiscard]] Result<IndexWatch> watch(const IndexChange &change);

private:
    [[nodiscard]] Result<QList<RecordedQuery>> queriesOf(const QString &table, const QDate &from);

    const Connection &m_connection;
    Statements m_statements;
};
