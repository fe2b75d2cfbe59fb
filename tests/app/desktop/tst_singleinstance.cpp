// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/singleinstance.h"

#include <QElapsedTimer>
#include <QLocalSocket>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

// The other program is this executable again: "--other FOLDER KEY".
class TestSingleInstance final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void secondRaisesTheFirst();
    void backgroundStartLeavesTheWindowAlone();
    void killedFirstIsForgotten();
    void endedFirstIsForgotten();
    void frozenFirstIsNamed();
    void differentDatabasesRunSideBySide();
    void nonsenseIsNotAnswered();
    void onePathOneKey();
    void oneServerOneKey();
    void foreignFolderIsNotUsed();

private:
    void startOther();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_other;
};

void TestSingleInstance::init()
{
    m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + "/one-XXXXXX"_L1);
}

void TestSingleInstance::cleanup()
{
    if (m_other) {
        m_other->kill();
        m_other->waitForFinished();
    }
    m_other.reset();
}

void TestSingleInstance::startOther()
{
    m_other = std::make_unique<QProcess>();
    m_other->start(QCoreApplication::applicationFilePath(),
                   {u"--other"_s, m_folder->path(), u"a"_s});
    QVERIFY(m_other->waitForReadyRead(10000));
    QCOMPARE(m_other->readLine(), "first\n");
}

void TestSingleInstance::secondRaisesTheFirst()
{
    startOther();
    SingleInstance second{m_folder->path(), u"a"_s};
    QElapsedTimer clock;
    clock.start();
    const auto outcome = second.claim(SingleInstance::Request::Raise, "token with = and \n");
    QVERIFY2(clock.elapsed() < 300, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(outcome.has_value());
    QCOMPARE(*outcome, SingleInstance::Outcome::HandedOver);
    QTRY_VERIFY(m_other->canReadLine() || m_other->waitForReadyRead(100));
    QCOMPARE(QByteArray::fromHex(m_other->readLine()), "token with = and \n");
}

void TestSingleInstance::backgroundStartLeavesTheWindowAlone()
{
    SingleInstance first{m_folder->path(), u"a"_s};
    QSignalSpy raised{&first, &SingleInstance::raiseRequested};
    QCOMPARE(*first.claim(SingleInstance::Request::Raise), SingleInstance::Outcome::First);
    QLocalSocket greeter;
    greeter.connectToServer(m_folder->path() + "/tidemark-a"_L1);
    greeter.write("greet\n");
    QTRY_VERIFY(greeter.canReadLine());
    QCOMPARE(greeter.readLine(), "ok\n");
    QCOMPARE(raised.count(), 0);
}

void TestSingleInstance::killedFirstIsForgotten()
{
    startOther();
    m_other->kill(); // SIGKILL: nothing is tidied
    QVERIFY(m_other->waitForFinished());
    QVERIFY(QFile::exists(m_folder->path() + "/tidemark-a"_L1));
    SingleInstance second{m_folder->path(), u"a"_s};
    QCOMPARE(*second.claim(SingleInstance::Request::Raise), SingleInstance::Outcome::First);

    // And it is a whole first one: a third finds it.
    QSignalSpy raised{&second, &SingleInstance::raiseRequested};
    QProcess third;
    third.start(QCoreApplication::applicationFilePath(), {u"--other"_s, m_folder->path(), u"a"_s});
    QTRY_COMPARE(raised.count(), 1);
    QTRY_COMPARE(third.state(), QProcess::NotRunning);
    QCOMPARE(third.readAllStandardOutput(), "handed over\n");
    QCOMPARE(third.exitCode(), 0);
}

void TestSingleInstance::endedFirstIsForgotten()
{
    auto first = std::make_unique<SingleInstance>(m_folder->path(), u"a"_s);
    QCOMPARE(*first->claim(SingleInstance::Request::Raise), SingleInstance::Outcome::First);
    first.reset();
    SingleInstance second{m_folder->path(), u"a"_s};
    QCOMPARE(*second.claim(SingleInstance::Request::Raise), SingleInstance::Outcome::First);
}

void TestSingleInstance::frozenFirstIsNamed()
{
    startOther();
    const auto pid = m_other->processId();
    QCOMPARE(::kill(static_cast<pid_t>(pid), SIGSTOP), 0);
    SingleInstance second{m_folder->path(), u"a"_s};
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(*second.claim(SingleInstance::Request::Raise, {}, 200ms),
             SingleInstance::Outcome::NoAnswer);
    QVERIFY(clock.elapsed() < 2000);
    QVERIFY(second.noAnswerText().contains(QString::number(pid)));
}

void TestSingleInstance::differentDatabasesRunSideBySide()
{
    startOther();
    SingleInstance second{m_folder->path(), u"b"_s};
    QCOMPARE(*second.claim(SingleInstance::Request::Raise), SingleInstance::Outcome::First);
}

void TestSingleInstance::nonsenseIsNotAnswered()
{
    SingleInstance first{m_folder->path(), u"a"_s};
    QCOMPARE(*first.claim(SingleInstance::Request::Raise), SingleInstance::Outcome::First);
    for (const QByteArray &nonsense : {QByteArray{"shutdown\n"}, QByteArray{10000, 'x'}}) {
        QLocalSocket socket;
        socket.connectToServer(m_folder->path() + "/tidemark-a"_L1);
        QVERIFY(socket.waitForConnected());
        socket.write(nonsense);
        QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
        QCOMPARE(socket.readAll(), QByteArray{});
    }
}

void TestSingleInstance::onePathOneKey()
{
    const QDir folder{m_folder->path()};
    QVERIFY(QFile::link(folder.path(), folder.filePath(u"link"_s)));
    const auto keyOf = [](const QString &path) {
        ConnectionSpec spec;
        spec.path = path;
        return SingleInstance::key(spec);
    };
    const QString before = keyOf(folder.filePath(u"market.db"_s));
    QCOMPARE(keyOf(folder.filePath(u"link/market.db"_s)), before);
    QFile file{folder.filePath(u"market.db"_s)};
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(keyOf(folder.filePath(u"market.db"_s)), before); // the same once it exists
    QVERIFY(QFile::link(file.fileName(), folder.filePath(u"other.db"_s)));
    QCOMPARE(keyOf(folder.filePath(u"other.db"_s)), before);
    QVERIFY(keyOf(folder.filePath(u"second.db"_s)) != before);
}

void TestSingleInstance::oneServerOneKey()
{
    ConnectionSpec market;
    market.engine = Engine::PostgreSql;
    market.host = u"db.example.com"_s;
    market.databaseName = u"market"_s;
    ConnectionSpec same = market;
    same.port = 5432;
    same.password = u"another"_s;
    QCOMPARE(SingleInstance::key(same), SingleInstance::key(market));
    ConnectionSpec other = market;
    other.databaseName = u"archive"_s;
    QVERIFY(SingleInstance::key(other) != SingleInstance::key(market));
    other = market;
    other.engine = Engine::MariaDb;
    QVERIFY(SingleInstance::key(other) != SingleInstance::key(market));
}

void TestSingleInstance::foreignFolderIsNotUsed()
{
    const auto folderFor = [](const QString &runtime) {
        QProcessEnvironment environment;
        environment.insert(u"XDG_RUNTIME_DIR"_s, runtime);
        return SingleInstance::runtimeFolder(environment);
    };
    QCOMPARE(*folderFor(m_folder->path()), m_folder->path());
    const QString open = m_folder->filePath(u"open"_s);
    QVERIFY(QDir{}.mkdir(open));
    QVERIFY(QFile::setPermissions(open, QFile::Permissions{0x7777}));
    for (const QString &refused : {open, u""_s, u"relative"_s, m_folder->filePath(u"absent"_s),
                                   u"/"_s + QString{90, u'x'}}) {
        const Result<QString> own = folderFor(refused);
        QVERIFY(own.has_value());
        QVERIFY(own->startsWith(QDir::tempPath() + "/tidemark-"_L1));
    }
}

namespace {

int otherProgram(const QStringList &arguments)
{
    SingleInstance instance{arguments.at(2), arguments.at(3)};
    const auto say = [](const QByteArray &text) {
        std::fputs(text.constData(), stdout);
        std::fflush(stdout);
    };
    QObject::connect(&instance, &SingleInstance::raiseRequested, &instance,
                     [&](const QByteArray &token) { say(token.toHex() + '\n'); });
    const auto outcome = instance.claim(SingleInstance::Request::Raise);
    if (outcome != SingleInstance::Outcome::First) {
        say("handed over\n");
        return outcome == SingleInstance::Outcome::HandedOver ? 0 : 1;
    }
    say("first\n");
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application{argc, argv};
    if (application.arguments().value(1) == "--other"_L1)
        return otherProgram(application.arguments());
    TestSingleInstance test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_singleinstance.moc"
