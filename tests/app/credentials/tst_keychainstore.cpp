// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/credentials/keychainstore.h"
#include "masterpassword.h"
#include "silentprompter.h"
#include "tests/support/keyringsession.h"
#include "tests/support/skip.h"

#include <QCoreApplication>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

// A real keychain (gnome-keyring) in each of its states. A process has one session bus for life, so
// each state is a run of this program of its own; see main().
class TestKeychainStore final : public QObject
{
    Q_OBJECT

public:
    explicit TestKeychainStore(KeyringSession &session, KeyringSession::State state)
        : m_session{session}
        , m_state{state}
    {}

private slots:
    void initTestCase();
    void keepsAndGives_data();
    void keepsAndGives();
    void replaces();
    void removes();
    void answersManyAtOnce();
    void contextMayGo();
    void saysWhatIsWrong();
    void lockedOpensNoQuestionUnattended();
    void waitsNoLongerThanItsLimit();
    void isUsableOnceItIsUnlocked();

private:
    using State = KeyringSession::State;

    [[nodiscard]] bool isState(State state) const { return m_state == state; }
    [[nodiscard]] Result<QString> read(const QString &key,
                                       Attendance attendance = Attendance::Unattended)
    {
        std::optional<Result<QString>> answer;
        m_store.read(key, attendance, this,
                     [&](const Result<QString> &secret) { answer = secret; });
        return QTest::qWaitFor([&] { return answer.has_value(); }, 30'000)
                       ? *answer
                       : Result<QString>{fail(Error::Kind::Unknown, u"no answer"_s)};
    }
    template <typename Ask> [[nodiscard]] Result<> done(Ask ask)
    {
        std::optional<Result<>> answer;
        ask([&](const Result<> &result) { answer = result; });
        return QTest::qWaitFor([&] { return answer.has_value(); }, 30'000)
                       ? *answer
                       : Result<>{fail(Error::Kind::Unknown, u"no answer"_s)};
    }
    [[nodiscard]] Result<> write(const QString &key, const QString &secret)
    {
        return done([&](SecretDone answer) { m_store.write(key, secret, this, answer); });
    }
    [[nodiscard]] Result<> remove(const QString &key)
    {
        return done([&](SecretDone answer) { m_store.remove(key, this, answer); });
    }
    [[nodiscard]] Result<> look()
    {
        return done([&](SecretDone answer) { m_store.look(this, answer); });
    }

    KeyringSession &m_session;
    State m_state;
    KeychainStore m_store{{std::chrono::seconds{5}, std::chrono::seconds{10}}};
};

void TestKeychainStore::initTestCase()
{
    if (!m_session.missing().isEmpty())
        SKIP_UNLESS_CI(m_session.missing().constData());
}

void TestKeychainStore::keepsAndGives_data()
{
    QTest::addColumn<QString>("secret");
    QTest::newRow("token") << u"5f3c0b1a9d.12345678"_s;
    QTest::newRow("one letter") << u"x"_s;
    QTest::newRow("umlauts, Japanese, an emoji") << u"pässwörd 合言葉 🔑"_s;
    QTest::newRow("quotes, percent, backslash, line end") << u"a'b\"c%41\\n\nend "_s;
    QTest::newRow("64 KiB") << QString{65'536, u'k'};
}

void TestKeychainStore::keepsAndGives()
{
    if (!isState(State::Unlocked))
        QSKIP("it keeps nothing in this state");
    QFETCH(const QString, secret);
    QVERIFY(write(u"kept"_s, secret));
    const Result<QString> given = read(u"kept"_s);
    QVERIFY(given);
    QCOMPARE(*given, secret);
}

void TestKeychainStore::replaces()
{
    if (!isState(State::Unlocked))
        QSKIP("it keeps nothing in this state");
    QVERIFY(write(u"replaced"_s, u"old"_s));
    QVERIFY(write(u"replaced"_s, u"new"_s));
    QCOMPARE(*read(u"replaced"_s), u"new"_s);
    QVERIFY(remove(u"replaced"_s)); // there was no second one beside it
    QCOMPARE(read(u"replaced"_s).error().kind, Error::Kind::NotFound);
}

void TestKeychainStore::removes()
{
    if (!isState(State::Unlocked))
        QSKIP("it keeps nothing in this state");
    QVERIFY(write(u"removed"_s, u"gone soon"_s));
    QVERIFY(write(u"stays"_s, u"here"_s));
    QVERIFY(remove(u"removed"_s));
    QCOMPARE(read(u"removed"_s).error().kind, Error::Kind::NotFound);
    QCOMPARE(*read(u"stays"_s), u"here"_s);
    QCOMPARE(remove(u"removed"_s).error().kind, Error::Kind::NotFound);
}

void TestKeychainStore::answersManyAtOnce()
{
    if (!isState(State::Unlocked))
        QSKIP("it keeps nothing in this state");
    constexpr int Count = 40;
    QVERIFY(write(u"one"_s, u"first"_s));
    QVERIFY(write(u"two"_s, u"second"_s));
    int answered = 0;
    int right = 0;
    for (int i = 0; i < Count; ++i) {
        const QString key = i % 2 == 0 ? u"one"_s : u"two"_s;
        m_store.read(key, Attendance::Unattended, this, [&, key](const Result<QString> &secret) {
            ++answered;
            right += secret && *secret == (key == u"one" ? u"first"_s : u"second"_s) ? 1 : 0;
        });
    }
    QTRY_COMPARE_WITH_TIMEOUT(answered, Count, 30'000);
    QCOMPARE(right, Count);
}

void TestKeychainStore::contextMayGo()
{
    bool isAnswered = false;
    auto context = std::make_unique<QObject>();
    m_store.read(u"one"_s, Attendance::Unattended, context.get(),
                 [&](const Result<QString> &) { isAnswered = true; });
    context.reset();
    QVERIFY(read(u"one"_s) || true); // comes after it
    QVERIFY(!isAnswered);
}

void TestKeychainStore::saysWhatIsWrong()
{
    if (isState(State::Unlocked)) {
        QVERIFY(look());
        return;
    }
    const Error::Kind expected =
            isState(State::Locked) ? Error::Kind::KeychainLocked : Error::Kind::NoKeychain;
    QCOMPARE(look().error().kind, expected);
    QCOMPARE(read(u"kept"_s).error().kind, expected);
    QCOMPARE(read(u"kept"_s, Attendance::Attended).error().kind, expected);
    QCOMPARE(write(u"kept"_s, u"secret"_s).error().kind, expected);
    QCOMPARE(remove(u"kept"_s).error().kind, expected);
}

void TestKeychainStore::lockedOpensNoQuestionUnattended()
{
    if (!isState(State::Locked))
        QSKIP("it asks nothing in this state");
    SilentPrompter prompter;
    QVERIFY(prompter.start());
    QCOMPARE(read(u"kept"_s).error().kind, Error::Kind::KeychainLocked);
    QCOMPARE(look().error().kind, Error::Kind::KeychainLocked);
    QCOMPARE(prompter.asked(), 0);
    prompter.stop();
}

void TestKeychainStore::waitsNoLongerThanItsLimit()
{
    if (!isState(State::Locked))
        QSKIP("it asks nothing in this state");
    SilentPrompter prompter;
    QVERIFY(prompter.start());
    KeychainStore hasty{{std::chrono::seconds{5}, std::chrono::milliseconds{500}}};
    std::optional<Result<>> written;
    std::optional<Result<QString>> given;
    hasty.write(u"kept"_s, u"secret"_s, this, [&](const Result<> &result) {
        QVERIFY(!written); // once
        written = result;
    });
    hasty.read(u"kept"_s, Attendance::Attended, this,
               [&](const Result<QString> &secret) { given = secret; });
    QTRY_VERIFY_WITH_TIMEOUT(written && given, 10'000);
    QCOMPARE(written->error().kind, Error::Kind::KeychainSlow);
    QCOMPARE(given->error().kind, Error::Kind::KeychainSlow);
    QVERIFY(prompter.asked() > 0);
    prompter.stop();
}

void TestKeychainStore::isUsableOnceItIsUnlocked()
{
    if (!isState(State::Unlocked))
        QSKIP("nobody can unlock it here");
    QVERIFY(write(u"survives"_s, u"a lock"_s));
    QVERIFY(m_session.lock());
    QCOMPARE(read(u"survives"_s).error().kind, Error::Kind::KeychainLocked);
    QCOMPARE(remove(u"survives"_s).error().kind, Error::Kind::KeychainLocked);
    QVERIFY(unlockWithMasterPassword());
    QVERIFY(look());
    QCOMPARE(*read(u"survives"_s), u"a lock"_s); // the removal removed nothing
}

int main(int argc, char *argv[])
{
    using State = KeyringSession::State;
    constexpr auto Variable = "TST_KEYRING_STATE";
    const QByteArray name = qgetenv(Variable);
    const QList<QPair<QByteArray, State>> states{{"unlocked", State::Unlocked},
                                                 {"locked", State::Locked},
                                                 {"none", State::NoService},
                                                 {"nobus", State::NoBus}};
    for (const auto &[known, state] : states) {
        if (known != name)
            continue;
        KeyringSession session{state};
        session.enter();
        QCoreApplication application{argc, argv};
        TestKeychainStore test{session, state};
        return QTest::qExec(&test, argc, argv);
    }
    int failures = 0;
    for (const auto &[known, state] : states) {
        qputenv(Variable, known);
        std::printf("---- %s\n", known.constData());
        std::fflush(stdout);
        QStringList arguments;
        for (int i = 1; i < argc; ++i)
            arguments.append(QString::fromLocal8Bit(argv[i]));
        failures += QProcess::execute(QString::fromLocal8Bit(argv[0]), arguments) == 0 ? 0 : 1;
    }
    return failures;
}

#include "tst_keychainstore.moc"
