// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/syncqueue.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Stage = SyncJob::Stage;

namespace {

const QDateTime Yesterday{QDate{2026, 11, 19}, QTime{9, 0}, Qt::UTC};

AssetRow row(const QString &symbol, int place, bool wasSynced = false, int extraCalls = 0)
{
    AssetRow row;
    row.asset.symbol = symbol;
    row.asset.exchange = exchangeOf(symbol);
    row.asset.lastSynced = wasSynced ? Yesterday : QDateTime{};
    row.place = place;
    row.extraCalls = extraCalls;
    return row;
}

// "AAA.AU/bars BBB.AU/splits"
QString taken(SyncQueue &queue, std::chrono::milliseconds now = 0ms)
{
    QStringList jobs;
    while (const std::optional<SyncJob> job = queue.take(now))
        jobs.append(job->symbol + (job->isForBars() ? u"/bars"_s : u"/splits"_s));
    return jobs.join(u' ');
}

} // namespace

// In which order a run asks. What the answers do to it: tst_assetsync, tst_syncfailures.
class TestSyncQueue final : public QObject
{
    Q_OBJECT

private slots:
    void dueOnesByTheirPlace();
    void namedOnesInTheirOrder();
    void refusesWhatItCannotAsk();
    void actionsComeBehindBars();
    void oneThatWaitsGoesAhead();
    void aChangedHistoryHasNoActionsYet();
    void aRetryWaitsForItsTime();
    void aPauseHoldsAll();
    void tellsWhatWasPaidInVain();
    void eachRunBeginsAnew();
};

void TestSyncQueue::dueOnesByTheirPlace()
{
    SyncQueue queue;
    QVERIFY(queue.fill(
            {row(u"AAA.AU"_s, 3), row(u"BBB.AU"_s, 0), row(u"CCC.AU"_s, 1), row(u"DDD.AU"_s, 2)},
            {}));
    QCOMPARE(taken(queue), u"CCC.AU/bars DDD.AU/bars AAA.AU/bars"_s);
    QVERIFY(queue.isEmpty());
}

void TestSyncQueue::namedOnesInTheirOrder()
{
    SyncQueue queue;
    QVERIFY(queue.fill({row(u"AAA.AU"_s, 1), row(u"BBB.AU"_s, 0)},
                       {u"BBB.AU"_s, u"AAA.AU"_s, u"BBB.AU"_s}));
    QCOMPARE(taken(queue), u"BBB.AU/bars AAA.AU/bars"_s);
}

void TestSyncQueue::refusesWhatItCannotAsk()
{
    SyncQueue queue;
    const QList<AssetRow> rows{row(u"AAA.AU"_s, 1), row(u"BTC.COINSPOT"_s, 0)};
    QCOMPARE(queue.fill(rows, {u"ZZZ.AU"_s}).error().kind, Error::Kind::NotFound);
    QCOMPARE(queue.fill(rows, {u"BTC.COINSPOT"_s}).error().kind, Error::Kind::Usage);
}

void TestSyncQueue::actionsComeBehindBars()
{
    const QList<AssetRow> rows{row(u"AAA.AU"_s, 1), row(u"BBB.AU"_s, 2)};
    SyncQueue queue;
    QVERIFY(queue.fill(rows, {}));
    QVERIFY(!queue.wantsActions());
    QCOMPARE(taken(queue), u"AAA.AU/bars BBB.AU/bars"_s);
    QVERIFY(queue.wantsActions());
    // Their bars have said that there are some.
    AssetRow paused = row(u"CCC.AU"_s, 0, true, 2);
    paused.asset.isActive = false;
    const QList<AssetRow> after{row(u"AAA.AU"_s, 0, true, 2), row(u"BBB.AU"_s, 0, true, 2), paused};
    queue.addActions(after);
    QCOMPARE(taken(queue), u"AAA.AU/splits BBB.AU/splits"_s);
    QVERIFY(!queue.wantsActions()); // once a run
    // A run for one asset asks for its alone, paused or not.
    QVERIFY(queue.fill(after, {u"CCC.AU"_s}));
    QCOMPARE(taken(queue), u"CCC.AU/bars"_s);
    queue.addActions(after);
    QCOMPARE(taken(queue), u"CCC.AU/splits"_s);
}

void TestSyncQueue::oneThatWaitsGoesAhead()
{
    const QList<AssetRow> rows{row(u"AAA.AU"_s, 2, true), row(u"BBB.AU"_s, 3, true, 2),
                               row(u"CCC.AU"_s, 0, true, 2), row(u"NEW.AU"_s, 1)};
    SyncQueue queue;
    QVERIFY(queue.fill(rows, {}));
    QCOMPARE(taken(queue), u"NEW.AU/bars BBB.AU/splits AAA.AU/bars BBB.AU/bars"_s);
    queue.addActions(rows); // not twice in one run
    QCOMPARE(taken(queue), u"CCC.AU/splits"_s);
}

void TestSyncQueue::aChangedHistoryHasNoActionsYet()
{
    AssetRow changed = row(u"AAA.AU"_s, 1, true, 3);
    changed.asset.state = SyncState::HistoryChanged;
    SyncQueue queue;
    QVERIFY(queue.fill({changed}, {}));
    QCOMPARE(taken(queue), u"AAA.AU/bars"_s);
    queue.addActions({changed});
    QVERIFY(queue.isEmpty());
}

void TestSyncQueue::aRetryWaitsForItsTime()
{
    SyncQueue queue;
    QVERIFY(queue.fill({row(u"AAA.AU"_s, 1), row(u"BBB.AU"_s, 2)}, {}));
    std::optional<SyncJob> job = queue.take(0ms);
    QVERIFY(job);
    queue.retry(*job, 5s);
    QCOMPARE(queue.wait(0ms), 0ms); // the other need not
    QCOMPARE(taken(queue), u"BBB.AU/bars"_s);
    QCOMPARE(queue.wait(1s), 4s);
    QVERIFY(!queue.take(4999ms));
    job = queue.take(5s);
    QVERIFY(job);
    QCOMPARE(job->symbol, u"AAA.AU"_s);
    QCOMPARE(job->attempt, 2);
}

void TestSyncQueue::aPauseHoldsAll()
{
    SyncQueue queue;
    QVERIFY(queue.fill({row(u"AAA.AU"_s, 1), row(u"BBB.AU"_s, 2)}, {}));
    queue.pauseUntil(60s);
    queue.pauseUntil(10s); // a shorter one ends none
    QCOMPARE(queue.wait(0ms), 60s);
    QVERIFY(!queue.take(59s));
    QCOMPARE(taken(queue, 60s), u"AAA.AU/bars BBB.AU/bars"_s);
}

void TestSyncQueue::tellsWhatWasPaidInVain()
{
    SyncQueue queue;
    QVERIFY(queue.fill({row(u"AAA.AU"_s, 1), row(u"BBB.AU"_s, 2)}, {}));
    SyncJob job = *queue.take(0ms);
    job.paidCalls = 1;
    queue.retry(job, 5s);
    queue.goOn({u"CCC.AU"_s, Stage::Dividends, 1, {}, {}, {}, 1});
    QCOMPARE(queue.clear(), 2);
    QVERIFY(queue.isEmpty());
    QCOMPARE(queue.clear(), 0);
}

void TestSyncQueue::eachRunBeginsAnew()
{
    const QList<AssetRow> rows{row(u"AAA.AU"_s, 1, true, 2)};
    SyncQueue queue;
    for (int run = 0; run < 2; ++run) {
        QVERIFY(queue.fill(rows, {}));
        QCOMPARE(taken(queue), u"AAA.AU/splits AAA.AU/bars"_s);
        QVERIFY(queue.wantsActions());
        queue.addActions(rows);
        QVERIFY(queue.isEmpty());
        queue.pauseUntil(1h);
    }
}

QTEST_GUILESS_MAIN(TestSyncQueue)
#include "tst_syncqueue.moc"
