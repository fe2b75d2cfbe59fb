// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/indexadvisor.h"
#include "db/tuning/ownstatements.h"
#include "db/tuning/plantrial.h"
#include "db/tuning/rules/queryplan.h"
#include "tests/support/scratchdatabase.h"
#include "tests/support/verifyresult.h"

using namespace Qt::Literals::StringLiterals;

// What SQLite says of how it would run a statement, read and tried.
class TestQueryPlan final : public QObject
{
    Q_OBJECT

private slots:
    void readsLines_data();
    void readsLines();
    void readsWhatThisSqliteSays_data();
    void readsWhatThisSqliteSays();
    void triesWithoutTouching();
    void copiesWhatAnalyzeFound();
    void noStatementIsLeftToAScan_data();
    void noStatementIsLeftToAScan();
    void findsWhatIsMissing();
    void missingNeedsAPrice();
};

namespace {

// "search t by i covering", a step each.
QString told(const QueryPlan &plan)
{
    QStringList texts;
    for (const PlanStep &step : plan.steps) {
        QString text = (step.way == PlanStep::Way::Search ? u"search "_s : u"scan "_s) + step.table;
        if (!step.index.isEmpty())
            text += u" by "_s + step.index;
        text += step.isCovering ? u" covering"_s : QString{};
        text += step.isPrimaryKey ? u" key"_s : QString{};
        text += step.isAutomatic ? u" automatic"_s : QString{};
        texts.append(text);
    }
    for (const QString &sort : plan.sorts)
        texts.append(u"sort "_s + sort);
    if (plan.hasAlternatives)
        texts.append(u"alternatives"_s);
    for (const QString &line : plan.unread)
        texts.append(u"unread "_s + line);
    return texts.join(u", "_s);
}

const QString Tables = u"CREATE TABLE t (id INTEGER PRIMARY KEY, sym TEXT, ts INTEGER, px REAL);"
                       "CREATE INDEX ts_i ON t (ts);"
                       "CREATE INDEX sym_ts ON t (sym, ts);"
                       "CREATE TABLE w (a INTEGER, b INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID;"
                       "CREATE TABLE u (px REAL, note TEXT)"_s;

void make(const ScratchDatabase &database, const QString &statements)
{
    for (const QString &statement : statements.split(u';'))
        QVERIFY2(database.run(statement), qPrintable(database.lastError()));
}

} // namespace

void TestQueryPlan::readsLines_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *line, const char *expected) {
        QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(expected);
    };
    row("SEARCH t USING INDEX i (a=? AND b>?)", "search t by i");
    row("SEARCH t USING COVERING INDEX i (a=?)", "search t by i covering");
    row("SCAN t USING INDEX i", "scan t by i");
    row("SCAN t USING COVERING INDEX i", "scan t by i covering");
    row("SEARCH t USING INTEGER PRIMARY KEY (rowid=?)", "search t key");
    row("SEARCH w USING PRIMARY KEY (a=?)", "search w key");
    row("SCAN t", "scan t");
    row("SEARCH t USING AUTOMATIC COVERING INDEX (px=?)", "search t covering automatic");
    row("SEARCH t USING AUTOMATIC PARTIAL COVERING INDEX (px=?)", "search t covering automatic");
    row("SEARCH b USING INDEX i (a=?) LEFT-JOIN", "search b by i");
    row("USE TEMP B-TREE FOR ORDER BY", "sort ORDER BY");
    row("USE TEMP B-TREE FOR LAST TERM OF ORDER BY", "sort LAST TERM OF ORDER BY");
    row("MULTI-INDEX OR", "alternatives");
    row("INDEX 1", "");
    row("CO-ROUTINE x", "");
    row("CORRELATED SCALAR SUBQUERY 2", "");
    row("BLOOM FILTER ON t (a=?)", "");
    row("SOMETHING OF A LATER VERSION", "unread SOMETHING OF A LATER VERSION");
}

void TestQueryPlan::readsLines()
{
    QFETCH(const QString, line);
    QFETCH(const QString, expected);
    QCOMPARE(told(queryPlan({line})), expected);
}

// Pinned to the SQLite that this program is built with: its wording is its own.
void TestQueryPlan::readsWhatThisSqliteSays_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *sql, const char *expected) {
        QTest::newRow(sql) << QString::fromLatin1(sql) << QString::fromLatin1(expected);
    };
    row("SELECT px FROM t WHERE sym = ? AND ts > ?", "search t by sym_ts");
    row("SELECT sym, ts FROM t WHERE sym = ?", "search t by sym_ts covering");
    row("SELECT px FROM t ORDER BY ts", "scan t by ts_i");
    row("SELECT sym FROM t ORDER BY sym", "scan t by sym_ts covering");
    row("SELECT px FROM t WHERE id = ?", "search t key");
    row("SELECT a FROM w WHERE a = ?", "search w key");
    row("SELECT id FROM t WHERE px = ?", "scan t");
    row("SELECT px FROM t ORDER BY px", "scan t, sort ORDER BY");
    row("SELECT px FROM t WHERE sym = ? ORDER BY ts, px",
        "search t by sym_ts, sort RIGHT PART OF ORDER BY");
    row("SELECT px FROM t WHERE sym = ? OR ts = ?",
        "search t by sym_ts, search t by ts_i, alternatives");
    row("SELECT note FROM t CROSS JOIN u WHERE u.px = t.px", "scan t, search u covering automatic");
    row("SELECT (SELECT MAX(ts) FROM t x WHERE x.sym = t.sym) FROM t WHERE id = ?",
        "search t key, search x by sym_ts covering");
    row("SELECT px FROM t WHERE id IN (SELECT a FROM w)", "search t key, scan w");
    row("SELECT 1 UNION SELECT 2", "");
}

void TestQueryPlan::readsWhatThisSqliteSays()
{
    QFETCH(const QString, sql);
    QFETCH(const QString, expected);
    const ScratchDatabase database;
    make(database, Tables);
    const Result<PlanTrial> trial = PlanTrial::of(database.connection());
    VERIFY_RESULT(trial);
    const Result<QueryPlan> plan = trial->plan(sql);
    VERIFY_RESULT(plan);
    QCOMPARE(told(*plan), expected);
}

void TestQueryPlan::triesWithoutTouching()
{
    const ScratchDatabase database;
    make(database, Tables);
    const QString sql = u"SELECT px FROM t WHERE sym = ? AND ts > ?"_s;
    const Result<PlanTrial> trial = PlanTrial::of(database.connection());
    VERIFY_RESULT(trial);
    VERIFY_RESULT(trial->apply(u"DROP INDEX sym_ts;\nDROP INDEX ts_i;"_s));
    QCOMPARE(told(*trial->plan(sql)), u"scan t"_s);
    const IndexCandidate candidate{u"t"_s, {{u"sym"_s, false}, {u"ts"_s, false}}, {}};
    VERIFY_RESULT(trial->add(candidate, 10, database.connection()));
    QCOMPARE(told(*trial->plan(sql)), u"search t by ix_t_sym_ts"_s);
    QCOMPARE(database.value(u"SELECT COUNT(*) FROM sqlite_schema WHERE name = 'sym_ts'"_s), u"1"_s);
}

// Without them this planner takes the index on the first column that is asked for.
void TestQueryPlan::copiesWhatAnalyzeFound()
{
    const ScratchDatabase database;
    make(database, u"CREATE TABLE t (a INTEGER, b INTEGER, c TEXT);CREATE INDEX ia ON t (a);"
                   "CREATE INDEX ib ON t (b);INSERT INTO t SELECT 1, value, 'x' FROM"
                   " (WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n"
                   " WHERE value < 2000) SELECT value FROM n);ANALYZE"_s);
    const Result<PlanTrial> trial = PlanTrial::of(database.connection());
    VERIFY_RESULT(trial);
    QCOMPARE(told(*trial->plan(u"SELECT c FROM t WHERE a = ? AND b = ?"_s)), u"search t by ib"_s);
    VERIFY_RESULT(database.connection().execute(u"UPDATE sqlite_stat1 SET stat = CASE idx WHEN 'ia'"
                                                " THEN '2000 1' ELSE '2000 2000' END"_s));
    QCOMPARE(told(*PlanTrial::of(database.connection())
                           ->plan(u"SELECT c FROM t WHERE a = ? AND b = ?"_s)),
             u"search t by ia"_s);
}

void TestQueryPlan::noStatementIsLeftToAScan_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("at version 4") << 4;
    QTest::newRow("at the head") << headVersion();
}

// All proposals done, and then what is to be measured as well: from the top, as a person would.
void TestQueryPlan::noStatementIsLeftToAScan()
{
    QFETCH(const int, version);
    const ScratchDatabase database;
    VERIFY_RESULT(database.migrator().up(version));
    const Result<IndexReport> report =
            adviseOnIndexes(database.connection(), {{}, ownStatements()});
    VERIFY_RESULT(report);
    const Result<PlanTrial> before = PlanTrial::of(database.connection());
    const Result<PlanTrial> after = PlanTrial::of(database.connection());
    int dropped = 0;
    for (const IndexFinding &finding : report->findings) {
        if (finding.upSql.isEmpty())
            continue;
        VERIFY_RESULT(after->apply(finding.upSql));
        ++dropped;
    }
    QCOMPARE(dropped, version == 4 ? 14 : 1);
    int tried = 0;
    for (const CataloguedStatement &statement : ownStatements()) {
        const Result<QueryPlan> now = before->plan(statement.text);
        if (!now)
            continue; // of another version
        const Result<QueryPlan> then = after->plan(statement.text);
        VERIFY_RESULT(then);
        QVERIFY2(then->fullScans() <= now->fullScans(),
                 qPrintable(statement.id + u": "_s + told(*then)));
        QVERIFY2(now->unread.isEmpty(), qPrintable(now->unread.join(u'\n')));
        ++tried;
    }
    QVERIFY(version == 4 ? tried > 20 : tried == ownStatements().size());
}

void TestQueryPlan::findsWhatIsMissing()
{
    const ScratchDatabase database;
    make(database, u"CREATE TABLE big (id INTEGER PRIMARY KEY, sym TEXT, ts INTEGER, px REAL);"
                   "CREATE TABLE small (sym TEXT);INSERT INTO small VALUES ('a');INSERT INTO big"
                   " (sym, ts) SELECT 's' || (value % 40), value FROM (WITH RECURSIVE n (value) AS"
                   " (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 600)"
                   " SELECT value FROM n)"_s);
    const QList<CataloguedStatement> statements{
            {u"one"_s, u"SELECT px FROM big WHERE sym = ? AND ts >= ? ORDER BY ts"_s, u"a chart"_s},
            {u"two"_s, u"SELECT px FROM big WHERE sym = ?"_s, {}},
            {u"three"_s, u"SELECT * FROM small WHERE sym = ?"_s, {}},
            {u"four"_s, u"SELECT COUNT(*) FROM big WHERE px > 1"_s, {}, false, true}};
    const Result<IndexReport> report = adviseOnIndexes(database.connection(), {{}, statements});
    VERIFY_RESULT(report);
    QCOMPARE(report->findings.size(), 2); // and 'unknown'
    const IndexFinding &finding = report->findings.first();
    QCOMPARE(finding.kind, IndexFinding::Kind::Measure);
    QCOMPARE(finding.columns, u"sym, ts"_s);
    QCOMPARE(finding.index, QString{});
    QCOMPARE(finding.id(), u"measure/big/sym+ts"_s);
    QVERIFY(finding.reason.contains("one (a chart)"_L1) && finding.reason.contains("two"_L1));
    VERIFY_RESULT(database.connection().execute(finding.upSql));
    const Result<IndexReport> then = adviseOnIndexes(database.connection(), {{}, statements});
    QCOMPARE(then->findings.size(), 1);
    VERIFY_RESULT(database.connection().execute(finding.downSql));
}

void TestQueryPlan::missingNeedsAPrice()
{
    const ScratchDatabase database;
    make(database, u"CREATE TABLE big (sym TEXT, ts INTEGER);INSERT INTO big SELECT 'a', value FROM"
                   " (WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n"
                   " WHERE value < 600) SELECT value FROM n)"_s);
    CataloguedStatement statement{u"one"_s, u"SELECT * FROM big WHERE ts = ?"_s, {}};
    statement.perDay = 100;
    for (const auto &[msEach, kind] : {std::pair{9.9, IndexFinding::Kind::Measure},
                                       std::pair{10.0, IndexFinding::Kind::Missing}}) {
        statement.msEach = msEach;
        const Result<IndexReport> report =
                adviseOnIndexes(database.connection(), {{}, {statement}});
        VERIFY_RESULT(report);
        QCOMPARE(report->findings.first().kind, kind);
    }
}

QTEST_GUILESS_MAIN(TestQueryPlan)
#include "tst_queryplan.moc"
