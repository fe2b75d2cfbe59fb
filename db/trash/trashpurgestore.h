// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/trash.h"
#include "db/schema/settledschema.h"
#include "db/statements.h"

#include <chrono>
#include <compare>
#include <span>

// A row as an export has it: it may go only while it lies in the bin since that same moment.
struct ExportedRow {
    qint64 id = 0;
    qint64 deletedAtMs = 0;

    friend auto operator<=>(const ExportedRow &, const ExportedRow &) = default;
};

struct PurgedSlice {
    int purged = 0;
    int kept = 0; // restored since, or deleted again later than they were exported
    QList<HeldRule> held;
    std::chrono::microseconds took{0}; // with the write lock
};

// Takes rows of the recycle bin away for good. What is asked for is gone, kept for a reason, or was
// gone already, so an interrupted purge is simply begun again. Thread: the connection's.
class TrashPurgeStore final
{
public:
    explicit TrashPurgeStore(const Connection &connection, std::optional<int> version = {})
        : m_connection{connection}
        , m_schema{connection, version}
        , m_statements{connection}
    {}

    // One transaction, which also counts in the export's record.
    [[nodiscard]] Result<PurgedSlice> purge(qint64 exportId, TrashKind kind,
                                            std::span<const ExportedRow> rows);
    // How many of these, each with an id of its own, a purge would find there.
    [[nodiscard]] Result<int> countThere(TrashKind kind, std::span<const ExportedRow> rows);
    // Notes that it begins; and that it is over, with what was done in all.
    [[nodiscard]] Result<> noteBegun(qint64 exportId, const QDateTime &now);
    [[nodiscard]] Result<> finish(qint64 exportId, const PurgedSlice &total, const QDateTime &now);

private:
    [[nodiscard]] Result<> purgeChunk(TrashKind kind, std::span<const ExportedRow> rows,
                                      PurgedSlice &slice);
    // The ids of the chunk that lie in the bin as they were exported.
    [[nodiscard]] Result<QList<qint64>>
    stillThere(TrashKind kind, std::span<const ExportedRow> rows, PurgedSlice &slice);
    [[nodiscard]] Result<> holdRules(QList<qint64> &ids, PurgedSlice &slice);
    [[nodiscard]] Result<int> removeWhere(const QString &table, const QString &column,
                                          const QList<qint64> &ids);
    [[nodiscard]] Result<> note(const QString &event, qint64 exportId, const QDateTime &now,
                                QJsonObject details);

    const Connection &m_connection;
    SettledSchema m_schema;
    Statements m_statements;
};
