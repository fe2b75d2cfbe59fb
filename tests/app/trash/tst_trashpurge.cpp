// SPDX-License-Identifier: GPL-3.0-or-later
#include "purging.h"

#include "db/alerts/alertbook.h"
#include "db/collector/snapshotstore.h"
#include "tests/support/controlprogram.h"

#include <QDir>
#include <QElapsedTimer>

#include <atomic>
#include <csignal>
#include <thread>

using namespace Qt::Literals::StringLiterals;

// Rows go for good only when they stand in a file, slice by slice, and the collector hardly
// notices.
class TestTrashPurge final : public QObject
{
    Q_OBJECT

private slots:
    void purgesWhatWasExported_data() { addEngineRows(); }
    void purgesWhatWasExported();
    void keepsWhatCameBack_data() { addEngineRows(); }
    void keepsWhatCameBack();
    void leavesOutALostExport();
    void leavesOutAnUnreadableExport_data();
    void leavesOutAnUnreadableExport();
    void saysWhatHoldsARule_data() { addEngineRows(); }
    void saysWhatHoldsARule();
    void letsTheCollectorIn_data() { addEngineRows(); }
    void letsTheCollectorIn();
    void goesOnAfterAKill_data() { addEngineRows(); }
    void goesOnAfterAKill();
    void waitsForWhoHoldsTheDatabase();
    void isCancelledBetweenSlices();
};

using namespace Purging;

namespace {

// A collector: stores a quote of a new slot again and again. It takes breath in between: a real one
// waits five minutes, and where nobody waits at all SQLite lets nobody else in.
class WritingCollector final
{
public:
    explicit WritingCollector(const ConnectionSpec &spec)
        : m_thread{[this, spec] { write(spec); }}
    {}
    ~WritingCollector() { stop(); }

    void stop()
    {
        m_isOver = true;
        if (m_thread.joinable())
            m_thread.join();
    }
    [[nodiscard]] int stored() const { return m_stored; }
    [[nodiscard]] int failures() const { return m_failures; }
    [[nodiscard]] qint64 longestMs() const { return m_longestMs; }

private:
    void write(const ConnectionSpec &spec)
    {
        const auto connection = openOrFail(spec);
        SnapshotStore store{*connection};
        while (!m_isOver) {
            Snapshot snapshot;
            snapshot.run.source = u"coinspot"_s;
            snapshot.run.slot = at(5 * m_stored);
            snapshot.run.startedAt = snapshot.run.slot;
            snapshot.run.status = RunStatus::Ok;
            Quote quote;
            quote.coin = u"btc"_s;
            quote.timestamp = snapshot.run.slot;
            quote.bid = quote.ask = quote.last = Price::parse(u"1").value();
            snapshot.quotes = {quote};
            QElapsedTimer timer;
            timer.start();
            ++(store.store(snapshot, snapshot.run.slot) ? m_stored : m_failures);
            m_longestMs = std::max<qint64>(m_longestMs, timer.elapsed());
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
    }

    std::atomic<bool> m_isOver = false;
    std::atomic<int> m_stored = 0;
    std::atomic<int> m_failures = 0;
    std::atomic<qint64> m_longestMs = 0;
    std::thread m_thread;
};

// The exports whose purge has not ended.
QList<qint64> unpurged(const TrashedMarket &market)
{
    const auto records = TrashExportStore{market.connection()}.list();
    if (!records)
        qFatal("no exports");
    QList<qint64> ids;
    for (const TrashExportRecord &record : *records) {
        if (!record.purgedAt.isValid())
            ids.append(record.id);
    }
    return ids;
}

} // namespace

void TestTrashPurge::purgesWhatWasExported()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(1000);
    const AlertRule rule = market.addRule();
    const AlertRule kept = market.addRule(u"below 3"_s);
    market.addLog(rule, 1);
    market.addLog(kept, 1);
    VERIFY_RESULT(AlertBook{market.connection()}.snooze({rule.id}, at(99), at(2)));
    removeQuotes(market, at(300));
    VERIFY_RESULT(TrashStore{market.connection()}.removeRules({rule.id}, true, at(51), me()));
    const QTemporaryDir folder;
    VERIFY_RESULT(exportTrash(market.connection(), {folder.filePath(u"a"_s)}, later()));
    // Deleted behind the export: stays.
    market.removeQuotes({u"BHP.AU"_s, at(299), {}}, at(52), me());

    const auto report = purgeTrash(market.connection(), atOnce(), &later);
    VERIFY_RESULT(report);
    QCOMPARE(report->total.purged, 702);
    QCOMPARE(report->purged.value(u"market_data"_s), 700);
    QCOMPARE(report->total.kept, 0);
    QVERIFY(report->slices > 2);
    QCOMPARE(market.count(u"market_data"_s), 300);
    QCOMPARE(market.count(u"market_data WHERE deleted_at IS NOT NULL"_s), 1);
    for (const QString &table : {u"alert_rules"_s, u"alert_logs"_s, u"alert_rule_versions"_s})
        QCOMPARE(market.count(table), 1);
    QCOMPARE(market.count(u"alert_states"_s), 0);
    QCOMPARE(market.events().mid(market.events().size() - 2),
             (QStringList{u"purge_begun"_s, u"purged"_s}));
    const auto records = TrashExportStore{market.connection()}.list();
    QCOMPARE(records->constFirst().purged, 702);
    QCOMPARE(records->constFirst().purgedAt, later());
    QCOMPARE(purgeTrash(market.connection(), atOnce(), &later).error().kind, Error::Kind::Refused);
}

void TestTrashPurge::keepsWhatCameBack()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(3);
    removeQuotes(market);
    const QTemporaryDir folder;
    VERIFY_RESULT(exportTrash(market.connection(), {folder.filePath(u"a"_s)}, later()));
    TrashStore store{market.connection()};
    VERIFY_RESULT(store.restore({{TrashKind::Quote, 1}, {TrashKind::Quote, 2}}, at(60)));
    // Deleted again, but not as it was exported.
    market.removeQuotes({u"BHP.AU"_s, at(1), {}}, at(61), me());
    const auto report = purgeTrash(market.connection(), atOnce(), &later);
    VERIFY_RESULT(report);
    QCOMPARE(report->total.purged, 1);
    QCOMPARE(report->total.kept, 2);
    QCOMPARE(market.cells(u"SELECT id FROM market_data ORDER BY id"_s),
             (QStringList{u"1"_s, u"2"_s}));
}

void TestTrashPurge::leavesOutALostExport()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(10);
    removeQuotes(market, at(4));
    const QTemporaryDir folder;
    const auto lost = exportTrash(market.connection(), {folder.filePath(u"a"_s)}, later());
    VERIFY_RESULT(lost);
    QVERIFY(QDir{lost->folder}.removeRecursively());
    const auto refused = purgeTrash(market.connection(), atOnce(), &later);
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QVERIFY(refused.error().detail.endsWith("or export the recycle bin again."_L1));

    // And that helps.
    const auto again = exportTrash(market.connection(), {folder.filePath(u"b"_s)}, later());
    VERIFY_RESULT(again);
    const auto report = purgeTrash(market.connection(), atOnce(), &later);
    VERIFY_RESULT(report);
    QCOMPARE(report->total.purged, 6);
    QCOMPARE(report->exports.size(), 1);
    QCOMPARE(report->leftOut.size(), 1);
    QVERIFY2(leftOutText(report->leftOut.constFirst())
                     .startsWith(u"Export %1 is left out: %2"_s.arg(lost->id).arg(lost->folder)),
             qPrintable(leftOutText(report->leftOut.constFirst())));
    QCOMPARE(unpurged(market), QList<qint64>{lost->id});
    PurgePlan plan = atOnce();
    plan.exports = {lost->id};
    QCOMPARE(purgeTrash(market.connection(), plan, &later).error().kind, Error::Kind::Refused);
}

void TestTrashPurge::leavesOutAnUnreadableExport_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file : {"market_data.csv", "manifest.json"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

// As without the right to read it, which the superuser always has.
void TestTrashPurge::leavesOutAnUnreadableExport()
{
    QFETCH(const QString, file);
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(10);
    removeQuotes(market, at(4));
    const QTemporaryDir folder;
    const auto unread = exportTrash(market.connection(), {folder.filePath(u"a"_s)}, later());
    VERIFY_RESULT(unread);
    const QString path = QDir{unread->folder}.filePath(file);
    QVERIFY(QFile::remove(path) && QDir{}.mkdir(path));
    const auto refused = purgeTrash(market.connection(), atOnce(), &later);
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QVERIFY2(refused.error().detail.startsWith(path + u" cannot be read ("_s) &&
                     refused.error().detail.endsWith(
                             "), so nothing was purged. Make that file readable, or export the "
                             "recycle bin again."_L1),
             qPrintable(refused.error().detail));
    const auto undone = undoPurge(market.connection(), {unread->folder}, &later);
    QCOMPARE(undone.error().kind, Error::Kind::Refused);
    QVERIFY2(undone.error().detail.startsWith(path + u" cannot be read"_s),
             qPrintable(undone.error().detail));

    VERIFY_RESULT(exportTrash(market.connection(), {folder.filePath(u"b"_s)}, later()));
    const auto report = purgeTrash(market.connection(), atOnce(), &later);
    VERIFY_RESULT(report);
    QCOMPARE(report->total.purged, 6);
    QCOMPARE(report->leftOut.size(), 1);
    const QString told = leftOutText(report->leftOut.constFirst());
    QVERIFY2(told.startsWith(
                     u"Export %1 is left out: %2 cannot be read ("_s.arg(unread->id).arg(path)) &&
                     told.endsWith("). Make that file readable to purge by it."_L1),
             qPrintable(told));
}

void TestTrashPurge::saysWhatHoldsARule()
{
    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    const AlertRule rule = market.addRule(u"above 50"_s, u"high"_s);
    const AlertRule free = market.addRule(u"above 60"_s);
    QList<qint64> logs;
    for (int minute = 0; minute < 3; ++minute)
        logs.append(market.addLog(rule, minute));
    TrashStore store{market.connection()};
    VERIFY_RESULT(store.removeRules({rule.id, free.id}, false, at(51), me()));
    const QTemporaryDir folder;
    VERIFY_RESULT(exportTrash(market.connection(), {folder.filePath(u"a"_s)}, later()));
    const auto held = purgeTrash(market.connection(), atOnce(), &later);
    VERIFY_RESULT(held);
    QCOMPARE(held->total.purged, 1);
    QCOMPARE(held->total.held, (QList<HeldRule>{{rule.id, u"high"_s, 3, 0}}));
    QCOMPARE(market.count(u"alert_rule_versions"_s), 1);
    // The database itself would say the same, in its own words.
    QCOMPARE(market.connection().execute(u"DELETE FROM alert_rules"_s).error().kind,
             Error::Kind::Constraint);

    // With its logs it goes, by both exports.
    VERIFY_RESULT(store.removeLogs(logs, at(52), me()));
    VERIFY_RESULT(exportTrash(market.connection(),
                              {folder.filePath(u"b"_s), {.kind = TrashKind::Log}}, later()));
    const auto gone = purgeTrash(market.connection(), atOnce(), &later);
    VERIFY_RESULT(gone);
    QCOMPARE(gone->total.purged, 4);
    QVERIFY(gone->total.held.isEmpty());
    QCOMPARE(market.count(u"alert_rules"_s), 0);
    QVERIFY(unpurged(market).isEmpty());
}

void TestTrashPurge::letsTheCollectorIn()
{
    constexpr int Quotes = 40'000;

    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(Quotes);
    removeQuotes(market);
    const QTemporaryDir folder;
    VERIFY_RESULT(exportTrash(market.connection(), {folder.filePath(u"a"_s)}, later()));

    WritingCollector collector{market.spec()};
    QTRY_VERIFY(collector.stored() > 0);
    const int before = collector.stored();
    const auto report = purgeTrash(market.connection(), {}, &later);
    const int meanwhile = collector.stored() - before;
    VERIFY_RESULT(report);
    QCOMPARE(market.count(u"market_data"_s), 0);
    const int between = collector.stored();
    const auto undone = undoPurge(market.connection(), {report->exports[0].folder}, &later);
    const int meanwhileUndone = collector.stored() - between;
    collector.stop();
    VERIFY_RESULT(undone);
    QCOMPARE(market.count(u"market_data WHERE deleted_at IS NOT NULL"_s), Quotes);
    qInfo("%d slices, the longest %lld ms, and back %d, the longest %lld ms; the collector stored "
          "%d and %d times meanwhile and waited %lld ms at most",
          report->slices, static_cast<long long>(report->longestMs), undone->slices,
          static_cast<long long>(undone->longestMs), meanwhile, meanwhileUndone,
          static_cast<long long>(collector.longestMs()));
    QCOMPARE(collector.failures(), 0);
    QVERIFY(report->slices > 5);
    QVERIFY2(report->longestMs <= TrashSlices::Longest.count(),
             qPrintable(QString::number(report->longestMs)));
    QVERIFY2(undone->longestMs <= TrashSlices::Longest.count(),
             qPrintable(QString::number(undone->longestMs)));
    // Once at least in each pause.
    QVERIFY(meanwhile >= report->slices);
    QVERIFY(undone->slices > 5 && meanwhileUndone >= undone->slices);
}

void TestTrashPurge::goesOnAfterAKill()
{
    constexpr int Quotes = 20'000;

    QFETCH(const Engine, engine);
    const TrashedMarket market{engine};
    market.addQuotes(Quotes + 10);
    removeQuotes(market, at(10));
    const ControlProgram program{market.url()};
    const QTemporaryDir folder;
    const ProgramOutcome exported = program.run(
            {u"--json"_s, u"trash"_s, u"export"_s, u"--out"_s, folder.filePath(u"a"_s)});
    QVERIFY2(exported.exitCode == 0, exported.all());
    QCOMPARE(exported.json()[u"rows"].toInt(), Quotes);

    QProcess process;
    program.prepare(process, {u"--json"_s, u"trash"_s, u"purge"_s, u"--yes"_s});
    process.start();
    QTRY_VERIFY_WITH_TIMEOUT(market.count(u"market_data"_s) < Quotes, 60'000);
    ::kill(pid_t(process.processId()), SIGKILL);
    QVERIFY(process.waitForFinished());
    const qint64 left = market.count(u"market_data"_s);
    QVERIFY2(left > 10, qPrintable(QString::number(left)));
    const auto killed = TrashExportStore{market.connection()}.list();
    QCOMPARE(killed->constFirst().purged, Quotes + 10 - left); // whole slices, each counted
    QVERIFY(!killed->constFirst().purgedAt.isValid());

    const ProgramOutcome rest = program.run({u"--json"_s, u"trash"_s, u"purge"_s, u"--yes"_s});
    QVERIFY2(rest.exitCode == 0, rest.all());
    QCOMPARE(rest.json()[u"rows"].toInt(), left - 10);
    QCOMPARE(market.count(u"market_data"_s), 10);
    QCOMPARE(TrashExportStore{market.connection()}.list()->constFirst().purged, Quotes);
}

void TestTrashPurge::waitsForWhoHoldsTheDatabase()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(3);
    removeQuotes(market);
    const QTemporaryDir folder;
    VERIFY_RESULT(exportTrash(market.connection(), {folder.filePath(u"a"_s)}, later()));
    ConnectionSpec impatient = market.spec();
    impatient.busyTimeout = std::chrono::milliseconds{10};
    const auto connection = openOrFail(impatient);
    std::optional<Transaction> other{std::in_place, market.connection()};
    VERIFY_RESULT(other->begin());
    PurgePlan plan;
    int pauses = 0;
    plan.pause = [&](std::chrono::milliseconds) {
        if (++pauses == 3)
            other.reset();
        return true;
    };
    const auto report = purgeTrash(*connection, plan, &later);
    VERIFY_RESULT(report);
    QCOMPARE(report->total.purged, 3);
    QVERIFY(pauses >= 3);
}

void TestTrashPurge::isCancelledBetweenSlices()
{
    const TrashedMarket market{Engine::Sqlite};
    market.addQuotes(2000);
    removeQuotes(market);
    const QTemporaryDir folder;
    VERIFY_RESULT(exportTrash(market.connection(), {folder.filePath(u"a"_s)}, later()));
    PurgePlan plan = atOnce();
    int slices = 0;
    plan.pause = [&](std::chrono::milliseconds) { return ++slices < 2; };
    QCOMPARE(purgeTrash(market.connection(), plan, &later).error().kind, Error::Kind::Cancelled);
    const qint64 left = market.count(u"market_data"_s);
    QVERIFY(left > 0 && left < 2000);
    VERIFY_RESULT(purgeTrash(market.connection(), atOnce(), &later));
    QCOMPARE(market.count(u"market_data"_s), 0);
}

QTEST_GUILESS_MAIN(TestTrashPurge)
#include "tst_trashpurge.moc"
