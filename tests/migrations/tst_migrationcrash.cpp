// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scratchdatabase.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <csignal>

using namespace Qt::Literals::StringLiterals;

// Real processes on one file: two that start at once, and one that is killed. The children are this
// program itself, started with what to do and the file.
class TestMigrationCrash : public QObject
{
    Q_OBJECT

private slots:
    void twoStartAtOnce_data();
    void twoStartAtOnce();
    void killedBetweenStatements();
    void killedAtAnyTime();
    void killedWhileTheFileIsNew();

private:
    void checkWhole(const QString &path, const TableProof &quotes);

    QTemporaryDir m_folder;
};

namespace {

// Runs in the child: migrates and dies right before the nth question of its progress handler.
int runChild(const QStringList &arguments)
{
    const QString task = arguments.value(1);
    const int dieAt = arguments.value(3, u"0"_s).toInt();
    const Result<std::unique_ptr<Connection>> connection =
            Connection::open(ConnectionSpec::file(arguments.value(2)));
    if (!connection)
        return 2;
    int asked = 0;
    const Migrator migrator{**connection, *MigrationSet::shipped(Engine::Sqlite),
                            [&](const MigrationProgress &) {
                                if (++asked == dieAt)
                                    std::raise(SIGKILL);
                                return true;
                            }};
    const Result<MigrationReport> report =
            task == "--up"_L1 ? migrator.up() : migrator.bringEmptyToHead();
    if (!report) {
        qWarning("%s", qPrintable(report.error().detail));
        return 1;
    }
    return 0;
}

std::unique_ptr<QProcess> startChild(const QStringList &arguments)
{
    auto child = std::make_unique<QProcess>();
    child->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child->start(QCoreApplication::applicationFilePath(), arguments);
    return child;
}

bool diedOrDone(QProcess &child)
{
    return child.waitForFinished(60'000);
}

bool makeVersion1(const QString &path, int rows)
{
    const ScratchDatabase database{path};
    return database.migrator().up(1).has_value() &&
           database.run(u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT %1)"
                        " INSERT INTO price_data_5min (id, coin_type, bid, ask, last, timestamp)"
                        " SELECT printf('%036d', i), 'c' || (i % 10), i || '.00000001',"
                        "  (i * 499999) || '.99999999', '0.00000001', i / 10 * 300000 FROM n"_s.arg(
                                rows));
}

} // namespace

void TestMigrationCrash::twoStartAtOnce_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<int>("rows"); // 0: an empty file

    QTest::newRow("empty file, to write data") << u"--bring"_s << 0;
    QTest::newRow("empty file, migrate up") << u"--up"_s << 0;
    QTest::newRow("old file, migrate up") << u"--up"_s << 2000;
}

void TestMigrationCrash::twoStartAtOnce()
{
    QFETCH(const QString, task);
    QFETCH(const int, rows);

    for (int round = 0; round < 8; ++round) {
        const QString path = m_folder.filePath(u"two%1-%2.db"_s.arg(task).arg(round + rows));
        if (rows > 0)
            QVERIFY(makeVersion1(path, rows));
        std::vector<std::unique_ptr<QProcess>> children;
        for (int child = 0; child < 3; ++child)
            children.push_back(startChild({task, path}));
        for (const std::unique_ptr<QProcess> &child : children) {
            QVERIFY(diedOrDone(*child));
            QCOMPARE(child->exitStatus(), QProcess::NormalExit);
            QCOMPARE(child->exitCode(), 0);
        }
        const ScratchDatabase database{path};
        QCOMPARE(database.version(), headVersion());
        QCOMPARE(database.migrator().status()->drift, QStringList{});
        QCOMPARE(database.quotes().rows, rows);
        // Each step ran once.
        QCOMPARE(database.value(u"SELECT COUNT(*) FROM tidemark_migration_events"_s),
                 QString::number(headVersion()));
    }
}

void TestMigrationCrash::checkWhole(const QString &path, const TableProof &quotes)
{
    const ScratchDatabase database{path};
    QCOMPARE(database.value(u"PRAGMA integrity_check"_s), u"ok"_s);
    const Result<MigrationStatus> status = database.migrator().status();
    QVERIFY(status);
    QCOMPARE(status->drift, QStringList{}); // the shape is that of the version, to the last index
    QVERIFY(status->current >= 1);
    QCOMPARE(database.quotes(), quotes);
    QCOMPARE(database.value(u"SELECT MAX(version) FROM tidemark_migrations"_s),
             QString::number(status->current));
}

void TestMigrationCrash::killedBetweenStatements()
{
    const QString original = m_folder.filePath(u"original.db"_s);
    QVERIFY(makeVersion1(original, 5000));
    const TableProof quotes = ScratchDatabase{original}.quotes();
    QCOMPARE(quotes.rows, 5000);

    int kills = 0;
    QSet<int> versions;
    for (int dieAt = 1;; ++dieAt) {
        const QString path = m_folder.filePath(u"killed%1.db"_s.arg(dieAt));
        QVERIFY(QFile::copy(original, path));
        const std::unique_ptr<QProcess> child =
                startChild({u"--up"_s, path, QString::number(dieAt)});
        QVERIFY(diedOrDone(*child));
        checkWhole(path, quotes);
        versions.insert(ScratchDatabase{path}.version());
        if (child->exitStatus() == QProcess::NormalExit)
            break;
        ++kills;
        // The next start finishes the work.
        const ScratchDatabase database{path};
        QVERIFY(database.migrator().up());
        QCOMPARE(database.quotes(), quotes);
        QFile::remove(path);
    }
    qInfo("killed before each of %d steps", kills);
    QVERIFY(kills > 30);
    QSet<int> all;
    for (int version = 1; version <= headVersion(); ++version)
        all.insert(version);
    QCOMPARE(versions, all);
}

void TestMigrationCrash::killedAtAnyTime()
{
    const QString original = m_folder.filePath(u"timed.db"_s);
    QVERIFY(makeVersion1(original, 20'000));
    const TableProof quotes = ScratchDatabase{original}.quotes();

    int kills = 0;
    int delayMs = 0;
    for (bool finished = false; !finished; delayMs += delayMs / 8 + 5) {
        const QString path = m_folder.filePath(u"timed%1.db"_s.arg(delayMs));
        QVERIFY(QFile::copy(original, path));
        const std::unique_ptr<QProcess> child = startChild({u"--up"_s, path});
        QVERIFY(child->waitForStarted());
        finished = child->waitForFinished(delayMs);
        if (!finished) {
            ++kills;
            child->kill();
            QVERIFY(diedOrDone(*child));
        }
        checkWhole(path, quotes);
        QFile::remove(path);
    }
    qInfo("killed at %d moments, the last after %d ms", kills, delayMs);
    QVERIFY(kills > 3);
}

void TestMigrationCrash::killedWhileTheFileIsNew()
{
    // No version below the head is left behind: a command that writes would refuse to touch those.
    int kills = 0;
    for (int dieAt = 1;; ++dieAt) {
        const QString path = m_folder.filePath(u"new%1.db"_s.arg(dieAt));
        const std::unique_ptr<QProcess> child =
                startChild({u"--bring"_s, path, QString::number(dieAt)});
        QVERIFY(diedOrDone(*child));
        const ScratchDatabase database{path};
        if (child->exitStatus() == QProcess::NormalExit) {
            QCOMPARE(database.version(), headVersion());
            break;
        }
        ++kills;
        QCOMPARE(database.version(), 0);
        QVERIFY(database.migrator().bringEmptyToHead());
        QCOMPARE(database.version(), headVersion());
    }
    QVERIFY(kills > 30);
}

int main(int argc, char **argv)
{
    QCoreApplication app{argc, argv};
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--up"_L1 || arguments.value(1) == "--bring"_L1)
        return runChild(arguments);
    TestMigrationCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_migrationcrash.moc"
