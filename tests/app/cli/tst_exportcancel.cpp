// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/controlprogram.h"
#include "tests/support/engines.h"
#include "tests/support/firstquotes.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/verifyresult.h"

#include <QDir>
#include <QElapsedTimer>

#include <csignal>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

// Whatever ends the finished program at whatever moment: the file is the old one or the new one.
class TestExportCancel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void killedAtAnyMoment();
    void stopsInTime_data() { addEngineRows(); }
    void stopsInTime();
    void stopsWhileItWaitsForAReader();
    void collectorGoesOn();
    void fullDiskLeavesTheOldFile();

private:
    [[nodiscard]] static QStringList exportTo(const QString &path)
    {
        return {u"export"_s, u"prices"_s, u"--out"_s, path};
    }
    [[nodiscard]] static QStringList filesIn(const QString &folder)
    {
        return QDir{folder}.entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }
    static void put(const QString &path, const QByteArray &content)
    {
        QFile file{path};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    [[nodiscard]] static QByteArray content(const QString &path)
    {
        QFile file{path};
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{"missing"};
    }

    std::unique_ptr<TestDatabase> m_database; // SQLite
    QByteArray m_whole;                       // what a finished export holds
    qint64 m_lastsMs = 0;
};

namespace {

constexpr int Quotes = 150'000;

void fill(const ConnectionSpec &spec)
{
    const auto connection = openOrFail(spec);
    VERIFY_RESULT(migrate(*connection, 1));
    VERIFY_RESULT(addFirstQuotes(*connection, Quotes));
    VERIFY_RESULT(migrate(*connection, MigrationSet::shipped(spec.engine)->head()));
}

} // namespace

void TestExportCancel::initTestCase()
{
    m_database = std::make_unique<TestDatabase>(Engine::Sqlite);
    fill(m_database->spec());
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"prices.csv"_s);
    QElapsedTimer timer;
    timer.start();
    const ProgramOutcome done = ControlProgram{m_database->url()}.run(exportTo(path));
    m_lastsMs = timer.elapsed();
    QVERIFY2(done.exitCode == 0, done.all());
    m_whole = content(path);
    QCOMPARE(m_whole.count('\n'), Quotes + 1);
}

void TestExportCancel::killedAtAnyMoment()
{
    constexpr int Kills = 60;

    const ControlProgram program{m_database->url()};
    int unfinished = 0;
    int finished = 0;
    for (int kill = 0; kill < Kills; ++kill) {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"prices.csv"_s);
        const bool wasThere = kill % 3 != 0;
        if (wasThere)
            put(path, "old");
        QProcess process;
        program.prepare(process, exportTo(path));
        process.start();
        const bool hasEnded =
                process.waitForFinished(static_cast<int>(m_lastsMs * 5 / 4 * kill / Kills));
        if (!hasEnded)
            process.kill();
        process.waitForFinished();
        const bool isWhole = content(path) == m_whole;
        QVERIFY2(isWhole || content(path) == (wasThere ? "old" : "missing"),
                 "half a file has the name");
        QVERIFY(!hasEnded || isWhole);
        QStringList expected;
        if (isWhole || wasThere)
            expected.append(u"prices.csv"_s);
        for (const QString &name : filesIn(folder.path())) {
            // Between its two names the new file is whole.
            if (name.endsWith(u".unfinished"_s))
                QCOMPARE(content(folder.filePath(name)), m_whole);
            else
                QVERIFY(expected.contains(name));
        }
        ++(isWhole ? finished : unfinished);
    }
    QVERIFY2(unfinished > 5 && finished > 0, "the kills came too early or too late");
}

void TestExportCancel::stopsInTime()
{
    QFETCH(const Engine, engine);

    std::unique_ptr<TestDatabase> own;
    if (engine != Engine::Sqlite) {
        own = std::make_unique<TestDatabase>(engine);
        fill(own->spec());
    }
    const TestDatabase &database = own ? *own : *m_database;
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"prices.csv"_s);
    put(path, "old");
    const ControlProgram program{database.url()};
    for (int part = 1; part <= 6; ++part) {
        const int signal = part % 2 == 0 ? SIGTERM : SIGINT;
        QProcess process;
        program.prepare(process, QStringList{u"--json"_s} + exportTo(path));
        process.start();
        QVERIFY(process.waitForStarted());
        if (process.waitForFinished(static_cast<int>(m_lastsMs * part / 8))) {
            put(path, "old");
            continue; // it was faster than the signal
        }
        QElapsedTimer timer;
        timer.start();
        ::kill(static_cast<pid_t>(process.processId()), signal);
        const ProgramOutcome stopped = ControlProgram::finish(process);
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
        if (stopped.exitCode == 1) {
            QCOMPARE(stopped.errorKind(), u"cancelled"_s);
            QVERIFY2(stopped.errorMessage().contains(u"No file was written"_s), stopped.out);
            QCOMPARE(content(path), QByteArray{"old"});
        } else { // before it listened, or after it was done
            QVERIFY2(stopped.exitCode <= 0, stopped.all());
            QVERIFY(content(path) == "old" || content(path).count('\n') == Quotes + 1);
        }
        QCOMPARE(filesIn(folder.path()), QStringList{u"prices.csv"_s});
        put(path, "old");
    }
}

// A pipe that nobody empties keeps the export in the middle.
void TestExportCancel::stopsWhileItWaitsForAReader()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"pipe"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    const int reader = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK);
    const ControlProgram program{m_database->url()};
    QProcess process;
    program.prepare(process, exportTo(path));
    process.start();
    constexpr int PipeSize = 65536;
    int waiting = 0;
    QTRY_VERIFY(::ioctl(reader, FIONREAD, &waiting) == 0 && waiting == PipeSize);
    QElapsedTimer timer;
    timer.start();
    ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
    const ProgramOutcome stopped = ControlProgram::finish(process);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY2(stopped.exitCode == 1, stopped.err);
    QVERIFY2(stopped.err.contains("Stopped."), stopped.err);
    ::close(reader);
}

// Somebody writes while the rows are read: neither waits, and the rows are of one moment.
void TestExportCancel::collectorGoesOn()
{
    const auto writer = openOrFail(m_database->spec());
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"prices.csv"_s);
    const ControlProgram program{m_database->url()};
    QProcess process;
    program.prepare(process, exportTo(path));
    process.start();
    int written = 0;
    qint64 longestMs = 0;
    while (!process.waitForFinished(1)) {
        QElapsedTimer timer;
        timer.start();
        VERIFY_RESULT(writer->execute(
                u"INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, created_at) "
                "VALUES ('new', '1.00000000', '1.00000000', '1.00000000', %1, 0)"_s.arg(
                        ++written)));
        longestMs = std::max(longestMs, timer.elapsed());
    }
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(written > 10);
    QVERIFY2(longestMs < 500, qPrintable(QString::number(longestMs)));
    // What was there when the snapshot began, and all of that.
    const qsizetype rows = content(path).count('\n') - 1;
    QVERIFY2(rows >= Quotes && rows < Quotes + written,
             qPrintable(u"%1 of %2"_s.arg(rows).arg(Quotes + written)));
    QVERIFY(content(path).startsWith(m_whole));
    VERIFY_RESULT(writer->execute(u"DELETE FROM price_data_5min WHERE coin_type = 'new'"_s));
}

void TestExportCancel::fullDiskLeavesTheOldFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"prices.csv"_s);
    put(path, "old");
    ControlProgram program{m_database->url()};
    // No file of this process grows beyond 1 MiB, which says EFBIG where SIGXFSZ is ignored.
    program.setStarter(
            {u"bash"_s, u"-c"_s, u"trap '' XFSZ; ulimit -f 1024; exec \"$@\""_s, u"-"_s});
    const ProgramOutcome full = program.run(QStringList{u"--json"_s} + exportTo(path));
    QVERIFY2(full.exitCode == 1, full.all());
    QCOMPARE(full.errorKind(), u"disk_full"_s);
    QVERIFY2(full.errorMessage().contains(path), full.out);
    QCOMPARE(content(path), QByteArray{"old"});
    QCOMPARE(filesIn(folder.path()), QStringList{u"prices.csv"_s});
}

QTEST_GUILESS_MAIN(TestExportCancel)
#include "tst_exportcancel.moc"
