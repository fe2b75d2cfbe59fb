// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/labreport.h"
#include "db/tuning/lab/labrounds.h"
#include "db/tuning/lab/labstatistics.h"
#include "tests/support/verifyresult.h"

#include <QSet>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

// What the lab makes of its measurements.
class TestLabStatistics final : public QObject
{
    Q_OBJECT

private slots:
    void quartiles_data();
    void quartiles();
    void differencesArePaired();
    void noise_data();
    void noise();
    void interaction_data();
    void interaction();
    void tendencies_data();
    void tendencies();
    void ordersAreTheSameForASeed();
    void firstRoundsAreDropped();
    void longRoundsAreShortened();
    void unsettledRoundsGoOn();
    void timeOverKeepsWholeRounds();
    void cancelKeepsNothing();
    void reportComesBackFromJson();
    void newReportKeepsWhatItDidNotMeasure();
};

namespace {

constexpr std::chrono::minutes Long{5};

RoundPlan planOf(int variants, int rounds)
{
    return {variants, rounds, 2, Long};
}

} // namespace

void TestLabStatistics::quartiles_data()
{
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<QList<double>>("expected"); // median, lower, upper

    QTest::newRow("none") << QList<double>{} << QList<double>{0, 0, 0};
    QTest::newRow("one") << QList<double>{7} << QList<double>{7, 7, 7};
    QTest::newRow("even count, any order")
            << QList<double>{4, 1, 3, 2} << QList<double>{2.5, 1.75, 3.25};
    QTest::newRow("odd count") << QList<double>{1, 2, 3, 4, 5} << QList<double>{3, 2, 4};
    QTest::newRow("one that is far off")
            << QList<double>{1, 1, 1, 1, 1000} << QList<double>{1, 1, 1};
}

void TestLabStatistics::quartiles()
{
    QFETCH(const QList<double>, values);
    QFETCH(const QList<double>, expected);

    const Spread spread = spreadOf(values);
    QCOMPARE((QList<double>{spread.median, spread.lower, spread.upper}), expected);
}

// A computer that becomes slower from round to round changes both of a pair, and not their
// difference: the medians of each for itself would say something else.
void TestLabStatistics::differencesArePaired()
{
    const QList<double> all{12, 22, 32};
    const QList<double> without{10, 20, 30};
    QCOMPARE(differences(all, without), (QList<double>{2, 2, 2}));
    QCOMPARE(ratios({20, 30}, {10, 10}), (QList<double>{2, 3}));
}

void TestLabStatistics::noise_data()
{
    QTest::addColumn<int>("beside"); // so many values on each side of 1
    QTest::addColumn<double>("lower");
    QTest::addColumn<double>("upper");
    QTest::addColumn<bool>("noisy");

    QTest::newRow("as wide as allowed") << 10 << 0.8 << 1.2 << false;
    QTest::newRow("a little wider") << 10 << 0.79 << 1.2 << true;
    QTest::newRow("as wide, too few to tell") << 4 << 0.8 << 1.2 << true;
    QTest::newRow("as few, near each other") << 4 << 0.9 << 1.1 << false;
    QTest::newRow("one value") << 0 << 0.0 << 0.0 << true;
    QTest::newRow("three alike") << 1 << 1.0 << 1.0 << true;
    QTest::newRow("costs nothing") << 10 << -1.0 << 3.0 << true;
}

void TestLabStatistics::noise()
{
    QFETCH(const int, beside);
    QFETCH(const double, lower);
    QFETCH(const double, upper);
    const QList<double> values =
            QList<double>(beside, lower) + QList<double>{1} + QList<double>(beside, upper);
    QTEST(isNoisy(values), "noisy");
}

void TestLabStatistics::interaction_data()
{
    QTest::addColumn<double>("sum");
    QTest::addColumn<bool>("interacts");

    QTest::newRow("79 %") << 7.9 << true;
    QTest::newRow("80 %") << 8.0 << false;
    QTest::newRow("125 %") << 12.5 << false;
    QTest::newRow("126 %") << 12.6 << true;
}

void TestLabStatistics::interaction()
{
    QFETCH(const double, sum);
    QTEST(doInteract(sum, 10), "interacts");
}

void TestLabStatistics::tendencies_data()
{
    QTest::addColumn<QList<double>>("ratios");
    QTest::addColumn<QString>("tendency");

    QTest::newRow("each round better") << QList<double>(10, 1.5) << u"gain"_s;
    QTest::newRow("nine of ten better")
            << QList<double>{1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 0.5} << u"gain"_s;
    QTest::newRow("eight of ten better")
            << QList<double>{1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 0.5, 0.5} << u"uncertain"_s;
    QTest::newRow("each round worse") << QList<double>(10, 0.9) << u"loss"_s;
    QTest::newRow("the same") << QList<double>(10, 1.0) << u"uncertain"_s;
    QTest::newRow("too few rounds to say") << QList<double>(3, 2.0) << u"uncertain"_s;
}

void TestLabStatistics::tendencies()
{
    QFETCH(const QList<double>, ratios);
    QTEST(tendencyName(tendencyOf(ratios)), "tendency");
}

void TestLabStatistics::ordersAreTheSameForASeed()
{
    std::mt19937 one{7};
    std::mt19937 same{7};
    std::mt19937 other{8};
    QList<QList<int>> first;
    QList<QList<int>> second;
    QList<QList<int>> third;
    for (int round = 0; round < 20; ++round) {
        first.append(shuffledOrder(7, one));
        second.append(shuffledOrder(7, same));
        third.append(shuffledOrder(7, other));
        QCOMPARE((QSet<int>{first.last().cbegin(), first.last().cend()}).size(), 7);
    }
    QCOMPARE(first, second);
    QVERIFY(first != third);
    QVERIFY(first[0] != first[1]);
    // By the generator's first numbers, 1791095845, 4282876139, 3093770124 and 4005303368, which
    // the standard gives: modulo 5, 4, 3 and 2 they are 0, 3, 0 and 0.
    std::mt19937 known{1};
    QCOMPARE(shuffledOrder(5, known), (QList<int>{1, 2, 4, 3, 0}));
}

void TestLabStatistics::firstRoundsAreDropped()
{
    LabWatch watch{{}, Long};
    std::mt19937 random{1};
    RoundActions actions;
    actions.measure = [](int variant, int round) -> Result<double> {
        return variant * 100 + round;
    };
    const auto kept = runRounds(planOf(2, 5), actions, random, watch);
    QVERIFY(kept.has_value());
    QCOMPARE((*kept)[0], (QList<double>{2, 3, 4}));
    QCOMPARE((*kept)[1], (QList<double>{102, 103, 104}));
}

void TestLabStatistics::longRoundsAreShortened()
{
    LabWatch watch{{}, Long};
    std::mt19937 random{1};
    double share = 1;
    RoundActions actions;
    actions.measure = [](int, int) -> Result<double> {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 5) {
        }
        return 1;
    };
    actions.shorten = [&](double toShare) { share = toShare; };
    RoundPlan plan = planOf(1, 11);
    plan.time = std::chrono::milliseconds{30}; // eleven rounds take 55 at least
    QVERIFY(runRounds(plan, actions, random, watch).has_value());
    QVERIFY2(share < 0.6, qPrintable(QString::number(share)));
}

void TestLabStatistics::unsettledRoundsGoOn()
{
    LabWatch watch{{}, Long};
    std::mt19937 random{1};
    RoundActions actions;
    int most = 0;
    actions.measure = [](int, int round) -> Result<double> { return round; };
    actions.progress = [&](int, int all) { most = all; };
    actions.isUnsettled = [](const QList<QList<double>> &kept) { return kept[1].size() < 5; };
    const auto settled = runRounds(planOf(2, 5), actions, random, watch);
    VERIFY_RESULT(settled);
    QCOMPARE((*settled)[0], (QList<double>{2, 3, 4, 5, 6}));
    QCOMPARE(most, 14);

    actions.isUnsettled = [](const QList<QList<double>> &) { return true; };
    QCOMPARE((*runRounds(planOf(2, 5), actions, random, watch))[0].size(), 13); // fifteen, at most

    RoundPlan plan = planOf(2, 5);
    plan.time = {};
    actions.shorten = [](double) {};
    QCOMPARE((*runRounds(plan, actions, random, watch))[0].size(), 3); // no time is left
}

void TestLabStatistics::timeOverKeepsWholeRounds()
{
    LabWatch watch{{}, std::chrono::milliseconds{50}};
    std::mt19937 random{1};
    RoundActions actions;
    actions.shorten = [](double) {};
    actions.measure = [&](int, int round) -> Result<double> {
        while (round == 4 && !watch.isOver()) {
        }
        return round;
    };
    const auto kept = runRounds(planOf(2, 12), actions, random, watch);
    QVERIFY(kept.has_value());
    QCOMPARE((*kept)[0], (QList<double>{2, 3}));
    QCOMPARE((*kept)[1], (QList<double>{2, 3}));
}

void TestLabStatistics::cancelKeepsNothing()
{
    std::atomic<bool> goesOn = true;
    LabWatch watch{[&] { return goesOn.load(); }, Long};
    std::mt19937 random{1};
    RoundActions actions;
    actions.shorten = [](double) {};
    actions.measure = [&](int, int round) -> Result<double> {
        goesOn = round < 4;
        while (!goesOn && !watch.isOver()) {
        }
        return round;
    };
    const auto kept = runRounds(planOf(2, 12), actions, random, watch);
    QVERIFY(!kept.has_value());
    QCOMPARE(kept.error().kind, Error::Kind::Cancelled);
}

void TestLabStatistics::reportComesBackFromJson()
{
    LabReport report;
    report.engine = Engine::PostgreSql;
    report.measuredAt = QDateTime::fromMSecsSinceEpoch(1'764'000'000'123, Qt::UTC);
    report.seed = 4'000'000'000;
    TablePrices table;
    table.table = u"ticks"_s;
    table.measuredAt = report.measuredAt.addDays(-3);
    table.rows = 2'000'000;
    table.isWhole = false;
    table.indexes.append({u"ix_price"_s, u"price"_s, {1.14, 1.08, 1.32, 64.5, true}, 0.33, true});
    table.queries.append({u"quotes.newest"_s, u"why"_s, u"ix_price"_s, 1, 2, 3, 4, 12, true});
    report.tables.append(table);
    report.comparisons.append({6,
                               u"alert_logs"_s,
                               ShapeComparison::Work::Calculation,
                               10,
                               5,
                               10,
                               true,
                               {1, 2, 3},
                               {4, 5, 6},
                               1.5,
                               Tendency::Loss});
    report.notes.append({u"assets"_s, u"too small"_s});

    const QJsonObject json = toJson(report);
    const Result<LabReport> back = labReportFrom(json);
    QVERIFY(back.has_value());
    QCOMPARE(toJson(*back), json);
    QCOMPARE(back->measuredAt, report.measuredAt);
    QCOMPARE(back->measured().measuredAt.value(u"ticks"_s), report.tables[0].measuredAt);
    const InsertCost cost = back->measured().costs.value({u"ticks"_s, u"ix_price"_s});
    QCOMPARE(cost.usPerRow, 1.14);
    QCOMPARE(cost.walBytesPerRow, 64.5);
    QVERIFY(cost.isNoisy);
    QCOMPARE(labReportFrom({{u"engine"_s, u"sqlite"_s}}).error().kind, Error::Kind::Parse);
}

void TestLabStatistics::newReportKeepsWhatItDidNotMeasure()
{
    LabReport older;
    older.tables = {{u"a"_s, 1}, {u"b"_s, 1}};
    older.comparisons = {{5, u"market_data"_s}, {7, u"market_data"_s}};
    LabReport newer;
    newer.tables = {{u"b"_s, 2}};
    newer.comparisons = {{5, u"market_data"_s, ShapeComparison::Work::Insert, 2}};

    const LabReport merged = newer.withOlder(older);
    QCOMPARE(merged.tables.size(), 2);
    QCOMPARE(merged.tables[0].rows, 2);
    QCOMPARE(merged.tables[1].table, u"a"_s);
    QCOMPARE(merged.comparisons.size(), 2);
    QCOMPARE(merged.comparisons[0].rows, 2);
}

QTEST_GUILESS_MAIN(TestLabStatistics)
#include "tst_labstatistics.moc"
