// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"
#include "views/shell/preferencespanel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestPreferencesPanel final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme.install(); }
    void init();
    void choosesATheme();
    void showingEmitsNothing();
    void autostartShowsTheRealState();
    void withoutATrayItSaysSo();
    void emitsWhatIsWanted();
    void takesACommandForAlerts();
    void triesTheCommand();
    void isNamed();

private:
    template <typename Widget> [[nodiscard]] Widget *part(const QString &name) const
    {
        return m_panel->findChild<Widget *>(name);
    }

    Theme m_theme;
    std::unique_ptr<PreferencesPanel> m_panel;
};

void TestPreferencesPanel::init()
{
    m_panel = std::make_unique<PreferencesPanel>(m_theme);
    m_panel->resize(800, 500);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

void TestPreferencesPanel::choosesATheme()
{
    QSignalSpy chosen{m_panel.get(), &PreferencesPanel::themeChosen};
    m_panel->showTheme(Theme::Choice::System);
    auto *themes = part<QComboBox>(u"themeChoice"_s);
    QCOMPARE(themes->count(), 4);
    QTest::keyClick(themes, Qt::Key_Down);
    QTest::keyClick(themes, Qt::Key_Down);
    QCOMPARE(chosen.last().at(0).value<Theme::Choice>(), Theme::Choice::Dark);
}

void TestPreferencesPanel::showingEmitsNothing()
{
    QSignalSpy spies[]{QSignalSpy{m_panel.get(), &PreferencesPanel::themeChosen},
                       QSignalSpy{m_panel.get(), &PreferencesPanel::autostartWanted},
                       QSignalSpy{m_panel.get(), &PreferencesPanel::closeToTrayWanted},
                       QSignalSpy{m_panel.get(), &PreferencesPanel::startHiddenWanted}};
    m_panel->showTheme(Theme::Choice::Dark);
    m_panel->showAutostart(true);
    m_panel->showCloseToTray(true, true);
    m_panel->showStartHidden(true, true);
    for (const QSignalSpy &spy : spies)
        QCOMPARE(spy.count(), 0);
    QVERIFY(part<QCheckBox>(u"closeToTray"_s)->isChecked());
}

void TestPreferencesPanel::autostartShowsTheRealState()
{
    QSignalSpy wanted{m_panel.get(), &PreferencesPanel::autostartWanted};
    auto *autostart = part<QCheckBox>(u"autostart"_s);
    auto *problem = part<QLabel>(u"autostartProblem"_s);
    QTest::keyClick(autostart, Qt::Key_Space);
    QCOMPARE(wanted.at(0).at(0).toBool(), true);
    m_panel->showAutostart(false, u"The autostart folder cannot be written."_s);
    QVERIFY(!autostart->isChecked());
    QVERIFY(problem->isVisible());
    QCOMPARE(autostart->accessibleDescription(), problem->text());
    m_panel->showAutostart(true);
    QVERIFY(autostart->isChecked());
    QVERIFY(!problem->isVisible());
}

void TestPreferencesPanel::withoutATrayItSaysSo()
{
    m_panel->showCloseToTray(true, false);
    m_panel->showStartHidden(true, false);
    for (const auto &name : {u"closeToTray"_s, u"startHidden"_s}) {
        auto *box = part<QCheckBox>(name);
        QVERIFY(!box->isEnabled());
        QVERIFY(!box->isChecked());
        QVERIFY(!box->toolTip().isEmpty());
    }
}

void TestPreferencesPanel::emitsWhatIsWanted()
{
    m_panel->showCloseToTray(true, true);
    m_panel->showStartHidden(false, true);
    QSignalSpy close{m_panel.get(), &PreferencesPanel::closeToTrayWanted};
    QSignalSpy hidden{m_panel.get(), &PreferencesPanel::startHiddenWanted};
    QTest::keyClick(part<QCheckBox>(u"closeToTray"_s), Qt::Key_Space);
    QTest::keyClick(part<QCheckBox>(u"startHidden"_s), Qt::Key_Space);
    QCOMPARE(close.at(0).at(0).toBool(), false);
    QCOMPARE(hidden.at(0).at(0).toBool(), true);
}

void TestPreferencesPanel::takesACommandForAlerts()
{
    auto *command = part<QLineEdit>(u"alertCommand"_s);
    QSignalSpy wanted{m_panel.get(), &PreferencesPanel::alertCommandWanted};
    m_panel->showAlertCommand(u"tell-me {rule}"_s);
    QCOMPARE(command->text(), u"tell-me {rule}"_s);
    command->setFocus();
    QTest::keyClick(command, Qt::Key_Return);
    QCOMPARE(wanted.count(), 0); // nobody has changed it
    QTest::keyClicks(command, u" now"_s);
    QTest::keyClick(command, Qt::Key_Return);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.last().at(0).toString(), u"tell-me {rule} now"_s);
}

void TestPreferencesPanel::triesTheCommand()
{
    auto *test = part<QPushButton>(u"testAlertCommand"_s);
    auto *outcome = part<QLabel>(u"alertCommandOutcome"_s);
    QVERIFY(!test->isEnabled());
    QCOMPARE(test->toolTip(), u"Write a command first"_s);
    m_panel->showAlertCommand(u"tell-me"_s);
    QSignalSpy tried{m_panel.get(), &PreferencesPanel::alertCommandTrialWanted};
    QTest::keyClick(test, Qt::Key_Space);
    QCOMPARE(tried.last().at(0).toString(), u"tell-me"_s);
    m_panel->showAlertCommandRunning();
    QVERIFY(!test->isEnabled()); // one at a time
    QVERIFY(outcome->isVisible());
    m_panel->showAlertCommandOutcome(u"The command ended with 3."_s, true);
    QVERIFY(test->isEnabled());
    QCOMPARE(outcome->text(), u"The command ended with 3."_s);
    m_panel->showAlertCommandOutcome({}, false);
    QVERIFY(!outcome->isVisible());
}

void TestPreferencesPanel::isNamed()
{
    QCOMPARE(namelessFocusables(*m_panel), QStringList{});
}

QTEST_MAIN(TestPreferencesPanel)
#include "tst_preferencespanel.moc"
