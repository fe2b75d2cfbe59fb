// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/statements.h"
#include "db/transaction.h"
#include "tests/support/controlprogram.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QThread>

#include <csignal>

using namespace Qt::Literals::StringLiterals;

// The finished program dies by SIGKILL while it writes a scheduled report: under its name stands
// nothing or all of it, with the manifest that says so, and the next run ends as if nothing had
// happened. TIDEMARK_TEST_KILLS: how many deaths.
class TestReportDeath final : public QObject
{
    Q_OBJECT

private slots:
    void isThereWholeWithItsManifestOrNotAtAll();
};

namespace {

constexpr int QuotesADay = 288 * 350;

int kills()
{
    bool isNumber = false;
    const int number = qEnvironmentVariableIntValue("TIDEMARK_TEST_KILLS", &isNumber);
    return isNumber ? number : 8;
}

// Yesterday's and today's, so that the day that ends meanwhile is as full.
void fill(const Connection &connection)
{
    Statements statements{connection};
    Transaction transaction{connection};
    VERIFY_RESULT(transaction.begin());
    VERIFY_RESULT(statements.change(
            u"INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, created_at) "
            "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "SELECT 'c' || (i % 350), '1.00000000', '2.00000000', '3.00000000', "
            "? + i / 350 * 300000, ? + i / 350 * 300000 FROM n"_s,
            {qint64{2 * QuotesADay - 1},
             QDateTime::currentDateTimeUtc().date().addDays(-1).startOfDay(Qt::UTC),
             QDateTime::currentDateTimeUtc().date().addDays(-1).startOfDay(Qt::UTC)}));
    VERIFY_RESULT(transaction.commit());
}

QByteArray content(const QString &path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

// The report, or nothing.
QByteArray reportIn(const QTemporaryDir &folder)
{
    const QStringList reports = QDir{folder.path()}.entryList({u"*.csv"_s}, QDir::Files);
    if (reports.size() != 1)
        return {};
    const QByteArray report = content(folder.filePath(reports.constFirst()));
    const QString manifestName = reports.constFirst().chopped(3) + u"json"_s;
    const QJsonObject manifest =
            QJsonDocument::fromJson(content(folder.filePath(manifestName))).object();
    const QByteArray sum = QCryptographicHash::hash(report, QCryptographicHash::Sha256).toHex();
    if (manifest[u"sha256"].toString() != QString::fromLatin1(sum) ||
        manifest[u"rows"].toInt() != QuotesADay || report.count('\n') != QuotesADay + 1)
        return "not what its manifest says";
    return report;
}

} // namespace

void TestReportDeath::isThereWholeWithItsManifestOrNotAtAll()
{
    const TestDatabase database{Engine::Sqlite};
    {
        const auto connection = openOrFail(database.spec());
        VERIFY_RESULT(migrate(*connection, headVersion()));
        fill(*connection);
    }
    const ControlProgram program{database.url()};
    const QStringList words{u"reports"_s, u"run"_s};
    QRandomGenerator random{QRandomGenerator::securelySeeded()};
    qint64 lastsMs = 0;
    int deaths = 0;
    for (int i = 0; i <= kills(); ++i) {
        const QTemporaryDir folder;
        const ProgramOutcome added =
                program.run({u"reports"_s, u"add"_s, u"daily"_s, u"prices"_s, u"--every"_s,
                             u"day"_s, u"--folder"_s, folder.path()});
        QVERIFY2(added.exitCode == 0, added.all());
        if (i > 0) { // before, nobody knows how long it takes
            QProcess process;
            program.prepare(process, words);
            process.start();
            QVERIFY(process.waitForStarted());
            const QDir place{folder.path()};
            if (i % 2 == 0) {
                process.waitForFinished(int(random.bounded(lastsMs)));
            } else { // the moment that it has its name
                const QDeadlineTimer deadline{60'000};
                while (place.entryList({u"*.csv"_s}).isEmpty() && !deadline.hasExpired())
                    QThread::yieldCurrentThread();
            }
            if (process.state() != QProcess::NotRunning) {
                ::kill(pid_t(process.processId()), SIGKILL);
                QVERIFY(process.waitForFinished());
            }
            deaths += process.exitStatus() == QProcess::CrashExit ? 1 : 0;
            QVERIFY(reportIn(folder) != "not what its manifest says");
        }
        QElapsedTimer timer;
        timer.start();
        const ProgramOutcome whole = program.run(words);
        QVERIFY2(whole.exitCode == 0, whole.all());
        lastsMs = i == 0 ? timer.elapsed() : lastsMs;
        QVERIFY(reportIn(folder).size() > QuotesADay);
        // Nothing of the run that died stays.
        QCOMPARE(QDir{folder.path()}.entryList(QDir::Files | QDir::Hidden).size(), 2);
        QCOMPARE(program.run({u"reports"_s, u"remove"_s, u"daily"_s}).exitCode, 0);
    }
    qInfo("killed %d times, %d of them before the end", kills(), deaths);
    QVERIFY(deaths > 0);
}

QTEST_GUILESS_MAIN(TestReportDeath)
#include "tst_reportdeath.moc"
