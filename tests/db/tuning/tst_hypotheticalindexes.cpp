// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/indexadvisor.h"
#include "db/tuning/statementplanner.h"
#include "tests/db/tuning/madedatabase.h"
#include "tests/support/skip.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

// Indexes that are missing, tried by PostgreSQL's extension HypoPG.
class TestHypotheticalIndexes final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysHowToComeByIt();
    void tellsWhatThePlannerTakes();
    void takesNoMoreKeysThanHelp_data();
    void takesNoMoreKeysThanHelp();
    void staysAQuestionWithoutTimes();
    void refusesWhatThePlannerLeaves_data();
    void refusesWhatThePlannerLeaves();
    void leavesNothingBehind();
    void isFoundInItsSchema();
    void splitTablesAreNoObstacle();
    void saysTheSameTwentyTimes();
};

namespace {

// big (id, a, b, c): a and c have as many values as there are rows, b has two.
class Tried final
{
public:
    enum class Extension { None, Public, Elsewhere };

    explicit Tried(Extension extension = Extension::Public)
        : m_database{Engine::PostgreSql}
        , connection{openOrFail(m_database.spec())}
    {
        ConnectionSpec admin = TestServer::shared(Engine::PostgreSql).admin();
        admin.databaseName = m_database.spec().databaseName;
        const auto owner = openOrFail(admin);
        QStringList made;
        if (extension == Extension::Public)
            made = {u"CREATE EXTENSION hypopg"_s};
        if (extension == Extension::Elsewhere)
            made = {u"CREATE SCHEMA \"My tools\""_s,
                    u"GRANT USAGE ON SCHEMA \"My tools\" TO PUBLIC"_s,
                    u"CREATE EXTENSION hypopg SCHEMA \"My tools\""_s};
        for (const QString &sql : std::as_const(made))
            run(*owner, sql);
        run(*connection,
            u"CREATE TABLE big (id BIGINT PRIMARY KEY, a BIGINT, b BIGINT, c BIGINT)"_s);
        run(*connection, u"INSERT INTO big SELECT n, n * 7919 % 30000, n % 2, n"
                         " FROM generate_series(1, 30000) n"_s);
        run(*connection, u"ANALYZE"_s);
    }
    static void run(const Connection &connection, const QString &sql)
    {
        if (const Result<> done = connection.execute(sql); !done)
            qFatal("'%s' failed: %s", qPrintable(sql), qPrintable(done.error().detail));
    }
    [[nodiscard]] QList<IndexFinding> findings(const QString &text,
                                               std::optional<double> perDay = 1000) const
    {
        CataloguedStatement statement{u"one"_s, text, {}};
        statement.perDay = perDay;
        statement.msEach = 5;
        const auto report = adviseOnIndexes(*connection, {{}, {statement}});
        if (!report)
            qFatal("%s", qPrintable(report.error().detail));
        QList<IndexFinding> missing = report->findings;
        missing.removeIf([](const IndexFinding &finding) { return finding.rule != u"M1"_s; });
        return missing;
    }

private:
    TestDatabase m_database;

public:
    std::unique_ptr<Connection> connection;
};

const QString ByA = u"SELECT c FROM big WHERE a = ?"_s;

} // namespace

void TestHypotheticalIndexes::initTestCase()
{
    const TestDatabase database{Engine::PostgreSql};
    if (numberFrom(*openOrFail(database.spec()),
                   u"SELECT COUNT(*) FROM pg_available_extensions WHERE name = 'hypopg'"_s) < 1)
        SKIP_UNLESS_CI("The server has no HypoPG; install the package postgresql-15-hypopg.");
}

void TestHypotheticalIndexes::saysHowToComeByIt()
{
    const Tried tried{Tried::Extension::None};
    const QList<IndexFinding> found = tried.findings(ByA);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0].kind, IndexFinding::Kind::Measure);
    QVERIFY2(found[0].evidence.first().contains(u"-hypopg) and run CREATE EXTENSION hypopg"_s),
             qPrintable(found[0].evidence.first()));
    QVERIFY(!found[0].sizeBytes);
    // To make it is its owner's business.
    QCOMPARE(numberFrom(*tried.connection,
                        u"SELECT COUNT(*) FROM pg_extension WHERE extname = 'hypopg'"_s),
             0);
}

void TestHypotheticalIndexes::tellsWhatThePlannerTakes()
{
    const Tried tried;
    const QList<IndexFinding> found = tried.findings(ByA);
    QCOMPARE(found.size(), 1);
    const IndexFinding &finding = found[0];
    QCOMPARE(finding.kind, IndexFinding::Kind::Missing);
    QCOMPARE(finding.id(), u"missing/big/a"_s);
    static const QRegularExpression costs{u"cost of one at (\\d+) instead of (\\d+)"_s};
    const auto said = costs.match(finding.evidence.first());
    QVERIFY2(said.hasMatch(), qPrintable(finding.evidence.first()));
    QVERIFY(said.captured(2).toInt() > 100);
    QVERIFY(said.captured(1).toInt() < said.captured(2).toInt() / 2);
    QVERIFY(finding.sizeBytes && *finding.sizeBytes > 100'000 && finding.isSizeEstimated);

    // Made, it is what the planner takes.
    Tried::run(*tried.connection, finding.upSql);
    StatementPlanner planner{*tried.connection};
    const std::vector<SqlValue> values{SqlValue{5}};
    const auto plan = planner.explain(ByA, values);
    QVERIFY(plan && *plan);
    QCOMPARE((*plan)->fullScans, QStringList{});
    QCOMPARE(tried.findings(ByA).size(), 0);
}

void TestHypotheticalIndexes::takesNoMoreKeysThanHelp_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("columns");

    QTest::newRow("one finds a row") << u"SELECT c FROM big WHERE a = ? AND b = ?"_s << u"a"_s;
    QTest::newRow("the second sorts")
            << u"SELECT a FROM big WHERE b = ? ORDER BY c LIMIT 1"_s << u"b, c"_s;
}

void TestHypotheticalIndexes::takesNoMoreKeysThanHelp()
{
    QFETCH(const QString, text);
    QFETCH(const QString, columns);
    const Tried tried;
    const QList<IndexFinding> found = tried.findings(text);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0].columns, columns);
}

void TestHypotheticalIndexes::staysAQuestionWithoutTimes()
{
    const Tried tried;
    const QList<IndexFinding> found = tried.findings(ByA, {});
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0].kind, IndexFinding::Kind::Measure);
    QVERIFY(found[0].evidence.first().contains(u"HypoPG"_s));
}

void TestHypotheticalIndexes::refusesWhatThePlannerLeaves_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("half of the rows") << u"SELECT c FROM big WHERE b = ?"_s;
    QTest::newRow("cheap as it is") << u"SELECT c FROM small WHERE a = ?"_s;
}

void TestHypotheticalIndexes::refusesWhatThePlannerLeaves()
{
    QFETCH(const QString, text);
    const Tried tried;
    Tried::run(*tried.connection, u"CREATE TABLE small AS SELECT * FROM big LIMIT 600"_s);
    Tried::run(*tried.connection, u"ANALYZE small"_s);
    QCOMPARE(tried.findings(text).size(), 0);
}

void TestHypotheticalIndexes::leavesNothingBehind()
{
    const Tried tried;
    QCOMPARE(tried.findings(ByA).size(), 1);
    for (const QString &left :
         {u"SELECT COUNT(*) FROM hypopg()"_s,
          u"SELECT COUNT(*) FROM pg_prepared_statements WHERE name = 'tidemark_candidate'"_s,
          u"SELECT COUNT(*) FROM pg_class WHERE relname LIKE 'ix_big%'"_s,
          u"SELECT COUNT(*) FROM pg_settings WHERE name = 'plan_cache_mode' AND setting <> "
          "'auto'"_s,
          u"SELECT CAST(now() <> statement_timestamp() AS INTEGER)"_s}) // no transaction is open
        QCOMPARE(numberFrom(*tried.connection, left), 0);
}

void TestHypotheticalIndexes::isFoundInItsSchema()
{
    const Tried tried{Tried::Extension::Elsewhere};
    const QList<IndexFinding> found = tried.findings(ByA);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0].kind, IndexFinding::Kind::Missing);
}

void TestHypotheticalIndexes::splitTablesAreNoObstacle()
{
    const Tried tried;
    for (const QString &sql :
         {u"CREATE TABLE parted (id BIGINT, a BIGINT, c BIGINT) PARTITION BY RANGE (id)"_s,
          u"CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (100000)"_s,
          u"INSERT INTO parted SELECT id, a, c FROM big"_s, u"ANALYZE"_s})
        Tried::run(*tried.connection, sql);
    const QList<IndexFinding> found = tried.findings(u"SELECT c FROM parted WHERE a = ?"_s);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0].table, u"parted"_s);
    // What cannot be thought of leaves the session as it was.
    QCOMPARE(tried.findings(ByA).size(), 1);
    QCOMPARE(numberFrom(*tried.connection, u"SELECT COUNT(*) FROM hypopg()"_s), 0);
}

void TestHypotheticalIndexes::saysTheSameTwentyTimes()
{
    const Tried tried;
    QStringList first;
    for (int run = 0; run < 20; ++run) {
        const QList<IndexFinding> found = tried.findings(ByA);
        QCOMPARE(found.size(), 1);
        const QStringList said = QStringList{found[0].id(), found[0].reason} + found[0].evidence;
        if (run == 0)
            first = said;
        QCOMPARE(said, first);
    }
}

QTEST_GUILESS_MAIN(TestHypotheticalIndexes)
#include "tst_hypotheticalindexes.moc"
