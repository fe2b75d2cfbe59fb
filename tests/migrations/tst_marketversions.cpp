// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scratchdatabase.h"

using namespace Qt::Literals::StringLiterals;

// What versions 4 to 10 do to the rows of market data and alerts.
class TestMarketVersions : public QObject
{
    Q_OBJECT

private slots:
    void version7KeepsEveryValue();
    void version7DownNamesWhatDoesNotFit();
    void version8KeepsWhatIsReferredTo();
    void rebuildsNeverGiveAnIdTwice();
    void version10ShowsExactValues();
};

namespace {

// What version 4 holds: the largest and the smallest value, and NULLs. Returns false on an error.
bool fillVersion4(const ScratchDatabase &database)
{
    return database.run(u"INSERT INTO assets (symbol, name, exchange, asset_type, is_active,"
                        " sync_state, created_at, updated_at) VALUES"
                        " ('AAPL.US', 'Apple', 'US', 'stock', 1, 'new', 1, 1)"_s) &&
           database.run(
                   u"INSERT INTO market_data (timestamp, instrument_id, price, bid, ask) VALUES"
                   " (1700000000000, 1, '99999999.9999', '0.0001', NULL),"
                   " (1700000300000, 1, '67123.1234', NULL, '0.3000')"_s) &&
           database.run(u"INSERT INTO alert_rules (name, instrument_id, rule_condition,"
                        " threshold_value, cooldown_ms, severity, enabled, created_at, updated_at)"
                        " VALUES ('high', 1, 'above', '0.00000799', 0, 'info', 1, 1, 1)"_s) &&
           database.run(u"INSERT INTO alert_logs (timestamp, rule_id, instrument_id, trigger_value,"
                        " threshold_value, status, severity, message, created_at) VALUES"
                        " (1700000000000, 1, 1, '-12.3456', '0.0000', 'fired', 'info', 'm', 1)"_s);
}

QStringList marketValues(const ScratchDatabase &database, const QString &table)
{
    return database.column(u"SELECT price || ' ' || coalesce(bid, '-') || ' ' || coalesce(ask, '-')"
                           " FROM %1 ORDER BY id"_s.arg(table));
}

} // namespace

void TestMarketVersions::version7KeepsEveryValue()
{
    const QStringList values{u"99999999.9999 0.0001 -"_s, u"67123.1234 - 0.3000"_s};
    const QString logged = u"SELECT trigger_value || ' ' || threshold_value FROM %1"_s;
    const ScratchDatabase database;
    QVERIFY(database.migrator().up(4));
    QVERIFY2(fillVersion4(database), qPrintable(database.lastError()));

    QVERIFY(database.migrator().up(7));
    QCOMPARE(database.value(u"SELECT group_concat(DISTINCT typeof(price)) FROM market_data"_s),
             u"real"_s);
    QCOMPARE(marketValues(database, u"readable_market_data"_s), values);
    QCOMPARE(database.value(logged.arg(u"readable_alert_logs"_s)), u"-12.3456 0.0000"_s);
    // What only a double holds is rounded on the way back, and never to -0.0000.
    QVERIFY(database.run(u"INSERT INTO market_data (timestamp, instrument_id, price, bid) VALUES"
                         " (1700000600000, 1, 1.23456, -0.00001)"_s));

    QVERIFY(database.migrator().down(6, LossPolicy::Accept));
    QCOMPARE(marketValues(database, u"market_data"_s), values + QStringList{u"1.2346 0.0000 -"_s});
    QCOMPARE(database.value(logged.arg(u"alert_logs"_s)), u"-12.3456 0.0000"_s);
}

void TestMarketVersions::version7DownNamesWhatDoesNotFit()
{
    const ScratchDatabase database;
    QVERIFY(database.migrator().up(4));
    QVERIFY(fillVersion4(database));
    QVERIFY(database.migrator().up(7));
    // The second one would only reach nine digits by rounding.
    for (const QString &price : {u"100000000.0"_s, u"99999999.99996"_s}) {
        QVERIFY(database.run(u"UPDATE market_data SET price = %1 WHERE id = 2"_s.arg(price)));
        const Result<MigrationReport> report = database.migrator().down(6, LossPolicy::Accept);
        QVERIFY(!report);
        QCOMPARE(report.error().kind, Error::Kind::Refused);
        QVERIFY2(report.error().detail.contains(
                         "market_data 2 at 2023-11-14T22:18:20.000Z, price"_L1),
                 qPrintable(report.error().detail));
        QCOMPARE(database.version(), 7);
    }
}

void TestMarketVersions::version8KeepsWhatIsReferredTo()
{
    const ScratchDatabase database;
    QVERIFY(database.migrator().up(4));
    QVERIFY(fillVersion4(database));
    QVERIFY(database.migrator().up(8));
    QVERIFY(!database.run(u"DELETE FROM assets"_s));
    QVERIFY(!database.run(u"DELETE FROM alert_rules"_s));
    QVERIFY(database.run(u"UPDATE market_data SET deleted_at = 1700000000000 WHERE id = 1"_s));
    QCOMPARE(database.value(u"SELECT deleted_at FROM readable_market_data WHERE id = 1"_s),
             u"2023-11-14T22:13:20.000Z"_s);

    QVERIFY(database.migrator().down(7, LossPolicy::Accept));
    QVERIFY2(database.run(u"DELETE FROM assets"_s), qPrintable(database.lastError()));
    for (const QString &table : {u"market_data"_s, u"alert_rules"_s, u"alert_logs"_s})
        QCOMPARE(database.value(u"SELECT COUNT(*) FROM "_s + table), u"0"_s);
}

void TestMarketVersions::rebuildsNeverGiveAnIdTwice()
{
    const ScratchDatabase database;
    QVERIFY(database.migrator().up(4));
    QVERIFY(fillVersion4(database));
    // Once with a row left and once without any, when the copy inserts nothing.
    QVERIFY(database.run(u"DELETE FROM market_data WHERE id = 2"_s));
    QVERIFY(database.run(u"DELETE FROM alert_logs"_s));
    QVERIFY(database.migrator().up());
    QVERIFY(database.migrator().down(6, LossPolicy::Accept));
    QVERIFY(database.run(u"INSERT INTO market_data (timestamp, instrument_id, price)"
                         " VALUES (1, 1, '1.0000')"_s));
    QCOMPARE(database.value(u"SELECT MAX(id) FROM market_data"_s), u"3"_s);
    QVERIFY(database.run(u"INSERT INTO alert_logs (timestamp, rule_id, instrument_id,"
                         " trigger_value, threshold_value, status, severity, message, created_at)"
                         " VALUES (1, 1, 1, '1.0000', '1.0000', 'fired', 'info', 'm', 1)"_s));
    QCOMPARE(database.value(u"SELECT id FROM alert_logs"_s), u"2"_s);
}

void TestMarketVersions::version10ShowsExactValues()
{
    const ScratchDatabase database;
    QVERIFY(database.migrator().up(4));
    QVERIFY(fillVersion4(database));
    QVERIFY(database.migrator().up(10));
    QVERIFY(database.run(u"INSERT INTO alert_logs (timestamp, rule_id, instrument_id,"
                         " trigger_value, threshold_value, status, severity, message, created_at,"
                         " trigger_exact, threshold_exact) VALUES (1, 1, 1, 0, 0, 'fired', 'info',"
                         " 'm', 1, '0.00000799', '0.00000800')"_s));
    QCOMPARE(database.column(u"SELECT trigger_value || ' ' || threshold_value"
                             " FROM readable_alert_logs ORDER BY id"_s),
             (QStringList{u"-12.3456 0.0000"_s, u"0.00000799 0.00000800"_s}));
    // A value that went through a double has not eight decimals.
    QVERIFY(!database.run(u"UPDATE alert_logs SET trigger_exact = '0.5'"_s));
}

QTEST_GUILESS_MAIN(TestMarketVersions)
#include "tst_marketversions.moc"
