// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/queries/querystore.h"
#include "db/statements.h"
#include "tests/support/controlprogram.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

#include <QDir>
#include <QJsonArray>

#include <csignal>

using namespace Qt::Literals::StringLiterals;

// 'index lab' of the finished program.
class TestLabCommand final : public QObject
{
    Q_OBJECT

private slots:
    void pricesAreShownAndKept_data() { addEngineRows(); }
    void pricesAreShownAndKept();
    void migrationsAreCompared_data() { addEngineRows(); }
    void migrationsAreCompared();
    void textNamesEachIndex();
    void keptValuesAreReplayed();
    void stoppedLabLeavesNothing();
    void smallTablesSayWhy_data() { addEngineRows(); }
    void smallTablesSayWhy();
    void refusals_data();
    void refusals();
    void emptyDatabaseSaysWhy();
};

namespace {

constexpr int RowCount = 2000;

// At version 4, whose indexes the later versions removed.
void fillMarketData(const ConnectionSpec &spec)
{
    const auto connection = openOrFail(spec);
    VERIFY_RESULT(migrate(*connection, 4));
    Statements statements{*connection};
    VERIFY_RESULT(connection->execute(u"BEGIN"_s));
    VERIFY_RESULT(statements.change(
            u"INSERT INTO assets (symbol, name, exchange, asset_type, is_active, sync_state,"
            " created_at, updated_at) VALUES ('A.US', '', 'US', 'stock', ?, 'idle', ?, ?)"_s,
            {u"1"_s, SqlValue::Time{0}, SqlValue::Time{0}}));
    const qint64 asset = numberFrom(*connection, u"SELECT instrument_id FROM assets"_s);
    for (int i = 0; i < RowCount; ++i)
        VERIFY_RESULT(statements.change(
                u"INSERT INTO market_data (timestamp, instrument_id, price) VALUES (?, ?, ?)"_s,
                {SqlValue::Time{1'700'000'000'000 + i * 60'000}, asset,
                 u"%1.5000"_s.arg(i * 7919 % 10'000)}));
    VERIFY_RESULT(connection->execute(u"COMMIT"_s));
}

QJsonObject entry(const QJsonArray &entries, const QString &key, const QString &value)
{
    for (const QJsonValue &each : entries) {
        if (each[key] == value)
            return each.toObject();
    }
    return {};
}

} // namespace

void TestLabCommand::pricesAreShownAndKept()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    fillMarketData(database.spec());
    const ControlProgram program{database.url()};

    const ProgramOutcome measured = program.run({u"--json"_s, u"index"_s, u"lab"_s, u"--table"_s,
                                                 u"market_data"_s, u"--seconds"_s, u"20"_s});
    QCOMPARE(measured.exitCode, 0);
    const QJsonObject report = measured.json();
    QCOMPARE(report[u"engine"], engineName(engine));
    const QJsonArray tables = report[u"tables"].toArray();
    QCOMPARE(tables.size(), 1);
    const QJsonObject table = tables[0].toObject();
    QCOMPARE(table[u"rows"].toInt(), RowCount);
    const int rounds = table[u"rounds"].toInt(); // more where they scatter and there is time
    QVERIFY2(rounds >= 4 && rounds <= 34, qPrintable(QString::number(rounds)));
    QCOMPARE(table[u"indexes"].toArray().size(), 5);
    const QJsonObject price =
            entry(table[u"indexes"].toArray(), u"index"_s, u"ix_market_data_price"_s);
    QCOMPARE(price[u"keys"], u"price"_s);
    QVERIFY(price[u"lower"].toDouble() <= price[u"us_per_row"].toDouble());
    QVERIFY(price[u"us_per_row"].toDouble() <= price[u"upper"].toDouble());

    // What was measured stands in the advice from now on.
    const ProgramOutcome advised = program.run({u"--json"_s, u"index"_s, u"report"_s});
    QCOMPARE(advised.exitCode, 0);
    const QJsonObject finding =
            entry(advised.json()[u"findings"].toArray(), u"index"_s, u"ix_market_data_timestamp"_s);
    QCOMPARE(finding[u"insert_cost"][u"us_per_row"],
             entry(table[u"indexes"].toArray(), u"index"_s,
                   u"ix_market_data_timestamp"_s)[u"us_per_row"]);
    QVERIFY2(advised.out.contains("The lab measured this table on 20"), advised.out);
    const ProgramOutcome exported = program.run({u"export"_s, u"indexes"_s, u"--out"_s, u"-"_s});
    const QByteArray cost =
            QByteArray::number(finding[u"insert_cost"][u"us_per_row"].toDouble(), 'f', 3);
    QVERIFY2(exported.out.contains(',' + cost + ','), exported.all());
}

void TestLabCommand::migrationsAreCompared()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    fillMarketData(database.spec());
    // What is known of indexes plays no part, so that it may be in nobody's way.
    VERIFY_RESULT(
            openOrFail(database.spec())->execute(u"CREATE TABLE statement_uses (odd INTEGER)"_s));
    const ControlProgram program{database.url()};
    QCOMPARE(program.run({u"index"_s, u"report"_s}).exitCode, 1);

    const ProgramOutcome outcome = program.run(
            {u"--json"_s, u"index"_s, u"lab"_s, u"--migrations"_s, u"--seconds"_s, u"30"_s});
    QCOMPARE(outcome.exitCode, 0);
    const QJsonArray comparisons = outcome.json()[u"comparisons"].toArray();
    QCOMPARE(comparisons.size(), 3);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(comparisons[i][u"migration"].toInt(), 5 + i);
        QCOMPARE(comparisons[i][u"rows"].toInt(), RowCount);
        QCOMPARE(comparisons[i][u"generated"].toBool(), i == 1); // there are no alerts
        QVERIFY(comparisons[i][u"ratio"].toDouble() > 0);
    }
    QVERIFY(outcome.json()[u"tables"].toArray().isEmpty());
}

void TestLabCommand::textNamesEachIndex()
{
    const TestDatabase database{Engine::Sqlite};
    fillMarketData(database.spec());
    const ControlProgram program{database.url()};

    const ProgramOutcome outcome = program.run(
            {u"index"_s, u"lab"_s, u"--table"_s, u"market_data"_s, u"--seconds"_s, u"10"_s});
    QCOMPARE(outcome.exitCode, 0);
    for (const char *words : {"ix_market_data_price", "ix_market_data_latest", "paired rounds",
                              "single costs add up to", "which are gone"})
        QVERIFY2(outcome.out.contains(words), words);
    QVERIFY(outcome.err.contains("Copying market_data"));
}

// No value could be made up for it.
void TestLabCommand::keptValuesAreReplayed()
{
    const TestDatabase database{Engine::Sqlite};
    const QString text = u"SELECT id FROM p WHERE ? = price"_s;
    {
        const auto connection = openOrFail(database.spec());
        VERIFY_RESULT(migrate(*connection, headVersion()));
        for (const QString &sql :
             {u"CREATE TABLE p (id INTEGER PRIMARY KEY, price INTEGER)"_s,
              u"CREATE INDEX ix_p_price ON p (price)"_s,
              u"INSERT INTO p WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
              " WHERE i < 2000) SELECT i, i * 7919 % 2000 FROM n"_s})
            VERIFY_RESULT(connection->execute(sql));
        const QDateTime now = QDateTime::currentDateTimeUtc();
        RecordedUse use{statementShape(text), text, u"test"_s};
        use.executions = 1;
        use.lastUsedAt = now;
        use.samples = {{now, {SqlValue{5}}, 5000, 1}};
        VERIFY_RESULT(
                QueryStore{*connection}.write({u"test"_s, 1, true, now.date(), {use}}, {}, now));
    }
    const ControlProgram program{database.url()};

    const ProgramOutcome measured =
            program.run({u"--json"_s, u"index"_s, u"lab"_s, u"--table"_s, u"p"_s});
    QCOMPARE(measured.exitCode, 0);
    const QJsonObject query = entry(measured.json()[u"tables"][0][u"queries"].toArray(),
                                    u"statement"_s, u"recorded."_s + statementShape(text).left(8));
    QCOMPARE(query[u"index"], u"ix_p_price"_s);
    QCOMPARE(query[u"runs"], 12);
}

void TestLabCommand::stoppedLabLeavesNothing()
{
    const TestDatabase database{Engine::Sqlite};
    fillMarketData(database.spec());
    const ControlProgram program{database.url()};
    QProcess process;
    program.prepare(process, {u"--json"_s, u"index"_s, u"lab"_s});
    process.start();
    QByteArray said;
    QVERIFY(QTest::qWaitFor(
            [&] {
                said += process.readAllStandardError();
                return said.contains("Copying");
            },
            60'000));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);

    const ProgramOutcome outcome = ControlProgram::finish(process);
    QCOMPARE(outcome.exitCode, 1);
    QCOMPARE(outcome.errorKind(), u"cancelled"_s);
    QVERIFY(outcome.errorMessage().contains(u"scratch copies are gone"));
    const QFileInfo file{database.spec().path};
    QCOMPARE(file.absoluteDir().entryList({file.fileName() + u".lab*"_s}), QStringList{});
}

// An empty table has nothing to measure, and nothing is kept that would count as measured.
void TestLabCommand::smallTablesSayWhy()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    VERIFY_RESULT(migrate(*openOrFail(database.spec()), headVersion()));
    const ControlProgram program{database.url()};
    for (const QString &table : {u"alert_rules"_s, u"signal_history"_s, u"alert_logs"_s}) {
        const ProgramOutcome outcome =
                program.run({u"--json"_s, u"index"_s, u"lab"_s, u"--table"_s, table});
        QVERIFY2(outcome.exitCode == 0, outcome.all());
        QVERIFY(outcome.json()[u"tables"].toArray().isEmpty());
        const QJsonObject note = outcome.json()[u"notes"][0].toObject();
        QCOMPARE(note[u"subject"], table);
        QVERIFY2(note[u"reason"].toString().contains(u"It has 0 rows"_s), outcome.out);
    }
}

void TestLabCommand::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("words");

    QTest::newRow("no such table") << QStringList{u"--table"_s, u"nowhere"_s} << 1 << u"nowhere"_s;
    QTest::newRow("too little time") << QStringList{u"--seconds"_s, u"1"_s} << 2 << u"--seconds"_s;
    QTest::newRow("seed that is none") << QStringList{u"--seed"_s, u"dice"_s} << 2 << u"--seed"_s;
}

void TestLabCommand::refusals()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, words);
    const TestDatabase database{Engine::Sqlite};
    fillMarketData(database.spec());

    const ProgramOutcome outcome = ControlProgram{database.url()}.run(
            QStringList{u"--json"_s, u"index"_s, u"lab"_s} + arguments);
    QTEST(outcome.exitCode, "exitCode");
    QVERIFY2(outcome.errorMessage().contains(words), outcome.out);
}

void TestLabCommand::emptyDatabaseSaysWhy()
{
    const TestDatabase database{Engine::Sqlite};
    VERIFY_RESULT(migrate(*openOrFail(database.spec()), 4));
    const ControlProgram program{database.url()};

    for (const QStringList &arguments :
         {QStringList{u"index"_s, u"lab"_s}, {u"index"_s, u"lab"_s, u"--migrations"_s}}) {
        const ProgramOutcome outcome = program.run(QStringList{u"--json"_s} + arguments);
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.json()[u"tables"].toArray().isEmpty());
        QVERIFY(!outcome.json()[u"notes"].toArray().isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestLabCommand)
#include "tst_labcommand.moc"
