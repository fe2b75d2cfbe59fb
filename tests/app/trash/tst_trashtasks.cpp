// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trash/trashtasks.h"

#include "db/storagethread.h"
#include "purging.h"

#include <QDir>

using namespace Qt::Literals::StringLiterals;
using namespace Purging;

// What the window has done on a thread of its own.
class TestTrashTasks final : public QObject
{
    Q_OBJECT

private slots:
    void cancelsAnExportThatWaits_data() { addEngineRows(); }
    void cancelsAnExportThatWaits();
    void cancelsAnUndoThatWaits_data() { addEngineRows(); }
    void cancelsAnUndoThatWaits();
    void cancelsARestoreThatWaits_data() { addEngineRows(); }
    void cancelsARestoreThatWaits();
    void isCancelledBeforeItBegins();
};

namespace {

// Less than a connection waits for the database by itself.
constexpr int SoonMs = 4'000;

// The tasks of a market, and how what they were asked for ended.
class Tasks final
{
public:
    explicit Tasks(const TrashedMarket &market)
        : m_thread{market.spec(), u"tasks"_s}
        , m_tasks{m_thread.add<TrashTasks>()}
    {
        QObject::connect(m_tasks, &TrashTasks::failed, &m_here,
                         [this](const Error &error) { ended = error.kind; });
        QObject::connect(m_tasks, &TrashTasks::restored, &m_here,
                         [this](const TrashBatchOutcome &outcome) {
                             ended = outcome.ended.value_or(Error{}).kind;
                             restored = outcome.rows;
                         });
        QObject::connect(m_tasks, &TrashTasks::progressed, &m_here,
                         [this](const TrashProgress &progress) { done = progress.done; });
        m_thread.start();
    }
    template <typename Call> void ask(const Call &call)
    {
        m_tasks->allow();
        QMetaObject::invokeMethod(m_tasks, [this, call] { call(*m_tasks); });
    }
    void cancel() { m_tasks->cancel(); }

    std::optional<Error::Kind> ended;
    std::optional<qint64> done; // once it is under way
    int restored = 0;

private:
    QObject m_here;
    StorageThread m_thread;
    TrashTasks *m_tasks;
};

} // namespace

void TestTrashTasks::cancelsAnExportThatWaits()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(3);
    removeQuotes(market);
    const QTemporaryDir folder;
    const QString place = folder.filePath(u"a"_s);
    Tasks tasks{market};
    Transaction other{market.connection()};
    VERIFY_RESULT(other.begin());
    tasks.ask([place](TrashTasks &worker) { worker.exportAndPurge({place}); });
    QTRY_VERIFY(QFile::exists(place + u"/manifest.json"_s)); // all but the record is there
    tasks.cancel();
    QTRY_VERIFY_WITH_TIMEOUT(tasks.ended, SoonMs);
    QCOMPARE(*tasks.ended, Error::Kind::Cancelled);
    QVERIFY(!QDir{place}.exists());
    VERIFY_RESULT(other.commit());
    QCOMPARE(market.count(u"market_data WHERE deleted_at IS NOT NULL"_s), 3);
    QCOMPARE(market.count(u"trash_exports"_s), 0);
}

void TestTrashTasks::cancelsAnUndoThatWaits()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(3);
    removeQuotes(market);
    const QTemporaryDir folder;
    const QString place = purged(market, folder.filePath(u"a"_s)).folder;
    Tasks tasks{market};
    {
        Transaction other{market.connection()};
        VERIFY_RESULT(other.begin());
        tasks.ask([place](TrashTasks &worker) { worker.undoPurge(place); });
        QTRY_VERIFY(tasks.done);
        tasks.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(tasks.ended, SoonMs);
        QCOMPARE(*tasks.ended, Error::Kind::Cancelled);
    }
    QCOMPARE(market.count(u"market_data"_s), 0);

    // What was stopped does not stop what is asked for later.
    tasks.ask([place](TrashTasks &worker) { worker.undoPurge(place); });
    QTRY_COMPARE(market.count(u"market_data WHERE deleted_at IS NOT NULL"_s), 3);
}

void TestTrashTasks::cancelsARestoreThatWaits()
{
    constexpr int Quotes = 3000;

    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(Quotes);
    removeQuotes(market);
    Tasks tasks{market};
    tasks.ask([](TrashTasks &worker) { worker.restoreBatch(me().batch); });
    QTRY_VERIFY(tasks.done.value_or(0) > 0); // more slices follow
    {
        Transaction other{market.connection()};
        VERIFY_RESULT(other.begin());
        tasks.cancel();
        // What came back is to be noted, for which it waits once more.
        QTRY_VERIFY_WITH_TIMEOUT(tasks.ended, SoonMs + 16'000);
    }
    QCOMPARE(*tasks.ended, Error::Kind::Cancelled);
    QVERIFY(tasks.restored > 0 && tasks.restored < Quotes);
    QCOMPARE(market.count(u"market_data WHERE deleted_at IS NULL"_s), tasks.restored);
    QCOMPARE(market.count(u"market_data"_s), Quotes);
}

void TestTrashTasks::isCancelledBeforeItBegins()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(3);
    removeQuotes(market);
    const QTemporaryDir folder;
    const QString place = folder.filePath(u"a"_s);
    Tasks tasks{market};
    tasks.ask([place](TrashTasks &worker) {
        worker.cancel();
        worker.exportOnly({place});
    });
    QTRY_VERIFY(tasks.ended);
    QCOMPARE(*tasks.ended, Error::Kind::Cancelled);
    QVERIFY(!QDir{place}.exists());
}

QTEST_GUILESS_MAIN(TestTrashTasks)
#include "tst_trashtasks.moc"
