// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/migrations/alembicdatabase.h"

#include "db/statements.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// What Alembic made; times with or without their zone.
QStringList tablesOf(const QString &revision, const QString &time)
{
    const QString quotes =
            u"CREATE TABLE price_data_5min (coin_type VARCHAR(20) NOT NULL, bid NUMERIC(%1,8) NOT"
            " NULL, ask NUMERIC(%1,8) NOT NULL, last NUMERIC(%1,8) NOT NULL, id %2 PRIMARY KEY,"
            " timestamp %3 NOT NULL%4, CONSTRAINT uq_price_data_5min_coin_timestamp UNIQUE"
            " (coin_type, timestamp))"_s;
    const QStringList indexes{
            u"CREATE INDEX ix_price_data_5min_coin_type ON price_data_5min (coin_type)"_s,
            u"CREATE INDEX ix_price_data_5min_timestamp ON price_data_5min (timestamp DESC)"_s,
            u"CREATE INDEX ix_price_data_5min_coin_timestamp ON price_data_5min (coin_type,"
            " timestamp DESC)"_s};
    if (revision == AddPriceData)
        return QStringList{quotes.arg(u"18"_s, u"UUID NOT NULL"_s, time, QString{})} + indexes;
    if (revision == AlignPriceData)
        return QStringList{quotes.arg(u"20"_s, u"BIGSERIAL"_s, time,
                                      u", created_at %1 NOT NULL"_s.arg(time))} +
               indexes;
    return {u"CREATE TABLE assets (symbol VARCHAR(50) PRIMARY KEY, exchange VARCHAR(20) NOT NULL,"
            " asset_type VARCHAR(50), is_active BOOLEAN NOT NULL, last_synced %1, created_at %1 NOT"
            " NULL, updated_at %1 NOT NULL)"_s.arg(time),
            u"CREATE TABLE market_data (time %1 NOT NULL, symbol VARCHAR(50) NOT NULL REFERENCES"
            " assets (symbol), open NUMERIC(12,4), high NUMERIC(12,4), low NUMERIC(12,4), close"
            " NUMERIC(12,4), adjusted_close NUMERIC(12,4), volume BIGINT, PRIMARY KEY (time,"
            " symbol))"_s.arg(time),
            u"CREATE INDEX ix_market_data_symbol_time ON market_data (symbol, time)"_s,
            u"CREATE TABLE corporate_actions (date DATE NOT NULL, symbol VARCHAR(50) NOT NULL"
            " REFERENCES assets (symbol), action_type VARCHAR(20) NOT NULL, value NUMERIC(12,4),"
            " currency VARCHAR(10), PRIMARY KEY (date, symbol))"_s};
}

} // namespace

AlembicDatabase::AlembicDatabase(const QString &revision, const QString &time)
    : m_revision{revision}
    , m_connection{std::move(*Connection::open(m_database.spec()))}
{
    run({u"CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"_s,
         u"INSERT INTO alembic_version VALUES ('%1')"_s.arg(revision),
         u"CREATE TABLE \"user\" (id UUID PRIMARY KEY, email VARCHAR NOT NULL)"_s,
         u"CREATE TABLE item (id UUID PRIMARY KEY, owner UUID REFERENCES \"user\" (id))"_s,
         u"INSERT INTO \"user\" VALUES (gen_random_uuid(), 'a@b.c')"_s});
    run(tablesOf(revision, time));
}

void AlembicDatabase::run(const QStringList &statements) const
{
    for (const QString &statement : statements) {
        const Result<> done = m_connection->execute(statement);
        if (!done)
            giveUp(u"'%1' failed: %2"_s.arg(statement, done.error().detail));
    }
}

QStringList AlembicDatabase::column(const QString &query) const
{
    Statements statements{*m_connection};
    Result<Rows> rows = statements.run(query);
    if (!rows)
        return {rows.error().detail};
    QStringList texts;
    while (rows->next())
        texts.append(rows->text(0));
    return texts;
}

void AlembicDatabase::insertQuotes() const
{
    const bool isOld = m_revision == AddPriceData;
    const QString largest = isOld ? u"9999999999.99999999"_s : u"999999999999.99999999"_s;
    const QString id = isOld ? u"gen_random_uuid()"_s : u"DEFAULT"_s;
    const QString created = isOld ? u""_s : u", '2024-01-01 00:00:07.0004'"_s;
    for (const QString &row :
         {u"'btc', %1, %1, %1, %2, '2024-01-01 00:00:00.123'"_s.arg(largest, id),
          u"'shib', 0.00000001, 0.00000001, 0.00000001, %1, '2024-01-01 00:05:00.123456'"_s.arg(id),
          u"'eth', 1, 2, 1.5, %1, '1970-01-01 00:00:00'"_s.arg(id)})
        run({u"INSERT INTO price_data_5min VALUES (%1%2)"_s.arg(row, created)
                     .replace(u", DEFAULT, "_s, u", nextval('price_data_5min_id_seq'), "_s)});
}
