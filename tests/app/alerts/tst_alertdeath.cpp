// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertjudge.h"
#include "db/databaseurl.h"
#include "tests/support/dyingconnection.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/slotrecorder.h"
#include "tests/support/verifyresult.h"

#include <QCoreApplication>
#include <QProcess>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double Above = 101;
constexpr double Below = 99;

// What the child does: one slot is stored and judged.
int recordSlot(const ConnectionSpec &spec, int slot, int dieAt)
{
    auto connection = Connection::open(spec);
    if (!connection)
        return 1;
    const DyingConnection dying{std::move(*connection), spec, dieAt};
    SlotRecorder{dying}.store(slot, slot % 2 == 0 ? Below : Above);
    AlertJudge judge{QTimeZone::utc()};
    return judge.judge(dying, SlotRecorder::storedAt(slot)) ? 0 : 1;
}

} // namespace

// A process that dies by SIGKILL right before each statement between storing a price and the end of
// its verdict: the next one goes on, and every firing is there once.
class TestAlertDeath final : public QObject
{
    Q_OBJECT

private slots:
    void everyFiringIsThereOnce_data() { addEngineRows(); }
    void everyFiringIsThereOnce();
};

void TestAlertDeath::everyFiringIsThereOnce()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    VERIFY_RESULT(migrate(*connection, headVersion()));
    SlotRecorder recorder{*connection};
    const AlertRule rule = recorder.add(u"above 100"_s);

    const auto child = [&](int slot, int dieAt) {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"TIDEMARK_TEST_DATABASE"_s, database.url());
        process.setProcessEnvironment(environment);
        process.start(QCoreApplication::applicationFilePath(),
                      {u"--record-slot"_s, QString::number(slot), QString::number(dieAt)});
        process.waitForFinished();
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    };

    int deaths = 0;
    int slot = 0;
    QStringList expected;
    for (int dieAt = 1;; ++dieAt, slot += 2) {
        QCOMPARE(child(slot, 0), 0);
        if (!expected.isEmpty() && !expected.constLast().contains(u"over"_s))
            expected.last() += u", over @%1"_s.arg(slot);
        const int code = child(slot + 1, dieAt);
        expected.append(u"%1 @%2 triggered 101"_s.arg(rule.id).arg(slot + 1));
        if (code == 0) // it came to its end before
            break;
        QCOMPARE(code, -1);
        ++deaths;
        QCOMPARE(child(slot + 1, 0), 0); // the next start stores the same slot again
        QCOMPARE(recorder.log(), expected);
    }
    QVERIFY2(deaths > 10, qPrintable(QString::number(deaths)));
    QCOMPARE(recorder.log(), expected);
    QCOMPARE(numberFrom(*connection, u"SELECT COUNT(*) FROM alert_backlog"_s), 0);
    qInfo("%d deaths", deaths);
}

int main(int argc, char *argv[])
{
    QCoreApplication application{argc, argv};
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--record-slot") {
        const Result<ConnectionSpec> spec =
                parseDatabaseUrl(qEnvironmentVariable("TIDEMARK_TEST_DATABASE"), u"the test"_s);
        return spec ? recordSlot(*spec, arguments.value(2).toInt(), arguments.value(3).toInt()) : 2;
    }
    TestAlertDeath test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_alertdeath.moc"
