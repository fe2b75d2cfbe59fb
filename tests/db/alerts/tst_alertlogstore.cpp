// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/alerts/alertlogstore.h"
#include "db/transaction.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/slotrecorder.h"
#include "tests/support/verifyresult.h"

#include <barrier>
#include <thread>

using namespace Qt::Literals::StringLiterals;

// How firings are claimed, told and ended, on each engine.
class TestAlertLogStore final : public QObject
{
    Q_OBJECT

private slots:
    void twoTellersClaimOneEach_data() { addEngineRows(); }
    void twoTellersClaimOneEach();
    void nothingNotedAtOnceIsLost_data() { addEngineRows(); }
    void nothingNotedAtOnceIsLost();
    void isNotifiedWithTheLastOfItsChannels_data() { addEngineRows(); }
    void isNotifiedWithTheLastOfItsChannels();
    void endsOneFiringAlone_data() { addEngineRows(); }
    void endsOneFiringAlone();
    void nothingEndsBeforeItBegan_data() { addEngineRows(); }
    void nothingEndsBeforeItBegan();
};

namespace {

const QDateTime Now = SlotRecorder::slotTime(1);

// A database with one rule, and a log of so many firings.
class Log final
{
public:
    explicit Log(Engine engine, int firings = 1)
        : m_database{engine}
        , connection{openOrFail(m_database.spec())}
    {
        if (const Result<> made = migrate(*connection, headVersion()); !made)
            qFatal("%s", qPrintable(made.error().detail));
        SlotRecorder recorder{*connection};
        rule = recorder.add(u"above 100"_s);
        for (int firing = 0; firing < firings; ++firing) {
            AlertEvent event;
            event.ruleId = rule.id;
            event.ruleVersion = rule.version;
            event.timeMs = SlotRecorder::slotTime(firing).toMSecsSinceEpoch();
            const auto inserted = change(*connection, [&](AlertLogStore &store) {
                return store.insert(rule, event, SlotRecorder::slotTime(firing));
            });
            if (!inserted)
                qFatal("%s", qPrintable(inserted.error().detail));
            events.append(event);
        }
        entries = read();
    }

    [[nodiscard]] QList<AlertLogEntry> read() const { return SlotRecorder{*connection}.entries(); }
    template <typename Work>
    static auto change(const Connection &connection, const Work &work)
            -> decltype(work(std::declval<AlertLogStore &>()))
    {
        Transaction transaction{connection};
        if (const Result<> begun = transaction.begin(); !begun)
            return fail(begun.error());
        AlertLogStore store{connection};
        auto done = work(store);
        if (!done)
            return done;
        if (const Result<> committed = transaction.commit(); !committed)
            return fail(committed.error());
        return done;
    }
    // Calls work(store, id, 0) and work(store, id, 1) for each entry, from two connections at once.
    template <typename Work>
    [[nodiscard]] std::array<Result<>, 2> changeTogether(const Work &work) const
    {
        std::array<Result<>, 2> done;
        std::barrier together{2};
        const auto changeAll = [&](std::size_t number) {
            const Result<std::unique_ptr<Connection>> own = Connection::open(m_database.spec());
            if (!own)
                done[number] = fail(own.error());
            for (const AlertLogEntry &entry : entries) {
                together.arrive_and_wait();
                if (done[number])
                    done[number] = change(**own, [&](AlertLogStore &store) {
                        return work(store, entry.id, number);
                    });
            }
        };
        std::thread other{changeAll, 1};
        changeAll(0);
        other.join();
        return done;
    }

private:
    TestDatabase m_database;

public:
    std::unique_ptr<Connection> connection;
    AlertRule rule;
    QList<AlertEvent> events;
    QList<AlertLogEntry> entries;
};

} // namespace

void TestAlertLogStore::twoTellersClaimOneEach()
{
    QFETCH(const Engine, engine);
    const Log log{engine, 20};
    std::array<int, 2> claimed{};
    const std::array<Result<>, 2> done =
            log.changeTogether([&](AlertLogStore &store, qint64 id, std::size_t teller) {
                return store.claim(id, AlertChannel::Notice, QString::number(teller), Now)
                        .map([&](bool isMine) { claimed[teller] += isMine ? 1 : 0; });
            });
    VERIFY_RESULT(done[0]);
    VERIFY_RESULT(done[1]);
    QCOMPARE(claimed[0] + claimed[1], 20);
}

// A service notes what became of its command while a window notes that it has shown the notice.
void TestAlertLogStore::nothingNotedAtOnceIsLost()
{
    QFETCH(const Engine, engine);
    const Log log{engine, 20};
    AlertChannels wanted;
    wanted.command = true;
    const std::array<Result<>, 2> done =
            log.changeTogether([&](AlertLogStore &store, qint64 id, std::size_t number) {
                const AlertChannel channel =
                        number == 0 ? AlertChannel::Notice : AlertChannel::Command;
                return store.note(id, channel, u"done"_s, Now, wanted);
            });
    VERIFY_RESULT(done[0]);
    VERIFY_RESULT(done[1]);
    for (const AlertLogEntry &entry : log.read()) {
        QVERIFY(entry.deliveries.isOver(wanted));
        QCOMPARE(entry.status, AlertStatus::Notified);
    }
}

void TestAlertLogStore::isNotifiedWithTheLastOfItsChannels()
{
    QFETCH(const Engine, engine);
    const Log log{engine};
    AlertChannels wanted;
    wanted.webhook = true;
    const auto note = [&](AlertChannel channel, const QString &outcome, const QDateTime &at) {
        return Log::change(*log.connection, [&](AlertLogStore &store) {
            return store.note(log.entries.constFirst().id, channel, outcome, at, wanted);
        });
    };
    VERIFY_RESULT(note(AlertChannel::Notice, u"tray"_s, Now));
    AlertLogEntry entry = log.read().constFirst();
    QCOMPARE(entry.status, AlertStatus::Triggered);
    QVERIFY(!entry.notifiedAt.isValid());
    QCOMPARE(AlertLogStore{*log.connection}.untold(Now)->size(), 1);

    VERIFY_RESULT(note(AlertChannel::Webhook, u"HTTP 500"_s, Now.addSecs(9)));
    entry = log.read().constFirst();
    QCOMPARE(entry.status, AlertStatus::Notified);
    QCOMPARE(entry.notifiedAt, Now); // when the person was told
    QVERIFY(AlertLogStore{*log.connection}.untold(Now)->isEmpty());

    VERIFY_RESULT(note(AlertChannel::Notice, u"window"_s, Now.addSecs(20))); // is told already
    QCOMPARE(log.read().constFirst().deliveries, entry.deliveries);
}

void TestAlertLogStore::endsOneFiringAlone()
{
    QFETCH(const Engine, engine);
    const Log log{engine, 2};
    VERIFY_RESULT(Log::change(*log.connection, [&](AlertLogStore &store) {
        return store.resolve(log.rule, log.events.constLast(), Now.toMSecsSinceEpoch());
    }));
    const QList<AlertLogEntry> entries = log.read();
    QCOMPARE(entries.constFirst().status, AlertStatus::Triggered);
    QCOMPARE(entries.constLast().status, AlertStatus::Resolved);
    QCOMPARE(entries.constLast().resolvedAt, Now);
    const Result<QList<LoggedFiring>> firings = AlertLogStore{*log.connection}.firings(log.rule.id);
    VERIFY_RESULT(firings);
    QCOMPARE(firings->size(), 2);
    QVERIFY(!firings->constFirst().endMs);
    QCOMPARE(firings->constLast().endMs, std::optional{Now.toMSecsSinceEpoch()});
}

// By the clock it began; a price of before that comes out of an outbox later.
void TestAlertLogStore::nothingEndsBeforeItBegan()
{
    QFETCH(const Engine, engine);
    const Log log{engine, 3};
    VERIFY_RESULT(Log::change(*log.connection, [&](AlertLogStore &store) {
        return store.resolve(log.rule, log.events.at(2),
                             SlotRecorder::slotTime(1).toMSecsSinceEpoch());
    }));
    VERIFY_RESULT(Log::change(*log.connection, [&](AlertLogStore &store) {
        return store.resolve(log.rule.id, AlertEvent::Kind::Resolved,
                             SlotRecorder::slotTime(0).addMSecs(1).toMSecsSinceEpoch());
    }));
    const QList<AlertLogEntry> entries = log.read();
    QCOMPARE(entries.at(0).resolvedAt, SlotRecorder::slotTime(0).addMSecs(1));
    QCOMPARE(entries.at(1).resolvedAt, SlotRecorder::slotTime(1));
    QCOMPARE(entries.at(2).resolvedAt, SlotRecorder::slotTime(2));
}

QTEST_GUILESS_MAIN(TestAlertLogStore)
#include "tst_alertlogstore.moc"
