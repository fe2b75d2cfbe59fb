// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/queries/querystore.h"
#include "db/statements.h"
#include "db/tuning/indexusagestore.h"
#include "db/tuning/lab/labstore.h"
#include "tests/support/controlprogram.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

// 'tidemarkctl index apply', 'changes' and 'revert', through the finished program.
class TestChangesCommand final : public QObject
{
    Q_OBJECT

private slots:
    void appliesAndReverts_data() { addEngineRows(); }
    void appliesAndReverts();
    void missingIndexGoesAllTheWay_data() { addEngineRows(); }
    void missingIndexGoesAllTheWay();
    void triesWhereItCan_data() { addEngineRows(); }
    void triesWhereItCan();
    void trialIsNoWayAround();
    void goesOnWhereTheFindingBecameAnother();
    void asksHowTheTrialWent();
    void refusesWhatIsOpen();
    void refusesWhatLeavesStatementsAlone();
    void refusesWhatIsNeeded();
    void speaksToPeople();
    void refusesWrongWords();
};

namespace {

const QString Covered = u"covered/price_data_5min/ix_price_data_5min_coin_timestamp"_s;

class Owner final
{
public:
    explicit Owner(Engine engine)
        : m_database{engine}
        , m_program{m_database.url()}
    {
        if (const Result<> ready = migrate(*open(), headVersion()); !ready)
            qFatal("%s", qPrintable(ready.error().detail));
    }
    [[nodiscard]] std::unique_ptr<Connection> open() const { return openOrFail(m_database.spec()); }
    [[nodiscard]] ProgramOutcome run(const QStringList &arguments) const
    {
        return m_program.run(QStringList{u"--json"_s} + arguments);
    }
    [[nodiscard]] const ControlProgram &program() const { return m_program; }
    [[nodiscard]] QStringList findings() const
    {
        QStringList ids;
        const QJsonArray findings = run({u"index"_s, u"report"_s}).json()[u"findings"].toArray();
        for (const QJsonValue &finding : findings) {
            if (finding[u"kind"] != u"unknown"_s)
                ids.append(finding[u"id"].toString());
        }
        return ids;
    }
    [[nodiscard]] QJsonArray drift() const
    {
        return run({u"migrate"_s, u"status"_s}).json()[u"drift"].toArray();
    }
    [[nodiscard]] QJsonObject change() const
    {
        return run({u"index"_s, u"changes"_s}).json()[u"changes"][0].toObject();
    }

private:
    TestDatabase m_database;
    ControlProgram m_program;
};

} // namespace

void TestChangesCommand::appliesAndReverts()
{
    QFETCH(const Engine, engine);
    const Owner owner{engine};
    QCOMPARE(owner.findings(), QStringList{Covered});
    const ProgramOutcome planned = owner.run({u"index"_s, u"apply"_s, Covered, u"--dry-run"_s});
    QVERIFY2(planned.exitCode == 0, planned.all());
    QVERIFY(planned.json()[u"up_sql"].toString().contains(u"DROP INDEX"_s));
    QCOMPARE(owner.findings(), QStringList{Covered});

    const ProgramOutcome applied = owner.run({u"index"_s, u"apply"_s, Covered});
    QVERIFY2(applied.exitCode == 0, applied.all());
    QCOMPARE(applied.json()[u"phase"].toString(), u"watched"_s);
    QCOMPARE(applied.json()[u"kind"].toString(), u"drop"_s);
    QCOMPARE(owner.findings(), QStringList{});
    QCOMPARE(owner.drift(), QJsonArray{});
    const ProgramOutcome valid = owner.run({u"migrate"_s, u"validate"_s});
    QVERIFY2(valid.exitCode == 0, valid.all());
    const QJsonObject change = owner.change();
    QCOMPARE(change[u"finding"].toString(), Covered);
    QVERIFY(!change[u"reason"].toString().isEmpty());
    QCOMPARE(change[u"watch"][u"worse"].toArray(), QJsonArray{});
    const ProgramOutcome again = owner.run({u"index"_s, u"apply"_s, Covered});
    QCOMPARE(again.exitCode, 3);
    QVERIFY2(again.errorMessage().contains(u"as change 1"_s), again.all());

    const ProgramOutcome reverted =
            owner.run({u"index"_s, u"revert"_s, QString::number(change[u"id"].toInteger())});
    QVERIFY2(reverted.exitCode == 0, reverted.all());
    QCOMPARE(reverted.json()[u"phase"].toString(), u"reverted"_s);
    QCOMPARE(owner.findings(), QStringList{Covered});
    QCOMPARE(owner.drift(), QJsonArray{});
    QVERIFY(owner.change()[u"watch"].isNull());
}

// A statement that reads a whole table is recorded; the report tells an index, the lab measures it,
// and it is made and taken back.
void TestChangesCommand::missingIndexGoesAllTheWay()
{
    QFETCH(const Engine, engine);
    const Owner owner{engine};
    {
        const auto connection = owner.open();
        Statements statements{*connection};
        VERIFY_RESULT(connection->execute(u"BEGIN"_s));
        for (int i = 0; i < 20'000; ++i)
            VERIFY_RESULT(statements.change(
                    u"INSERT INTO system_events (time, level, component, event, details)"
                    " VALUES (?, 'info', ?, ?, '{}')"_s,
                    {SqlValue::Time{1'700'000'000'000 + i * 1000}, u"part%1"_s.arg(i % 50),
                     u"event%1"_s.arg(i)}));
        VERIFY_RESULT(connection->execute(u"COMMIT"_s));
        if (engine == Engine::PostgreSql)
            VERIFY_RESULT(connection->execute(u"ANALYZE system_events"_s));
        RecordedUse use{u"one"_s,
                        u"SELECT id FROM system_events WHERE component = ? AND event = ?"_s,
                        u"test"_s};
        use.executions = 1'000'000;
        use.totalUs = use.executions * 5000;
        const QDateTime now = QDateTime::currentDateTimeUtc();
        use.lastUsedAt = now;
        VERIFY_RESULT(
                QueryStore{*connection}.write({u"test"_s, 1, true, now.date(), {use}}, {}, now));
    }
    const QString key = u"/system_events/component+event"_s;
    const QString untried = engine == Engine::Sqlite ? u"missing"_s : u"measure"_s;
    QVERIFY2(owner.findings().contains(untried + key), qPrintable(owner.findings().join(u' ')));

    const ProgramOutcome measured = owner.run(
            {u"index"_s, u"lab"_s, u"--table"_s, u"system_events"_s, u"--seconds"_s, u"100"_s});
    QVERIFY2(measured.exitCode == 0, measured.all());
    const QString missing = u"missing"_s + key;
    const ProgramOutcome told = owner.run({u"index"_s, u"report"_s});
    QVERIFY2(owner.findings().contains(missing), told.all());

    const ProgramOutcome applied = owner.run({u"index"_s, u"apply"_s, missing});
    QVERIFY2(applied.exitCode == 0, applied.all());
    QCOMPARE(applied.json()[u"kind"].toString(), u"create"_s);
    const QString index = applied.json()[u"index"].toString();
    QVERIFY(!owner.findings().contains(missing));
    QCOMPARE(owner.drift(), QJsonArray{});
    const auto connection = owner.open();
    QVERIFY(connection->execute(u"CREATE INDEX %1 ON system_events (component)"_s.arg(index))
                    .error()
                    .kind == Error::Kind::Database);

    const ProgramOutcome reverted = owner.run({u"index"_s, u"revert"_s, u"1"_s});
    QVERIFY2(reverted.exitCode == 0, reverted.all());
    QVERIFY(owner.findings().contains(missing));
}

void TestChangesCommand::triesWhereItCan()
{
    QFETCH(const Engine, engine);
    const Owner owner{engine};
    const QStringList trying{u"index"_s, u"apply"_s, Covered, u"--trial"_s};
    const ProgramOutcome planned = owner.run(trying + QStringList{u"--dry-run"_s});
    const ProgramOutcome tried = owner.run(trying);
    if (engine != Engine::MariaDb) {
        QCOMPARE(planned.exitCode, 3);
        QCOMPARE(tried.exitCode, 3);
        QVERIFY2(tried.errorMessage().contains(u"without dropping"_s), tried.all());
        return;
    }
    QVERIFY2(planned.json()[u"up_sql"].toString().endsWith(u" IGNORED"_s), planned.all());
    QVERIFY2(tried.exitCode == 0, tried.all());
    QCOMPARE(tried.json()[u"phase"].toString(), u"trial"_s);
    // What the report says meanwhile makes an index that statements use.
    const ProgramOutcome told = owner.run({u"index"_s, u"report"_s});
    QVERIFY2(!told.out.contains("IGNORED") && told.out.contains("hidden on trial"), told.all());
    const ProgramOutcome applied = owner.run({u"index"_s, u"apply"_s, Covered});
    QVERIFY2(applied.exitCode == 0, applied.all());
    QCOMPARE(applied.json()[u"phase"].toString(), u"watched"_s);
    QCOMPARE(applied.json()[u"id"], tried.json()[u"id"]);
}

// The trial shows what statements lose, and not whether the drop is a gain.
void TestChangesCommand::trialIsNoWayAround()
{
    const Owner owner{Engine::MariaDb};
    const auto connection = owner.open();
    for (const QString &sql :
         {u"CREATE TABLE p (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER)"_s,
          u"CREATE UNIQUE INDEX ux_p ON p (a)"_s, u"CREATE INDEX ix_p ON p (a, b)"_s}) // E2
        VERIFY_RESULT(connection->execute(sql));
    const QString open = u"measure/p/ix_p"_s;
    const ProgramOutcome tried = owner.run({u"index"_s, u"apply"_s, open, u"--trial"_s});
    QVERIFY2(tried.exitCode == 0, tried.all());
    const ProgramOutcome refused = owner.run({u"index"_s, u"apply"_s, open});
    QCOMPARE(refused.exitCode, 3);
    QVERIFY2(refused.errorMessage().contains(u"index lab --table p"_s), refused.all());
    const ProgramOutcome done = owner.run({u"index"_s, u"apply"_s, open, u"--unmeasured"_s});
    QVERIFY2(done.exitCode == 0, done.all());
    QCOMPARE(done.json()[u"id"], tried.json()[u"id"]);
}

// An open question at first; then another index does the work of this one.
void TestChangesCommand::goesOnWhereTheFindingBecameAnother()
{
    const Owner owner{Engine::MariaDb};
    const auto connection = owner.open();
    for (const QString &sql :
         {u"CREATE TABLE p (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, c INTEGER)"_s,
          u"CREATE UNIQUE INDEX ux_p ON p (a)"_s, u"CREATE INDEX ix_p ON p (a, b)"_s}) // E2
        VERIFY_RESULT(connection->execute(sql));
    const QString open = u"measure/p/ix_p"_s;
    const ProgramOutcome tried = owner.run({u"index"_s, u"apply"_s, open, u"--trial"_s});
    QVERIFY2(tried.exitCode == 0, tried.all());
    VERIFY_RESULT(connection->execute(u"DROP INDEX ux_p ON p"_s));
    VERIFY_RESULT(connection->execute(u"CREATE INDEX ix_wider ON p (a, b, c)"_s));
    QVERIFY2(owner.findings().contains(u"covered/p/ix_p"_s),
             qPrintable(owner.findings().join(u' ')));
    const ProgramOutcome done = owner.run({u"index"_s, u"apply"_s, open});
    QVERIFY2(done.exitCode == 0, done.all());
    QCOMPARE(done.json()[u"id"], tried.json()[u"id"]);
}

// A statement that reads the whole table since the index is hidden holds the drop up.
void TestChangesCommand::asksHowTheTrialWent()
{
    const Owner owner{Engine::MariaDb};
    const auto connection = owner.open();
    QueryStore store{*connection};
    const QDateTime before = QDateTime::currentDateTimeUtc().addDays(-2);
    RecordedUse use{u"one"_s, u"SELECT id FROM price_data_5min WHERE coin_id = ?"_s, u"test"_s};
    use.executions = 100;
    use.lastUsedAt = before;
    VERIFY_RESULT(store.write({u"test"_s, 1, true, before.date(), {use}}, {}, before));
    VERIFY_RESULT(store.storePlans({{use.id, StatementPlan{}}}, before));
    const ProgramOutcome tried = owner.run({u"index"_s, u"apply"_s, Covered, u"--trial"_s});
    QVERIFY2(tried.exitCode == 0, tried.all());

    const QDateTime after = QDateTime::currentDateTimeUtc().addSecs(60);
    use.lastUsedAt = after;
    VERIFY_RESULT(store.write({u"test"_s, 2, true, after.date(), {use}}, {}, after));
    const StatementPlan scan{u"plan"_s, {u"price_data_5min"_s}, {}};
    VERIFY_RESULT(store.storePlans({{use.id, scan}}, after));
    const ProgramOutcome refused = owner.run({u"index"_s, u"apply"_s, Covered});
    QCOMPARE(refused.exitCode, 3);
    QVERIFY2(refused.errorMessage().contains(u"1 statement became worse since"_s), refused.all());
    QCOMPARE(owner.change()[u"phase"].toString(), u"trial"_s);

    VERIFY_RESULT(store.storePlans({{use.id, StatementPlan{}}}, after.addSecs(1)));
    const ProgramOutcome done = owner.run({u"index"_s, u"apply"_s, Covered});
    QVERIFY2(done.exitCode == 0, done.all());
    QCOMPARE(done.json()[u"phase"].toString(), u"watched"_s);
}

void TestChangesCommand::refusesWhatIsOpen()
{
    const Owner owner{Engine::Sqlite};
    const auto connection = owner.open();
    VERIFY_RESULT(
            connection->execute(u"CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT, b TEXT)"_s));
    VERIFY_RESULT(connection->execute(u"CREATE UNIQUE INDEX ux_p ON p (a)"_s));
    VERIFY_RESULT(connection->execute(u"CREATE INDEX ix_p ON p (a, b)"_s)); // E2
    const QString open = u"measure/p/ix_p"_s;
    QVERIFY2(owner.findings().contains(open), qPrintable(owner.findings().join(u' ')));
    const ProgramOutcome refused = owner.run({u"index"_s, u"apply"_s, open});
    QCOMPARE(refused.exitCode, 3);
    QVERIFY2(refused.errorMessage().contains(u"index lab --table p"_s), refused.all());
    // What a lab could not tell is as open as before.
    LabReport report;
    report.measuredAt = QDateTime::currentDateTimeUtc();
    report.tables = {{u"p"_s, 1000}};
    report.tables[0].indexes = {{u"ix_p"_s, u"a, b"_s, {1, 0.1, 2, {}, true}, 1}};
    VERIFY_RESULT(LabStore{*connection}.keep(report));
    const ProgramOutcome noisy = owner.run({u"index"_s, u"apply"_s, open});
    QCOMPARE(noisy.exitCode, 3);
    QVERIFY2(noisy.errorMessage().contains(u"the lab could not tell"_s), noisy.all());
    const QByteArray told = owner.program().run({u"index"_s, u"report"_s}).out;
    QVERIFY2(told.contains("to be measured") && told.contains("Measured, too noisy to tell"), told);

    report.tables[0].indexes[0].cost.isNoisy = false;
    VERIFY_RESULT(LabStore{*connection}.keep(report));
    const ProgramOutcome done = owner.run({u"index"_s, u"apply"_s, open});
    QVERIFY2(done.exitCode == 0, done.all());
    QCOMPARE(done.json()[u"index"].toString(), u"ix_p"_s);
}

// Its plans say that nobody read it for sixty days; a statement of the program could.
void TestChangesCommand::refusesWhatLeavesStatementsAlone()
{
    const Owner owner{Engine::Sqlite};
    {
        const auto connection = owner.open();
        VERIFY_RESULT(connection->execute(
                u"INSERT INTO data_gaps (source, from_time, to_time, cause, state) WITH RECURSIVE"
                " n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)"
                " SELECT 'coinspot', i, i + 1, 'asleep', 'open' FROM n"_s));
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QueryStore store{*connection};
        for (int days = 60; days >= 0; days -= 60) {
            const QDateTime then = now.addDays(-days);
            RecordedUse use{u"one"_s, u"SELECT value FROM metadata WHERE name = ?"_s, u"test"_s};
            use.executions = 1;
            use.lastUsedAt = then;
            VERIFY_RESULT(
                    store.write({u"test%1"_s.arg(days), 1, true, then.date(), {use}}, {}, then));
            VERIFY_RESULT(store.storePlans({{use.id, StatementPlan{}}}, then));
            VERIFY_RESULT(IndexUsageStore{*connection}.sample(then));
        }
    }
    const QString open = u"measure/data_gaps/ix_data_gaps_source_from"_s;
    QVERIFY2(owner.findings().contains(open), qPrintable(owner.findings().join(u' ')));
    const ProgramOutcome refused = owner.run({u"index"_s, u"apply"_s, open});
    QCOMPARE(refused.exitCode, 3);
    QVERIFY2(refused.errorMessage().contains(u"would read the whole table: gaps.range"_s),
             refused.all());
    const ProgramOutcome done = owner.run({u"index"_s, u"apply"_s, open, u"--unmeasured"_s});
    QVERIFY2(done.exitCode == 0, done.all());
}

void TestChangesCommand::refusesWhatIsNeeded()
{
    const Owner owner{Engine::Sqlite};
    const auto connection = owner.open();
    VERIFY_RESULT(connection->execute(u"CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT)"_s));
    VERIFY_RESULT(connection->execute(u"CREATE UNIQUE INDEX ux_p ON p (a)"_s));
    VERIFY_RESULT(connection->execute(u"CREATE UNIQUE INDEX ux_p_long_name ON p (a)"_s));
    const QString twin = u"identical/p/ux_p_long_name"_s;
    QVERIFY2(owner.findings().contains(twin), qPrintable(owner.findings().join(u' ')));
    const ProgramOutcome refused = owner.run({u"index"_s, u"apply"_s, twin});
    QCOMPARE(refused.exitCode, 3);
    QVERIFY2(refused.errorMessage().contains(u"unique"_s), refused.all());
    QVERIFY(owner.findings().contains(twin));
}

void TestChangesCommand::speaksToPeople()
{
    const Owner owner{Engine::Sqlite};
    QVERIFY(owner.program().run({u"index"_s, u"changes"_s}).out.contains("No index was changed"));
    const ProgramOutcome applied = owner.program().run({u"index"_s, u"apply"_s, Covered});
    QVERIFY2(applied.out.contains("ix_price_data_5min_coin_timestamp is dropped"), applied.all());
    QVERIFY(applied.out.contains("index revert 1"));
    const QByteArray listed = owner.program().run({u"index"_s, u"changes"_s}).out;
    QVERIFY2(listed.contains("watched until"), listed);
    QVERIFY(listed.contains("No statement of this table is recorded since"));
    const ProgramOutcome reverted = owner.program().run({u"index"_s, u"revert"_s, u"1"_s});
    QVERIFY2(reverted.out.contains("is there again"), reverted.all());
    QVERIFY(owner.program().run({u"index"_s, u"changes"_s}).out.contains("taken back"));
}

void TestChangesCommand::refusesWrongWords()
{
    const Owner owner{Engine::Sqlite};
    QCOMPARE(owner.run({u"index"_s, u"apply"_s}).exitCode, 2);
    QCOMPARE(owner.run({u"index"_s, u"revert"_s, u"one"_s}).exitCode, 2);
    const ProgramOutcome unknown = owner.run({u"index"_s, u"revert"_s, u"77"_s});
    QCOMPARE(unknown.exitCode, 1);
    QVERIFY2(unknown.errorMessage().contains(u"77"_s), unknown.all());
}

QTEST_GUILESS_MAIN(TestChangesCommand)
#include "tst_changescommand.moc"
