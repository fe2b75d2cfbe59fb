// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/slot.h"
#include "tests/support/engines.h"
#include "tests/support/marketserver.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int SlotSeconds = 5;
constexpr int PatienceMs = 40'000;

// tidemarkctl with a market and a home of its own, so that it is known who fetched what.
class Program final : public QObject
{
    Q_OBJECT

public:
    Program(const TestDatabase &database, const QString &home)
    {
        QVERIFY(m_market.listen());
        connect(&m_market, &MarketServer::requested, this, [this] {
            m_slots.append(SlotGrid{std::chrono::seconds{SlotSeconds}}.slotAt(
                    QDateTime::currentDateTimeUtc()));
        });
        connect(&m_process, &QProcess::readyReadStandardError, this,
                [this] { m_notes += QString::fromUtf8(m_process.readAllStandardError()); });
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, home);
        environment.insert(u"XDG_DATA_HOME"_s, home);
        environment.insert(u"DATABASE_URL"_s, database.url());
        environment.insert(u"COINSPOT_BASE_URL"_s, m_market.url().toString());
        m_process.setProcessEnvironment(environment);
        m_process.setProgram(QCoreApplication::applicationDirPath() + u"/tidemarkctl"_s);
    }
    ~Program() override
    {
        m_process.kill(); // a stopped one, too
        m_process.waitForFinished();
    }

    void startDaemon()
    {
        m_process.setArguments(
                {u"collect"_s, u"--daemon"_s, u"--slot-seconds"_s, QString::number(SlotSeconds)});
        m_process.start();
    }
    // Its exit code; the markets answer meanwhile.
    int run(const QStringList &arguments)
    {
        m_process.setArguments(arguments);
        m_process.start();
        return end();
    }
    int end()
    {
        if (!QTest::qWaitFor([&] { return m_process.state() == QProcess::NotRunning; }, PatienceMs))
            return -1;
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    void send(int signal) { ::kill(static_cast<pid_t>(m_process.processId()), signal); }

    [[nodiscard]] bool noted(const QString &words)
    {
        return QTest::qWaitFor([&] { return m_notes.contains(words); }, PatienceMs);
    }
    // When it has stored what it fetched.
    [[nodiscard]] bool hasStored(int runs)
    {
        return QTest::qWaitFor([&] { return m_notes.count(u"stored"_s) >= runs; }, PatienceMs);
    }
    [[nodiscard]] bool hasFetched(qsizetype requests)
    {
        return QTest::qWaitFor([&] { return m_slots.size() >= requests; }, PatienceMs);
    }
    [[nodiscard]] const QList<QDateTime> &fetched() const { return m_slots; }
    [[nodiscard]] const QString &notes() const { return m_notes; }
    [[nodiscard]] QByteArray output() { return m_process.readAllStandardOutput(); }

private:
    MarketServer m_market;
    QProcess m_process;
    QList<QDateTime> m_slots; // one a request
    QString m_notes;
};

} // namespace

// Two finished programs on one database: which one collects, and when the other one takes over.
class TestCollectorElection : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void everySlotIsFetchedOnce_data() { addEngineRows(); }
    void everySlotIsFetchedOnce();
    void killedOwnerIsReplacedWithinASlot_data() { addEngineRows(); }
    void killedOwnerIsReplacedWithinASlot();
    void stoppedOwnerFetchesNoMore_data() { addEngineRows(); }
    void stoppedOwnerFetchesNoMore();
    void killedProgramGoesOnWithoutWaiting_data() { addEngineRows(); }
    void killedProgramGoesOnWithoutWaiting();
    void onceIgnoresTheLease_data() { addEngineRows(); }
    void onceIgnoresTheLease();

private:
    // The owner has stored its first prices, the other one stands by.
    void startBoth(Engine engine);
    [[nodiscard]] static QDateTime slotAfter(const QDateTime &slot)
    {
        return SlotGrid{std::chrono::seconds{SlotSeconds}}.next(slot);
    }
    [[nodiscard]] std::unique_ptr<Program> program(const QString &home)
    {
        return std::make_unique<Program>(*m_database, m_folder->filePath(home));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<Program> m_owner;
    std::unique_ptr<Program> m_other; // with a data folder of its own, as on another computer
};

void TestCollectorElection::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestCollectorElection::cleanup()
{
    m_other.reset();
    m_owner.reset();
    m_database.reset();
}

void TestCollectorElection::startBoth(Engine engine)
{
    m_database = std::make_unique<TestDatabase>(engine);
    m_owner = program(u"one"_s);
    m_other = program(u"two"_s);
    m_owner->startDaemon();
    QVERIFY2(m_owner->hasStored(1), qPrintable(m_owner->notes()));
    m_other->startDaemon();
    QVERIFY2(m_other->noted(u"takes over when it stops"_s), qPrintable(m_other->notes()));
}

void TestCollectorElection::everySlotIsFetchedOnce()
{
    QFETCH(const Engine, engine);
    startBoth(engine);
    const qsizetype before = m_owner->fetched().size();
    QVERIFY(m_owner->hasStored(static_cast<int>(before) + 2));
    const QList<QDateTime> fetched = m_owner->fetched();
    QCOMPARE(QSet<QDateTime>(fetched.begin(), fetched.end()).size(), fetched.size());
    QVERIFY2(m_other->fetched().isEmpty(), qPrintable(m_other->notes()));

    m_owner->send(SIGTERM);
    QCOMPARE(m_owner->end(), 0);
    QVERIFY2(m_other->hasFetched(1), qPrintable(m_other->notes()));
    QCOMPARE(m_other->fetched().constFirst(), slotAfter(m_owner->fetched().constLast()));
}

void TestCollectorElection::killedOwnerIsReplacedWithinASlot()
{
    QFETCH(const Engine, engine);
    startBoth(engine);
    QVERIFY(m_owner->hasStored(2));
    m_owner->send(SIGKILL);
    m_owner->end();
    QVERIFY2(m_other->hasFetched(1), qPrintable(m_other->notes()));
    QCOMPARE(m_other->fetched().constFirst(), slotAfter(m_owner->fetched().constLast()));
}

void TestCollectorElection::stoppedOwnerFetchesNoMore()
{
    QFETCH(const Engine, engine);
    startBoth(engine);
    QVERIFY(m_owner->hasStored(2));
    const qsizetype before = m_owner->fetched().size();
    m_owner->send(SIGSTOP);
    QVERIFY2(m_other->hasFetched(2), qPrintable(m_other->notes()));
    m_owner->send(SIGCONT);
    QVERIFY2(m_owner->noted(u"takes over when it stops"_s), qPrintable(m_owner->notes()));
    QVERIFY(m_other->hasFetched(m_other->fetched().size() + 2));
    QCOMPARE(m_owner->fetched().size(), before);
}

void TestCollectorElection::killedProgramGoesOnWithoutWaiting()
{
    QFETCH(const Engine, engine);
    m_database = std::make_unique<TestDatabase>(engine);
    m_owner = program(u"one"_s);
    m_owner->startDaemon();
    QVERIFY(m_owner->hasStored(1));
    m_owner->send(SIGKILL);
    m_owner->end();
    m_other = program(u"one"_s);
    m_other->startDaemon();
    QVERIFY2(m_other->hasFetched(1), qPrintable(m_other->notes()));
    QVERIFY2(!m_other->notes().contains(u"takes over"_s), qPrintable(m_other->notes()));
}

void TestCollectorElection::onceIgnoresTheLease()
{
    QFETCH(const Engine, engine);
    m_database = std::make_unique<TestDatabase>(engine);
    m_owner = program(u"one"_s);
    m_owner->startDaemon();
    QVERIFY(m_owner->hasStored(1));
    Program once{*m_database, m_folder->filePath(u"one"_s)};
    QVERIFY2(once.run({u"collect"_s, u"--once"_s}) == 0, qPrintable(once.notes()));
    QCOMPARE(once.fetched().size(), 1);
    Program health{*m_database, m_folder->filePath(u"two"_s)};
    QCOMPARE(health.run({u"health"_s, u"--json"_s}), 0);
    QCOMPARE(QJsonDocument::fromJson(health.output())[u"collector"][u"host"].toString(),
             QSysInfo::machineHostName());

    QVERIFY(m_owner->hasFetched(m_owner->fetched().size() + 1));
    QVERIFY2(!m_owner->notes().contains(u"takes over"_s), qPrintable(m_owner->notes()));
}

QTEST_GUILESS_MAIN(TestCollectorElection)
#include "tst_collectorelection.moc"
