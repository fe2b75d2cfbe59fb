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
    void saysWhatItComparedWith_data();
    void saysWhatItComparedWith();
    void readsOlderEvidence();
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
    [[nodiscard]] static PriceRow rowAt(const QDateTime &time, qint64 id, const char *last)
    {
        return {price(last), time.toMSecsSinceEpoch(), 0, ObservationSource::CoinQuote, id};
    }
    // It closed when the day after it began.
    [[nodiscard]] static PriceRow barOf(const QDate &day, ObservationSource source,
                                        const char *last)
    {
        const qint64 dayMs = QDateTime{day, {}, Qt::UTC}.toMSecsSinceEpoch();
        return {price(last), dayMs + 86'400'000, dayMs, source, 0};
    }
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
    event.terms = {{btcHigh().condition.first(), price("142518.5"), {}},
                   {AlertCondition::parse(u"change 1h above 3%"_s)->first(), {}, {}}};
    event.newest = rowAt(entry.timestamp, 1204, "142518.5");
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
    // Where the hours of an exchange are not known, its day closes when the next one begins.
    event.newest = barOf(QDate{2026, 11, 19}, ObservationSource::DailyBar, "39.19");
    daily.evidence = evidenceToJson(event);
    QCOMPARE(fact(daily, u"Stored in"_s), u"daily_data, the row of 19 Nov 2026"_s);
}

void TestEntryFacts::saysWhatItComparedWith_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<TermBasis>("basis");
    QTest::addColumn<QString>("said");

    const QDateTime hourAgo = entry().timestamp.addSecs(-3600);
    const TermBasis quote{rowAt(hourAgo, 1192, "141000"), {}};
    const TermBasis bar{barOf(QDate{2026, 11, 3}, ObservationSource::DailyBar, "45.2"), {}};
    const TermBasis coinDay{barOf(QDate{2026, 11, 3}, ObservationSource::ExactBar, "99000"), {}};
    QTest::newRow("the price alone") << u"above 142000"_s << TermBasis{} << u"–"_s;
    QTest::newRow("change") << u"change 1h above 1"_s << quote
                            << u"1 h before, the price was 141,000.00: price_data_5min, "
                               "row 1192 of 20 Nov 2026, 12:35:00"_s;
    QTest::newRow("change of a share")
            << u"change 1d below -1"_s << bar
            << u"1 d before, the price was 45.20: daily_data, the row of 3 Nov 2026"_s;
    QTest::newRow("high") << u"high 30d above 10"_s << quote
                          << u"The high of 30 d was 141,000.00: price_data_5min, row 1192 of "
                             "20 Nov 2026, 12:35:00"_s;
    QTest::newRow("high of a share")
            << u"high 30d above 10"_s << bar
            << u"The high of 30 d was 45.20: daily_data, the row of 3 Nov 2026"_s;
    QTest::newRow("low of a coin, long ago")
            << u"low 30d above 10"_s << coinDay
            << u"The low of 30 d was 99,000.00: intraday_data, the row of 3 Nov 2026"_s;
    const qint64 dayMs = 86'400'000;
    const qint64 today = QDateTime{QDate{2026, 11, 20}, {}, Qt::UTC}.toMSecsSinceEpoch();
    QTest::newRow("averages of days")
            << u"average 1d over 50d above 0"_s
            << TermBasis{{},
                         {{dayMs, 1, today - dayMs, today - dayMs, price("142000")},
                          {dayMs, 50, today - 50 * dayMs, today - dayMs, price("141000.125")}}}
            << u"The average of 1 day(s), 19 Nov 2026 to 19 Nov 2026, was 142,000.00\n"
               "The average of 50 day(s), 1 Oct 2026 to 19 Nov 2026, was 141,000.125"_s;
    const qint64 hourMs = 3'600'000;
    QTest::newRow("averages of hours")
            << u"average 1h over 12h above 0"_s
            << TermBasis{{},
                         {{hourMs, 1, today, today, price("142000")},
                          {hourMs, 12, today - 11 * hourMs, today, price("141000")}}}
            << u"The average of 1 hour(s), 20 Nov 2026, 11:00:00 to 20 Nov 2026, 12:00:00, was "
               "142,000.00\nThe average of 12 hour(s), 20 Nov 2026, 00:00:00 to 20 Nov 2026, "
               "12:00:00, was 141,000.00"_s;
}

void TestEntryFacts::saysWhatItComparedWith()
{
    QFETCH(const QString, condition);
    QFETCH(const TermBasis, basis);
    AlertLogEntry seen = entry();
    AlertEvent event;
    event.terms = {{AlertCondition::parse(condition)->first(), price("1"), basis}};
    seen.evidence = evidenceToJson(event);
    QTEST(fact(seen, u"Compared with"_s), "said");
}

// As earlier versions wrote it.
void TestEntryFacts::readsOlderEvidence()
{
    AlertLogEntry old = entry();
    old.evidence = uR"({"observed_at":"2026-11-20T02:35:00.000Z","row_id":1204,)"
                   uR"("table":"price_data_5min","terms":[{"term":"change 1h above 5%",)"
                   uR"("unit":"percent","value":"6.00000000"}]})"_s;
    QCOMPARE(fact(old, u"Saw"_s), u"change in 1 h above 5.00 %: 6.00 %"_s);
    QCOMPARE(fact(old, u"Stored in"_s), u"price_data_5min, row 1204 of 20 Nov 2026, 13:35:00"_s);
    QCOMPARE(fact(old, u"Compared with"_s), u"–"_s);
    old.evidence = uR"({"observed_at":"2026-11-19T05:00:00.000Z","table":"daily_data"})"_s;
    QCOMPARE(fact(old, u"Stored in"_s), u"daily_data, the row of 19 Nov 2026"_s);
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
