// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertdata.h"
#include "models/alerts/alertlogmodel.h"
#include "models/alerts/deletedalertmodel.h"
#include "models/cellrole.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

// The log of alerts, and what was deleted: both ask by signal, a page at a time.
class TestAlertLogModel final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatHappened_data();
    void saysWhatHappened();
    void openOnesStandOut();
    void pagesAsItScrolls();
    void filtersAskAnew();
    void asksNothingBeforeItIsConnected();
    void lateAnswersAreForgotten();
    void aFailureLetsItAskAgain();
    void anotherQuestionsFailureIsNotThisOnes();
    void aReloadKeepsWhatWasScrolledTo();
    void aReloadChangesWhatChanged();
    void changesInARowAreReadTwiceAtMost();
    void saysHowLongTheTellingTook();
    void acknowledgedOnesChangeInPlace();
    void seeksThroughThePages();
    void seeksNoFurtherThanItsTime();
    void deletedOnesAreRulesThenAlerts();
};

void TestAlertLogModel::saysWhatHappened_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("raw");

    using M = AlertLogModel;
    QTest::newRow("status") << 0 << int(M::StatusColumn) << u"Triggered"_s << u"triggered"_s;
    QTest::newRow("time") << 0 << int(M::TimeColumn) << u"20 Nov 13:35:00"_s
                          << u"2026-11-20T02:35:00.000Z"_s;
    QTest::newRow("coin") << 0 << int(M::SymbolColumn) << u"doge"_s << u"DOGE.COINSPOT"_s;
    QTest::newRow("percent") << 0 << int(M::ValueColumn) << u"−3.84 %"_s << u"-3.84921500"_s;
    QTest::newRow("level") << 0 << int(M::LevelColumn) << u"−3.50 %"_s << u"-3.50000000"_s;
    QTest::newRow("silence") << 1 << int(M::ValueColumn) << u"35 min"_s << u"35.00000000"_s;
    QTest::newRow("price") << 2 << int(M::ValueColumn) << u"142,518.00"_s << u"142518.00000000"_s;
    QTest::newRow("rule") << 2 << int(M::RuleColumn) << u"BTC high"_s << u"BTC high"_s;
    QTest::newRow("severity") << 2 << int(M::SeverityColumn) << u"Warning"_s << u"warning"_s;
}

void TestAlertLogModel::saysWhatHappened()
{
    QFETCH(const int, row);
    QFETCH(const int, column);

    AlertLogModel model{alertLocale(), &alertTime};
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    model.reload();
    model.acceptLog(1, samplePage());
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.total(), 214);
    QTEST(model.index(row, column).data().toString(), "shown");
    QTEST(model.index(row, column).data(CellRole::Raw).toString(), "raw");
}

void TestAlertLogModel::openOnesStandOut()
{
    AlertLogModel model{alertLocale(), &alertTime};
    model.reload();
    model.acceptLog(1, samplePage());
    const auto tone = [&](int row) {
        return model.index(row, AlertLogModel::StatusColumn).data(CellRole::Tone).value<CellTone>();
    };
    const auto state = [&](int row) {
        return model.index(row, AlertLogModel::StatusColumn)
                .data(CellRole::State)
                .value<CellState>();
    };
    QCOMPARE(tone(1), CellTone::Strong);
    QCOMPARE(tone(2), CellTone::Plain);
    QCOMPARE(state(0), CellState::Warning);
    QCOMPARE(state(2), CellState::Ok);
    QCOMPARE(state(3), CellState::Adopted);
}

void TestAlertLogModel::pagesAsItScrolls()
{
    AlertLogModel model{alertLocale(), &alertTime};
    QSignalSpy asked{&model, &AlertLogModel::logRequested};
    model.reload();
    QVERIFY(!model.canFetchMore({}));
    model.acceptLog(1, samplePage());
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QCOMPARE(asked.count(), 2);
    const auto request = asked.at(1).at(1).value<AlertLogRequest>();
    QVERIFY(request.after);
    QCOMPARE(request.after->id, 996);
    QVERIFY(!model.canFetchMore({})); // until it is answered
    AlertLogPage last;
    last.rows = {logEntry(995, btcHigh(), AlertStatus::Resolved, "142001")};
    model.acceptLog(2, last);
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.total(), 214); // a later page says nothing of it
    QVERIFY(!model.canFetchMore({}));
}

void TestAlertLogModel::filtersAskAnew()
{
    AlertLogModel model{alertLocale(), &alertTime};
    QSignalSpy asked{&model, &AlertLogModel::logRequested};
    model.reload();
    model.acceptLog(1, samplePage());
    model.fetchMore({});
    model.setWhich(AlertLogRequest::Which::Open);
    model.setText(u" doge "_s);
    model.setText(u"doge"_s); // the same
    model.setFrom(alertTime().addDays(-30));
    QCOMPARE(asked.count(), 5);
    const auto request = asked.last().at(1).value<AlertLogRequest>();
    QVERIFY(!request.after); // from the newest on
    QCOMPARE(request.which, AlertLogRequest::Which::Open);
    QCOMPARE(request.text, u"doge"_s);
    QCOMPARE(request.from, alertTime().addDays(-30));
}

void TestAlertLogModel::asksNothingBeforeItIsConnected()
{
    AlertLogModel model{alertLocale(), &alertTime};
    QSignalSpy asked{&model, &AlertLogModel::logRequested};
    model.setText(u"doge"_s);
    model.setWhich(AlertLogRequest::Which::Open);
    QCOMPARE(asked.count(), 0);
    model.reload();
    QCOMPARE(asked.first().at(1).value<AlertLogRequest>().text, u"doge"_s);
}

void TestAlertLogModel::lateAnswersAreForgotten()
{
    AlertLogModel model{alertLocale(), &alertTime};
    model.reload();
    model.setText(u"doge"_s);
    model.acceptLog(1, samplePage());
    QVERIFY(!model.hasAnswer());
    model.acceptLog(2, {});
    QVERIFY(model.hasAnswer());
    QCOMPARE(model.rowCount(), 0);
}

void TestAlertLogModel::aFailureLetsItAskAgain()
{
    AlertLogModel model{alertLocale(), &alertTime};
    QSignalSpy asked{&model, &AlertLogModel::logRequested};
    model.reload();
    model.acceptLog(1, samplePage());
    model.fetchMore({});
    model.acceptFailure(2);
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QCOMPARE(asked.count(), 3);
}

void TestAlertLogModel::anotherQuestionsFailureIsNotThisOnes()
{
    AlertLogModel model{alertLocale(), &alertTime};
    model.reload();
    model.setText(u"doge"_s);
    model.acceptFailure(1);
    model.acceptLog(2, samplePage());
    model.fetchMore({});
    model.acceptFailure(2);
    QVERIFY(!model.canFetchMore({})); // the page is still under way
}

// Two pages are held: the log changes, and both are there again.
void TestAlertLogModel::aReloadKeepsWhatWasScrolledTo()
{
    AlertLogModel model{alertLocale(), &alertTime};
    QSignalSpy asked{&model, &AlertLogModel::logRequested};
    AlertLogPage first;
    for (int i = 0; i < 200; ++i)
        first.rows.append(logEntry(900 - i, btcHigh(), AlertStatus::Resolved, "142001"));
    first.hasMore = true;
    AlertLogPage second;
    for (int i = 200; i < 300; ++i)
        second.rows.append(logEntry(900 - i, btcHigh(), AlertStatus::Resolved, "142001"));
    second.hasMore = true;
    model.reload();
    model.acceptLog(1, first);
    model.fetchMore({});
    model.acceptLog(2, second);
    QCOMPARE(model.rowCount(), 300);
    model.reload();
    QCOMPARE(asked.last().at(1).value<AlertLogRequest>().limit, 300);
    AlertLogPage both = first;
    both.rows += second.rows;
    model.acceptLog(3, both);
    model.fetchMore({}); // and it goes on a page at a time
    QCOMPARE(asked.last().at(1).value<AlertLogRequest>().limit, AlertLogRequest{}.limit);
    model.acceptFailure(4);
    model.setText(u"doge"_s); // another question begins at its first page
    QCOMPARE(asked.last().at(1).value<AlertLogRequest>().limit, AlertLogRequest{}.limit);
}

void TestAlertLogModel::aReloadChangesWhatChanged()
{
    AlertLogModel model{alertLocale(), &alertTime};
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    QSignalSpy reset{&model, &AlertLogModel::modelReset};
    QSignalSpy changed{&model, &AlertLogModel::dataChanged};
    AlertLogPage page = samplePage();
    page.hasMore = false; // or the tester asks for it
    model.reload();
    model.acceptLog(1, page);
    QCOMPARE(reset.count(), 1);
    model.reload();
    model.acceptLog(2, page);
    QCOMPARE(reset.count(), 1);
    QCOMPARE(changed.count(), 0);
    // One ends as another fires: as many are open as before.
    page.rows[0].status = AlertStatus::Resolved;
    model.reload();
    model.acceptLog(3, page);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.index(0, AlertLogModel::StatusColumn).data().toString(), u"Resolved"_s);
    QCOMPARE(reset.count(), 1);
    page.rows.prepend(logEntry(1000, btcHigh(), AlertStatus::Triggered, "142700"));
    model.reload();
    model.acceptLog(4, page);
    QCOMPARE(reset.count(), 2);
    QCOMPARE(model.rowCount(), 5);
}

void TestAlertLogModel::changesInARowAreReadTwiceAtMost()
{
    AlertLogModel model{alertLocale(), &alertTime};
    QSignalSpy asked{&model, &AlertLogModel::logRequested};
    for (int change = 0; change < 40; ++change)
        model.reload();
    QCOMPARE(asked.count(), 1);
    model.acceptLog(1, samplePage());
    QCOMPARE(asked.count(), 2); // what is under way may have been read before the last of them
    model.acceptLog(2, samplePage());
    QCOMPARE(asked.count(), 2);
}

void TestAlertLogModel::saysHowLongTheTellingTook()
{
    AlertLogModel model{alertLocale(), &alertTime};
    AlertLogPage page = samplePage();
    page.rows[0].notifiedAt = page.rows[0].timestamp.addMSecs(12'345);
    model.reload();
    model.acceptLog(1, page);
    const auto delay = [&](int row) { return model.index(row, AlertLogModel::DelayColumn); };
    QCOMPARE(delay(0).data().toString(), u"12.3 s"_s);
    QCOMPARE(delay(0).data(CellRole::Raw).toString(), u"12345"_s);
    QCOMPARE(delay(1).data().toString(), u"–"_s);
}

void TestAlertLogModel::acknowledgedOnesChangeInPlace()
{
    AlertLogModel model{alertLocale(), &alertTime};
    model.reload();
    model.acceptLog(1, samplePage());
    QSignalSpy changed{&model, &AlertLogModel::dataChanged};
    QSignalSpy reset{&model, &AlertLogModel::modelReset};
    AlertLogEntry entry = model.entry(1);
    entry.status = AlertStatus::Acknowledged;
    model.update({entry, logEntry(5, btcHigh(), AlertStatus::Resolved, "1")});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(model.index(1, 0).data().toString(), u"Acknowledged"_s);
}

void TestAlertLogModel::seeksThroughThePages()
{
    AlertLogModel model{alertLocale(), &alertTime};
    QSignalSpy asked{&model, &AlertLogModel::logRequested};
    QSignalSpy sought{&model, &AlertLogModel::sought};
    model.reload();
    const AlertLogEntry old = logEntry(900, btcHigh(), AlertStatus::Resolved, "142001");
    model.seek(old.id, old.timestamp); // while the first page is under way
    QCOMPARE(asked.count(), 1);
    model.acceptLog(1, samplePage());
    QCOMPARE(asked.count(), 2);
    AlertLogPage page;
    page.rows = {logEntry(901, btcHigh(), AlertStatus::Resolved, "142001"), old};
    page.hasMore = true;
    model.acceptLog(2, page);
    QCOMPARE(sought, (QList<QVariantList>{{5}}));
    QCOMPARE(asked.count(), 2);
}

void TestAlertLogModel::seeksNoFurtherThanItsTime()
{
    AlertLogModel model{alertLocale(), &alertTime};
    QSignalSpy asked{&model, &AlertLogModel::logRequested};
    QSignalSpy sought{&model, &AlertLogModel::sought};
    model.reload();
    model.acceptLog(1, samplePage());
    model.seek(4711, alertTime()); // deleted meanwhile
    QCOMPARE(sought, (QList<QVariantList>{{-1}}));
    QCOMPARE(asked.count(), 1);
}

void TestAlertLogModel::deletedOnesAreRulesThenAlerts()
{
    DeletedAlertModel model{alertLocale(), &alertTime};
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    QSignalSpy asked{&model, &DeletedAlertModel::logRequested};
    model.reload();
    QVERIFY(asked.first().at(1).value<AlertLogRequest>().isDeleted);
    AlertRule gone = btcHigh();
    gone.deletedAt = alertTime();
    model.setRules({gone});
    AlertLogPage page = samplePage();
    page.total = 12;
    page.hasMore = false;
    model.acceptLog(1, page);
    QCOMPARE(model.total(), 13);
    QCOMPARE(model.ruleId(0), 1);
    QCOMPARE(model.entryId(0), 0);
    QCOMPARE(model.ruleId(1), 0);
    QCOMPARE(model.entryId(1), 999);
    QCOMPARE(model.index(0, DeletedAlertModel::WhatColumn).data().toString(),
             u"BTC high: price above 142,000.00"_s);
    QCOMPARE(model.index(1, DeletedAlertModel::KindColumn).data().toString(), u"Alert"_s);
    QVERIFY(!model.canFetchMore({}));
    model.setText(u"doge"_s);
    QCOMPARE(model.ruleId(0), 0); // the rule has no such text
    QCOMPARE(asked.last().at(1).value<AlertLogRequest>().text, u"doge"_s);
}

QTEST_GUILESS_MAIN(TestAlertLogModel)
#include "tst_alertlogmodel.moc"
