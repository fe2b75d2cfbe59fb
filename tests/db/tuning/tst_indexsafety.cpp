// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/queries/querystore.h"
#include "db/tuning/indexusagestore.h"
#include "db/tuning/lab/samplevalues.h"
#include "db/tuning/ownstatements.h"
#include "db/tuning/statementplanner.h"
#include "db/tuning/statementuse.h"
#include "tests/db/tuning/filledmarket.h"
#include "tests/db/tuning/madedatabase.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"

using namespace Qt::Literals::StringLiterals;

// With every proposal of the report done no statement reads a whole table that it searched before,
// as the engine itself plans it.
class TestIndexSafety final : public QObject
{
    Q_OBJECT

private slots:
    void nothingTurnsIntoAFullScan_data();
    void nothingTurnsIntoAFullScan();
    void sparesWhatAStatementCouldNeed_data() { addEngineRows(); }
    void sparesWhatAStatementCouldNeed();
    void sparesWhatARecordedPlanGoesBy_data() { addEngineRows(); }
    void sparesWhatARecordedPlanGoesBy();
    void warnsOfWhatIsMeasured();
    void missesNothingThatIsThere();
    void saysTheSameTwentyTimes_data() { addEngineRows(); }
    void saysTheSameTwentyTimes();
};

namespace {

constexpr qint64 Hour = 3'600'000;

QDateTime now()
{
    return QDateTime::fromString(u"2026-11-20T14:35:00.000Z"_s, Qt::ISODateWithMs);
}

// A statement with values that it runs with.
struct Asked {
    QString id;
    QString text;
    std::vector<SqlValue> values;
};

// What the catalogue does not have. Some of it needs indexes of version 4 that nobody else does,
// some of it one that no version has.
QStringList recordedTexts()
{
    return {u"SELECT price FROM market_data WHERE instrument_id = ? AND timestamp >= ?"
            " AND timestamp < ? ORDER BY timestamp"_s,
            u"SELECT COUNT(*) FROM market_data WHERE price = ?"_s,
            u"SELECT id FROM alert_logs WHERE severity = ? AND timestamp >= ? AND timestamp < ?"_s,
            u"SELECT id FROM alert_logs WHERE created_at >= ? AND created_at < ?"_s,
            u"SELECT id, status FROM alert_logs WHERE status = ? AND timestamp > ?"
            " ORDER BY timestamp LIMIT ?"_s,
            u"SELECT id FROM alert_logs WHERE trigger_value = ?"_s,
            u"SELECT event FROM system_events WHERE id > ? ORDER BY id LIMIT ?"_s,
            u"SELECT id FROM data_gaps WHERE from_time >= ? AND from_time < ?"_s,
            u"SELECT coin_type, last FROM price_data_5min WHERE timestamp = ?"
            " ORDER BY coin_type"_s,
            u"UPDATE alert_logs SET status = 'resolved' WHERE rule_id = ? AND timestamp < ?"_s};
}

// From a row in the middle of the first table that has the column; a range is an hour.
SqlValue valueFor(const Connection &connection, const Placeholder &placeholder,
                  const CataloguedStatement &statement, const QList<TableDef> &tables)
{
    if (placeholder.role == Placeholder::Role::Limit)
        return 50;
    for (const TableUse &use : statement.uses) {
        const auto table = std::ranges::find(tables, use.table, &TableDef::name);
        if (table == tables.cend() || !table->columns.contains(placeholder.column))
            continue;
        const qint64 rows = numberFrom(connection, u"SELECT COUNT(*) FROM %1"_s.arg(table->name));
        const auto stream = connection.stream(
                u"SELECT %1 FROM %2 WHERE %1 IS NOT NULL ORDER BY %1 LIMIT 1 OFFSET %3"_s
                        .arg(placeholder.column, table->name)
                        .arg(rows / 2));
        if (!stream || !(*stream)->next())
            return {};
        const Cell cell = (*stream)->row()[0];
        if (cell.kind == Cell::Kind::Integer && isMarketTime(placeholder.column))
            return SqlValue::Time{cell.integer -
                                  (placeholder.role == Placeholder::Role::From ? Hour : 0)};
        if (cell.kind == Cell::Kind::Integer)
            return cell.integer;
        return cell.kind == Cell::Kind::Real ? SqlValue{cell.real}
                                             : SqlValue{QString::fromUtf8(cell.text)};
    }
    return {};
}

std::vector<SqlValue> valuesFor(const Connection &connection, const QString &text,
                                const QList<TableDef> &tables)
{
    const auto placeholders = placeholdersOf(text, connection.engine());
    if (!placeholders)
        qFatal("no values for %s", qPrintable(text));
    const CataloguedStatement described =
            describeStatement({{}, text, {}}, tables, connection.engine());
    std::vector<SqlValue> values;
    for (const Placeholder &placeholder : *placeholders)
        values.push_back(valueFor(connection, placeholder, described, tables));
    return values;
}

// As the recorder does, with one sample of values and the plan for them.
Result<> record(const Connection &connection, const QList<TableDef> &tables)
{
    QueryStore store{connection};
    StatementPlanner planner{connection};
    UseBatch batch{u"test"_s, 1, true, now().date(), {}};
    QList<std::pair<QString, std::optional<StatementPlan>>> plans;
    for (const QString &text : recordedTexts()) {
        const std::vector<SqlValue> values = valuesFor(connection, text, tables);
        RecordedUse use{statementShape(text), text, u"test"_s};
        use.executions = 900'000;
        use.totalUs = 4'500'000'000;
        use.maxUs = 10'000;
        use.times.add(TimeHistogram::classOf(5000), use.executions);
        use.lastUsedAt = now();
        use.samples = {{now(), QList<SqlValue>{values.cbegin(), values.cend()}, 5000, 1}};
        batch.uses.append(use);
        const auto plan = planner.explain(text, values);
        if (!plan)
            return fail(plan.error());
        plans.append({use.id, *plan});
    }
    return store.write(batch, {}, now()).and_then([&] { return store.storePlans(plans, now()); });
}

// The statements with their values; of a recorded one those that were recorded.
QList<Asked> asked(const Connection &connection, const QList<CataloguedStatement> &statements,
                   const QList<TableDef> &tables)
{
    QList<Asked> list;
    for (const CataloguedStatement &statement : statements) {
        if (!connection.prepare(statement.text)) // not at this version
            continue;
        Asked asked{statement.id, statement.text, {}};
        if (statement.id.startsWith(u"recorded."_s)) {
            const auto queries = QueryStore{connection}.list(QDate{2000, 1, 1});
            const auto query = std::ranges::find(*queries, statement.text, &RecordedQuery::text);
            const auto samples = QueryStore{connection}.samples(query->id);
            const auto values = parametersFromJson(samples->first().parameters.toUtf8());
            asked.values.assign(values->cbegin(), values->cend());
        } else {
            asked.values = valuesFor(connection, statement.text, tables);
        }
        list.append(asked);
    }
    return list;
}

QHash<QString, StatementPlan> plansOf(const Connection &connection, const QList<Asked> &statements)
{
    StatementPlanner planner{connection};
    QHash<QString, StatementPlan> plans;
    for (const Asked &statement : statements) {
        const auto plan = planner.explain(statement.text, statement.values);
        if (!plan || !*plan)
            qFatal("%s has no plan: %s", qPrintable(statement.text),
                   plan ? "none" : qPrintable(plan.error().detail));
        plans.insert(statement.id, **plan);
    }
    return plans;
}

// "quotes.newest: price_data_5min", with both plans.
QStringList newScans(const QHash<QString, StatementPlan> &before,
                     const QHash<QString, StatementPlan> &after)
{
    QStringList found;
    for (auto plan = after.cbegin(); plan != after.cend(); ++plan) {
        const StatementPlan &known = before[plan.key()];
        for (const QString &table : plan->fullScans) {
            if (!known.fullScans.contains(table))
                found.append(u"%1: %2\nbefore:\n%3\nafter:\n%4"_s.arg(plan.key(), table, known.text,
                                                                      plan->text));
        }
    }
    return found;
}

// All that the report would have done: what it proposes and what a person may do after measuring.
// What it says will leave statements alone is not proposed.
QStringList applyAll(const Connection &connection, const IndexReport &report)
{
    QStringList done;
    for (const IndexFinding &finding : report.findings) {
        if (finding.upSql.isEmpty() || finding.kind == IndexFinding::Kind::Info ||
            !finding.leavesAlone.isEmpty())
            continue;
        runAll(connection, finding.upSql);
        done.append(finding.id());
    }
    return done;
}

// p (id, a, b): a has two values, b as many as there are rows. Nobody read ix_b for sixty days.
class Judged final
{
public:
    explicit Judged(Engine engine, qint64 scansOfA = 0)
        : made{engine, {u"CREATE TABLE p (id BIGINT PRIMARY KEY, a BIGINT, b BIGINT)"_s}}
    {
        QStringList values;
        for (int i = 0; i < 8000; ++i)
            values.append(u"(%1, %2, %3)"_s.arg(i).arg(i % 2).arg((i * 7919) % 8000));
        made.run({u"INSERT INTO p VALUES "_s + values.join(u", "_s),
                  u"CREATE INDEX ix_a ON p (a)"_s, u"CREATE INDEX ix_b ON p (b)"_s});
        if (const Result<> done = analyzeMarket(made.connection()); !done)
            qFatal("%s", qPrintable(done.error().detail));
        usage.source = u"counter"_s;
        IndexEvidence none;
        none.from = now().addDays(-60);
        none.to = now();
        none.firstSeen = none.from;
        usage.indexes.insert({u"p"_s, u"ix_b"_s}, none);
        none.scans = scansOfA;
        usage.indexes.insert({u"p"_s, u"ix_a"_s}, none);
    }
    [[nodiscard]] IndexReport report(const CataloguedStatement &statement) const
    {
        return adviseOnIndexes(made.connection(), {{}, {statement}, usage}).value();
    }
    [[nodiscard]] static IndexFinding of(const IndexReport &report, const QString &index)
    {
        const auto found = std::ranges::find(report.findings, index, &IndexFinding::index);
        return found == report.findings.cend() ? IndexFinding{} : *found;
    }

    Made made;
    UsageEvidence usage;
};

} // namespace

void TestIndexSafety::nothingTurnsIntoAFullScan_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<int>("version");
    QTest::addColumn<bool>("withOthers"); // that the catalogue does not have
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        const QString name = engineName(engine);
        QTest::addRow("%s, version 4", qPrintable(name)) << engine << 4 << false;
        QTest::addRow("%s, version 4, others ask too", qPrintable(name)) << engine << 4 << true;
        QTest::addRow("%s, newest, recorded", qPrintable(name)) << engine << headVersion() << true;
    }
}

void TestIndexSafety::nothingTurnsIntoAFullScan()
{
    QFETCH(const Engine, engine);
    QFETCH(const int, version);
    QFETCH(const bool, withOthers);
    const Made made{engine};
    const Connection &connection = made.connection();
    VERIFY_RESULT(migrate(connection, 4));
    VERIFY_RESULT(fillMarket(connection));
    const bool isHead = version == headVersion();
    if (isHead) {
        VERIFY_RESULT(migrate(connection, version));
        VERIFY_RESULT(fillHead(connection));
        made.run({u"UPDATE market_data SET deleted_at = timestamp WHERE id % 100 = 0"_s,
                  u"UPDATE alert_logs SET deleted_at = timestamp WHERE id % 100 = 0"_s});
    }
    VERIFY_RESULT(analyzeMarket(connection));
    const Result<QList<TableDef>> tables = readIndexes(connection);
    VERIFY_RESULT(tables);

    QList<CataloguedStatement> statements = ownStatements();
    if (isHead) {
        VERIFY_RESULT(record(connection, *tables));
        const auto all = withRecorded(connection, statements, now().addDays(-90), now());
        VERIFY_RESULT(all);
        QCOMPARE(all->size(), statements.size() + recordedTexts().size());
        statements = *all;
    } else if (withOthers) {
        int number = 0;
        for (const QString &text : recordedTexts())
            statements.append({u"other.%1"_s.arg(++number), text, {}});
    }
    const QList<Asked> asking = asked(connection, statements, *tables);
    QVERIFY(asking.size() > (isHead ? 40 : 25));
    const auto before = plansOf(connection, asking);
    // A test in which nobody uses an index would prove nothing.
    QStringList searching;
    for (auto plan = before.cbegin(); plan != before.cend(); ++plan) {
        if (plan->fullScans.isEmpty() && !plan->usedIndexes.isEmpty())
            searching.append(plan.key());
    }
    QVERIFY2(searching.size() > 15, qPrintable(searching.join(u", ")));

    const Result<IndexReport> report = adviseOnIndexes(connection, {{}, statements});
    VERIFY_RESULT(report);
    const QStringList done = applyAll(connection, *report);
    QVERIFY2(done.size() >= (isHead ? 2 : 7), qPrintable(done.join(u", ")));
    VERIFY_RESULT(analyzeMarket(connection));
    const QStringList worse = newScans(before, plansOf(connection, asking));
    QVERIFY2(worse.isEmpty(), qPrintable(worse.join(u"\n") + u"\ndone: "_s + done.join(u", "_s)));
}

// Nobody asked for sixty days, and who asks once a year needs it then.
void TestIndexSafety::sparesWhatAStatementCouldNeed()
{
    QFETCH(const Engine, engine);
    const Judged judged{engine, 100'000};
    const Connection &connection = judged.made.connection();
    const QList<Asked> asking{{u"yearly"_s, u"SELECT id FROM p WHERE b = ?"_s, {5}}};
    const auto before = plansOf(connection, asking);
    QVERIFY(before[u"yearly"_s].fullScans.isEmpty());

    const IndexReport report = judged.report({u"yearly"_s, asking.first().text, {}});
    const IndexFinding finding = Judged::of(report, u"ix_b"_s);
    QCOMPARE(finding.kind, IndexFinding::Kind::Measure);
    QCOMPARE(finding.leavesAlone, QStringList{u"yearly"_s});
    applyAll(connection, report);
    QCOMPARE(newScans(before, plansOf(connection, asking)), QStringList{});
    // And it is true.
    runAll(connection, finding.upSql);
    QCOMPARE(newScans(before, plansOf(connection, asking)).size(), 1);
}

// By structure ix_a helps as well; but half of the table has each of its values.
void TestIndexSafety::sparesWhatARecordedPlanGoesBy()
{
    QFETCH(const Engine, engine);
    const Judged judged{engine, 100'000};
    CataloguedStatement statement{u"recorded.1"_s, u"SELECT id FROM p WHERE a = ? AND b = ?"_s, {}};
    QCOMPARE(Judged::of(judged.report(statement), u"ix_b"_s).kind, IndexFinding::Kind::Unused);
    const QList<Asked> asking{{statement.id, statement.text, {1, 5}}};
    const auto before = plansOf(judged.made.connection(), asking);
    statement.plannedIndexes = before[statement.id].usedIndexes;
    QCOMPARE(statement.plannedIndexes, (QList{std::pair{u"p"_s, u"ix_b"_s}}));

    const IndexReport report = judged.report(statement);
    QCOMPARE(Judged::of(report, u"ix_b"_s).kind, IndexFinding::Kind::Measure);
    applyAll(judged.made.connection(), report);
    QCOMPARE(newScans(before, plansOf(judged.made.connection(), asking)), QStringList{});
}

// Both are questions, and only one of them may be answered by dropping.
void TestIndexSafety::warnsOfWhatIsMeasured()
{
    const Made made{Engine::PostgreSql,
                    {u"CREATE TABLE p (id BIGINT PRIMARY KEY, a BIGINT, b BIGINT, c BIGINT)"_s,
                     u"INSERT INTO p SELECT n, n, n, n FROM generate_series(1, 8000) n"_s,
                     u"CREATE INDEX ix_narrow ON p (a) INCLUDE (c)"_s,
                     u"CREATE INDEX ix_wide ON p (a, b)"_s, u"ANALYZE"_s}};
    UsageEvidence usage;
    usage.source = u"counter"_s;
    IndexEvidence evidence;
    evidence.from = now().addDays(-60);
    evidence.to = now();
    evidence.firstSeen = evidence.from;
    usage.indexes.insert({u"p"_s, u"ix_wide"_s}, evidence);
    evidence.scans = 100'000;
    usage.indexes.insert({u"p"_s, u"ix_narrow"_s}, evidence);
    const CataloguedStatement statement{u"one"_s, u"SELECT c FROM p WHERE a = ?"_s, {}};
    const auto report = adviseOnIndexes(made.connection(), {{}, {statement}, usage});
    VERIFY_RESULT(report);
    QCOMPARE(saidOf(*report), (QStringList{u"unused ix_wide"_s, u"measure ix_narrow"_s}));
    QCOMPARE(report->findings[1].leavesAlone, QStringList{u"one"_s});
    const QList<Asked> asking{{statement.id, statement.text, {5}}};
    const auto before = plansOf(made.connection(), asking);
    QCOMPARE(applyAll(made.connection(), *report), QStringList{u"unused/p/ix_wide"_s});
    QCOMPARE(newScans(before, plansOf(made.connection(), asking)), QStringList{});
}

// A partial index serves who asks for its rows alone; and a name that is another's is not given.
void TestIndexSafety::missesNothingThatIsThere()
{
    const Made made{Engine::PostgreSql,
                    {u"CREATE TABLE p (id BIGINT PRIMARY KEY, a BIGINT, gone TIMESTAMPTZ)"_s,
                     u"INSERT INTO p (id, a) SELECT n, n FROM generate_series(1, 8000) n"_s,
                     u"CREATE INDEX ix_gone ON p (gone) WHERE gone IS NOT NULL"_s,
                     u"CREATE TABLE q (b BIGINT)"_s, u"CREATE INDEX ix_p_a ON q (b)"_s,
                     u"ANALYZE"_s}};
    const QList<CataloguedStatement> statements{
            {u"bin"_s, u"SELECT id FROM p WHERE gone IS NOT NULL ORDER BY gone DESC LIMIT ?"_s, {}},
            {u"by a"_s, u"SELECT id FROM p WHERE a = ?"_s, {}}};
    const auto report = adviseOnIndexes(made.connection(), {{}, statements});
    VERIFY_RESULT(report);
    QStringList missing;
    for (const IndexFinding &finding : report->findings) {
        if (finding.rule == u"M1"_s)
            missing.append(finding.id() + u' ' + finding.upSql);
    }
    QCOMPARE(missing, QStringList{u"measure/p/a CREATE INDEX \"ix_p_a_2\" ON \"p\" (\"a\");"_s});
}

// Also of tables with rows, statistics and recorded statements.
void TestIndexSafety::saysTheSameTwentyTimes()
{
    QFETCH(const Engine, engine);
    const Made made{engine};
    VERIFY_RESULT(migrate(made.connection(), 4));
    VERIFY_RESULT(fillMarket(made.connection()));
    VERIFY_RESULT(analyzeMarket(made.connection()));
    QList<CataloguedStatement> statements = ownStatements();
    int number = 0;
    for (const QString &text : recordedTexts())
        statements.append({u"other.%1"_s.arg(++number), text, {}});
    QStringList first;
    for (int run = 0; run < 20; ++run) {
        std::ranges::rotate(statements, statements.begin() + 1); // their order says nothing
        const auto report = adviseOnIndexes(made.connection(), {{}, statements});
        VERIFY_RESULT(report);
        QStringList said;
        for (const IndexFinding &finding : report->findings)
            said.append(finding.id() + finding.reason + finding.upSql + finding.downSql);
        if (run == 0)
            first = said;
        QCOMPARE(said, first);
    }
    QVERIFY(first.size() > 10);
}

QTEST_GUILESS_MAIN(TestIndexSafety)
#include "tst_indexsafety.moc"
