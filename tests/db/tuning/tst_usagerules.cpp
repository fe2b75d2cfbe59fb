// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/usage.h"
#include "db/tuning/statementuse.h"
#include "tests/db/tuning/indexvectors.h"

#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

// What use says of indexes, by docs/index-tuning.md, from values alone.
class TestUsageRules final : public QObject
{
    Q_OBJECT

private slots:
    void unused_data();
    void unused();
    void oneOfAKeyStays();
    void remarksHideNothing();
    void saysHowSeldomAnExpressionWasRead();
    void unaskedIsMeasured();
    void theWiderOfTwoIsMeasured();
};

namespace {

using Kind = IndexFinding::Kind;

QString verdictOf(const QList<IndexFinding> &findings, const QString &index)
{
    const auto found = std::ranges::find(findings, index, &IndexFinding::index);
    return found == findings.cend() ? u"keep"_s : findingKindName(found->kind);
}

QList<CataloguedStatement> described(const QStringList &texts, const TableDef &table)
{
    QList<CataloguedStatement> statements;
    for (const QString &text : texts)
        statements.append(describeStatement({text, text, {}}, {table}, Engine::Sqlite));
    return statements;
}

// All of its indexes were read so often in forty days.
UsageEvidence readIn40Days(const TableDef &table, qint64 scans)
{
    const QDateTime to = QDateTime::fromString(u"2026-11-20T00:00:00Z"_s, Qt::ISODate);
    const QDateTime from = to.addDays(-40);
    UsageEvidence usage;
    usage.source = u"a counter"_s;
    for (const IndexDef &index : table.indexes)
        usage.indexes.insert({table.name, index.name}, {scans, from, to, 2, 0, {}, from});
    return usage;
}

QStringList idsOf(const TableDef &table, const UsageEvidence &usage)
{
    const QList<CataloguedStatement> statements;
    const QList<IndexFinding> redundant = Redundancy{table, usage, statements}.findings();
    QStringList ids;
    for (const IndexFinding &finding : Usage{table, usage, statements, redundant}.findings())
        ids.append(finding.id());
    ids.sort();
    return ids;
}

} // namespace

void TestUsageRules::unused_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<qint64>("scans");
    QTest::addColumn<qint64>("writes");
    QTest::addColumn<QDateTime>("from");
    QTest::addColumn<QDateTime>("to");
    QTest::addColumn<QString>("statement"); // a rare one
    QTest::addColumn<QString>("verdict");
    const auto day = [](int year, int month, int date) {
        return QDateTime{QDate{year, month, date}, {}, Qt::UTC};
    };
    const QDateTime april = day(2026, 4, 1);
    const auto row = [](const char *name, const char *written, qint64 scans, qint64 writes,
                        const QDateTime &from, const QDateTime &to, const QString &statement,
                        const char *verdict) {
        QTest::newRow(name) << QString::fromLatin1(written) << scans << writes << from << to
                            << statement << QString::fromLatin1(verdict);
    };
    row("A: never in 35 days", "(px)", 0, 0, april, april.addDays(35), {}, "unused");
    row("34 days have a month's end", "(px)", 0, 0, april, april.addDays(34), {}, "unused");
    row("14 days with a month's end", "(px)", 0, 0, day(2026, 4, 20), day(2026, 5, 4), {},
        "unused");
    row("14 days without", "(px)", 0, 0, april, april.addDays(14), {}, "keep");
    row("14 days from within a month's end", "(px)", 0, 0, day(2026, 4, 30).addSecs(60),
        day(2026, 5, 14).addSecs(60), {}, "keep");
    row("13 days", "(px)", 0, 0, day(2026, 4, 20), day(2026, 5, 3), {}, "keep");
    row("B: seldom read, often written", "(px)", 49, 10'001, april, april.addDays(35), {},
        "unused");
    row("seldom read, seldom written", "(px)", 49, 10'000, april, april.addDays(35), {}, "keep");
    row("read", "(px)", 50, 10'001, april, april.addDays(35), {}, "keep");
    row("unique", "unique (px)", 0, 0, april, april.addDays(35), {}, "keep");
    row("needed by a key", "(asset_id)", 0, 0, april, april.addDays(35), {}, "keep");
    row("E14: an expression", "(lower(sym))", 0, 0, april, april.addDays(35), {}, "info");
    row("a report that runs once a year", "(px)", 0, 0, april, april.addDays(35),
        u"SELECT id FROM p WHERE px > ?"_s, "keep");
}

void TestUsageRules::unused()
{
    QFETCH(const QString, written);
    QFETCH(const qint64, scans);
    QFETCH(const qint64, writes);
    QFETCH(const QDateTime, from);
    QFETCH(const QDateTime, to);
    QFETCH(const QString, statement);
    QFETCH(const QString, verdict);
    TableDef table = tableWith({{u"ix"_s, written}}, true);
    UsageEvidence usage;
    usage.source = u"a counter"_s;
    usage.indexes.insert({u"p"_s, u"ix"_s}, {scans, from, to, 2, 0, {}, from});
    usage.writes.insert(u"p"_s, writes);
    QList<CataloguedStatement> statements;
    if (!statement.isEmpty())
        statements = described({statement}, table);
    for (CataloguedStatement &rare : statements)
        rare.isRare = true;
    const auto verdictNow = [&] {
        const QList<IndexFinding> redundant = Redundancy{table, usage, statements}.findings();
        return verdictOf(Usage{table, usage, statements, redundant}.findings(), u"ix"_s);
    };
    QCOMPARE(verdictNow(), verdict);
    if (verdict != u"unused")
        return;
    usage.hasStandbys = true; // which nobody asked
    QVERIFY(Usage(table, usage, statements, {})
                    .findings()
                    .first()
                    .evidence.last()
                    .contains(u"Other servers"_s));
    usage.indexes[{u"p"_s, u"ix"_s}].firstSeen = to.addDays(-6); // E11
    QCOMPARE(verdictNow(), u"keep"_s);
    usage.indexes[{u"p"_s, u"ix"_s}].firstSeen = {}; // it may be of yesterday
    QCOMPARE(verdictNow(), u"keep"_s);
    usage.indexes[{u"p"_s, u"ix"_s}].firstSeen = from;
    table.indexes.last().sizeBytes = 32 * 1024 - 1;
    QCOMPARE(verdictNow(), u"keep"_s);
    table.indexes.last().sizeBytes = 32 * 1024;
    QCOMPARE(verdictNow(), verdict);
    usage.indexes.clear(); // no evidence is not unused
    QCOMPARE(verdictNow(), u"keep"_s);
}

// Each of them may go, but not both: the key would be left without an index.
void TestUsageRules::oneOfAKeyStays()
{
    TableDef table =
            tableWith({{u"a"_s, u"(asset_id, sym)"_s}, {u"b"_s, u"(asset_id, px)"_s}}, true);
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(idsOf(table, readIn40Days(table, 0)), QStringList{u"unused/p/a"_s});
        std::ranges::reverse(table.indexes); // their order says nothing
    }
    for (IndexDef &index : table.indexes)
        index.sizeBytes = index.name == u"b" ? 90'000 : 40'000;
    QCOMPARE(idsOf(table, readIn40Days(table, 0)), QStringList{u"unused/p/b"_s});
    // Nor the last one beside one that goes for another's sake.
    const TableDef covered =
            tableWith({{u"a"_s, u"(asset_id)"_s}, {u"b"_s, u"(asset_id, px)"_s}}, true);
    QCOMPARE(idsOf(covered, readIn40Days(covered, 0)), QStringList{});
}

// That structure has a word to say of it is no reason to keep what nobody reads.
void TestUsageRules::remarksHideNothing()
{
    const TableDef partial = tableWith(
            {{u"a"_s, u"(sym) where deleted_at is null"_s}, {u"b"_s, u"unique (sym, ts)"_s}});
    QCOMPARE(idsOf(partial, readIn40Days(partial, 0)), QStringList{u"unused/p/a"_s});
    const TableDef question = tableWith({{u"a"_s, u"(sym, px)"_s}, {u"b"_s, u"unique (sym)"_s}});
    QCOMPARE(idsOf(question, readIn40Days(question, 0)), QStringList{u"unused/p/a"_s});
    QCOMPARE(idsOf(question, readIn40Days(question, 100)), QStringList{});
}

void TestUsageRules::saysHowSeldomAnExpressionWasRead()
{
    const TableDef table = tableWith({{u"a"_s, u"(lower(sym))"_s}});
    const auto reason = [&](qint64 scans, const QString &source) {
        UsageEvidence usage = readIn40Days(table, scans);
        usage.source = source;
        usage.writes.insert(u"p"_s, 20'000);
        return Usage{table, usage, {}, {}}.findings().first().reason;
    };
    QVERIFY(reason(0, u"a counter"_s).startsWith(u"No query read it in 40 days."_s));
    QVERIFY(reason(49, u"a counter"_s).startsWith(u"Queries read it 49 times in 40 days."_s));
    QVERIFY(reason(49, PerformanceSchema).startsWith(u"Rows read by it in 40 days: 49."_s));
}

void TestUsageRules::unaskedIsMeasured()
{
    const TableDef table = tableWith({{u"a"_s, u"(px)"_s}, {u"b"_s, u"(sym)"_s}});
    const UsageEvidence none;
    const QList<IndexFinding> redundant;
    QList<CataloguedStatement> statements;
    // Of a table that nobody is known to read nothing is told.
    QVERIFY(Usage(table, none, statements, redundant).findings().isEmpty());
    statements = described({u"SELECT px FROM p WHERE sym = ?"_s}, table);
    const QList<IndexFinding> findings = Usage{table, none, statements, redundant}.findings();
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().id(), u"measure/p/a"_s);
}

void TestUsageRules::theWiderOfTwoIsMeasured()
{
    TableDef table = tableWith({{u"a"_s, u"(sym)"_s}, {u"b"_s, u"(sym, px)"_s}});
    table.indexes[1].restoreSql = u"RESTORE a"_s;
    const UsageEvidence none;
    const auto findings = [&](const QString &text) {
        const QList<CataloguedStatement> statements = described({text}, table);
        const QList<IndexFinding> redundant = Redundancy{table, none, statements}.findings();
        return Usage{table, none, statements, redundant}.findings();
    };
    const QList<IndexFinding> wide = findings(u"SELECT ts FROM p WHERE sym = ?"_s);
    QCOMPARE(wide.size(), 1);
    QCOMPARE(wide.first().id(), u"measure/p/b"_s);
    QCOMPARE(wide.first().upSql, u"RESTORE a;\nDROP b;"_s);
    QCOMPARE(findings(u"SELECT ts FROM p WHERE sym = ? AND px > ?"_s).size(), 0);
    // MySQL makes no index only where it is missing; without the narrower one both would be gone.
    table.indexes[1].restoreSql.clear();
    const QList<IndexFinding> always = findings(u"SELECT ts FROM p WHERE sym = ?"_s);
    QCOMPARE(always.first().upSql, u"CREATE a;\nDROP b;"_s);
    QVERIFY(always.first().evidence.last().contains(u"fails where a is still there"_s));
}

QTEST_APPLESS_MAIN(TestUsageRules)
#include "tst_usagerules.moc"
