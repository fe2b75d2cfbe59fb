// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tasks/taskmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestTaskModel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void newestComesFirst();
    void tellsProgressAndTime();
    void cancelSaysSoAtOnceAndAsksOnce();
    void whatCannotStopIsNotAsked();
    void lateReportsDoNotWakeAnEndedTask();
    void failureKeepsItsDetailInTheLog();
    void clearsOnlyWhatEnded();
    void theLogKeepsItsNewestLines();

private:
    [[nodiscard]] QVariant of(quint64 id, int role) const
    {
        return m_model->indexOf(id).data(role);
    }
    [[nodiscard]] TaskModel::State stateOf(quint64 id) const
    {
        return of(id, TaskModel::StateRole).value<TaskModel::State>();
    }

    QDateTime m_now;
    std::unique_ptr<TaskModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestTaskModel::init()
{
    m_tester.reset();
    m_now = QDateTime{QDate{2026, 11, 20}, QTime{3, 30}, Qt::UTC};
    m_model = std::make_unique<TaskModel>([this] { return m_now; });
    m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestTaskModel::newestComesFirst()
{
    QSignalSpy running{m_model.get(), &TaskModel::runningChanged};
    const quint64 one = m_model->start(u"one"_s, true);
    const quint64 two = m_model->start(u"two"_s, true);
    QVERIFY(one != two);
    QCOMPARE(m_model->index(0).data().toString(), u"two"_s);
    QCOMPARE(running.last().at(0).toInt(), 2);
}

void TestTaskModel::tellsProgressAndTime()
{
    const quint64 id = m_model->start(u"Rebuild bars"_s, true);
    QCOMPARE(of(id, TaskModel::PercentRole).toInt(), -1);
    m_now = m_now.addMSecs(1500);
    m_model->setProgress(id, 199, 200, u"btc"_s);
    QCOMPARE(of(id, TaskModel::PercentRole).toInt(), 99);
    QCOMPARE(of(id, TaskModel::SummaryRole).toString(), u"btc"_s);
    QCOMPARE(of(id, TaskModel::ElapsedRole).toLongLong(), 1500);

    m_model->finish(id, u"Done"_s);
    m_now = m_now.addSecs(60);
    QCOMPARE(of(id, TaskModel::ElapsedRole).toLongLong(), 1500);
    QCOMPARE(of(id, TaskModel::PercentRole).toInt(), 100);
}

void TestTaskModel::cancelSaysSoAtOnceAndAsksOnce()
{
    QSignalSpy asked{m_model.get(), &TaskModel::cancelRequested};
    const quint64 id = m_model->start(u"Copy"_s, true);
    QVERIFY(of(id, TaskModel::CancellableRole).toBool());
    m_model->requestCancel(id);
    m_model->requestCancel(id);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(stateOf(id), TaskModel::State::Cancelling);
    QVERIFY(!of(id, TaskModel::CancellableRole).toBool());

    m_model->setProgress(id, 5, 10, u"still going"_s);
    QCOMPARE(of(id, TaskModel::SummaryRole).toString(), u"Cancelling…"_s);
    m_model->acceptCancelled(id, u"Nothing was changed."_s);
    QCOMPARE(stateOf(id), TaskModel::State::Cancelled);
    QCOMPARE(m_model->running(), 0);
}

void TestTaskModel::whatCannotStopIsNotAsked()
{
    QSignalSpy asked{m_model.get(), &TaskModel::cancelRequested};
    const quint64 id = m_model->start(u"Commit"_s, false);
    m_model->requestCancel(id);
    QCOMPARE(asked.count(), 0);
    QCOMPARE(stateOf(id), TaskModel::State::Running);
}

void TestTaskModel::lateReportsDoNotWakeAnEndedTask()
{
    QSignalSpy ended{m_model.get(), &TaskModel::taskEnded};
    const quint64 id = m_model->start(u"Copy"_s, true);
    m_model->finish(id, u"10 rows"_s);
    m_model->setProgress(id, 1, 10, u"late"_s);
    m_model->fail(id, u"late"_s, u"late"_s);
    m_model->finish(4711, u"never started"_s);
    QCOMPARE(stateOf(id), TaskModel::State::Finished);
    QCOMPARE(of(id, TaskModel::SummaryRole).toString(), u"10 rows"_s);
    QCOMPARE(ended.count(), 1);
}

void TestTaskModel::failureKeepsItsDetailInTheLog()
{
    const quint64 id = m_model->start(u"Copy"_s, true);
    m_model->fail(id, u"The disk is full."_s, u"SQLITE_FULL"_s);
    QCOMPARE(stateOf(id), TaskModel::State::Failed);
    QCOMPARE(of(id, TaskModel::LogRole).toString(), u"14:30:00  SQLITE_FULL"_s); // local time
}

void TestTaskModel::clearsOnlyWhatEnded()
{
    const quint64 ended = m_model->start(u"ended"_s, true);
    const quint64 running = m_model->start(u"running"_s, true);
    m_model->finish(ended, {});
    QCOMPARE(m_model->ended(), 1);
    m_model->clearEnded();
    QCOMPARE(m_model->rowCount(), 1);
    QVERIFY(m_model->indexOf(running).isValid());
    QVERIFY(!m_model->indexOf(ended).isValid());
}

void TestTaskModel::theLogKeepsItsNewestLines()
{
    const quint64 id = m_model->start(u"long"_s, true);
    for (int line = 0; line < 2100; ++line)
        m_model->appendLog(id, QString::number(line));
    const QStringList log = of(id, TaskModel::LogRole).toString().split(u'\n');
    QCOMPARE(log.size(), 2000);
    QVERIFY(log.last().endsWith(u"2099"));
}

QTEST_GUILESS_MAIN(TestTaskModel)
#include "tst_taskmodel.moc"
