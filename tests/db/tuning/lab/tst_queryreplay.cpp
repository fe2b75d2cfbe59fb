// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/queries/querystore.h"
#include "db/tuning/indexreader.h"
#include "db/tuning/lab/queryreplay.h"
#include "db/tuning/statementuse.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

#include <QElapsedTimer>

using namespace Qt::Literals::StringLiterals;

// What the lab finds out of statements by running them, on each engine.
class TestQueryReplay final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addEngineRows(); }
    void slowOnesShowWhatTheyNeed();
    void endlessOnesAreStopped();
    void slowOnesShowWhatTheyDoNotNeed();
    void timeIsKept();
    void keptValuesComeFirst();
    void keptValuesAreThoseOfStatements();
};

namespace {

constexpr int RowCount = 10'000;
const QString Index = u"ix_ticks_price"_s;

// Each price is there once.
void fillTicks(const Connection &connection)
{
    const QString rows =
            u"WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n"
            " WHERE i < 99) SELECT 100 * a.i + b.i, a.i % 10,"
            " (100 * a.i + b.i) * 7919 %% 10000 FROM n a CROSS JOIN n b"_s.replace(u"%%"_s, u"%"_s);
    for (const QString &sql :
         {u"CREATE TABLE ticks (id BIGINT PRIMARY KEY, instrument BIGINT NOT NULL,"
          " price BIGINT NOT NULL)"_s,
          u"CREATE INDEX %1 ON ticks (price)"_s.arg(Index),
          u"INSERT INTO ticks (id, instrument, price) "_s + rows,
          connection.engine() == Engine::MariaDb ? u"ANALYZE TABLE ticks"_s : u"ANALYZE ticks"_s})
        VERIFY_RESULT(connection.execute(sql));
}

// Looks through all ticks for each of those that it begins with, unless the index leads to them.
QString neighbours(const QString &condition)
{
    return u"SELECT COUNT(*) FROM ticks a JOIN ticks b ON b.price BETWEEN a.price - 1 AND"
           " a.price + 1 WHERE "_s +
           condition;
}

Result<QList<QueryEffect>> replay(const Connection &connection, const QStringList &texts,
                                  std::chrono::milliseconds time, const KeptValues &kept = {})
{
    const Result<QList<TableDef>> tables = readIndexes(connection);
    if (!tables)
        return fail(tables.error());
    const auto def = std::ranges::find(*tables, u"ticks"_s, &TableDef::name);
    const Result<ProbeTable> table = readProbeTable(connection, *def);
    if (!table)
        return fail(table.error());
    QList<CataloguedStatement> statements;
    for (const QString &text : texts)
        statements.append(
                describeStatement({u"ticks.asked"_s, text, {}}, *tables, connection.engine()));
    LabWatch watch{{}, std::chrono::minutes{2}};
    return replayStatements(connection, *table, statements, kept, time, watch, [](int, int) {});
}

QString told(const QueryEffect &effect)
{
    return u"%1 ms with it, %2 ms without, %3 runs"_s.arg(effect.p50With)
            .arg(effect.p50Without)
            .arg(effect.runs);
}

} // namespace

void TestQueryReplay::slowOnesShowWhatTheyNeed()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    fillTicks(*connection);

    const auto effects =
            replay(*connection, {neighbours(u"a.instrument = ?"_s)}, std::chrono::minutes{1});
    VERIFY_RESULT(effects);
    QCOMPARE(effects->size(), 1);
    QVERIFY2(effects->constFirst().isNeeded, qPrintable(told(effects->constFirst())));
}

void TestQueryReplay::endlessOnesAreStopped()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    fillTicks(*connection);

    const auto effects =
            replay(*connection, {neighbours(u"a.instrument <> ?"_s)}, std::chrono::seconds{20});
    VERIFY_RESULT(effects);
    QCOMPARE(effects->size(), 1);
    QVERIFY2(effects->constFirst().isNeeded, qPrintable(told(effects->constFirst())));
}

// As often as chance can be told from, however long that takes.
void TestQueryReplay::slowOnesShowWhatTheyDoNotNeed()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    fillTicks(*connection);

    const QString text = neighbours(u"a.id < 2000 AND a.instrument = ?"_s)
                                 .replace(u"b.price BETWEEN"_s, u"b.price + 0 BETWEEN"_s);
    const auto effects = replay(*connection, {text}, std::chrono::minutes{1});
    VERIFY_RESULT(effects);
    QCOMPARE(effects->size(), 1);
    QVERIFY2(!effects->constFirst().isNeeded, qPrintable(told(effects->constFirst())));
    QVERIFY2(effects->constFirst().isTold(), qPrintable(told(effects->constFirst())));
}

// What it does not suffice for is not called neutral.
void TestQueryReplay::timeIsKept()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    fillTicks(*connection);

    QElapsedTimer timer;
    timer.start();
    const QString endless = neighbours(u"a.instrument <> ?"_s);
    const auto effects = replay(*connection, {endless, endless, endless, endless},
                                std::chrono::milliseconds{1500});
    VERIFY_RESULT(effects);
    QVERIFY2(timer.elapsed() < 8000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(effects->size(), 4);
    QCOMPARE(effects->constLast().runs, 0);
    QVERIFY(!effects->constLast().isTold());
}

void TestQueryReplay::keptValuesComeFirst()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    fillTicks(*connection);

    // What the placeholder stands for is not known.
    const QString turned = u"SELECT id FROM ticks WHERE ? = price"_s;
    const auto invented = replay(*connection, {turned}, std::chrono::minutes{1});
    VERIFY_RESULT(invented);
    QVERIFY(invented->isEmpty());
    const auto kept = replay(*connection, {turned}, std::chrono::minutes{1},
                             {{u"ticks.asked"_s, {{SqlValue{5}}, {SqlValue{5}, SqlValue{6}}}}});
    VERIFY_RESULT(kept);
    QCOMPARE(kept->size(), 1);
    QCOMPARE(kept->constFirst().runs, 12);

    // No tick has it, so that there is nothing to look for.
    const auto none = replay(*connection, {neighbours(u"a.instrument = ?"_s)},
                             std::chrono::minutes{1}, {{u"ticks.asked"_s, {{SqlValue{-1}}}}});
    VERIFY_RESULT(none);
    QCOMPARE(none->constFirst().runs, 12);
}

void TestQueryReplay::keptValuesAreThoseOfStatements()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    const CataloguedStatement asked{
            u"ticks.asked"_s, u"SELECT id FROM ticks WHERE price = ?"_s, {}};
    const CataloguedStatement hashed{u"ticks.hashed"_s, u"SELECT id FROM ticks WHERE id = ?"_s, {}};
    const auto kept = [&] { return keptValues(*connection, {asked, hashed}); };
    VERIFY_RESULT(kept()); // before there is a record
    QVERIFY(kept()->isEmpty());

    VERIFY_RESULT(migrate(*connection, headVersion()));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QueryStore store{*connection};
    for (const CataloguedStatement &statement : {asked, hashed}) {
        RecordedUse use{statementShape(statement.text), statement.text, u"test"_s};
        use.executions = 1;
        use.lastUsedAt = now;
        use.samples = {{now, {SqlValue{5}}, 5000, 1}};
        const bool isHashed = statement.id == hashed.id;
        VERIFY_RESULT(store.write({statement.id, 1, true, now.date(), {use}, isHashed},
                                  isHashed ? "salt" : QByteArray{}, now));
    }
    VERIFY_RESULT(kept());
    QCOMPARE(kept()->keys(), QStringList{asked.id});
    QCOMPARE(std::get<qint64>(kept()->value(asked.id).constFirst().constFirst().data()), 5);
}

QTEST_GUILESS_MAIN(TestQueryReplay)
#include "tst_queryreplay.moc"
