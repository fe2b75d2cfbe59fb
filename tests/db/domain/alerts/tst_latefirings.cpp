// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/latefirings.h"
#include "tests/db/domain/alerts/observed.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

// A price of minute 20 that came late, by a rule 'above 100' on prices each five minutes.
class TestLateFirings final : public QObject
{
    Q_OBJECT

private slots:
    void theLogSaysWhatMayFire_data();
    void theLogSaysWhatMayFire();
    void oneEpisodeIsOneFiring();
    void aNewExtremeOfWhatFiresIsOne();
    void sharesHaveSeveralDays();
    void isRemembered_data();
    void isRemembered();
};

namespace {

constexpr qint64 LateMs = Start + 20 * Minute;

LoggedFiring firingAt(qint64 minute, std::optional<qint64> endMinute = {},
                      std::optional<qint64> acknowledgedMinute = {})
{
    const auto ms = [](qint64 value) { return Start + value * Minute; };
    LoggedFiring firing{ms(minute)};
    if (endMinute)
        firing.endMs = ms(*endMinute);
    if (acknowledgedMinute)
        firing.acknowledgedMs = ms(*acknowledgedMinute);
    return firing;
}

QList<LateFiring> lateOf(const AlertRule &rule, const QList<double> &prices,
                         const QList<LoggedFiring> &logged, qint64 toMs = LateMs)
{
    QList<Observation> observations;
    for (const double last : prices)
        observations.append(quoteAt(5 * observations.size(), last));
    const qint64 untilMs = observations.constLast().timeMs;
    return lateFirings(rule, {{}, observations, 0, untilMs}, LateMs, toMs, logged, QTimeZone::utc())
            .firings;
}

// Minute 0 to 40; that of minute 20 alone is above.
const QList<double> OneAbove{99, 99, 99, 99, 105, 99, 99, 99, 99};

} // namespace

void TestLateFirings::theLogSaysWhatMayFire_data()
{
    QTest::addColumn<AlertRule>("rule");
    QTest::addColumn<QList<LoggedFiring>>("logged");
    QTest::addColumn<bool>("fires");
    const auto row = [](const char *name, const AlertRule &rule, const QList<LoggedFiring> &logged,
                        bool fires) { QTest::newRow(name) << rule << logged << fires; };

    const AlertRule plain = ruleOf(u"above 100"_s);
    row("nothing was logged", plain, {}, true);
    row("one before, that was over", plain, {firingAt(5, 10)}, true);
    row("one after", plain, {firingAt(30, 35)}, true);
    row("it was firing then", plain, {firingAt(5, 30)}, false);
    row("it was firing then, and still is", plain, {firingAt(5)}, false);
    row("the very one", plain, {firingAt(20, 25)}, false);

    AlertRule cool = plain;
    cool.cooldownMs = 15 * Minute;
    row("cool-down, just over", cool, {firingAt(5, 6)}, true);
    row("cool-down, goes on", cool, {firingAt(6, 7)}, false);
    row("cool-down, of one soon after", cool, {firingAt(30, 35)}, false);

    AlertRule daily = plain;
    daily.rearm = AlertRearm::Daily;
    row("daily, and the day had one", daily, {firingAt(700, 705)}, false);
    row("daily, and the day before had one", daily, {firingAt(-700, -695)}, true);

    AlertRule awaits = plain;
    awaits.rearm = AlertRearm::Acknowledged;
    row("nobody has acknowledged", awaits, {firingAt(5, 10)}, false);
    row("acknowledged before", awaits, {firingAt(5, 10, 15)}, true);
    row("acknowledged since", awaits, {firingAt(5, 10, 30)}, false);

    AlertRule once = plain;
    once.rearm = AlertRearm::Once;
    row("once, for the first time", once, {}, true);
    row("once, and it has fired since", once, {firingAt(700, 705)}, false);

    AlertRule expired = plain;
    expired.expiresAt = QDateTime::fromMSecsSinceEpoch(LateMs, Qt::UTC);
    row("expired", expired, {}, false);
    expired.expiresAt = expired.expiresAt.addMSecs(1);
    row("not expired yet", expired, {}, true);
}

void TestLateFirings::theLogSaysWhatMayFire()
{
    QFETCH(const AlertRule, rule);
    QFETCH(const QList<LoggedFiring>, logged);
    QFETCH(const bool, fires);

    const QList<LateFiring> late = lateOf(rule, OneAbove, logged);
    QCOMPARE(late.size(), fires ? 1 : 0);
    if (!fires)
        return;
    QCOMPARE(late.constFirst().event.timeMs, LateMs);
    QCOMPARE(late.constFirst().event.value, price(105));
    QVERIFY(late.constFirst().event.isLate);
    if (!rule.expiresAt.isValid())
        QCOMPARE(late.constFirst().endMs, std::optional{LateMs + 5 * Minute});
}

// People were told at minute 25 already, of what had begun at minute 20.
void TestLateFirings::oneEpisodeIsOneFiring()
{
    const AlertRule rule = ruleOf(u"above 100"_s);
    const QList<double> prices{99, 99, 99, 99, 105, 106, 107, 99, 99};
    QVERIFY(lateOf(rule, prices, {firingAt(25, 35)}).isEmpty());
    // Another one ended before the late one began; the log's next is of its own.
    const QList<double> twice{99, 99, 99, 99, 105, 99, 107, 99, 99};
    QCOMPARE(lateOf(rule, twice, {firingAt(30, 35)}).size(), 1);
}

void TestLateFirings::aNewExtremeOfWhatFiresIsOne()
{
    AlertRule rule = ruleOf(u"above 100"_s);
    rule.rearm = AlertRearm::NewExtreme;
    rule.rearmStep = price(5);
    const QList<double> prices{99, 101, 101, 101, 120, 101, 101, 99, 99};
    const QList<LateFiring> late = lateOf(rule, prices, {firingAt(5, 35)});
    QCOMPARE(late.size(), 1);
    QCOMPARE(late.constFirst().event.value, price(120));
    // Of an episode that nobody was told of it is the first.
    QCOMPARE(lateOf(rule, prices, {}).size(), 1);
}

void TestLateFirings::sharesHaveSeveralDays()
{
    AlertRule rule = ruleOf(u"above 100"_s);
    const QList<double> prices{99, 99, 99, 99, 105, 99, 106, 99, 107};
    const qint64 untilMs = Start + 40 * Minute;
    QList<LateFiring> late = lateOf(rule, prices, {}, untilMs);
    QCOMPARE(late.size(), 3);
    QVERIFY(!late.constLast().endMs); // it goes on

    rule.cooldownMs = 20 * Minute;
    late = lateOf(rule, prices, {}, untilMs);
    QCOMPARE(late.size(), 2); // they keep each other from firing, too
    QCOMPARE(late.constLast().event.value, price(107));
}

void TestLateFirings::isRemembered_data()
{
    QTest::addColumn<AlertRearm>("rearm");
    QTest::addColumn<AlertState::Phase>("before");
    QTest::addColumn<AlertState::Phase>("after");
    QTest::addColumn<bool>("awaitsAck");

    using Phase = AlertState::Phase;
    QTest::newRow("once") << AlertRearm::Once << Phase::Clear << Phase::Done << false;
    QTest::newRow("once, firing") << AlertRearm::Once << Phase::Firing << Phase::Firing << false;
    QTest::newRow("cleared") << AlertRearm::Cleared << Phase::Clear << Phase::Clear << false;
    QTest::newRow("acknowledged") << AlertRearm::Acknowledged << Phase::Clear << Phase::Clear
                                  << true;
}

void TestLateFirings::isRemembered()
{
    QFETCH(const AlertRearm, rearm);
    QFETCH(const AlertState::Phase, before);
    QFETCH(const AlertState::Phase, after);
    QFETCH(const bool, awaitsAck);

    AlertRule rule = ruleOf(u"above 100"_s);
    rule.rearm = rearm;
    AlertState state;
    state.phase = before;
    AlertEvent event;
    event.timeMs = LateMs;
    event.value = price(105);
    rememberLate(rule, state, event);
    QCOMPARE(state.phase, after);
    QCOMPARE(state.awaitsAck, awaitsAck);
    QCOMPARE(state.firedMs, LateMs);
    QCOMPARE(state.firedValue, price(105));

    event.timeMs -= Minute; // older than what it remembers
    event.value = price(106);
    rememberLate(rule, state, event);
    QCOMPARE(state.firedMs, LateMs);
    QCOMPARE(state.firedValue, price(105));
}

QTEST_GUILESS_MAIN(TestLateFirings)
#include "tst_latefirings.moc"
