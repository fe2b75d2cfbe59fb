// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/events/eventstore.h"
#include "tests/support/controlprogram.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

// Events, through the finished program.
class TestEventsCommand final : public QObject
{
    Q_OBJECT

private slots:
    void listsEvents_data() { addEngineRows(); }
    void listsEvents();
    void narrows();
    void refusesWrongWords_data();
    void refusesWrongWords();
    void speaksToPeople();
};

namespace {

QDateTime start()
{
    return QDateTime::fromString(u"2026-11-20T14:35:00.123Z"_s, Qt::ISODateWithMs);
}

class Owner final
{
public:
    explicit Owner(Engine engine = Engine::Sqlite)
        : m_database{engine}
        , m_program{m_database.url()}
    {
        const auto connection = openOrFail(m_database.spec());
        using enum EventStore::Level;
        EventStore store{*connection};
        const Result<> ready =
                migrate(*connection, headVersion())
                        .and_then(
                                [&] { return connection->execute(u"DELETE FROM system_events"_s); })
                        .and_then([&] {
                            return store.append(Info, u"collector"_s, u"outbox_drained"_s, start(),
                                                {{u"rows"_s, 9}});
                        })
                        .and_then([&] {
                            return store.append(Error, u"alerts"_s, u"webhook_failed"_s,
                                                start().addSecs(60));
                        });
        if (!ready)
            qFatal("%s", qPrintable(ready.error().detail));
    }
    [[nodiscard]] ProgramOutcome run(const QStringList &arguments = {}) const
    {
        return m_program.run(QStringList{u"--json"_s, u"events"_s, u"list"_s} + arguments);
    }
    [[nodiscard]] ProgramOutcome say(const QStringList &arguments = {}) const
    {
        return m_program.run(QStringList{u"events"_s, u"list"_s} + arguments);
    }
    // "webhook_failed outbox_drained"
    [[nodiscard]] QString events(const QStringList &arguments) const
    {
        QStringList events;
        const QJsonArray rows = run(arguments).json()[u"events"].toArray();
        for (const QJsonValue &event : rows)
            events.append(event[u"event"].toString());
        return events.join(u' ');
    }

private:
    TestDatabase m_database;
    ControlProgram m_program;
};

} // namespace

void TestEventsCommand::listsEvents()
{
    QFETCH(const Engine, engine);
    const Owner owner{engine};
    const ProgramOutcome outcome = owner.run();
    QCOMPARE(outcome.exitCode, 0);
    const QJsonArray events = outcome.json()[u"events"].toArray();
    QCOMPARE(events.size(), 2);
    QCOMPARE(events.at(0)[u"event"], u"webhook_failed"_s);
    QCOMPARE(events.at(0)[u"level"], u"error"_s);
    QVERIFY(events.at(0)[u"details"].isNull());
    QCOMPARE(events.at(1)[u"time"], u"2026-11-20T14:35:00.123Z"_s);
    QCOMPARE(events.at(1)[u"component"], u"collector"_s);
    QCOMPARE(events.at(1)[u"details"][u"rows"], 9);
    QCOMPARE(outcome.json()[u"more"], false);
}

void TestEventsCommand::narrows()
{
    const Owner owner;
    QCOMPARE(owner.events({u"--level"_s, u"warning"_s}), u"webhook_failed"_s);
    QCOMPARE(owner.events({u"--component"_s, u"collector"_s}), u"outbox_drained"_s);
    QCOMPARE(owner.events({u"--text"_s, u"DRAIN"_s}), u"outbox_drained"_s);
    QCOMPARE(owner.events({u"--from"_s, u"2026-11-20T14:35:30Z"_s}), u"webhook_failed"_s);
    QCOMPARE(owner.events({u"--to"_s, u"2026-11-20T14:35:30Z"_s}), u"outbox_drained"_s);
    QCOMPARE(owner.events({u"--to"_s, u"2026-11-20"_s}), u""_s);
    const ProgramOutcome one = owner.run({u"--limit"_s, u"1"_s});
    QCOMPARE(one.json()[u"events"].toArray().size(), 1);
    QCOMPARE(one.json()[u"more"], true);
}

void TestEventsCommand::refusesWrongWords_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no time") << QStringList{u"--from"_s, u"yesterday"_s};
    QTest::newRow("no level") << QStringList{u"--level"_s, u"loud"_s};
    QTest::newRow("no number") << QStringList{u"--limit"_s, u"0"_s};
    QTest::newRow("another word") << QStringList{u"all"_s};
}

void TestEventsCommand::refusesWrongWords()
{
    QFETCH(const QStringList, arguments);
    const Owner owner;
    const ProgramOutcome outcome = owner.run(arguments);
    QCOMPARE(outcome.exitCode, 2);
    QCOMPARE(outcome.errorKind(), u"usage"_s);
}

void TestEventsCommand::speaksToPeople()
{
    const Owner owner;
    const QByteArray text = owner.say().out;
    QCOMPARE(QString::fromUtf8(text),
             u"Time                  Level  Component  Event           Details\n"
             "2026-11-20T14:36:00Z  error  alerts     Webhook failed\n"
             "2026-11-20T14:35:00Z  info   collector  Outbox drained  Rows 9\n"_s);
    QVERIFY(owner.say({u"--text"_s, u"nowhere"_s}).out.contains("No such event"));
    QVERIFY(owner.say({u"--limit"_s, u"1"_s}).out.contains("earlier ones"));
}

QTEST_GUILESS_MAIN(TestEventsCommand)
#include "tst_eventscommand.moc"
