// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/schema/settledschema.h"
#include "db/trash/trashreader.h"
#include "db/trash/trashrows.h"

#include <QJsonObject>

// Which delayed quotes are deleted: those of one symbol from a time on, up to another one.
struct QuoteRange {
    QString symbol;
    QDateTime from; // invalid: no limit
    QDateTime to;
};

// By table: {"market_data": 3}.
[[nodiscard]] QJsonObject countsByTable(const QList<RestoredRow> &rows);

// Deletes and restores whatever the recycle bin holds. Each function is one transaction, all of it
// or nothing, Refused (translated) when another program has changed the schema. system_events says
// what was deleted and restored. Thread: the connection's.
class TrashStore final
{
public:
    // version: see SettledSchema.
    explicit TrashStore(const Connection &connection, std::optional<int> version = {});

    // NotFound (translated) for a symbol that is not registered.
    [[nodiscard]] Result<qint64> countQuotes(const QuoteRange &range);
    // At most limit of them, so that nobody waits long; returns how many, 0 when none is left.
    [[nodiscard]] Result<int> removeQuotes(const QuoteRange &range, const QDateTime &now,
                                           const Deleter &deleter, int limit);
    // Both return those that they changed; those that are in the bin already stay as they are.
    // NotFound for one that is nowhere.
    [[nodiscard]] Result<QList<qint64>> removeRules(const QList<qint64> &ids, bool withLogs,
                                                    const QDateTime &now, const Deleter &deleter);
    [[nodiscard]] Result<QList<qint64>> removeLogs(const QList<qint64> &ids, const QDateTime &now,
                                                   const Deleter &deleter);

    // What came back, children included; not what is there already. Errors: see
    // TrashRows::restore().
    [[nodiscard]] Result<QList<RestoredRow>> restore(const QList<TrashKey> &keys,
                                                     const QDateTime &now);
    // Undoes restore() exactly.
    [[nodiscard]] Result<> putBack(const QList<RestoredRow> &rows, const QDateTime &now);

private:
    // Which rows of market_data are meant, and what is bound to it.
    struct RangeCondition {
        QString sql;
        std::vector<SqlValue> values;
    };

    [[nodiscard]] static RangeCondition conditionOf(const QuoteRange &range, qint64 instrument);
    [[nodiscard]] Result<std::optional<qint64>> lastOfSlice(const RangeCondition &condition,
                                                            int limit);
    template <typename Work> [[nodiscard]] auto inTransaction(const Work &work);
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
