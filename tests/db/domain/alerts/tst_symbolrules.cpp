// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/leveltext.h"
#include "db/domain/alerts/rulereplay.h"
#include "tests/db/domain/alerts/observed.h"

#include <QTest>

#include <random>

using namespace Qt::Literals::StringLiterals;

namespace {

// "10 fires 101", "15 over": minutes after the start, and what happened.
QStringList told(const QList<AlertEvent> &events)
{
    QStringList lines;
    for (const AlertEvent &event : events) {
        const qint64 minute = (event.timeMs - Start) / Minute;
        switch (event.kind) {
        case AlertEvent::Kind::Triggered:
            lines.append(u"%1 fires %2"_s.arg(minute).arg(levelText(event.value)));
            break;
        case AlertEvent::Kind::Resolved:
            lines.append(u"%1 over"_s.arg(minute));
            break;
        case AlertEvent::Kind::NoData:
            lines.append(u"%1 no data"_s.arg(minute));
            break;
        case AlertEvent::Kind::DataBack:
            lines.append(u"%1 data back"_s.arg(minute));
            break;
        }
    }
    return lines;
}

QList<AlertEvent> replayOf(const AlertRule &rule, const QList<Observation> &observations,
                           const QTimeZone &zone = QTimeZone::utc())
{
    return replay(rule, {{}, observations, 0, observations.constLast().timeMs}, zone);
}

QStringList replayed(const AlertRule &rule, const QList<Observation> &observations,
                     const QList<ObservedDay> &days = {})
{
    return told(replay(rule, {days, observations, 0, observations.constLast().timeMs},
                       QTimeZone::utc()));
}

} // namespace

class TestSymbolRules final : public QObject
{
    Q_OBJECT

private slots:
    void fires_data();
    void fires();
    void noiseIsOneFiringAndOneClear();
    void holdsBeforeItFires();
    void holdsOnToTheClearLevel();
    void aHoleEndsHolding();
    void coolsDown();
    void firesOnce();
    void firesOnceADay();
    void firesAtEachNewExtreme();
    void knowsNoPercentOfZero();
    void waitsForAcknowledgement();
    void firesOnActiveDaysAlone();
    void expires();
    void missesData_data();
    void missesData();
    void aFinishedRuleSaysThatDataIsBack();
    void aSeriesThatNeverWas();
    void looksAtDaysFromBefore();
    void averagesCross();
    void aStockIsJudgedByItsBars();
    void goesOnWhereItStood();
    void marksWhatIsLate();
    void saysWhatItSaw();
    void keepsEightDecimals();
};

void TestSymbolRules::fires_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<QList<Observation>>("observations");
    QTest::addColumn<QStringList>("events");

    QTest::newRow("above") << u"above 100"_s << quotes({99, 100, 101, 102, 100, 101})
                           << QStringList{u"10 fires 101"_s, u"20 over"_s, u"25 fires 101"_s};
    QTest::newRow("above from the first")
            << u"above 100"_s << quotes({101, 102}) << QStringList{u"0 fires 101"_s};
    QTest::newRow("below") << u"below 100"_s << quotes({101, 100, 99, 100})
                           << QStringList{u"10 fires 99"_s, u"15 over"_s};
    QTest::newRow("clear level above")
            << u"above 100 clear 95"_s << quotes({101, 99, 95, 94.99, 99, 101})
            << QStringList{u"0 fires 101"_s, u"15 over"_s, u"25 fires 101"_s};
    QTest::newRow("clear level below")
            << u"below 100 clear 105"_s << quotes({99, 104, 105, 105.01, 101, 99})
            << QStringList{u"0 fires 99"_s, u"15 over"_s, u"25 fires 99"_s};
    QTest::newRow("crosses above is no state")
            << u"crosses above 100"_s << quotes({101, 102, 99, 101, 102, 98})
            << QStringList{u"15 fires 101"_s, u"25 over"_s};
    QTest::newRow("crosses below") << u"crosses below 100"_s << quotes({99, 98, 101, 99, 98, 102})
                                   << QStringList{u"15 fires 99"_s, u"25 over"_s};
    QTest::newRow("crosses above arms at the level, clears at the other")
            << u"crosses above 100 clear 98"_s << quotes({99, 101, 99, 101, 97, 101})
            << QStringList{u"5 fires 101"_s, u"20 over"_s, u"25 fires 101"_s};
    QTest::newRow("crosses from either side")
            << u"crosses 100"_s << quotes({99, 101, 102, 99, 99})
            << QStringList{u"5 fires 101"_s, u"10 over"_s, u"15 fires 99"_s, u"20 over"_s};
    QTest::newRow("change by percent")
            << u"change 10m above 5"_s << quotes({100, 103, 105, 105.01}) << QStringList{};
    QTest::newRow("change fires beyond the level alone")
            << u"change 10m above 5"_s << quotes({100, 103, 105.01, 104})
            << QStringList{u"10 fires 5.01"_s, u"15 over"_s};
    QTest::newRow("fall by percent")
            << u"change 10m below -5"_s << quotes({100, 97, 94}) << QStringList{u"10 fires -6"_s};
    QTest::newRow("move either way")
            << u"move 5m above 5"_s << quotes({100, 94, 100}) << QStringList{u"5 fires 6"_s};
    QTest::newRow("difference") << u"difference 5m below -5"_s << quotes({100, 94.5, 94})
                                << QStringList{u"5 fires -5.5"_s, u"10 over"_s};
    QTest::newRow("and") << u"above 100 and change 5m above 1"_s << quotes({100, 101, 105, 105})
                         << QStringList{u"10 fires 105"_s, u"15 over"_s};
    QTest::newRow("or names the one that is met")
            << u"above 100 or change 5m below -10"_s << quotes({90, 80, 101})
            << QStringList{u"5 fires -11.11111111"_s};
    QTest::newRow("drop from the high of the day")
            << u"high 1d above 10"_s << quotes({100, 110, 99.5, 98.9})
            << QStringList{u"15 fires 10.09090909"_s};
    QTest::newRow("rise from the low of the day")
            << u"low 1d above 10"_s << quotes({100, 90, 98, 99.5})
            << QStringList{u"15 fires 10.55555555"_s};
    QList<Observation> spreads = quotes({100, 100});
    spreads[0].bid = price(99.6);
    spreads[0].ask = price(100);
    spreads[1].bid = price(99.4);
    spreads[1].ask = price(100);
    QTest::newRow("spread") << u"spread above 0.5"_s << spreads << QStringList{u"5 fires 0.6"_s};
}

void TestSymbolRules::fires()
{
    QFETCH(const QString, condition);
    QFETCH(const QList<Observation>, observations);
    QFETCH(const QStringList, events);
    QCOMPARE(replayed(ruleOf(condition), observations), events);
}

void TestSymbolRules::noiseIsOneFiringAndOneClear()
{
    std::mt19937 random{20'261'128};
    std::uniform_real_distribution<double> noise{99, 101};
    QList<Observation> day;
    for (int slot = 0; slot < 288; ++slot)
        day.append(quoteAt(slot * 5, noise(random)));
    day.append(quoteAt(1440, 97));
    const QStringList events = replayed(ruleOf(u"above 100 clear 98.5"_s), day);
    QCOMPARE(events.size(), 2);
    QVERIFY(events.constFirst().contains(u"fires"_s));
    QCOMPARE(events.constLast(), u"1440 over"_s);
}

void TestSymbolRules::holdsBeforeItFires()
{
    AlertRule rule = ruleOf(u"above 100"_s);
    rule.holdMs = 10 * Minute;
    QCOMPARE(replayed(rule, quotes({101, 101, 99, 101, 101, 102, 99})),
             (QStringList{u"25 fires 102"_s, u"30 over"_s}));
}

// What docs/alerts.md says of --for with --clear.
void TestSymbolRules::holdsOnToTheClearLevel()
{
    AlertRule rule = ruleOf(u"above 142000 clear 140600"_s);
    rule.holdMs = 10 * Minute;
    QCOMPARE(replayed(rule, quotes({142100, 141000, 140800, 140599})),
             (QStringList{u"10 fires 140800"_s, u"15 over"_s}));
}

void TestSymbolRules::aHoleEndsHolding()
{
    AlertRule rule = ruleOf(u"above 100"_s);
    rule.holdMs = 10 * Minute;
    QList<Observation> observations = quotes({101, 101});
    observations += quotes({101, 101, 102}, 60); // nothing for 55 minutes
    QCOMPARE(replayed(rule, observations), QStringList{u"70 fires 102"_s});
}

void TestSymbolRules::coolsDown()
{
    AlertRule rule = ruleOf(u"above 100"_s);
    rule.cooldownMs = 20 * Minute;
    // Met again after ten minutes: it waits, and fires when it may.
    QCOMPARE(replayed(rule, quotes({101, 99, 101, 101, 101, 99})),
             (QStringList{u"0 fires 101"_s, u"5 over"_s, u"20 fires 101"_s, u"25 over"_s}));
    // Over before it may.
    QCOMPARE(replayed(rule, quotes({101, 99, 101, 99, 99, 99})),
             (QStringList{u"0 fires 101"_s, u"5 over"_s}));
}

void TestSymbolRules::firesOnce()
{
    AlertRule rule = ruleOf(u"above 100"_s);
    rule.rearm = AlertRearm::Once;
    QCOMPARE(replayed(rule, quotes({101, 99, 101, 99})),
             (QStringList{u"0 fires 101"_s, u"5 over"_s}));
}

void TestSymbolRules::firesOnceADay()
{
    AlertRule rule = ruleOf(u"above 100"_s);
    rule.rearm = AlertRearm::Daily;
    QList<Observation> observations = quotes({101, 99, 101});
    for (int minute = 15; minute <= 1450; minute += 5)
        observations.append(quoteAt(minute, 101));
    QCOMPARE(replayed(rule, observations),
             (QStringList{u"0 fires 101"_s, u"5 over"_s, u"1440 fires 101"_s}));
    // The day is that of the zone.
    QCOMPARE(told(replayOf(rule, observations, QTimeZone{"Australia/Sydney"})),
             (QStringList{u"0 fires 101"_s, u"5 over"_s, u"780 fires 101"_s}));
}

void TestSymbolRules::firesAtEachNewExtreme()
{
    AlertRule rule = ruleOf(u"above 100"_s);
    rule.rearm = AlertRearm::NewExtreme;
    rule.rearmStep = price(2);
    QCOMPARE(replayed(rule, quotes({101, 102, 103.02, 104, 105.0804, 101})),
             (QStringList{u"0 fires 101"_s, u"10 fires 103.02"_s, u"20 fires 105.0804"_s}));
    rule.condition = *AlertCondition::parse(u"below 100"_s);
    QCOMPARE(replayed(rule, quotes({99, 98, 97.02, 96})),
             (QStringList{u"0 fires 99"_s, u"10 fires 97.02"_s}));
    rule.condition = *AlertCondition::parse(u"high 1d above 5"_s);
    QCOMPARE(replayed(rule, quotes({100, 94, 93, 92})),
             (QStringList{u"5 fires 6"_s, u"15 fires 8"_s}));
    rule.condition = *AlertCondition::parse(u"difference 5m below -5"_s);
    rule.rearmStep = price(10);
    QCOMPARE(replayed(rule, quotes({100, 94, 88.1, 82.2, 75.5, 70.4})),
             (QStringList{u"5 fires -6"_s, u"20 fires -6.7"_s}));
}

// A price of nothing has no percent: neither is it met, nor does it end the program.
void TestSymbolRules::knowsNoPercentOfZero()
{
    for (const QString &condition :
         {u"high 7d above 5"_s, u"low 7d above 5"_s, u"change 5m above 5"_s})
        QCOMPARE(replayed(ruleOf(condition), quotes({0, 0, 0})), QStringList{});
}

void TestSymbolRules::waitsForAcknowledgement()
{
    AlertRule rule = ruleOf(u"above 100"_s);
    rule.rearm = AlertRearm::Acknowledged;
    SymbolRules rules{rule.symbol, QTimeZone::utc()};
    rules.set(rule, {});
    QList<AlertEvent> events;
    const QList<Observation> observations = quotes({101, 99, 101, 99, 101});
    for (const Observation &observation : observations) {
        if (observation.timeMs == Start + 20 * Minute)
            rules.entries().front().state.awaitsAck = false;
        rules.observe(observation, events);
    }
    QCOMPARE(told(events), (QStringList{u"0 fires 101"_s, u"5 over"_s, u"20 fires 101"_s}));

    AlertState waiting;
    waiting.awaitsAck = true;
    rule.rearm = AlertRearm::Cleared; // an edit
    SymbolRules edited{rule.symbol, QTimeZone::utc()};
    edited.set(rule, waiting);
    QList<AlertEvent> since;
    edited.observe(quoteAt(0, 101), since);
    QCOMPARE(told(since), QStringList{u"0 fires 101"_s});
}

void TestSymbolRules::firesOnActiveDaysAlone()
{
    AlertRule rule = ruleOf(u"above 100"_s);
    rule.activeDays = 0b10; // Tuesday; the start is a Monday
    QList<Observation> observations;
    for (int minute = 0; minute <= 1450; minute += 5)
        observations.append(quoteAt(minute, 101));
    QCOMPARE(replayed(rule, observations), QStringList{u"1440 fires 101"_s});
}

void TestSymbolRules::expires()
{
    AlertRule rule = ruleOf(u"above 100"_s);
    rule.expiresAt = QDateTime::fromMSecsSinceEpoch(Start + 10 * Minute, Qt::UTC);
    QCOMPARE(replayed(rule, quotes({101, 101, 101, 99, 101})),
             (QStringList{u"0 fires 101"_s, u"10 over"_s}));

    AlertRule silence = ruleOf(u"no data 30m"_s); // and no price comes any more
    silence.expiresAt = QDateTime::fromMSecsSinceEpoch(Start + 60 * Minute, Qt::UTC);
    QCOMPARE(told(replay(silence, {{}, quotes({99}), 0, Start + 120 * Minute}, QTimeZone::utc())),
             (QStringList{u"30 fires 30"_s, u"60 over"_s}));
}

void TestSymbolRules::missesData_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<AlertNoData>("policy");
    QTest::addColumn<QStringList>("events");

    QTest::newRow("keeps") << u"above 100"_s << AlertNoData::Keep
                           << QStringList{u"0 fires 101"_s, u"65 over"_s};
    QTest::newRow("tells") << u"above 100"_s << AlertNoData::Notify
                           << QStringList{u"0 fires 101"_s, u"20 no data"_s, u"60 data back"_s,
                                          u"65 over"_s};
    QTest::newRow("clears") << u"above 100"_s << AlertNoData::Clear
                            << QStringList{u"0 fires 101"_s, u"20 over"_s, u"60 fires 101"_s,
                                           u"65 over"_s};
    QTest::newRow("is about missing data")
            << u"no data 30m"_s << AlertNoData::Keep << QStringList{u"35 fires 30"_s, u"60 over"_s};
    QTest::newRow("one of two") << u"above 100 or no data 10m"_s << AlertNoData::Keep
                                << QStringList{u"0 fires 101"_s, u"65 over"_s};
}

void TestSymbolRules::missesData()
{
    QFETCH(const QString, condition);
    QFETCH(const AlertNoData, policy);
    QFETCH(const QStringList, events);
    AlertRule rule = ruleOf(condition);
    rule.noData = policy;
    QList<Observation> observations = quotes({101, 101});
    observations += quotes({101, 99}, 60);
    QCOMPARE(replayed(rule, observations), events);

    // However often somebody looks at the clock meanwhile.
    SymbolRules rules{rule.symbol, QTimeZone::utc()};
    rules.set(rule, {});
    QList<AlertEvent> live;
    qsizetype next = 0;
    for (qint64 minute = 0; minute <= 65; ++minute) {
        if (next < observations.size() && observations.at(next).timeMs == Start + minute * Minute)
            rules.observe(observations.at(next++), live);
        rules.pass(Start + minute * Minute, live);
    }
    QCOMPARE(told(live), events);
}

// What was said of missing data ends with the data, also where the rule is done by then.
void TestSymbolRules::aFinishedRuleSaysThatDataIsBack()
{
    AlertRule rule = ruleOf(u"no data 20m"_s);
    rule.noData = AlertNoData::Notify;
    rule.expiresAt = QDateTime::fromMSecsSinceEpoch(Start + 18 * Minute, Qt::UTC);
    QList<Observation> observations = quotes({101});
    observations += quotes({101}, 60);
    QCOMPARE(replayed(rule, observations), (QStringList{u"15 no data"_s, u"60 data back"_s}));
}

void TestSymbolRules::aSeriesThatNeverWas()
{
    AlertRule rule = ruleOf(u"no data 20m"_s);
    rule.noData = AlertNoData::Notify;
    SymbolRules rules{rule.symbol, QTimeZone::utc()};
    rules.set(rule, {});
    QList<AlertEvent> events;
    for (qint64 minute = 0; minute <= 100; minute += 7)
        rules.pass(Start + minute * Minute, events);
    QCOMPARE(told(events), (QStringList{u"15 no data"_s, u"20 fires 20"_s}));
    QVERIFY(!events.constLast().newest);
}

void TestSymbolRules::looksAtDaysFromBefore()
{
    const QList<ObservedDay> days{{Start - 3 * Day, price(200), price(50), price(100)},
                                  {Start - Day, price(120), price(90), price(100)}};
    // The high of three days is that of yesterday, today among them; that of four the older one.
    QCOMPARE(replayed(ruleOf(u"high 3d above 10"_s), quotes({110, 107}), days),
             QStringList{u"5 fires 10.83333333"_s});
    QCOMPARE(replayed(ruleOf(u"high 4d above 10"_s), quotes({190, 107}), days),
             QStringList{u"5 fires 46.5"_s});
    QCOMPARE(replayed(ruleOf(u"low 4d above 100"_s), quotes({99, 101}), days),
             QStringList{u"5 fires 102"_s});
}

void TestSymbolRules::averagesCross()
{
    const QList<ObservedDay> days{{Start - 4 * Day, price(10), price(10), price(10)},
                                  {Start - 3 * Day, price(10), price(10), price(10)},
                                  {Start - 2 * Day, price(9), price(9), price(9)},
                                  {Start - Day, price(9), price(9), price(9)}};
    QList<Observation> observations = quotes({20}); // today's close counts tomorrow
    observations.append(quoteAt(1440, 20));
    observations.append(quoteAt(1445, 20));
    // 2 and 4 days: 9 of 9.5, then (9 + 20) / 2 of (10 + 9 + 9 + 20) / 4.
    QCOMPARE(replayed(ruleOf(u"average 2d over 4d crosses above 0"_s), observations, days),
             QStringList{u"1440 fires 20.83333333"_s});
    // There are too few days for these.
    QCOMPARE(replayed(ruleOf(u"average 2d over 40d below 1000"_s), observations, days),
             QStringList{});
    QList<Observation> hours;
    for (int hour = 0; hour < 6; ++hour)
        hours.append(quoteAt(hour * 60, hour < 4 ? 10 : 20));
    for (Observation &hour : hours)
        hour.staleMs = hour.timeMs + 120 * Minute;
    QCOMPARE(replayed(ruleOf(u"average 1h over 2h above 10"_s), hours),
             QStringList{u"300 fires 33.33333333"_s});
}

void TestSymbolRules::aStockIsJudgedByItsBars()
{
    AlertRule rule = ruleOf(u"average 1d over 2d above 10"_s);
    rule.symbol = u"BHP.AU"_s;
    QList<Observation> bars;
    for (int day = 0; day < 4; ++day) {
        Observation bar;
        bar.dayMs = Start + day * Day;
        bar.timeMs = bar.dayMs + 360 * Minute; // the close, at which the day is complete
        bar.staleMs = bar.timeMs + 2 * Day;
        bar.last = price(day == 2 ? 60 : 40);
        bar.high = price(70);
        bar.low = price(30);
        bar.volume = 1'000'000 * (day + 1);
        bar.source = ObservationSource::DailyBar;
        bars.append(bar);
    }
    QCOMPARE(replayed(rule, bars), (QStringList{u"3240 fires 20"_s, u"4680 over"_s}));
    rule.condition = *AlertCondition::parse(u"volume above 2500000"_s);
    QCOMPARE(replayed(rule, bars), QStringList{u"3240 fires 3000000"_s});
    rule.condition = *AlertCondition::parse(u"high 2d above 40"_s);
    QCOMPARE(replayed(rule, bars), (QStringList{u"360 fires 42.85714285"_s, u"3240 over"_s,
                                                u"4680 fires 42.85714285"_s}));
}

// In each phase that it is in between two prices: taken down to what is stored, and made anew.
void TestSymbolRules::goesOnWhereItStood()
{
    AlertRule rule = ruleOf(u"crosses above 100 clear 98 and change 10m above 1"_s);
    rule.holdMs = 5 * Minute;
    rule.cooldownMs = 30 * Minute;
    rule.noData = AlertNoData::Notify;
    QList<Observation> observations =
            quotes({97, 98, 101, 103, 104, 97, 98, 102, 104, 106, 107, 109, 112, 97, 96});
    observations += quotes({99, 101, 105, 108}, 120);
    const QStringList whole = replayed(rule, observations);
    QVERIFY(whole.size() >= 6);

    QList<AlertEvent> events;
    AlertState state;
    QSet<AlertState::Phase> met;
    for (qsizetype i = 0; i < observations.size(); ++i) {
        met.insert(state.phase);
        SymbolRules rules{rule.symbol, QTimeZone::utc()};
        rules.set(rule, state);
        rules.remember({}, std::span{observations}.first(std::size_t(i)));
        rules.observe(observations.at(i), events);
        state = rules.entries().front().state;
    }
    QCOMPARE(told(events), whole);
    QCOMPARE(met.size(), 4); // all but Done
}

void TestSymbolRules::marksWhatIsLate()
{
    QList<Observation> observations = quotes({99, 101, 99, 101});
    observations[1].isLate = true;
    const QList<AlertEvent> events = replayOf(ruleOf(u"above 100"_s), observations);
    QCOMPARE(events.size(), 3);
    QVERIFY(events.at(0).isLate);
    QVERIFY(!events.at(1).isLate);
    QVERIFY(!events.at(2).isLate);
}

void TestSymbolRules::saysWhatItSaw()
{
    const QList<Observation> observations = quotes({100, 106});
    const QList<AlertEvent> events =
            replayOf(ruleOf(u"change 5m above 5 and above 100"_s), observations);
    QCOMPARE(events.size(), 1);
    const AlertEvent &event = events.constFirst();
    QCOMPARE(event.value, price(6));
    QCOMPARE(event.level, price(5));
    QCOMPARE(event.unit, AlertUnit::Percent);
    QCOMPARE(event.newest, std::optional{observations.at(1).row(price(106))});
    QCOMPARE(event.terms.size(), 2);
    QCOMPARE(event.terms.at(1).value, std::optional{price(106)});
}

void TestSymbolRules::keepsEightDecimals()
{
    QList<Observation> observations = quotes({0, 0});
    observations[0].last = Price::fromUnits(798);
    observations[1].last = Price::fromUnits(799);
    AlertRule rule = ruleOf(u"above 0.00000798"_s);
    const QList<AlertEvent> events = replayOf(rule, observations);
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.constFirst().value.toString(), u"0.00000799"_s);
    observations[1].last = *Price::parse(u"999999999999.99999999"_s);
    rule.condition = *AlertCondition::parse(u"change 5m above 1000"_s);
    QCOMPARE(replayOf(rule, observations).constFirst().value.toString(),
             u"999999999999.99999999"_s); // more than a column holds
}

QTEST_GUILESS_MAIN(TestSymbolRules)
#include "tst_symbolrules.moc"
