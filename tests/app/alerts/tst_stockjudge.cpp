// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertjudge.h"
#include "db/alerts/alertlogstore.h"
#include "db/alerts/alertrulestore.h"
#include "db/assets/syncstore.h"
#include "db/bars/actionworker.h"
#include "db/domain/alerts/leveltext.h"
#include "db/storagelink.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/stockrows.h"
#include "tests/support/verifyresult.h"

#include <QSignalSpy>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

const auto Symbol = u"BHP.AU"_s;
const QDate Friday{2026, 11, 20};

template <typename Value> Value need(const Result<Value> &result)
{
    if (!result)
        qFatal("%s: %s", qPrintable(result.error().subject), qPrintable(result.error().detail));
    return *result;
}

// Three hours after the close in Sydney: the bar of the day is there.
QDateTime eveningOf(const QDate &day)
{
    return {day, QTime{8, 0}, Qt::UTC};
}

DailyBar bar(const QDate &day, double close, double adjusted = 0)
{
    DailyBar bar = barAt(day, qRound64(close * 100), 1000);
    bar.open = bar.high = bar.low = bar.close;
    if (adjusted > 0)
        bar.adjustedClose = barAt(day, qRound64(adjusted * 100), 1).close;
    return bar;
}

// So many weekdays, the last of them the day before this one, at one price.
QList<DailyBar> level(const QDate &before, int count, double close, double adjusted = 0)
{
    QList<DailyBar> bars;
    for (QDate day = before.addDays(-1); bars.size() < count; day = day.addDays(-1)) {
        if (day.dayOfWeek() <= 5)
            bars.prepend(bar(day, close, adjusted));
    }
    return bars;
}

// A share whose bars come through the sync, and what a judge that runs all the time makes of them.
class Exchange final
{
public:
    explicit Exchange(Engine engine = Engine::Sqlite)
        : m_database{engine}
        , m_connection{openOrFail(m_database.spec())}
    {
        if (!migrate(*m_connection, headVersion()) || !addStock(*m_connection, Symbol, u"AUD"_s))
            qFatal("the database cannot be made");
        m_store = std::make_unique<SyncStore>(*m_connection);
    }

    AlertRule add(const QString &condition, const QDateTime &now)
    {
        AlertRule rule;
        rule.symbol = Symbol;
        rule.condition = need(AlertCondition::parse(condition));
        return need(AlertRuleStore{*m_connection}.add(need(checkedRule(rule)), now));
    }
    void edit(const AlertRule &rule, const QDateTime &now)
    {
        (void)need(AlertRuleStore{*m_connection}.edit(rule, now));
    }
    // from: as in DailyHistory.
    DailyStored take(const QList<DailyBar> &bars, const QDateTime &now, const QDate &from = {})
    {
        CollectionRun run;
        run.source = u"eodhd"_s;
        run.slot = run.startedAt = now;
        return need(m_store->storeDaily({Symbol, from, bars, bars.constLast().day}, run, now));
    }
    void takeSplit(const QDate &day, int numerator, int denominator, const QDateTime &now)
    {
        const Result<> stored =
                m_store->storeActions(Symbol, {splitOn(day, numerator, denominator)}, {}, now);
        if (!stored)
            qFatal("%s", qPrintable(stored.error().detail));
    }
    int judge(const QDateTime &now) { return need(m_judge.judge(*m_connection, now)).fired; }
    void restart() { m_judge = AlertJudge{QTimeZone::utc()}; }
    // One day after the other.
    int live(const DailyBar &bar)
    {
        take({bar}, eveningOf(bar.day), bar.day);
        return judge(eveningOf(bar.day));
    }

    // As a person does in the chart.
    void switchSplit(const QDate &day, bool isEnabled)
    {
        StorageLink link{m_database.spec()};
        ActionWorker worker{link, {}};
        QSignalSpy switched{&worker, &ActionWorker::switched};
        CorporateAction split;
        split.date = day;
        worker.setEnabled(Symbol, split, isEnabled);
        if (switched.isEmpty())
            qFatal("the split cannot be switched");
    }
    // How much is noted and not judged yet.
    [[nodiscard]] qint64 waiting() const
    {
        return numberFrom(*m_connection, u"SELECT COUNT(*) FROM alert_backlog"_s);
    }
    [[nodiscard]] bool isFiring() const
    {
        return need(AlertLogStore{*m_connection}.countOpen()) > 0;
    }

    [[nodiscard]] AlertLogEntry newest() const
    {
        return need(AlertLogStore{*m_connection}.page({})).rows.constFirst();
    }
    // "2026-11-20 -8.5", and " late", oldest first.
    [[nodiscard]] QStringList log() const
    {
        QStringList lines;
        for (const AlertLogEntry &entry : need(AlertLogStore{*m_connection}.page({})).rows)
            lines.prepend(u"%1 %2%3"_s.arg(entry.timestamp.date().toString(Qt::ISODate),
                                           levelText(entry.value),
                                           entry.isLate ? u" late"_s : QString{}));
        return lines;
    }

private:
    TestDatabase m_database;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<SyncStore> m_store;
    AlertJudge m_judge{QTimeZone::utc()};
};

} // namespace

// Rules on a share: bars of days, which are adjusted, healed and late.
class TestStockJudge final : public QObject
{
    Q_OBJECT

private slots:
    void looksBackAtDays();
    void aSplitIsNoFall_data() { addEngineRows(); }
    void aSplitIsNoFall();
    void aLateDayIsRemembered();
    void aHealedDayIsJudged_data() { addEngineRows(); }
    void aHealedDayIsJudged();
    void aHealedDayThatGoesOnFiresOnce_data();
    void aHealedDayThatGoesOnFiresOnce();
    void whatWasMetDoesNotBeginAgain();
    void aPriceWaitsForItsTime_data() { addEngineRows(); }
    void aPriceWaitsForItsTime();
    void aRuleOfTheEveningSeesTheDay();
    void looksBackOverASplit_data() { addEngineRows(); }
    void looksBackOverASplit();
};

void TestStockJudge::looksBackAtDays()
{
    Exchange exchange;
    const QDateTime before = eveningOf(Friday.addDays(-7));
    exchange.take(level(Friday.addDays(-4), 30, 100), before);
    for (const QString &condition :
         {u"high 30d above 10"_s, u"low 30d above 10"_s, u"average 2d over 20d crosses above 5"_s,
          u"change 1d below -10"_s, u"volume above 1000"_s})
        exchange.add(condition, before);
    QCOMPARE(exchange.judge(before), 0);
    QCOMPARE(exchange.live(bar(Friday.addDays(-4), 110)), 0);
    QCOMPARE(exchange.live(bar(Friday.addDays(-3), 112)), 2); // the low, and the average
    QCOMPARE(exchange.live(bar(Friday.addDays(-2), 100)), 2); // the high, and the fall
    QCOMPARE(exchange.log(),
             (QStringList{u"2026-11-17 12"_s, u"2026-11-17 9.79228486"_s,
                          u"2026-11-18 10.71428571"_s, u"2026-11-18 -10.71428571"_s}));
}

void TestStockJudge::aSplitIsNoFall()
{
    QFETCH(const Engine, engine);
    Exchange exchange{engine};
    const QDateTime before = eveningOf(Friday.addDays(-2));
    exchange.take(level(Friday.addDays(-1), 40, 100), before);
    exchange.add(u"change 1d below -10"_s, before);
    exchange.add(u"high 30d above 10"_s, before);
    QCOMPARE(exchange.judge(before), 0);
    QCOMPARE(exchange.live(bar(Friday.addDays(-1), 100)), 0);

    // Ten for one on Friday: the provider adjusts all that was, then says why.
    const QDateTime evening = eveningOf(Friday);
    QList<DailyBar> bars = level(Friday, 41, 100, 10);
    bars.append(bar(Friday, 9.9));
    QVERIFY(exchange.take(bars.last(5), evening, bars.at(37).day).needsHistory);
    QCOMPARE(exchange.take(bars, evening).changed, 41);
    QCOMPARE(exchange.judge(evening), 0);
    exchange.takeSplit(Friday, 10, 1, evening);
    QCOMPARE(exchange.judge(evening), 0);
    QCOMPARE(exchange.live(bar(Friday.addDays(3), 9.5)), 0);
    QCOMPARE(exchange.live(bar(Friday.addDays(4), 8)), 2);
    QCOMPARE(exchange.log(), (QStringList{u"2026-11-24 -15.78947368"_s, u"2026-11-24 20"_s}));
}

// Live, and by a program that is started meanwhile.
void TestStockJudge::aLateDayIsRemembered()
{
    for (const bool isRestarted : {false, true}) {
        Exchange exchange;
        const QDateTime before = eveningOf(Friday.addDays(-4));
        exchange.take(level(Friday.addDays(-3), 30, 100), before);
        exchange.add(u"high 30d above 10"_s, before);
        QCOMPARE(exchange.judge(before), 0);
        QCOMPARE(exchange.live(bar(Friday.addDays(-3), 100)), 0);
        QCOMPARE(exchange.live(bar(Friday.addDays(-1), 118)), 0); // without the day before
        exchange.take({bar(Friday.addDays(-2), 130)}, eveningOf(Friday.addDays(-1)),
                      Friday.addDays(-2));
        QCOMPARE(exchange.judge(eveningOf(Friday.addDays(-1))), 0);
        if (isRestarted)
            exchange.restart();
        QCOMPARE(exchange.live(bar(Friday, 115)), 1);
        QCOMPARE(exchange.log(), QStringList{u"2026-11-20 11.53846153"_s});
    }
}

// One answer heals a day of long ago and one of this week.
void TestStockJudge::aHealedDayIsJudged()
{
    QFETCH(const Engine, engine);
    Exchange exchange{engine};
    const QDateTime before = eveningOf(Friday.addDays(-2));
    QList<DailyBar> bars = level(Friday.addDays(-1), 30, 100);
    exchange.take(bars, before);
    exchange.add(u"above 105"_s, before.addDays(-20));
    QCOMPARE(exchange.judge(before), 0);
    QCOMPARE(exchange.live(bar(Friday, 100)), 0);
    bars[22] = bar(bars.at(22).day, 106); // people are not told of that any more
    bars.last() = bar(bars.constLast().day, 107);
    exchange.take(bars.last(10), eveningOf(Friday), bars.at(20).day);
    QCOMPARE(exchange.judge(eveningOf(Friday)), 1);
    QCOMPARE(exchange.log(), QStringList{u"2026-11-18 107 late"_s});
}

void TestStockJudge::aHealedDayThatGoesOnFiresOnce_data()
{
    QTest::addColumn<bool>("isRestarted");
    QTest::addColumn<bool>("isRenamed");
    QTest::newRow("the same program") << false << false;
    QTest::newRow("another program goes on") << true << false;
    QTest::newRow("renamed since that day") << false << true;
}

// The newest day is healed and met: that goes on with the next one, and is over when it is.
void TestStockJudge::aHealedDayThatGoesOnFiresOnce()
{
    QFETCH(const bool, isRestarted);
    QFETCH(const bool, isRenamed);
    Exchange exchange;
    const QDateTime before = eveningOf(Friday.addDays(-2));
    exchange.take(level(Friday.addDays(-1), 30, 90), before);
    AlertRule rule = exchange.add(u"above 100 clear 95"_s, before.addDays(-20));
    QCOMPARE(exchange.judge(before), 0);
    const QDate day = Friday.addDays(-1);
    QCOMPARE(exchange.live(bar(day, 90)), 0);
    if (isRenamed) {
        rule.name = u"Sell"_s;
        exchange.edit(rule, eveningOf(day).addSecs(60));
    }
    exchange.take({bar(day, 110)}, eveningOf(day).addSecs(3600), day);
    QCOMPARE(exchange.judge(eveningOf(day).addSecs(3600)), 1);
    QVERIFY(exchange.newest().isLate);
    QVERIFY(!exchange.newest().resolvedAt.isValid());
    if (isRestarted)
        exchange.restart();
    QCOMPARE(exchange.live(bar(Friday, 98)), 0); // not beyond the second level
    QVERIFY(!exchange.newest().resolvedAt.isValid());
    QCOMPARE(exchange.live(bar(Friday.addDays(3), 111)), 0);
    QCOMPARE(exchange.live(bar(Friday.addDays(4), 94)), 0);
    QVERIFY(exchange.newest().resolvedAt > exchange.newest().timestamp);
    QCOMPARE(exchange.live(bar(Friday.addDays(5), 112)), 1);
    QCOMPARE(exchange.log(), (QStringList{u"2026-11-19 110 late"_s, u"2026-11-25 112"_s}));
}

// What is judged again was met before that: nothing begins there, also behind a long weekend.
void TestStockJudge::whatWasMetDoesNotBeginAgain()
{
    Exchange exchange;
    const QDate monday = Friday.addDays(3);
    const auto history = [&](double adjusted) {
        QList<DailyBar> bars = level(monday, 41, 100, adjusted);
        bars.removeIf([](const DailyBar &bar) { return bar.day == Friday.addDays(-7); });
        return bars;
    };
    exchange.take(history(0), eveningOf(Friday));
    exchange.add(u"below 50"_s, eveningOf(Friday).addDays(-20));
    QCOMPARE(exchange.judge(eveningOf(Friday)), 0);
    const QDateTime morning{monday, QTime{0, 30}, Qt::UTC};
    exchange.take(history(10), morning);
    QCOMPARE(exchange.judge(morning), 0);
    QCOMPARE(exchange.live(bar(monday, 9.9)), 1);
    QCOMPARE(exchange.log(), QStringList{u"2026-11-23 9.9"_s});
}

void TestStockJudge::aPriceWaitsForItsTime()
{
    QFETCH(const Engine, engine);
    Exchange exchange{engine};
    const QDateTime before = eveningOf(Friday.addDays(-1));
    exchange.take(level(Friday, 30, 100), before);
    exchange.add(u"above 105"_s, before);
    QCOMPARE(exchange.judge(before), 0);
    const QDateTime noon{Friday, QTime{1, 0}, Qt::UTC};
    exchange.take({bar(Friday, 106)}, noon, Friday);
    for (int minute = 0; minute < 3; ++minute) {
        QCOMPARE(exchange.judge(noon.addSecs(minute * 60)), 0);
        QCOMPARE(exchange.waiting(), 1);
    }
    QCOMPARE(exchange.judge(eveningOf(Friday)), 1);
    QCOMPARE(exchange.waiting(), 0);
    QCOMPARE(exchange.judge(eveningOf(Friday)), 0);
}

// The bar of a day comes hours after its close: a rule that was made in between begins with it.
void TestStockJudge::aRuleOfTheEveningSeesTheDay()
{
    Exchange exchange;
    exchange.take(level(Friday, 30, 100), eveningOf(Friday.addDays(-1)));
    exchange.add(u"above 105"_s, eveningOf(Friday).addSecs(-3600));
    QCOMPARE(exchange.judge(eveningOf(Friday).addSecs(-3600)), 0);
    QCOMPARE(exchange.live(bar(Friday, 106)), 1);
    QCOMPARE(exchange.log(), QStringList{u"2026-11-20 106"_s});
}

// What is looked back at is adjusted anew, by a program that has it in memory: when the provider
// tells of the split, and when a person switches it off and on.
void TestStockJudge::looksBackOverASplit()
{
    QFETCH(const Engine, engine);
    Exchange exchange{engine};
    exchange.take(level(Friday, 20, 100), eveningOf(Friday.addDays(-1)));
    exchange.add(u"high 15d above 4 and high 15d below 50"_s, eveningOf(Friday.addDays(-1)));
    QCOMPARE(exchange.live(bar(Friday, 9.9)), 0); // ten for one, which nobody has told yet
    const QDateTime night = eveningOf(Friday).addSecs(3600);
    exchange.takeSplit(Friday, 10, 1, night);
    QCOMPARE(exchange.waiting(), 1);
    QCOMPARE(exchange.judge(night), 0);
    const QDate monday = Friday.addDays(3);
    QCOMPARE(exchange.live(bar(monday, 9.5)), 1);
    QCOMPARE(exchange.log(), QStringList{u"2026-11-23 5"_s});
    QVERIFY(exchange.isFiring());

    exchange.switchSplit(Friday, false);
    QCOMPARE(exchange.waiting(), 1);
    QCOMPARE(exchange.judge(eveningOf(monday)), 0);
    QCOMPARE(exchange.live(bar(monday.addDays(1), 9.5)), 0);
    QVERIFY(!exchange.isFiring()); // a fall by nine tenths is not below 50

    exchange.switchSplit(Friday, true);
    QCOMPARE(exchange.judge(eveningOf(monday.addDays(1))), 0);
    QCOMPARE(exchange.live(bar(monday.addDays(2), 9.4)), 1);
    QCOMPARE(exchange.log(), (QStringList{u"2026-11-23 5"_s, u"2026-11-25 6"_s}));
}

QTEST_GUILESS_MAIN(TestStockJudge)
#include "tst_stockjudge.moc"
