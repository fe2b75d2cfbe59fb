// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/shapeplace.h"

#include "db/schema/inspection.h"
#include "db/tuning/eachrow.h"
#include "db/tuning/indexreader.h"
#include "db/tuning/lab/tablecopy.h"

#include <QElapsedTimer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

Result<> runAll(const Connection &connection, const QStringList &statements)
{
    for (const QString &statement : statements) {
        if (const Result<> done = connection.execute(statement); !done)
            return done;
    }
    return {};
}

// While the shape is made and filled: no reference is checked, and SQLite's rebuilds leave the
// references of others alone, as a migration does.
QStringList settingsWhileMaking(Engine engine)
{
    switch (engine) {
    case Engine::Sqlite:
        return {u"PRAGMA foreign_keys = OFF"_s, u"PRAGMA legacy_alter_table = ON"_s};
    case Engine::PostgreSql:
        return {};
    case Engine::MariaDb:
        break;
    }
    return {u"SET foreign_key_checks = 0"_s};
}

QStringList settingsAfterwards(Engine engine)
{
    switch (engine) {
    case Engine::Sqlite:
        return {u"PRAGMA foreign_keys = ON"_s, u"PRAGMA legacy_alter_table = OFF"_s};
    case Engine::PostgreSql:
        return {};
    case Engine::MariaDb:
        break;
    }
    return {u"SET foreign_key_checks = 1"_s};
}

Result<TableDef> tableOf(const Connection &connection, const QString &name)
{
    const Result<QList<TableDef>> tables = readIndexes(connection);
    if (!tables)
        return fail(tables.error());
    const auto found = std::ranges::find(*tables, name, &TableDef::name);
    if (found == tables->cend())
        return fail(Error::Kind::NotFound, {}, name);
    return *found;
}

} // namespace

Result<std::unique_ptr<ShapePlace>> ShapePlace::make(LabGround &ground, LabGround::Place place,
                                                     const QStringList &sql, const QString &table,
                                                     LabWatch &watch)
{
    Result<std::unique_ptr<Connection>> connection = ground.make(place);
    if (!connection)
        return fail(connection.error());
    watch.guard(**connection);
    std::unique_ptr<ShapePlace> made{new ShapePlace{place, table, std::move(*connection)}};
    return made->build(sql).transform([&] { return std::move(made); });
}

Result<> ShapePlace::build(const QStringList &sql)
{
    return runAll(*m_connection, settingsWhileMaking(m_connection->engine()))
            .and_then([&] { return runAll(*m_connection, sql); })
            .and_then([&] { return takeForeignKeysOff(); })
            .and_then([&] { return takeIndexesOff(); });
}

// To fill a table and then make its indexes takes a third of the time.
Result<> ShapePlace::takeIndexesOff()
{
    const Result<TableDef> table = tableOf(*m_connection, m_table);
    if (!table)
        return fail(table.error());
    for (const IndexDef &index : table->indexes) {
        if (index.constraint != IndexDef::Constraint::None || index.dropSql.isEmpty())
            continue;
        if (const Result<> dropped = m_connection->execute(index.dropSql); !dropped)
            return dropped;
        m_indexSql.append(index.createSql);
    }
    return {};
}

// PostgreSQL has no setting to leave them unchecked that everybody may use.
Result<> ShapePlace::takeForeignKeysOff()
{
    if (m_connection->engine() != Engine::PostgreSql)
        return {};
    QStringList drops;
    Statements statements{*m_connection};
    const QString alter = u"ALTER TABLE "_s + quotedName(m_table);
    const Result<> read =
            eachRow(statements,
                    u"SELECT quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint"
                    " WHERE contype = 'f' AND conrelid = to_regclass(quote_ident(?))"_s,
                    {m_table}, [&](const Rows &rows) {
                        drops.append(u"%1 DROP CONSTRAINT %2"_s.arg(alter, rows.text(0)));
                        m_foreignKeySql.append(u"%1 ADD CONSTRAINT %2 %3"_s.arg(alter, rows.text(0),
                                                                                rows.text(1)));
                    });
    return read.and_then([&] { return runAll(*m_connection, drops); });
}

Result<> ShapePlace::beginRows(const QStringList &columns)
{
    m_instrumentAt = columns.indexOf(u"instrument_id"_s);
    m_ruleAt = columns.indexOf(u"rule_id"_s);
    m_rows = 0;
    if (const Result<> begun = m_connection->execute(u"BEGIN"_s); !begun)
        return begun;
    return m_connection->loader(m_table, columns).transform([&](std::unique_ptr<RowLoader> loader) {
        m_loader = std::move(loader);
    });
}

Result<> ShapePlace::append(std::span<const Cell> row)
{
    const qint64 instrument = row[std::size_t(m_instrumentAt)].integer;
    m_instruments.insert(instrument);
    if (m_ruleAt >= 0)
        m_rules.insert({row[std::size_t(m_ruleAt)].integer, instrument});
    ++m_rows;
    return m_loader->append(row);
}

Result<> ShapePlace::commitRows()
{
    const Result<qint64> finished = m_loader->finish();
    m_loader.reset();
    if (!finished)
        return fail(finished.error());
    return m_connection->execute(u"COMMIT"_s);
}

void ShapePlace::forgetRows()
{
    if (m_loader)
        static_cast<void>(m_loader->finish());
    m_loader.reset();
    m_connection->rollback();
    m_rows = 0;
}

// What the references need and nothing more.
Result<> ShapePlace::addParents()
{
    const bool isPostgreSql = m_connection->engine() == Engine::PostgreSql;
    const QString yes = isPostgreSql ? u"TRUE"_s : u"1"_s;
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(0, Qt::UTC).addYears(30);
    Statements statements{*m_connection};
    for (const qint64 instrument : std::as_const(m_instruments)) {
        const Result<int> added = statements.change(
                u"INSERT INTO assets (symbol, instrument_id, name, exchange, asset_type, is_active,"
                " sync_state, created_at, updated_at) VALUES (?, ?, '', '', '', %1, '', ?, ?)"_s
                        .arg(yes),
                {u"LAB%1.LAB"_s.arg(instrument), instrument, then, then});
        if (!added)
            return fail(added.error());
    }
    QSet<qint64> rules;
    for (const auto &[rule, instrument] : std::as_const(m_rules)) {
        if (rules.contains(rule))
            continue;
        rules.insert(rule);
        const Result<int> added = statements.change(
                u"INSERT INTO alert_rules (id, name, instrument_id, rule_condition,"
                " threshold_value, cooldown_ms, severity, enabled, created_at, updated_at)"
                " VALUES (?, '', ?, 'above', '1.00000000', 0, 'low', %1, ?, ?)"_s.arg(yes),
                {rule, instrument, then, then});
        if (!added)
            return fail(added.error());
    }
    return {};
}

Result<> ShapePlace::finish(const LabWatch &watch)
{
    const QStringList later = m_indexSql + m_foreignKeySql;
    Result<> done = addParents();
    for (const QString &statement : later)
        done = done.and_then([&] { return watch.check(); }).and_then([&] {
            return m_connection->execute(statement);
        });
    return done
            .and_then([&] {
                return runAll(*m_connection, settingsAfterwards(m_connection->engine()));
            })
            .and_then([&] { return analyze(*m_connection, m_table); });
}

Result<std::unique_ptr<TableBench>> ShapePlace::bench(const LabGround &ground, int rows,
                                                      const LabWatch &watch) const
{
    return tableOf(*m_connection, m_table)
            .and_then([&](const TableDef &table) { return readProbeTable(*m_connection, table); })
            .and_then([&](const ProbeTable &table) {
                return TableBench::make(ground, m_place, *m_connection, table, rows, watch);
            });
}

Result<double> ShapePlace::calculate(qint64 rows) const
{
    // On SQLite a decimal is text, which SQL can only calculate with as a number.
    const QString value =
            m_connection->engine() == Engine::Sqlite ? u"CAST(price AS REAL)"_s : u"price"_s;
    const QString query =
            u"SELECT instrument_id, COUNT(*), AVG(%1), MIN(%1), MAX(%1), SUM(%1 * %1) FROM %2"
            " WHERE id > (SELECT MAX(id) FROM %2) - %3 GROUP BY instrument_id"_s.arg(
                    value, quotedName(m_table), QString::number(rows));
    QElapsedTimer timer;
    timer.start();
    return m_connection->execute(query).transform(
            [&] { return double(timer.nsecsElapsed()) / 1e3 / double(std::max<qint64>(1, rows)); });
}
