// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/controlprogram.h"
#include "tests/support/keyringsession.h"
#include "tests/support/pseudoterminal.h"
#include "tests/support/skip.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

// The finished tidemarkctl and a real keychain in each of its states.
class TestCredentialsCommand final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void setsListsAndRemoves();
    void removesWhatIsNotThere();
    void environmentIsListedAndNotSet();
    void secretIsNoArgument_data();
    void secretIsNoArgument();
    void nameIsNotRepeated();
    void emptyAndTooLongAreRefused_data();
    void emptyAndTooLongAreRefused();
    void saysWhatTheKeychainLacks_data();
    void saysWhatTheKeychainLacks();
    void passwordOfAServerIsTriedThere();
    void asksWithoutShowing();
    void showsAgainAfterASignal();

private:
    static constexpr auto Secret = "canary-3b1d77aa";

    [[nodiscard]] static QStringList credentials(const QStringList &words)
    {
        return QStringList{u"credentials"_s} + words;
    }
    [[nodiscard]] QString sourceOf(const QString &name) const
    {
        const QJsonArray rows = m_program.run(credentials({u"list"_s, u"--json"_s}))
                                        .json()[u"credentials"]
                                        .toArray();
        for (const QJsonValue &row : rows) {
            if (row[u"name"].toString() == name)
                return row[u"source"].toString();
        }
        return {};
    }

    [[nodiscard]] static bool asks(QProcess &process, const QByteArray &prompt)
    {
        QByteArray told;
        return QTest::qWaitFor(
                [&] { return (told += process.readAllStandardError()).contains(prompt); }, 20'000);
    }

    KeyringSession m_session{KeyringSession::State::Unlocked};
    ControlProgram m_program{{}};
};

void TestCredentialsCommand::initTestCase()
{
    if (!m_session.missing().isEmpty())
        SKIP_UNLESS_CI(m_session.missing().constData());
    m_session.addTo(m_program.environment());
}

void TestCredentialsCommand::setsListsAndRemoves()
{
    QCOMPARE(sourceOf(u"eodhd-token"_s), u"not_set"_s);
    const ProgramOutcome set = m_program.run(credentials({u"set"_s, u"eodhd-token"_s, u"--json"_s}),
                                             QByteArray{"  "} + Secret + "\n");
    QVERIFY2(set.exitCode == 0, set.all().constData());
    QCOMPARE(set.json()[u"source"].toString(), u"keychain"_s);
    QVERIFY(!set.all().contains(Secret));
    QCOMPARE(sourceOf(u"eodhd-token"_s), u"keychain"_s);
    const ProgramOutcome list = m_program.run(credentials({u"list"_s}));
    QVERIFY(list.out.contains("eodhd-token: in the keychain"));
    QVERIFY(!list.all().contains(Secret));
    const ProgramOutcome removed = m_program.run(credentials({u"remove"_s, u"eodhd-token"_s}));
    QCOMPARE(removed.exitCode, 0);
    QCOMPARE(sourceOf(u"eodhd-token"_s), u"not_set"_s);
}

void TestCredentialsCommand::removesWhatIsNotThere()
{
    const ProgramOutcome removed =
            m_program.run(credentials({u"remove"_s, u"coinspot-key"_s, u"--json"_s}));
    QCOMPARE(removed.exitCode, 1);
    QCOMPARE(removed.errorKind(), u"not_set"_s);
    QVERIFY(removed.errorMessage().contains(u"tidemarkctl credentials set coinspot-key"_s));
    QVERIFY(removed.errorMessage().contains(u"COINSPOT_API_KEY"_s));
}

void TestCredentialsCommand::environmentIsListedAndNotSet()
{
    m_program.setVariable(u"EODHD_API_TOKEN"_s, QString::fromLatin1(Secret));
    QCOMPARE(sourceOf(u"eodhd-token"_s), u"environment"_s);
    const ProgramOutcome set =
            m_program.run(credentials({u"set"_s, u"eodhd-token"_s, u"--json"_s}), "other");
    QCOMPARE(set.exitCode, 3);
    QVERIFY(set.errorMessage().contains(u"EODHD_API_TOKEN"_s));
    QVERIFY(!set.all().contains(Secret));
    m_program.setVariable(u"EODHD_API_TOKEN"_s, {});
    QCOMPARE(sourceOf(u"eodhd-token"_s), u"not_set"_s);
}

void TestCredentialsCommand::secretIsNoArgument_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("behind the name")
            << QStringList{u"set"_s, u"eodhd-token"_s, QString::fromLatin1(Secret)};
    QTest::newRow("as an option") << QStringList{u"set"_s, u"eodhd-token"_s,
                                                 u"--secret=%1"_s.arg(QString::fromLatin1(Secret))};
    QTest::newRow("to remove") << QStringList{u"remove"_s, u"eodhd-token"_s,
                                              QString::fromLatin1(Secret)};
}

void TestCredentialsCommand::secretIsNoArgument()
{
    QFETCH(const QStringList, words);
    const ProgramOutcome outcome = m_program.run(credentials(words), "from the input");
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY2(outcome.err.contains("A secret is no argument"), outcome.err.constData());
    QVERIFY(!outcome.all().contains(Secret));
    QCOMPARE(sourceOf(u"eodhd-token"_s), u"not_set"_s);
}

void TestCredentialsCommand::nameIsNotRepeated()
{
    const ProgramOutcome outcome =
            m_program.run(credentials({u"set"_s, QString::fromLatin1(Secret)}), "x");
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.err.contains("coinspot-key, coinspot-secret, eodhd-token"),
             outcome.err.constData());
    QVERIFY(!outcome.all().contains(Secret));
}

void TestCredentialsCommand::emptyAndTooLongAreRefused_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::newRow("nothing") << QByteArray{};
    QTest::newRow("a line end") << QByteArray{"\n"};
    QTest::newRow("a whole file") << QByteArray(100'000, 'x');
}

void TestCredentialsCommand::emptyAndTooLongAreRefused()
{
    QFETCH(const QByteArray, input);
    const ProgramOutcome outcome = m_program.run(credentials({u"set"_s, u"coinspot-key"_s}), input);
    QCOMPARE(outcome.exitCode, 2);
    QCOMPARE(sourceOf(u"coinspot-key"_s), u"not_set"_s);
}

void TestCredentialsCommand::saysWhatTheKeychainLacks_data()
{
    QTest::addColumn<KeyringSession::State>("state");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("word");
    QTest::newRow("locked") << KeyringSession::State::Locked << u"keychain_locked"_s
                            << u"Unlock it"_s;
    QTest::newRow("no service") << KeyringSession::State::NoService << u"no_keychain"_s
                                << u"EODHD_API_TOKEN"_s;
    QTest::newRow("no bus") << KeyringSession::State::NoBus << u"no_keychain"_s
                            << u"EODHD_API_TOKEN"_s;
}

void TestCredentialsCommand::saysWhatTheKeychainLacks()
{
    QFETCH(const KeyringSession::State, state);
    QFETCH(const QString, kind);
    QFETCH(const QString, word);
    const KeyringSession session{state};
    if (!session.missing().isEmpty())
        SKIP_UNLESS_CI(session.missing().constData());
    ControlProgram program{{}};
    session.addTo(program.environment());
    for (const QString &verb : {u"set"_s, u"remove"_s}) {
        const ProgramOutcome outcome =
                program.run(credentials({verb, u"eodhd-token"_s, u"--json"_s}), Secret);
        QCOMPARE(outcome.exitCode, 1);
        QCOMPARE(outcome.errorKind(), kind);
        QVERIFY2(outcome.errorMessage().contains(word), outcome.out.constData());
        QVERIFY(!outcome.all().contains(Secret));
    }
    const ProgramOutcome list = program.run(credentials({u"list"_s, u"--json"_s}));
    QCOMPARE(list.exitCode, 0);
    QCOMPARE(list.json()[u"credentials"][2][u"source"].toString(), u"unknown"_s);
    QCOMPARE(list.json()[u"credentials"][2][u"problem"][u"kind"].toString(), kind);
}

void TestCredentialsCommand::passwordOfAServerIsTriedThere()
{
    const QString name = u"database:postgresql://me@127.0.0.1:1/market"_s;
    QCOMPARE(m_program.run(credentials({u"test"_s, name, u"--json"_s})).errorKind(), u"not_set"_s);
    QCOMPARE(m_program.run(credentials({u"set"_s, name}), Secret).exitCode, 0);
    const ProgramOutcome outcome = m_program.run(credentials({u"test"_s, name, u"--json"_s}));
    QCOMPARE(outcome.exitCode, 4); // nobody listens there
    QCOMPARE(outcome.errorKind(), u"unreachable"_s);
    QVERIFY(!outcome.all().contains(Secret));
    QCOMPARE(m_program.run(credentials({u"remove"_s, name})).exitCode, 0);
    const ProgramOutcome inUrl = m_program.run(
            credentials({u"set"_s, u"database:postgresql://me:%1@127.0.0.1:1/market"_s.arg(
                                           QString::fromLatin1(Secret))}));
    QVERIFY(inUrl.exitCode != 0);
    QVERIFY2(!inUrl.all().contains(Secret), inUrl.all().constData());
}

void TestCredentialsCommand::asksWithoutShowing()
{
    PseudoTerminal terminal;
    QProcess process;
    m_program.prepare(process, credentials({u"set"_s, u"coinspot-secret"_s}));
    terminal.attach(process);
    process.start();
    QVERIFY(process.waitForStarted());
    QVERIFY(asks(process, "Secret of coinspot-secret"));
    QVERIFY(!terminal.echoes());
    terminal.type(QByteArray{Secret} + "\n");
    const ProgramOutcome outcome = ControlProgram::finish(process);
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY(terminal.echoes());
    QVERIFY2(!terminal.shown().contains(Secret), terminal.shown().constData());
    QVERIFY(!outcome.all().contains(Secret));
    QCOMPARE(sourceOf(u"coinspot-secret"_s), u"keychain"_s);
}

void TestCredentialsCommand::showsAgainAfterASignal()
{
    PseudoTerminal terminal;
    QProcess process;
    m_program.prepare(process, credentials({u"set"_s, u"coinspot-key"_s}));
    terminal.attach(process);
    process.start();
    QVERIFY(process.waitForStarted());
    QVERIFY(asks(process, "Secret of coinspot-key"));
    QVERIFY(!terminal.echoes());
    process.terminate();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::CrashExit); // by the signal, as without the prompt
    QVERIFY(terminal.echoes());
    QCOMPARE(sourceOf(u"coinspot-key"_s), u"not_set"_s);
}

QTEST_GUILESS_MAIN(TestCredentialsCommand)
#include "tst_credentialscommand.moc"
