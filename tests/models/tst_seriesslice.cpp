// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/seriesslice.h"
#include "tests/support/quotesource.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 SlotMs = 300'000;
constexpr qint64 DayMs = 86'400'000;
constexpr qint64 Start = 1'700'000'100'000 / SlotMs * SlotMs;

Price price(QStringView text)
{
    return Price::parse(text).value();
}

SeriesSlice sliceOf(const Series &series)
{
    return {{{series.stepMs, SeriesPart::Never, series.points}}, series.gaps};
}

double highest(const QList<QList<QPointF>> &lines)
{
    double top = 0;
    for (const QList<QPointF> &line : lines) {
        for (const QPointF &point : line)
            top = std::max(top, point.y());
    }
    return top;
}

} // namespace

class TestSeriesSlice final : public QObject
{
    Q_OBJECT

private slots:
    void aHoleEndsTheLine();
    void noPointLiesInsideAHole();
    void oneOutlierSurvivesEveryZoom_data();
    void oneOutlierSurvivesEveryZoom();
    void aColumnHasTwoPointsAtMost();
    void smallestAndLargestPricesKeepTheirDistance();
    void candlesAreExact();
    void candlesOfBucketsUseWholeBuckets();
    void nearestAndNeighbour();
};

void TestSeriesSlice::aHoleEndsTheLine()
{
    QuoteSource source{u"btc"_s};
    for (int i = 0; i < 20; ++i) {
        if (i < 8 || i > 12)
            source.add(Start + i * SlotMs, price(u"100"));
    }
    const TimeRange range{Start, Start + 20 * SlotMs};
    const Series series = source.answer({u"btc"_s, range.fromMs, range.toMs, 1000});
    QCOMPARE(series.gaps.size(), 1);

    const auto lines = linesThrough(sliceOf(series), range, 500, price(u"90"));
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.at(0).constLast().x(), double(7 * SlotMs));
    QCOMPARE(lines.at(1).constFirst().x(), double(13 * SlotMs));
}

void TestSeriesSlice::noPointLiesInsideAHole()
{
    QuoteSource source{u"btc"_s};
    source.fill(Start, Start + 60 * DayMs, {13, 14, 15, 16});
    for (const int points : {50, 400, 1100, 20'000}) {
        const TimeRange range{Start, Start + 60 * DayMs};
        const Series series = source.answer({u"btc"_s, range.fromMs, range.toMs, points});
        const auto lines = linesThrough(sliceOf(series), range, 1100, {});
        for (const DataGap &gap : series.gaps) {
            const auto from = double(gap.from.toMSecsSinceEpoch() - range.fromMs);
            const auto to = double(gap.to.toMSecsSinceEpoch() - range.fromMs);
            for (const QList<QPointF> &line : lines) {
                // Neither a point inside nor a stroke across.
                QVERIFY(line.constLast().x() <= from || line.constFirst().x() >= to);
            }
        }
        for (const QList<QPointF> &line : lines) {
            for (const QPointF &point : line)
                QVERIFY(point.y() > 0); // never zero
        }
    }
}

void TestSeriesSlice::oneOutlierSurvivesEveryZoom_data()
{
    QTest::addColumn<qint64>("span");
    QTest::addColumn<int>("points");
    for (const qint64 hours : {1, 24, 168, 720, 8760, 17520}) {
        for (const int points : {300, 1100, 3300}) {
            QTest::addRow("%lld h in %d points", hours, points) << hours * 3'600'000 << points;
        }
    }
}

void TestSeriesSlice::oneOutlierSurvivesEveryZoom()
{
    QFETCH(const qint64, span);
    QFETCH(const int, points);
    static const QuoteSource source = [] {
        QuoteSource two{u"btc"_s};
        two.fill(Start, Start + 365 * DayMs);
        two.add(Start + 365 * DayMs, price(u"171000.5"));
        QuoteSource rest{u"btc"_s};
        rest.fill(Start + 365 * DayMs + SlotMs, Start + 730 * DayMs);
        for (const SeriesPoint &point : rest.points())
            two.add(point.bar.time, point.bar.close);
        return two;
    }();
    const qint64 middle = Start + 365 * DayMs;
    const TimeRange range{middle - span / 2, middle + span / 2};
    const Series series = source.answer({u"btc"_s, range.fromMs, range.toMs, points});

    const auto lines = linesThrough(sliceOf(series), range, 1100, {});
    QCOMPARE(highest(lines), double(price(u"171000.5").units()));
    const QList<SeriesPart> candles = candlesOf(sliceOf(series), range, 120);
    const auto bounds = boundsOf({candles, {}}, range);
    QVERIFY(bounds);
    QCOMPARE(bounds->high, price(u"171000.5"));
}

void TestSeriesSlice::aColumnHasTwoPointsAtMost()
{
    QuoteSource source{u"btc"_s};
    source.fill(Start, Start + 100 * DayMs);
    const TimeRange range{Start, Start + 100 * DayMs};
    const Series series = source.answer({u"btc"_s, range.fromMs, range.toMs, 1'000'000});
    QCOMPARE(series.points.size(), 28'800);

    const auto lines = linesThrough(sliceOf(series), range, 500, {});
    QCOMPARE(lines.size(), 1);
    QVERIFY(lines.constFirst().size() <= 500 * 2 + 2);
    QCOMPARE(lines.constFirst().constFirst().x(), 0.0);
    QCOMPARE(lines.constFirst().constLast().y(),
             double(series.points.constLast().bar.close.units()));
}

void TestSeriesSlice::smallestAndLargestPricesKeepTheirDistance()
{
    const Price low = price(u"999999999999.99999998");
    const Price high = price(u"999999999999.99999999");
    QuoteSource source{u"big"_s};
    source.add(Start, low);
    source.add(Start + SlotMs, high);
    const TimeRange range{Start, Start + 2 * SlotMs};
    const auto lines = linesThrough(sliceOf(source.answer({u"big"_s, range.fromMs, range.toMs, 9})),
                                    range, 100, low);
    QCOMPARE(lines.constFirst().constFirst().y(), 0.0);
    QCOMPARE(lines.constFirst().constLast().y(), 1.0);
}

void TestSeriesSlice::candlesAreExact()
{
    QuoteSource source{u"shib"_s};
    const QStringList prices{u"0.00000799"_s, u"0.00000812"_s, u"0.00000790"_s, u"0.00000801"_s};
    const qint64 hour = barStart(Start, 3'600'000);
    for (int i = 0; i < 12; ++i)
        source.add(hour + i * SlotMs, price(prices.at(i % 4)));
    const TimeRange range{hour, hour + 24 * 3'600'000};
    const Series series = source.answer({u"shib"_s, range.fromMs, range.toMs, 5000});
    const QList<SeriesPart> candles = candlesOf(sliceOf(series), range, 26);
    QCOMPARE(candles.size(), 1);
    QCOMPARE(candles.constFirst().stepMs, 3'600'000);
    QCOMPARE(candles.constFirst().points.size(), 1);
    const Bar expected{hour, price(u"0.00000799"), price(u"0.00000812"), price(u"0.00000790"),
                       price(u"0.00000801")};
    QCOMPARE(candles.constFirst().points.constFirst().bar, expected);
}

void TestSeriesSlice::candlesOfBucketsUseWholeBuckets()
{
    // Ten minutes do not divide a quarter of an hour: the candle takes twenty.
    QuoteSource source{u"btc"_s};
    source.fill(Start, Start + DayMs);
    const TimeRange range{Start, Start + DayMs};
    const Series series = source.answer({u"btc"_s, range.fromMs, range.toMs, 200});
    QCOMPARE(series.stepMs, 600'000);
    const QList<SeriesPart> candles = candlesOf(sliceOf(series), range, 97);
    QCOMPARE(candles.constFirst().stepMs % series.stepMs, 0);
}

void TestSeriesSlice::nearestAndNeighbour()
{
    QuoteSource source{u"btc"_s};
    for (int i = 0; i < 3; ++i)
        source.add(Start + i * SlotMs, price(u"100"));
    const SeriesSlice slice = sliceOf(source.answer({u"btc"_s, Start, Start + DayMs, 100}));
    QCOMPARE(nearestPoint(slice, Start + SlotMs + 1000)->drawnMs, Start + SlotMs);
    QCOMPARE(neighbourPoint(slice, Start + SlotMs, 1)->drawnMs, Start + 2 * SlotMs);
    QCOMPARE(neighbourPoint(slice, Start + SlotMs, -1)->drawnMs, Start);
    QVERIFY(!neighbourPoint(slice, Start, -1));
    QVERIFY(!nearestPoint({}, Start));
}

QTEST_GUILESS_MAIN(TestSeriesSlice)
#include "tst_seriesslice.moc"
