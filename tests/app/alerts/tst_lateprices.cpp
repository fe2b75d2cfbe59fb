// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertjudge.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/slotrecorder.h"
#include "tests/support/verifyresult.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// A coin whose slots are stored when somebody says so, and a judge that runs all the time.
class Market final
{
public:
    explicit Market(Engine engine = Engine::Sqlite)
        : m_database{engine}
        , m_connection{openOrFail(m_database.spec())}
    {
        if (!migrate(*m_connection, headVersion()))
            qFatal("the database cannot be made");
        recorder = std::make_unique<SlotRecorder>(*m_connection);
    }

    // Returns how many fired.
    int judge(int slot)
    {
        const Result<AlertJudge::Verdict> verdict =
                m_judge.judge(*m_connection, SlotRecorder::storedAt(slot));
        if (!verdict)
            qFatal("%s", qPrintable(verdict.error().detail));
        return verdict->fired;
    }
    int store(int slot, double price, int at)
    {
        recorder->store(slot, price, SlotRecorder::storedAt(at));
        return judge(at);
    }
    int live(int slot, double price) { return store(slot, price, slot); }
    [[nodiscard]] AlertRuleStore rules() { return AlertRuleStore{*m_connection}; }
    void forgetDetails()
    {
        if (!m_connection->execute(u"UPDATE alert_rule_versions SET details = '{}'"_s))
            qFatal("the details cannot be changed");
    }
    AlertRule addedAt(int slot, const QString &condition, const AlertRule &like = {})
    {
        AlertRule rule = like;
        if (rule.symbol.isEmpty())
            rule.symbol = u"BTC.COINSPOT"_s;
        rule.condition = *AlertCondition::parse(condition);
        return *rules().add(*checkedRule(rule), SlotRecorder::slotTime(slot).addSecs(60));
    }

private:
    TestDatabase m_database;
    std::unique_ptr<Connection> m_connection;
    AlertJudge m_judge{QTimeZone::utc()};

public:
    std::unique_ptr<SlotRecorder> recorder;
};

constexpr int SlotsADay = 288;

AlertRule holdingAnHour()
{
    AlertRule rule;
    rule.holdMs = 3'600'000;
    return rule;
}

} // namespace

// Prices of a coin that are stored after their time: in an order of their own, or all at once.
class TestLatePrices final : public QObject
{
    Q_OBJECT

private slots:
    void areRemembered();
    void areComparedWithWholeDays();
    void meetTheVersionOfTheirTime_data() { addEngineRows(); }
    void meetTheVersionOfTheirTime();
    void goOnWithARuleThatWasRenamed();
    void areNotForARuleThatIsYounger();
    void fillAHold();
    void breakAHold();
    void doNotLengthenAHold();
    void letLaterOnesFire();
    void meetNoVersionOfAnotherSymbol_data();
    void meetNoVersionOfAnotherSymbol();
    void meetAVersionWhoseSymbolWasNotKept();
};

void TestLatePrices::areRemembered()
{
    Market market;
    (void)market.recorder->add(u"high 1d above 10"_s);
    QCOMPARE(market.live(0, 100), 0);
    QCOMPARE(market.live(2, 100), 0);
    QCOMPARE(market.store(1, 120, 2), 1);
    QCOMPARE(market.live(3, 100), 0);
    QCOMPARE(market.recorder->log(), QStringList{u"1 @2 triggered 16.66666666"_s});
}

// The high is of the first of three days, before the hour of the late price.
void TestLatePrices::areComparedWithWholeDays()
{
    Market market;
    (void)market.recorder->add(u"high 3d above 10"_s);
    const int late = 2 * SlotsADay + 144;
    QCOMPARE(market.live(96, 120), 0);
    for (const int slot : {97, 200, SlotsADay, SlotsADay + 144, late - 1, late + 1})
        QCOMPARE(market.live(slot, 112), 0);
    QCOMPARE(market.store(late, 105, late + 1), 1);
    QCOMPARE(market.recorder->log(),
             QStringList{u"1 @%1 triggered 12.5, over @%2"_s.arg(late).arg(late + 1)});
}

// Two hours in the outbox, within which the rule was edited.
void TestLatePrices::meetTheVersionOfTheirTime()
{
    QFETCH(const Engine, engine);
    Market market{engine};
    AlertRule rule = market.recorder->add(u"above 100"_s);
    QCOMPARE(market.live(0, 80), 0);
    rule.condition = *AlertCondition::parse(u"above 90"_s);
    VERIFY_RESULT(market.rules().edit(rule, SlotRecorder::slotTime(18).addSecs(60)));
    QCOMPARE(market.judge(18), 0);
    for (int slot = 1; slot <= 24; ++slot) {
        const double price = slot == 6 || slot == 20 ? 95 : slot == 8 ? 101 : 80;
        market.recorder->store(slot, price, SlotRecorder::storedAt(24));
    }
    QCOMPARE(market.judge(24), 2);
    QCOMPARE(market.recorder->log(),
             (QStringList{u"1 @8 triggered 101, over @9"_s, u"1 @20 triggered 95, over @21"_s}));
    const QList<AlertLogEntry> entries = market.recorder->entries();
    QCOMPARE(entries.at(0).ruleVersion, 1);
    QVERIFY(entries.at(0).isLate);
    QCOMPARE(entries.at(1).ruleVersion, 2);
}

// An edit that changes nothing about what is judged is no new rule: it fires once.
void TestLatePrices::goOnWithARuleThatWasRenamed()
{
    Market market;
    AlertRule rule = market.recorder->add(u"above 100"_s);
    QCOMPARE(market.live(0, 80), 0);
    rule.notes = u"Sell"_s;
    VERIFY_RESULT(market.rules().edit(rule, SlotRecorder::slotTime(18).addSecs(60)));
    QCOMPARE(market.judge(18), 0);
    for (int slot = 1; slot <= 24; ++slot)
        market.recorder->store(slot, slot < 6 ? 80 : 105, SlotRecorder::storedAt(24));
    QCOMPARE(market.judge(24), 1);
    QCOMPARE(market.recorder->log(), QStringList{u"1 @6 triggered 105"_s});
}

void TestLatePrices::areNotForARuleThatIsYounger()
{
    Market market;
    (void)market.recorder->add(u"above 1000"_s); // there is a rule, so all is noted
    QCOMPARE(market.live(0, 80), 0);
    (void)market.addedAt(18, u"above 90"_s);
    QCOMPARE(market.judge(18), 0);
    for (int slot = 1; slot <= 24; ++slot)
        market.recorder->store(slot, slot == 6 ? 95 : 80, SlotRecorder::storedAt(24));
    QCOMPARE(market.judge(24), 0);

    // Made right after the slot whose price is being stored: that is what it begins with.
    (void)market.addedAt(25, u"above 85"_s);
    market.recorder->store(25, 88, SlotRecorder::storedAt(25).addSecs(90));
    QCOMPARE(market.judge(26), 1);
    QCOMPARE(market.recorder->log(), QStringList{u"3 @25 triggered 88"_s});
}

// An hour of which twenty minutes came late is an hour.
void TestLatePrices::fillAHold()
{
    Market market;
    (void)market.recorder->add(u"above 150"_s, holdingAnHour());
    QCOMPARE(market.live(0, 100), 0);
    for (const int slot : {1, 2, 3, 4, 9})
        QCOMPARE(market.live(slot, 160), 0);
    for (const int slot : {8, 7, 6, 5})
        QCOMPARE(market.store(slot, 160, 9), 0);
    for (const int slot : {10, 11, 12})
        QCOMPARE(market.live(slot, 160), 0);
    QCOMPARE(market.live(13, 160), 1);
    QCOMPARE(market.recorder->log(), QStringList{u"1 @13 triggered 160"_s});
    QVERIFY(!market.recorder->entries().constFirst().isLate);
}

void TestLatePrices::breakAHold()
{
    Market market;
    (void)market.recorder->add(u"above 150"_s, holdingAnHour());
    QCOMPARE(market.live(0, 100), 0);
    for (int slot = 1; slot <= 10; ++slot) {
        if (slot != 6)
            QCOMPARE(market.live(slot, 160), 0);
    }
    QCOMPARE(market.store(6, 100, 10), 0);
    for (int slot = 11; slot < 19; ++slot)
        QCOMPARE(market.live(slot, 160), 0);
    QCOMPARE(market.live(19, 160), 1);
    QCOMPARE(market.recorder->log(), QStringList{u"1 @19 triggered 160"_s});
}

// What was met before there was a rule is not for it.
void TestLatePrices::doNotLengthenAHold()
{
    Market market;
    (void)market.recorder->add(u"above 1000"_s);
    for (int slot = 0; slot <= 8; ++slot)
        QCOMPARE(market.live(slot, 160), 0);
    (void)market.addedAt(8, u"above 150"_s, holdingAnHour());
    QCOMPARE(market.judge(8), 0);
    for (int slot = 10; slot <= 12; ++slot)
        QCOMPARE(market.live(slot, 160), 0);
    QCOMPARE(market.store(9, 160, 12), 0);
    for (int slot = 13; slot < 20; ++slot)
        QCOMPARE(market.live(slot, 160), 0);
    QCOMPARE(market.live(20, 160), 1);
}

// The price of an hour ago was not there when the fall was seen.
void TestLatePrices::letLaterOnesFire()
{
    Market market;
    (void)market.recorder->add(u"change 1h below -5"_s);
    for (int slot = 0; slot < 10; ++slot)
        QCOMPARE(market.live(slot, 100), 0);
    for (int slot = 15; slot < 24; ++slot)
        QCOMPARE(market.live(slot, 99.5), 0);
    QCOMPARE(market.live(24, 94), 0);
    QCOMPARE(market.live(25, 99.5), 0);
    for (int slot = 10; slot < 15; ++slot)
        market.recorder->store(slot, 100, SlotRecorder::storedAt(25));
    QCOMPARE(market.judge(25), 1);
    QCOMPARE(market.recorder->log(), QStringList{u"1 @24 triggered -6, over @25"_s});
    QVERIFY(market.recorder->entries().constFirst().isLate);
}

void TestLatePrices::meetNoVersionOfAnotherSymbol_data()
{
    QTest::addColumn<QString>("condition"); // of the rule as it is now
    QTest::addColumn<QList<int>>("live");   // slots; the others come late
    QTest::newRow("another level") << u"above 1000"_s << QList<int>{0, 1, 2, 3, 4, 6, 7, 8, 9, 10};
    QTest::newRow("the same level") << u"above 50"_s << QList<int>{0, 1, 2, 3, 4, 6, 7, 8, 9, 10};
    QTest::newRow("the same level, from the outbox") << u"above 50"_s << QList<int>{0};
}

// A rule on another coin that was made one on this coin: what was above its level before that was
// never watched.
void TestLatePrices::meetNoVersionOfAnotherSymbol()
{
    QFETCH(const QString, condition);
    QFETCH(const QList<int>, live);
    Market market;
    (void)market.recorder->add(u"above 5000"_s); // there is a rule, so all is noted
    AlertRule other;
    other.symbol = u"ETH.COINSPOT"_s;
    AlertRule rule = market.addedAt(0, u"above 50"_s, other);
    for (const int slot : live)
        QCOMPARE(market.live(slot, 40), 0);
    rule.symbol = u"BTC.COINSPOT"_s;
    rule.condition = *AlertCondition::parse(condition);
    VERIFY_RESULT(market.rules().edit(rule, SlotRecorder::slotTime(10).addSecs(60)));
    QCOMPARE(market.judge(10), 0);
    for (int slot = 1; slot <= 10; ++slot) {
        if (!live.contains(slot))
            market.recorder->store(slot, slot == 5 ? 60 : 40, SlotRecorder::storedAt(11));
    }
    QCOMPARE(market.judge(11), 0);
    QCOMPARE(market.recorder->log(), QStringList{});
    const Result<QList<AlertRule>> versions = market.rules().versions(rule.id);
    VERIFY_RESULT(versions);
    QCOMPARE(versions->size(), 2);
    QCOMPARE(versions->at(0).symbol, u"ETH.COINSPOT"_s);
    QCOMPARE(versions->at(1).symbol, u"BTC.COINSPOT"_s);
}

// As an earlier program wrote it.
void TestLatePrices::meetAVersionWhoseSymbolWasNotKept()
{
    Market market;
    AlertRule rule = market.recorder->add(u"above 50"_s);
    for (const int slot : {0, 1, 3})
        QCOMPARE(market.live(slot, 40), 0);
    rule.condition = *AlertCondition::parse(u"above 1000"_s);
    VERIFY_RESULT(market.rules().edit(rule, SlotRecorder::slotTime(3).addSecs(60)));
    market.forgetDetails();
    QCOMPARE(market.store(2, 60, 4), 1);
    QCOMPARE(market.recorder->log(), QStringList{u"1 @2 triggered 60, over @3"_s});
}

QTEST_GUILESS_MAIN(TestLatePrices)
#include "tst_lateprices.moc"
