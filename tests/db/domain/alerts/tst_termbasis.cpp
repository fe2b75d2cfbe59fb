// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/rulereplay.h"
#include "tests/db/domain/alerts/observed.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

// What the term stands on after these, at the newest of them.
TermBasis basisOf(const QString &condition, const QList<Observation> &observations,
                  const QList<ObservedDay> &days = {})
{
    const AlertTerm term = AlertCondition::parse(condition)->first();
    PriceHistory history;
    history.require(term);
    history.seed(days);
    for (const Observation &observation : observations)
        history.append(observation);
    return history.basis(term, observations.constLast().timeMs);
}

PriceRow quoteRow(qint64 minute, double last)
{
    return quoteAt(minute, last).row(price(last));
}

PriceRow dayRow(qint64 dayMs, double units)
{
    return {price(units), 0, dayMs, ObservationSource::ExactBar, 0};
}

// The bars of days that closed at 06:00, their highs and lows ten off.
QList<Observation> bars(std::initializer_list<double> closes)
{
    QList<Observation> observations;
    for (const double close : closes) {
        Observation bar;
        bar.dayMs = Start + observations.size() * Day;
        bar.timeMs = bar.dayMs + 360 * Minute;
        bar.staleMs = bar.timeMs + 2 * Day;
        bar.last = price(close);
        bar.high = price(close + 10);
        bar.low = price(close - 10);
        bar.source = ObservationSource::DailyBar;
        observations.append(bar);
    }
    return observations;
}

} // namespace

// Which stored prices the value of a term is made of, beside the newest one.
class TestTermBasis final : public QObject
{
    Q_OBJECT

private slots:
    void theNewestPriceStandsAlone_data();
    void theNewestPriceStandsAlone();
    void aChangeStandsOnThePriceThen_data();
    void aChangeStandsOnThePriceThen();
    void anExtremeStandsOnItsRow();
    void anExtremeOfBeforeStandsOnItsDay();
    void aShareStandsOnTheBarOfItsDay();
    void averagesStandOnTheirBars();
    void whatIsNotKnownStandsOnNothing();
    void aFiringCarriesIt();
};

void TestTermBasis::theNewestPriceStandsAlone_data()
{
    QTest::addColumn<QString>("condition");
    for (const char *condition : {"above 1", "spread above 1", "volume above 1", "no data 30m"})
        QTest::newRow(condition) << QString::fromLatin1(condition);
}

void TestTermBasis::theNewestPriceStandsAlone()
{
    QFETCH(const QString, condition);
    QCOMPARE(basisOf(condition, quotes({100, 101})), TermBasis{});
}

void TestTermBasis::aChangeStandsOnThePriceThen_data()
{
    QTest::addColumn<QString>("condition");
    for (const char *condition :
         {"change 10m above 1", "move 10m above 1", "difference 10m above 1"})
        QTest::newRow(condition) << QString::fromLatin1(condition);
}

void TestTermBasis::aChangeStandsOnThePriceThen()
{
    QFETCH(const QString, condition);
    const TermBasis basis = basisOf(condition, quotes({100, 102, 104, 106}));
    QCOMPARE(basis, (TermBasis{quoteRow(5, 102), {}}));
    // The newest by then, where there was none at that moment.
    QList<Observation> holed = quotes({100, 102});
    holed.append(quoteAt(18, 106));
    QCOMPARE(basisOf(condition, holed).row, std::optional{quoteRow(5, 102)});
}

void TestTermBasis::anExtremeStandsOnItsRow()
{
    const QList<Observation> observations = quotes({100, 120, 90, 120, 90, 100});
    QCOMPARE(basisOf(u"high 1d above 1"_s, observations),
             (TermBasis{quoteRow(5, 120), {}})); // the first that reached so far
    QCOMPARE(basisOf(u"low 1d above 1"_s, observations).row, std::optional{quoteRow(10, 90)});
    // Of yesterday, as far as the term looks.
    QList<Observation> later = observations;
    later.append(quoteAt(1440, 110));
    later.append(quoteAt(1445, 100));
    QCOMPARE(basisOf(u"high 2d above 1"_s, later).row, std::optional{quoteRow(5, 120)});
    QCOMPARE(basisOf(u"high 1d above 1"_s, later).row, std::optional{quoteRow(1440, 110)});
}

void TestTermBasis::anExtremeOfBeforeStandsOnItsDay()
{
    const QList<ObservedDay> days{{Start - 3 * Day, price(200), price(50), price(100)},
                                  {Start - Day, price(120), price(90), price(100)}};
    const QList<Observation> observations = quotes({110, 107});
    QCOMPARE(basisOf(u"high 4d above 10"_s, observations, days).row,
             std::optional{dayRow(Start - 3 * Day, 200)});
    QCOMPARE(basisOf(u"high 3d above 10"_s, observations, days).row,
             std::optional{dayRow(Start - Day, 120)});
    QCOMPARE(basisOf(u"low 4d above 10"_s, observations, days).row,
             std::optional{dayRow(Start - 3 * Day, 50)});
    QCOMPARE(basisOf(u"low 1d above 10"_s, observations, days).row,
             std::optional{quoteRow(5, 107)});
}

void TestTermBasis::aShareStandsOnTheBarOfItsDay()
{
    const QList<Observation> observations = bars({40, 60, 30});
    QCOMPARE(basisOf(u"change 1d below 0"_s, observations).row,
             std::optional{observations.at(1).row(price(60))});
    const TermBasis high = basisOf(u"high 3d above 1"_s, observations);
    QCOMPARE(high.row, std::optional{observations.at(1).row(price(70))});
    QVERIFY(isBar(high.row->source));
    QCOMPARE(high.row->dayMs, Start + Day);
}

void TestTermBasis::averagesStandOnTheirBars()
{
    // Of shares the day of the newest bar is complete.
    QCOMPARE(basisOf(u"average 2d over 3d above 0"_s, bars({40, 60, 31})),
             (TermBasis{{},
                        {{Day, 2, Start + Day, Start + 2 * Day, price(45.5)},
                         {Day, 3, Start, Start + 2 * Day, Price::fromUnits(4'366'666'666)}}}));
    // Of coins that of today is not, and neither is this hour.
    const QList<ObservedDay> days{{Start - 2 * Day, price(20), price(20), price(20)},
                                  {Start - Day, price(10), price(10), price(10)}};
    QCOMPARE(basisOf(u"average 1d over 2d above 0"_s, quotes({99}), days).averages,
             (QList<TermBasis::Average>{{Day, 1, Start - Day, Start - Day, price(10)},
                                        {Day, 2, Start - 2 * Day, Start - Day, price(15)}}));
    QList<Observation> hours;
    for (int hour = 0; hour < 4; ++hour)
        hours.append(quoteAt(hour * 60, 10 * (hour + 1)));
    QCOMPARE(basisOf(u"average 1h over 3h above 0"_s, hours).averages,
             (QList<TermBasis::Average>{
                     {60 * Minute, 1, Start + 120 * Minute, Start + 120 * Minute, price(30)},
                     {60 * Minute, 3, Start, Start + 120 * Minute, price(20)}}));
}

void TestTermBasis::whatIsNotKnownStandsOnNothing()
{
    QCOMPARE(basisOf(u"change 1h above 1"_s, quotes({100, 102})), TermBasis{});
    QCOMPARE(basisOf(u"average 1h over 3h above 0"_s, quotes({100, 102})), TermBasis{});
    const AlertTerm term = AlertCondition::parse(u"high 1d above 1"_s)->first();
    PriceHistory history;
    history.require(term);
    QCOMPARE(history.basis(term, Start), TermBasis{});
    history.append(quoteAt(0, 100));
    QVERIFY(history.basis(term, Start).row);
    QCOMPARE(history.basis(term, Start + 15 * Minute), TermBasis{}); // no longer fresh
}

void TestTermBasis::aFiringCarriesIt()
{
    const QList<Observation> observations = quotes({100, 103, 106});
    const QList<AlertEvent> events =
            replay(ruleOf(u"above 105 and change 5m above 2 and high 1d below 1"_s),
                   {{}, observations, 0, observations.constLast().timeMs}, QTimeZone::utc());
    QCOMPARE(events.size(), 1);
    const AlertEvent &event = events.constFirst();
    QCOMPARE(event.newest, std::optional{quoteRow(10, 106)});
    QCOMPARE(event.terms.size(), 3);
    QCOMPARE(event.terms.at(0).basis, TermBasis{});
    QCOMPARE(event.terms.at(1).basis.row, std::optional{quoteRow(5, 103)});
    QCOMPARE(event.terms.at(2).basis.row, std::optional{quoteRow(10, 106)});
}

QTEST_APPLESS_MAIN(TestTermBasis)
#include "tst_termbasis.moc"
