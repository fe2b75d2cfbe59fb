// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/recorder.h"

#include "db/bars/barpartitions.h"
#include "db/bars/rebuild.h"
#include "db/domain/errortext.h"
#include "migrations/firststart.h"

#include <QFileInfo>
#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

// People are told by status and exit code; QT_LOGGING_RULES shows the drivers' words.
Q_LOGGING_CATEGORY(log, "tidemark.collector", QtCriticalMsg)

constexpr std::chrono::milliseconds RetryInterval = 30s;
// A collector that was stopped holds no row for longer; one that is only slow gets on in time.
constexpr int SilentShare = 5; // of a slot
constexpr std::chrono::milliseconds ShortestSilence = 3s;
constexpr int MostUnkept = 2'000; // a week of slots; a snapshot of 20 coins is about 4 KB
constexpr int MostSleeps = 1'000;

} // namespace

Recorder::Recorder(ConnectionSpec spec, Outbox outbox, SlotGrid grid, Clock clock, QObject *parent)
    : QObject{parent}
    , m_spec{std::move(spec)}
    , m_outbox{std::move(outbox)}
    , m_grid{grid}
    , m_clock{std::move(clock)}
{
    m_spec.idleInTransaction = std::max(m_grid.length / SilentShare, ShortestSilence);
    m_retry.setInterval(RetryInterval);
    connect(&m_retry, &QTimer::timeout, this, &Recorder::drain);
}

Recorder::~Recorder()
{
    close();
}

void Recorder::close()
{
    m_lease.reset();
    m_store.reset();
    m_connection.reset();
}

bool Recorder::isDeleted() const
{
    return !m_spec.isServer() && !QFileInfo::exists(m_spec.path);
}

Result<> Recorder::ensureOpen()
{
    if (m_store && isDeleted())
        close(); // what is written to a deleted file is lost
    if (m_store)
        return {};
    Result<std::unique_ptr<Connection>> connection = Connection::open(m_spec);
    if (!connection)
        return fail(connection.error());
    const auto atHead =
            MigrationSet::shipped(m_spec.engine).and_then([&](const MigrationSet &migrations) {
                return bringEmptyToHead({**connection, migrations});
            });
    if (!atHead) {
        Error error = atHead.error();
        if (error.subject.isEmpty())
            error.subject = m_spec.location();
        return fail(std::move(error));
    }
    // No reason to collect nothing: whoever writes a bar makes the room for it, or says why not.
    if (const Result<> room = BarPartitions::ensureAll(**connection, m_clock.wall()); !room)
        qCWarning(log).noquote() << "no room for bars yet:" << room.error().detail;
    // Quotes of a database that was upgraded by another program may not be rolled up yet; adding to
    // half a bar would be wrong.
    if (const auto rebuilt = rebuildBars(**connection, RebuildScope::Missing); !rebuilt)
        return fail(rebuilt.error());
    m_connection = std::move(*connection);
    m_lease = std::make_unique<LeaseStore>(*m_connection, atHead->to);
    m_store = std::make_unique<SnapshotStore>(*m_connection, atHead->to);
    return {};
}

bool Recorder::mayWait(const Error &problem) const
{
    switch (problem.kind) {
    case Error::Kind::Unreachable:
    case Error::Kind::Lost:
    case Error::Kind::TooManyConnections:
        return true;
    case Error::Kind::Busy:
    case Error::Kind::ReadOnly:
    case Error::Kind::DiskFull:
    case Error::Kind::AccessDenied:
        return !isDeleted();
    default:
        return false;
    }
}

Result<> Recorder::prepare()
{
    return ensureOpen();
}

QList<DataGap> Recorder::gapsBefore(const QDateTime &slot)
{
    RunStore runs{*m_connection};
    const QString source = u"coinspot"_s;
    const Result<std::optional<QDateTime>> covered = runs.coveredUntil(source, slot, m_grid.length);
    if (!covered || !*covered || **covered >= slot)
        return {};
    const auto failed = runs.failures(source, **covered, slot);
    if (!failed)
        return {};
    const QHash<QDateTime, GapCause> failures{failed->begin(), failed->end()};
    return missedSlots(source, m_grid, **covered, slot, failures, m_sleeps);
}

Result<CollectionRun> Recorder::store(Snapshot snapshot)
{
    const bool hasPrices = snapshot.run.status != RunStatus::Failed;
    snapshot.slotLength = m_grid.length;
    if (hasPrices)
        snapshot.gaps = gapsBefore(snapshot.run.slot);
    Result<CollectionRun> stored = m_store->store(snapshot, m_clock.wall());
    if (stored && hasPrices)
        m_sleeps.removeIf([&](const SleepSpan &span) { return span.to <= snapshot.run.slot; });
    if (!stored) {
        Error error = stored.error();
        error.subject = m_spec.location();
        return fail(std::move(error));
    }
    return stored;
}

Recorded Recorder::record(const Snapshot &snapshot)
{
    Result<> ready = ensureOpen();
    if (ready)
        storeWaiting(); // what cannot be stored goes on waiting; the new one is not held up by it
    const Result<CollectionRun> stored = ready.and_then([&] { return store(snapshot); });
    if (stored)
        return {*stored, {}};
    return keep(snapshot, stored.error());
}

Recorded Recorder::keep(Snapshot snapshot, const Error &problem)
{
    qCWarning(log).noquote() << "not stored:" << errorText(problem) << problem.detail;
    close(); // whatever it was, the next try starts from a fresh connection
    CollectionRun run = snapshot.run;
    const bool hasFailed = run.status == RunStatus::Failed;
    if (!hasFailed)
        snapshot.run.status = RunStatus::Outbox;
    const Result<> kept = m_outbox.keep(snapshot);
    if (!kept) {
        qCWarning(log).noquote() << "outbox:" << errorText(kept.error()) << kept.error().detail;
        if (m_unkept.size() == MostUnkept) {
            qCWarning(log).noquote() << "given up: the snapshot of"
                                     << m_unkept.constFirst().run.slot.toString(Qt::ISODate);
            m_unkept.removeFirst();
        }
        m_unkept.append(snapshot);
    }
    m_retry.start();
    emit waitingChanged(waiting());
    run.status = kept ? snapshot.run.status : RunStatus::Failed;
    if (!hasFailed)
        run.error = errorText(problem);
    return {run, problem};
}

Result<> Recorder::storeFiles()
{
    for (const QString &entry : m_outbox.entries()) {
        const Result<Snapshot> snapshot = m_outbox.load(entry);
        if (!snapshot) { // another program took it, or it was set aside
            qCWarning(log).noquote() << "outbox:" << errorText(snapshot.error());
            continue;
        }
        const Result<CollectionRun> stored = store(*snapshot);
        if (!stored && stored.error().kind == Error::Kind::Constraint) {
            m_outbox.setAside(entry); // the schema will refuse it tomorrow too
            continue;
        }
        if (!stored)
            return fail(stored.error());
        if (const Result<> removed = m_outbox.remove(entry); !removed)
            return removed;
        emit drained(*stored);
    }
    return {};
}

Result<> Recorder::storeUnkept()
{
    while (!m_unkept.isEmpty()) {
        const Result<CollectionRun> stored = store(m_unkept.constFirst());
        if (!stored)
            return fail(stored.error());
        m_unkept.removeFirst();
        emit drained(*stored);
    }
    return {};
}

void Recorder::storeWaiting()
{
    const int before = waiting();
    if (before == 0)
        return;
    const Result<> done = storeFiles().and_then([&] { return storeUnkept(); });
    if (!done)
        qCWarning(log).noquote() << "outbox:" << errorText(done.error()) << done.error().detail;
    if (waiting() != before)
        emit waitingChanged(waiting());
}

int Recorder::drain()
{
    if (ensureOpen())
        storeWaiting();
    const int left = waiting();
    if (left == 0) {
        m_retry.stop();
    } else {
        m_retry.start();
        close(); // the next try starts from a fresh connection
    }
    return left;
}

int Recorder::waiting() const
{
    return m_outbox.count() + static_cast<int>(m_unkept.size());
}

void Recorder::noteSleep(const SleepSpan &span)
{
    if (m_sleeps.size() == MostSleeps)
        m_sleeps.removeFirst();
    m_sleeps.append(span);
}

bool Recorder::hasPrices(const QDateTime &slot)
{
    return collectedAt(slot).isValid();
}

QDateTime Recorder::collectedAt(const QDateTime &slot)
{
    if (!ensureOpen())
        return {};
    return RunStore{*m_connection}.collectedAt(u"coinspot"_s, slot).value_or(QDateTime{});
}
