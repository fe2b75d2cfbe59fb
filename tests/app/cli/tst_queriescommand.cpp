// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/queries/querystore.h"
#include "tests/support/controlprogram.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

#include <QJsonArray>
#include <QSettings>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

// The recorded statements, through the finished program.
class TestQueriesCommand final : public QObject
{
    Q_OBJECT

private slots:
    void listsQueries_data() { addEngineRows(); }
    void listsQueries();
    void recordsTheDaemon();
    void canBeSwitchedOff();
    void speaksToPeople();
};

namespace {

class Owner final
{
public:
    explicit Owner(Engine engine = Engine::Sqlite)
        : database{engine}
        , program{database.url()}
    {
        const auto connection = openOrFail(database.spec());
        if (const Result<> ready = migrate(*connection, headVersion()); !ready)
            qFatal("%s", qPrintable(ready.error().detail));
    }
    void record() const
    {
        const auto connection = openOrFail(database.spec());
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QueryStore store{*connection};
        QList<RecordedUse> uses;
        for (const QString &id : {u"fast"_s, u"slow"_s}) {
            RecordedUse use{id, u"SELECT '%1' FROM t WHERE a = ?"_s.arg(id), u"quotes/q"_s};
            const qint64 us = id == "fast"_L1 ? 20 : 40'000;
            use.executions = 10;
            use.rows = 30;
            use.totalUs = 10 * us;
            use.maxUs = us;
            use.times.add(TimeHistogram::classOf(us), 10);
            use.lastUsedAt = now;
            uses.append(use);
        }
        const StatementPlan plan{u"SCAN t"_s, {u"t"_s}, {{u"u"_s, u"ix"_s}}};
        const Result<> done =
                store.write({u"a"_s, 1, false, now.date(), uses}, {}, now).and_then([&] {
                    return store.storePlans({{u"slow"_s, plan}}, now);
                });
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
    }
    [[nodiscard]] QJsonArray list(const QStringList &arguments = {}) const
    {
        const ProgramOutcome outcome =
                program.run(QStringList{u"--json"_s, u"index"_s, u"queries"_s} + arguments);
        if (outcome.exitCode != 0)
            qWarning("%s", outcome.all().constData());
        return outcome.json()[u"queries"].toArray();
    }
    // Runs the daemon until it has collected once.
    [[nodiscard]] ProgramOutcome collect() const
    {
        QProcess daemon;
        program.prepare(daemon, {u"collect"_s, u"--daemon"_s});
        daemon.start();
        const auto connection = openOrFail(database.spec());
        [&] {
            QTRY_VERIFY_WITH_TIMEOUT(
                    numberFrom(*connection, u"SELECT COUNT(*) FROM price_data_5min"_s) > 0, 60'000);
        }();
        daemon.terminate();
        return ControlProgram::finish(daemon);
    }

    TestDatabase database;
    ControlProgram program;
};

} // namespace

void TestQueriesCommand::listsQueries()
{
    QFETCH(const Engine, engine);
    const Owner owner{engine};
    owner.record();
    const QJsonArray queries = owner.list();
    QCOMPARE(queries.size(), 2);
    const QJsonObject slow = queries.at(0).toObject();
    QCOMPARE(slow[u"id"], u"slow"_s); // what took the most time
    QCOMPARE(slow[u"executions"], 10);
    QCOMPARE(slow[u"rows"], 30);
    QCOMPARE(slow[u"total_ms"], 400.0);
    QCOMPARE(slow[u"max_ms"], 40.0);
    QVERIFY(qAbs(slow[u"p95_ms"].toDouble() - 40.0) < 4);
    QCOMPARE(slow[u"full_scans"], (QJsonArray{u"t"_s}));
    QCOMPARE(slow[u"indexes"][0][u"index"], u"ix"_s);
    QCOMPARE(slow[u"plan"], u"SCAN t"_s);
    QVERIFY(queries.at(1)[u"plan"].isNull() && queries.at(1)[u"full_scans"].isNull());
    QCOMPARE(owner.list({u"--full-scans"_s}).size(), 1);
    QCOMPARE(owner.list({u"--days"_s, u"1"_s}).size(), 2);
}

void TestQueriesCommand::recordsTheDaemon()
{
    const Owner owner;
    QCOMPARE(owner.collect().exitCode, 0);
    const QJsonArray queries = owner.list();
    const bool hasInsert = std::ranges::any_of(queries, [](const QJsonValue &query) {
        return query[u"text"].toString().startsWith(u"INSERT INTO price_data_5min"_s) &&
               query[u"executions"].toInteger() > 0;
    });
    QVERIFY(hasInsert);
}

void TestQueriesCommand::canBeSwitchedOff()
{
    const Owner owner;
    const QString folder = owner.program.home().filePath(u"config"_s);
    QSettings{folder + u"/tidemark/tidemark.ini"_s, QSettings::IniFormat}.setValue(
            u"queries/record"_s, false);
    QCOMPARE(owner.collect().exitCode, 0);
    QVERIFY(owner.list().isEmpty());
}

void TestQueriesCommand::speaksToPeople()
{
    const Owner owner;
    QVERIFY(owner.program.run({u"index"_s, u"queries"_s}).out.contains("No statement is recorded"));
    owner.record();
    const QByteArray text = owner.program.run({u"index"_s, u"queries"_s}).out;
    QVERIFY2(text.contains("SELECT 'slow' FROM t") && text.contains("Reads all of"),
             text.constData());
}

QTEST_GUILESS_MAIN(TestQueriesCommand)
#include "tst_queriescommand.moc"
