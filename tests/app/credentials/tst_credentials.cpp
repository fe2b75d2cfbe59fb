// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/credentials/credentials.h"
#include "app/credentials/credentialtester.h"
#include "app/credentials/memorystore.h"
#include "db/domain/errorkind.h"
#include "db/domain/errortext.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace Qt::Literals::StringLiterals;

class TestCredentials final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void environmentBeatsTheKeychain();
    void environmentIsNotPassedOn();
    void blanksAroundATokenGo_data();
    void blanksAroundATokenGo();
    void thisRunIsForgottenWithTheProgram();
    void settingEndsThisRun();
    void emptyIsRefused();
    void whatTheEnvironmentGivesIsNotSet();
    void saysWhatIsMissing_data();
    void saysWhatIsMissing();
    void listsPlacesAndNoValue();
    void passwordBelongsToItsServer();
    void answersOnTheThreadThatAsked();
    void threadMayEndMeanwhile();
    void testsWithItsTester();

private:
    [[nodiscard]] Result<QString> read(Credentials &credentials, const Credential &credential)
    {
        std::optional<Result<QString>> answer;
        credentials.read(credential, this, [&](const Result<QString> &secret) { answer = secret; });
        return QTest::qWaitFor([&] { return answer.has_value(); })
                       ? *answer
                       : Result<QString>{fail(Error::Kind::Unknown, u"no answer"_s)};
    }
    template <typename Ask> [[nodiscard]] Result<> done(Ask ask)
    {
        std::optional<Result<>> answer;
        ask([&](const Result<> &result) { answer = result; });
        return QTest::qWaitFor([&] { return answer.has_value(); })
                       ? *answer
                       : Result<>{fail(Error::Kind::Unknown, u"no answer"_s)};
    }
    [[nodiscard]] Result<> set(Credentials &credentials, const Credential &credential,
                               const QString &secret)
    {
        return done([&](SecretDone answer) { credentials.set(credential, secret, this, answer); });
    }
    [[nodiscard]] static Credential token() { return Credential::eodhdToken(); }

    std::unique_ptr<MemoryStore> m_store;
};

void TestCredentials::init()
{
    m_store = std::make_unique<MemoryStore>();
}

void TestCredentials::environmentBeatsTheKeychain()
{
    Credentials before{{}, *m_store};
    QVERIFY(set(before, token(), u"kept"_s));
    QCOMPARE(*read(before, token()), u"kept"_s);

    qputenv("EODHD_API_TOKEN", "given");
    Credentials credentials{SecretVariables::take(), *m_store};
    QCOMPARE(*read(credentials, token()), u"given"_s);
    QCOMPARE(read(credentials, Credential::coinspotKey()).error().kind, Error::Kind::NotSet);
}

void TestCredentials::environmentIsNotPassedOn()
{
    // In a process of its own, because a process shows what it began with.
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"COINSPOT_API_SECRET"_s, u"canary-7f2a"_s);
    environment.insert(u"TST_SHOW_ENVIRONMENT"_s, u"1"_s);
    program.setProcessEnvironment(environment);
    program.start(QCoreApplication::applicationFilePath(), {});
    QVERIFY(program.waitForFinished());
    const QByteArray told = program.readAllStandardOutput();
    QVERIFY2(told.contains("taken: canary-7f2a"), told.constData());
    QVERIFY2(told.contains("TST_SHOW_ENVIRONMENT=1"), told.constData()); // it was looked at
    QCOMPARE(told.count("canary-7f2a"), 1);
}

void TestCredentials::blanksAroundATokenGo_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("kept");
    QTest::newRow("token from a file") << u"eodhd-token"_s << u"  abc.123 \r\n"_s << u"abc.123"_s;
    QTest::newRow("password ends with a blank") << u"database"_s << u" pass \n"_s << u" pass "_s;
    QTest::newRow("password, line end of Windows") << u"database"_s << u"pass\r\n"_s << u"pass"_s;
    QTest::newRow("password, two line ends") << u"database"_s << u"pass\n\n"_s << u"pass\n"_s;
}

void TestCredentials::blanksAroundATokenGo()
{
    QFETCH(const QString, name);
    QFETCH(const QString, given);
    QFETCH(const QString, kept);
    const Credential credential = Credential::ofService(name).value_or(
            Credential::database(u"home"_s, u"postgresql://me@host:5432/market"_s));
    Credentials credentials{{}, *m_store};
    QVERIFY(set(credentials, credential, given));
    QCOMPARE(*read(credentials, credential), kept);
}

void TestCredentials::thisRunIsForgottenWithTheProgram()
{
    m_store->failWith(Error::Kind::NoKeychain);
    {
        Credentials credentials{{}, *m_store};
        QSignalSpy changed{&credentials, &Credentials::changed};
        QCOMPARE(set(credentials, token(), u"abc"_s).error().kind, Error::Kind::NoKeychain);
        QCOMPARE(changed.count(), 0);
        QVERIFY(done([&](SecretDone answer) {
            credentials.keepForThisRun(token(), u"abc"_s, this, answer);
        }));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(*read(credentials, token()), u"abc"_s);
    }
    Credentials next{{}, *m_store};
    QCOMPARE(read(next, token()).error().kind, Error::Kind::NoKeychain);
}

void TestCredentials::settingEndsThisRun()
{
    Credentials credentials{{}, *m_store};
    QVERIFY(done([&](SecretDone answer) {
        credentials.keepForThisRun(token(), u"for now"_s, this, answer);
    }));
    QVERIFY(set(credentials, token(), u"for good"_s));
    QCOMPARE(*read(credentials, token()), u"for good"_s);
}

void TestCredentials::emptyIsRefused()
{
    Credentials credentials{{}, *m_store};
    QVERIFY(set(credentials, token(), u"abc"_s));
    QCOMPARE(set(credentials, token(), u" \n"_s).error().kind, Error::Kind::Usage);
    QCOMPARE(*read(credentials, token()), u"abc"_s);
}

void TestCredentials::whatTheEnvironmentGivesIsNotSet()
{
    qputenv("EODHD_API_TOKEN", "given");
    Credentials credentials{SecretVariables::take(), *m_store};
    const Result<> setting = set(credentials, token(), u"typed"_s);
    QCOMPARE(setting.error().kind, Error::Kind::Refused);
    QVERIFY(errorText(setting.error()).contains(u"EODHD_API_TOKEN"_s));
    const Result<> removing =
            done([&](SecretDone answer) { credentials.remove(token(), this, answer); });
    QCOMPARE(removing.error().kind, Error::Kind::Refused);
}

void TestCredentials::saysWhatIsMissing_data()
{
    QTest::addColumn<Error::Kind>("problem");
    QTest::addColumn<Error::Kind>("told");
    QTest::addColumn<QString>("kindName");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("not there") << Error::Kind::NotFound << Error::Kind::NotSet << u"not_set"_s
                               << QStringList{u"tidemarkctl credentials set eodhd-token"_s,
                                              u"EODHD_API_TOKEN"_s};
    QTest::newRow("no keychain") << Error::Kind::NoKeychain << Error::Kind::NoKeychain
                                 << u"no_keychain"_s
                                 << QStringList{u"eodhd-token"_s, u"EODHD_API_TOKEN"_s};
    QTest::newRow("locked") << Error::Kind::KeychainLocked << Error::Kind::KeychainLocked
                            << u"keychain_locked"_s << QStringList{u"Unlock it"_s};
    QTest::newRow("slow") << Error::Kind::KeychainSlow << Error::Kind::KeychainSlow
                          << u"keychain_slow"_s << QStringList{u"in time"_s};
    QTest::newRow("denied") << Error::Kind::KeychainDenied << Error::Kind::KeychainDenied
                            << u"keychain_denied"_s << QStringList{u"Allow Tidemark"_s};
}

void TestCredentials::saysWhatIsMissing()
{
    QFETCH(const Error::Kind, problem);
    QFETCH(const Error::Kind, told);
    QFETCH(const QString, kindName);
    QFETCH(const QStringList, words);
    m_store->failWith(problem);
    Credentials credentials{{}, *m_store};
    const Result<QString> secret = read(credentials, token());
    QVERIFY(!secret);
    QCOMPARE(secret.error().kind, told);
    QCOMPARE(errorKindName(told), kindName);
    for (const QString &word : words)
        QVERIFY2(errorText(secret.error()).contains(word), qPrintable(errorText(secret.error())));
}

void TestCredentials::listsPlacesAndNoValue()
{
    using Source = CredentialPlace::Source;
    qputenv("COINSPOT_API_KEY", "given");
    Credentials credentials{SecretVariables::take(), *m_store};
    QVERIFY(set(credentials, token(), u"kept"_s));
    QList<Source> sources;
    const auto list = [&] {
        sources.clear();
        credentials.list(Credential::ofServices(), this, [&](const QList<CredentialPlace> &places) {
            for (const CredentialPlace &place : places)
                sources.append(place.source);
        });
        return QTest::qWaitFor([&] { return sources.size() == Credential::ofServices().size(); });
    };
    QVERIFY(list());
    QCOMPARE(sources, (QList<Source>{Source::Environment, Source::NotSet, Source::Keychain,
                                     Source::NotSet}));
    m_store->failWith(Error::Kind::KeychainLocked);
    QVERIFY(list());
    QCOMPARE(sources, (QList<Source>{Source::Environment, Source::Unknown, Source::Unknown,
                                     Source::Unknown}));
}

void TestCredentials::passwordBelongsToItsServer()
{
    Credentials credentials{{}, *m_store};
    const auto mine = Credential::database(u"home"_s, u"postgresql://me@host:5432/market"_s);
    const auto renamed = Credential::database(u"work"_s, u"postgresql://me@host:5432/market"_s);
    const auto other = Credential::database(u"home"_s, u"postgresql://me@evil:5432/market"_s);
    QVERIFY(set(credentials, mine, u"pass"_s));
    QCOMPARE(*read(credentials, renamed), u"pass"_s);
    QCOMPARE(read(credentials, other).error().kind, Error::Kind::NotSet);
}

void TestCredentials::answersOnTheThreadThatAsked()
{
    Credentials credentials{{}, *m_store};
    QVERIFY(set(credentials, token(), u"abc"_s));
    QThread thread;
    QObject context;
    context.moveToThread(&thread);
    thread.start();
    std::atomic<QThread *> answeredOn = nullptr;
    QMetaObject::invokeMethod(&context, [&] {
        credentials.read(token(), &context, [&](const Result<QString> &secret) {
            if (secret && *secret == u"abc"_s)
                answeredOn = QThread::currentThread();
        });
    });
    QTRY_COMPARE(answeredOn.load(), &thread);
    thread.quit();
    thread.wait();
}

void TestCredentials::threadMayEndMeanwhile()
{
    Credentials credentials{{}, *m_store};
    std::atomic<int> answers = 0;
    QThread thread;
    auto *context = new QObject;
    context->moveToThread(&thread);
    connect(&thread, &QThread::finished, context, &QObject::deleteLater);
    thread.start();
    QMetaObject::invokeMethod(
            context,
            [&] {
                credentials.read(token(), context, [&](const Result<QString> &) { ++answers; });
            },
            Qt::BlockingQueuedConnection);
    thread.quit();
    thread.wait();
    QCOMPARE(read(credentials, token()).error().kind, Error::Kind::NotSet); // asked after it
    QCOMPARE(answers.load(), 0);
}

void TestCredentials::testsWithItsTester()
{
    class Tester final : public CredentialTester
    {
    public:
        void test(const Credential &, const QString &secret, QObject *context,
                  SecretAnswer answer) override
        {
            m_secret = secret;
            QMetaObject::invokeMethod(
                    context, [answer] { answer(u"All World."_s); }, Qt::QueuedConnection);
        }
        QString m_secret;
    };
    Credentials credentials{{}, *m_store};
    CredentialTests tests{credentials};
    Tester tester;
    QVERIFY(!tests.canTest(Credential::Kind::EodhdToken));
    tests.setTester(Credential::Kind::EodhdToken, tester);
    QVERIFY(tests.canTest(Credential::Kind::EodhdToken));
    std::optional<Result<QString>> result;
    const auto test = [&] {
        result.reset();
        tests.test(token(), this, [&](const Result<QString> &answer) { result = answer; });
        return QTest::qWaitFor([&] { return result.has_value(); });
    };
    QVERIFY(test());
    QCOMPARE(result->error().kind, Error::Kind::NotSet);
    QVERIFY(tester.m_secret.isEmpty());
    QVERIFY(set(credentials, token(), u"abc"_s));
    QVERIFY(test());
    QCOMPARE(**result, u"All World."_s);
    QCOMPARE(tester.m_secret, u"abc"_s);
}

// What environmentIsNotPassedOn() starts: tells what it took, what a child of its own gets, and
// what /proc shows of it.
static int showEnvironment()
{
    const SecretVariables variables = SecretVariables::take();
    std::printf("taken: %s\n",
                qPrintable(variables.find(Credential::coinspotSecret()).value_or(QString{})));
    QProcess child;
    child.start(u"env"_s, {});
    child.waitForFinished();
    QFile own{u"/proc/self/environ"_s};
    if (!own.open(QIODevice::ReadOnly))
        return 1;
    std::fputs((child.readAllStandardOutput() + own.readAll().replace('\0', '\n')).constData(),
               stdout);
    return 0;
}

int main(int argc, char *argv[])
{
    if (qEnvironmentVariableIsSet("TST_SHOW_ENVIRONMENT"))
        return showEnvironment();
    QCoreApplication application{argc, argv};
    TestCredentials test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_credentials.moc"
