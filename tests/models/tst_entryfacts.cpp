// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertdata.h"
#include "db/alerts/rulejson.h"
#include "models/alerts/entryfacts.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

// What the log says of an alert: what it rests on, and what became of it.
class TestEntryFacts final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatItRestsOn();
    void aBarHasNoNumber();
    void saysWhoWasTold_data();
    void saysWhoWasTold();
    void aWayWithoutATime();
    void saysWhatBecameOfEachWay();
    void namesWhatCameLate();
    void saysWhatIsNotKnown();
    void delayIsAsExactAsItMatters_data();
    void delayIsAsExactAsItMatters();

private:
    [[nodiscard]] static AlertLogEntry entry();
    // "–": it is not said.
    [[nodiscard]] static QString fact(const AlertLogEntry &entry, const QString &name)
    {
        for (const auto &[known, value] : entryFacts(entry, alertLocale())) {
            if (known == name)
                return value;
        }
        return u"–"_s;
    }
};

// Of 20 Nov 2026, 13:35 in Sydney, judged 700 ms after that and told 240 ms later.
AlertLogEntry TestEntryFacts::entry()
{
    AlertLogEntry entry = logEntry(999, btcHigh(), AlertStatus::Notified, "142518.5");
    AlertEvent event;
    event.terms = {{btcHigh().condition.first(), price("142518.5")},
                   {AlertCondition::parse(u"change 1h above 3%"_s)->first(), {}}};
    event.rowId = 1204;
    event.observedMs = entry.timestamp.toMSecsSinceEpoch();
    entry.evidence = evidenceToJson(event);
    entry.createdAt = entry.timestamp.addMSecs(700);
    entry.notifiedAt = entry.createdAt.addMSecs(240);
    entry.deliveries.note(AlertChannel::Notice, u"notification"_s, entry.notifiedAt);
    return entry;
}

void TestEntryFacts::saysWhatItRestsOn()
{
    QCOMPARE(fact(entry(), u"Saw"_s), u"price above 142,000.00: 142,518.50\n"
                                      "change in 1 h above 3.00 %: not known at that moment"_s);
    QCOMPARE(fact(entry(), u"Stored in"_s),
             u"price_data_5min, row 1204 of 20 Nov 2026, 13:35:00"_s);
    QCOMPARE(fact(entry(), u"Rule"_s), u"BTC high, version 3"_s);
    QCOMPARE(fact(entry(), u"Delay"_s),
             u"940 ms from the price to the notification, 240 ms of it after it was judged"_s);
}

void TestEntryFacts::aBarHasNoNumber()
{
    AlertLogEntry daily = entry();
    AlertEvent event;
    event.source = ObservationSource::DailyBar;
    event.observedMs = QDateTime{QDate{2026, 11, 19}, QTime{0, 0}, Qt::UTC}.toMSecsSinceEpoch();
    daily.evidence = evidenceToJson(event);
    QCOMPARE(fact(daily, u"Stored in"_s), u"daily_data, the row of 19 Nov 2026"_s);
}

void TestEntryFacts::saysWhoWasTold_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<QString>("told");
    QTest::newRow("desktop") << u"notification"_s << u"By a notification, 20 Nov 2026, 13:35:00"_s;
    QTest::newRow("tray") << u"tray"_s << u"By a message of the tray icon, 20 Nov 2026, 13:35:00"_s;
    QTest::newRow("window") << u"window"_s << u"In the window, 20 Nov 2026, 13:35:00"_s;
    QTest::newRow("silent") << u"log"_s << u"In the log alone, 20 Nov 2026, 13:35:00"_s;
    QTest::newRow("of a later version") << u"pigeon"_s << u"At 20 Nov 2026, 13:35:00"_s;
}

void TestEntryFacts::saysWhoWasTold()
{
    QFETCH(const QString, how);
    AlertLogEntry told = entry();
    told.deliveries.note(AlertChannel::Notice, how, told.notifiedAt);
    QTEST(fact(told, u"Told"_s), "told");
    QCOMPARE(told.delayMs().has_value(), how != "log"_L1); // where nobody was
}

// As earlier versions wrote it.
void TestEntryFacts::aWayWithoutATime()
{
    AlertLogEntry told = entry();
    told.deliveries = AlertDeliveries::fromJson(u"{\"told\":\"tray\"}"_s);
    QCOMPARE(fact(told, u"Told"_s), u"By a message of the tray icon, 20 Nov 2026, 13:35:00"_s);
    QCOMPARE(told.delayMs(), 940);
}

void TestEntryFacts::saysWhatBecameOfEachWay()
{
    AlertLogEntry run = entry();
    QCOMPARE(fact(run, u"Command"_s), u"–"_s);
    QCOMPARE(fact(run, u"Webhook"_s), u"–"_s);
    run.deliveries.note(AlertChannel::Command, u"done"_s, run.notifiedAt);
    run.deliveries.note(AlertChannel::Webhook, u"The host refused."_s, run.notifiedAt);
    QCOMPARE(fact(run, u"Command"_s), u"It ended without an error."_s);
    QCOMPARE(fact(run, u"Webhook"_s), u"The host refused."_s);
    run.deliveries.note(AlertChannel::Command, u"The command ended with 3. no"_s, run.notifiedAt);
    run.deliveries.note(AlertChannel::Webhook, u"done"_s, run.notifiedAt);
    QCOMPARE(fact(run, u"Command"_s), u"The command ended with 3. no"_s);
    QCOMPARE(fact(run, u"Webhook"_s), u"It was accepted."_s);
}

void TestEntryFacts::namesWhatCameLate()
{
    AlertLogEntry late = entry();
    QCOMPARE(fact(late, u"Judged"_s), u"20 Nov 2026, 13:35:00"_s);
    late.isLate = true;
    QCOMPARE(fact(late, u"Judged"_s),
             u"20 Nov 2026, 13:35:00, late: the price came after its time"_s);
}

// Rows from before there were versions and evidence, and such that nobody was told of.
void TestEntryFacts::saysWhatIsNotKnown()
{
    const AlertLogEntry bare =
            logEntry(999, alertRule(1, u"Old"_s, u"BTC.COINSPOT"_s, u"above 1"_s),
                     AlertStatus::Triggered, "2");
    AlertLogEntry old = bare;
    old.ruleVersion = 0;
    QCOMPARE(fact(old, u"Rule"_s), u"Old, from before rules had versions"_s);
    QCOMPARE(fact(old, u"Saw"_s), u"–"_s);
    QCOMPARE(fact(old, u"Stored in"_s), u"–"_s);
    QCOMPARE(fact(old, u"Told"_s), u"Nobody yet"_s);
    QCOMPARE(fact(old, u"Delay"_s), u"–"_s);
}

void TestEntryFacts::delayIsAsExactAsItMatters_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("less than a second") << qint64{420} << u"420 ms"_s;
    QTest::newRow("seconds") << qint64{12'345} << u"12.3 s"_s;
    QTest::newRow("minutes") << qint64{125'900} << u"2 min 5 s"_s;
    QTest::newRow("hours") << qint64{3'900'000 + 5'000} << u"1 h 5 min"_s;
    QTest::newRow("days") << qint64{90'000'000} << u"1 d 1 h"_s;
    QTest::newRow("a clock that was set back") << qint64{-5} << u"0 ms"_s;
}

void TestEntryFacts::delayIsAsExactAsItMatters()
{
    QFETCH(const qint64, ms);
    AlertLogEntry told = entry();
    told.deliveries.note(AlertChannel::Notice, u"window"_s, told.timestamp.addMSecs(ms));
    QTEST(delayText(told, alertLocale()), "text");
}

QTEST_GUILESS_MAIN(TestEntryFacts)
#include "tst_entryfacts.moc"
