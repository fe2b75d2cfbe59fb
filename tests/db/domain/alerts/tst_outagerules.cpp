// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/leveltext.h"
#include "db/domain/alerts/rulereplay.h"
#include "tests/db/domain/alerts/observed.h"

#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint8 Tuesday = 0b10; // the start is a Monday

// "45 fires 40", "120 over": minutes after the start, and what happened.
QStringList told(const QList<AlertEvent> &events)
{
    QStringList lines;
    for (const AlertEvent &event : events) {
        const qint64 minute = (event.timeMs - Start) / Minute;
        lines.append(event.kind == AlertEvent::Kind::Triggered
                             ? u"%1 fires %2"_s.arg(minute).arg(levelText(event.value))
                             : u"%1 over"_s.arg(minute));
    }
    return lines;
}

QList<Observation> quotesAt(const QList<int> &minutes)
{
    QList<Observation> observations;
    for (const int minute : minutes)
        observations.append(quoteAt(minute, 100));
    return observations;
}

// With somebody who looks at the clock every so many minutes.
QStringList live(const AlertRule &rule, const QList<Observation> &observations,
                 const QTimeZone &zone, qint64 tick)
{
    SymbolRules rules{rule.symbol, zone};
    rules.set(rule, {});
    QList<AlertEvent> events;
    auto next = observations.cbegin();
    for (qint64 ms = Start; next != observations.cend(); ms += tick * Minute) {
        for (; next != observations.cend() && next->timeMs <= ms; ++next)
            rules.observe(*next, events);
        rules.pass(std::min(ms, observations.constLast().timeMs), events);
    }
    return told(events);
}

} // namespace

// Rules on data that is missed, which wait for something while no price comes.
class TestOutageRules final : public QObject
{
    Q_OBJECT

private slots:
    void fireWhenTheyMay_data();
    void fireWhenTheyMay();
    void fireWhenAcknowledged();
    void goOnAfterARestart();
    void areNotOlderThanTheyAre();
};

void TestOutageRules::fireWhenTheyMay_data()
{
    QTest::addColumn<AlertRule>("rule");
    QTest::addColumn<QList<Observation>>("observations");
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QStringList>("events");

    const AlertRule plain = ruleOf(u"no data 30m"_s);
    AlertRule rule = plain;
    rule.holdMs = 10 * Minute;
    QTest::newRow("held for a time") << rule << quotesAt({0, 5, 120}) << QByteArray{"UTC"}
                                     << QStringList{u"45 fires 40"_s, u"120 over"_s};
    QTest::newRow("not for long enough")
            << rule << quotesAt({0, 40, 45}) << QByteArray{"UTC"} << QStringList{};
    rule = plain;
    rule.cooldownMs = 120 * Minute;
    QTest::newRow("cooled down") << rule << quotesAt({0, 60, 300}) << QByteArray{"UTC"}
                                 << QStringList{u"30 fires 30"_s, u"60 over"_s, u"150 fires 90"_s,
                                                u"300 over"_s};
    rule = plain;
    rule.activeDays = Tuesday;
    QTest::newRow("on its day") << rule << quotesAt({0, 5, 1500}) << QByteArray{"UTC"}
                                << QStringList{u"1440 fires 1435"_s, u"1500 over"_s};
    QTest::newRow("on its day elsewhere")
            << rule << quotesAt({0, 5, 1500}) << QByteArray{"Australia/Sydney"}
            << QStringList{u"780 fires 775"_s, u"1500 over"_s};
    rule = plain;
    rule.rearm = AlertRearm::Daily;
    QTest::newRow("once a day") << rule << quotesAt({0, 60, 1500}) << QByteArray{"UTC"}
                                << QStringList{u"30 fires 30"_s, u"60 over"_s, u"1440 fires 1380"_s,
                                               u"1500 over"_s};
    rule = plain;
    rule.holdMs = 10 * Minute;
    rule.activeDays = Tuesday;
    rule.cooldownMs = 60 * Minute;
    QTest::newRow("all of it") << rule << quotesAt({0, 1420, 1485, 1700}) << QByteArray{"UTC"}
                               << QStringList{u"1460 fires 40"_s, u"1485 over"_s,
                                              u"1525 fires 40"_s, u"1700 over"_s};
}

// The same in a replay, and however often somebody looks at the clock.
void TestOutageRules::fireWhenTheyMay()
{
    QFETCH(const AlertRule, rule);
    QFETCH(const QList<Observation>, observations);
    QFETCH(const QByteArray, zone);
    QFETCH(const QStringList, events);
    const PastPrices past{{}, observations, 0, observations.constLast().timeMs};
    QCOMPARE(told(replay(rule, past, QTimeZone{zone})), events);
    for (const qint64 tick : {1, 7, 60, 100'000})
        QCOMPARE(live(rule, observations, QTimeZone{zone}, tick), events);
}

void TestOutageRules::fireWhenAcknowledged()
{
    AlertRule rule = ruleOf(u"no data 30m"_s);
    rule.rearm = AlertRearm::Acknowledged;
    SymbolRules rules{rule.symbol, QTimeZone::utc()};
    rules.set(rule, {});
    QList<AlertEvent> events;
    for (const Observation &observation : quotesAt({0, 60}))
        rules.observe(observation, events);
    rules.pass(Start + 100 * Minute, events);
    QCOMPARE(told(events), (QStringList{u"30 fires 30"_s, u"60 over"_s}));
    rules.entries().front().state.awaitsAck = false;
    rules.pass(Start + 110 * Minute, events);
    QCOMPARE(told(events).mid(2), QStringList{u"110 fires 50"_s});
}

// With what is stored of a rule, a program that is started anew does the rest, and nothing twice.
void TestOutageRules::goOnAfterARestart()
{
    AlertRule rule = ruleOf(u"no data 30m"_s);
    rule.holdMs = 10 * Minute;
    const QList<Observation> observations = quotesAt({0, 5});
    AlertState state;
    QList<AlertEvent> events;
    for (const qint64 minute : {20, 36, 44, 46, 60, 2000}) {
        SymbolRules rules{rule.symbol, QTimeZone::utc()};
        rules.set(rule, state);
        rules.remember({}, observations);
        rules.pass(Start + minute * Minute, events);
        state = rules.entries().front().state;
    }
    QCOMPARE(told(events), QStringList{u"45 fires 40"_s});
}

void TestOutageRules::areNotOlderThanTheyAre()
{
    const AlertRule rule = ruleOf(u"no data 30m"_s);
    SymbolRules rules{rule.symbol, QTimeZone::utc()};
    rules.set(rule, {});
    rules.entries().front().fromMs = Start + 90 * Minute;
    rules.remember({}, quotesAt({0, 5}));
    QList<AlertEvent> events;
    rules.pass(Start + 100 * Minute, events);
    QCOMPARE(told(events), QStringList{u"90 fires 85"_s});
}

QTEST_GUILESS_MAIN(TestOutageRules)
#include "tst_outagerules.moc"
