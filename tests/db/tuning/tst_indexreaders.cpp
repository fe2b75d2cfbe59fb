// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/schema/inspection.h"
#include "db/tuning/rules/brin.h"
#include "db/tuning/statementuse.h"
#include "db/tuning/usagecounters.h"
#include "tests/db/tuning/indexvectors.h"
#include "tests/db/tuning/madedatabase.h"

using namespace Qt::Literals::StringLiterals;

// What the readers tell the rules, on the real engines.
class TestIndexReaders final : public QObject
{
    Q_OBJECT

private slots:
    void vectors_data();
    void vectors();
    void unknownIsNotUnused_data() { addEngineRows(); }
    void unknownIsNotUnused();
    void saysOfWhichItCannotTellYet();
    void postgreSqlCountsScans();
    void sqliteCountsRowsOfLargeFiles();
    void postgreSqlTellsAllOfAnIndex();
    void postgreSqlTellsOptionsApart();
    void postgreSqlKeepsTheTablespace();
    void hypertablesAreSplit();
    void splitTablesAreOne_data();
    void splitTablesAreOne();
    void mariaDbTellsAllOfAnIndex();
    void uniqueForAReferenceStays_data() { addEngineRows(); }
    void uniqueForAReferenceStays();
    void caseTellsApart_data();
    void caseTellsApart();
    void brinOnlyWhereNothingIsSorted();
};

void TestIndexReaders::vectors_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<IndexVector>("vector");
    for (const IndexVector &vector : indexVectors()) {
        for (const Engine engine : vector.engines)
            QTest::newRow(qPrintable(engineName(engine) + u": "_s + vector.name))
                    << engine << vector;
    }
}

void TestIndexReaders::vectors()
{
    QFETCH(const Engine, engine);
    QFETCH(const IndexVector, vector);
    const QString first = QLatin1StringView{FirstName};
    const Made made{engine, tableSql(engine, vector.hasForeignKey)};
    const QString firstSql = indexSqlOf(engine, first, vector.first);
    if (vector.first.startsWith("invalid"_L1)) {
        made.run({u"INSERT INTO p (id, sym, ts) VALUES (1, 'a', 1), (2, 'a', 2)"_s});
        QVERIFY(!made.connection().execute(firstSql)); // two rows alike: half an index stays
    } else {
        made.run({firstSql});
    }
    made.run({indexSqlOf(engine, QLatin1StringView{SecondName}, vector.second)});

    AdvisorInput input;
    for (const QString &text : vector.statements)
        input.statements.append({text, text, {}});
    const Result<IndexReport> report = adviseOnIndexes(made.connection(), input);
    VERIFY_RESULT(report);
    const auto found = std::ranges::find_if(report->findings, [&](const IndexFinding &finding) {
        return finding.table == u"p" && finding.index == first;
    });
    QCOMPARE(found == report->findings.cend() ? u"keep"_s : findingKindName(found->kind),
             vector.verdict);
    if (found == report->findings.cend() || !found->isProposal())
        return;
    // Done and undone, it is the same index again.
    const QString before = inspectSchema(made.connection())->fingerprint();
    const std::optional<IndexDef> index = made.index(first);
    QVERIFY(index);
    made.run({found->upSql.chopped(1)});
    QVERIFY(!made.index(first));
    made.run({found->downSql.chopped(1)});
    QCOMPARE(inspectSchema(made.connection())->fingerprint(), before);
    const std::optional<IndexDef> again = made.index(first);
    QVERIFY(again);
    QVERIFY(again->keys == index->keys);
    QCOMPARE(again->createSql, index->createSql);
}

// None of these engines has counted long enough here, and SQLite never does.
void TestIndexReaders::unknownIsNotUnused()
{
    QFETCH(const Engine, engine);
    const Made made{engine, tableSql(engine, false)};
    made.run({indexSqlOf(engine, u"ix"_s, u"(px)"_s)});
    const Result<IndexReport> report = adviseOnIndexes(made.connection(), {});
    VERIFY_RESULT(report);
    QCOMPARE(report->findings.size(), 1);
    const IndexFinding &finding = report->findings.first();
    QCOMPARE(finding.kind, IndexFinding::Kind::Unknown);
    QCOMPARE(finding.index, QString{});
    QVERIFY(finding.upSql.isEmpty());
    const QString way = engine == Engine::Sqlite       ? u"record"_s
                        : engine == Engine::PostgreSql ? u"35 days"_s
                                                       : u"userstat"_s;
    QVERIFY2(finding.reason.contains(way), qPrintable(finding.reason));
}

// What was made last week is no reason to say nothing of the others.
void TestIndexReaders::saysOfWhichItCannotTellYet()
{
    const Made made{Engine::Sqlite, tableSql(Engine::Sqlite, false)};
    const QDateTime to = QDateTime::fromString(u"2026-11-20T00:00:00Z"_s, Qt::ISODate);
    UsageEvidence usage;
    usage.source = u"a counter"_s;
    const auto count = [&](const QString &name, int days) {
        usage.indexes.insert({u"p"_s, name},
                             {0, to.addDays(-days), to, 2, 0, {}, to.addDays(-days)});
    };
    const auto reasonNow = [&] {
        const Result<IndexReport> report = adviseOnIndexes(made.connection(), {{}, {}, usage});
        QString reason;
        for (const IndexFinding &finding : report->findings) {
            if (finding.kind == IndexFinding::Kind::Unknown)
                reason += finding.reason;
        }
        return reason;
    };
    int days = 5;
    for (const QString &name : {u"ix_c"_s, u"ix_a"_s, u"ix_b"_s}) {
        made.run({indexSqlOf(Engine::Sqlite, name, u"(px)"_s)});
        count(name, days++);
    }
    QVERIFY2(reasonNow().contains(u"counts since 2026-11-13"_s), qPrintable(reasonNow()));
    count(u"ix_a"_s, 400);
    QVERIFY2(reasonNow().contains(u": p.ix_b, p.ix_c. "_s), qPrintable(reasonNow()));
    count(u"ix_b"_s, 400);
    count(u"ix_c"_s, 400);
    QCOMPARE(reasonNow(), QString{});
    usage.indexes[{u"p"_s, u"ix_b"_s}].firstSeen = {};
    QVERIFY2(reasonNow().contains(u": p.ix_b. "_s), qPrintable(reasonNow()));
}

void TestIndexReaders::postgreSqlCountsScans()
{
    const Made made{Engine::PostgreSql, tableSql(Engine::PostgreSql, false)};
    made.run({u"CREATE INDEX ix ON p (ts)"_s,
              u"INSERT INTO p (id, sym, ts) SELECT i, 's', i FROM generate_series(1, 1000) i"_s,
              u"ANALYZE p"_s,
              u"CREATE TABLE split (a INTEGER PRIMARY KEY) PARTITION BY RANGE (a)"_s,
              u"CREATE TABLE split_1 PARTITION OF split FOR VALUES FROM (0) TO (9000)"_s,
              u"INSERT INTO split SELECT i FROM generate_series(1, 300) i"_s});
    for (int scan = 0; scan < 3; ++scan)
        made.run({u"SELECT px FROM p WHERE ts = 5"_s});
    // A session tells its counts when it is idle, at most once a second.
    QTRY_COMPARE_WITH_TIMEOUT(readUsageCounters(made.connection())
                                      ->of(u"p"_s, u"ix"_s)
                                      .value_or(IndexEvidence{})
                                      .scans,
                              3, 10000);
    const UsageEvidence usage = *readUsageCounters(made.connection());
    QCOMPARE(usage.source, u"pg_stat_user_indexes"_s);
    QCOMPARE(usage.writes.value(u"p"_s), 1000);
    QCOMPARE(usage.writes.value(u"split"_s), 300); // of its parts
    QVERIFY(usage.of(u"p"_s, u"ix"_s)->days() < 1);
}

// A file that is too large to be read whole: rows of a table without row numbers count, too.
void TestIndexReaders::sqliteCountsRowsOfLargeFiles()
{
    const auto insert = [](int rows) {
        return u"INSERT INTO p SELECT value, value, 7 FROM (WITH RECURSIVE n (value) AS (SELECT 1 "
               "UNION ALL SELECT value + 1 FROM n WHERE value < %1) SELECT value FROM n)"_s.arg(
                       rows);
    };
    const Made made{Engine::Sqlite,
                    {u"CREATE TABLE fat (content BLOB)"_s,
                     u"INSERT INTO fat VALUES (zeroblob(70 * 1024 * 1024))"_s,
                     u"CREATE TABLE p (a INTEGER, b INTEGER, c INTEGER, PRIMARY KEY (a, b)) "
                     "WITHOUT ROWID"_s,
                     u"CREATE INDEX ix ON p (b)"_s, insert(600)}};
    const auto rowsNow = [&] {
        const QList<TableDef> tables = readIndexes(made.connection()).value();
        return std::ranges::find(tables, u"p"_s, &TableDef::name)->rows;
    };
    QCOMPARE(rowsNow(), std::optional<qint64>{600});
    QVERIFY(made.index(u"ix"_s)->sizeBytes > 600);
    const CataloguedStatement statement{u"by c"_s, u"SELECT a FROM p WHERE c = ?"_s, {}};
    QCOMPARE(adviseOnIndexes(made.connection(), {{}, {statement}})->findings.first().rule, u"M1"_s);
    made.run({u"DELETE FROM p"_s, insert(20'000)});
    QCOMPARE(rowsNow(), std::optional<qint64>{10'000}); // at least
    made.run({u"ANALYZE"_s});
    QCOMPARE(rowsNow(), std::optional<qint64>{20'000});
}

// E12, E15 and E16: what keeps two indexes apart, or one in its place, as the server tells it.
void TestIndexReaders::postgreSqlTellsAllOfAnIndex()
{
    const Made made{
            Engine::PostgreSql,
            {u"CREATE TABLE p (id INTEGER PRIMARY KEY, a INTEGER NOT NULL, b INTEGER, c INTEGER,"
             " CONSTRAINT later UNIQUE (a) DEFERRABLE)"_s,
             u"CREATE UNIQUE INDEX ix_now ON p (a)"_s, u"CREATE UNIQUE INDEX ix_b ON p (b)"_s,
             u"CREATE UNIQUE INDEX ix_b_one_null ON p (b) NULLS NOT DISTINCT"_s,
             u"CREATE INDEX ix_c ON p (c)"_s, u"CREATE INDEX ix_c_twin ON p (c)"_s,
             u"CREATE INDEX ix_c_wide ON p (c, b)"_s,
             u"ALTER TABLE p REPLICA IDENTITY USING INDEX ix_now"_s,
             u"ALTER TABLE p CLUSTER ON ix_c_twin"_s}};
    QVERIFY(made.index(u"later"_s)->isDeferrable);
    QVERIFY(!made.index(u"ix_now"_s)->isDeferrable && made.index(u"ix_now"_s)->isReplicaIdentity);
    QVERIFY(made.index(u"ix_b"_s)->hasNullsDistinct);
    QVERIFY(!made.index(u"ix_b_one_null"_s)->hasNullsDistinct);
    QVERIFY(made.index(u"ix_c_twin"_s)->isClustered && !made.index(u"ix_c"_s)->isClustered);
    const Result<IndexReport> report = adviseOnIndexes(made.connection(), {});
    VERIFY_RESULT(report);
    QCOMPARE(saidOf(*report), (QStringList{u"covered ix_c"_s, u"info ix_c_twin"_s}));
}

// What another size of its ranges or signatures makes is another index.
void TestIndexReaders::postgreSqlTellsOptionsApart()
{
    const Made made{Engine::PostgreSql,
                    {u"CREATE TABLE p (a INTEGER, words TSVECTOR)"_s,
                     u"CREATE INDEX ix_brin ON p USING brin (a) WITH (pages_per_range = 32)"_s,
                     u"CREATE INDEX ix_brin_2 ON p USING brin (a) WITH (pages_per_range = 128)"_s,
                     u"CREATE INDEX ix_gist ON p USING gist (words tsvector_ops (siglen = 32))"_s,
                     u"CREATE INDEX ix_gist_2 ON p USING gist (words)"_s,
                     u"CREATE INDEX ix_tree ON p (a) WITH (fillfactor = 70)"_s,
                     u"CREATE INDEX ix_tree_2 ON p (a)"_s}};
    QCOMPARE(saidOf(*adviseOnIndexes(made.connection(), {})),
             QStringList{u"identical ix_tree_2"_s});
    made.run({u"CREATE INDEX ix_brin_3 ON p USING brin (a) WITH (pages_per_range = 32)"_s,
              u"CREATE INDEX ix_gist_3 ON p USING gist (words tsvector_ops (siglen = 32))"_s});
    QCOMPARE(saidOf(*adviseOnIndexes(made.connection(), {})),
             (QStringList{u"identical ix_brin_3"_s, u"identical ix_gist_3"_s,
                          u"identical ix_tree_2"_s}));
}

void TestIndexReaders::postgreSqlKeepsTheTablespace()
{
    const TestServer server = TestServer::shared(Engine::PostgreSql);
    const auto admin = openOrFail(server.admin());
    const QString space = u"Space %1"_s.arg(QCoreApplication::applicationPid());
    VERIFY_RESULT(admin->execute(u"SET allow_in_place_tablespaces = on"_s));
    VERIFY_RESULT(admin->execute(u"CREATE TABLESPACE \"%1\" LOCATION ''"_s.arg(space)));
    VERIFY_RESULT(admin->execute(
            u"GRANT CREATE ON TABLESPACE \"%1\" TO %2"_s.arg(space, server.user().user)));
    {
        const Made made{Engine::PostgreSql, {u"CREATE TABLE p (a INTEGER, b TEXT)"_s}};
        const QString into = u" TABLESPACE \"%1\""_s.arg(space);
        made.run({u"CREATE INDEX ix ON p (a)"_s + into,
                  u"CREATE INDEX ix_some ON p (a)"_s + into + u" WHERE b = ' WHERE '"_s});
        const QString there =
                u"SELECT COUNT(*) FROM pg_indexes WHERE tablespace = '%1'"_s.arg(space);
        for (const QString &name : {u"ix"_s, u"ix_some"_s}) {
            const std::optional<IndexDef> index = made.index(name);
            QVERIFY(index);
            made.run({index->dropSql});
            QCOMPARE(numberFrom(made.connection(), there), 1);
            made.run({index->createSql, index->restoreSql});
            QCOMPARE(numberFrom(made.connection(), there), 2);
        }
    }
    VERIFY_RESULT(admin->execute(u"DROP TABLESPACE \"%1\""_s.arg(space)));
}

// To pg_class it is a table like any other; a view stands for the one that TimescaleDB has.
void TestIndexReaders::hypertablesAreSplit()
{
    const Made made{
            Engine::PostgreSql,
            {u"CREATE TABLE p (a INTEGER, b INTEGER)"_s, u"CREATE TABLE q (a INTEGER)"_s,
             u"CREATE INDEX ix ON p (a)"_s, u"CREATE INDEX iy ON p (a, b)"_s,
             u"CREATE INDEX iz ON q (a)"_s, u"CREATE SCHEMA timescaledb_information"_s,
             u"CREATE VIEW timescaledb_information.hypertables AS SELECT current_schema() AS"
             " hypertable_schema, CAST('p' AS name) AS hypertable_name"_s}};
    const Result<IndexReport> report = adviseOnIndexes(made.connection(), {});
    VERIFY_RESULT(report);
    QCOMPARE(saidOf(*report), QStringList{u"covered ix"_s}); // structure is what it is
    const auto isSplit = [&](const QString &table) {
        return std::ranges::find(report->tables, table, &TableDef::name)->isSplit;
    };
    QVERIFY(isSplit(u"p"_s));
    QVERIFY(!isSplit(u"q"_s));
    QVERIFY(!report->usage.of(u"p"_s, u"ix"_s));
    QVERIFY(!report->usage.writes.contains(u"p"_s));
    QVERIFY(report->usage.of(u"q"_s, u"iz"_s));
    const auto unknown =
            std::ranges::find(report->findings, u"unknown/p"_s,
                              [](const IndexFinding &finding) { return finding.id(); });
    QVERIFY(unknown != report->findings.cend());
    QVERIFY(unknown->reason.contains(u"hypertable"_s));
}

void TestIndexReaders::splitTablesAreOne_data()
{
    addServerRows();
}

void TestIndexReaders::splitTablesAreOne()
{
    QFETCH(const Engine, engine);
    const QString table = u"CREATE TABLE p (sym VARCHAR(9), ts INTEGER) PARTITION BY RANGE (ts)"_s;
    if (engine == Engine::MariaDb) {
        const Made split{engine,
                         {table + u" (PARTITION p_1 VALUES LESS THAN (9),"
                                  " PARTITION p_2 VALUES LESS THAN (99))"_s,
                          u"CREATE INDEX ix ON p (sym)"_s, u"CREATE INDEX iy ON p (sym, ts)"_s}};
        QCOMPARE(saidOf(*adviseOnIndexes(split.connection(), {})), QStringList{u"covered ix"_s});
        return;
    }
    const Made made{engine,
                    {table, u"CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (9)"_s,
                     u"CREATE INDEX ix ON p (sym)"_s, u"CREATE INDEX iy ON p (sym, ts)"_s}};
    const Result<IndexReport> report = adviseOnIndexes(made.connection(), {});
    VERIFY_RESULT(report);
    QCOMPARE(saidOf(*report), QStringList{u"covered ix"_s});
    const IndexFinding finding = report->findings.first();
    QVERIFY(*finding.sizeBytes > 0); // of the parts
    const auto indexes = [&] {
        return numberFrom(made.connection(), u"SELECT COUNT(*) FROM pg_class WHERE relkind IN"
                                             " ('i', 'I') AND relname ~ '^(p_1_|ix$|iy$)'"_s);
    };
    QCOMPARE(indexes(), 4);
    runAll(made.connection(), finding.upSql);
    QCOMPARE(indexes(), 2);
    runAll(made.connection(), finding.downSql);
    QCOMPARE(indexes(), 4);
}

void TestIndexReaders::mariaDbTellsAllOfAnIndex()
{
    const Made made{Engine::MariaDb,
                    {u"CREATE TABLE p (id INT PRIMARY KEY, `odd ``name` VARCHAR(40), ts INT,"
                     " KEY `ix ``1` (`odd ``name`(7) DESC, ts) COMMENT 'it''s `one`, \"two\"',"
                     " KEY hidden (ts) IGNORED)"_s}};
    const std::optional<IndexDef> index = made.index(u"ix `1"_s);
    QVERIFY(index);
    QCOMPARE(index->keyText(), u"odd `name(7) DESC, ts"_s);
    QVERIFY(made.index(u"hidden"_s)->isHidden);
    const QString before = inspectSchema(made.connection())->fingerprint();
    made.run({index->dropSql, u"SET sql_mode = ''"_s}); // as the server's own shell has it
    made.run({index->createSql});
    QCOMPARE(inspectSchema(made.connection())->fingerprint(), before);
    QCOMPARE(numberFrom(made.connection(),
                        u"SELECT COUNT(*) FROM information_schema.statistics WHERE table_schema ="
                        " DATABASE() AND index_comment = 'it''s `one`, \"two\"'"_s),
             2);
}

// A foreign key of another table names these columns, which is why they must stay unique.
void TestIndexReaders::uniqueForAReferenceStays()
{
    QFETCH(const Engine, engine);
    const Made made{engine,
                    {u"CREATE TABLE p (id INTEGER PRIMARY KEY, a INTEGER NOT NULL)"_s,
                     u"CREATE UNIQUE INDEX ix_first ON p (a)"_s,
                     u"CREATE TABLE c (id INTEGER PRIMARY KEY, a INTEGER,"
                     " FOREIGN KEY (a) REFERENCES p (a))"_s}};
    made.run({u"CREATE UNIQUE INDEX ix_a_second ON p (a)"_s});
    const Result<IndexReport> report = adviseOnIndexes(made.connection(), {});
    VERIFY_RESULT(report);
    // PostgreSQL's key holds on to one index; elsewhere either of them serves.
    QStringList gone;
    for (const IndexFinding &finding : report->findings) {
        if (finding.isProposal()) {
            gone.append(finding.index);
            runAll(made.connection(), finding.upSql);
        }
    }
    QVERIFY(gone.size() < 2);
    QVERIFY(engine != Engine::PostgreSql || !gone.contains(u"ix_first"_s));
    made.run({u"INSERT INTO p VALUES (1, 7)"_s, u"INSERT INTO c VALUES (1, 7)"_s});
    QVERIFY(!made.connection().execute(u"INSERT INTO p VALUES (2, 7)"_s));
}

void TestIndexReaders::caseTellsApart_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<QStringList>("said");
    const auto row = [](const char *name, Engine engine, const QString &one, const QString &other,
                        const QStringList &said = {}) {
        QTest::addRow("%s: %s", qPrintable(engineName(engine)), name)
                << engine << one << other << said;
    };
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql}) {
        row("a condition", engine, u"(sym) WHERE src = 'US'"_s, u"(sym) WHERE src = 'us'"_s);
        row("an expression", engine, u"((sym || ' AS '))"_s, u"((sym || ' as '))"_s);
        row("a call", engine, u"(replace(sym, 'X', 'y'))"_s, u"(replace(sym, 'x', 'y'))"_s);
        row("words alone", engine, u"(LOWER(sym)) WHERE src = 'US'"_s,
            u"(lower(SYM)) where SRC='US'"_s, {u"identical ix_b"_s});
    }
    row("a name", Engine::PostgreSql, u"(\"Sym\")"_s, u"(sym)"_s);
    row("a name in an expression", Engine::PostgreSql, u"(lower(\"Sym\"))"_s, u"(lower(sym))"_s);
}

void TestIndexReaders::caseTellsApart()
{
    QFETCH(const Engine, engine);
    QFETCH(const QString, one);
    QFETCH(const QString, other);
    const QString further = engine == Engine::PostgreSql ? u", \"Sym\" TEXT"_s : QString{};
    const Made made{
            engine,
            {u"CREATE TABLE p (id INTEGER PRIMARY KEY, sym TEXT, src TEXT%1)"_s.arg(further),
             u"CREATE INDEX ix_a ON p "_s + one, u"CREATE INDEX ix_b ON p "_s + other}};
    const Result<IndexReport> report = adviseOnIndexes(made.connection(), {});
    VERIFY_RESULT(report);
    QTEST(saidOf(*report), "said");
}

void TestIndexReaders::brinOnlyWhereNothingIsSorted()
{
    const Made made{Engine::PostgreSql,
                    {u"CREATE TABLE p (ts INTEGER, note TEXT)"_s, u"CREATE INDEX ix ON p (ts)"_s,
                     u"INSERT INTO p SELECT i, 'x' FROM generate_series(1, 20000) i"_s,
                     u"ANALYZE p"_s}};
    QList<TableDef> tables = *readIndexes(made.connection());
    TableDef &table = tables.first();
    QVERIFY(table.indexes.first().correlation.value_or(0) > 0.99);
    table.writes = 20000;
    table.updates = 0;
    QVERIFY(brinFindings(table, {}).isEmpty()); // a small table
    table.sizeBytes = 200LL * 1024 * 1024;
    const QList<IndexFinding> findings = brinFindings(table, {});
    QCOMPARE(findings.size(), 1);
    const auto isTold = [&](const QString &text) {
        return !brinFindings(table,
                             {describeStatement({text, text, {}}, tables, Engine::PostgreSql)})
                        .isEmpty();
    };
    QVERIFY(isTold(u"SELECT note FROM p WHERE ts > ?"_s));
    QVERIFY(!isTold(u"SELECT COUNT(*) FROM p WHERE ts > ?"_s)); // the b-tree alone answers it
    QVERIFY(!isTold(u"SELECT note FROM p WHERE ts = ?"_s));
    IndexFinding unused{IndexFinding::Kind::Unused, u"U1"_s, u"p"_s, u"ix"_s, {}};
    QVERIFY(brinFindings(table, {}, {unused}).isEmpty()); // it goes anyway
    table.indexes.first().isClustered = true;
    QVERIFY(brinFindings(table, {}).isEmpty());
    table.indexes.first().isClustered = false;
    const QString before = inspectSchema(made.connection())->fingerprint();
    runAll(made.connection(), findings.first().upSql);
    QCOMPARE(numberFrom(made.connection(), u"SELECT COUNT(*) FROM pg_indexes WHERE tablename = 'p'"
                                           " AND indexdef LIKE '%USING brin (ts)%'"_s),
             1);
    runAll(made.connection(), findings.first().downSql);
    QCOMPARE(inspectSchema(made.connection())->fingerprint(), before);
    const QList<CataloguedStatement> newest{
            describeStatement({u"newest"_s, u"SELECT note FROM p ORDER BY ts DESC LIMIT 1"_s, {}},
                              tables, Engine::PostgreSql)};
    QVERIFY(brinFindings(table, newest).isEmpty());
    table.updates = 21;
    QVERIFY(brinFindings(table, {}).isEmpty());
}

QTEST_GUILESS_MAIN(TestIndexReaders)
#include "tst_indexreaders.moc"
