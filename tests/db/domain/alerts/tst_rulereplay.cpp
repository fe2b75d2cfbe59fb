// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/rulereplay.h"
#include "tests/db/domain/alerts/observed.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

// One quote each five minutes for so long, all at 100.
QList<Observation> quotesFor(qint64 minutes)
{
    QList<Observation> observations;
    for (qint64 minute = 0; minute <= minutes; minute += 5)
        observations.append(quoteAt(minute, 100));
    return observations;
}

RuleReplay replayOf(const AlertRule &rule, const QList<Observation> &observations,
                    const QList<ObservedDay> &days = {}, qint64 fromMs = 0)
{
    return replayed(rule, {days, observations, fromMs, observations.constLast().timeMs},
                    QTimeZone::utc());
}

} // namespace

// What a replay tells beside its firings.
class TestRuleReplay final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatHistoryIsMissing_data();
    void saysWhatHistoryIsMissing();
    void knowsFromWhenOnItIsComplete();
    void saysSoBesideFirings();
    void countsWhatWasAtNight();
    void resolvesThePartThatFired();
};

void TestRuleReplay::saysWhatHistoryIsMissing_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<qint64>("holdMs");
    QTest::addColumn<qint64>("minutes");
    QTest::addColumn<QString>("says"); // empty: there is enough

    QTest::newRow("price alone") << u"above 200"_s << qint64{0} << qint64{0} << QString{};
    QTest::newRow("one price, and a change")
            << u"change 1h above 5"_s << qint64{0} << qint64{0}
            << u"'change 1h above 5%' needs prices of 1h, and there are none from before."_s;
    QTest::newRow("change, too short")
            << u"change 7d above 5"_s << qint64{0} << 1440 + 4 * qint64{60} + 35
            << u"'change 7d above 5%' needs prices of 7d, and there are 1d4h."_s;
    QTest::newRow("change, five minutes too short")
            << u"change 1h above 5"_s << qint64{0} << qint64{55}
            << u"'change 1h above 5%' needs prices of 1h, and there are 55m."_s;
    QTest::newRow("change, just enough")
            << u"change 1h above 5"_s << qint64{0} << qint64{60} << QString{};
    QTest::newRow("difference") << u"difference 1d above 5"_s << qint64{0} << qint64{720}
                                << u"'difference 1d above 5' needs prices of 1d, and there are "
                                   "12h."_s;
    QTest::newRow("high of days, today among them")
            << u"high 3d above 10"_s << qint64{0} << qint64{1440}
            << u"'high 3d above 10%' needs prices of 3d, and there are 2d."_s;
    QTest::newRow("high, just enough")
            << u"high 3d above 10"_s << qint64{0} << qint64{2880} << QString{};
    QTest::newRow("average of days that are complete")
            << u"average 1d over 3d above 0"_s << qint64{0} << qint64{2 * 1440 + 60}
            << u"'average 1d over 3d above 0%' needs prices of 3d, and there are 2d."_s;
    QTest::newRow("average of hours")
            << u"average 1h over 3h above 0"_s << qint64{0} << qint64{185} << QString{};
    QTest::newRow("the part that misses most")
            << u"change 2h above 5 and change 30d below 0 or above 200"_s << qint64{0} << qint64{60}
            << u"'change 30d below 0%' needs prices of 30d, and there are 1h."_s;
    QTest::newRow("held longer than there are prices")
            << u"above 200"_s << 2 * Day << qint64{1440}
            << u"The condition must be met for 2d, and the prices that were tried are of 1d."_s;
    QTest::newRow("held as long as there are prices")
            << u"above 200"_s << Day << qint64{1440} << QString{};
}

void TestRuleReplay::saysWhatHistoryIsMissing()
{
    QFETCH(const QString, condition);
    QFETCH(const qint64, holdMs);
    QFETCH(const qint64, minutes);
    QFETCH(const QString, says);
    AlertRule rule = ruleOf(condition);
    rule.holdMs = holdMs;
    const RuleReplay replay = replayOf(rule, quotesFor(minutes));
    QCOMPARE(replay.fired, 0);
    QCOMPARE(replay.isInconclusive(), !says.isEmpty());
    QCOMPARE(replay.shortfall ? shortfallText(*replay.shortfall) : QString{}, says);
}

void TestRuleReplay::knowsFromWhenOnItIsComplete()
{
    const AlertRule rule = ruleOf(u"change 1h above 5 or high 2d above 50"_s);
    // The day before is known as a whole, so the hour alone is waited for.
    const QList<ObservedDay> days{{Start - Day, price(100), price(100), price(100)}};
    RuleReplay replay = replayOf(rule, quotesFor(120), days);
    QCOMPARE(replay.completeFromMs, Start + 60 * Minute);
    QVERIFY(!replay.shortfall);
    // What is judged later has all of it from its first price on.
    replay = replayOf(rule, quotesFor(120), days, Start + 90 * Minute);
    QCOMPARE(replay.prices, 7);
    QCOMPARE(replay.completeFromMs, Start + 90 * Minute);
    // Never: of the day before nothing is known.
    QCOMPARE(replayOf(rule, quotesFor(120)).completeFromMs, qint64{0});
    QCOMPARE(replayOf(ruleOf(u"above 1"_s), quotesFor(5), {}, Start + Day).prices, 0);
}

void TestRuleReplay::saysSoBesideFirings()
{
    const RuleReplay replay = replayOf(ruleOf(u"above 99 or change 7d above 5"_s), quotesFor(60));
    QCOMPARE(replay.fired, 1);
    QVERIFY(replay.shortfall);
    QVERIFY(!replay.isInconclusive());
}

void TestRuleReplay::countsWhatWasAtNight()
{
    // The start is midnight in UTC, and eleven in the morning of Sydney.
    const PastPrices past{{}, quotesFor(0), 0, Start};
    const AlertRule rule = ruleOf(u"above 99"_s);
    QCOMPARE(replayed(rule, past, QTimeZone::utc()).atNight, 1);
    QCOMPARE(replayed(rule, past, QTimeZone{"Australia/Sydney"}).atNight, 0);
}

void TestRuleReplay::resolvesThePartThatFired()
{
    const AlertRule rule = ruleOf(u"above 200 and change 5m above 0 or below 50"_s);
    const RuleReplay replay = replayOf(rule, {quoteAt(0, 100), quoteAt(5, 40), quoteAt(10, 60)});
    QCOMPARE(replay.events.size(), 2);
    for (const AlertEvent &event : replay.events)
        QCOMPARE(event.level, price(50));
    QCOMPARE(replay.events.constLast().kind, AlertEvent::Kind::Resolved);
    QCOMPARE(replay.events.constLast().value, price(60));
}

QTEST_GUILESS_MAIN(TestRuleReplay)
#include "tst_rulereplay.moc"
