// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/schema/inspection.h"
#include "db/tuning/ownstatements.h"
#include "db/tuning/statementuse.h"
#include "tests/db/tuning/madedatabase.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"

using namespace Qt::Literals::StringLiterals;

// What the advisor says of Tidemark's own schema, on each engine.
class TestOwnIndexes final : public QObject
{
    Q_OBJECT

private slots:
    void ownSchemaAtVersion4_data() { addEngineRows(); }
    void ownSchemaAtVersion4();
    void ownSchemaAtTheHead_data() { addEngineRows(); }
    void ownSchemaAtTheHead();
    void allDoneAndUndoneIsTheSame_data() { addEngineRows(); }
    void allDoneAndUndoneIsTheSame();
    void ownStatementsRun_data() { addEngineRows(); }
    void ownStatementsRun();
    void saysTheSameTwentyTimes_data() { addEngineRows(); }
    void saysTheSameTwentyTimes();
};

namespace {

Result<IndexReport> ownReport(const Connection &connection)
{
    return adviseOnIndexes(connection, {{}, ownStatements()});
}

} // namespace

// What migrations 5 and 6 take away: what another index begins with is covered, the rest is to be
// measured. And two of the four that stay of alert_logs, whose longer twins go instead.
void TestOwnIndexes::ownSchemaAtVersion4()
{
    QFETCH(const Engine, engine);
    const Made made{engine};
    VERIFY_RESULT(migrate(made.connection(), 4));
    const Result<IndexReport> report = ownReport(made.connection());
    VERIFY_RESULT(report);
    QCOMPARE(saidOf(*report),
             (QStringList{u"covered ix_alert_logs_instrument"_s, u"covered ix_alert_logs_rule"_s,
                          u"covered ix_alert_logs_status"_s, u"covered ix_market_data_instrument"_s,
                          u"covered ix_market_data_timestamp"_s,
                          u"covered ix_price_data_5min_coin_timestamp"_s,
                          u"measure ix_alert_logs_created_at"_s,
                          u"measure ix_alert_logs_instrument_timestamp"_s,
                          u"measure ix_alert_logs_severity"_s,
                          u"measure ix_alert_logs_status_timestamp"_s,
                          u"measure ix_alert_logs_threshold_value"_s,
                          u"measure ix_alert_logs_trigger_value"_s,
                          u"measure ix_market_data_latest"_s, u"measure ix_market_data_price"_s}));
    for (const IndexFinding &finding : report->findings) {
        if (finding.kind == IndexFinding::Kind::Unknown)
            continue;
        QVERIFY2(!finding.upSql.isEmpty() && !finding.downSql.isEmpty(), qPrintable(finding.id()));
        QVERIFY2(finding.sizeBytes, qPrintable(finding.id()));
        QVERIFY2(finding.kind != IndexFinding::Kind::Covered ||
                         finding.reason.contains(finding.coveredBy),
                 qPrintable(finding.reason));
    }
}

void TestOwnIndexes::ownSchemaAtTheHead()
{
    QFETCH(const Engine, engine);
    const Made made{engine};
    VERIFY_RESULT(migrate(made.connection(), headVersion()));
    const Result<IndexReport> report = ownReport(made.connection());
    VERIFY_RESULT(report);
    QCOMPARE(saidOf(*report), QStringList{u"covered ix_price_data_5min_coin_timestamp"_s});
    const IndexFinding &finding = report->findings.first();
    QCOMPARE(finding.rule, u"E5"_s);
    QVERIFY(finding.reason.contains(finding.coveredBy));
    QCOMPARE(report->statements, ownStatements().size());
}

// From the top, as a person would, and back from the end. A foreign key is never without its index:
// MariaDB would refuse (1553).
void TestOwnIndexes::allDoneAndUndoneIsTheSame()
{
    QFETCH(const Engine, engine);
    const Made made{engine};
    VERIFY_RESULT(migrate(made.connection(), 4));
    const QString before = inspectSchema(made.connection())->fingerprint();
    const Result<IndexReport> report = ownReport(made.connection());
    VERIFY_RESULT(report);
    for (const IndexFinding &finding : report->findings) {
        if (finding.isProposal())
            runAll(made.connection(), finding.upSql);
    }
    QVERIFY(inspectSchema(made.connection())->fingerprint() != before);
    for (qsizetype at = report->findings.size() - 1; at >= 0; --at) {
        if (report->findings[at].isProposal())
            runAll(made.connection(), report->findings[at].downSql);
    }
    QCOMPARE(inspectSchema(made.connection())->fingerprint(), before);
    // And each question by itself.
    for (const IndexFinding &finding : report->findings) {
        if (finding.kind != IndexFinding::Kind::Measure)
            continue;
        runAll(made.connection(), finding.upSql);
        QVERIFY(inspectSchema(made.connection())->fingerprint() != before);
        runAll(made.connection(), finding.downSql);
        QCOMPARE(inspectSchema(made.connection())->fingerprint(), before);
    }
    // All of it leaves every foreign key its index.
    for (const IndexFinding &finding : report->findings) {
        if (!finding.upSql.isEmpty())
            runAll(made.connection(), finding.upSql);
    }
    const Result<QList<TableDef>> tables = readIndexes(made.connection());
    for (const TableDef &table : *tables) {
        for (const KeyNeed &need : table.needs) {
            QVERIFY2(engine != Engine::MariaDb ||
                             std::ranges::any_of(
                                     table.indexes,
                                     [&](const IndexDef &index) { return need.isMetBy(index); }),
                     qPrintable(need.constraint));
        }
    }
}

// A text that no longer fits the schema would make the catalogue silent about its table.
void TestOwnIndexes::ownStatementsRun()
{
    QFETCH(const Engine, engine);
    const Made made{engine};
    VERIFY_RESULT(migrate(made.connection(), headVersion()));
    const Result<QList<TableDef>> tables = readIndexes(made.connection());
    VERIFY_RESULT(tables);
    QSet<QString> ids;
    for (const CataloguedStatement &statement : ownStatements()) {
        const auto prepared = made.connection().prepare(statement.text);
        QVERIFY2(prepared, qPrintable(statement.id));
        QVERIFY2(!describeStatement(statement, *tables, engine).uses.isEmpty(),
                 qPrintable(statement.id));
        QVERIFY(!statement.purpose.isEmpty());
        QVERIFY2(!ids.contains(statement.id), qPrintable(statement.id));
        ids.insert(statement.id);
    }
}

void TestOwnIndexes::saysTheSameTwentyTimes()
{
    QFETCH(const Engine, engine);
    const Made made{engine};
    VERIFY_RESULT(migrate(made.connection(), 4));
    QStringList first;
    for (int run = 0; run < 20; ++run) {
        const Result<IndexReport> report = ownReport(made.connection());
        VERIFY_RESULT(report);
        QStringList said;
        for (const IndexFinding &finding : report->findings)
            said.append(finding.id() + finding.reason + finding.upSql + finding.downSql);
        if (run == 0)
            first = said;
        QCOMPARE(said, first);
    }
}

QTEST_GUILESS_MAIN(TestOwnIndexes)
#include "tst_ownindexes.moc"
