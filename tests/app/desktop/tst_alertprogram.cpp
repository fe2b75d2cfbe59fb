// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/controlprogram.h"
#include "tests/support/fakenotificationserver.h"
#include "tests/support/sessionbus.h"
#include "tests/support/skip.h"
#include "tests/support/verifyresult.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int PatienceMs = 60'000;

} // namespace

// The finished window program, killed between a firing and the note that somebody has seen it.
class TestAlertProgram final : public QObject
{
    Q_OBJECT

public:
    explicit TestAlertProgram(const SessionBus &bus)
        : m_bus{bus}
    {}

private slots:
    void initTestCase();
    void tellsOnceThroughItsDeath_data();
    void tellsOnceThroughItsDeath();

private:
    const SessionBus &m_bus;
};

void TestAlertProgram::initTestCase()
{
    if (!m_bus.missing().isEmpty())
        SKIP_UNLESS_CI(m_bus.missing().constData());
}

void TestAlertProgram::tellsOnceThroughItsDeath_data()
{
    QTest::addColumn<QString>("call"); // it dies while this one is under way
    QTest::addColumn<bool>(
            "isAnswered");          // or rather when it knows the answer, and has not noted it
    QTest::addColumn<int>("rules"); // that fire at once
    QTest::addColumn<int>("deaths");
    QTest::newRow("before it tells") << u"GetCapabilities"_s << false << 1 << 2;
    QTest::newRow("while it tells") << u"Notify"_s << false << 1 << 2;
    QTest::newRow("when it has told, and not noted it") << u"Notify"_s << true << 1 << 1;
    QTest::newRow("while it tells a digest") << u"Notify"_s << false << 5 << 1;
}

void TestAlertProgram::tellsOnceThroughItsDeath()
{
    QFETCH(const QString, call);
    QFETCH(const bool, isAnswered);
    QFETCH(const int, rules);
    QFETCH(const int, deaths);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"market.db"_s);
    ControlProgram control{u"sqlite:///"_s + path};
    // How many firings have this status.
    const auto count = [&](const QString &status) {
        const QJsonArray log =
                control.run({u"--json"_s, u"alerts"_s, u"log"_s}).json()[u"log"].toArray();
        return std::ranges::count_if(log, [&](const QJsonValue &entry) {
            return entry[u"status"].toString() == status;
        });
    };
    const auto addRule = [&](int level) {
        const ProgramOutcome added =
                control.run({u"alerts"_s, u"add"_s, u"--symbol"_s, u"btc"_s, u"--when"_s,
                             u"above"_s, u"--level"_s, QString::number(level)});
        QVERIFY2(added.exitCode == 0, added.all());
    };
    QCOMPARE(control.run({u"collect"_s, u"--once"_s}).exitCode, 0);
    for (int level = 1; level <= rules; ++level)
        addRule(level);

    FakeNotificationServer server;
    server.appear();
    control.environment().insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    control.environment().insert(u"DBUS_SESSION_BUS_ADDRESS"_s,
                                 qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"));
    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.setProcessEnvironment(control.environment());
    program.setProgram(QCoreApplication::applicationDirPath() + u"/tidemark"_s);
    const auto kill = [&] {
        program.kill();
        program.waitForFinished();
    };
    for (int death = 0; death < deaths; ++death) {
        std::unique_ptr<Connection> lock; // while it is held nothing can be noted
        bool isThere = false;
        server.watchCalls([&](const QString &called) {
            if (called != call || std::exchange(isThere, true))
                return;
            if (!isAnswered)
                return kill();
            lock = openOrFail(ConnectionSpec::file(path));
            VERIFY_RESULT(lock->execute(u"BEGIN IMMEDIATE"_s));
        });
        program.start();
        QVERIFY(program.waitForStarted());
        if (isAnswered) {
            QTRY_COMPARE_WITH_TIMEOUT(server.calls(), 1, PatienceMs);
            QVERIFY(lock);
            QVERIFY(server.hasAnswerArrived());
            kill();
        }
        QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, PatienceMs);
        QCOMPARE(program.exitStatus(), QProcess::CrashExit);
        server.watchCalls({});
        lock.reset();
        QCOMPARE(count(u"triggered"_s), rules);
    }

    // It is given to the server once for each death after that, and once more: always under the
    // same number, by which the server shows it anew in its own place.
    program.start();
    QTRY_COMPARE_WITH_TIMEOUT(server.calls(), call == "Notify"_L1 ? deaths + 1 : 1, PatienceMs);
    QCOMPARE(server.shown().size(), 1);
    QTRY_COMPARE(count(u"notified"_s), rules);
    QCOMPARE(count(u"triggered"_s), 0);
    QCOMPARE(server.shown().constFirst().body.count(u'\n') + 1, rules == 1 ? 3 : rules);
    const int calls = server.calls();
    program.terminate();
    QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, PatienceMs);

    // What was noted is not told again beside the next one.
    addRule(rules + 1);
    program.start();
    QTRY_COMPARE_WITH_TIMEOUT(server.shown().size(), 2, PatienceMs);
    program.terminate();
    QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, PatienceMs);
    QCOMPARE(server.calls(), calls + 1);
}

int main(int argc, char *argv[])
{
    const SessionBus bus; // before Qt looks for one
    QCoreApplication application{argc, argv};
    TestAlertProgram test{bus};
    return QTest::qExec(&test, argc, argv);
}

#include "tst_alertprogram.moc"
