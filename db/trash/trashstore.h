// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/schema/settledschema.h"
#include "db/trash/trashreader.h"
#include "db/trash/trashrows.h"

#include <QJsonArray>
#include <QJsonObject>

#include <chrono>

// Which delayed quotes are deleted: those of one symbol from a time on, up to another one.
struct QuoteRange {
    QString symbol;
    QDateTime from; // invalid: no limit
    QDateTime to;
};

// The quotes in the bin that were deleted in one act, in the order of their places, which are free.
struct QuotesOfBatch {
    QList<BinnedQuote> quotes;
    qint64 checkedUpTo = 0; // the newest id by then
};

// A slice of an act that is too long for one transaction.
struct TrashSlice {
    QJsonObject counts;                // by table, of what it changed
    QList<RestoredRow> restored = {};  // that it brought back
    std::chrono::microseconds took{0}; // with the write lock
};

// By table: {"market_data": 3}.
[[nodiscard]] QJsonObject countsByTable(const QList<RestoredRow> &rows);

// Deletes and restores whatever the recycle bin holds. Each function that writes is one
// transaction, all of it or nothing, Refused (translated) when another program has changed the
// schema. system_events says what was deleted and restored. TrashBatch does what is too long for
// one transaction. Thread: the connection's.
class TrashStore final
{
public:
    // version: see SettledSchema.
    explicit TrashStore(const Connection &connection, std::optional<int> version = {});

    // The ids of those that are live. NotFound (translated) for a symbol that is not registered.
    [[nodiscard]] Result<QList<qint64>> quotesOf(const QuoteRange &range);
    // Refused as restore().
    [[nodiscard]] Result<QuotesOfBatch> quotesOfBatch(const QString &batch);
    // Of another kind than quotes.
    [[nodiscard]] Result<QList<TrashKey>> keysOfBatch(TrashKind kind, const QString &batch);

    // Slices write no event: noteAct() does, once behind all of them.
    [[nodiscard]] Result<TrashSlice> removeSlice(std::span<const qint64> quotes,
                                                 const QDateTime &now, const Deleter &deleter);
    // Errors: see TrashRows. Of quotes all of one place must be among them.
    [[nodiscard]] Result<TrashSlice> restoreSlice(const QList<BinnedQuote> &quotes,
                                                  const QString &batch, qint64 checkedUpTo);
    // act: what came back with them so far; see TrashRows::restore().
    [[nodiscard]] Result<TrashSlice> restoreSlice(const QList<TrashKey> &keys, const QDateTime &now,
                                                  const QList<RestoredRow> &act);
    // In the order of putBack(): a rule behind its logs.
    [[nodiscard]] Result<TrashSlice> putBackSlice(std::span<const RestoredRow> rows,
                                                  const QDateTime &now);
    [[nodiscard]] Result<> noteAct(const QString &event, const QDateTime &now,
                                   const QJsonObject &details);

    // Both return those that they changed; those that are in the bin already stay as they are.
    // NotFound for one that is nowhere.
    [[nodiscard]] Result<QList<qint64>> removeRules(const QList<qint64> &ids, bool withLogs,
                                                    const QDateTime &now, const Deleter &deleter);
    [[nodiscard]] Result<QList<qint64>> removeLogs(const QList<qint64> &ids, const QDateTime &now,
                                                   const Deleter &deleter);

    // What came back, children included; not what is there already. Errors: see
    // TrashRows::restore(); whatever is Refused says that nothing was restored.
    [[nodiscard]] Result<QList<RestoredRow>> restore(const QList<TrashKey> &keys,
                                                     const QDateTime &now);
    // Undoes restore() exactly.
    [[nodiscard]] Result<> putBack(const QList<RestoredRow> &rows, const QDateTime &now);

private:
    template <typename Work> [[nodiscard]] auto inTransaction(const Work &work);
    template <typename Work> [[nodiscard]] Result<TrashSlice> asSlice(const Work &work);
    [[nodiscard]] Result<QList<RestoredRow>> restoreRows(const QList<TrashKey> &keys,
                                                         const QDateTime &now,
                                                         const QList<RestoredRow> &act = {});
    [[nodiscard]] Result<> putBackRows(std::span<const RestoredRow> rows, const QDateTime &now);
    [[nodiscard]] Result<QJsonArray> namesOf(TrashKind kind, const QList<qint64> &ids);
    template <typename Remove>
    [[nodiscard]] Result<QList<qint64>> removeEach(TrashKind kind, const QList<qint64> &ids,
                                                   const QDateTime &now, const Deleter &deleter,
                                                   const Remove &remove);
    [[nodiscard]] Result<qint64> instrumentOf(const QString &symbol);
    [[nodiscard]] Result<> note(const QString &event, const QDateTime &now, QJsonObject details);

    const Connection &m_connection;
    SettledSchema m_schema;
    Statements m_statements;
    TrashRows m_rows;
};
