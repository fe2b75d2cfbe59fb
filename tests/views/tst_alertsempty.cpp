// SPDX-License-Identifier: GPL-3.0-or-later
#include "shownalerts.h"

#include <QAction>
#include <QSignalSpy>

using namespace Qt::Literals::StringLiterals;

// What the Alerts panel says where it has nothing to show, and how it fills.
class TestAlertsEmpty final : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_shown = std::make_unique<ShownAlerts>(); }
    void cleanup() { m_shown.reset(); }
    void noHitLeadsBack();
    void emptyLeadsToARule();
    void aLogWithoutRulesLeadsToOne();
    void theSavedRuleIsSelected();
    void saysThatTheDatabaseIsOlder();

private:
    [[nodiscard]] QAction &action(const QString &name) const
    {
        return *m_shown->panel.findChild<QAction *>(name);
    }
    [[nodiscard]] DataTable &log() const { return m_shown->table(u"logTable"_s); }

    std::unique_ptr<ShownAlerts> m_shown;
};

void TestAlertsEmpty::noHitLeadsBack()
{
    m_shown->child<QLineEdit>(u"filterEdit"_s).setText(u"xyz"_s);
    m_shown->log.acceptLog(m_shown->ticket(), {});
    QVERIFY(!log().isVisible());
    QSignalSpy asked{&m_shown->log, &AlertLogModel::logRequested};
    const auto buttons = m_shown->panel.findChildren<QPushButton *>(u"clearFilterButton"_s);
    const auto seen = std::ranges::find_if(buttons, &QWidget::isVisible);
    QVERIFY(seen != buttons.cend());
    QTest::keyClick(*seen, Qt::Key_Space);
    const auto request = asked.last().at(1).value<AlertLogRequest>();
    QVERIFY(request.text.isEmpty());
    QVERIFY(!request.from.isValid());
    m_shown->log.acceptLog(m_shown->ticket(), samplePage());
    QVERIFY(log().isVisible());
}

void TestAlertsEmpty::emptyLeadsToARule()
{
    const ShownAlerts fresh{{1188, 780}, false};
    QVERIFY(fresh.table(u"logTable"_s).isVisible()); // nobody knows yet
    const_cast<ShownAlerts &>(fresh).rules.setRules({}, ShownAlerts::symbols());
    fresh.showTab(1);
    QVERIFY(!fresh.table(u"rulesTable"_s).isVisible());
    QCOMPARE(fresh.text(u"ruleTitle"_s), u"No rule"_s);
    QVERIFY(!fresh.child<QPushButton>(u"saveRule"_s).isEnabled());
    fresh.press(u"newRuleButton"_s);
    QCOMPARE(fresh.text(u"ruleTitle"_s), u"New rule"_s);
}

void TestAlertsEmpty::aLogWithoutRulesLeadsToOne()
{
    const QWidget &page = *log().parentWidget()->parentWidget(); // around the log and its details
    const auto sentence = [&] { return page.findChild<QLabel *>(u"emptySentence"_s)->text(); };
    const auto offersNewRule = [&] {
        return !page.findChildren<QPushButton *>(u"newRuleButton"_s).isEmpty();
    };
    m_shown->rules.setRules({}, ShownAlerts::symbols());
    m_shown->log.acceptLog(m_shown->ticket(), {});
    QVERIFY2(sentence().startsWith(u"What rules find is listed here. There is no rule yet"_s),
             qPrintable(sentence()));
    QVERIFY(offersNewRule());
    m_shown->rules.setRules(sampleRules(), ShownAlerts::symbols());
    QCOMPARE(sentence(), u"No rule has fired since 21 Oct 2026, 14:00."_s);
    QVERIFY(!offersNewRule());
    QCOMPARE(action(u"clearFilter"_s).text(), u"Show all times"_s);
    m_shown->child<QLineEdit>(u"filterEdit"_s).setText(u"xyz"_s);
    m_shown->log.acceptLog(m_shown->ticket(), {});
    QCOMPARE(sentence(), u"No alert of that status and time contains 'xyz'."_s);
    QCOMPARE(action(u"clearFilter"_s).text(), u"Clear filter"_s);
}

void TestAlertsEmpty::theSavedRuleIsSelected()
{
    m_shown->panel.beginRule(u"BHP.AU"_s);
    m_shown->write(u"level0"_s, u"50"_s);
    AlertRule added = alertRule(9, u"BHP.AU above 50"_s, u"BHP.AU"_s, u"above 50"_s);
    m_shown->panel.acceptSaved(added);
    QCOMPARE(m_shown->child<QTabWidget>(u"alertTabBar"_s).currentIndex(), 0); // not listed yet
    m_shown->rules.setRules(sampleRules() + QList{added}, ShownAlerts::symbols());
    QCOMPARE(m_shown->child<QTabWidget>(u"alertTabBar"_s).currentIndex(), 1);
    DataTable &table = m_shown->table(u"rulesTable"_s);
    QCOMPARE(table.selectionModel()->selectedRows().size(), 1);
    QCOMPARE(m_shown->rules.rule(table.currentIndex().row()).id, 9);
    QCOMPARE(m_shown->text(u"ruleTitle"_s), u"Rule: BHP.AU above 50"_s);
}

void TestAlertsEmpty::saysThatTheDatabaseIsOlder()
{
    QAction openMigrations{u"Open Migrations"_s};
    openMigrations.setObjectName(u"openMigrations"_s);
    QSignalSpy opened{&openMigrations, &QAction::triggered};
    m_shown->panel.setBehind(u"This database is older."_s, openMigrations);
    QVERIFY(!log().isVisible());
    QVERIFY(!m_shown->child<QPushButton>(u"newRuleButton"_s).isEnabled());
    m_shown->press(u"openMigrationsButton"_s);
    QCOMPARE(opened.count(), 1);
    m_shown->panel.setBehind({}, openMigrations);
    QVERIFY(log().isVisible());
    QVERIFY(m_shown->child<QPushButton>(u"newRuleButton"_s).isEnabled());
}

QTEST_MAIN(TestAlertsEmpty)
#include "tst_alertsempty.moc"
