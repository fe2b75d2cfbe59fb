// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/filelock.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString Hold = u"--hold"_s;

// The child process: takes the lock, says so, and keeps it until it is killed.
int hold(const QString &path)
{
    FileLock lock{path};
    if (!lock.take().value_or(false) || !lock.setText("child"))
        return 1;
    std::puts("held");
    std::fflush(stdout);
    std::this_thread::sleep_for(60s); // whoever forgets to kill it has it no longer
    return 0;
}

} // namespace

// Every holder has a file descriptor of its own, so two in one process are as two programs.
class TestFileLock final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void oneHolderAtATime();
    void leavesTextToTheNext();
    void leavesNoFileWhenAsked();
    void oneHolderWhileFilesGo();
    void refusesASymbolicLink();
    void saysWhyItCannotBeTaken();
    void killedHolderLetsGo();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"program.lock"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestFileLock::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestFileLock::oneHolderAtATime()
{
    FileLock first{path()};
    FileLock second{path()};
    QVERIFY(!first.isHeld());
    QCOMPARE(first.take().value(), true);
    QVERIFY(first.isHeld());
    QCOMPARE(first.take().value(), true); // it has it already
    QCOMPARE(second.take().value(), false);
    QVERIFY(!second.isHeld());
    QCOMPARE(QFile::permissions(path()) & ~(QFile::ReadUser | QFile::WriteUser),
             QFile::ReadOwner | QFile::WriteOwner);

    first.release();
    QVERIFY(!first.isHeld());
    QCOMPARE(second.take().value(), true);
    QCOMPARE(first.take().value(), false);
    {
        FileLock third{m_folder->filePath(u"other.lock"_s)};
        QCOMPARE(third.take().value(), true); // another file is another lock
    }
    second.release();
    {
        FileLock scoped{path()};
        QCOMPARE(scoped.take().value(), true);
    }
    QCOMPARE(first.take().value(), true);
}

void TestFileLock::leavesTextToTheNext()
{
    FileLock first{path()};
    QCOMPARE(first.take().value(), true);
    QCOMPARE(first.text(), QByteArray{});
    QVERIFY(first.setText("a longer text"));
    QVERIFY(first.setText("short")); // nothing of the longer one is left
    QCOMPARE(first.text(), QByteArray{"short"});
    first.release();

    FileLock next{path()};
    QCOMPARE(next.take().value(), true);
    QCOMPARE(next.text(), QByteArray{"short"});
    QVERIFY(next.setText({}));
    QCOMPARE(next.text(), QByteArray{});
}

void TestFileLock::leavesNoFileWhenAsked()
{
    FileLock first{path()};
    QCOMPARE(first.take().value(), true);
    QVERIFY(first.setText("first"));
    first.releaseAndRemove();
    QVERIFY(!first.isHeld());
    QVERIFY(!QFile::exists(path()));

    FileLock next{path()};
    QCOMPARE(next.take().value(), true);
    QCOMPARE(next.text(), QByteArray{});
    first.releaseAndRemove(); // whoever does not hold it removes nothing
    QVERIFY(QFile::exists(path()));
    QCOMPARE(first.take().value(), false);
}

// Between the opening of a file and the lock on it its holder may remove it. A lock on a file
// without a name keeps nobody out, for others make a new one.
void TestFileLock::oneHolderWhileFilesGo()
{
    constexpr int Rounds = 20'000;
    std::atomic_int taken = 0;
    std::atomic_int takenTwice = 0;
    const auto takeTurns = [&] {
        for (int round = 0; round < Rounds; ++round) {
            FileLock lock{path()};
            if (!lock.take().value_or(false))
                continue;
            ++taken;
            FileLock second{path()};
            if (second.take().value_or(false))
                ++takenTwice;
            lock.releaseAndRemove();
        }
    };
    std::thread other{takeTurns};
    takeTurns();
    other.join();
    QVERIFY(taken > Rounds / 10);
    QCOMPARE(takenTwice.load(), 0);
}

void TestFileLock::refusesASymbolicLink()
{
    const QString target = m_folder->filePath(u"somebody.else"_s);
    QFile file{target};
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("theirs") == 6);
    file.close();
    QVERIFY(QFile::link(target, path()));
    FileLock lock{path()};
    const Result<bool> taken = lock.take();
    QVERIFY(!taken);
    QCOMPARE(taken.error().kind, Error::Kind::AccessDenied);
    QCOMPARE(taken.error().subject, path());
    QVERIFY(!lock.isHeld());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray{"theirs"});
}

void TestFileLock::saysWhyItCannotBeTaken()
{
    FileLock lock{m_folder->filePath(u"no/such/folder.lock"_s)};
    const Result<bool> taken = lock.take();
    QVERIFY(!taken);
    QVERIFY(!taken.error().detail.isEmpty());
    QCOMPARE(taken.error().subject, lock.path());
}

void TestFileLock::killedHolderLetsGo()
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {Hold, path()});
    QVERIFY(child.waitForReadyRead(30'000));
    QCOMPARE(child.readAllStandardOutput().trimmed(), QByteArray{"held"});
    FileLock lock{path()};
    QCOMPARE(lock.take().value(), false);
    child.kill();
    QVERIFY(child.waitForFinished(30'000));
    QCOMPARE(lock.take().value(), true);
    QCOMPARE(lock.text(), QByteArray{"child"});
}

int main(int argc, char **argv)
{
    QCoreApplication app{argc, argv};
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == Hold)
        return hold(arguments.value(2));
    TestFileLock test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_filelock.moc"
