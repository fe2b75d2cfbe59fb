// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"
#include "shownalerts.h"
#include "views/shell/banner.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>

using namespace Qt::Literals::StringLiterals;

// The log, the rules and what was deleted, and what can be done with many at once.
class TestAlertsPanel final : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_shown = std::make_unique<ShownAlerts>(); }
    void cleanup() { m_shown.reset(); }
    void showsWhatThereIs();
    void currentRowBringsItsRule();
    void filtersTheLogInTheDatabase();
    void filtersRules();
    void acknowledgesMany();
    void snoozesRulesOnce();
    void snoozesAsLongAsWanted_data();
    void snoozesAsLongAsWanted();
    void endsASnooze();
    void deletesAlerts();
    void deletesRules();
    void goesOnWithTheNextRow();
    void restoresBoth();
    void showsTheMoment();
    void goesToAnEntry();
    void goesToManyAtOnce();
    void newsKeepSelection();
    void newsKeepThePlace();
    void newsOfOneChangeItAlone();
    void detailsFollowTheCurrentRow();
    void keysReachTheirActions();
    void deleteInAFieldIsALetter();
    void contextMenuHasTheActions();
    void everyActionIsForAMenu();
    void keepsState();
    void fitsASmallWindow();
    void worksRightToLeft();
    void growsWithTheFont();
    void everythingHasAName();
    void tabGoesAsItReads();

private:
    [[nodiscard]] QAction &action(const QString &name) const
    {
        return *m_shown->panel.findChild<QAction *>(name);
    }
    [[nodiscard]] DataTable &log() const { return m_shown->table(u"logTable"_s); }
    void selectInLog(const QList<int> &rows) const
    {
        log().clearSelection();
        log().setCurrentIndex(log().model()->index(rows.constFirst(), 0));
        for (const int row : rows)
            log().selectionModel()->select(log().model()->index(row, 0),
                                           QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }

    std::unique_ptr<ShownAlerts> m_shown;
};

void TestAlertsPanel::showsWhatThereIs()
{
    const auto &tabs = m_shown->child<QTabWidget>(u"alertTabBar"_s);
    QCOMPARE(tabs.tabText(0), u"Log, 2 open"_s);
    QCOMPARE(tabs.tabText(1), u"Rules (3)"_s);
    QCOMPARE(tabs.tabText(2), u"Deleted (0)"_s);
    QCOMPARE(m_shown->text(u"selectedCount"_s), u"0 of 214 selected"_s);
    QCOMPARE(log().model()->rowCount(), 4);
    m_shown->panel.setOpenCount(0);
    QCOMPARE(tabs.tabText(0), u"Log"_s);
}

void TestAlertsPanel::currentRowBringsItsRule()
{
    QSignalSpy versions{&m_shown->panel, &AlertsPanel::versionsRequested};
    log().setCurrentIndex(log().model()->index(0, 0));
    QCOMPARE(m_shown->text(u"ruleTitle"_s), u"Rule: doge falls"_s);
    QCOMPARE(versions.last().constFirst().toLongLong(), 2);
    m_shown->showTab(1);
    m_shown->table(u"rulesTable"_s).setCurrentIndex(m_shown->rules.index(0, 0));
    QCOMPARE(m_shown->text(u"ruleTitle"_s), u"Rule: BTC high"_s);
    QCOMPARE(m_shown->text(u"ruleVersion"_s), u"version 3, edited 12 Nov 2026, 14:35"_s);
}

void TestAlertsPanel::filtersTheLogInTheDatabase()
{
    QSignalSpy asked{&m_shown->log, &AlertLogModel::logRequested};
    QTest::keyClick(&log(), Qt::Key_F, Qt::ControlModifier);
    auto &filter = m_shown->child<QLineEdit>(u"filterEdit"_s);
    QTRY_VERIFY(filter.hasFocus());
    QTest::keyClicks(&filter, u"btc"_s);
    m_shown->choose(u"statusChoice"_s, 1);
    const auto request = asked.last().at(1).value<AlertLogRequest>();
    QCOMPARE(request.text, u"btc"_s);
    QCOMPARE(request.which, AlertLogRequest::Which::Open);
    QCOMPARE(request.from, (QDateTime{QDate{2026, 10, 21}, QTime{3, 0}, Qt::UTC}));
    m_shown->choose(u"timeChoice"_s, 4);
    QVERIFY(!asked.last().at(1).value<AlertLogRequest>().from.isValid());
    filter.setFocus();
    QTest::keyClick(&filter, Qt::Key_Escape);
    QVERIFY(filter.text().isEmpty());
    QTest::keyClick(&filter, Qt::Key_Escape);
    QVERIFY(log().hasFocus());
}

void TestAlertsPanel::filtersRules()
{
    m_shown->showTab(1);
    QTRY_VERIFY(!m_shown->child<QComboBox>(u"statusChoice"_s).isVisible()); // rules have none
    m_shown->child<QLineEdit>(u"filterEdit"_s).setText(u"doge"_s);
    QCOMPARE(m_shown->table(u"rulesTable"_s).model()->rowCount(), 1);
    QCOMPARE(m_shown->text(u"selectedCount"_s), u"0 of 1 selected"_s);
}

void TestAlertsPanel::acknowledgesMany()
{
    QSignalSpy seen{&m_shown->panel, &AlertsPanel::acknowledgeRequested};
    QVERIFY(!action(u"acknowledge"_s).isEnabled());
    QCOMPARE(action(u"acknowledge"_s).toolTip(), u"Select an alert first"_s);
    selectInLog({0, 1, 2, 3});
    m_shown->press(u"acknowledgeButton"_s);
    // Not the one that was acknowledged before; one that is over, too.
    QCOMPARE(seen.first().first().value<QList<qint64>>(), (QList<qint64>{999, 998, 996}));
    selectInLog({2});
    QCOMPARE(action(u"acknowledge"_s).toolTip(), u"Acknowledged already"_s);
}

void TestAlertsPanel::snoozesRulesOnce()
{
    QSignalSpy snoozed{&m_shown->panel, &AlertsPanel::snoozeRequested};
    selectInLog({0, 2, 3}); // two of the same rule
    QVERIFY(m_shown->child<QPushButton>(u"snoozeButton"_s)
                    .menu()
                    ->actions()
                    .contains(&action(u"snoozeHour"_s)));
    action(u"snoozeHour"_s).trigger();
    QCOMPARE(snoozed.first().at(0).value<QList<qint64>>(), (QList<qint64>{2, 1}));
    QCOMPARE(snoozed.first().at(1).toDateTime(), alertTime().addSecs(3600));
}

void TestAlertsPanel::snoozesAsLongAsWanted_data()
{
    QTest::addColumn<QString>("choice");
    QTest::addColumn<QDateTime>("until");

    QTest::newRow("15 minutes") << u"snooze15Minutes"_s << alertTime().addSecs(900);
    QTest::newRow("tomorrow, 08:00 in Sydney")
            << u"snoozeTomorrow"_s << QDateTime{QDate{2026, 11, 20}, QTime{21, 0}, Qt::UTC};
    QTest::newRow("a week") << u"snoozeWeek"_s << alertTime().addDays(7);
}

void TestAlertsPanel::snoozesAsLongAsWanted()
{
    QFETCH(const QString, choice);

    QSignalSpy snoozed{&m_shown->panel, &AlertsPanel::snoozeRequested};
    selectInLog({0});
    action(choice).trigger();
    QTEST(snoozed.first().at(1).toDateTime(), "until");
}

void TestAlertsPanel::endsASnooze()
{
    QSignalSpy snoozed{&m_shown->panel, &AlertsPanel::snoozeRequested};
    selectInLog({2});
    QVERIFY(!action(u"endSnooze"_s).isEnabled());
    m_shown->rules.setSnoozes({{1, alertTime().addSecs(60)}});
    selectInLog({3});
    action(u"endSnooze"_s).trigger();
    QCOMPARE(snoozed.first().at(1).toDateTime(), alertTime());
}

void TestAlertsPanel::deletesAlerts()
{
    QSignalSpy removed{&m_shown->panel, &AlertsPanel::removeEntriesRequested};
    selectInLog({0, 2});
    log().setFocus();
    QTest::keyClick(&log(), Qt::Key_Delete);
    QCOMPARE(removed.first().first().value<QList<qint64>>(), (QList<qint64>{999, 997}));
}

void TestAlertsPanel::deletesRules()
{
    QSignalSpy removed{&m_shown->panel, &AlertsPanel::removeRulesRequested};
    m_shown->showTab(1);
    DataTable &rules = m_shown->table(u"rulesTable"_s);
    rules.selectRow(1);
    rules.setFocus();
    QTest::keyClick(&rules, Qt::Key_Delete);
    QCOMPARE(removed.first().first().value<QList<qint64>>(), QList<qint64>{2});
    m_shown->press(u"deleteRule"_s); // the one in hand
    QCOMPARE(removed.last().first().value<QList<qint64>>(), QList<qint64>{2});
}

void TestAlertsPanel::goesOnWithTheNextRow()
{
    selectInLog({1});
    log().setFocus();
    QTest::keyClick(&log(), Qt::Key_Delete);
    AlertLogPage page = samplePage();
    page.rows.removeAt(1);
    m_shown->log.reload();
    m_shown->log.acceptLog(m_shown->ticket(), page);
    QCOMPARE(m_shown->log.entry(log().currentIndex().row()).id, 997);
    QCOMPARE(log().selectionModel()->selectedRows().size(), 1);

    m_shown->showTab(1);
    DataTable &rules = m_shown->table(u"rulesTable"_s);
    rules.selectRow(2); // the last
    m_shown->press(u"deleteRule"_s);
    m_shown->rules.setRules(sampleRules().first(2), ShownAlerts::symbols());
    QCOMPARE(rules.currentIndex().row(), 1);
    QCOMPARE(m_shown->text(u"ruleTitle"_s), u"Rule: doge falls"_s);
    // A row that a filter hides is not followed by another.
    m_shown->rules.setText(u"btc"_s);
    QVERIFY(!rules.currentIndex().isValid());
}

void TestAlertsPanel::restoresBoth()
{
    AlertRule gone = btcHigh();
    gone.deletedAt = alertTime();
    m_shown->deleted.reload();
    m_shown->deleted.acceptLog(2, samplePage());
    m_shown->deleted.setRules({gone});
    QSignalSpy rules{&m_shown->panel, &AlertsPanel::restoreRulesRequested};
    QSignalSpy entries{&m_shown->panel, &AlertsPanel::restoreEntriesRequested};
    m_shown->showTab(2);
    QVERIFY(!m_shown->child<QPushButton>(u"removeAlertsButton"_s).isVisible());
    DataTable &table = m_shown->table(u"deletedTable"_s);
    table.selectAll();
    m_shown->press(u"restoreAlertsButton"_s);
    QCOMPARE(rules.first().first().value<QList<qint64>>(), QList<qint64>{1});
    QCOMPARE(entries.first().first().value<QList<qint64>>(), (QList<qint64>{999, 998, 997, 996}));
}

void TestAlertsPanel::showsTheMoment()
{
    QSignalSpy wanted{&m_shown->panel, &AlertsPanel::chartRequested};
    selectInLog({2});
    log().setFocus();
    QTest::keyClick(&log(), Qt::Key_Return);
    QCOMPARE(wanted.first().at(0).toString(), u"BTC.COINSPOT"_s);
    QCOMPARE(wanted.first().at(1).toDateTime(), m_shown->log.entry(2).timestamp);
}

void TestAlertsPanel::goesToAnEntry()
{
    m_shown->showTab(1);
    m_shown->panel.showEntries({m_shown->log.entry(2)});
    QCOMPARE(log().currentIndex().row(), 2);
    QVERIFY(log().hasFocus());
    // One that the filter hides: the filter goes.
    m_shown->child<QLineEdit>(u"filterEdit"_s).setText(u"doge"_s);
    AlertLogPage doge;
    doge.rows = {samplePage().rows[0]};
    m_shown->log.acceptLog(m_shown->ticket(), doge);
    m_shown->panel.showEntries({samplePage().rows[3]});
    QVERIFY(m_shown->log.request().text.isEmpty());
    m_shown->log.acceptLog(m_shown->ticket(), samplePage());
    QCOMPARE(log().currentIndex().row(), 3);
    QVERIFY(m_shown->text(u"ruleTitle"_s).contains(u"BTC high"_s));
}

void TestAlertsPanel::newsKeepSelection()
{
    selectInLog({1, 2});
    m_shown->log.reload();
    AlertLogPage news = samplePage();
    news.rows.prepend(logEntry(1000, btcHigh(), AlertStatus::Triggered, "142000.5"));
    m_shown->log.acceptLog(m_shown->ticket(), news);
    QCOMPARE(log().selectionModel()->selectedRows().size(), 2);
    QVERIFY(log().selectionModel()->isRowSelected(2));
    QVERIFY(log().selectionModel()->isRowSelected(3));
    QCOMPARE(log().currentIndex().row(), 2);
}

// As a digest that was clicked: the newest is in sight, one is gone meanwhile.
void TestAlertsPanel::goesToManyAtOnce()
{
    selectInLog({0});
    const AlertLogEntry gone = logEntry(995, btcHigh(), AlertStatus::Notified, "142001");
    m_shown->panel.showEntries({gone, m_shown->log.entry(3), m_shown->log.entry(1)});
    m_shown->log.acceptLog(m_shown->ticket(), samplePage()); // it asks for the one it has not
    AlertLogPage older;
    older.rows = {logEntry(900, btcHigh(), AlertStatus::Resolved, "142001")};
    m_shown->log.acceptLog(m_shown->ticket(), older);
    QCOMPARE(log().selectionModel()->selectedRows().size(), 2);
    QVERIFY(log().selectionModel()->isRowSelected(1));
    QVERIFY(log().selectionModel()->isRowSelected(3));
    QCOMPARE(log().currentIndex().row(), 1);
}

// Scrolled down, with the current row far above.
void TestAlertsPanel::newsKeepThePlace()
{
    AlertLogPage page;
    for (int i = 0; i < 150; ++i)
        page.rows.append(logEntry(900 - i, btcHigh(), AlertStatus::Resolved, "142001"));
    m_shown->log.reload();
    m_shown->log.acceptLog(m_shown->ticket(), page);
    selectInLog({2});
    log().scrollTo(log().model()->index(60, 0), QAbstractItemView::PositionAtTop);
    const int top = log().rowAt(0);
    QVERIFY(top >= 60);
    const qint64 first = m_shown->log.entry(top).id;
    for (qint64 id = 901; id < 904; ++id)
        page.rows.prepend(logEntry(id, btcHigh(), AlertStatus::Triggered, "142700"));
    m_shown->log.reload();
    m_shown->log.acceptLog(m_shown->ticket(), page);
    QCOMPARE(m_shown->log.entry(log().rowAt(0)).id, first);
    QVERIFY(log().selectionModel()->isRowSelected(5));
    // At the top it stays there, so that news are seen.
    log().scrollToTop();
    page.rows.prepend(logEntry(904, btcHigh(), AlertStatus::Triggered, "142700"));
    m_shown->log.reload();
    m_shown->log.acceptLog(m_shown->ticket(), page);
    QCOMPARE(log().rowAt(0), 0);
}

void TestAlertsPanel::newsOfOneChangeItAlone()
{
    selectInLog({1});
    QSignalSpy selected{log().selectionModel(), &QItemSelectionModel::selectionChanged};
    AlertLogPage page = samplePage();
    page.rows[1].status = AlertStatus::Resolved;
    m_shown->log.reload();
    m_shown->log.acceptLog(m_shown->ticket(), page);
    QCOMPARE(log().model()->index(1, 0).data().toString(), u"Resolved"_s);
    QCOMPARE(selected.count(), 0);
}

void TestAlertsPanel::detailsFollowTheCurrentRow()
{
    const auto said = [this] {
        QStringList texts;
        for (const auto *label :
             m_shown->child<QWidget>(u"entryDetails"_s).findChildren<QLabel *>()) {
            if (!label->isHidden())
                texts.append(label->text());
        }
        return texts;
    };
    log().setCurrentIndex({});
    QCOMPARE(said().size(), 1); // what is to be done to see more
    selectInLog({2});
    QTRY_VERIFY(said().contains(u"BTC high, version 3"_s));
    QVERIFY(said().contains(u"Nobody yet"_s));
    AlertLogPage page = samplePage();
    page.rows[2].notifiedAt = page.rows[2].timestamp.addMSecs(400);
    page.rows[2].deliveries.note(AlertChannel::Notice, u"tray"_s, page.rows[2].notifiedAt);
    m_shown->log.reload();
    m_shown->log.acceptLog(m_shown->ticket(), page);
    QTRY_VERIFY(!said().contains(u"Nobody yet"_s));
    QVERIFY(said().filter(u"By a message of the tray icon"_s).size() == 1);
}

void TestAlertsPanel::keysReachTheirActions()
{
    log().setFocus();
    selectInLog({0});
    QTest::keyClick(&log(), Qt::Key_F2);
    QTRY_VERIFY(m_shown->field(u"ruleName"_s).hasFocus());
    QCOMPARE(m_shown->field(u"ruleName"_s).text(), u"doge falls"_s);
    QTest::keyClick(&log(), Qt::Key_N, Qt::ControlModifier);
    QCOMPARE(m_shown->text(u"ruleTitle"_s), u"New rule"_s);
}

void TestAlertsPanel::deleteInAFieldIsALetter()
{
    QSignalSpy removed{&m_shown->panel, &AlertsPanel::removeEntriesRequested};
    selectInLog({0});
    QWidget &box = m_shown->child<QWidget>(u"ruleSeverity"_s);
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_Delete);
    QCOMPARE(removed.count(), 0);
}

void TestAlertsPanel::contextMenuHasTheActions()
{
    selectInLog({0});
    QContextMenuEvent event{QContextMenuEvent::Keyboard, {}, {}};
    QApplication::sendEvent(log().viewport(), &event);
    const auto *menu = log().findChild<QMenu *>(QString{}, Qt::FindDirectChildrenOnly);
    QVERIFY(menu);
    QVERIFY(menu->actions().contains(&action(u"acknowledge"_s)));
    QVERIFY(menu->actions().contains(&action(u"removeAlerts"_s)));
}

void TestAlertsPanel::everyActionIsForAMenu()
{
    const QList<QAction *> menus = m_shown->panel.editActions() + m_shown->panel.viewActions();
    for (const QString &name :
         {u"newRule"_s, u"editRule"_s, u"acknowledge"_s, u"snooze"_s, u"removeAlerts"_s,
          u"restoreAlerts"_s, u"showInChart"_s, u"filterAlerts"_s})
        QVERIFY2(menus.contains(&action(name)), qPrintable(name));
}

void TestAlertsPanel::keepsState()
{
    log().setColumnShown(AlertLogModel::RuleColumn, false);
    m_shown->choose(u"timeChoice"_s, 3);
    const QByteArray state = m_shown->panel.saveState();
    init();
    QVERIFY(!m_shown->panel.restoreState("nonsense"));
    QVERIFY(m_shown->panel.restoreState(state));
    QVERIFY(log().isColumnHidden(AlertLogModel::RuleColumn));
    QCOMPARE(m_shown->child<QComboBox>(u"timeChoice"_s).currentText(), u"Last year"_s);
}

void TestAlertsPanel::fitsASmallWindow()
{
    m_shown->panel.resize(916, 546); // what a window of 960 x 600 leaves
    QTRY_COMPARE(m_shown->panel.size(), QSize(916, 546));
    QTRY_VERIFY(m_shown->child<QPushButton>(u"newRuleButton"_s).isVisible());
    // Status, time, symbol and value stand there whole; the details have the rest.
    const auto isWhole = [this](int column) {
        return !log().isColumnHidden(column) &&
               log().columnViewportPosition(column) + log().columnWidth(column) <=
                       log().viewport()->width();
    };
    QTRY_VERIFY(isWhole(AlertLogModel::ValueColumn));
    QCOMPARE(log().horizontalScrollBar()->maximum(), 0);
    m_shown->panel.resize(1108, 746); // 1280 x 800, with the names in the rail
    QTRY_COMPARE(m_shown->panel.size(), QSize(1108, 746));
    QTRY_VERIFY(isWhole(AlertLogModel::LevelColumn));
    QCOMPARE(log().horizontalScrollBar()->maximum(), 0);
    m_shown->panel.resize(916, 546);
    QTRY_COMPARE(m_shown->panel.size(), QSize(916, 546));
    QVERIFY(m_shown->child<QPushButton>(u"saveRule"_s).isVisible());
    const auto &editor = m_shown->child<QWidget>(u"ruleEditor"_s);
    QVERIFY(editor.mapTo(&m_shown->panel, QPoint{editor.width(), 0}).x() <= 916);
}

void TestAlertsPanel::worksRightToLeft()
{
    QApplication::setLayoutDirection(Qt::RightToLeft);
    init();
    QVERIFY(log().mapTo(&m_shown->panel, QPoint{}).x() >
            m_shown->child<QWidget>(u"ruleEditor"_s).mapTo(&m_shown->panel, QPoint{}).x());
    QVERIFY(!m_shown->panel.grab().isNull());
    QApplication::setLayoutDirection(Qt::LeftToRight);
}

void TestAlertsPanel::growsWithTheFont()
{
    const QFont before = QApplication::font();
    QFont large = before;
    large.setPointSizeF(before.pointSizeF() * 2);
    QApplication::setFont(large);
    m_shown = std::make_unique<ShownAlerts>(QSize{1360, 860});
    const auto &save = m_shown->child<QPushButton>(u"saveRule"_s);
    QVERIFY(save.isVisible());
    QVERIFY(save.width() >= save.fontMetrics().horizontalAdvance(save.text()));
    QVERIFY(log().rowHeight(0) >= log().fontMetrics().height());
    QApplication::setFont(before);
}

void TestAlertsPanel::everythingHasAName()
{
    QCOMPARE(namelessFocusables(m_shown->panel), QStringList{});
    m_shown->press(u"moreFields"_s);
    m_shown->press(u"addTerm"_s);
    m_shown->press(u"ruleHistory"_s);
    QCOMPARE(namelessFocusables(m_shown->panel), QStringList{});
    m_shown->showTab(2);
    QCOMPARE(namelessFocusables(m_shown->panel), QStringList{});
}

void TestAlertsPanel::tabGoesAsItReads()
{
    selectInLog({0}); // so that every button can be used
    QStringList order;
    m_shown->child<QLineEdit>(u"filterEdit"_s).setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(m_shown->child<QLineEdit>(u"filterEdit"_s).hasFocus());
    for (int i = 0; i < 14; ++i) {
        order << QApplication::focusWidget()->objectName();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(order, (QStringList{u"filterEdit"_s, u"statusChoice"_s, u"timeChoice"_s,
                                 u"acknowledgeButton"_s, u"snoozeButton"_s, u"exportRowsButton"_s,
                                 u"newRuleButton"_s, u"qt_tabwidget_tabbar"_s, u"logTable"_s,
                                 u"entryDetailsArea"_s, u"showInChartButton"_s,
                                 u"removeAlertsButton"_s, u"ruleHistory"_s, u"ruleEnabled"_s}));
}

QTEST_MAIN(TestAlertsPanel)
#include "tst_alertspanel.moc"
