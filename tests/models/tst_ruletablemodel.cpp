// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertdata.h"
#include "models/alerts/chartalerts.h"
#include "models/alerts/firingtablemodel.h"
#include "models/alerts/ruletablemodel.h"
#include "models/alerts/ruleversionmodel.h"
#include "models/cellrole.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

// Rules as tables, their versions, what they would have fired, and their levels in a chart.
class TestRuleTableModel final : public QObject
{
    Q_OBJECT

private slots:
    void listsRulesByName();
    void findsByText();
    void saysWhichAreSnoozed();
    void saysWhatRulesAreDoing();
    void followsTheTime();
    void marksWhatIsNotSaved();
    void versionsSayWhatChanged();
    void firingsLastUntilTheyAreOver();
    void chartHasLevelsAndFirings();
    void chartForgetsAnotherSymbol();
};

void TestRuleTableModel::listsRulesByName()
{
    RuleTableModel model{alertLocale(), &alertTime};
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    QVERIFY(!model.hasAnswer());
    QList<AlertRule> rules = sampleRules();
    std::swap(rules[0], rules[2]);
    model.setRules(rules, {u"BTC.COINSPOT"_s});
    QVERIFY(model.hasAnswer());
    QCOMPARE(model.rowCount(), 3);
    const auto text = [&](int row, int column) {
        return model.index(row, column).data().toString();
    };
    QCOMPARE(text(0, RuleTableModel::NameColumn), u"BTC high"_s);
    QCOMPARE(text(0, RuleTableModel::ConditionColumn), u"price above 142,000.00"_s);
    QCOMPARE(text(1, RuleTableModel::ConditionColumn),
             u"change in 1 h below −3.50 % or spread above 2.00 %"_s);
    QCOMPARE(text(2, RuleTableModel::ConditionColumn), u"no data for 30 min"_s);
    QCOMPARE(text(2, RuleTableModel::StateColumn), u"Paused"_s);
    QCOMPARE(text(0, RuleTableModel::VersionColumn), u"3"_s);
    QCOMPARE(model.index(1, RuleTableModel::ConditionColumn).data(CellRole::Raw).toString(),
             u"change 1h below -3.5% or spread above 2%"_s);
}

void TestRuleTableModel::findsByText()
{
    RuleTableModel model{alertLocale(), &alertTime};
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    model.setRules(sampleRules(), {});
    model.setText(u"DOGE"_s);
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(model.find(1)); // hidden, and there
    QCOMPARE(model.rowOf(1), -1);
    model.setText(u"no data"_s);
    QCOMPARE(model.rule(0).id, 3);
    model.setText({});
    QCOMPARE(model.rowCount(), 3);
}

void TestRuleTableModel::saysWhichAreSnoozed()
{
    RuleTableModel model{alertLocale(), &alertTime};
    model.setRules(sampleRules(), {});
    model.setSnoozes({{1, alertTime().addSecs(3600)}, {2, alertTime()}});
    QCOMPARE(model.index(0, RuleTableModel::StateColumn).data().toString(),
             u"Snoozed until 15:35"_s);
    QVERIFY(!model.isSnoozed(2)); // over
}

void TestRuleTableModel::saysWhatRulesAreDoing()
{
    RuleTableModel model{alertLocale(), &alertTime};
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    model.setRules(sampleRules(), {});
    const auto state = [&](int row) {
        return model.index(row, RuleTableModel::StateColumn).data().toString();
    };
    QCOMPARE(state(0), u"Watching"_s);
    QCOMPARE(state(2), u"Paused"_s);
    AlertState firing;
    firing.phase = AlertState::Phase::Firing;
    AlertState silent;
    silent.hasData = false;
    model.setStates({{1, firing}, {2, silent}, {3, firing}});
    QCOMPARE(state(0), u"Firing"_s);
    QCOMPARE(state(1), u"No data"_s);
    QCOMPARE(state(2), u"Paused"_s); // whatever it was doing
    model.setSnoozes({{1, alertTime().addSecs(1800)}, {2, alertTime().addDays(2)}});
    QCOMPARE(state(0), u"Firing, snoozed until 15:05"_s);
    QCOMPARE(state(1), u"No data, snoozed until Sun 14:35"_s);
    const QModelIndex first = model.index(0, RuleTableModel::StateColumn);
    QCOMPARE(first.data(CellRole::State).value<CellState>(), CellState::Warning);
    QCOMPARE(first.data(Qt::ToolTipRole).toString(),
             u"It has fired, and its condition is still met"_s);
}

void TestRuleTableModel::followsTheTime()
{
    QDateTime now = alertTime();
    RuleTableModel model{alertLocale(), [&now] { return now; }};
    QList<AlertRule> rules = sampleRules();
    rules[1].expiresAt = now.addSecs(60);
    model.setRules(rules, {});
    model.setSnoozes({{1, now.addSecs(30)}});
    QSignalSpy changed{&model, &RuleTableModel::dataChanged};
    model.tick();
    QVERIFY(changed.isEmpty());
    now = now.addSecs(45);
    model.tick();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.index(0, RuleTableModel::StateColumn).data().toString(), u"Watching"_s);
    now = now.addSecs(45);
    model.tick();
    QCOMPARE(model.index(1, RuleTableModel::StateColumn).data().toString(), u"Expired"_s);
}

void TestRuleTableModel::marksWhatIsNotSaved()
{
    RuleTableModel model{alertLocale(), &alertTime};
    model.setRules(sampleRules(), {});
    model.setDrafts({1});
    const QModelIndex first = model.index(0, RuleTableModel::NameColumn);
    QCOMPARE(first.data().toString(), u"BTC high (not saved)"_s);
    QCOMPARE(first.data(CellRole::Raw).toString(), u"BTC high"_s);
    model.setDrafts({});
    QCOMPARE(first.data().toString(), u"BTC high"_s);
}

void TestRuleTableModel::versionsSayWhatChanged()
{
    RuleVersionModel model{alertLocale()};
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    AlertRule first = btcHigh();
    first.version = 1;
    AlertRule second = first;
    second.version = 2;
    second.condition = *AlertCondition::parse(u"above 143000 clear 140600"_s);
    second.holdMs = 0;
    AlertRule third = second;
    third.version = 3;
    third.isEnabled = false;
    model.setVersions({first, second, third});
    const auto change = [&](int row) {
        return model.index(row, RuleVersionModel::ChangeColumn).data().toString();
    };
    QCOMPARE(change(0), u"Switched off"_s);
    QCOMPARE(change(1), u"When price above 143,000.00; holds for 0 min"_s);
    QCOMPARE(change(2), u"New: price above 142,000.00"_s);
    QCOMPARE(model.version(0).version, 3);
}

void TestRuleTableModel::firingsLastUntilTheyAreOver()
{
    FiringTableModel model{alertLocale()};
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    RuleReplay replay = sampleReplay(2);
    replay.events.removeLast(); // the newest goes on
    model.setEvents(replay.events);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, FiringTableModel::LastedColumn).data().toString(), u"goes on"_s);
    QCOMPARE(model.index(1, FiringTableModel::LastedColumn).data().toString(), u"30 min"_s);
    QCOMPARE(model.index(1, FiringTableModel::TimeColumn).data().toString(),
             u"18 Nov 2026, 14:35"_s);
    QCOMPARE(model.index(1, FiringTableModel::ValueColumn).data().toString(), u"142,000.50"_s);
}

void TestRuleTableModel::chartHasLevelsAndFirings()
{
    SymbolAlerts marks{alertLocale()};
    QSignalSpy asked{&marks, &SymbolAlerts::logRequested};
    AlertRule off = btcHigh();
    off.id = 7;
    off.isEnabled = false;
    marks.setRules(sampleRules() + QList{off});
    marks.setSymbol(u"BTC.COINSPOT"_s);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.first().at(1).value<AlertLogRequest>().symbol, u"BTC.COINSPOT"_s);
    AlertLogPage page;
    page.rows = {logEntry(997, btcHigh(), AlertStatus::Acknowledged, "142518"),
                 logEntry(996, btcHigh(), AlertStatus::Resolved, "142611.5")};
    page.rows[1].kind = AlertEvent::Kind::NoData; // is no firing
    marks.acceptLog(asked.first().at(0).toULongLong(), page);
    const ChartAlerts alerts = marks.alerts();
    QCOMPARE(alerts.thresholds.size(), 1);
    QCOMPARE(alerts.thresholds[0].level, price("142000"));
    QCOMPARE(alerts.thresholds[0].words, u"BTC high"_s);
    QVERIFY(!alerts.thresholds[0].isMovable);
    QCOMPARE(alerts.firings.size(), 1);
    QCOMPARE(alerts.firings[0].id, 997);
    QCOMPARE(alerts.firings[0].sentence,
             u"BTC high at 20 Nov 2026, 11:35: 142,518.00. Acknowledged."_s);
    QVERIFY(marks.entry(997));
    QVERIFY(!marks.entry(5));
}

void TestRuleTableModel::chartForgetsAnotherSymbol()
{
    SymbolAlerts marks{alertLocale()};
    QSignalSpy asked{&marks, &SymbolAlerts::logRequested};
    marks.setRules(sampleRules());
    marks.setSymbol(u"BTC.COINSPOT"_s);
    marks.setSymbol(u"DOGE.COINSPOT"_s);
    AlertLogPage page;
    page.rows = {logEntry(997, btcHigh(), AlertStatus::Acknowledged, "142518")};
    marks.acceptLog(asked.first().at(0).toULongLong(), page); // of the one before
    QVERIFY(marks.alerts().firings.isEmpty());
    QVERIFY(marks.alerts().thresholds.isEmpty()); // a change is no price
}

QTEST_GUILESS_MAIN(TestRuleTableModel)
#include "tst_ruletablemodel.moc"
