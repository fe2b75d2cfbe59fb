// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/controlprogram.h"
#include "tests/support/fakenotificationserver.h"
#include "tests/support/sessionbus.h"
#include "tests/support/skip.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

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
    QTest::newRow("before it tells") << u"GetCapabilities"_s;
    QTest::newRow("while it tells") << u"Notify"_s;
}

void TestAlertProgram::tellsOnceThroughItsDeath()
{
    constexpr int PatienceMs = 60'000;
    QFETCH(const QString, call);
    const QTemporaryDir folder;
    ControlProgram control{u"sqlite:///"_s + folder.filePath(u"market.db"_s)};
    const auto log = [&] {
        return control.run({u"--json"_s, u"alerts"_s, u"log"_s}).json()[u"log"].toArray();
    };
    QCOMPARE(control.run({u"collect"_s, u"--once"_s}).exitCode, 0);
    const ProgramOutcome added = control.run({u"alerts"_s, u"add"_s, u"--symbol"_s, u"btc"_s,
                                              u"--when"_s, u"above"_s, u"--level"_s, u"1"_s});
    QVERIFY2(added.exitCode == 0, added.all());
    QCOMPARE(log().size(), 0);

    FakeNotificationServer server;
    server.appear();
    control.environment().insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    control.environment().insert(u"DBUS_SESSION_BUS_ADDRESS"_s,
                                 qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"));
    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.setProcessEnvironment(control.environment());
    program.setProgram(QCoreApplication::applicationDirPath() + u"/tidemark"_s);
    for (int deaths = 0; deaths < 3; ++deaths) {
        server.watchCalls([&](const QString &called) {
            if (called != call)
                return;
            server.watchCalls({});
            program.kill();
            program.waitForFinished();
        });
        program.start();
        QVERIFY(program.waitForStarted());
        QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, PatienceMs);
        QCOMPARE(program.exitStatus(), QProcess::CrashExit);
        const QJsonArray entries = log();
        QCOMPARE(entries.size(), 1);
        QCOMPARE(entries[0][u"status"].toString(), u"triggered"_s);
    }

    program.start();
    const auto isNoted = [&] { return log()[0][u"status"] == u"notified"_s; };
    QTRY_VERIFY_WITH_TIMEOUT(isNoted(), PatienceMs);
    QCOMPARE(log().size(), 1);
    QCOMPARE(server.shown().size(), 1); // the same again, which the server knows by its number
    const int calls = server.calls();
    program.terminate();
    QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, PatienceMs);

    // What was noted is not told again beside the next one.
    const ProgramOutcome second = control.run({u"alerts"_s, u"add"_s, u"--symbol"_s, u"btc"_s,
                                               u"--when"_s, u"above"_s, u"--level"_s, u"2"_s});
    QVERIFY2(second.exitCode == 0, second.all());
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
