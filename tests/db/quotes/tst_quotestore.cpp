// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/collector/snapshotstore.h"
#include "db/quotes/quotestore.h"
#include "db/quotes/seriesstore.h"
#include "tests/support/scratchdatabase.h"

#include <QTest>

#include <limits>

using namespace Qt::Literals::StringLiterals;

class TestQuoteStore : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void boardComparesWithTheRightMoments();
    void boardSaysNothingWhereNothingIs();
    void seriesUsesQuotesForADay();
    void seriesUsesBarsForTwoMonthsAndKeepsSpikes();
    void seriesNeverHoldsMoreThanAskedFor();
    void seriesOfAnUnknownCoinIsNotFound();
    void boundsAtTheEndOfTimeWork();

private:
    std::unique_ptr<ScratchDatabase> m_scratch;
};

namespace {

constexpr int SlotSeconds = 300;
constexpr int Slots = 60 * 288; // sixty days
constexpr int Spike = 5000;
const QDateTime Start = QDateTime::fromString(u"2026-09-01T00:00:00.000Z"_s, Qt::ISODateWithMs);
const QDateTime End = Start.addSecs(qint64{Slots} * SlotSeconds);

Price whole(qint64 units)
{
    return Price::fromUnits(Price::Units{units} * 100'000'000);
}

// btc rises by one each slot but for one spike; nothing between slots 10000 and 10100. gas was last
// seen on the first day.
bool hasBtc(int slot)
{
    return slot < 10'000 || slot >= 10'100;
}

Price btc(int slot)
{
    return whole(slot == Spike ? 9'000'000 : 1000 + slot);
}

} // namespace

void TestQuoteStore::initTestCase()
{
    m_scratch = std::make_unique<ScratchDatabase>();
    QVERIFY(m_scratch->migrator().up());
    QuoteStore quotes{m_scratch->connection()};
    RollUp rollUp{m_scratch->connection(), quotes};
    QVERIFY(m_scratch->run(u"BEGIN"_s));
    for (int slot = 0; slot < Slots; ++slot) {
        const QDateTime time = Start.addSecs(qint64{slot} * SlotSeconds);
        if (hasBtc(slot))
            QVERIFY(quotes.insert({0, u"btc"_s, time, btc(slot), btc(slot), btc(slot), {}}, time));
        if (slot < 288)
            QVERIFY(quotes.insert({0, u"gas"_s, time, whole(3), whole(3), whole(3), {}}, time));
    }
    QVERIFY(m_scratch->run(u"COMMIT"_s));
    SettledSchema schema{m_scratch->connection()};
    QVERIFY(rollUp.rebuild(u"btc"_s, schema));
}

void TestQuoteStore::boardComparesWithTheRightMoments()
{
    const Result<Board> board = QuoteStore{m_scratch->connection()}.board(End);
    QVERIFY(board);
    QCOMPARE(board->rows.size(), 2);
    const BoardRow &row = board->rows[0];
    QCOMPARE(row.quote.coin, u"btc"_s);
    QCOMPARE(row.quote.last, btc(Slots - 1));
    QCOMPARE(row.hourAgo, std::optional{btc(Slots - 12)});
    QCOMPARE(row.dayAgo, std::optional{btc(Slots - 288)});
    QCOMPARE(row.weekAgo, std::optional{btc(Slots - 7 * 288)});
    QCOMPARE(row.dayLine.size(), 48);
    QCOMPARE(row.dayLine.constFirst(), std::optional{btc(Slots - 47 * 6)});
}

void TestQuoteStore::boardSaysNothingWhereNothingIs()
{
    const Result<Board> board = QuoteStore{m_scratch->connection()}.board(End);
    QVERIFY(board);
    const BoardRow &row = board->rows[1];
    QCOMPARE(row.quote.coin, u"gas"_s);
    QVERIFY(!row.hourAgo && !row.dayAgo && !row.weekAgo);
    for (const std::optional<Price> &point : row.dayLine)
        QVERIFY(!point);
}

void TestQuoteStore::seriesUsesQuotesForADay()
{
    const qint64 to = End.toMSecsSinceEpoch();
    const Result<Series> series =
            SeriesStore{m_scratch->connection()}.read({u"btc"_s, to - 86'400'000, to, 1000});
    QVERIFY(series);
    QCOMPARE(series->points.size(), 288);
    QCOMPARE(series->stepMs, 0);
    QVERIFY(series->points[0].bid);
    QVERIFY(series->gaps.isEmpty());
    QCOMPARE(series->firstMs, Start.toMSecsSinceEpoch());
}

void TestQuoteStore::seriesUsesBarsForTwoMonthsAndKeepsSpikes()
{
    const Result<Series> series = SeriesStore{m_scratch->connection()}.read(
            {u"btc"_s, Start.toMSecsSinceEpoch(), End.toMSecsSinceEpoch(), 400});
    QVERIFY(series);
    QVERIFY(series->points.size() <= 400);
    QVERIFY(series->points.size() > 300);
    QVERIFY(series->stepMs >= 3'600'000);
    const bool hasSpike =
            std::any_of(series->points.begin(), series->points.end(),
                        [](const SeriesPoint &point) { return point.bar.high == btc(Spike); });
    QVERIFY(hasSpike);
    QCOMPARE(series->points.constFirst().bar.open, btc(0));
    QCOMPARE(series->points.constLast().bar.close, btc(Slots - 1));
    QCOMPARE(series->gaps.size(), 1);
}

void TestQuoteStore::seriesNeverHoldsMoreThanAskedFor()
{
    SeriesStore store{m_scratch->connection()};
    for (const int points : {1, 2, 3, 10, 287, 288, 289, 1000, 100'000}) {
        for (const int days : {1, 2, 7, 30, 60}) {
            const qint64 to = End.toMSecsSinceEpoch() - 12'345;
            const Result<Series> series =
                    store.read({u"btc"_s, to - days * 86'400'000LL, to, points});
            QVERIFY(series);
            QVERIFY2(series->points.size() <= std::max(points, 2),
                     qPrintable(u"%1 of %2, %3 days"_s.arg(series->points.size())
                                        .arg(points)
                                        .arg(days)));
        }
    }
}

void TestQuoteStore::seriesOfAnUnknownCoinIsNotFound()
{
    const Result<Series> series =
            SeriesStore{m_scratch->connection()}.read({u"nope"_s, 0, 1'000'000, 10});
    QVERIFY(!series);
    QCOMPARE(series.error().kind, Error::Kind::NotFound);
}

void TestQuoteStore::boundsAtTheEndOfTimeWork()
{
    QuoteStore quotes{m_scratch->connection()};
    QVERIFY(*quotes.existsBetween(u"btc"_s, Start.toMSecsSinceEpoch(),
                                  std::numeric_limits<qint64>::max()));
    QVERIFY(*quotes.existsBetween(u"btc"_s, std::numeric_limits<qint64>::min(),
                                  std::numeric_limits<qint64>::max()));
    QVERIFY(!*quotes.existsBetween(u"btc"_s, End.toMSecsSinceEpoch(),
                                   std::numeric_limits<qint64>::max()));
}

QTEST_GUILESS_MAIN(TestQuoteStore)
#include "tst_quotestore.moc"
