// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/trash.h"
#include "db/statements.h"
#include "db/trash/deleter.h"

#include <span>
#include <utility>

// A quote in the bin, with the place that it takes when it comes back.
struct BinnedQuote {
    qint64 id = 0;
    std::pair<qint64, qint64> place; // instrument and time, in ms
};

// The one way into the recycle bin and out of it, for the stores of the tables: columns deleted_at,
// deleted_by, deleted_reason and delete_batch. Everything runs inside the caller's transaction.
// What is in the bin is changed by nobody, so a row comes back as it went. Thread: the
// connection's.
class TrashRows final
{
public:
    explicit TrashRows(const Connection &connection)
        : m_statements{connection}
    {}

    // False for one that is in the bin already; NotFound (translated) for one that is nowhere.
    [[nodiscard]] Result<bool> remove(const TrashKey &key, const QDateTime &now,
                                      const Deleter &deleter);
    // Returns how many there were.
    [[nodiscard]] Result<int> removeLogsOf(qint64 ruleId, const QDateTime &now,
                                           const Deleter &deleter);

    // Returns how many of them were live.
    [[nodiscard]] Result<int> removeQuotes(std::span<const qint64> ids, const QDateTime &now,
                                           const Deleter &deleter);

    // With what was deleted along with it; nothing when it is not in the bin. NotFound for a row
    // that is nowhere; Refused (translated) when another row has its place by now, or its rule is
    // still in the bin. act: what came back with it so far, so that quotes of one moment that were
    // live together may be so again.
    [[nodiscard]] Result<QList<RestoredRow>> restore(const TrashKey &key,
                                                     const QList<RestoredRow> &act = {});
    // Refused as above when a live quote has the place of one of these, which are in the order of
    // their places.
    [[nodiscard]] Result<> checkPlaces(const QList<BinnedQuote> &quotes);
    // Those of them that lie there since that act. Checks the places against what was stored
    // behind that id alone. All of one place must be among them.
    [[nodiscard]] Result<QList<RestoredRow>>
    restoreQuotes(const QList<BinnedQuote> &quotes, const QString &batch, qint64 checkedUpTo);
    // Undoes a restore: the rows are in the bin as they were.
    [[nodiscard]] Result<> putBack(TrashKind kind, std::span<const qint64> ids,
                                   const TrashMark &mark);

private:
    // Its deletedAt is invalid for a row that is not in the bin.
    [[nodiscard]] Result<TrashMark> markOf(const TrashKey &key);
    [[nodiscard]] Result<> checkPlace(const TrashKey &key, const TrashMark &mark,
                                      const QList<RestoredRow> &act);
    [[nodiscard]] Result<> checkFree(const QList<BinnedQuote> &quotes, const QString &condition,
                                     std::initializer_list<SqlValue> values);
    [[nodiscard]] Result<> checkQuote(qint64 id, const TrashMark &mark,
                                      const QList<RestoredRow> &act);
    [[nodiscard]] Result<> checkLog(qint64 id, const TrashMark &mark);
    [[nodiscard]] Result<> checkLogsOf(qint64 ruleId, const TrashMark &mark);
    [[nodiscard]] Result<QList<RestoredRow>> restoreLogsOf(qint64 ruleId, const TrashMark &mark);
    // Of one act, those that the condition names.
    [[nodiscard]] Result<QList<RestoredRow>> restoreOf(TrashKind kind, const QString &condition,
                                                       std::span<const SqlValue> batchAndValues);
    [[nodiscard]] Result<> set(const TrashKey &key, const TrashMark &mark);

    Statements m_statements;
};
