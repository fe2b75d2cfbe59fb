// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/controlprogram.h"
#include "tests/support/keyringsession.h"
#include "tests/support/skip.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

// Secrets are given to the finished programs in every way that there is, the programs work and
// fail with them, and then everything that they wrote and told is searched for them.
class TestCanary final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void isFoundWhereItIs();
    void commands_data();
    void commands();
    void failuresWithAServersPassword();
    void childrenOfTheService();
    void window();
    void nothingWasWritten();

private:
    // With letters that each way of writing it down changes.
    static constexpr auto Canary = "Kanarie/7c+19 e0b5&Q=ö";

    [[nodiscard]] static QList<QByteArray> spellings()
    {
        const QByteArray plain = Canary;
        QList<QByteArray> all{plain,
                              plain.toHex(),
                              plain.toHex().toUpper(),
                              plain.toPercentEncoding(),
                              plain.toPercentEncoding("/+&= "),
                              QByteArray{"Kanarie/7c+19"},
                              QByteArray{"Kanarie%2F7c%2B19"}};
        // Within a longer text base64 has three spellings; the ends depend on the neighbours.
        for (const QByteArray &before : {QByteArray{}, QByteArray{"x"}, QByteArray{"xx"}})
            all.append((before + plain).toBase64().mid(before.isEmpty() ? 0 : 4, 20));
        QByteArray wide; // as UTF-16, as QString and QSettings have it in memory
        for (const QChar letter : QString::fromUtf8(Canary)) {
            wide.append(char(letter.unicode() & 0xff));
            wide.append(char(letter.unicode() >> 8));
        }
        all.append(wide);
        return all;
    }
    [[nodiscard]] static bool isIn(const QByteArray &text)
    {
        return std::ranges::any_of(spellings(),
                                   [&](const QByteArray &each) { return text.contains(each); });
    }
    [[nodiscard]] static QByteArray contents(const QString &path)
    {
        QFile file{path};
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }
    [[nodiscard]] QString databaseFile() const { return m_program.home().filePath(u"market.db"_s); }
    // What ps and /proc show of a process.
    [[nodiscard]] static QByteArray shownOf(qint64 process)
    {
        const QString folder = u"/proc/%1/"_s.arg(process);
        return contents(folder + u"cmdline"_s) + contents(folder + u"environ"_s);
    }
    [[nodiscard]] static QList<qint64> childrenOf(qint64 process)
    {
        QList<qint64> children;
        const QByteArray text = contents(u"/proc/%1/task/%1/children"_s.arg(process));
        for (const QByteArray &child : text.split(' ')) {
            if (const qint64 number = child.trimmed().toLongLong(); number > 0)
                children.append(number);
        }
        return children;
    }
    void giveEverything()
    {
        for (const QString &name :
             {u"COINSPOT_API_KEY"_s, u"COINSPOT_API_SECRET"_s, u"EODHD_API_TOKEN"_s})
            m_program.setVariable(name, QString::fromUtf8(Canary));
    }

    KeyringSession m_session{KeyringSession::State::Unlocked};
    ControlProgram m_program{{}};
};

void TestCanary::initTestCase()
{
    if (!m_session.missing().isEmpty())
        SKIP_UNLESS_CI(m_session.missing().constData());
    const QString dataFolder = m_program.dataFolder();
    const QString home = m_program.home().path();
    const QString config = m_program.environment().value(u"XDG_CONFIG_HOME"_s);
    m_session.addTo(m_program.environment());
    // The keychain's own files are not ours; what the programs write is.
    m_program.setVariable(u"HOME"_s, home);
    m_program.setVariable(u"XDG_DATA_HOME"_s, dataFolder);
    m_program.setVariable(u"XDG_CONFIG_HOME"_s, config);
    m_program.setVariable(u"XDG_STATE_HOME"_s, home + u"/state"_s);
    m_program.setVariable(u"XDG_CACHE_HOME"_s, home + u"/cache"_s);
    m_program.setVariable(u"DATABASE_URL"_s, u"sqlite:///"_s + databaseFile());
    // A server on loopback, which knows nothing of stocks.
    m_program.setVariable(u"EODHD_BASE_URL"_s,
                          m_program.environment().value(u"COINSPOT_BASE_URL"_s));
    m_program.setVariable(u"SQL_ECHO"_s, u"1"_s);
    m_program.setVariable(u"QT_LOGGING_RULES"_s, u"*.debug=true"_s);
}

void TestCanary::isFoundWhereItIs()
{
    const QByteArray plain = Canary;
    for (const QByteArray &text :
         {plain, "x" + plain.toHex() + "y", "token=" + plain.toPercentEncoding(),
          ("a" + plain + "b").toBase64(), ("ab" + plain).toBase64(), plain.toBase64()})
        QVERIFY2(isIn(text), text.constData());
    QVERIFY(!isIn("Kanarienvogel"));
}

void TestCanary::commands_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("isInEnvironment");
    const auto add = [](const char *name, const QStringList &arguments) {
        QTest::addRow("%s, keychain", name) << arguments << false;
        QTest::addRow("%s, environment", name) << arguments << true;
    };
    QTest::newRow("set eodhd-token")
            << QStringList{u"credentials"_s, u"set"_s, u"eodhd-token"_s} << false;
    QTest::newRow("set coinspot-key")
            << QStringList{u"credentials"_s, u"set"_s, u"coinspot-key"_s} << false;
    QTest::newRow("set coinspot-secret")
            << QStringList{u"credentials"_s, u"set"_s, u"coinspot-secret"_s} << false;
    add("migrate up", {u"migrate"_s, u"up"_s});
    add("collect", {u"collect"_s, u"--once"_s});
    add("health", {u"health"_s});
    add("prices latest", {u"prices"_s, u"latest"_s});
    add("assets add", {u"assets"_s, u"add"_s, u"BHP.AU"_s});
    add("assets sync", {u"assets"_s, u"sync"_s});
    add("portfolio sync", {u"portfolio"_s, u"sync"_s});
    add("portfolio history", {u"portfolio"_s, u"history"_s, u"trades"_s});
    add("test coinspot-key", {u"credentials"_s, u"test"_s, u"coinspot-key"_s});
    add("list", {u"credentials"_s, u"list"_s});
    add("test", {u"credentials"_s, u"test"_s, u"eodhd-token"_s});
    add("migrate down and its backup", {u"migrate"_s, u"down"_s, u"9"_s, u"--accept-loss"_s});
    add("migrate sql", {u"migrate"_s, u"sql"_s, u"0:3"_s});
    add("wrong usage", {u"credentials"_s, u"set"_s, u"eodhd-token"_s, u"--nonsense"_s});
    add("unknown command", {u"nonsense"_s});
    add("remove", {u"credentials"_s, u"remove"_s, u"coinspot-key"_s});
}

void TestCanary::commands()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const bool, isInEnvironment);
    for (const QString &name :
         {u"COINSPOT_API_KEY"_s, u"COINSPOT_API_SECRET"_s, u"EODHD_API_TOKEN"_s})
        m_program.setVariable(name, isInEnvironment ? QString::fromUtf8(Canary) : QString{});
    for (const bool isJson : {false, true}) {
        const QStringList words = isJson ? arguments + QStringList{u"--json"_s} : arguments;
        const ProgramOutcome outcome = m_program.run(words, QByteArray{Canary} + "\n");
        QVERIFY2(outcome.exitCode >= 0, outcome.all().constData());
        QVERIFY2(!isIn(outcome.all()), outcome.all().constData());
    }
}

void TestCanary::failuresWithAServersPassword()
{
    ControlProgram program{u"postgresql://me@127.0.0.1:1/market"_s};
    m_session.addTo(program.environment());
    program.setVariable(u"DB_PASSWORD"_s, QString::fromUtf8(Canary));
    program.setVariable(u"SQL_ECHO"_s, u"1"_s);
    const QString name = u"database:postgresql://me@127.0.0.1:1/market"_s;
    QCOMPARE(program.run({u"credentials"_s, u"set"_s, name}, Canary).exitCode, 0);
    for (const bool isInEnvironment : {true, false}) {
        if (!isInEnvironment)
            program.setVariable(u"DB_PASSWORD"_s, {});
        for (const QStringList &words :
             {QStringList{u"health"_s}, QStringList{u"migrate"_s, u"up"_s},
              QStringList{u"collect"_s, u"--once"_s},
              QStringList{u"credentials"_s, u"test"_s, name}}) {
            const ProgramOutcome outcome = program.run(words);
            QVERIFY2(outcome.exitCode > 0 || words.first() == u"collect",
                     outcome.all().constData());
            QVERIFY2(!isIn(outcome.all()), outcome.all().constData());
        }
    }
}

void TestCanary::childrenOfTheService()
{
    giveEverything();
    QCOMPARE(m_program.run({u"migrate"_s, u"up"_s}).exitCode, 0);
    QProcess service;
    m_program.prepare(service, {u"collect"_s, u"--daemon"_s});
    service.start();
    QVERIFY(service.waitForStarted());
    QByteArray told;
    QTRY_VERIFY_WITH_TIMEOUT(
            (told += service.readAll() + service.readAllStandardError(), !told.isEmpty()), 30'000);
    const QByteArray shown = shownOf(service.processId());
    QVERIFY(shown.contains("COINSPOT_BASE_URL")); // it was looked at
    QVERIFY(!isIn(shown));
    for (const qint64 child : childrenOf(service.processId()))
        QVERIFY(!isIn(shownOf(child)));
    service.terminate();
    QVERIFY(service.waitForFinished());
    told += service.readAll() + service.readAllStandardError();
    QVERIFY2(!isIn(told), told.constData());
}

void TestCanary::window()
{
    giveEverything();
    QProcess program;
    m_program.prepare(program, {});
    program.setProgram(QCoreApplication::applicationDirPath() + u"/tidemark"_s);
    QProcessEnvironment environment = program.processEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    program.setProcessEnvironment(environment);
    program.start();
    QVERIFY(program.waitForStarted());
    QByteArray told;
    QTRY_VERIFY_WITH_TIMEOUT((told += program.readAllStandardError(), told.contains("SELECT")),
                             60'000);
    QVERIFY(!isIn(shownOf(program.processId())));
    for (const qint64 child : childrenOf(program.processId()))
        QVERIFY(!isIn(shownOf(child)));
    program.terminate();
    QVERIFY(program.waitForFinished());
    told += program.readAll() + program.readAllStandardError();
    QVERIFY2(!isIn(told), told.constData());
}

// Settings, database, its journal, outbox, backups: whatever the programs left.
void TestCanary::nothingWasWritten()
{
    int files = 0;
    QDirIterator left{m_program.home().path(), QDir::Files | QDir::Hidden,
                      QDirIterator::Subdirectories};
    while (left.hasNext()) {
        const QString path = left.next();
        QVERIFY2(!isIn(contents(path)), qPrintable(path));
        QVERIFY2(!isIn(path.toUtf8()), qPrintable(path));
        ++files;
    }
    QVERIFY(files >= 2); // the database and a backup
    QVERIFY(QFile::exists(databaseFile()));
}

QTEST_GUILESS_MAIN(TestCanary)
#include "tst_canary.moc"
