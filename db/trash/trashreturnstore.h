// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bulk/rowstream.h"
#include "db/domain/trash.h"
#include "db/schema/settledschema.h"
#include "db/statements.h"

#include <QByteArray>
#include <QSet>

#include <chrono>
#include <span>
#include <vector>

// A row of an export. Numbers are texts, but times and doubles.
struct FiledRow {
    QByteArray text; // that the cells show to
    std::vector<Cell> cells;
};

// Some rows of one table of an export.
struct FiledRows {
    QString table;
    QStringList columns;
    std::vector<FiledRow> rows;

    [[nodiscard]] const Cell &cell(const FiledRow &row, const QString &column) const
    {
        Q_ASSERT(columns.contains(column));
        return row.cells[static_cast<std::size_t>(columns.indexOf(column))];
    }
    [[nodiscard]] qint64 number(const FiledRow &row, const QString &column) const
    {
        return cell(row, column).text.toLongLong();
    }
};

// Rows of one kind that cannot come back, for one reason.
struct LeftRows {
    enum class Why {
        IdTaken,       // by another row
        OtherDeletion, // is why the row lies there, maybe with other content
        NoAsset,       // that they are of
        NoRule,        // that logged them
    };

    TrashKind kind = TrashKind::Quote;
    Why why = Why::IdTaken;
    qint64 rows = 0;
    qint64 firstId = 0;
};

// Adds up what is left for the same reason.
void addLeft(QList<LeftRows> &sum, const LeftRows &more);

struct ReturnedSlice {
    int returned = 0;
    int present = 0; // there already, as they were deleted or restored since
    QList<LeftRows> left;
    std::chrono::microseconds took{0}; // with the write lock
};

// Puts rows that were purged into the recycle bin again, as their export has them. Whatever is
// there stays as it is, so an interrupted return is simply begun again. Thread: the connection's.
class TrashReturnStore final
{
public:
    explicit TrashReturnStore(const Connection &connection, std::optional<int> version = {})
        : m_connection{connection}
        , m_schema{connection, version}
        , m_statements{connection}
    {}

    // One transaction, which also counts in the export's record. The first one of this run that
    // brings a row back notes that it begins. children: what goes with a rule, its column rule_id
    // says with which.
    [[nodiscard]] Result<ReturnedSlice> putBack(qint64 exportId, TrashKind kind,
                                                const FiledRows &rows,
                                                const std::vector<FiledRows> &children,
                                                const QDateTime &now);
    // Notes that what this run, or one that was ended before, began is over. rows: how many came
    // back in this run.
    [[nodiscard]] Result<> finish(qint64 exportId, qint64 rows, const QDateTime &now);

private:
    using Wanted = std::vector<const FiledRow *>;

    // Those that are not there and can be.
    [[nodiscard]] Result<Wanted> missing(TrashKind kind, const FiledRows &rows,
                                         ReturnedSlice &slice);
    // Adds those of the chunk whose ids are free.
    [[nodiscard]] Result<> sortOut(TrashKind kind, const FiledRows &rows,
                                   std::span<const FiledRow> chunk, Wanted &wanted,
                                   ReturnedSlice &slice);
    [[nodiscard]] Result<> keepWithParent(TrashKind kind, const FiledRows &rows, Wanted &wanted,
                                          const QString &column, const QString &parents,
                                          const QString &key, LeftRows::Why why,
                                          ReturnedSlice &slice);
    [[nodiscard]] Result<> load(const FiledRows &rows, const Wanted &wanted);
    [[nodiscard]] Result<> loadChildren(const FiledRows &rows, const Wanted &wanted,
                                        const std::vector<FiledRows> &children);
    [[nodiscard]] Result<> count(qint64 exportId, const ReturnedSlice &slice, const QDateTime &now);
    [[nodiscard]] Result<bool> hasOpenUndo(qint64 exportId);
    [[nodiscard]] Result<> note(const QString &event, qint64 exportId, const QDateTime &now,
                                QJsonObject details);

    const Connection &m_connection;
    SettledSchema m_schema;
    Statements m_statements;
    bool m_hasBegun = false;
};
