// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertedmarket.h"
#include "shownprogram.h"
#include "tests/support/engines.h"

#include <QDialog>
#include <QLineEdit>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Patience = 20'000; // ms

// Counts how often the program would have ended, and lets it live.
class EndWatch final : public QObject
{
public:
    EndWatch() { qApp->installEventFilter(this); }
    ~EndWatch() override { qApp->removeEventFilter(this); }

    int ends = 0;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::Quit)
            return QObject::eventFilter(watched, event);
        ++ends;
        return true;
    }
};

} // namespace

// Ending the whole program while a rule is written and not saved.
class TestLeavingWindow final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void nothingWrittenIsNotAskedAbout();
    void asksOnceAndStays();
    void closingAsksToo();
    void savesAndEnds();
    void whatCannotBeSavedStays();
    void anEndOfTheSessionIsNotHeldUp();

private:
    [[nodiscard]] static QDialog *dialog()
    {
        return ShownProgram::find<QDialog>(u"unsavedDialog"_s);
    }
    static void choose(const QString &button)
    {
        QTest::keyClick(dialog()->findChild<QPushButton *>(button), Qt::Key_Space);
    }
    static void quitByKey()
    {
        ShownProgram::activate();
        QTest::keyClick(ShownProgram::window(), Qt::Key_Q, Qt::ControlModifier);
    }
    static void writeLevel(const QString &level)
    {
        auto *line = ShownProgram::find<QWidget>(u"level0"_s)->findChild<QLineEdit *>();
        line->selectAll();
        QTest::keyClicks(line, level);
    }
    [[nodiscard]] qint64 versions() const
    {
        return numberFrom(*openOrFail(m_database->spec()),
                          u"SELECT MAX(version) FROM alert_rule_versions"_s);
    }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<ShownProgram> m_program;
    std::unique_ptr<EndWatch> m_watch;
};

void TestLeavingWindow::init()
{
    m_database = std::make_unique<TestDatabase>(Engine::Sqlite);
    AlertedMarket{m_database->spec()}.addRule(u"High"_s, u"above 110 clear 105"_s);
    m_program = std::make_unique<ShownProgram>();
    m_program->start(m_database->spec());
    m_watch = std::make_unique<EndWatch>();
    ShownProgram::showPanel(Qt::Key_5);
    QTRY_COMPARE_WITH_TIMEOUT(ShownProgram::text(u"ruleTitle"_s), u"Rule: High"_s, Patience);
}

void TestLeavingWindow::cleanup()
{
    m_watch.reset();
    m_program.reset();
    m_database.reset();
}

void TestLeavingWindow::nothingWrittenIsNotAskedAbout()
{
    quitByKey();
    QCOMPARE(m_watch->ends, 1);
    QVERIFY(!dialog());
}

void TestLeavingWindow::asksOnceAndStays()
{
    writeLevel(u"115"_s);
    ShownProgram::showPanel(Qt::Key_1); // written is written, also out of sight
    quitByKey();
    QVERIFY(dialog());
    QCOMPARE(ShownProgram::text(u"unsavedTitle"_s), u"1 change(s) are not saved."_s);
    QCOMPARE(ShownProgram::text(u"unsavedNames"_s), u"Rule High"_s);
    ShownProgram::find<QAction>(u"quit"_s)->trigger(); // as the tray would
    QCOMPARE(ShownProgram::window()->findChildren<QDialog *>(u"unsavedDialog"_s).size(), 1);
    choose(u"cancelButton"_s);
    QTRY_VERIFY(!dialog());
    QCOMPARE(m_watch->ends, 0);
    ShownProgram::activate();
    ShownProgram::showPanel(Qt::Key_5);
    QCOMPARE(ShownProgram::find<QWidget>(u"level0"_s)->findChild<QLineEdit *>()->text(), u"115"_s);
}

// Without a tray there is nothing to go back to.
void TestLeavingWindow::closingAsksToo()
{
    writeLevel(u"115"_s);
    ShownProgram::window()->close();
    QTRY_VERIFY(dialog());
    QVERIFY(ShownProgram::window()->isVisible());
    QCOMPARE(m_watch->ends, 0);
    choose(u"discardUnsaved"_s);
    QTRY_COMPARE(m_watch->ends, 1);
    QCOMPARE(versions(), 1);
}

void TestLeavingWindow::savesAndEnds()
{
    writeLevel(u"115"_s);
    quitByKey();
    QVERIFY(dialog());
    choose(u"saveUnsaved"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_watch->ends, 1, Patience);
    QCOMPARE(versions(), 2);
}

void TestLeavingWindow::whatCannotBeSavedStays()
{
    writeLevel(u"90"_s); // below its clear level
    ShownProgram::showPanel(Qt::Key_1);
    quitByKey();
    QVERIFY(dialog());
    choose(u"saveUnsaved"_s);
    QTRY_VERIFY(ShownProgram::find<QWidget>(u"alerts"_s)->isVisible());
    QVERIFY(ShownProgram::text(u"saveWords"_s).startsWith(u"Mend what is marked"_s));
    QCOMPARE(m_watch->ends, 0);
    // Nor is it kept in mind: saved later on, it ends nothing.
    ShownProgram::activate();
    writeLevel(u"120"_s);
    QVERIFY(ShownProgram::press(u"saveRule"_s));
    QTRY_VERIFY_WITH_TIMEOUT(ShownProgram::text(u"ruleVersion"_s).startsWith(u"version 2"_s),
                             Patience);
    QCOMPARE(m_watch->ends, 0);
}

// Who logs out, or stops the program by a signal, has nobody to answer.
void TestLeavingWindow::anEndOfTheSessionIsNotHeldUp()
{
    writeLevel(u"115"_s);
    m_program->quit();
    QCOMPARE(m_watch->ends, 1);
    QVERIFY(!dialog());
}

// Only a program that runs can be told to quit.
int main(int argc, char *argv[])
{
    QApplication application{argc, argv};
    QTimer::singleShot(0, &application, [argc, argv] {
        TestLeavingWindow test;
        QCoreApplication::exit(QTest::qExec(&test, argc, argv));
    });
    return QApplication::exec();
}

#include "tst_leavingwindow.moc"
