// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/databaseurl.h"
#include "db/schema/databasesize.h"
#include "db/schema/inspection.h"
#include "db/transaction.h"
#include "migrations/backups/backupstore.h"
#include "migrations/state/migrationstatus.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/movedrows.h"
#include "tests/support/verifyresult.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>

#include <sys/mount.h>
#include <unistd.h>

#include <array>
#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

// Real databases of all engines, and a process that is killed while it makes a backup: this program
// itself.
class TestBackupStore : public QObject
{
    Q_OBJECT

private slots:
    void makesAndRestores_data() { addEngineRows(); }
    void makesAndRestores();
    void fillsAnEmptyDatabase_data();
    void fillsAnEmptyDatabase();
    void backsUpOlderVersions_data() { addEngineRows(); }
    void backsUpOlderVersions();
    void readersSeeOldOrNew();
    void killedInTheMiddle_data() { addEngineRows(); }
    void killedInTheMiddle();
    void findsDamage_data();
    void findsDamage();
    void keepsTheNewestAndThoseBeforeALoss();
    void refusesAnotherVersion();
    void waitsForAMigration_data() { addEngineRows(); }
    void waitsForAMigration();
    void isOnTheRecord_data() { addEngineRows(); }
    void isOnTheRecord();
    void tellsTooLittleSpace();
    void countsWhatCompressionSaved();
    void namesNoSecret();
};

namespace {

using ConnectionPointer = std::unique_ptr<Connection>;

ConnectionPointer opened(const ConnectionSpec &spec)
{
    auto connection = Connection::open(spec);
    if (!connection)
        qFatal("%s", qPrintable(connection.error().detail));
    return std::move(*connection);
}

template <typename T> QString told(const Result<T> &result)
{
    return result ? QString{} : result.error().subject + u": "_s + result.error().detail;
}

// A database of this engine with rows in every table.
std::unique_ptr<TestDatabase> filled(Engine engine, int rows = 300)
{
    auto database = std::make_unique<TestDatabase>(engine);
    if (engine == Engine::Sqlite) {
        fillWithMovedRows(database->spec(), rows);
        return database;
    }
    const TestDatabase file{Engine::Sqlite};
    fillWithMovedRows(file.spec(), rows);
    const auto copied = copyDatabase(*opened(file.spec()), *opened(database->spec()));
    if (!copied)
        qFatal("%s", qPrintable(told(copied)));
    return database;
}

// All tables as one text; of system_events the number of rows that a restore found.
QString content(const ConnectionSpec &spec)
{
    const ConnectionPointer connection = opened(spec);
    QString text = QString::number(numberFrom(
            *connection, u"SELECT COUNT(*) FROM system_events WHERE event <> 'restore'"_s));
    for (const QString &table : movedTables()) {
        if (table == "system_events"_L1)
            continue;
        const Result<TableProof> proof = proveTable(*connection, table, columnsOf(spec, table));
        text += proof ? u"%1 %2 %3\n"_s.arg(table).arg(proof->rows).arg(proof->checksum.toHex())
                      : proof.error().detail;
    }
    return text;
}

int runChild(const QStringList &arguments)
{
    const Result<ConnectionSpec> spec = parseDatabaseUrl(qEnvironmentVariable("BACKUP_OF"), u"a"_s);
    const int dieAt = arguments.value(3).toInt();
    int asked = 0;
    const auto made = BackupStore{arguments.value(2)}.make(*opened(*spec), {u"test"_s, false},
                                                           [&](const CopyProgress &) {
                                                               if (++asked == dieAt)
                                                                   std::raise(SIGKILL);
                                                               return true;
                                                           });
    return made ? 0 : 1;
}

} // namespace

void TestBackupStore::makesAndRestores()
{
    QFETCH(const Engine, engine);

    const auto database = filled(engine);
    const QString before = content(database->spec());
    const QTemporaryDir folder;
    const BackupStore store{folder.filePath(u"backups"_s)};
    const Result<Backup> backup =
            store.make(*opened(database->spec()), {u"before 9 to 10"_s, false});
    QVERIFY2(backup, qPrintable(told(backup)));
    QCOMPARE(backup->tables.size(), 26);
    QCOMPARE(backup->engine, engineName(engine));
    const auto mode = QFileInfo{backup->file}.permissions();
    QCOMPARE(mode & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup),
             QFile::Permissions{});
    QCOMPARE(QDir{folder.filePath(u"backups"_s)}.entryList(QDir::Files).size(), 2);
    const Result<> verified = store.verify(*backup);
    QVERIFY2(verified, qPrintable(told(verified)));

    const auto listed = store.list();
    QVERIFY(listed);
    QCOMPARE(listed->size(), 1);
    QCOMPARE(listed->constFirst().toJson(), backup->toJson());

    const ConnectionPointer change = opened(database->spec());
    QVERIFY(change->execute(u"DELETE FROM price_data_5min"_s));
    QVERIFY(change->execute(u"UPDATE metadata SET value = 'other'"_s));
    QVERIFY(content(database->spec()) != before);
    const Result<> restored = store.restore(listed->constFirst(), database->spec());
    QVERIFY2(restored, qPrintable(told(restored)));
    QCOMPARE(content(database->spec()), before);
    QVERIFY(change->execute(
            u"INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, created_at)"
            " SELECT 'new', bid, ask, last, timestamp, created_at FROM price_data_5min"
            " WHERE id = 1"_s));
}

void TestBackupStore::fillsAnEmptyDatabase_data()
{
    constexpr std::array Engines{Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb};

    QTest::addColumn<Engine>("from");
    QTest::addColumn<Engine>("to");
    for (const Engine from : Engines) {
        for (const Engine to : Engines)
            QTest::addRow("%s to %s", qPrintable(engineName(from)), qPrintable(engineName(to)))
                    << from << to;
    }
}

void TestBackupStore::fillsAnEmptyDatabase()
{
    QFETCH(const Engine, from);
    QFETCH(const Engine, to);

    const auto database = filled(from);
    const QTemporaryDir folder;
    const BackupStore store{folder.path()};
    const Result<Backup> backup = store.make(*opened(database->spec()), {u"test"_s, false});
    QVERIFY2(backup, qPrintable(told(backup)));
    const TestDatabase empty{to};
    const Result<> restored = store.restore(*backup, empty.spec());
    QVERIFY2(restored, qPrintable(told(restored)));
    QCOMPARE(content(empty.spec()), content(database->spec()));
    // With its keys and indexes, whatever the backup had.
    const ConnectionPointer connection = opened(empty.spec());
    const MigrationSet migrations = *MigrationSet::shipped(to);
    const Result<MigrationStatus> status = migrationStatus({*connection, migrations});
    QVERIFY2(status, qPrintable(told(status)));
    QCOMPARE(status->drift, QStringList{});
    QCOMPARE(status->current, backup->version);
}

void TestBackupStore::backsUpOlderVersions()
{
    QFETCH(const Engine, engine);

    const TestDatabase database{engine};
    const ConnectionPointer connection = opened(database.spec());
    const QTemporaryDir folder;
    const BackupStore store{folder.path()};
    for (const int version : {1, 3, 7}) {
        QVERIFY(migrate(*connection, version));
        const Result<Backup> backup = store.make(*connection, {u"test"_s, false});
        QVERIFY2(backup, qPrintable(told(backup)));
        QCOMPARE(backup->version, version);
        QVERIFY(store.verify(*backup));
    }
}

// Somebody reads all the while: he sees all of the one or all of the other.
void TestBackupStore::readersSeeOldOrNew()
{
    const auto database = filled(Engine::Sqlite, 5000);
    const QTemporaryDir folder;
    const BackupStore store{folder.path()};
    const Result<Backup> backup = store.make(*opened(database->spec()), {u"test"_s, false});
    QVERIFY(backup);
    const ConnectionPointer reader = opened(database->spec());
    QVERIFY(reader->execute(u"DELETE FROM price_data_5min WHERE id > 10"_s));
    const auto count = [&] {
        const auto rows = reader->stream(u"SELECT COUNT(*) FROM price_data_5min"_s);
        return rows && (*rows)->next() ? (*rows)->row().front().integer : qint64{-1};
    };
    const qint64 old = count();
    QSet<qint64> seen;
    const Result<> restored = store.restore(*backup, database->spec(), [&](const CopyProgress &) {
        seen.insert(count());
        return true;
    });
    QVERIFY2(restored, qPrintable(told(restored)));
    QCOMPARE(count(), 5000);
    seen.remove(old);
    seen.remove(5000);
    QVERIFY2(seen.isEmpty(), "a reader saw half of a restore");
}

void TestBackupStore::killedInTheMiddle()
{
    QFETCH(const Engine, engine);

    const auto database = filled(engine);
    const QTemporaryDir folder;
    const BackupStore store{folder.path()};
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"BACKUP_OF"_s, database->url());
    int kills = 0;
    for (int dieAt = 1;; ++dieAt) {
        QProcess child;
        child.setProcessEnvironment(environment);
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--backup"_s, folder.path(), QString::number(dieAt)});
        QVERIFY(child.waitForFinished(60'000));
        if (child.exitStatus() == QProcess::NormalExit) {
            QCOMPARE(child.exitCode(), 0);
            break;
        }
        ++kills;
        QCOMPARE(store.list()->size(), 0);
    }
    qInfo("killed before each of %d steps", kills);
    QVERIFY(kills >= 10);
    QCOMPARE(store.list()->size(), 1);
    QVERIFY(store.verify(store.list()->constFirst()));
}

void TestBackupStore::findsDamage_data()
{
    QTest::addColumn<int>("place"); // in thousandths of the file; -1: it is shortened

    QTest::newRow("in the head") << 0;
    QTest::newRow("in the middle") << 500;
    QTest::newRow("at the end") << 999;
    QTest::newRow("shortened") << -1;
}

void TestBackupStore::findsDamage()
{
    QFETCH(const int, place);

    const auto database = filled(Engine::Sqlite);
    const QString before = content(database->spec());
    const QTemporaryDir folder;
    const BackupStore store{folder.path()};
    const Result<Backup> backup = store.make(*opened(database->spec()), {u"test"_s, false});
    QVERIFY(backup);
    QFile file{backup->file};
    QVERIFY(file.open(QIODevice::ReadWrite));
    if (place < 0) {
        QVERIFY(file.resize(file.size() / 2));
    } else {
        QVERIFY(file.seek(file.size() * place / 1000));
        const QByteArray byte = file.read(1);
        QVERIFY(file.seek(file.size() * place / 1000));
        file.write(QByteArray(1, static_cast<char>(byte[0] ^ 1)));
    }
    file.close();
    const Result<> verified = store.verify(*backup);
    QVERIFY(!verified);
    QCOMPARE(verified.error().kind, Error::Kind::Corrupt);
    QCOMPARE(verified.error().subject, backup->file);
    QVERIFY(!store.restore(*backup, database->spec()));
    QCOMPARE(content(database->spec()), before);
}

void TestBackupStore::keepsTheNewestAndThoseBeforeALoss()
{
    const auto database = filled(Engine::Sqlite, 20);
    const auto other = filled(Engine::Sqlite, 20);
    const QTemporaryDir folder;
    const BackupStore store{folder.path()};
    for (int i = 0; i < 6; ++i)
        QVERIFY(store.make(*opened(database->spec()), {QString::number(i), i == 1}));
    QVERIFY(store.make(*opened(other->spec()), {u"another's"_s, false}));
    const auto removed = store.prune();
    QVERIFY(removed);
    QCOMPARE(removed->size(), 2);
    QStringList reasons;
    const auto left = store.list();
    for (const Backup &backup : *left)
        reasons.append(backup.reason);
    QCOMPARE(reasons, (QStringList{u"another's"_s, u"5"_s, u"4"_s, u"3"_s, u"1"_s}));
    QCOMPARE(QDir{folder.path()}.entryList(QDir::Files).size(), 10);
}

void TestBackupStore::refusesAnotherVersion()
{
    const TestDatabase database{Engine::PostgreSql};
    const ConnectionPointer connection = opened(database.spec());
    QVERIFY(migrate(*connection, 5));
    const QTemporaryDir folder;
    const BackupStore store{folder.path()};
    const Result<Backup> backup = store.make(*connection, {u"test"_s, false});
    QVERIFY(backup);
    QVERIFY(migrate(*connection, 6));
    const Result<> restored = store.restore(*backup, database.spec());
    QVERIFY(!restored);
    QCOMPARE(restored.error().kind, Error::Kind::Refused);
}

// Somebody migrates while a restore waits for its turn: rows of the old version do not get into the
// new one. A file is replaced whole.
void TestBackupStore::waitsForAMigration()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const ConnectionPointer connection = opened(database.spec());
    QVERIFY(migrate(*connection, 5));
    const QTemporaryDir folder;
    const BackupStore store{folder.path()};
    const Result<Backup> backup = store.make(*connection, {u"test"_s, false});
    QVERIFY(backup);

    std::optional<MigrationLock> lock{std::in_place, *connection};
    QVERIFY(lock->take(0ms));
    const Result<> restored =
            store.restore(*backup, database.spec(), [&](const CopyProgress &progress) {
                if (lock && progress.table.isEmpty() && progress.rows == 0) { // it waits
                    lock.reset();
                    return migrate(*connection, 6).has_value();
                }
                return true;
            });
    QVERIFY(!lock);
    QCOMPARE(restored.has_value(), engine == Engine::Sqlite);
    if (!restored)
        QCOMPARE(restored.error().kind, Error::Kind::Refused);
    const Result<MigrationStatus> status =
            migrationStatus({*connection, *MigrationSet::shipped(engine)});
    QVERIFY2(status, qPrintable(told(status)));
    QCOMPARE(status->current, engine == Engine::Sqlite ? 5 : 6);
    QCOMPARE(status->drift, QStringList{});
}

void TestBackupStore::isOnTheRecord()
{
    QFETCH(const Engine, engine);
    const auto database = filled(engine, 20);
    const QTemporaryDir folder;
    const BackupStore store{folder.path()};
    const ConnectionPointer connection = opened(database->spec());
    const Result<Backup> backup = store.make(*connection, {u"test"_s, false});
    QVERIFY(backup);
    for (int times = 1; times <= 2; ++times) {
        const Result<> restored = store.restore(*backup, database->spec());
        QVERIFY2(restored, qPrintable(told(restored)));
        // The history of a server stays, that of a file goes back with it.
        QCOMPARE(
                numberFrom(*connection, u"SELECT COUNT(*) FROM tidemark_migration_events WHERE"
                                        " event = 'restore' AND version = %1"_s.arg(headVersion())),
                engine == Engine::Sqlite ? 1 : times);
        QCOMPARE(numberFrom(*connection, u"SELECT COUNT(*) FROM system_events WHERE event ="
                                         " 'restore' AND component = 'migrations' AND level ="
                                         " 'info'"_s),
                 1);
    }
    const Result<QJsonObject> details = MigrationHistory{*connection, Actor::current()}.lastDetails(
            u"restore"_s, headVersion());
    QVERIFY2(details, qPrintable(told(details)));
    QCOMPARE(details->value(u"file"_s).toString(), QFileInfo{backup->file}.fileName());
    qint64 rows = 0;
    for (const BackedUpTable &table : backup->tables)
        rows += table.rows;
    QCOMPARE(details->value(u"rows"_s).toInteger(), rows);
}

void TestBackupStore::tellsTooLittleSpace()
{
    if (::geteuid() != 0) {
        qInfo("only root may mount a small file system, so this is not tried");
        return;
    }
    const auto database = filled(Engine::Sqlite, 20'000);
    const QTemporaryDir folder;
    const QByteArray path = QFile::encodeName(folder.path());
    if (::mount("tidemark", path.constData(), "tmpfs", 0, "size=2m") != 0) {
        qInfo("no file system may be mounted here, so this is not tried");
        return;
    }
    const Result<Backup> backup =
            BackupStore{folder.path()}.make(*opened(database->spec()), {u"test"_s, false});
    const QStringList left = QDir{folder.path()}.entryList(QDir::Files);
    ::umount(path.constData());
    QVERIFY(!backup);
    QCOMPARE(backup.error().kind, Error::Kind::Refused);
    QVERIFY(backup.error().detail.contains("MiB"_L1));
    QCOMPARE(left, QStringList{});
}

// The words of TimescaleDB that are asked for, played by an administrator: one hypertable whose
// rows take a thousand times more than they would on any disk here.
void TestBackupStore::countsWhatCompressionSaved()
{
    const TestDatabase database{Engine::PostgreSql};
    const ConnectionPointer connection = opened(database.spec());
    QVERIFY(migrate(*connection, 3));
    const QTemporaryDir folder;
    const BackupStore store{folder.path()};
    ConnectionSpec spec = TestServer::shared(Engine::PostgreSql).admin();
    spec.databaseName = database.spec().databaseName;
    const ConnectionPointer admin = opened(spec);
    for (const QString &statement :
         {u"CREATE SCHEMA timescaledb_information"_s,
          u"GRANT USAGE ON SCHEMA timescaledb_information TO PUBLIC"_s,
          u"CREATE VIEW timescaledb_information.hypertables AS SELECT 'public' AS"
          " hypertable_schema, name AS hypertable_name, name = 'daily_data' AS compression_enabled"
          " FROM (VALUES ('daily_data'), ('intraday_data')) t (name)"_s,
          u"GRANT SELECT ON timescaledb_information.hypertables TO PUBLIC"_s,
          u"CREATE FUNCTION public.hypertable_compression_stats(regclass) RETURNS TABLE"
          " (before_compression_total_bytes BIGINT, after_compression_total_bytes BIGINT)"
          " LANGUAGE SQL AS 'SELECT 1000000000000001000, 1000'"_s})
        QVERIFY2(admin->execute(statement), qPrintable(statement));
    const Result<Backup> small = store.make(*connection, {u"test"_s, false});
    QVERIFY2(small, qPrintable(told(small))); // the extension is not there: it was not asked

    const Result<> there = admin->execute(
            u"INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable,"
            " extversion) SELECT 99999, 'timescaledb', extowner, extnamespace, false, '2.28.3'"
            " FROM pg_extension LIMIT 1"_s);
    QVERIFY2(there, qPrintable(told(there)));
    QCOMPARE(*compressionSavings(*connection), 1'000'000'000'000'000'000);
    const Result<Backup> refused = store.make(*connection, {u"test"_s, false});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QVERIFY2(refused.error().detail.contains("PiB"_L1), qPrintable(refused.error().detail));
    QCOMPARE(store.list()->size(), 1);
}

void TestBackupStore::namesNoSecret()
{
    const auto database = filled(Engine::PostgreSql, 20);
    const QTemporaryDir folder;
    const Result<Backup> backup =
            BackupStore{folder.path()}.make(*opened(database->spec()), {u"test"_s, false});
    QVERIFY(backup);
    QFile manifest{backup->manifestFile()};
    QVERIFY(manifest.open(QIODevice::ReadOnly));
    const QByteArray text = manifest.readAll();
    QVERIFY(text.contains(database->spec().databaseName.toUtf8()));
    QVERIFY(!text.contains(database->spec().password.toUtf8()));
}

int main(int argc, char **argv)
{
    QCoreApplication app{argc, argv};
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--backup"_L1)
        return runChild(arguments);
    TestBackupStore test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_backupstore.moc"
