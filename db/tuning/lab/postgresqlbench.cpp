// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/serverbench.h"

#include "db/bulk/columnnames.h"
#include "db/tuning/eachrow.h"
#include "db/tuning/lab/keptrows.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace {

class PostgreSqlBench final : public TableBench
{
public:
    PostgreSqlBench(const Connection &connection, const ProbeTable &table, const LabWatch &watch)
        : m_connection{connection}
        , m_table{table}
        , m_watch{watch}
    {}

    [[nodiscard]] Result<> begin(int rows);
    [[nodiscard]] Result<Measured> measure(const QStringList &without, bool countsWal) override;

private:
    [[nodiscard]] QString insertSql(const QStringList &moved) const;
    [[nodiscard]] Result<Measured> insertBatches();
    [[nodiscard]] Result<Measured> countWal();

    const Connection &m_connection;
    ProbeTable m_table;
    const LabWatch &m_watch;
    QString m_schema;
    KeptRows m_kept;
    std::unique_ptr<Statement> m_insert;
    qint64 m_probe = 0; // how many there were
};

Result<> PostgreSqlBench::begin(int rows)
{
    const Result<KeptRows> kept = keepNewestRows(m_connection, m_table, rows);
    if (!kept)
        return fail(kept.error());
    m_kept = *kept;
    m_rows = kept->rows;
    m_batchRows = kept->batchRows;
    Statements statements{m_connection};
    const Result<> read = eachRow(statements, u"SELECT current_schema()"_s, {},
                                  [&](const Rows &row) { m_schema = quotedName(row.text(0)); });
    if (!read)
        return read;
    const QString number = u"CAST(? AS BIGINT)"_s;
    QStringList moved;
    for (int i = 0; i < m_table.times.size() + (m_table.number.isEmpty() ? 0 : 1); ++i)
        moved.append(number);
    return m_connection.prepare(insertSql(moved + QStringList{number, number}))
            .transform(
                    [&](std::unique_ptr<Statement> statement) { m_insert = std::move(statement); });
}

// values: for each column that moves on, in the order of the columns; then the first and the last
// row.
QString PostgreSqlBench::insertSql(const QStringList &values) const
{
    QStringList cells;
    qsizetype at = 0;
    for (const QString &column : m_table.columns) {
        const QString name = quotedName(column);
        if (column == m_table.number)
            cells.append(name + u" + "_s + values[at++]);
        else if (m_table.times.contains(column))
            cells.append(u"%1 + %2 * INTERVAL '1 millisecond'"_s.arg(name, values[at++]));
        else
            cells.append(name);
    }
    return u"INSERT INTO %1.%2 (%3) OVERRIDING SYSTEM VALUE SELECT %4 FROM %1.%5"
           " WHERE %6 BETWEEN %7 AND %8 ORDER BY %6"_s.arg(
                   m_schema, quotedName(m_table.name), columnNames(m_table.columns),
                   cells.join(u", "_s), QLatin1StringView{KeptRowsTable},
                   QLatin1StringView{RowNumberColumn}, values[at], values[at + 1]);
}

Result<TableBench::Measured> PostgreSqlBench::measure(const QStringList &without, bool countsWal)
{
    ++m_probe;
    Result<> ready = m_connection.execute(u"BEGIN"_s);
    if (!ready)
        return fail(ready.error());
    // Always with its schema: by its name alone an index might be the person's own.
    for (const QString &index : without)
        ready = ready.and_then([&] {
            return m_connection.execute(u"DROP INDEX %1.%2"_s.arg(m_schema, quotedName(index)));
        });
    const Result<Measured> measured =
            ready.and_then([&] { return countsWal ? countWal() : insertBatches(); });
    const Result<> back = m_connection.execute(u"ROLLBACK"_s);
    return measured && !back ? fail(back.error()) : measured;
}

Result<TableBench::Measured> PostgreSqlBench::insertBatches()
{
    std::vector<SqlValue> values;
    for (const QString &column : std::as_const(m_table.columns)) {
        if (column == m_table.number)
            values.emplace_back(m_probe * m_kept.numberStep);
        else if (m_table.times.contains(column))
            values.emplace_back(m_probe * m_kept.dayShift);
    }
    const std::size_t from = values.size();
    values.resize(from + 2);
    QElapsedTimer timer;
    timer.start();
    for (qint64 first = m_kept.rows - m_rows + 1; first <= m_kept.rows; first += m_batchRows) {
        if (const Result<> goesOn = m_watch.check(); !goesOn)
            return fail(goesOn.error());
        values[from] = first;
        values[from + 1] = std::min<qint64>(first + m_batchRows - 1, m_kept.rows);
        if (const Result<> inserted = m_insert->execute(values); !inserted)
            return fail(inserted.error());
    }
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    m_insert->reset();
    return Measured{seconds * 1e6 / m_rows, {}};
}

// All rows in one statement, so that the server counts them together. One before version 13 cannot.
Result<TableBench::Measured> PostgreSqlBench::countWal()
{
    QStringList values;
    for (const QString &column : std::as_const(m_table.columns)) {
        if (column == m_table.number)
            values.append(QString::number(m_probe * m_kept.numberStep));
        else if (m_table.times.contains(column))
            values.append(QString::number(m_probe * m_kept.dayShift));
    }
    values += {QString::number(m_kept.rows - m_rows + 1), QString::number(m_kept.rows)};
    Statements statements{m_connection};
    QString plan;
    const Result<> explained = eachRow(
            statements, u"EXPLAIN (ANALYZE, WAL, TIMING OFF, FORMAT JSON) "_s + insertSql(values),
            {}, [&](const Rows &row) { plan += row.text(0); });
    if (!explained && explained.error().kind != Error::Kind::Database)
        return fail(explained.error());
    const QJsonValue bytes =
            QJsonDocument::fromJson(plan.toUtf8()).array().first()[u"Plan"_s][u"WAL Bytes"_s];
    Measured measured;
    if (bytes.isDouble())
        measured.walBytesPerRow = bytes.toDouble() / m_rows;
    return measured;
}

} // namespace

Result<std::unique_ptr<TableBench>> makePostgreSqlBench(const Connection &connection,
                                                        const ProbeTable &table, int rows,
                                                        const LabWatch &watch)
{
    auto bench = std::make_unique<PostgreSqlBench>(connection, table, watch);
    return bench->begin(rows).transform(
            [&]() -> std::unique_ptr<TableBench> { return std::move(bench); });
}
