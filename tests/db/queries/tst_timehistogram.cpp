// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/queries/timehistogram.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <vector>

using namespace Qt::Literals::StringLiterals;

// Percentiles from counts in classes.
class TestTimeHistogram final : public QObject
{
    Q_OBJECT

private slots:
    void classesHaveNoHoles();
    void percentilesAreNear();
    void surviveTheirText();
    void takesNoNonsense_data();
    void takesNoNonsense();
};

void TestTimeHistogram::classesHaveNoHoles()
{
    QCOMPARE(TimeHistogram::classOf(-1), 0);
    QCOMPARE(TimeHistogram::classOf(0), 0);
    int last = 0;
    for (qint64 us = 1; us < 100'000; ++us) {
        const int here = TimeHistogram::classOf(us);
        QVERIFY(here >= last);
        QVERIFY(TimeHistogram::lowerEnd(here) <= double(us));
        QVERIFY(TimeHistogram::lowerEnd(here + 1) > double(us) || here + 1 < 9);
        last = here;
    }
    QCOMPARE(TimeHistogram::classOf(std::numeric_limits<qint64>::max()),
             TimeHistogram::Classes - 1);
}

void TestTimeHistogram::percentilesAreNear()
{
    std::mt19937 random{7};
    std::lognormal_distribution<double> spread{6.0, 1.2};
    std::vector<qint64> times;
    TimeHistogram histogram;
    for (int i = 0; i < 20'000; ++i) {
        times.push_back(qint64(spread(random)) + 1);
        histogram.add(TimeHistogram::classOf(times.back()), 1);
    }
    std::ranges::sort(times);
    QCOMPARE(histogram.count(), 20'000);
    for (const double share : {0.1, 0.5, 0.95, 0.99}) {
        const auto exact = double(times[size_t(share * 20'000) - 1]);
        const auto told = double(histogram.percentile(share));
        QVERIFY2(qAbs(told - exact) <= exact * 0.1,
                 qPrintable(u"%1: %2 for %3"_s.arg(share).arg(told).arg(exact)));
    }
    QCOMPARE(TimeHistogram{}.percentile(0.5), 0);
}

void TestTimeHistogram::surviveTheirText()
{
    TimeHistogram histogram;
    histogram.add(0, 1);
    histogram.add(24, 9'007'199'254'740'993);
    histogram.add(TimeHistogram::Classes - 1, 2);
    QCOMPARE(TimeHistogram::fromJson(histogram.toJson()), histogram);
    QCOMPARE(histogram.toJson(), QByteArray{"[[0,1],[24,9007199254740993],[111,2]]"});
    TimeHistogram sum = histogram;
    sum.add(histogram);
    QCOMPARE(sum.toJson(), QByteArray{"[[0,2],[24,18014398509481986],[111,4]]"});
}

void TestTimeHistogram::takesNoNonsense_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray{};
    QTest::newRow("no JSON") << QByteArray{"[[1,"};
    QTest::newRow("object") << QByteArray{"{\"1\":2}"};
    QTest::newRow("class out of bounds") << QByteArray{"[[112,1],[-1,4]]"};
    QTest::newRow("words") << QByteArray{"[[\"a\",\"b\"]]"};
}

void TestTimeHistogram::takesNoNonsense()
{
    QFETCH(const QByteArray, json);
    QCOMPARE(TimeHistogram::fromJson(json).count(), 0);
}

QTEST_GUILESS_MAIN(TestTimeHistogram)
#include "tst_timehistogram.moc"
