// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertedmarket.h"
#include "db/alerts/alertgeneration.h"
#include "shownprogram.h"
#include "tests/support/engines.h"
#include "tests/support/eodhdmarket.h"
#include "tests/support/stockrows.h"
#include "views/alerts/alertspanel.h"
#include "views/alerts/trialbox.h"
#include "views/quotes/pricechart.h"
#include "views/shell/banner.h"
#include "views/shell/linkbutton.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QTabWidget>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Patience = 20'000; // ms

} // namespace

// The Alerts panel in the whole program, on every engine: rules are written and tried, alerts are
// acknowledged, deleted and restored, and lead to their moment in the chart and back.
class TestAlertsWindow final : public QObject
{
    Q_OBJECT

private slots:
    void writesAndTriesARule_data() { addEngineRows(); }
    void writesAndTriesARule();
    void keepsTheVersions_data() { addEngineRows(); }
    void keepsTheVersions();
    void actsOnMany_data() { addEngineRows(); }
    void actsOnMany();
    void findsInTheLog_data() { addEngineRows(); }
    void findsInTheLog();
    void goesToTheChartAndBack();
    void beginsARuleFromTheChart();
    void draggingIsTriedOnStoredPrices();
    void isEmptyAtFirst();
    void acknowledgingIsUndone_data() { addEngineRows(); }
    void acknowledgingIsUndone();
    void theCommandIsTried();
    void aLogThatCannotBeReadSaysSo();
    void anEndAndAFiringTogetherAreSeen();
    void aSyncOfSharesIsTriedAnew();

private:
    static void open(ShownProgram &program, const ConnectionSpec &spec);
    [[nodiscard]] static int rows(const QString &table)
    {
        return ShownProgram::table(table)->model()->rowCount();
    }
    [[nodiscard]] static QString tabText(int tab)
    {
        return ShownProgram::find<QTabWidget>(u"alertTabBar"_s)->tabText(tab);
    }
    static void showTab(int tab)
    {
        ShownProgram::find<QTabWidget>(u"alertTabBar"_s)->setCurrentIndex(tab);
    }
    static void write(const QString &field, const QString &text)
    {
        auto *widget = ShownProgram::find<QWidget>(field);
        auto *line = qobject_cast<QLineEdit *>(widget);
        line = line ? line : widget->findChild<QLineEdit *>();
        line->selectAll();
        QTest::keyClicks(line, text);
    }
    [[nodiscard]] static QString trial()
    {
        return ShownProgram::find<TrialBox>(u"trialBox"_s)->text();
    }
    // By the menu bar, as a person would.
    [[nodiscard]] static QAction *inMenu(const QString &name)
    {
        for (const QMenu *menu : ShownProgram::window()->menuBar()->findChildren<QMenu *>()) {
            for (QAction *action : menu->actions()) {
                if (action->objectName() == name)
                    return action;
            }
        }
        return nullptr;
    }
};

void TestAlertsWindow::open(ShownProgram &program, const ConnectionSpec &spec)
{
    program.start(spec);
    ShownProgram::showPanel(Qt::Key_5);
    QTRY_VERIFY(ShownProgram::find<QWidget>(u"alerts"_s)->isVisible());
}

void TestAlertsWindow::writesAndTriesARule()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    AlertedMarket{database.spec()}.addPrices(3);
    ShownProgram program;
    open(program, database.spec());
    showTab(1);
    QTRY_VERIFY_WITH_TIMEOUT(ShownProgram::find<QComboBox>(u"ruleSymbol"_s)->count() > 0, Patience);
    QVERIFY(ShownProgram::press(u"newRuleButton"_s));
    write(u"ruleName"_s, u"Too dear"_s);
    write(u"ruleSymbol"_s, u"xau"_s);
    write(u"level0"_s, u"110"_s);
    // At each midnight of UTC, which is no night in Sydney.
    const auto saysWhat = [] {
        return trial().startsWith(u"Would have fired 3 time(s). None of them at night, "_s) &&
               trial().contains(u"There are enough prices for the last "_s);
    };
    QTRY_VERIFY_WITH_TIMEOUT(saysWhat(), Patience);
    QVERIFY(ShownProgram::press(u"saveRule"_s));
    QTRY_COMPARE_WITH_TIMEOUT(tabText(1), u"Rules (1)"_s, Patience);
    QTRY_COMPARE(ShownProgram::text(u"ruleTitle"_s), u"Rule: Too dear"_s);
    const auto connection = openOrFail(database.spec());
    QCOMPARE(numberFrom(*connection, u"SELECT COUNT(*) FROM alert_rules"_s), 1);
    // An answer of the database is said, and what was written stays.
    QVERIFY(ShownProgram::press(u"newRuleButton"_s));
    write(u"ruleSymbol"_s, u"NOBODY.KNOWS"_s);
    write(u"level0"_s, u"1"_s);
    QVERIFY(ShownProgram::press(u"saveRule"_s));
    Banner &banner = ShownProgram::find<AlertsPanel>(u"alerts"_s)->banner();
    QTRY_VERIFY_WITH_TIMEOUT(banner.isVisible(), Patience);
    QCOMPARE(ShownProgram::text(u"ruleTitle"_s), u"New rule"_s);
}

void TestAlertsWindow::keepsTheVersions()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    AlertedMarket{database.spec()}.addRule(u"High"_s, u"above 110 clear 105"_s);
    ShownProgram program;
    open(program, database.spec());
    QTRY_COMPARE_WITH_TIMEOUT(ShownProgram::text(u"ruleTitle"_s), u"Rule: High"_s, Patience);
    write(u"level0"_s, u"115"_s);
    QCOMPARE(ShownProgram::text(u"saveWords"_s),
             u"Saving makes version 2. Version 1 stays in the history."_s);
    QVERIFY(ShownProgram::press(u"saveRule"_s));
    QTRY_VERIFY_WITH_TIMEOUT(ShownProgram::text(u"ruleVersion"_s).startsWith(u"version 2"_s),
                             Patience);
    QTRY_COMPARE(ShownProgram::find<LinkButton>(u"ruleHistory"_s)->text(), u"2 version(s)"_s);
    QTest::keyClick(ShownProgram::find<LinkButton>(u"ruleHistory"_s), Qt::Key_Space);
    QAbstractItemModel *versions = ShownProgram::table(u"versionsTable"_s)->model();
    QCOMPARE(versions->index(0, 2).data().toString(), u"When price above 115.00"_s);
    // Deleted, it is in the bin; Ctrl+Z takes it back.
    QVERIFY(ShownProgram::press(u"deleteRule"_s));
    QTRY_COMPARE_WITH_TIMEOUT(tabText(2), u"Deleted (1)"_s, Patience);
    QCOMPARE(ShownProgram::text(u"ruleTitle"_s), u"No rule"_s);
    QTest::keyClick(ShownProgram::window(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(tabText(1), u"Rules (1)"_s, Patience);
    QTRY_COMPARE(tabText(2), u"Deleted (0)"_s);
    QCOMPARE(ShownProgram::text(u"ruleTitle"_s), u"Rule: High"_s);
}

void TestAlertsWindow::actsOnMany()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    {
        AlertedMarket market{database.spec()};
        const AlertRule high = market.addRule(u"High"_s, u"above 110"_s);
        const AlertRule low = market.addRule(u"Low"_s, u"below 90"_s);
        for (int hours = 1; hours <= 3; ++hours) {
            market.addFiring(high, hours);
            market.addFiring(low, hours);
        }
    }
    ShownProgram program;
    open(program, database.spec());
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"logTable"_s), 6, Patience);
    QTRY_COMPARE(tabText(0), u"Log, 6 open"_s);

    ShownProgram::table(u"logTable"_s)->selectAll();
    QVERIFY(ShownProgram::press(u"acknowledgeButton"_s));
    QTRY_COMPARE_WITH_TIMEOUT(tabText(0), u"Log"_s, Patience);
    QCOMPARE(ShownProgram::table(u"logTable"_s)->model()->index(0, 0).data().toString(),
             u"Acknowledged"_s);

    ShownProgram::find<QAction>(u"snoozeHour"_s)->trigger();
    showTab(1);
    const auto isSnoozed = [](int row) {
        return ShownProgram::table(u"rulesTable"_s)
                ->model()
                ->index(row, 1)
                .data()
                .toString()
                .contains(u"noozed until "_s);
    };
    QTRY_VERIFY_WITH_TIMEOUT(isSnoozed(0) && isSnoozed(1), Patience);
    QVERIFY(ShownProgram::press(u"toastUndo"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!isSnoozed(0) && !isSnoozed(1), Patience);

    showTab(0);
    ShownProgram::table(u"logTable"_s)->selectAll();
    QVERIFY(ShownProgram::press(u"removeAlertsButton"_s));
    QTRY_COMPARE_WITH_TIMEOUT(tabText(2), u"Deleted (6)"_s, Patience);
    QTRY_COMPARE(rows(u"logTable"_s), 0);
    showTab(2);
    QTRY_COMPARE(rows(u"deletedTable"_s), 6);
    ShownProgram::table(u"deletedTable"_s)->selectRow(0);
    QVERIFY(ShownProgram::press(u"restoreAlertsButton"_s));
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"logTable"_s), 1, Patience);
    QTRY_COMPARE(rows(u"deletedTable"_s), 5);
}

void TestAlertsWindow::findsInTheLog()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    {
        AlertedMarket market{database.spec()};
        const AlertRule high = market.addRule(u"100% High"_s, u"above 110"_s);
        const AlertRule low = market.addRule(u"Low"_s, u"below 90"_s);
        market.addFiring(high, 1);
        market.addFiring(low, 2);
        market.addFiring(low, 24 * 60);
    }
    ShownProgram program;
    open(program, database.spec());
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"logTable"_s), 2, Patience); // of the last 30 days
    const auto find = [](const QString &text) {
        ShownProgram::find<QWidget>(u"alerts"_s)
                ->findChild<QLineEdit *>(u"filterEdit"_s)
                ->setText(text);
    };
    find(u"hIGH"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"logTable"_s), 1, Patience);
    find(u"0% h"_s); // its own % is no pattern
    const auto *count =
            ShownProgram::find<QWidget>(u"alerts"_s)
                    ->findChild<QLabel *>(u"selectedCount"_s); // other panels have one, too
    QTRY_COMPARE(count->text(), u"0 of 1 selected"_s);
    find(u"0_"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"logTable"_s), 0, Patience);
    find(u"xau.coinspot below"_s); // the message
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"logTable"_s), 1, Patience);
    find({});
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"logTable"_s), 2, Patience);
    ShownProgram::find<QWidget>(u"alerts"_s)
            ->findChild<QComboBox *>(u"timeChoice"_s)
            ->setCurrentIndex(4);
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"logTable"_s), 3, Patience);
    ShownProgram::find<QComboBox>(u"statusChoice"_s)->setCurrentIndex(5); // resolved
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"logTable"_s), 0, Patience);
}

void TestAlertsWindow::goesToTheChartAndBack()
{
    const TestDatabase database{Engine::Sqlite};
    {
        AlertedMarket market{database.spec()};
        market.addPrices(40);
        const AlertRule high = market.addRule(u"High"_s, u"above 110"_s);
        market.addFiring(high, 1);
        market.addFiring(high, 24 * 20);
    }
    ShownProgram program;
    open(program, database.spec());
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"logTable"_s), 2, Patience);
    QTableView *log = ShownProgram::table(u"logTable"_s);
    log->selectRow(1);
    log->setFocus();
    QTest::keyClick(log, Qt::Key_Return);
    QTRY_VERIFY(ShownProgram::find<QWidget>(u"prices"_s)->isVisible());
    auto *chart = ShownProgram::find<PriceChart>(u"priceChart"_s);
    const qint64 moment = QDateTime::currentMSecsSinceEpoch() - qint64{20} * 86'400'000;
    const auto isThere = [&] {
        const std::optional<Crosshair> &crosshair = chart->picture().crosshair;
        return crosshair && crosshair->price && std::abs(crosshair->ms - moment) < 3'600'000;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isThere(), Patience);
    // The level and the firing are drawn there, and the firing leads back to its row.
    QTRY_COMPARE(chart->picture().thresholds.size(), 1);
    QTRY_COMPARE(chart->picture().markers.size(), 1);
    log->clearSelection();
    QTest::mouseClick(chart->viewport(), Qt::LeftButton, {},
                      chart->picture().markers.constFirst().rect.center().toPoint());
    QTRY_VERIFY(ShownProgram::find<QWidget>(u"alerts"_s)->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(log->selectionModel()->isRowSelected(1), Patience);
    QCOMPARE(log->currentIndex().row(), 1);
}

void TestAlertsWindow::beginsARuleFromTheChart()
{
    const TestDatabase database{Engine::Sqlite};
    AlertedMarket{database.spec()}.addPrices(1);
    ShownProgram program;
    program.start(database.spec());
    auto *chart = ShownProgram::find<PriceChart>(u"priceChart"_s);
    QTRY_VERIFY_WITH_TIMEOUT(chart->picture().last, Patience);
    QAction *action = inMenu(u"newAlertOnSymbol"_s);
    QVERIFY(action && action->isVisible());
    action->trigger();
    QTRY_VERIFY(ShownProgram::find<QWidget>(u"alerts"_s)->isVisible());
    QCOMPARE(ShownProgram::text(u"ruleTitle"_s), u"New rule"_s);
    QVERIFY(!ShownProgram::find<QComboBox>(u"ruleSymbol"_s)->currentText().isEmpty());
}

void TestAlertsWindow::draggingIsTriedOnStoredPrices()
{
    const TestDatabase database{Engine::Sqlite};
    {
        AlertedMarket market{database.spec()};
        market.addPrices(20);
        market.addRule(u"High"_s, u"above 110"_s);
    }
    ShownProgram program;
    open(program, database.spec());
    QTRY_VERIFY_WITH_TIMEOUT(trial().startsWith(u"Would have fired 20 time(s)"_s), Patience);
    auto *chart = ShownProgram::find<PriceChart>(u"backtestChart"_s);
    QTRY_COMPARE_WITH_TIMEOUT(chart->picture().thresholds.size(), 1, Patience);
    QTRY_COMPARE(chart->picture().firings.size(), 20);
    const ChartPicture &picture = chart->picture();
    const QPoint from{int(picture.plot.center().x()), int(picture.thresholds[0].y)};
    // Above the highest price nothing fires.
    const QPoint to{from.x(), int(picture.plot.top()) + 2};
    QTest::mousePress(chart->viewport(), Qt::LeftButton, {}, from);
    for (int y = from.y(); y > to.y(); y -= 3)
        QTest::mouseMove(chart->viewport(), QPoint{from.x(), y});
    QTest::mouseMove(chart->viewport(), to);
    QTRY_VERIFY_WITH_TIMEOUT(
            trial().startsWith(u"Would not have fired. There are enough prices for the last 2"_s),
            Patience);
    QTest::mouseRelease(chart->viewport(), Qt::LeftButton, {}, to);
    QTRY_COMPARE(chart->picture().firings.size(), 0);
    QVERIFY(ShownProgram::text(u"saveWords"_s).startsWith(u"Saving makes version 2"_s));
}

void TestAlertsWindow::isEmptyAtFirst()
{
    ShownProgram program;
    open(program, ConnectionSpec::file(program.folder.filePath(u"market.db"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(!ShownProgram::table(u"logTable"_s)->isVisible(), Patience);
    QCOMPARE(tabText(1), u"Rules (0)"_s);
    QVERIFY(!ShownProgram::find<AlertsPanel>(u"alerts"_s)->banner().isVisible());
}

void TestAlertsWindow::acknowledgingIsUndone()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    {
        AlertedMarket market{database.spec()};
        market.addFiring(market.addRule(u"High"_s, u"above 110"_s), 1);
    }
    ShownProgram program;
    open(program, database.spec());
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"logTable"_s), 1, Patience);
    auto *status = ShownProgram::find<QToolButton>(u"statusAlerts"_s);
    QTRY_VERIFY_WITH_TIMEOUT(status->isVisible(), Patience);
    const auto shown = [] {
        return ShownProgram::table(u"logTable"_s)->model()->index(0, 0).data().toString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(shown(), u"Notified"_s, Patience);
    ShownProgram::table(u"logTable"_s)->selectRow(0);
    QVERIFY(ShownProgram::press(u"acknowledgeButton"_s));
    QTRY_COMPARE_WITH_TIMEOUT(shown(), u"Acknowledged"_s, Patience);
    QTRY_VERIFY(!status->isVisible());
    QVERIFY(ShownProgram::press(u"toastUndo"_s));
    QTRY_COMPARE_WITH_TIMEOUT(shown(), u"Notified"_s, Patience);
    QTRY_VERIFY(status->isVisible());
    // The status bar leads to the panel.
    ShownProgram::showPanel(Qt::Key_1);
    QTest::mouseClick(status, Qt::LeftButton);
    QVERIFY(ShownProgram::find<QWidget>(u"alerts"_s)->isVisible());
}

void TestAlertsWindow::theCommandIsTried()
{
    ShownProgram program;
    open(program, ConnectionSpec::file(program.folder.filePath(u"market.db"_s)));
    ShownProgram::showPanel(Qt::Key_Comma);
    auto *command = ShownProgram::find<QLineEdit>(u"alertCommand"_s);
    QTRY_VERIFY(command->isVisible());
    const QString told = program.folder.filePath(u"told"_s);
    command->setFocus();
    QTest::keyClicks(command, u"/usr/bin/tee "_s + told);
    QVERIFY(ShownProgram::press(u"testAlertCommand"_s));
    QTRY_COMPARE_WITH_TIMEOUT(ShownProgram::text(u"alertCommandOutcome"_s),
                              u"The command ended without an error."_s, Patience);
    QFile file{told};
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("\"symbol\":\"BTC.COINSPOT\""));
    command->selectAll();
    QTest::keyClicks(command, u"/bin/sh -c \"echo no >&2; exit 3\""_s);
    QTest::keyClick(command, Qt::Key_Return); // kept
    QVERIFY(ShownProgram::press(u"testAlertCommand"_s));
    QTRY_COMPARE_WITH_TIMEOUT(ShownProgram::text(u"alertCommandOutcome"_s),
                              u"The command ended with 3. no"_s, Patience);
    QCOMPARE(program.store.value(u"alerts/command"_s).toStringList(),
             (QStringList{u"/bin/sh"_s, u"-c"_s, u"echo no >&2; exit 3"_s}));
}

void TestAlertsWindow::aLogThatCannotBeReadSaysSo()
{
    const TestDatabase database{Engine::Sqlite};
    AlertedMarket market{database.spec()};
    market.addFiring(market.addRule(u"High"_s, u"above 110"_s), 1);
    ShownProgram program;
    open(program, database.spec());
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"logTable"_s), 1, Patience);
    // Told, so that the program leaves the log alone.
    const auto told = [&] {
        return AlertLogStore{market.connection()}.untold(QDateTime::currentDateTimeUtc());
    };
    QTRY_VERIFY_WITH_TIMEOUT(told() && told()->isEmpty(), Patience);
    Banner &banner = ShownProgram::find<AlertsPanel>(u"alerts"_s)->banner();
    QTRY_VERIFY_WITH_TIMEOUT(!banner.isVisible(), Patience);
    const auto rename = [&](const QString &columns) {
        return Statements{market.connection()}
                .change(u"ALTER TABLE alert_logs RENAME COLUMN "_s + columns)
                .has_value();
    };
    QVERIFY(QTest::qWaitFor([&] { return rename(u"message TO words"_s); }, Patience));
    auto *filter =
            ShownProgram::find<QWidget>(u"alerts"_s)->findChild<QLineEdit *>(u"filterEdit"_s);
    filter->setText(u"x"_s);
    QTRY_COMPARE_WITH_TIMEOUT(banner.message().headline, u"The log of alerts cannot be read."_s,
                              Patience);
    QVERIFY(banner.isVisible());
    QCOMPARE(rows(u"logTable"_s), 1); // what was there stays
    QVERIFY(QTest::qWaitFor([&] { return rename(u"words TO message"_s); }, Patience));
    filter->clear();
    QTRY_VERIFY_WITH_TIMEOUT(!banner.isVisible(), Patience);
}

// As many are open as before, and other ones.
void TestAlertsWindow::anEndAndAFiringTogetherAreSeen()
{
    const TestDatabase database{Engine::Sqlite};
    AlertedMarket market{database.spec()};
    const AlertRule high = market.addRule(u"High"_s, u"above 110"_s);
    const AlertRule low = market.addRule(u"Low"_s, u"below 90"_s);
    market.addFiring(high, 1);
    ShownProgram program;
    open(program, database.spec());
    const auto shown = [](int row) {
        return ShownProgram::table(u"logTable"_s)->model()->index(row, 0).data().toString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(shown(0), u"Notified"_s, Patience);
    ShownProgram::table(u"logTable"_s)->selectRow(0);
    {
        AlertLogStore log{market.connection()};
        Transaction transaction{market.connection()};
        VERIFY_RESULT(transaction.begin());
        VERIFY_RESULT(log.resolve(high.id, AlertEvent::Kind::Resolved,
                                  QDateTime::currentMSecsSinceEpoch()));
        VERIFY_RESULT(transaction.commit());
    }
    market.addFiring(low, 0);
    Statements statements{market.connection()}; // as the program that judged it does
    VERIFY_RESULT(bumpAlertGeneration(statements, QDateTime::currentDateTimeUtc()));
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"logTable"_s), 2, 2 * Patience);
    QTRY_COMPARE_WITH_TIMEOUT(shown(1), u"Resolved"_s, Patience);
    QVERIFY(ShownProgram::table(u"logTable"_s)->selectionModel()->isRowSelected(1));
}

// The rule in hand is tried on what is stored: also on what a sync brought just now.
void TestAlertsWindow::aSyncOfSharesIsTriedAnew()
{
    const TestDatabase database{Engine::Sqlite};
    AlertedMarket market{database.spec()};
    EodhdMarket provider;
    const QList<DailyBar> days = risingDays(QDate::currentDate().addDays(-1), 30);
    provider.setDays(u"BHP.AU"_s, days);
    provider.setDay(u"BHP.AU"_s, dayOf(days.constLast().day, u"99"_s));
    VERIFY_RESULT(addStock(market.connection(), u"BHP.AU"_s, u"AUD"_s));
    VERIFY_RESULT(addDays(market.connection(), u"BHP.AU"_s, days));
    AlertRule rule;
    rule.name = u"Dear"_s;
    rule.symbol = u"BHP.AU"_s;
    rule.condition = *AlertCondition::parse(u"above 50"_s);
    const auto now = QDateTime::currentDateTimeUtc();
    VERIFY_RESULT(AlertRuleStore{market.connection()}.add(*checkedRule(rule), now));

    ShownProgram program;
    program.eodhdServer = provider.url();
    open(program, database.spec());
    QTRY_VERIFY_WITH_TIMEOUT(trial().startsWith(u"Would not have fired."_s), Patience);
    QCOMPARE(provider.calls(), 0); // without a token nothing is asked
    bool isSet = false;
    program.credentials.set(Credential::eodhdToken(), EodhdMarket::token(), this,
                            [&](const Result<> &done) { isSet = done.has_value(); });
    QTRY_VERIFY(isSet);
    QTRY_VERIFY_WITH_TIMEOUT(trial().startsWith(u"Would have fired 1 time(s)"_s), Patience);
}

QTEST_MAIN(TestAlertsWindow)
#include "tst_alertswindow.moc"
