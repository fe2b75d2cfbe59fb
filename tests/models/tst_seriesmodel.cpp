// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/seriesmodel.h"
#include "tests/support/quotesource.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 SlotMs = 300'000;
constexpr qint64 HourMs = 3'600'000;
constexpr qint64 DayMs = 24 * HourMs;
const qint64 Now = QDateTime{QDate{2026, 11, 20}, QTime{3, 35}, Qt::UTC}.toMSecsSinceEpoch();

QDateTime now()
{
    return QDateTime::fromMSecsSinceEpoch(Now, Qt::UTC);
}

QuoteSource filled(qint64 fromMs, qint64 toMs)
{
    QuoteSource source{u"btc"_s};
    source.fill(fromMs, toMs);
    return source;
}

Quote quoteAt(qint64 ms, const QString &coin = u"btc"_s)
{
    const Price price = Price::parse(u"150000").value();
    return {1, coin, QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC), price, price, price, {}};
}

// Answers each request when it is told to, and counts what it was asked.
class Asked final
{
public:
    explicit Asked(SeriesModel &model)
        : m_model{model}
    {
        QObject::connect(&model, &SeriesModel::seriesRequested, &model,
                         [this](quint64 ticket, const SeriesRequest &request) {
                             tickets.append(ticket);
                             requests.append(request);
                         });
    }

    void answerLast(const QuoteSource &source)
    {
        m_model.acceptSeries(tickets.constLast(), source.answer(requests.constLast()));
    }

    void answerAll(const QuoteSource &source)
    {
        qsizetype answered = tickets.size() - 1;
        while (answered < tickets.size()) {
            answered = tickets.size();
            answerLast(source);
        }
    }

    QList<quint64> tickets;
    QList<SeriesRequest> requests;

private:
    SeriesModel &m_model;
};

qsizetype pointCount(const SeriesSlice &slice)
{
    qsizetype count = 0;
    for (const SeriesPart &part : slice.parts)
        count += part.points.size();
    return count;
}

} // namespace

class TestSeriesModel final : public QObject
{
    Q_OBJECT

private slots:
    void asksForTheViewThenForTheOverview();
    void asksOneThingAtATime();
    void ignoresLateAnswers();
    void sharpensAndAlwaysShowsSomething();
    void doesNotAskForWhatItHolds();
    void newQuotesExtendAndMoveTheView();
    void newQuotesLeaveAPannedViewAlone();
    void aLateQuoteAsksAgain();
    void aMissedSlotBecomesAHole();
    void aHoleAcrossTheEdgeIsOne();
    void noPriceIsAnAnswer();
    void aFailureIsToldOnceAndTriedAgain();
    void allIsTheWholeHistory();
    void keepsTheRangeWithTheNextCoin();
    void zoomKeepsTheTimeUnderTheAnchor();
    void showsDaysBesideTheHoursOfAStock();
};

void TestSeriesModel::asksForTheViewThenForTheOverview()
{
    const QuoteSource source = filled(Now - 730 * DayMs, Now + 1);
    SeriesModel model{now};
    Asked asked{model};
    model.setCoin(u"btc"_s);

    QCOMPARE(asked.requests.size(), 1);
    QCOMPARE(asked.requests.constFirst().coin, u"btc"_s);
    QVERIFY(asked.requests.constFirst().fromMs <= model.view().fromMs);
    QVERIFY(asked.requests.constFirst().toMs >= model.view().toMs);
    QVERIFY(!model.hasAnswer());

    asked.answerAll(source);
    QVERIFY(model.hasAnswer());
    QVERIFY(!model.isLoading());
    QCOMPARE(asked.requests.constLast().fromMs, source.points().constFirst().bar.time);
    QCOMPARE(asked.requests.constLast().toMs, source.lastMs() + 1);
    QVERIFY(asked.requests.size() <= 3);
    QVERIFY(model.isAtLiveEdge());
}

void TestSeriesModel::asksOneThingAtATime()
{
    const QuoteSource source = filled(Now - 100 * DayMs, Now + 1);
    SeriesModel model{now};
    Asked asked{model};
    model.setCoin(u"btc"_s);
    asked.answerAll(source);
    const qsizetype before = asked.requests.size();
    for (int i = 0; i < 500; ++i)
        model.pan(-HourMs);
    QCOMPARE(asked.requests.size(), before + 1);
    asked.answerAll(source);
    QVERIFY(asked.requests.size() <= before + 3);
    // The last answer is about where the person is now.
    QVERIFY(asked.requests.constLast().fromMs <= model.view().fromMs);
}

void TestSeriesModel::ignoresLateAnswers()
{
    QuoteSource bitcoin = filled(Now - DayMs, Now + 1);
    QuoteSource ether{u"eth"_s};
    ether.add(Now - HourMs, Price::parse(u"4868.42").value());
    SeriesModel model{now};
    Asked asked{model};
    model.setCoin(u"btc"_s);
    model.setCoin(u"eth"_s);
    QCOMPARE(asked.requests.size(), 1); // one at a time

    asked.answerLast(bitcoin); // nobody looks at bitcoin now
    QVERIFY(!model.hasAnswer());
    QVERIFY(model.slice(model.view()).isEmpty());
    QCOMPARE(asked.requests.size(), 2);
    QCOMPARE(asked.requests.constLast().coin, u"eth"_s);

    model.acceptSeries(asked.tickets.constFirst(), bitcoin.answer(asked.requests.constFirst()));
    QVERIFY(!model.hasAnswer()); // a ticket that was answered already
    asked.answerAll(ether);
    QCOMPARE(model.newestPrice(), Price::parse(u"4868.42").value());
}

void TestSeriesModel::sharpensAndAlwaysShowsSomething()
{
    const QuoteSource source = filled(Now - 730 * DayMs, Now + 1);
    SeriesModel model{now};
    Asked asked{model};
    model.setCoin(u"btc"_s);
    asked.answerAll(source);

    model.setView({Now - 400 * DayMs, Now - 399 * DayMs});
    const SeriesSlice coarse = model.slice(model.view());
    QVERIFY(pointCount(coarse) > 0);
    QVERIFY(coarse.parts.constFirst().stepMs > HourMs);
    asked.answerAll(source);
    const SeriesSlice sharp = model.slice(model.view());
    QCOMPARE(sharp.parts.size(), 1);
    QCOMPARE(sharp.parts.constFirst().stepMs, 0);
    QVERIFY(pointCount(sharp) >= 288);

    // Partly outside of what is sharp: both, without a point twice.
    model.setView({Now - 460 * DayMs, Now - 395 * DayMs});
    const SeriesSlice both = model.slice(model.view());
    QVERIFY(both.parts.size() >= 2);
    qint64 before = 0;
    for (const SeriesPart &part : both.parts) {
        for (const SeriesPoint &point : part.points) {
            QVERIFY(part.drawnAt(point) > before || point.bar.time > before);
            before = point.bar.time;
        }
    }
}

void TestSeriesModel::doesNotAskForWhatItHolds()
{
    const QuoteSource source = filled(Now - 100 * DayMs, Now + 1);
    SeriesModel model{now};
    Asked asked{model};
    model.setCoin(u"btc"_s);
    asked.answerAll(source);
    const qsizetype before = asked.requests.size();
    model.pan(-HourMs);
    model.zoom(0.9, model.view().middle());
    model.setPlotWidth(1003);
    model.showRange(ChartRange::Day);
    QCOMPARE(asked.requests.size(), before);
}

void TestSeriesModel::newQuotesExtendAndMoveTheView()
{
    const QuoteSource source = filled(Now - 10 * DayMs, Now + 1);
    SeriesModel model{now};
    Asked asked{model};
    model.setCoin(u"btc"_s);
    asked.answerAll(source);
    const qsizetype before = asked.requests.size();
    const TimeRange view = model.view();
    QSignalSpy changed{&model, &SeriesModel::seriesChanged};

    model.appendQuotes({quoteAt(Now + SlotMs, u"eth"_s), quoteAt(Now + SlotMs)});
    QCOMPARE(asked.requests.size(), before); // what was stored is known
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.lastMs(), Now + SlotMs);
    QCOMPARE(model.newestPrice(), Price::parse(u"150000").value());
    QCOMPARE(model.view(), view.moved(SlotMs));
    QCOMPARE(model.range(), ChartRange::Day);
    model.appendQuotes({quoteAt(Now + SlotMs)}); // the same again
    QCOMPARE(changed.count(), 1);
    model.appendQuotes({quoteAt(Now + 2 * SlotMs, u"eth"_s)}); // another coin
    QCOMPARE(changed.count(), 1);
}

void TestSeriesModel::newQuotesLeaveAPannedViewAlone()
{
    const QuoteSource source = filled(Now - 10 * DayMs, Now + 1);
    SeriesModel model{now};
    Asked asked{model};
    model.setCoin(u"btc"_s);
    asked.answerAll(source);
    model.pan(-2 * DayMs);
    asked.answerAll(source);
    const TimeRange view = model.view();
    model.appendQuotes({quoteAt(Now + SlotMs)});
    QCOMPARE(model.view(), view);
}

void TestSeriesModel::aLateQuoteAsksAgain()
{
    const QuoteSource source = filled(Now - 10 * DayMs, Now + 1);
    SeriesModel model{now};
    Asked asked{model};
    model.setCoin(u"btc"_s);
    asked.answerAll(source);
    const qsizetype before = asked.requests.size();
    model.appendQuotes({quoteAt(Now - HourMs - 1)}); // from the outbox
    QCOMPARE(asked.requests.size(), before + 1);
}

void TestSeriesModel::aMissedSlotBecomesAHole()
{
    const QuoteSource source = filled(Now - DayMs, Now + 1);
    SeriesModel model{now};
    Asked asked{model};
    model.setCoin(u"btc"_s);
    asked.answerAll(source);
    QVERIFY(model.slice(model.view()).gaps.isEmpty());
    model.appendQuotes({quoteAt(Now + 4 * SlotMs)});
    const QList<DataGap> gaps = model.slice(model.view()).gaps;
    QCOMPARE(gaps.size(), 1);
    QCOMPARE(gaps.constFirst().from.toMSecsSinceEpoch(), Now + SlotMs);
    QCOMPARE(gaps.constFirst().to.toMSecsSinceEpoch(), Now + 4 * SlotMs);
}

void TestSeriesModel::aHoleAcrossTheEdgeIsOne()
{
    QuoteSource source{u"btc"_s};
    source.fill(Now - 60 * DayMs, Now - 40 * DayMs);
    QuoteSource later = filled(Now - 20 * DayMs, Now + 1);
    for (const SeriesPoint &point : later.points())
        source.add(point.bar.time, point.bar.close);
    source.addGap(Now - 40 * DayMs, Now - 20 * DayMs, GapCause::Asleep);
    SeriesModel model{now};
    Asked asked{model};
    model.setCoin(u"btc"_s);
    asked.answerAll(source);

    // A view that lies inside, far from both ends.
    model.setView({Now - 30 * DayMs, Now - 30 * DayMs + HourMs});
    asked.answerAll(source);
    SeriesSlice slice = model.slice(model.view());
    const DataGap *gap = slice.gapAt(model.view().middle());
    QVERIFY(gap);
    QCOMPARE(gap->cause, GapCause::Asleep);
    QVERIFY(gap->from.toMSecsSinceEpoch() < Now - 39 * DayMs);
    QVERIFY(gap->to.toMSecsSinceEpoch() > Now - 21 * DayMs);

    // A view over one end of it.
    model.setView({Now - 20 * DayMs - HourMs, Now - 20 * DayMs + HourMs});
    asked.answerAll(source);
    slice = model.slice(model.view());
    QVERIFY(slice.gapAt(Now - 20 * DayMs - SlotMs));
    QVERIFY(!slice.gapAt(Now - 20 * DayMs + SlotMs));
    QCOMPARE(slice.gaps.size(), 1);
}

void TestSeriesModel::noPriceIsAnAnswer()
{
    SeriesModel model{now};
    Asked asked{model};
    QSignalSpy failed{&model, &SeriesModel::failed};
    model.setCoin(u"new"_s);
    model.acceptFailure(asked.tickets.constLast(), {Error::Kind::NotFound, {}, {}});
    QVERIFY(model.isEmpty());
    QCOMPARE(failed.count(), 0);
    model.appendQuotes({quoteAt(Now, u"new"_s)}); // its first one
    QCOMPARE(asked.requests.size(), 2);
}

void TestSeriesModel::aFailureIsToldOnceAndTriedAgain()
{
    const QuoteSource source = filled(Now - DayMs, Now + 1);
    SeriesModel model{now};
    Asked asked{model};
    QSignalSpy failed{&model, &SeriesModel::failed};
    QSignalSpy recovered{&model, &SeriesModel::recovered};
    model.setCoin(u"btc"_s);
    model.acceptFailure(asked.tickets.constLast(), {Error::Kind::Busy, {}, {}});
    QCOMPARE(failed.count(), 1);
    QCOMPARE(asked.requests.size(), 1); // not again and again by itself
    model.refresh();
    QCOMPARE(asked.requests.size(), 2);
    asked.answerAll(source);
    QCOMPARE(recovered.count(), 1);
    QVERIFY(pointCount(model.slice(model.view())) > 0);
}

void TestSeriesModel::allIsTheWholeHistory()
{
    const QuoteSource source = filled(Now - 730 * DayMs, Now + 1);
    SeriesModel model{now};
    Asked asked{model};
    model.showRange(ChartRange::All);
    model.setCoin(u"btc"_s);
    asked.answerAll(source);
    QVERIFY(model.view().fromMs <= source.points().constFirst().bar.time);
    QVERIFY(model.view().toMs > source.lastMs());
    QVERIFY(model.view().span() < 770 * DayMs);
}

void TestSeriesModel::keepsTheRangeWithTheNextCoin()
{
    SeriesModel model{now};
    Asked asked{model};
    model.showRange(ChartRange::Week);
    model.setCoin(u"btc"_s);
    asked.answerAll(filled(Now - 30 * DayMs, Now + 1));
    QuoteSource old{u"old"_s}; // nothing of it for a month
    old.add(Now - 40 * DayMs, Price::parse(u"1").value());
    old.add(Now - 30 * DayMs, Price::parse(u"2").value());
    model.setCoin(u"old"_s);
    asked.answerAll(old);
    QCOMPARE(model.range(), ChartRange::Week);
    QCOMPARE(model.view().span(), 7 * DayMs);
    QVERIFY(model.view().contains(Now - 30 * DayMs)); // where its prices are
}

void TestSeriesModel::zoomKeepsTheTimeUnderTheAnchor()
{
    const QuoteSource source = filled(Now - 30 * DayMs, Now + 1);
    SeriesModel model{now};
    Asked asked{model};
    model.setCoin(u"btc"_s);
    asked.answerAll(source);
    const TimeRange before = model.view();
    const qint64 anchor = before.fromMs + before.span() / 3;
    model.zoom(0.5, anchor);
    QVERIFY(!model.range());
    const double share = double(anchor - model.view().fromMs) / double(model.view().span());
    QVERIFY(std::abs(share - 1.0 / 3) < 1e-6);
}

// Hours are stored of the last two days alone: what is drawn beside them are the days before, each
// once, and the same question is not asked twice.
void TestSeriesModel::showsDaysBesideTheHoursOfAStock()
{
    SeriesModel model{now};
    Asked asked{model};
    const qint64 today = Now / DayMs * DayMs;
    const Price price = Price::parse(u"40"_s).value();
    const auto answer = [&](bool isIntraday) {
        const SeriesRequest &request = asked.requests.constLast();
        Series series;
        series.request = request;
        series.firstMs = today - 100 * DayMs + DayMs / 2;
        series.lastMs = today + 5 * HourMs;
        StockSeries &stock = series.stock.emplace();
        stock.isIntraday = isIntraday;
        series.stepMs = isIntraday ? HourMs : DayMs;
        stock.coversFromMs = std::max(request.fromMs, today - DayMs);
        stock.coversToMs = request.toMs;
        for (qint64 ms = isIntraday ? today - DayMs : today - 100 * DayMs; ms <= series.lastMs;
             ms += series.stepMs) {
            series.points.append({Bar::of(ms, price), {}, {}});
            stock.traded.append({ms, price, price, 10});
        }
        model.acceptSeries(asked.tickets.constLast(), series);
    };
    model.setRangeFor(true, ChartRange::Day);
    model.setCoin(u"BHP.AU"_s);
    for (qsizetype answered = 0; answered < asked.requests.size(); ++answered) {
        QVERIFY(answered < 6);
        const SeriesRequest &request = asked.requests.constLast();
        answer(request.shownToMs != 0); // the overview is of everything
    }
    const SeriesRequest &detail = asked.requests.at(asked.requests.size() - 2);
    QCOMPARE(detail.shownFromMs, model.view().fromMs);
    QCOMPARE(detail.shownToMs, model.view().toMs);

    const SeriesSlice slice = model.slice({today - 5 * DayMs, today + DayMs});
    QCOMPARE(slice.parts.size(), 2);
    QVERIFY(slice.parts.first().isOfDays && !slice.parts.last().isOfDays);
    QCOMPARE(slice.parts.first().points.constLast().bar.time, today - 2 * DayMs);
    QCOMPARE(slice.parts.last().points.constFirst().bar.time, today - DayMs);
    const qsizetype before = asked.requests.size();
    model.refresh();
    QCOMPARE(asked.requests.size(), before + 1);
}

QTEST_GUILESS_MAIN(TestSeriesModel)
#include "tst_seriesmodel.moc"
