// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertrunner.h"
#include "app/alerts/commandtext.h"

#include <QHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponse>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

// A program and an address of the person's own choice, for real.
class TestAlertRunner final : public QObject
{
    Q_OBJECT

private slots:
    void readsACommandAsOneLine_data();
    void readsACommandAsOneLine();
    void takesAnotherCommand();
    void argumentsStayOneEach();
    void commandGetsTheFiringOnStandardInput();
    void saysHowTheCommandFailed_data();
    void saysHowTheCommandFailed();
    void endsAHangingCommand();
    void postsToTheWebhook();
    void saysHowTheWebhookFailed();
    void doesNotWaitForTheKeychain();
    void refusesAnAddressThatIsNotSafe_data();
    void refusesAnAddressThatIsNotSafe();

private:
    [[nodiscard]] static AlertLogEntry firing();
    [[nodiscard]] static std::optional<Result<>> ranCommand(AlertRunner &runner);
    [[nodiscard]] static std::optional<Result<>> posted(const QString &address);
};

AlertLogEntry TestAlertRunner::firing()
{
    AlertLogEntry entry;
    entry.id = 7;
    entry.ruleName = u"$(touch pwned); `id` \"high\" {symbol} %n"_s;
    entry.symbol = u"BTC.COINSPOT"_s;
    entry.message = u"line one\nline two"_s;
    entry.value = *Price::parse(u"142518.5"_s);
    entry.timestamp = QDateTime{QDate{2026, 11, 28}, QTime{1, 0}, Qt::UTC};
    return entry;
}

std::optional<Result<>> TestAlertRunner::ranCommand(AlertRunner &runner)
{
    std::optional<Result<>> result;
    runner.runCommand(firing(), [&](const Result<> &done) { result = done; });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(result.has_value(), 20'000); }();
    return result;
}

void TestAlertRunner::argumentsStayOneEach()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"arguments"_s);
    AlertRunner runner{
            {.command = {u"/bin/sh"_s, u"-c"_s,
                         u"f=$1; shift; for a; do printf '<%s>' \"$a\"; done > \"$f\""_s, u"sh"_s,
                         file, u"{rule}"_s, u"{message}|{value}"_s, u"{unknown} {symbol"_s}}};
    const auto result = ranCommand(runner);
    QVERIFY(result && *result);
    QFile written{file};
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(written.readAll()),
             u"<%1><line one\nline two|142518.5><{unknown} {symbol>"_s.arg(firing().ruleName));
    QVERIFY(!QFile::exists(u"pwned"_s));
}

void TestAlertRunner::commandGetsTheFiringOnStandardInput()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"input"_s);
    AlertRunner runner{{.command = {u"/usr/bin/tee"_s, file}}};
    const auto result = ranCommand(runner);
    QVERIFY(result && *result);
    QFile written{file};
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QJsonObject json = QJsonDocument::fromJson(written.readAll()).object();
    QCOMPARE(json[u"rule"].toString(), firing().ruleName);
    QCOMPARE(json[u"trigger_value"].toString(), u"142518.50000000"_s);
    QCOMPARE(json[u"timestamp"].toString(), u"2026-11-28T01:00:00.000Z"_s);
}

void TestAlertRunner::saysHowTheCommandFailed_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QString>("says");

    QTest::newRow("none") << QStringList{} << u"No command is set"_s;
    QTest::newRow("not there") << QStringList{u"/nonexistent/program"_s} << u"cannot be started"_s;
    QTest::newRow("exit code") << QStringList{u"/bin/sh"_s, u"-c"_s, u"echo broken >&2; exit 3"_s}
                               << u"ended with 3. broken"_s;
    QTest::newRow("crash") << QStringList{u"/bin/sh"_s, u"-c"_s, u"kill -SEGV $$"_s}
                           << u"crashed"_s;
}

void TestAlertRunner::saysHowTheCommandFailed()
{
    QFETCH(const QStringList, command);
    QFETCH(const QString, says);
    AlertRunner runner{{.command = command}};
    const auto result = ranCommand(runner);
    QVERIFY(result && !*result);
    QVERIFY2(result->error().detail.contains(says), qPrintable(result->error().detail));
}

void TestAlertRunner::endsAHangingCommand()
{
    AlertRunner runner{{.command = {u"/bin/sleep"_s, u"600"_s}, .limit = 300ms}};
    const auto result = ranCommand(runner);
    QVERIFY(result && !*result);
    QCOMPARE(result->error().kind, Error::Kind::Refused);
}

std::optional<Result<>> TestAlertRunner::posted(const QString &address)
{
    AlertRunner runner{
            {.readWebhook = [address](QObject *, const SecretAnswer &answer) { answer(address); },
             .limit = 2s}};
    std::optional<Result<>> result;
    runner.postWebhook(firing(), [&](const Result<> &done) { result = done; });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(result.has_value(), 20'000); }();
    return result;
}

void TestAlertRunner::postsToTheWebhook()
{
    QHttpServer server;
    QByteArray body;
    server.route(u"/hook"_s, QHttpServerRequest::Method::Post,
                 [&](const QHttpServerRequest &request) {
                     body = request.body();
                     return QHttpServerResponse{QHttpServerResponse::StatusCode::NoContent};
                 });
    const quint16 port = server.listen(QHostAddress::LocalHost);
    const auto result = posted(u"http://127.0.0.1:%1/hook?token=abc"_s.arg(port));
    QVERIFY2(result && *result, result ? qPrintable((*result).error().detail) : "no answer");
    QCOMPARE(QJsonDocument::fromJson(body)[u"id"].toInt(), 7);
}

void TestAlertRunner::saysHowTheWebhookFailed()
{
    QHttpServer server;
    server.route(u"/hook"_s, QHttpServerRequest::Method::Post,
                 [] { return QHttpServerResponse{QHttpServerResponse::StatusCode::Forbidden}; });
    const quint16 port = server.listen(QHostAddress::LocalHost);
    const auto refused = posted(u"http://127.0.0.1:%1/hook?token=abc"_s.arg(port));
    QVERIFY(refused && !*refused);
    QCOMPARE(refused->error().kind, Error::Kind::Http);
    QVERIFY(!(refused->error().detail + refused->error().subject).contains(u"abc"_s));

    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const auto hanging = posted(u"http://127.0.0.1:%1/"_s.arg(silent.serverPort()));
    QVERIFY(hanging && !*hanging);
    QCOMPARE(hanging->error().kind, Error::Kind::Timeout);
}

// It may be asking the person. What it answers too late is not posted.
void TestAlertRunner::doesNotWaitForTheKeychain()
{
    QHttpServer server;
    int posts = 0;
    server.route(u"/hook"_s, QHttpServerRequest::Method::Post, [&] {
        ++posts;
        return QHttpServerResponse{QHttpServerResponse::StatusCode::NoContent};
    });
    const QString address =
            u"http://127.0.0.1:%1/hook"_s.arg(server.listen(QHostAddress::LocalHost));
    SecretAnswer late;
    AlertRunner runner{
            {.readWebhook = [&](QObject *, const SecretAnswer &answer) { late = answer; },
             .limit = 100ms}};
    std::optional<Result<>> result;
    runner.postWebhook(firing(), [&](const Result<> &done) { result = done; });
    QTRY_VERIFY(result.has_value());
    QCOMPARE((*result).error().kind, Error::Kind::KeychainSlow);
    result.reset();
    late(address);
    // Another post comes through, and it is the only one.
    runner.postWebhook(firing(), [&](const Result<> &done) { result = done; });
    late(address);
    QTRY_VERIFY(result.has_value());
    QVERIFY(*result);
    QCOMPARE(posts, 1);
}

void TestAlertRunner::refusesAnAddressThatIsNotSafe_data()
{
    QTest::addColumn<QString>("address");

    QTest::newRow("plain http") << u"http://example.org/hook"_s;
    QTest::newRow("a file") << u"file:///etc/passwd"_s;
    QTest::newRow("no host") << u"https:///x"_s;
    QTest::newRow("no address") << u"hello"_s;
}

void TestAlertRunner::refusesAnAddressThatIsNotSafe()
{
    QFETCH(const QString, address);
    const auto result = posted(address);
    QVERIFY(result && !*result);
    QCOMPARE(result->error().kind, Error::Kind::Configuration);
}

void TestAlertRunner::readsACommandAsOneLine_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QString>("line");

    QTest::newRow("none") << QStringList{} << QString{};
    QTest::newRow("a program") << QStringList{u"/bin/true"_s} << u"/bin/true"_s;
    QTest::newRow("spaces") << QStringList{u"/opt/my tools/tell"_s, u"{rule} fired"_s}
                            << u"\"/opt/my tools/tell\" \"{rule} fired\""_s;
    QTest::newRow("quotes") << QStringList{u"sh"_s, u"-c"_s, u"echo \"a b\""_s}
                            << u"sh -c \"echo \"\"\"a b\"\"\"\""_s;
}

void TestAlertRunner::readsACommandAsOneLine()
{
    QFETCH(const QStringList, command);

    QTEST(commandLine(command), "line");
    QCOMPARE(commandFromLine(commandLine(command)), command);
}

void TestAlertRunner::takesAnotherCommand()
{
    AlertRunner runner{{}};
    std::optional<Result<>> done;
    const auto note = [&](const Result<> &result) { done = result; };
    runner.runCommand({}, note);
    QVERIFY(done && !*done && done->error().kind == Error::Kind::Refused);
    done.reset();
    runner.setCommand({u"/bin/true"_s});
    runner.runCommand({}, note);
    QTRY_VERIFY(done);
    QVERIFY(*done);
}

QTEST_GUILESS_MAIN(TestAlertRunner)
#include "tst_alertrunner.moc"
