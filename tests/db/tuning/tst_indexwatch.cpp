// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/changes/indexchangestore.h"
#include "db/tuning/changes/indexwatch.h"
#include "db/tuning/changes/worsenotice.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

using namespace Qt::Literals::StringLiterals;

// How recorded statements fare since an index was changed.
class TestIndexWatch final : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatIsWorse_data() { addEngineRows(); }
    void findsWhatIsWorse();
    void tellsOfEachChangeOnce_data() { addEngineRows(); }
    void tellsOfEachChangeOnce();
    void isSilentWithoutABefore();
    void keepsTheFirstBefore();
    void remembersChanges_data() { addEngineRows(); }
    void remembersChanges();
};

namespace {

QDateTime start()
{
    return QDateTime::fromString(u"2026-11-20T14:35:00.123Z"_s, Qt::ISODateWithMs);
}

class Recorded final
{
public:
    explicit Recorded(Engine engine)
        : database{engine}
        , connection{openOrFail(database.spec())}
    {
        if (const Result<> ready = migrate(*connection, headVersion()); !ready)
            qFatal("%s", qPrintable(ready.error().detail));
        change.id = 7;
        change.table = u"market_data"_s;
        change.phase = IndexChange::Phase::Watched;
        change.appliedAt = start();
    }
    // executions of a statement, each of which took that long.
    void use(const QString &id, const QDateTime &at, int executions, qint64 us,
             const QString &table = u"market_data"_s) const
    {
        RecordedUse use{id, u"SELECT '%1' FROM %2 WHERE a = ?"_s.arg(id, table), u"a/b"_s};
        use.executions = executions;
        use.totalUs = executions * us;
        use.maxUs = us;
        use.times.add(TimeHistogram::classOf(us), executions);
        use.lastUsedAt = at;
        const UseBatch batch{id + at.toString(Qt::ISODateWithMs), 1, false, at.date(), {use}};
        if (const Result<> done = QueryStore{*connection}.write(batch, {}, at); !done)
            qFatal("%s", qPrintable(done.error().detail));
    }
    void plan(const QString &id, const QStringList &scans, const QDateTime &at) const
    {
        const Result<> done =
                QueryStore{*connection}.storePlans({{id, StatementPlan{u"plan"_s, scans, {}}}}, at);
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
    }

    TestDatabase database;
    std::unique_ptr<Connection> connection;
    IndexChange change;
};

} // namespace

void TestIndexWatch::findsWhatIsWorse()
{
    QFETCH(const Engine, engine);
    const Recorded recorded{engine};
    const QDateTime before = start().addDays(-2);
    const QDateTime after = start().addDays(1);
    const QStringList ids{u"same"_s, u"slower"_s,   u"quick"_s,
                          u"rare"_s, u"scanning"_s, u"always"_s};
    for (const QString &id : ids) {
        recorded.use(id, before, 100, id == "quick"_L1 ? 20 : 10'000);
        recorded.plan(id, id == "always"_L1 ? QStringList{u"market_data"_s} : QStringList{},
                      before);
    }
    recorded.use(u"elsewhere"_s, before, 100, 10'000, u"market_data_archive"_s);
    IndexWatcher watcher{*recorded.connection};
    VERIFY_RESULT(watcher.remember(recorded.change, start()));
    VERIFY_RESULT(watcher.askAgain(recorded.change, start()));
    // Each of them and no other is asked for its plan by whoever runs it next.
    QCOMPARE(QueryStore{*recorded.connection}.unplanned(before.addSecs(-1))->size(),
             ids.size() + 1); // the other one never had a plan

    recorded.use(u"slower"_s, start(), 100, 900'000); // on the day itself: says nothing
    const auto soon = watcher.watch(recorded.change);
    VERIFY_RESULT(soon);
    QVERIFY(soon->isKnown);
    QVERIFY(soon->worse.isEmpty());

    for (const QString &id : ids)
        recorded.use(id, after, id == "rare"_L1 ? 3 : 100,
                     id == "slower"_L1 || id == "rare"_L1 ? 40'000
                     : id == "quick"_L1                   ? 400
                                                          : 10'000);
    recorded.use(u"elsewhere"_s, after, 100, 90'000, u"market_data_archive"_s);
    for (const QString &id : {u"scanning"_s, u"always"_s})
        recorded.plan(id, {u"market_data"_s}, after);
    const auto watch = watcher.watch(recorded.change);
    VERIFY_RESULT(watch);
    QCOMPARE(watch->statements, int(ids.size()));
    QCOMPARE(watch->seenSince, int(ids.size()));
    QStringList worse;
    for (const ComparedStatement &statement : watch->worse)
        worse.append(statement.id + (statement.hasOtherPlan() ? u" scans"_s : QString{}));
    worse.sort();
    QCOMPARE(worse, (QStringList{u"scanning scans"_s, u"slower"_s}));
    const auto slower = std::ranges::find(watch->worse, u"slower"_s, &ComparedStatement::id);
    QVERIFY(slower->p95BeforeUs >= 9'000 && slower->p95BeforeUs <= 11'000);
    QVERIFY(slower->p95AfterUs > 30'000);
}

void TestIndexWatch::tellsOfEachChangeOnce()
{
    QFETCH(const Engine, engine);
    const Recorded recorded{engine};
    const Connection &connection = *recorded.connection;
    recorded.use(u"scanning"_s, start().addDays(-2), 100, 10'000);
    recorded.plan(u"scanning"_s, {}, start().addDays(-2));
    IndexChange change = recorded.change;
    change.id = 0;
    change.index = u"ix_a"_s;
    change.upSql = u"DROP INDEX ix_a"_s;
    change.downSql = u"CREATE INDEX ix_a ON market_data (a)"_s;
    VERIFY_RESULT(IndexChangeStore{connection}.write(change));
    VERIFY_RESULT(IndexWatcher{connection}.remember(change, start()));
    const QDateTime after = start().addDays(1);
    QCOMPARE(takeWorseNotices(connection, after)->size(), 0);

    recorded.use(u"scanning"_s, after, 100, 10'000);
    recorded.plan(u"scanning"_s, {u"market_data"_s}, after);
    const Result<QList<WatchedChange>> news = takeWorseNotices(connection, after);
    VERIFY_RESULT(news);
    QCOMPARE(news->size(), 1);
    QCOMPARE(news->constFirst().change.id, change.id);
    QCOMPARE(news->constFirst().watch.worse.size(), 1);
    QCOMPARE(takeWorseNotices(connection, after)->size(), 0);
    QCOMPARE(numberFrom(connection, u"SELECT COUNT(*) FROM system_events WHERE component = "
                                    "'indexes' AND event = 'statements_worse' AND level = "
                                    "'warning'"_s),
             1);
}

void TestIndexWatch::isSilentWithoutABefore()
{
    const Recorded recorded{Engine::Sqlite};
    recorded.use(u"a"_s, start().addDays(1), 100, 90'000);
    const auto watch = IndexWatcher{*recorded.connection}.watch(recorded.change);
    VERIFY_RESULT(watch);
    QCOMPARE(*watch, IndexWatch{});
}

void TestIndexWatch::keepsTheFirstBefore()
{
    const Recorded recorded{Engine::Sqlite};
    IndexWatcher watcher{*recorded.connection};
    recorded.use(u"a"_s, start().addDays(-2), 100, 10'000);
    VERIFY_RESULT(watcher.remember(recorded.change, start()));
    // The trial was slow; what comes after it is compared with what was before it.
    recorded.use(u"a"_s, start().addDays(2), 1000, 90'000);
    VERIFY_RESULT(watcher.remember(recorded.change, start().addDays(3)));
    QCOMPARE(watcher.watch(recorded.change)->worse.size(), 1);
}

void TestIndexWatch::remembersChanges()
{
    QFETCH(const Engine, engine);
    const Recorded recorded{engine};
    IndexChangeStore store{*recorded.connection};
    IndexChange change;
    change.table = u"t"_s;
    change.index = u"ix_\u00e4"_s;
    change.finding = u"missing/t/a"_s;
    change.kind = IndexChange::Kind::Create;
    change.phase = IndexChange::Phase::Trial;
    change.upSql = u"CREATE"_s;
    change.downSql = u"DROP"_s;
    change.reason = u"because"_s;
    change.appliedAt = start();
    change.appliedBy = u"me@here"_s;
    change.host = u"here"_s;
    VERIFY_RESULT(store.write(change));
    QVERIFY(change.id > 0);
    QCOMPARE(store.find(change.id).value(), change);
    change.phase = IndexChange::Phase::Reverted;
    change.closedAt = start().addDays(1);
    VERIFY_RESULT(store.write(change));
    QCOMPARE(store.list()->size(), 1);
    QCOMPARE(store.find(change.id).value(), change);
    QVERIFY(store.inForce()->isEmpty());
    QCOMPARE(store.find(change.id + 1).error().subject, u"Change %1"_s.arg(change.id + 1));
}

QTEST_GUILESS_MAIN(TestIndexWatch)
#include "tst_indexwatch.moc"
