// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/statements.h"
#include "db/tuning/ownstatements.h"
#include "db/tuning/statementplanner.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

using namespace Qt::Literals::StringLiterals;

// How each engine would run a statement, for its exact text.
class TestStatementPlanner final : public QObject
{
    Q_OBJECT

private slots:
    void marksFullScans_data() { addEngineRows(); }
    void marksFullScans();
    void marksIndexesThatAreReadWhole_data() { addEngineRows(); }
    void marksIndexesThatAreReadWhole();
    void sparesPartialIndexes();
    void namesIndexes_data() { addEngineRows(); }
    void namesIndexes();
    void readsRangesAndSorts_data() { addEngineRows(); }
    void readsRangesAndSorts();
    void refusesAPlanThatItCannotRead();
    void runsNothing_data() { addEngineRows(); }
    void runsNothing();
    void sparesSmallTables();
    void knowsAliases_data() { addEngineRows(); }
    void knowsAliases();
    void plansOwnStatements_data() { addEngineRows(); }
    void plansOwnStatements();
    void countsPartitionsAsTheirTable();
    void sparesSmallPartitions_data();
    void sparesSmallPartitions();
};

namespace {

// Two tables, one of them above the limit, with an index on a but not on b.
class Planned final
{
public:
    explicit Planned(Engine engine, int rows = 2000)
        : m_database{engine}
        , connection{openOrFail(m_database.spec())}
    {
        for (const QString &sql :
             {u"CREATE TABLE big (id BIGINT PRIMARY KEY, a BIGINT, b BIGINT)"_s,
              u"CREATE TABLE little (id BIGINT PRIMARY KEY, a BIGINT)"_s,
              u"CREATE INDEX ix_big_a ON big (a)"_s}) {
            if (const Result<> done = connection->execute(sql); !done)
                qFatal("%s", qPrintable(done.error().detail));
        }
        QStringList values;
        for (int i = 0; i < rows; ++i)
            values.append(u"(%1, %1, %1)"_s.arg(i));
        if (const Result<> done =
                    connection->execute(u"INSERT INTO big VALUES "_s + values.join(u", "_s));
            !done)
            qFatal("%s", qPrintable(done.error().detail));
        if (engine == Engine::PostgreSql)
            (void)connection->execute(u"ANALYZE"_s);
        if (engine == Engine::MariaDb)
            (void)connection->execute(u"ANALYZE TABLE big"_s);
    }
    [[nodiscard]] std::optional<StatementPlan> plan(const QString &sql,
                                                    std::initializer_list<SqlValue> values) const
    {
        StatementPlanner planner{*connection};
        const auto plan = planner.explain(sql, std::span{values});
        if (!plan)
            qWarning("%s: %s", qPrintable(sql), qPrintable(plan.error().detail));
        return plan ? *plan : std::nullopt;
    }

private:
    TestDatabase m_database;

public:
    std::unique_ptr<Connection> connection;
};

using Used = QList<std::pair<QString, QString>>;

} // namespace

void TestStatementPlanner::marksFullScans()
{
    QFETCH(const Engine, engine);
    const Planned planned{engine};
    for (const QString &sql :
         {u"SELECT id FROM big WHERE b = ?"_s, u"UPDATE big SET a = 1 WHERE b = ?"_s,
          u"DELETE FROM big WHERE b = ?"_s}) {
        const auto plan = planned.plan(sql, {5});
        QVERIFY2(plan, qPrintable(sql));
        QCOMPARE(plan->fullScans, QStringList{u"big"_s});
        QVERIFY(!plan->text.isEmpty());
    }
    const auto byKey = planned.plan(u"SELECT b FROM big WHERE id = ?"_s, {5});
    QVERIFY(byKey && byKey->fullScans.isEmpty());
}

// All of an index is all rows, however it is called; where it ends early it is not.
void TestStatementPlanner::marksIndexesThatAreReadWhole()
{
    QFETCH(const Engine, engine);
    const Planned planned{engine};
    const auto grouped = planned.plan(u"SELECT a, COUNT(*) FROM big GROUP BY a"_s, {});
    QVERIFY(grouped);
    QCOMPARE(grouped->fullScans, QStringList{u"big"_s});
    for (const QString &sql :
         {u"SELECT a FROM big ORDER BY a LIMIT 5"_s, u"SELECT MAX(a) FROM big"_s,
          u"SELECT a FROM big WHERE a > 1990"_s}) {
        const auto plan = planned.plan(sql, {});
        QVERIFY(plan);
        QVERIFY2(plan->fullScans.isEmpty(), qPrintable(sql + u'\n' + plan->text));
    }
    // The limit of another part does not end it.
    const auto counted =
            planned.plan(u"SELECT COUNT(*), (SELECT id FROM little LIMIT 1) FROM big"_s, {});
    QVERIFY(counted);
    QCOMPARE(counted->fullScans, QStringList{u"big"_s});
}

// Of an index of some rows, all are some rows.
void TestStatementPlanner::sparesPartialIndexes()
{
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql}) {
        const Planned planned{engine};
        VERIFY_RESULT(
                planned.connection->execute(u"CREATE INDEX ix_some ON big (b) WHERE a IS NULL"_s));
        const auto plan = planned.plan(u"SELECT COUNT(b) FROM big WHERE a IS NULL"_s, {});
        QVERIFY(plan);
        QVERIFY2(plan->fullScans.isEmpty(), qPrintable(plan->text));
    }
}

void TestStatementPlanner::namesIndexes()
{
    QFETCH(const Engine, engine);
    const Planned planned{engine};
    const auto plan = planned.plan(u"SELECT b FROM big WHERE a = ?"_s, {5});
    QVERIFY(plan);
    QVERIFY(plan->fullScans.isEmpty());
    QCOMPARE(plan->usedIndexes, (Used{{u"big"_s, u"ix_big_a"_s}}));
}

// MariaDB writes their conditions and orders into its plan, names in quotation marks.
void TestStatementPlanner::readsRangesAndSorts()
{
    QFETCH(const Engine, engine);
    const Planned planned{engine};
    const auto range =
            planned.plan(u"SELECT b FROM big WHERE a >= ? AND a < ? AND b > ?"_s, {5, 8, 1});
    QVERIFY(range);
    QVERIFY(range->fullScans.isEmpty());
    QCOMPARE(range->usedIndexes, (Used{{u"big"_s, u"ix_big_a"_s}}));
    const auto sort = planned.plan(u"SELECT id FROM big ORDER BY b DESC, id LIMIT ?"_s, {5});
    QVERIFY(sort);
    QCOMPARE(sort->fullScans, QStringList{u"big"_s});
    const auto text = planned.plan(
            u"SELECT id FROM big WHERE a = ? AND CAST(b AS CHAR(20)) <> ? ORDER BY b"_s,
            {5, u"a \"quoted\" word\\"_s});
    QVERIFY(text);
    QCOMPARE(text->usedIndexes, (Used{{u"big"_s, u"ix_big_a"_s}}));
}

// Nothing read is not nothing to say.
void TestStatementPlanner::refusesAPlanThatItCannotRead()
{
    QStringList lines;
    const auto facts = factsOfMariaDbPlan("{ \"query_block\": {", {}, lines);
    QVERIFY(!facts);
    QCOMPARE(facts.error().kind, Error::Kind::Parse);
}

void TestStatementPlanner::runsNothing()
{
    QFETCH(const Engine, engine);
    const Planned planned{engine};
    QVERIFY(planned.plan(u"DELETE FROM big WHERE id >= ?"_s, {0}));
    QVERIFY(planned.plan(u"INSERT INTO little (id, a) VALUES (?, ?)"_s, {1, 2}));
    QVERIFY(!planned.plan(u"DROP TABLE big"_s, {}));
    QVERIFY(!planned.plan(u"PRAGMA user_version = 3"_s, {}));
    QCOMPARE(numberFrom(*planned.connection, u"SELECT COUNT(*) FROM big"_s), 2000);
    QCOMPARE(numberFrom(*planned.connection, u"SELECT COUNT(*) FROM little"_s), 0);
}

void TestStatementPlanner::sparesSmallTables()
{
    const Planned atLimit{Engine::Sqlite, StatementPlanner::LargeTable};
    QVERIFY(atLimit.plan(u"SELECT id FROM big WHERE b = ?"_s, {5})->fullScans.isEmpty());
    const Planned above{Engine::Sqlite, StatementPlanner::LargeTable + 1};
    QCOMPARE(above.plan(u"SELECT id FROM big WHERE b = ?"_s, {5})->fullScans.size(), 1);
}

void TestStatementPlanner::knowsAliases()
{
    QFETCH(const Engine, engine);
    const Planned planned{engine};
    const auto plan = planned.plan(
            u"SELECT x.b FROM little AS l JOIN big x ON x.a = l.a WHERE l.id = ?"_s, {5});
    QVERIFY(plan);
    QVERIFY2(plan->fullScans.isEmpty() || engine != Engine::Sqlite, qPrintable(plan->text));
    const auto scan = planned.plan(u"SELECT x.id FROM big AS x WHERE x.b = ?"_s, {5});
    QVERIFY(scan);
    QCOMPARE(scan->fullScans, QStringList{u"big"_s});
}

// The statements of the catalogue have a plan on each engine that can run them.
void TestStatementPlanner::plansOwnStatements()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    VERIFY_RESULT(migrate(*connection, headVersion()));
    StatementPlanner planner{*connection};
    int planned = 0;
    for (const CataloguedStatement &statement : ownStatements()) {
        const std::vector<SqlValue> values(size_t(statement.text.count(u'?')), SqlValue{});
        const auto plan = planner.explain(statement.text, std::span{values});
        if (!connection->prepare(statement.text))
            continue;
        QVERIFY2(plan && *plan,
                 qPrintable(statement.text + (plan ? QString{} : plan.error().detail)));
        QVERIFY((*plan)->fullScans.isEmpty()); // of empty tables none is large
        ++planned;
    }
    QVERIFY(planned > 10);
}

void TestStatementPlanner::countsPartitionsAsTheirTable()
{
    const PlanFacts facts = factsOfPostgreSqlPlan(
            {u"Append  (cost=0.00..9.00 rows=1 width=4)"_s,
             u"  ->  Seq Scan on intraday_data_2026_01 intraday_data_1  (cost=0.00..4.00 rows=1)"_s,
             u"  ->  Bitmap Heap Scan on \"quotes\" q  (cost=0.00..4.00 rows=1)"_s,
             u"        ->  Bitmap Index Scan on \"ix_Quotes\"  (cost=0.00..4.00 rows=1)"_s,
             u"  ->  Index Only Scan Backward using ix_a on quotes q  (cost=0.1..4.0 rows=1)"_s},
            {{u"intraday_data"_s, u"intraday_data"_s}, {u"quotes"_s, u"quotes"_s}});
    QCOMPARE(facts.scanned, (QList<PlanScan>{{u"intraday_data"_s, u"intraday_data_2026_01"_s}}));
    QCOMPARE(facts.usedIndexes, (Used{{u"quotes"_s, u"ix_Quotes"_s}, {u"quotes"_s, u"ix_a"_s}}));
}

void TestStatementPlanner::sparesSmallPartitions_data()
{
    addServerRows();
}

// The new month's part may be read whole, a large one not, nor many small ones.
void TestStatementPlanner::sparesSmallPartitions()
{
    QFETCH(const Engine, engine);
    const Planned planned{engine};
    const auto run = [&](const QStringList &statements) {
        for (const QString &sql : statements)
            VERIFY_RESULT(planned.connection->execute(sql));
    };
    const QString table = u"CREATE TABLE split (t BIGINT, b BIGINT) PARTITION BY RANGE (t)"_s;
    if (engine == Engine::MariaDb)
        run({table + u" (PARTITION split_1 VALUES LESS THAN (10000), PARTITION split_2 VALUES LESS "
                     "THAN (10300), PARTITION split_3 VALUES LESS THAN (20000))"_s});
    else
        run({table, u"CREATE TABLE split_1 PARTITION OF split FOR VALUES FROM (0) TO (10000)"_s,
             u"CREATE TABLE split_2 PARTITION OF split FOR VALUES FROM (10000) TO (10300)"_s,
             u"CREATE TABLE split_3 PARTITION OF split FOR VALUES FROM (10300) TO (20000)"_s});
    const QString insert = u"INSERT INTO split SELECT %1 + a, a FROM big WHERE a < %2"_s;
    run({insert.arg(0).arg(2000), insert.arg(10000).arg(600),
         engine == Engine::MariaDb ? u"ANALYZE TABLE split"_s : u"ANALYZE split"_s});
    const auto fullScans = [&](const QString &condition) {
        const auto plan = planned.plan(u"SELECT b FROM split WHERE b > 1 AND "_s + condition, {});
        return plan ? plan->fullScans : QStringList{u"no plan"_s};
    };
    QCOMPARE(fullScans(u"t >= 10000 AND t < 10300"_s), QStringList{});
    QCOMPARE(fullScans(u"t < 10000"_s), QStringList{u"split"_s});
    QCOMPARE(fullScans(u"t >= 10000"_s), QStringList{u"split"_s});
    QCOMPARE(fullScans(u"t >= 0"_s), QStringList{u"split"_s});
}

QTEST_GUILESS_MAIN(TestStatementPlanner)
#include "tst_statementplanner.moc"
