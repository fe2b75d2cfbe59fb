// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/storagelink.h"
#include "migrations/migrationworker.h"
#include "tests/app/cli/problemcheck.h"
#include "tests/support/engines.h"
#include "tests/support/firstquotes.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/scratchdatabase.h"
#include "tests/support/skip.h"
#include "tests/support/verifyresult.h"

#include <pwd.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

// What the finished program says when a disk is full: that of a file, that of the backups, that of
// a server. Each is a small file system of the test's own.
class TestDiskProblems : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void fileOnAFullDisk();
    void backupsOnAFullDisk_data() { addEngineRows(); }
    void backupsOnAFullDisk();
    void copyToAFullDisk();
    void rehearsalOnAFullDisk();
    void serverOnAFullDisk_data();
    void serverOnAFullDisk();
};

namespace {

const QStringList Up{u"migrate"_s, u"up"_s};
const QStringList UpWithoutBackup{u"migrate"_s, u"up"_s, u"--no-backup"_s};

class SmallDisk final
{
public:
    explicit SmallDisk(int kilobytes)
    {
        const QByteArray options = "mode=0777,size=" + QByteArray::number(kilobytes) + 'k';
        m_isMounted = ::mount("tidemark", path().toLocal8Bit().constData(), "tmpfs", 0,
                              options.constData()) == 0;
    }
    ~SmallDisk()
    {
        if (m_isMounted)
            ::umount2(path().toLocal8Bit().constData(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

    [[nodiscard]] bool isMounted() const { return m_isMounted; }
    [[nodiscard]] QString path() const { return m_folder.path(); }
    [[nodiscard]] QString filePath(const QString &name) const { return m_folder.filePath(name); }
    void giveTo(const char *account) const
    {
        const passwd *found = ::getpwnam(account); // without the account it is root's
        if (found && ::chown(path().toLocal8Bit().constData(), found->pw_uid, found->pw_gid) != 0)
            giveUp(u"the disk cannot be given to a server"_s);
    }
    // All but so much of what is left is taken.
    void fill(qint64 left) const
    {
        QFile ballast{filePath(u"ballast"_s)};
        if (!ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            giveUp(ballast.errorString());
        const QByteArray block(4096, 'x');
        while (ballast.write(block) == block.size()) {
        }
        ballast.resize(std::max<qint64>(0, ballast.size() - left));
    }
    void empty() const { QFile::remove(filePath(u"ballast"_s)); }

private:
    QTemporaryDir m_folder;
    bool m_isMounted = false;
};

qint64 quotesIn(const ConnectionSpec &spec)
{
    return numberFrom(*openOrFail(spec), u"SELECT COUNT(*) FROM price_data_5min"_s);
}

} // namespace

void TestDiskProblems::initTestCase()
{
    if (::geteuid() != 0)
        SKIP_UNLESS_CI("only root may mount a small file system");
    if (const SmallDisk disk{100}; !disk.isMounted())
        SKIP_UNLESS_CI("no file system may be mounted here");
}

void TestDiskProblems::fileOnAFullDisk()
{
    const SmallDisk disk{8000};
    const ConnectionSpec spec = ConnectionSpec::file(disk.filePath(u"market.db"_s));
    {
        const auto connection = openOrFail(spec);
        VERIFY_RESULT(migrate(*connection, 1));
        VERIFY_RESULT(addFirstQuotes(*connection, 5000));
    }
    disk.fill(200'000);
    const ControlProgram program{u"sqlite:///"_s + spec.path};
    verifyAnswer(program, UpWithoutBackup, {1, u"disk_full"_s, u"Free some space"_s});
    QCOMPARE(quotesIn(spec), 5000);
    disk.empty();
    const ProgramOutcome up = program.run(UpWithoutBackup);
    QVERIFY2(up.exitCode == 0, up.all());
    QCOMPARE(quotesIn(spec), 5000);
    disk.fill(0);
    verifyWaitsInOutbox(program);
}

void TestDiskProblems::backupsOnAFullDisk()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    VERIFY_RESULT(migrate(*openOrFail(database.spec()), 9));
    const SmallDisk disk{400};
    ControlProgram program{database.url()};
    program.setVariable(u"XDG_DATA_HOME"_s, disk.path());
    verifyAnswer(program, Up, {3, u"refused"_s, u"Free some space"_s});
    QCOMPARE(numberFrom(*openOrFail(database.spec()),
                        u"SELECT MAX(version) FROM tidemark_migrations"_s),
             9);
}

void TestDiskProblems::copyToAFullDisk()
{
    const TestDatabase source{Engine::Sqlite};
    {
        const auto connection = openOrFail(source.spec());
        VERIFY_RESULT(migrate(*connection, 1));
        VERIFY_RESULT(addFirstQuotes(*connection, 20'000));
    }
    const ControlProgram program{source.url()};
    QCOMPARE(program.run(UpWithoutBackup).exitCode, 0);
    const SmallDisk disk{3000};
    const QStringList copy{u"copy"_s, u"--to"_s, u"sqlite:///"_s + disk.filePath(u"copy.db"_s)};
    const ProgramOutcome full = program.run(copy);
    QCOMPARE(full.exitCode, 1);
    QVERIFY2(full.err.contains("copy.db is full. Free some space"), full.err);
    QCOMPARE(quotesIn(source.spec()), 20'000);
}

// The copy would stand beside the database and take what the collector needs.
void TestDiskProblems::rehearsalOnAFullDisk()
{
    const SmallDisk disk{8000};
    const ConnectionSpec spec = ConnectionSpec::file(disk.filePath(u"market.db"_s));
    {
        const auto connection = openOrFail(spec);
        VERIFY_RESULT(migrate(*connection, 1));
        VERIFY_RESULT(addFirstQuotes(*connection, 5000));
    }
    disk.fill(500'000);
    const QTemporaryDir backups;
    StorageLink link{spec};
    MigrationWorker worker{link};
    worker.configure(spec, backups.path());
    RehearsalReport report;
    connect(&worker, &MigrationWorker::rehearsalEnded, this,
            [&](const RehearsalReport &ended) { report = ended; });
    worker.rehearse(2);
    QVERIFY(!report.passed);
    QVERIFY2(report.problem.contains(u"Free some space"_s), qPrintable(report.problem));
    QVERIFY(!QFile::exists(spec.path + u".rehearsal"_s));
    QCOMPARE(quotesIn(spec), 5000);
    disk.empty();
    worker.rehearse(2);
    QVERIFY2(report.passed, qPrintable(report.problem));
}

void TestDiskProblems::serverOnAFullDisk_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::newRow("postgresql") << Engine::PostgreSql;
    QTest::newRow("mariadb") << Engine::MariaDb;
}

// Only the tables are on the small disk: a server whose own log is full stops altogether.
void TestDiskProblems::serverOnAFullDisk()
{
    QFETCH(const Engine, engine);
    const bool isPostgreSql = engine == Engine::PostgreSql;
    const SmallDisk disk{isPostgreSql ? 24'000 : 80'000};
    PrivateServer server{engine};
    const auto admin = openOrFail(server.settings().admin());
    disk.giveTo(isPostgreSql ? "postgres" : "mysql");
    ConnectionSpec spec = server.settings().user();
    if (isPostgreSql) {
        VERIFY_RESULT(admin->execute(u"CREATE TABLESPACE small LOCATION '%1'"_s.arg(disk.path())));
        VERIFY_RESULT(admin->execute(u"CREATE DATABASE app_small OWNER app TABLESPACE small"_s));
    } else {
        // A database is a folder there.
        VERIFY_RESULT(admin->execute(u"CREATE DATABASE app_small"_s));
        const auto rows = admin->stream(u"SELECT @@datadir"_s);
        QVERIFY(rows && (*rows)->next());
        const QString folder =
                QString::fromUtf8((*rows)->row()[0].text.toByteArray()) + u"app_small"_s;
        QVERIFY(QDir{folder}.removeRecursively());
        QVERIFY(QFile::link(disk.path(), folder));
    }
    spec.databaseName = u"app_small"_s;
    {
        const auto connection = openOrFail(spec);
        VERIFY_RESULT(migrate(*connection, 1));
        VERIFY_RESULT(addFirstQuotes(*connection, 10'000));
    }
    disk.fill(300'000);
    const ControlProgram program{urlWithPassword(spec)};
    if (isPostgreSql) {
        verifyAnswer(program, UpWithoutBackup, {1, u"disk_full"_s, u"Free some space there"_s},
                     {spec.password});
    } else {
        // MariaDB may end itself over a file that cannot grow; then the connection is what broke.
        const ProgramOutcome full = program.run(UpWithoutBackup);
        QVERIFY2(full.exitCode == 1 || full.exitCode == 4, full.all());
        QVERIFY2(full.err.contains("Free some space there") || full.err.contains("Try again"),
                 full.err);
        QVERIFY(!full.all().contains(spec.password.toUtf8()));
    }
    disk.empty();
    server.start(); // where it has ended
    QCOMPARE(quotesIn(spec), 10'000);
    const ProgramOutcome up = program.run(UpWithoutBackup);
    QVERIFY2(up.exitCode == 0, up.all());
    QCOMPARE(quotesIn(spec), 10'000);
}

QTEST_GUILESS_MAIN(TestDiskProblems)
#include "tst_diskproblems.moc"
