// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"
#include "models/tasks/taskmodel.h"
#include "views/shell/taskcentre.h"
#include "views/shell/taskdelegate.h"
#include "views/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QListView>
#include <QMainWindow>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

class TestTaskCentre final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme.install(); }
    void init();
    void beginsWithASentence();
    void followsTheNewestTask();
    void saysWhatCameOfATaskWithoutSteps();
    void cancelIsAskedByKeyAndSaidAtOnce();
    void whatCannotBeCancelledSaysWhy();
    void copiesTheLog();
    void clearsWhatEnded();
    void closesByItsButton();
    void timeReadsAsPeopleSayIt_data();
    void timeReadsAsPeopleSayIt();
    void isNamed();

private:
    template <typename Widget> [[nodiscard]] Widget *part(const QString &name) const
    {
        return m_window->findChild<Widget *>(name);
    }

    Theme m_theme;
    std::unique_ptr<TaskModel> m_tasks;
    std::unique_ptr<QMainWindow> m_window;
    TaskCentre *m_centre = nullptr;
};

void TestTaskCentre::init()
{
    m_window.reset();
    m_tasks = std::make_unique<TaskModel>(&QDateTime::currentDateTimeUtc);
    m_window = std::make_unique<QMainWindow>();
    m_centre = new TaskCentre{m_theme, *m_tasks, m_window.get()};
    m_window->addDockWidget(Qt::RightDockWidgetArea, m_centre);
    m_window->resize(900, 600);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestTaskCentre::beginsWithASentence()
{
    QVERIFY(part<QLabel>(u"emptySentence"_s)->isVisible());
    (void)m_tasks->start(u"Copy"_s, true);
    QVERIFY(!part<QLabel>(u"emptySentence"_s)->isVisible());
    QVERIFY(part<QListView>(u"taskList"_s)->isVisible());
}

void TestTaskCentre::followsTheNewestTask()
{
    const quint64 one = m_tasks->start(u"one"_s, true);
    m_tasks->appendLog(one, u"first line"_s);
    auto *log = part<QPlainTextEdit>(u"taskLog"_s);
    QVERIFY(log->toPlainText().endsWith(u"first line"_s));
    const quint64 two = m_tasks->start(u"two"_s, true);
    QVERIFY(log->toPlainText().isEmpty());
    m_tasks->appendLog(two, u"second"_s);
    QVERIFY(log->toPlainText().endsWith(u"second"_s));
    QTest::keyClick(part<QListView>(u"taskList"_s), Qt::Key_Down);
    QVERIFY(log->toPlainText().endsWith(u"first line"_s));
}

void TestTaskCentre::saysWhatCameOfATaskWithoutSteps()
{
    const auto *log = part<QPlainTextEdit>(u"taskLog"_s);
    const quint64 id = m_tasks->start(u"Copy"_s, true);
    QCOMPARE(log->placeholderText(), u"No steps yet"_s);
    m_tasks->finish(id, u"12 rows copied."_s);
    QVERIFY(log->toPlainText().isEmpty());
    QCOMPARE(log->placeholderText(), u"12 rows copied."_s);
}

void TestTaskCentre::cancelIsAskedByKeyAndSaidAtOnce()
{
    QSignalSpy asked{m_tasks.get(), &TaskModel::cancelRequested};
    const quint64 id = m_tasks->start(u"Copy"_s, true);
    auto *cancel = part<QPushButton>(u"taskCancel"_s);
    QVERIFY(cancel->isEnabled());
    QTest::keyClick(cancel, Qt::Key_Space);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.at(0).at(0).toULongLong(), id);
    QVERIFY(!cancel->isEnabled());
    QCOMPARE(m_tasks->indexOf(id).data(TaskModel::SummaryRole).toString(), u"Cancelling…"_s);
}

void TestTaskCentre::whatCannotBeCancelledSaysWhy()
{
    const quint64 id = m_tasks->start(u"Commit"_s, false);
    auto *cancel = part<QPushButton>(u"taskCancel"_s);
    QVERIFY(!cancel->isEnabled());
    QVERIFY(!cancel->toolTip().isEmpty());
    m_tasks->finish(id, {});
    QVERIFY(!cancel->isEnabled());
}

void TestTaskCentre::copiesTheLog()
{
    const quint64 id = m_tasks->start(u"Copy"_s, true);
    auto *copy = part<QPushButton>(u"taskCopyLog"_s);
    QVERIFY(!copy->isEnabled());
    m_tasks->fail(id, u"The disk is full."_s, u"SQLITE_FULL"_s);
    QTest::mouseClick(copy, Qt::LeftButton);
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY(copied.contains(u"The disk is full."_s) && copied.contains(u"SQLITE_FULL"_s));
}

void TestTaskCentre::clearsWhatEnded()
{
    auto *clear = part<QPushButton>(u"taskClear"_s);
    const quint64 id = m_tasks->start(u"Copy"_s, true);
    QVERIFY(!clear->isEnabled());
    m_tasks->finish(id, {});
    QTest::mouseClick(clear, Qt::LeftButton);
    QCOMPARE(m_tasks->rowCount(), 0);
    QVERIFY(part<QLabel>(u"emptySentence"_s)->isVisible());
}

void TestTaskCentre::closesByItsButton()
{
    auto *close = part<QToolButton>(u"taskCentreClose"_s);
    QVERIFY(close->width() >= 24 && close->height() >= 24);
    QTest::mouseClick(close, Qt::LeftButton);
    QVERIFY(!m_centre->isVisible());
}

void TestTaskCentre::timeReadsAsPeopleSayIt_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("milliseconds") << 412LL << u"412 ms"_s;
    QTest::newRow("seconds") << 1250LL << u"1.2 s"_s;
    QTest::newRow("minutes") << 188'000LL << u"3:08"_s;
    QTest::newRow("hours") << 3'723'000LL << u"1:02:03"_s;
}

void TestTaskCentre::timeReadsAsPeopleSayIt()
{
    QFETCH(const qint64, ms);
    QFETCH(const QString, text);
    QCOMPARE(elapsedText(ms), text);
}

void TestTaskCentre::isNamed()
{
    QCOMPARE(namelessFocusables(*m_window), QStringList{});
    (void)m_tasks->start(u"Copy"_s, true);
    QCOMPARE(namelessFocusables(*m_window), QStringList{});
}

QTEST_MAIN(TestTaskCentre)
#include "tst_taskcentre.moc"
