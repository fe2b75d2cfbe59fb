// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/events/eventlog.h"
#include "db/events/eventstore.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

using namespace Qt::Literals::StringLiterals;

// Events are found, page by page, alike on every engine.
class TestEventLog final : public QObject
{
    Q_OBJECT

private slots:
    void finds_data();
    void finds();
    void pagesNeitherSkipNorRepeat_data() { addEngineRows(); }
    void pagesNeitherSkipNorRepeat();
    void namesComponents_data() { addEngineRows(); }
    void namesComponents();
};

namespace {

QDateTime start()
{
    return QDateTime::fromString(u"2026-11-20T14:35:00.123Z"_s, Qt::ISODateWithMs);
}

class Log final
{
public:
    explicit Log(Engine engine)
        : m_database{engine}
        , connection{openOrFail(m_database.spec())}
    {
        const Result<> ready = migrate(*connection, headVersion()).and_then([this] {
            return connection->execute(u"DELETE FROM system_events"_s);
        });
        if (!ready)
            qFatal("%s", qPrintable(ready.error().detail));
        using enum EventStore::Level;
        add(0, Info, u"collector"_s, u"outbox_drained"_s, {{u"rows"_s, 9}});
        add(60, Warning, u"collector"_s, u"slot_missed"_s, {{u"cause"_s, u"100% \u00c4rger"_s}});
        add(120, Error, u"alerts"_s, u"webhook_failed"_s, {});
        add(120, Info, u"portfolio"_s, u"rebuilt"_s, {{u"under_score"_s, true}});
    }
    void add(int seconds, EventStore::Level level, const QString &component, const QString &event,
             const QJsonObject &details) const
    {
        EventStore store{*connection};
        if (!store.append(level, component, event, start().addSecs(seconds), details))
            qFatal("not written");
    }
    // "rebuilt webhook_failed"
    [[nodiscard]] QString events(const EventRequest &request) const
    {
        const Result<EventPage> page = EventLog{*connection}.page(request);
        if (!page)
            return page.error().detail;
        QStringList events;
        for (const SystemEvent &event : page->rows)
            events.append(event.event);
        return events.join(u' ');
    }

private:
    TestDatabase m_database;

public:
    std::unique_ptr<Connection> connection;
};

} // namespace

void TestEventLog::finds_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<EventRequest>("request");
    QTest::addColumn<QString>("found");
    using Levels = EventRequest::Levels;
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        const auto row = [engine](const char *name, const EventRequest &request,
                                  const QString &found) {
            QTest::addRow("%s, %s", qPrintable(engineName(engine)), name)
                    << engine << request << found;
        };
        EventRequest request;
        row("all", request, u"webhook_failed rebuilt slot_missed outbox_drained"_s);
        request.levels = Levels::WarningsAndErrors;
        row("warnings and errors", request, u"webhook_failed slot_missed"_s);
        request.levels = Levels::Errors;
        row("errors", request, u"webhook_failed"_s);
        request = {};
        request.component = u"collector"_s;
        row("component", request, u"slot_missed outbox_drained"_s);
        request = {};
        request.from = start().addSecs(60);
        request.to = start().addSecs(120);
        row("time", request, u"slot_missed"_s);
        request = {};
        request.text = u"DRAINED"_s;
        row("text of the event", request, u"outbox_drained"_s);
        request.text = u"100% \u00c4"_s;
        row("text of the details", request, u"slot_missed"_s);
        request.text = u"%"_s;
        row("a sign that LIKE knows", request, u"slot_missed"_s);
        request.text = u"'; DROP TABLE system_events; --"_s;
        row("SQL", request, u""_s);
        request = {};
        request.text = u"collector"_s;
        request.levels = Levels::WarningsAndErrors;
        request.limit = 1;
        row("together", request, u"slot_missed"_s);
    }
}

void TestEventLog::finds()
{
    QFETCH(const Engine, engine);
    QFETCH(const EventRequest, request);
    QFETCH(const QString, found);
    const Log log{engine};
    QCOMPARE(log.events(request), found);
}

void TestEventLog::pagesNeitherSkipNorRepeat()
{
    QFETCH(const Engine, engine);
    const Log log{engine};
    for (int i = 0; i < 25; ++i) // many of the same moment
        log.add(1000 + i / 10, EventStore::Level::Info, u"collector"_s, u"e%1"_s.arg(i), {});
    EventLog reader{*log.connection};
    EventRequest request;
    request.limit = 4;
    QSet<qint64> seen;
    QDateTime last = start().addDays(1);
    for (int page = 0; page < 8; ++page) {
        const Result<EventPage> read = reader.page(request);
        VERIFY_RESULT(read);
        QCOMPARE(read->hasMore, page < 7);
        QCOMPARE(read->components.isEmpty(), page > 0); // asked for once
        for (const SystemEvent &event : read->rows) {
            QVERIFY(!seen.contains(event.id));
            QVERIFY(event.time <= last);
            seen.insert(event.id);
            last = event.time;
        }
        if (!read->rows.isEmpty())
            request.after =
                    EventRequest::Key{read->rows.constLast().time, read->rows.constLast().id};
        if (page == 2) // a newer one comes meanwhile
            log.add(5000, EventStore::Level::Info, u"collector"_s, u"new"_s, {});
    }
    QCOMPARE(seen.size(), 29);
}

void TestEventLog::namesComponents()
{
    QFETCH(const Engine, engine);
    const Log log{engine};
    EventRequest request;
    request.levels = EventRequest::Levels::Errors; // a choice of components is not narrowed by it
    const Result<EventPage> page = EventLog{*log.connection}.page(request);
    VERIFY_RESULT(page);
    QCOMPARE(page->components, (QStringList{u"alerts"_s, u"collector"_s, u"portfolio"_s}));
    QCOMPARE(page->rows.constFirst().level, u"error"_s);
    QVERIFY(page->rows.constFirst().details.isEmpty());
}

QTEST_GUILESS_MAIN(TestEventLog)
#include "tst_eventlog.moc"
