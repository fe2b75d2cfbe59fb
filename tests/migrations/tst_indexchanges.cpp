// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/indexes/indexddl.h"
#include "migrations/migrationlock.h"
#include "migrations/migrator.h"
#include "tests/migrations/changeddatabase.h"

#include <QDir>
#include <QDirIterator>

#include <thread>

using namespace Qt::Literals::StringLiterals;

// Indexes that a person drops and makes, on the record.
class TestIndexChanges final : public QObject
{
    Q_OBJECT

private slots:
    void dropsAndRestores_data() { addEngineRows(); }
    void dropsAndRestores();
    void makesAndTakesAway_data() { addEngineRows(); }
    void makesAndTakesAway();
    void secondOneIsTold_data() { addEngineRows(); }
    void secondOneIsTold();
    void hidesForATrial();
    void triesNothingElsewhere_data();
    void triesNothingElsewhere();
    void tellsWhatFailed_data() { addEngineRows(); }
    void tellsWhatFailed();
    void noticesWhoElseChangedIt_data() { addEngineRows(); }
    void noticesWhoElseChangedIt();
    void leavesWhatSomebodyBuilds();
    void closesWhatWasWatched();
    void waitsForAMigration_data() { addEngineRows(); }
    void waitsForAMigration();
    void survivesAMigration_data() { addEngineRows(); }
    void survivesAMigration();
    void endsWithItsRecord_data() { addEngineRows(); }
    void endsWithItsRecord();
    void besideOthers_data();
    void besideOthers();
};

namespace {

const QString Events = u"system_events"_s;
const QString EventsTime = u"ix_system_events_time"_s;
const QString Gaps = u"data_gaps"_s;
const QString GapsFrom = u"ix_data_gaps_source_from"_s;

class Head final
{
public:
    explicit Head(Engine engine)
        : database{engine}
    {
        if (const Result<> ready = migrate(*openOrFail(database.spec()), headVersion()); !ready)
            qFatal("%s", qPrintable(ready.error().detail));
        changed.emplace(database.spec());
    }
    const ChangedDatabase *operator->() const { return &*changed; }

    TestDatabase database;
    std::optional<ChangedDatabase> changed;
};

// The shipped migrations and one more, which makes one index anew and drops another.
class NextVersion final
{
public:
    NextVersion()
    {
        QDirIterator files{u":/migrations"_s, QDir::Files, QDirIterator::Subdirectories};
        while (files.hasNext()) {
            const QString file = files.next();
            const QString copy =
                    m_folder.filePath(file.sliced(QStringLiteral(":/migrations/").size()));
            QDir{}.mkpath(QFileInfo{copy}.path());
            if (!QFile::copy(file, copy))
                qFatal("%s cannot be copied", qPrintable(file));
        }
        const QString again = u"DROP INDEX ix_system_events_time;\nCREATE INDEX "
                              "ix_system_events_time ON system_events (time DESC);\n"_s;
        const QString gone = u"DROP INDEX ix_data_gaps_source_from;\n"_s;
        const QString back =
                u"CREATE INDEX ix_data_gaps_source_from ON data_gaps (source, from_time);\n"_s;
        for (const QString &engine : {u"sqlite"_s, u"postgresql"_s}) {
            write(u"up.%1.sql"_s.arg(engine), again + gone);
            write(u"down.%1.sql"_s.arg(engine), again + back);
        }
        const QString events = u"ALTER TABLE system_events DROP INDEX ix_system_events_time, ADD "
                               "INDEX ix_system_events_time (time DESC);\n"_s;
        write(u"up.mariadb.sql"_s,
              events + u"ALTER TABLE data_gaps DROP INDEX ix_data_gaps_source_from;\n"_s);
        write(u"down.mariadb.sql"_s,
              events + u"ALTER TABLE data_gaps ADD INDEX ix_data_gaps_source_from (source, "
                       "from_time);\n"_s);
        for (const QString &engine : {u"postgresql"_s, u"mariadb"_s})
            writeShape(u"schema.%1.txt"_s.arg(engine));
    }
    [[nodiscard]] MigrationSet set(Engine engine) const
    {
        return MigrationSet::load(m_folder.path(), engine).value();
    }

private:
    void write(const QString &name, const QString &text) const
    {
        const QDir folder{
                m_folder.filePath(u"%1_again"_s.arg(headVersion() + 1, 4, 10, QChar{u'0'}))};
        QFile file{folder.filePath(name)};
        folder.mkpath(u"."_s);
        if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
            qFatal("%s cannot be written", qPrintable(name));
    }
    void writeShape(const QString &name) const
    {
        const QDir versions{m_folder.path()};
        const QString folder =
                versions.entryList({u"%1_*"_s.arg(headVersion(), 4, 10, QChar{u'0'})}).value(0);
        QFile file{versions.filePath(folder + u'/' + name)};
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s cannot be read", qPrintable(file.fileName()));
        QStringList paragraphs = QString::fromUtf8(file.readAll()).split(u"\n\n"_s);
        paragraphs.removeIf([](const QString &paragraph) {
            return paragraph.startsWith(u"index ix_data_gaps_source_from"_s);
        });
        write(name, paragraphs.join(u"\n\n"_s));
    }

    QTemporaryDir m_folder;
};

} // namespace

void TestIndexChanges::dropsAndRestores()
{
    QFETCH(const Engine, engine);
    const Head head{engine};
    const auto before = head->index(Events, EventsTime);
    const auto change = head->apply(head->dropOf(Events, EventsTime));
    VERIFY_RESULT(change);
    QVERIFY(!head->index(Events, EventsTime));
    QCOMPARE(head->phase(), u"watched"_s);
    QCOMPARE(change->appliedAt.daysTo(change->watchUntil), 7);
    QCOMPARE(head->drift(), QStringList{}); // wanted, and no obstacle
    VERIFY_RESULT(checkWay(head->versions(), headVersion(), LossPolicy::Refuse));
    QCOMPARE(numberFrom(head->connection(),
                        u"SELECT COUNT(*) FROM system_events WHERE component = 'indexes' AND "
                        "event = 'watched'"_s),
             1);

    const auto reverted = revertIndexChange(head->versions(), change->id);
    VERIFY_RESULT(reverted);
    QCOMPARE(head->phase(), u"reverted"_s);
    QVERIFY(reverted->closedAt.isValid());
    const auto after = head->index(Events, EventsTime);
    QVERIFY(after);
    QCOMPARE(after->createSql, before->createSql);
    QCOMPARE(head->drift(), QStringList{});
    const auto again = revertIndexChange(head->versions(), change->id);
    QVERIFY(!again);
    QCOMPARE(again.error().kind, Error::Kind::Refused);
    const auto nowhere = revertIndexChange(head->versions(), 77);
    QCOMPARE(nowhere.error().kind, Error::Kind::NotFound);
}

void TestIndexChanges::makesAndTakesAway()
{
    QFETCH(const Engine, engine);
    const Head head{engine};
    const auto change = head->apply(head->makingOf(Gaps, u"to_time"_s));
    VERIFY_RESULT(change);
    QVERIFY(head->index(Gaps, change->index)->isValid);
    QCOMPARE(head->phase(), u"watched"_s);
    QCOMPARE(head->drift(), QStringList{});
    VERIFY_RESULT(revertIndexChange(head->versions(), change->id));
    QVERIFY(!head->index(Gaps, change->index));
    QCOMPARE(head->phase(), u"reverted"_s);
    QCOMPARE(head->drift(), QStringList{});
}

// Two programs read the same report, and one is quicker.
void TestIndexChanges::secondOneIsTold()
{
    QFETCH(const Engine, engine);
    const Head head{engine};
    const Connection &connection = head->connection();
    const auto changes = [&] { return IndexChangeStore{connection}.list()->size(); };
    const IndexChange planned = head->dropOf(Gaps, GapsFrom);
    if (engine == Engine::MariaDb) {
        const Result<IndexChange> tried = head->apply(planned, true);
        VERIFY_RESULT(tried);
        QCOMPARE(head->apply(planned, true).error().kind, Error::Kind::Refused);
        QCOMPARE(changes(), 1);
        VERIFY_RESULT(revertIndexChange(head->versions(), tried->id));
    }
    VERIFY_RESULT(head->apply(planned));
    const qsizetype count = changes();
    QCOMPARE(head->apply(planned).error().kind, Error::Kind::Refused);
    QCOMPARE(changes(), count);
    // By somebody who keeps no record.
    const IndexChange other = head->dropOf(Events, EventsTime);
    VERIFY_RESULT(connection.execute(other.upSql));
    QCOMPARE(head->apply(other).error().kind, Error::Kind::Refused);
    QCOMPARE(changes(), count);
}

void TestIndexChanges::hidesForATrial()
{
    const Head head{Engine::MariaDb};
    auto change = head->apply(head->dropOf(Events, EventsTime), true);
    VERIFY_RESULT(change);
    QVERIFY(head->index(Events, EventsTime)->isHidden);
    QCOMPARE(head->phase(), u"trial"_s);
    QCOMPARE(head->drift(), QStringList{});
    VERIFY_RESULT(revertIndexChange(head->versions(), change->id));
    QVERIFY(!head->index(Events, EventsTime)->isHidden);
    QCOMPARE(head->phase(), u"reverted"_s);

    // Or on to the real thing, and back to an index that is used.
    change = head->apply(head->dropOf(Events, EventsTime), true);
    VERIFY_RESULT(change);
    change = head->apply(*change);
    VERIFY_RESULT(change);
    QVERIFY(!head->index(Events, EventsTime));
    QCOMPARE(head->phase(2), u"watched"_s);
    VERIFY_RESULT(revertIndexChange(head->versions(), 2));
    QVERIFY(!head->index(Events, EventsTime)->isHidden);
}

void TestIndexChanges::triesNothingElsewhere_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::newRow("sqlite") << Engine::Sqlite;
    QTest::newRow("postgresql") << Engine::PostgreSql;
}

void TestIndexChanges::triesNothingElsewhere()
{
    QFETCH(const Engine, engine);
    const Head head{engine};
    const auto change = head->apply(head->dropOf(Events, EventsTime), true);
    QVERIFY(!change);
    QCOMPARE(change.error().kind, Error::Kind::Refused);
    QVERIFY2(change.error().detail.contains(u"without dropping it"_s),
             qPrintable(change.error().detail));
    QVERIFY(head->index(Events, EventsTime));
    QVERIFY(head->phase().isEmpty());
}

void TestIndexChanges::tellsWhatFailed()
{
    QFETCH(const Engine, engine);
    const Head head{engine};
    IndexChange making = head->makingOf(Gaps, u"to_time"_s);
    making.upSql.replace(u"(to_time)"_s, u"(no_such_column)"_s);
    const auto change = head->apply(making);
    QVERIFY(!change);
    QCOMPARE(change.error().kind, Error::Kind::Database);
    // Where the row had to come first it stays, and says so.
    QCOMPARE(head->phase(), engine == Engine::Sqlite ? QString{} : u"failed"_s);
    QCOMPARE(head->drift(), QStringList{});
}

void TestIndexChanges::noticesWhoElseChangedIt()
{
    QFETCH(const Engine, engine);
    const Head head{engine};
    const IndexChange drop = head->dropOf(Events, EventsTime);
    VERIFY_RESULT(head->apply(drop));
    VERIFY_RESULT(head->connection().execute(drop.downSql));
    QCOMPARE(head->drift(), QStringList{}); // as the version says
    VERIFY_RESULT(settleIndexChanges(head->versions(), {}));
    QCOMPARE(head->phase(), u"overtaken"_s);
    // From now on the index is missed again.
    VERIFY_RESULT(head->connection().execute(drop.upSql));
    QCOMPARE(head->drift().size(), 1);
}

// PostgreSQL builds it for as long as somebody else's transaction goes on, and calls it not valid.
void TestIndexChanges::leavesWhatSomebodyBuilds()
{
    const Head head{Engine::PostgreSql};
    const IndexChange drop = head->dropOf(Events, EventsTime);
    VERIFY_RESULT(head->apply(drop));
    const auto other = openOrFail(head.database.spec());
    VERIFY_RESULT(other->execute(u"BEGIN ISOLATION LEVEL REPEATABLE READ"_s));
    VERIFY_RESULT(other->execute(u"LOCK TABLE system_events IN ROW EXCLUSIVE MODE"_s));
    Result<> built;
    std::thread builder{[&] {
        built = openOrFail(head.database.spec())
                        ->execute(::besideOthers(drop.downSql, Engine::PostgreSql, false));
    }};
    const auto isBegun = [&] {
        Statements statements{head->connection()};
        Result<Rows> rows =
                statements.run(u"SELECT 1 FROM pg_stat_progress_create_index p JOIN pg_index i"
                               " ON i.indexrelid = p.index_relid WHERE NOT i.indisvalid"_s);
        return rows && rows->next();
    };
    const bool isBuilding = QTest::qWaitFor(isBegun, 20'000);
    const Result<> settled = settleIndexChanges(head->versions(), {});
    const QString phase = head->phase();
    const Result<> ended = other->execute(u"COMMIT"_s);
    builder.join();
    QVERIFY(isBuilding);
    VERIFY_RESULT(settled);
    QCOMPARE(phase, u"watched"_s);
    VERIFY_RESULT(ended);
    VERIFY_RESULT(built);
    QVERIFY(head->index(Events, EventsTime)->isValid);
    VERIFY_RESULT(settleIndexChanges(head->versions(), {}));
    QCOMPARE(head->phase(), u"overtaken"_s);
}

void TestIndexChanges::closesWhatWasWatched()
{
    const Head head{Engine::Sqlite};
    VERIFY_RESULT(head->apply(head->dropOf(Events, EventsTime)));
    VERIFY_RESULT(settleIndexChanges(head->versions(), {}));
    QCOMPARE(head->phase(), u"watched"_s);
    VERIFY_RESULT(head->connection().execute(u"UPDATE index_changes SET watch_until = 5"_s));
    VERIFY_RESULT(settleIndexChanges(head->versions(), {}));
    QCOMPARE(head->phase(), u"closed"_s);
    QCOMPARE(head->drift(), QStringList{});
    VERIFY_RESULT(revertIndexChange(head->versions(), 1)); // also then
    QVERIFY(head->index(Events, EventsTime));
}

void TestIndexChanges::waitsForAMigration()
{
    QFETCH(const Engine, engine);
    const Head head{engine};
    VERIFY_RESULT(head->apply(head->dropOf(Events, EventsTime)));
    const auto other = openOrFail(head.database.spec());
    MigrationLock lock{*other};
    VERIFY_RESULT(lock.take({}));
    const auto settled = settleIndexChanges(head->versions(), {});
    QVERIFY(!settled);
    QCOMPARE(settled.error().kind, Error::Kind::Busy);
}

void TestIndexChanges::survivesAMigration()
{
    QFETCH(const Engine, engine);
    const NextVersion next;
    const Head head{engine};
    VERIFY_RESULT(head->apply(head->dropOf(Events, EventsTime)));       // 1
    VERIFY_RESULT(head->apply(head->dropOf(Gaps, GapsFrom)));           // 2
    VERIFY_RESULT(head->apply(head->makingOf(Events, u"component"_s))); // 3
    VERIFY_RESULT(head->apply(head->makingOf(u"assets"_s, u"name"_s))); // 4: nobody's business

    const Migrator migrator{head->connection(), next.set(engine)};
    const auto up = migrator.up();
    VERIFY_RESULT(up);
    QCOMPARE(up->to, headVersion() + 1);
    QVERIFY(!head->index(Events, EventsTime));
    QVERIFY(!head->index(Gaps, GapsFrom));
    QVERIFY(head->index(Events, u"ix_made_component"_s));
    QCOMPARE(head->phase(1), u"watched"_s);
    QCOMPARE(head->phase(2), u"overtaken"_s); // the version has dropped it, too
    QCOMPARE(head->phase(3), u"watched"_s);
    QCOMPARE(head->phase(4), u"watched"_s);
    QCOMPARE(migrationStatus(migrator.database())->drift, QStringList{});

    VERIFY_RESULT(migrator.down(headVersion(), LossPolicy::Refuse));
    QVERIFY(!head->index(Events, EventsTime));
    QVERIFY(head->index(Gaps, GapsFrom)); // of this version, and nobody drops it any more
    QVERIFY(head->index(Events, u"ix_made_component"_s));
    QCOMPARE(migrationStatus(migrator.database())->drift, QStringList{});
}

void TestIndexChanges::endsWithItsRecord()
{
    QFETCH(const Engine, engine);
    const Head head{engine};
    VERIFY_RESULT(head->apply(head->dropOf(Events, EventsTime)));
    VERIFY_RESULT(head->apply(head->makingOf(Gaps, u"to_time"_s)));
    const Migrator migrator{head->connection(), *MigrationSet::shipped(engine)};
    // The record would be lost.
    QCOMPARE(migrator.down(13, LossPolicy::Refuse).error().kind, Error::Kind::Refused);
    QVERIFY(!head->index(Events, EventsTime));
    VERIFY_RESULT(migrator.down(13, LossPolicy::Accept));
    QVERIFY(head->index(Events, EventsTime));
    QVERIFY(!head->index(Gaps, u"ix_made_to_time"_s));
    QCOMPARE(head->drift(), QStringList{});
    VERIFY_RESULT(migrator.up());
    QCOMPARE(head->drift(), QStringList{});
}

void TestIndexChanges::besideOthers_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<bool>("isSplit");
    QTest::addColumn<QString>("beside");

    QTest::newRow("sqlite") << u"DROP INDEX a"_s << Engine::Sqlite << false << u"DROP INDEX a"_s;
    QTest::newRow("postgresql drops") << u"DROP INDEX public.a"_s << Engine::PostgreSql << false
                                      << u"DROP INDEX CONCURRENTLY public.a"_s;
    QTest::newRow("postgresql makes")
            << u"CREATE INDEX a ON t USING btree (index_name)"_s << Engine::PostgreSql << false
            << u"CREATE INDEX CONCURRENTLY a ON t USING btree (index_name)"_s;
    QTest::newRow("of partitions")
            << u"DROP INDEX a"_s << Engine::PostgreSql << true << u"DROP INDEX a"_s;
    QTest::newRow("mariadb alters")
            << u"ALTER TABLE `t` DROP INDEX `a`"_s << Engine::MariaDb << false
            << u"ALTER TABLE `t` DROP INDEX `a`, ALGORITHM=INPLACE, "
               "LOCK=NONE"_s;
    QTest::newRow("mariadb makes") << u"CREATE INDEX a ON t (b)"_s << Engine::MariaDb << false
                                   << u"CREATE INDEX a ON t (b) ALGORITHM=INPLACE LOCK=NONE"_s;
    QTest::newRow("mariadb drops")
            << u"DROP INDEX a ON t"_s << Engine::MariaDb << false << u"DROP INDEX a ON t"_s;
    QTest::newRow("full text") << u"ALTER TABLE t ADD FULLTEXT KEY a (b)"_s << Engine::MariaDb
                               << false << u"ALTER TABLE t ADD FULLTEXT KEY a (b)"_s;
}

void TestIndexChanges::besideOthers()
{
    QFETCH(const QString, sql);
    QFETCH(const Engine, engine);
    QFETCH(const bool, isSplit);
    QFETCH(const QString, beside);

    QCOMPARE(::besideOthers(sql, engine, isSplit), beside);
}

QTEST_GUILESS_MAIN(TestIndexChanges)
#include "tst_indexchanges.moc"
