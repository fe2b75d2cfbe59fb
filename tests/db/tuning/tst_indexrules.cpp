// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/usage.h"
#include "db/tuning/statementuse.h"
#include "tests/db/tuning/indexvectors.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace Qt::Literals::StringLiterals;

// The rules of docs/index-tuning.md, from values alone.
class TestIndexRules final : public QObject
{
    Q_OBJECT

private slots:
    void vectors_data();
    void vectors();
    void aCoverSurvives();
    void oneOfTwinsStays();
    void aLongerOneCoversBothTwins();
    void uniqueRulesDiffer_data();
    void uniqueRulesDiffer();
    void neverWhatSomebodyNeeds_data();
    void neverWhatSomebodyNeeds();
    void theOnlyOneOfAKeyStays();
    void namedIndexesStay();
    void semicolonsStandOutsideOfComments();
    void busyNarrowIndexIsMeasured();
    void hiddenIndexCoversNothing();
    void orderOfInputSaysNothing();
    void sayTheOtherIndex();
};

namespace {

QString verdictOf(const QList<IndexFinding> &findings, const QString &index)
{
    const auto found = std::ranges::find(findings, index, &IndexFinding::index);
    return found == findings.cend() ? u"keep"_s : findingKindName(found->kind);
}

QList<IndexFinding> findingsOf(const TableDef &table, const UsageEvidence &evidence = {},
                               const QList<CataloguedStatement> &statements = {})
{
    QList<IndexFinding> findings = Redundancy{table, evidence, statements}.findings();
    sortFindings(findings);
    return findings;
}

QStringList idsOf(const QList<IndexFinding> &findings)
{
    QStringList ids;
    for (const IndexFinding &finding : findings)
        ids.append(finding.id() + u" by "_s + finding.coveredBy + u": "_s + finding.reason);
    return ids;
}

QList<CataloguedStatement> described(const QStringList &texts, const TableDef &table)
{
    QList<CataloguedStatement> statements;
    for (const QString &text : texts)
        statements.append(describeStatement({text, text, {}}, {table}, Engine::Sqlite));
    return statements;
}

} // namespace

void TestIndexRules::vectors_data()
{
    QTest::addColumn<IndexVector>("vector");
    for (const IndexVector &vector : indexVectors())
        QTest::newRow(qPrintable(vector.name)) << vector;
}

void TestIndexRules::vectors()
{
    QFETCH(const IndexVector, vector);
    const TableDef table = tableWith({{QLatin1StringView{FirstName}, vector.first},
                                      {QLatin1StringView{SecondName}, vector.second}},
                                     vector.hasForeignKey);
    const QList<IndexFinding> findings = findingsOf(table, {}, described(vector.statements, table));
    QCOMPARE(verdictOf(findings, QLatin1StringView{FirstName}), vector.verdict);
    for (const IndexFinding &finding : findings)
        QVERIFY2(!finding.reason.isEmpty(), qPrintable(finding.id()));
}

// (a) and (a, b) go for (a, b, c), and not (a, b, c) for anything.
void TestIndexRules::aCoverSurvives()
{
    const TableDef table = tableWith(
            {{u"one"_s, u"(a)"_s}, {u"two"_s, u"(a, b)"_s}, {u"three"_s, u"(a, b, c)"_s}});
    const QList<IndexFinding> findings = findingsOf(table);
    QCOMPARE(findings.size(), 2);
    for (const IndexFinding &finding : findings)
        QCOMPARE(finding.coveredBy, u"three"_s);

    // The primary key behind makes (src, id) and (src) one; only one of them goes.
    const QList<IndexFinding> pair = findingsOf(tableWith(
            {{u"long"_s, u"(src, id)"_s}, {u"short"_s, u"(src)"_s}, {u"other"_s, u"(src, ts)"_s}}));
    QStringList gone;
    QStringList covers;
    for (const IndexFinding &finding : pair) {
        gone.append(finding.index);
        covers.append(finding.coveredBy);
    }
    for (const QString &cover : covers)
        QVERIFY2(!gone.contains(cover), qPrintable(cover));
    QVERIFY(!gone.isEmpty());
}

void TestIndexRules::oneOfTwinsStays()
{
    const QList<IndexFinding> findings = findingsOf(
            tableWith({{u"b"_s, u"(sym)"_s}, {u"c"_s, u"(sym)"_s}, {u"a"_s, u"(sym)"_s}}));
    QCOMPARE(findings.size(), 2);
    for (const IndexFinding &finding : findings) {
        QCOMPARE(finding.kind, IndexFinding::Kind::Identical);
        QCOMPARE(finding.coveredBy, u"a"_s);
    }
}

void TestIndexRules::aLongerOneCoversBothTwins()
{
    const QList<IndexFinding> findings = findingsOf(
            tableWith({{u"a"_s, u"(sym)"_s}, {u"b"_s, u"(sym)"_s}, {u"c"_s, u"(sym, ts)"_s}}));
    QCOMPARE(findings.size(), 2);
    for (const IndexFinding &finding : findings)
        QCOMPARE(finding.coveredBy, u"c"_s);
}

void TestIndexRules::uniqueRulesDiffer_data()
{
    QTest::addColumn<bool>("isNullRule");
    QTest::newRow("E15: NULL counts once") << true;
    QTest::newRow("E16: checked at the end") << false;
}

void TestIndexRules::uniqueRulesDiffer()
{
    QFETCH(const bool, isNullRule);
    TableDef table = tableWith({{u"a"_s, u"unique (sym)"_s}, {u"b"_s, u"unique (sym)"_s}});
    QCOMPARE(verdictOf(findingsOf(table), u"b"_s), u"identical"_s);
    for (IndexDef &index : table.indexes) {
        if (index.name != u"a")
            continue;
        if (isNullRule)
            index.hasNullsDistinct = false;
        else
            index.isDeferrable = true;
    }
    QCOMPARE(idsOf(findingsOf(table)), QStringList{});
}

void TestIndexRules::neverWhatSomebodyNeeds_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"constraint", "referenced", "building", "partition"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void TestIndexRules::neverWhatSomebodyNeeds()
{
    QFETCH(const QString, what);
    TableDef table = tableWith({{u"a"_s, u"(sym)"_s}, {u"b"_s, u"(sym, ts)"_s}});
    QCOMPARE(verdictOf(findingsOf(table), u"a"_s), u"covered"_s);
    for (IndexDef &index : table.indexes) {
        if (index.name != u"a")
            continue;
        if (what == u"constraint")
            index.constraint = IndexDef::Constraint::Exclusion;
        else if (what == u"referenced")
            index.isReferenced = true;
        else if (what == u"building")
            index.isBuilding = true;
        else
            index.parent = u"whole"_s;
    }
    QCOMPARE(idsOf(findingsOf(table)), QStringList{});
}

// E8: what InnoDB stores behind a key is not in its definition, so no foreign key may lean on it.
void TestIndexRules::theOnlyOneOfAKeyStays()
{
    TableDef table = tableWith({{u"long"_s, u"(src, id)"_s}, {u"short"_s, u"(src)"_s}});
    QCOMPARE(verdictOf(findingsOf(table), u"long"_s), u"covered"_s);
    table.needs.append({u"fk"_s, {u"src"_s, u"id"_s}, false, true});
    const QList<IndexFinding> findings = findingsOf(table);
    QCOMPARE(verdictOf(findings, u"long"_s), u"keep"_s);
    QCOMPARE(verdictOf(findings, u"short"_s), u"covered"_s); // the other way round, then
}

void TestIndexRules::namedIndexesStay()
{
    const TableDef table = tableWith({{u"a"_s, u"(sym)"_s}, {u"b"_s, u"(sym, ts)"_s}});
    const QList<IndexFinding> findings = findingsOf(
            table, {}, described({u"SELECT px FROM p INDEXED BY a WHERE sym = ?"_s}, table));
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().kind, IndexFinding::Kind::Info);
    QCOMPARE(findings.first().rule, u"E12"_s);
    QVERIFY(findings.first().upSql.isEmpty());
    QVERIFY(findings.first().reason.contains("INDEXED BY"_L1));
    // The wider one of the two is not questioned either: the statement would not prepare any more.
    const auto statements = described({u"SELECT px FROM p INDEXED BY b WHERE sym = ?"_s}, table);
    const UsageEvidence none;
    const QList<IndexFinding> redundant = findingsOf(table, none, statements);
    QCOMPARE(verdictOf(redundant, u"a"_s), u"covered"_s);
    QCOMPARE(verdictOf(Usage{table, none, statements, redundant}.findings(), u"b"_s), u"keep"_s);
}

void TestIndexRules::semicolonsStandOutsideOfComments()
{
    QCOMPARE(sqlLines({u"CREATE a -- why"_s, u"CREATE b -- why\n (c)"_s, u"DROP d"_s}),
             u"CREATE a -- why\n;\nCREATE b -- why\n (c);\nDROP d;"_s);
}

void TestIndexRules::busyNarrowIndexIsMeasured()
{
    TableDef table = tableWith({{u"a"_s, u"(sym)"_s}, {u"b"_s, u"(sym, ts)"_s}});
    for (IndexDef &index : table.indexes)
        index.sizeBytes = index.name == u"b" ? 3000 : 1000;
    UsageEvidence usage;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    usage.indexes.insert({u"p"_s, u"a"_s}, {1000, now.addDays(-10), now});
    QCOMPARE(verdictOf(findingsOf(table, usage), u"a"_s), u"covered"_s); // 100 a day
    usage.indexes.insert({u"p"_s, u"a"_s}, {1001, now.addDays(-10), now});
    QCOMPARE(verdictOf(findingsOf(table, usage), u"a"_s), u"measure"_s);
    usage.source = PerformanceSchema; // a thousand rows may be a single scan
    const QList<IndexFinding> findings = findingsOf(table, usage);
    QCOMPARE(verdictOf(findings, u"a"_s), u"covered"_s);
    QVERIFY(findings.first().evidence.last().startsWith(u"Rows read by it"_s));
    usage.source.clear();
    table.indexes.last().sizeBytes = 2000;
    QCOMPARE(verdictOf(findingsOf(table, usage), u"a"_s), u"covered"_s);
}

void TestIndexRules::hiddenIndexCoversNothing()
{
    TableDef table = tableWith({{u"a"_s, u"(sym)"_s}, {u"b"_s, u"(sym, ts)"_s}});
    table.indexes.last().isHidden = true;
    QCOMPARE(idsOf(findingsOf(table)), QStringList{});
    // Nor does one that is tried; what the trial is about goes on being said.
    table.indexes.last().isHidden = false;
    table.indexes.last().isOnTrial = true;
    QCOMPARE(idsOf(findingsOf(table)), QStringList{});
    table.indexes.last().isOnTrial = false;
    for (IndexDef &index : table.indexes)
        index.isOnTrial = index.name == u"a";
    QCOMPARE(verdictOf(findingsOf(table), u"a"_s), u"covered"_s);
}

void TestIndexRules::orderOfInputSaysNothing()
{
    TableDef table = tableWith({{u"a1"_s, u"(sym)"_s},
                                {u"a2"_s, u"(sym desc)"_s},
                                {u"a3"_s, u"(sym, ts)"_s},
                                {u"a4"_s, u"(sym, ts)"_s},
                                {u"a5"_s, u"(sym, ts desc)"_s},
                                {u"a6"_s, u"unique (sym, ts)"_s},
                                {u"a7"_s, u"(src, id)"_s},
                                {u"a8"_s, u"(src)"_s},
                                {u"a9"_s, u"(src, ts)"_s},
                                {u"b1"_s, u"(sym) include (px)"_s},
                                {u"b2"_s, u"hash (sym)"_s},
                                {u"b3"_s, u"hash (sym)"_s},
                                {u"b4"_s, u"(sym) where deleted_at is null"_s},
                                {u"b5"_s, u"invalid (sym)"_s},
                                {u"b6"_s, u"unique (a)"_s},
                                {u"b7"_s, u"(a, b)"_s},
                                {u"b8"_s, u"(asset_id)"_s},
                                {u"b9"_s, u"(asset_id, id)"_s}},
                               true);
    const QStringList first = idsOf(findingsOf(table));
    QVERIFY(first.size() > 8);
    std::mt19937 random{4711};
    for (int round = 0; round < 100; ++round) {
        std::shuffle(table.indexes.begin(), table.indexes.end(), random);
        QCOMPARE(idsOf(findingsOf(table)), first);
    }
}

void TestIndexRules::sayTheOtherIndex()
{
    const QList<IndexFinding> findings =
            findingsOf(tableWith({{u"a"_s, u"(sym)"_s}, {u"b"_s, u"(sym, ts desc)"_s}}));
    QCOMPARE(findings.size(), 1);
    QVERIFY2(findings.first().reason.contains("b (sym, ts DESC)"_L1),
             qPrintable(findings.first().reason));
    QCOMPARE(findings.first().id(), u"covered/p/a"_s);
    QCOMPARE(findings.first().upSql, u"DROP a;"_s);
    QCOMPARE(findings.first().downSql, u"CREATE a;"_s);
}

QTEST_APPLESS_MAIN(TestIndexRules)
#include "tst_indexrules.moc"
