// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portfolio/noncefile.h"
#include "tests/support/verifyresult.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Threads = 8;
const QString Name = u"0123456789abcdef"_s;

// A process that takes nonces from eight threads until it is killed. Each line says which thread
// got which, in one write, after the nonce was handed out.
int takeForEver(const QString &folder)
{
    const NonceFile nonces{folder, Name};
    std::vector<std::thread> threads;
    threads.reserve(Threads);
    for (int number = 0; number < Threads; ++number) {
        threads.emplace_back([&nonces, number] {
            for (;;) {
                const Result<qint64> nonce = nonces.next(60s);
                const QByteArray line =
                        nonce ? QByteArray::number(number) + ' ' + QByteArray::number(*nonce) + '\n'
                              : QByteArray{"failed\n"};
                if (::write(STDOUT_FILENO, line.constData(), std::size_t(line.size())) < 0 ||
                    !nonce)
                    std::abort();
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    return 0;
}

// Two of these processes until so many nonces are there, then both are killed.
std::vector<qint64> lifeOfTwo(const QString &folder, std::size_t wanted)
{
    std::array<QProcess, 2> lives;
    for (QProcess &life : lives)
        life.start(QCoreApplication::applicationFilePath(), {u"--take"_s, folder});
    std::vector<qint64> taken;
    std::array<std::array<qint64, Threads>, 2> last{};
    const auto read = [&] {
        for (std::size_t process = 0; process < lives.size(); ++process) {
            while (lives[process].canReadLine()) {
                const QByteArrayList words = lives[process].readLine().trimmed().split(' ');
                const qint64 nonce = words.value(1).toLongLong();
                qint64 &before = last[process][std::size_t(words[0].toInt())];
                if (words.size() != 2 || nonce <= before)
                    return false; // also within a thread each is above the one before
                before = nonce;
                taken.push_back(nonce);
            }
        }
        return true;
    };
    while (taken.size() < wanted) {
        lives[0].waitForReadyRead(20);
        lives[1].waitForReadyRead(20);
        if (!read())
            return {};
    }
    for (QProcess &life : lives)
        life.kill();
    for (QProcess &life : lives)
        life.waitForFinished();
    return read() ? taken : std::vector<qint64>{};
}

QString path(const QTemporaryDir &folder)
{
    return folder.filePath(Name + u".nonce"_s);
}

std::function<QDateTime()> clockAt(qint64 ms)
{
    return [ms] { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC); };
}

} // namespace

class TestNonceFile final : public QObject
{
    Q_OBJECT

private slots:
    void tenThousandOfTwoProcessesOverThreeRestarts();
    void followsTheClock();
    void survivesAClockSetBack();
    void goesOnAfterAnEmptyFile();
    void refusesWhatItDidNotWrite_data();
    void refusesWhatItDidNotWrite();
    void staysBelowWhatJavaScriptCounts();
    void waitsForAnotherOne();
    void isForItsOwnerAlone();
    void refusesALink();
};

void TestNonceFile::tenThousandOfTwoProcessesOverThreeRestarts()
{
    constexpr std::size_t Wanted = 10'000;
    constexpr std::size_t Lives = 4;
    const QTemporaryDir folder;
    std::vector<qint64> all;
    QElapsedTimer timer;
    timer.start();
    for (std::size_t life = 0; life < Lives; ++life) {
        std::vector<qint64> taken = lifeOfTwo(folder.path(), Wanted / Lives);
        QVERIFY(!taken.empty());
        std::sort(taken.begin(), taken.end());
        QVERIFY2(all.empty() || taken.front() > all.back(),
                 "a nonce after a restart is not above all those before it");
        all.insert(all.end(), taken.begin(), taken.end());
    }
    QVERIFY(all.size() >= Wanted);
    QVERIFY2(std::adjacent_find(all.begin(), all.end(), std::greater_equal{}) == all.end(),
             "a nonce was handed out twice");
    qInfo("%zu nonces, %.2f ms each", all.size(), double(timer.elapsed()) / double(all.size()));
}

void TestNonceFile::followsTheClock()
{
    const QTemporaryDir folder;
    QCOMPARE(NonceFile(folder.path(), Name, clockAt(1'767'225'600'000)).next(), 1'767'225'600'000);
    QCOMPARE(NonceFile(folder.path(), Name, clockAt(1'767'225'600'000)).next(), 1'767'225'600'001);
    QCOMPARE(NonceFile(folder.path(), Name, clockAt(1'767'225'700'000)).next(), 1'767'225'700'000);
}

void TestNonceFile::survivesAClockSetBack()
{
    const QTemporaryDir folder;
    QCOMPARE(NonceFile(folder.path(), Name, clockAt(1'767'225'600'000)).next(), 1'767'225'600'000);
    QCOMPARE(NonceFile(folder.path(), Name, clockAt(1'000)).next(), 1'767'225'600'001);
    QCOMPARE(NonceFile(folder.path(), Name, clockAt(-1)).next(), 1'767'225'600'002);
}

void TestNonceFile::goesOnAfterAnEmptyFile()
{
    const QTemporaryDir folder;
    QFile file{path(folder)};
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(NonceFile(folder.path(), Name, clockAt(1'767'225'600'000)).next(), 1'767'225'600'000);
}

void TestNonceFile::refusesWhatItDidNotWrite_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("words") << QByteArray{"not a number at\n"};
    QTest::newRow("half of it") << QByteArray{"00017672\n"};
    QTest::newRow("longer") << QByteArray{"00000000001767225600000\n"};
    QTest::newRow("below zero") << QByteArray{"-001767225600000\n"};
}

void TestNonceFile::refusesWhatItDidNotWrite()
{
    QFETCH(const QByteArray, text);
    const QTemporaryDir folder;
    QFile file{path(folder)};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    const Result<qint64> nonce = NonceFile{folder.path(), Name}.next();
    QVERIFY(!nonce);
    QCOMPARE(nonce.error().kind, Error::Kind::Configuration);
    QCOMPARE(nonce.error().subject, path(folder));
    QVERIFY(file.open(QIODevice::ReadOnly)); // left as it is
    QCOMPARE(file.readAll(), text);
}

void TestNonceFile::staysBelowWhatJavaScriptCounts()
{
    const QTemporaryDir folder;
    QCOMPARE(NonceFile(folder.path(), Name, clockAt(NonceFile::Largest)).next(),
             NonceFile::Largest);
    const Result<qint64> none = NonceFile{folder.path(), Name}.next();
    QVERIFY(!none);
    QCOMPARE(none.error().kind, Error::Kind::Configuration);
}

void TestNonceFile::waitsForAnotherOne()
{
    const QTemporaryDir folder;
    VERIFY_RESULT((NonceFile{folder.path(), Name}.next()));
    const int file = ::open(QFile::encodeName(path(folder)).constData(), O_RDWR | O_CLOEXEC);
    QVERIFY(::flock(file, LOCK_EX) == 0);
    const Result<qint64> refused = NonceFile{folder.path(), Name}.next(50ms);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Busy);
    std::thread later{[file] { ::close(file); }};
    const Result<qint64> nonce = NonceFile{folder.path(), Name}.next(60s);
    later.join();
    VERIFY_RESULT(nonce);
}

void TestNonceFile::isForItsOwnerAlone()
{
    const QTemporaryDir folder;
    const QString below = folder.filePath(u"a/b"_s);
    VERIFY_RESULT((NonceFile{below, Name}.next()));
    const QFile::Permissions others =
            QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(QDir{below}.filePath(Name + u".nonce"_s)) & others));
}

void TestNonceFile::refusesALink()
{
    const QTemporaryDir folder;
    QVERIFY(QFile::link(folder.filePath(u"elsewhere"_s), path(folder)));
    QVERIFY(!NonceFile(folder.path(), Name).next());
    QVERIFY(!QFile::exists(folder.filePath(u"elsewhere"_s)));
}

int main(int argc, char *argv[])
{
    QCoreApplication application{argc, argv};
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--take")
        return takeForEver(arguments.value(2));
    TestNonceFile test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_noncefile.moc"
