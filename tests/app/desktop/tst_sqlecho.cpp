// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/marketserver.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

// The finished window, started with SQL_ECHO.
class TestSqlEcho final : public QObject
{
    Q_OBJECT

private slots:
    void tellsStatements_data();
    void tellsStatements();
};

void TestSqlEcho::tellsStatements_data()
{
    QTest::addColumn<QString>("echo");
    QTest::newRow("asked") << u"1"_s;
    QTest::newRow("not asked") << u"0"_s;
}

void TestSqlEcho::tellsStatements()
{
    QFETCH(const QString, echo);
    const QTemporaryDir home;
    MarketServer market;
    QVERIFY(market.listen());
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name :
         {u"HOME"_s, u"XDG_DATA_HOME"_s, u"XDG_CONFIG_HOME"_s, u"XDG_RUNTIME_DIR"_s})
        environment.insert(name, home.path());
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"DATABASE_URL"_s, u"sqlite:///"_s + home.filePath(u"market.db"_s));
    environment.insert(u"COINSPOT_BASE_URL"_s, market.url().toString());
    environment.insert(u"SQL_ECHO"_s, echo);
    program.setProcessEnvironment(environment);
    program.start(QCoreApplication::applicationDirPath() + u"/tidemark"_s, {});
    QVERIFY(program.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(!market.requests().isEmpty(), 30'000); // the database is made
    QByteArray told;
    const auto tells = [&] {
        told += program.readAllStandardError();
        return told.contains("tidemark.sql: CREATE TABLE");
    };
    if (echo == u"1"_s)
        QTRY_VERIFY2_WITH_TIMEOUT(tells(), told, 30'000);
    program.terminate();
    QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, 30'000);
    QCOMPARE(tells(), echo == u"1"_s);
}

QTEST_GUILESS_MAIN(TestSqlEcho)
#include "tst_sqlecho.moc"
