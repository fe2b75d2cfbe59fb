// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/coinspotanswer.h"

#include <QFile>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;

class TestMarketProgram final : public QObject
{
    Q_OBJECT

private slots:
    void demoServesUntilStandardInputCloses();
    void scriptIsPlayedInOrder();
    void refusesWhatItDoesNotKnow_data();
    void refusesWhatItDoesNotKnow();

private:
    std::unique_ptr<QProcess> start(const QString &program, const QStringList &arguments);
    quint16 waitForPort(const QString &fileName);
    QByteArray ask(quint16 port);
};

std::unique_ptr<QProcess> TestMarketProgram::start(const QString &program,
                                                   const QStringList &arguments)
{
    auto process = std::make_unique<QProcess>();
    process->start(program, arguments);
    return process;
}

quint16 TestMarketProgram::waitForPort(const QString &fileName)
{
    if (!QTest::qWaitFor([&] { return QFile::exists(fileName); }))
        return 0;
    QFile file{fileName};
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toUShort() : 0;
}

QByteArray TestMarketProgram::ask(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, port);
    socket.write("GET /pubapi/v2/latest HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }))
        return {};
    return socket.readAll();
}

void TestMarketProgram::demoServesUntilStandardInputCloses()
{
    const QTemporaryDir folder;
    const QString portFile = folder.filePath(u"port"_s);
    const auto demo =
            start(u"" DEMO_MARKET ""_s, {u"--port-file"_s, portFile, u"--until-stdin-closes"_s});
    const quint16 port = waitForPort(portFile);
    QVERIFY(port != 0);
    const QByteArray answer = ask(port);
    QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\n"));
    const auto prices = parseLatestPrices(answer.mid(answer.indexOf("\r\n\r\n") + 4));
    QVERIFY(prices);
    QVERIFY(prices->quotes.size() >= 13);
    QTRY_VERIFY(demo->canReadLine());
    QCOMPARE(demo->readLine(), "http://127.0.0.1:" + QByteArray::number(port) + '\n');

    demo->closeWriteChannel();
    QTRY_COMPARE(demo->state(), QProcess::NotRunning);
    QCOMPARE(demo->exitStatus(), QProcess::NormalExit);
    QCOMPARE(demo->exitCode(), 0);
}

void TestMarketProgram::scriptIsPlayedInOrder()
{
    const QTemporaryDir folder;
    const QString portFile = folder.filePath(u"port"_s);
    const auto market = start(u"" MISBEHAVING_MARKET ""_s,
                              {u"--port-file"_s, portFile, u"--until-stdin-closes"_s, u"--script"_s,
                               u"unavailable,close,prices"_s});
    const quint16 port = waitForPort(portFile);
    QVERIFY(port != 0);
    QVERIFY(ask(port).startsWith("HTTP/1.1 503 "));
    QCOMPARE(ask(port), QByteArray{});
    QVERIFY(ask(port).startsWith("HTTP/1.1 200 "));
    QVERIFY(ask(port).startsWith("HTTP/1.1 200 ")); // the last one stays
    market->closeWriteChannel();
    QTRY_COMPARE(market->state(), QProcess::NotRunning);
}

void TestMarketProgram::refusesWhatItDoesNotKnow_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");

    QTest::newRow("answer") << QStringList{u"--script"_s, u"prices,nonsense"_s} << 2;
    QTest::newRow("port") << QStringList{u"--port"_s, u"70000"_s} << 2;
    QTest::newRow("port file") << QStringList{u"--port-file"_s, u"/nowhere/port"_s} << 1;
}

void TestMarketProgram::refusesWhatItDoesNotKnow()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, exitCode);

    const auto market = start(u"" MISBEHAVING_MARKET ""_s, arguments);
    QTRY_COMPARE(market->state(), QProcess::NotRunning);
    QCOMPARE(market->exitCode(), exitCode);
    QVERIFY(!market->readAllStandardError().isEmpty());
}

QTEST_GUILESS_MAIN(TestMarketProgram)
#include "tst_marketprogram.moc"
