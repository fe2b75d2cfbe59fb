// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/worth.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

// What was measured comes before what structure lets expect.
class TestIndexWorth final : public QObject
{
    Q_OBJECT

private slots:
    void drop_data();
    void drop();
    void creation_data();
    void creation();
    void saysWhatWasMeasured();
    void untriedIsNoAnswer();
    void noiseIsNoAnswer();
    void leavesAloneWhatNobodyMeasured();
};

namespace {

using Kind = IndexFinding::Kind;
using Certainty = IndexFinding::Certainty;

const IndexName Index{u"ticks"_s, u"ix_ticks"_s};

QueryEffect effect(double with, double without, bool isNeeded)
{
    QueryEffect effect;
    effect.statement = u"ticks.newest"_s;
    effect.index = Index.second;
    effect.p50With = with;
    effect.p50Without = without;
    effect.isNeeded = isNeeded;
    effect.runs = 12;
    return effect;
}

// The lab's time was over before it ran often enough.
QueryEffect untried(int runs)
{
    QueryEffect effect;
    effect.statement = u"ticks.newest"_s;
    effect.index = Index.second;
    effect.runs = runs;
    return effect;
}

QList<CataloguedStatement> ran(std::optional<double> perDay)
{
    CataloguedStatement statement{u"ticks.newest"_s, {}, {}};
    statement.perDay = perDay;
    return {statement};
}

// Ten days.
UsageEvidence written(qint64 rows)
{
    UsageEvidence usage;
    IndexEvidence index;
    index.from = QDateTime::fromMSecsSinceEpoch(0, Qt::UTC);
    index.to = index.from.addDays(10);
    usage.indexes.insert(Index, index);
    usage.writes.insert(Index.first, rows);
    return usage;
}

IndexFinding found(Kind kind)
{
    IndexFinding finding{kind, u"P1"_s, Index.first, Index.second, u"ux_ticks"_s};
    finding.certainty = kind == Kind::Measure ? Certainty::Open : Certainty::Likely;
    return finding;
}

IndexFinding missing(Kind kind)
{
    IndexFinding finding{kind, u"M1"_s, Index.first, {}, {}};
    finding.newIndex = Index.second;
    finding.certainty = kind == Kind::Measure ? Certainty::Open : Certainty::Likely;
    return finding;
}

IndexFinding weighed(const IndexFinding &finding, const QueryEffect &effect,
                     std::optional<double> perDay, const UsageEvidence &usage = {},
                     double usPerRow = 1)
{
    QList<IndexFinding> findings{finding};
    weighMeasured({{{Index, {usPerRow, usPerRow, usPerRow, {}}}}, {{Index, {effect}}}}, usage,
                  ran(perDay), findings);
    return findings.constFirst();
}

} // namespace

void TestIndexWorth::drop_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QueryEffect>("effect");
    QTest::addColumn<Kind>("verdict");
    QTest::addColumn<Certainty>("certainty");
    const auto row = [](const char *name, Kind kind, const QueryEffect &effect, Kind verdict,
                        Certainty certainty) {
        QTest::newRow(name) << kind << effect << verdict << certainty;
    };
    row("slower by a millisecond", Kind::Covered, effect(0.1, 1.2, true), Kind::Measure,
        Certainty::Open);
    row("slower by less", Kind::Covered, effect(0.01, 0.9, true), Kind::Covered, Certainty::Likely);
    row("slower by chance", Kind::Covered, effect(1, 9, false), Kind::Covered, Certainty::Likely);
    row("unused and needed", Kind::Unused, effect(1, 9, true), Kind::Measure, Certainty::Open);
    row("neutral", Kind::Measure, effect(1, 1, false), Kind::Measure, Certainty::Likely);
    row("a question and needed", Kind::Measure, effect(1, 9, true), Kind::Measure, Certainty::Open);
    row("a twin", Kind::Identical, effect(1, 9, true), Kind::Identical, Certainty::Likely);
    row("only told", Kind::Info, effect(1, 9, true), Kind::Info, Certainty::Likely);
}

void TestIndexWorth::drop()
{
    QFETCH(const Kind, kind);
    QFETCH(const QueryEffect, effect);
    const IndexFinding finding = weighed(found(kind), effect, 10);
    QTEST(finding.kind, "verdict");
    QTEST(finding.certainty, "certainty");
    const bool isLost = effect.isNeeded && effect.p50Without - effect.p50With >= 1;
    QCOMPARE(finding.slowsDown,
             isLost && kind != Kind::Identical ? QStringList{u"ticks.newest"_s} : QStringList{});
    QVERIFY(finding.cost);
}

void TestIndexWorth::creation_data()
{
    QTest::addColumn<QueryEffect>("effect");
    QTest::addColumn<std::optional<double>>("perDay");
    QTest::addColumn<qint64>("rows"); // in ten days, at 1 ms
    QTest::addColumn<Kind>("verdict");
    const auto row = [](const char *name, const QueryEffect &effect, std::optional<double> perDay,
                        qint64 rows, Kind verdict) {
        QTest::newRow(name) << effect << perDay << rows << verdict;
    };
    row("a second a day", effect(1, 11, true), 100, 0, Kind::Missing);
    row("less", effect(1, 11, true), 99, 0, Kind::Measure);
    row("five times its cost", effect(1, 11, true), 100, 2000, Kind::Missing);
    row("not quite", effect(1, 11, true), 100, 2010, Kind::Measure);
    row("by chance", effect(1, 11, false), 1000, 0, Kind::Measure);
    row("a saving once a year", effect(1, 11, true), 0.003, 0, Kind::Measure);
}

void TestIndexWorth::creation()
{
    QFETCH(const QueryEffect, effect);
    QFETCH(const std::optional<double>, perDay);
    QFETCH(const qint64, rows);
    for (const Kind before : {Kind::Missing, Kind::Measure}) {
        const IndexFinding finding = weighed(missing(before), effect, perDay, written(rows), 1000);
        QTEST(finding.kind, "verdict");
        QCOMPARE(finding.certainty,
                 finding.kind == Kind::Missing ? Certainty::Certain : Certainty::Open);
        QCOMPARE(finding.isNotWorthIt, finding.kind == Kind::Measure);
    }
    // How often is not known: what it was before.
    for (const Kind before : {Kind::Missing, Kind::Measure})
        QCOMPARE(weighed(missing(before), effect, {}, written(rows)).kind, before);
}

void TestIndexWorth::saysWhatWasMeasured()
{
    const IndexFinding worth =
            weighed(missing(Kind::Measure), effect(1, 250, true), 100, written(1000), 1000);
    QCOMPARE(worth.evidence,
             (QStringList{
                     u"Measured on a copy: ticks.newest took 250 ms without it and 1.00 ms "
                     "with it."_s,
                     u"It saves 24900 ms a day. The rows of a day cost 100 ms more with it."_s}));
    const IndexFinding unpriced = weighed(missing(Kind::Measure), effect(1, 250, true), 100);
    QCOMPARE(unpriced.kind, Kind::Missing);
    QCOMPARE(unpriced.certainty, Certainty::Likely);
    QVERIFY(unpriced.evidence.constLast().endsWith(u"What it costs in a day is not known."_s));
    UsageEvidence recorded = written(1000);
    recorded.writtenDays = 100;
    QVERIFY(weighed(missing(Kind::Measure), effect(1, 250, true), 100, recorded, 1000)
                    .evidence.constLast()
                    .contains(u"cost 10.00 ms more"_s));
    const IndexFinding unknown = weighed(missing(Kind::Measure), effect(1, 250, true), {});
    QVERIFY(unknown.evidence.constLast().contains(u"nobody counted"_s));
    const IndexFinding neutral = weighed(found(Kind::Measure), effect(1, 1, false), 1);
    QCOMPARE(neutral.evidence, QStringList{u"Measured on a copy without it: statements that were "
                                           "tried: 1, slower by a millisecond or more: none."_s});
}

void TestIndexWorth::untriedIsNoAnswer()
{
    const QString advice = u"The lab's time did not suffice for these statements: ticks.newest."
                           " Give it more of it, measure this table alone, or at a quieter"
                           " time."_s;
    for (const int runs : {0, 3}) {
        const IndexFinding question = weighed(found(Kind::Measure), untried(runs), 10);
        QCOMPARE(question.kind, Kind::Measure);
        QCOMPARE(question.certainty, Certainty::Open);
        QVERIFY(!question.isMeasured());
        QCOMPARE(question.evidence, QStringList{advice});
        for (const Kind before : {Kind::Missing, Kind::Measure}) {
            const IndexFinding creation = weighed(missing(before), untried(runs), 10);
            QCOMPARE(creation.kind, before);
            QCOMPARE(creation.evidence, QStringList{advice});
        }
    }
    // A need that is proven needs no more runs.
    QueryEffect clear = untried(1);
    clear.isNeeded = true;
    clear.p50Without = 400;
    QCOMPARE(weighed(found(Kind::Measure), clear, 10).slowsDown, QStringList{u"ticks.newest"_s});
}

void TestIndexWorth::noiseIsNoAnswer()
{
    const QString advice =
            u"What it costs a row was too noisy to tell: measure it again at a quieter time."_s;
    const auto costing = [&](const IndexFinding &finding, qint64 rows) {
        QList<IndexFinding> findings{finding};
        const InsertCost noisy{1000, 500, 2000, {}, true};
        weighMeasured({{{Index, noisy}}, {{Index, {effect(1, 11, true)}}}}, written(rows), ran(100),
                      findings);
        return findings.constFirst();
    };
    const IndexFinding kept = costing(found(Kind::Measure), 1000);
    QVERIFY(kept.cost && !kept.isMeasured());
    QCOMPARE(kept.evidence.constFirst(), advice);
    // A second a day against 0.1, perhaps 0.2.
    QCOMPARE(costing(missing(Kind::Measure), 1000).kind, Kind::Missing);
    for (const Kind before : {Kind::Missing, Kind::Measure}) {
        const IndexFinding open = costing(missing(before), 1001);
        QCOMPARE(open.kind, before);
        QVERIFY(open.evidence.constLast().contains(u"cost perhaps 200 ms more"));
    }
    const IndexFinding unused = costing(found(Kind::Unused), 1000);
    QVERIFY(std::ranges::none_of(unused.evidence, [](const QString &sentence) {
        return sentence.contains(u"Keeping it costs");
    }));
}

void TestIndexWorth::leavesAloneWhatNobodyMeasured()
{
    QList<IndexFinding> findings{found(Kind::Covered), missing(Kind::Missing)};
    weighMeasured({}, written(1000), ran(1), findings);
    QCOMPARE(findings[0].kind, Kind::Covered);
    QCOMPARE(findings[1].kind, Kind::Missing);
    QVERIFY(!findings[0].cost && findings[0].evidence.isEmpty() && findings[1].evidence.isEmpty());
}

QTEST_APPLESS_MAIN(TestIndexWorth)
#include "tst_indexworth.moc"
