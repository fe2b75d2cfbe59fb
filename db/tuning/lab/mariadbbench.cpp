// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/serverbench.h"

#include "db/bulk/columnnames.h"
#include "db/schema/sqltokens.h"
#include "db/tuning/eachrow.h"
#include "db/tuning/lab/keptrows.h"

#include <QElapsedTimer>

#include <map>

using namespace Qt::Literals::StringLiterals;

namespace {

class MariaDbBench final : public TableBench
{
public:
    MariaDbBench(const Connection &connection, const ProbeTable &table, const LabWatch &watch)
        : m_connection{connection}
        , m_table{table}
        , m_watch{watch}
    {}

    [[nodiscard]] Result<> begin(int rows)
    {
        return keepNewestRows(m_connection, m_table, rows).transform([&](const KeptRows &kept) {
            m_kept = kept;
            m_rows = kept.rows;
            m_batchRows = kept.batchRows;
        });
    }
    [[nodiscard]] Result<> prepare(const QList<QStringList> &variants) override;
    [[nodiscard]] Result<Measured> measure(const QStringList &without, bool countsWal) override;

private:
    [[nodiscard]] Result<> makeVariant(const QString &name, const QStringList &without) const;
    [[nodiscard]] Result<Statement *> insertInto(const QString &table);
    [[nodiscard]] Result<double> logPosition() const;
    [[nodiscard]] Result<double> secondsFor(Statement &insert) const;

    const Connection &m_connection;
    ProbeTable m_table;
    const LabWatch &m_watch;
    KeptRows m_kept;
    std::map<QStringList, QString> m_variants; // what is left out: its table
    std::map<QString, std::unique_ptr<Statement>> m_inserts;
};

Result<> MariaDbBench::prepare(const QList<QStringList> &variants)
{
    for (const QStringList &without : variants) {
        if (without.isEmpty())
            continue;
        const QString name = u"tidemark_lab_%1"_s.arg(m_variants.size() + 1);
        const Result<> made = m_watch.check().and_then([&] { return makeVariant(name, without); });
        if (!made)
            return made;
        m_variants[without] = name;
    }
    return {};
}

// The indexes come when the rows are there, all in one pass.
Result<> MariaDbBench::makeVariant(const QString &name, const QStringList &without) const
{
    QStringList drops;
    QStringList additions;
    for (const IndexDef &index : m_table.droppable()) {
        drops.append(u"DROP INDEX "_s + quotedName(index.name));
        const auto tokens = sqlTokens(index.createSql, Engine::MariaDb).value_or(QList<SqlToken>{});
        for (const SqlToken &token : tokens) {
            if (!token.isWord(u"ADD"))
                continue;
            if (!without.contains(index.name))
                additions.append(index.createSql.sliced(token.start));
            break;
        }
    }
    const QString table = quotedName(name);
    const QString columns = columnNames(m_table.columns);
    QStringList steps{u"CREATE TABLE %1 LIKE %2"_s.arg(table, quotedName(m_table.name)),
                      u"ALTER TABLE %1 %2"_s.arg(table, drops.join(u", "_s)),
                      u"INSERT INTO %1 (%2) SELECT %2 FROM %3"_s.arg(table, columns,
                                                                     quotedName(m_table.name))};
    if (!additions.isEmpty())
        steps.append(u"ALTER TABLE %1 %2"_s.arg(table, additions.join(u", "_s)));
    for (const QString &step : std::as_const(steps)) {
        if (const Result<> done = m_connection.execute(step); !done)
            return done;
    }
    return {};
}

Result<Statement *> MariaDbBench::insertInto(const QString &table)
{
    std::unique_ptr<Statement> &insert = m_inserts[table];
    if (insert)
        return insert.get();
    QStringList cells;
    const QStringList columns = m_table.inserted();
    for (const QString &column : columns) {
        const QString name = quotedName(column);
        if (column == m_table.number)
            cells.append(u"%1 + %2"_s.arg(name).arg(m_kept.numberStep));
        else if (m_table.times.contains(column))
            cells.append(u"%1 + INTERVAL %2 SECOND"_s.arg(name).arg(m_kept.dayShift / 1000));
        else
            cells.append(name);
    }
    return m_connection
            .prepare(u"INSERT INTO %1 (%2) SELECT %3 FROM %4 WHERE %5 BETWEEN ? AND ?"
                     " ORDER BY %5"_s.arg(quotedName(table), columnNames(columns),
                                          cells.join(u", "_s), QLatin1StringView{KeptRowsTable},
                                          QLatin1StringView{RowNumberColumn}))
            .transform([&](std::unique_ptr<Statement> prepared) {
                insert = std::move(prepared);
                return insert.get();
            });
}

// Bytes that were ever written to the log. MySQL tells only what has left memory.
Result<double> MariaDbBench::logPosition() const
{
    double written = 0;
    double current = 0;
    Statements statements{m_connection};
    return eachRow(statements,
                   u"SHOW GLOBAL STATUS WHERE Variable_name IN ('Innodb_lsn_current',"
                   " 'Innodb_os_log_written')"_s,
                   {},
                   [&](const Rows &row) {
                       (row.text(0) == u"Innodb_lsn_current" ? current : written) =
                               row.text(1).toDouble();
                   })
            .transform([&] { return current > 0 ? current : written; });
}

Result<double> MariaDbBench::secondsFor(Statement &insert) const
{
    QElapsedTimer timer;
    timer.start();
    for (qint64 first = m_kept.rows - m_rows + 1; first <= m_kept.rows; first += m_batchRows) {
        if (const Result<> goesOn = m_watch.check(); !goesOn)
            return fail(goesOn.error());
        const std::array values{SqlValue{first},
                                SqlValue{std::min<qint64>(first + m_batchRows - 1, m_kept.rows)}};
        if (const Result<> inserted = insert.execute(values); !inserted)
            return fail(inserted.error());
    }
    insert.reset();
    return double(timer.nsecsElapsed()) / 1e9;
}

Result<TableBench::Measured> MariaDbBench::measure(const QStringList &without, bool countsWal)
{
    const auto variant = m_variants.find(without);
    Q_ASSERT(without.isEmpty() || variant != m_variants.end());
    const Result<Statement *> insert =
            insertInto(variant == m_variants.end() ? m_table.name : variant->second);
    if (!insert)
        return fail(insert.error());
    const Result<double> before = countsWal ? logPosition() : 0;
    if (!before)
        return fail(before.error());
    if (const Result<> begun = m_connection.execute(u"START TRANSACTION"_s); !begun)
        return fail(begun.error());
    const Result<double> seconds = secondsFor(**insert);
    const Result<double> after = countsWal && seconds ? logPosition() : 0;
    const Result<> back = m_connection.execute(u"ROLLBACK"_s);
    if (!seconds || !after || !back)
        return fail(!seconds ? seconds.error() : !after ? after.error() : back.error());
    Measured measured{*seconds * 1e6 / m_rows, {}};
    if (countsWal)
        measured.walBytesPerRow = (*after - *before) / m_rows;
    return measured;
}

} // namespace

Result<std::unique_ptr<TableBench>> makeMariaDbBench(const Connection &connection,
                                                     const ProbeTable &table, int rows,
                                                     const LabWatch &watch)
{
    auto bench = std::make_unique<MariaDbBench>(connection, table, watch);
    return bench->begin(rows).transform(
            [&]() -> std::unique_ptr<TableBench> { return std::move(bench); });
}
