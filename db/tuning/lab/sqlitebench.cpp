// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/sqlitebench.h"

#include "db/bulk/columnnames.h"
#include "db/sqlite/sqliteprobe.h"
#include "db/tuning/eachrow.h"

#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace {

// A row whose cells own their text.
struct KeptRow {
    std::vector<Cell> cells;
    std::vector<QByteArray> texts;
};

KeptRow keep(std::span<const Cell> row)
{
    KeptRow kept;
    for (const Cell &cell : row) {
        kept.cells.push_back(cell);
        const bool hasText = cell.kind == Cell::Kind::Text || cell.kind == Cell::Kind::Blob;
        if (hasText)
            kept.cells.back().text = kept.texts.emplace_back(cell.text.toByteArray());
    }
    return kept;
}

class SqliteBench final : public TableBench
{
public:
    SqliteBench(std::unique_ptr<SqliteProbe> probe, const ProbeTable &table, const LabWatch &watch)
        : m_probe{std::move(probe)}
        , m_table{table.name}
        , m_columns{table.inserted()}
        , m_watch{watch}
    {
        for (int i = 0; i < m_columns.size(); ++i) {
            if (table.times.contains(m_columns[i]))
                m_times.push_back(std::size_t(i));
            if (m_columns[i] == table.number)
                m_number = std::size_t(i);
            if (m_columns[i] == table.batchTime)
                m_batchTime = std::size_t(i);
        }
    }

    [[nodiscard]] Result<> read(const Connection &connection, const ProbeTable &table, int rows);
    [[nodiscard]] Result<Measured> measure(const QStringList &without, bool countsWal) override;

private:
    [[nodiscard]] int rowsTogether() const;
    [[nodiscard]] qint64 spanOf(std::size_t column) const;
    void moveOn();

    std::unique_ptr<SqliteProbe> m_probe;
    QString m_table;
    QStringList m_columns;
    const LabWatch &m_watch;
    std::vector<KeptRow> m_kept; // as they came
    std::vector<std::size_t> m_times;
    std::optional<std::size_t> m_number;
    std::optional<std::size_t> m_batchTime;
};

Result<> SqliteBench::read(const Connection &connection, const ProbeTable &table, int rows)
{
    QStringList order = table.arrival;
    if (order.isEmpty())
        order.append(u"rowid"_s);
    const Result<std::unique_ptr<RowStream>> stream =
            connection.stream(u"SELECT %1 FROM %2 ORDER BY %3 DESC LIMIT %4"_s.arg(
                    columnNames(m_columns), quotedName(m_table),
                    columnNames(order).replace(u","_s, u" DESC,"_s), QString::number(rows)));
    if (!stream)
        return fail(stream.error());
    while ((*stream)->next())
        m_kept.push_back(keep((*stream)->row()));
    if (const Result<> end = (*stream)->end(); !end)
        return end;
    std::reverse(m_kept.begin(), m_kept.end());
    m_rows = int(m_kept.size());
    m_batchRows = m_batchTime ? rowsTogether() : 1;
    moveOn();
    return {};
}

// Behind the end; what is rolled back is gone, so that they fit there each time.
void SqliteBench::moveOn()
{
    qint64 shift = 0;
    for (const std::size_t time : m_times)
        shift = std::max(shift, wholeDays(spanOf(time)));
    const qint64 step = m_number ? spanOf(*m_number) + 1 : 0;
    for (KeptRow &row : m_kept) {
        for (const std::size_t time : m_times)
            row.cells[time].integer += shift;
        if (m_number)
            row.cells[*m_number].integer += step;
    }
}

// Of a column of whole numbers.
qint64 SqliteBench::spanOf(std::size_t column) const
{
    qint64 first = std::numeric_limits<qint64>::max();
    qint64 last = std::numeric_limits<qint64>::min();
    for (const KeptRow &row : m_kept) {
        if (row.cells[column].kind != Cell::Kind::Integer)
            continue;
        first = std::min(first, row.cells[column].integer);
        last = std::max(last, row.cells[column].integer);
    }
    return std::max<qint64>(0, last - first);
}

int SqliteBench::rowsTogether() const
{
    std::size_t batches = 1;
    for (std::size_t at = 1; m_batchTime && at < m_kept.size(); ++at) {
        if (m_kept[at].cells[*m_batchTime].integer != m_kept[at - 1].cells[*m_batchTime].integer)
            ++batches;
    }
    return int(std::max<std::size_t>(1, (m_kept.size() + batches / 2) / batches));
}

Result<TableBench::Measured> SqliteBench::measure(const QStringList &without, bool countsWal)
{
    constexpr std::size_t Often = 500; // rows between two looks at the watch

    QStringList drops;
    for (const QString &index : without)
        drops.append(u"DROP INDEX "_s + quotedName(index));
    const auto first = m_kept.size() - std::size_t(m_rows);
    const auto insert = [&](RowLoader &loader) -> Result<> {
        for (std::size_t at = first; at < m_kept.size(); ++at) {
            if (at % Often == 0) {
                if (const Result<> goesOn = m_watch.check(); !goesOn)
                    return goesOn;
            }
            if (const Result<> appended = loader.append(m_kept[at].cells); !appended)
                return appended;
        }
        return {};
    };
    return m_probe->run(drops, m_table, m_columns, insert, countsWal)
            .transform([&](const SqliteProbe::Measured &measured) {
                Measured result{measured.seconds * 1e6 / m_rows, {}};
                if (countsWal)
                    result.walBytesPerRow = double(measured.walBytes) / m_rows;
                return result;
            });
}

} // namespace

Result<std::unique_ptr<TableBench>> makeSqliteBench(const QString &file,
                                                    const Connection &connection,
                                                    const ProbeTable &table, int rows,
                                                    const LabWatch &watch)
{
    // A copy of the newest rows alone has no parents that a key could be checked against.
    Statements statements{connection};
    qint64 missing = 0;
    const Result<> counted =
            eachRow(statements,
                    u"SELECT COUNT(*) FROM pragma_foreign_key_list(?) f WHERE NOT EXISTS"
                    " (SELECT 1 FROM sqlite_schema s WHERE s.type = 'table'"
                    " AND s.name = f.\"table\" COLLATE NOCASE)"_s,
                    {table.name}, [&](const Rows &found) { missing = found.integer(0); });
    if (!counted)
        return fail(counted.error());
    Result<std::unique_ptr<SqliteProbe>> probe = SqliteProbe::open(file, missing == 0);
    if (!probe)
        return fail(probe.error());
    auto bench = std::make_unique<SqliteBench>(std::move(*probe), table, watch);
    return bench->read(connection, table, rows).transform([&]() -> std::unique_ptr<TableBench> {
        return std::move(bench);
    });
}
