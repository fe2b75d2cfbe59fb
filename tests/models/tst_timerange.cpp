// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/timerange.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestTimeRange final : public QObject
{
    Q_OBJECT

private slots:
    void zoomKeepsTheAnchorInItsPlace();
    void zoomEndsAtFiveMinutes();
    void namesComeBack();
    void somethingOfTheHistoryStaysInView();
};

void TestTimeRange::zoomKeepsTheAnchorInItsPlace()
{
    const TimeRange before{1'000'000'000, 1'086'400'000};
    const qint64 anchor = before.fromMs + before.span() / 4;
    for (const double factor : {0.5, 0.85, 3.0}) {
        const TimeRange after = zoomedAbout(before, factor, anchor);
        QVERIFY(std::abs(after.span() - qint64(double(before.span()) * factor)) <= 1);
        const double share = double(anchor - after.fromMs) / double(after.span());
        QVERIFY(std::abs(share - 0.25) < 1e-6);
    }
}

void TestTimeRange::zoomEndsAtFiveMinutes()
{
    TimeRange range{0, 3'600'000};
    for (int i = 0; i < 100; ++i)
        range = zoomedAbout(range, 0.5, 1'800'000);
    QCOMPARE(range.span(), 300'000);
}

void TestTimeRange::namesComeBack()
{
    for (const ChartRange range : {ChartRange::Hour, ChartRange::Day, ChartRange::Week,
                                   ChartRange::Month, ChartRange::Year, ChartRange::All})
        QCOMPARE(chartRangeFromName(chartRangeName(range)), range);
    QCOMPARE(chartRangeFromName(u"fortnight"_s), ChartRange::Day);
}

void TestTimeRange::somethingOfTheHistoryStaysInView()
{
    const qint64 first = 1'000'000'000;
    const qint64 last = 2'000'000'000;
    const TimeRange early = keptNear({0, 1'000'000}, first, last);
    QCOMPARE(early.span(), 1'000'000);
    QVERIFY(early.toMs > first);
    const TimeRange late = keptNear({5'000'000'000, 5'001'000'000}, first, last);
    QVERIFY(late.fromMs < last);
    QCOMPARE(keptNear({first, last}, first, last), (TimeRange{first, last}));
}

QTEST_GUILESS_MAIN(TestTimeRange)
#include "tst_timerange.moc"
