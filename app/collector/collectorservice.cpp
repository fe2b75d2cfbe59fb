// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/collectorservice.h"

#include "app/collector/coinspotclient.h"
#include "app/collector/collector.h"
#include "app/collector/collectorlease.h"
#include "app/collector/recorder.h"
#include "app/collector/schedule.h"
#include "db/collector/runstore.h"
#include "db/domain/errortext.h"

#include <QDir>
#include <QNetworkAccessManager>
#include <QSysInfo>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

LeaseAccess leaseAccess(Recorder &recorder, const Clock &clock)
{
    return {[&recorder] {
                return recorder.useLease([](LeaseStore &lease) { return lease.read(); });
            },
            [&recorder, now = clock.wall](const QString &expected, const QString &next) {
                return recorder.useLease(
                        [&](LeaseStore &lease) { return lease.swap(expected, next, now()); });
            },
            [&recorder](const QString &expected) {
                return recorder.useLease([&](LeaseStore &lease) { return lease.remove(expected); });
            }};
}

} // namespace

// Declared in the order in which they depend on each other.
struct CollectorService::Parts {
    explicit Parts(const CollectorSettings &settings)
        : client{network, settings.priceServer}
        , recorder{settings.database, Outbox{settings.outboxFolder}, settings.grid, settings.clock}
        , lease{leaseAccess(recorder, settings.clock),
                QDir{settings.outboxFolder}.filePath(u"collector.lock"_s),
                QSysInfo::machineHostName(), CollectorLease::intervalFor(settings.grid.length),
                settings.clock}
        , collector{client, recorder, settings.grid, settings.clock}
        , schedule{settings.grid, settings.clock}
    {}

    QNetworkAccessManager network;
    CoinspotClient client;
    Recorder recorder;
    CollectorLease lease;
    Collector collector;
    Schedule schedule;
};

CollectorService::CollectorService(CollectorSettings settings, QObject *parent)
    : QObject{parent}
    , m_settings{std::move(settings)}
{}

CollectorService::~CollectorService() = default;

void CollectorService::wire()
{
    connect(&m_parts->schedule, &Schedule::due, this, &CollectorService::collect);
    connect(&m_parts->schedule, &Schedule::nextSlotChanged, this, [this](const QDateTime &slot) {
        m_status.nextSlot = slot;
        emit statusChanged(m_status);
    });
    connect(&m_parts->schedule, &Schedule::slept, &m_parts->recorder, &Recorder::noteSleep);
    connect(&m_parts->recorder, &Recorder::drained, this, &CollectorService::runDrained);
    connect(&m_parts->recorder, &Recorder::waitingChanged, this, [this](int count) {
        m_status.waitingInOutbox = count;
        emit statusChanged(m_status);
    });
    wireLease();
    wireCollector();
}

void CollectorService::wireLease()
{
    connect(&m_parts->lease, &CollectorLease::gained, this, [this] {
        const QDateTime slot = m_settings.grid.slotAt(m_settings.clock.wall());
        m_status.collectedBy.clear();
        m_parts->schedule.start(!m_parts->lease.isReachable() ||
                                !m_parts->recorder.hasPrices(slot));
        if (!m_parts->collector.isRunning())
            settle();
    });
    connect(&m_parts->lease, &CollectorLease::stoodBy, this, [this](const QString &host) {
        m_parts->schedule.stop();
        m_status.nextSlot = {};
        m_status.collectedBy = host;
        m_newestRun.reset();
        if (!m_parts->collector.isRunning())
            settle();
    });
    connect(&m_parts->lease, &CollectorLease::sawOwner, this, &CollectorService::announceOthers);
}

void CollectorService::wireCollector()
{
    connect(&m_parts->collector, &Collector::attemptStarted, this,
            [this](int attempt) { setPhase(CollectorStatus::Phase::Fetching, attempt); });
    connect(&m_parts->collector, &Collector::waitingFor, this,
            [this](int attempt, const QDateTime &until) {
                setPhase(CollectorStatus::Phase::Waiting, attempt, until);
            });
    connect(&m_parts->collector, &Collector::finished, this,
            [this](const CollectionRun &run, const std::optional<Error> &problem) {
                m_status.problem = problem ? errorText(*problem) : QString{};
                m_status.waitingInOutbox = m_parts->recorder.waiting();
                m_newestRun = run.startedAt;
                settle();
                emit runFinished(run, problem);
                collectPending();
            });
    connect(&m_parts->collector, &Collector::refused, this, [this](const Error &reason) {
        if (!m_parts->collector.isRunning())
            settle();
        emit refused(reason);
    });
    connect(&m_parts->collector, &Collector::withdrawn, this, &CollectorService::settle);
    connect(&m_parts->collector, &Collector::quotesStored, this, &CollectorService::quotesStored);
}

void CollectorService::start()
{
    m_parts = std::make_unique<Parts>(m_settings);
    wire();
    if (const Result<> ready = m_parts->recorder.prepare(); !ready) {
        if (!m_parts->recorder.mayWait(ready.error())) {
            m_parts.reset();
            emit startFailed(ready.error());
            return;
        }
        m_status.problem = errorText(ready.error());
    } else {
        m_parts->recorder.drain();
    }
    m_status.waitingInOutbox = m_parts->recorder.waiting();
    if (m_paused)
        settle();
    else
        m_parts->lease.start();
    emit started();
}

void CollectorService::stop()
{
    m_parts.reset();
    m_status.nextSlot = {};
    setPhase(CollectorStatus::Phase::Stopped);
}

void CollectorService::collectNow()
{
    if (m_parts)
        m_parts->collector.collect(m_settings.grid.slotAt(m_settings.clock.wall()));
}

void CollectorService::collect(const QDateTime &slot)
{
    if (m_paused || !m_parts->lease.isOwner())
        return;
    if (m_parts->collector.isRunning())
        m_pendingSlot = slot; // a run of the slot before is late
    else
        m_parts->collector.collect(slot, [this] { return m_parts->lease.renew(); });
}

void CollectorService::collectPending()
{
    const QDateTime slot = std::exchange(m_pendingSlot, {});
    if (slot.isValid() && slot == m_settings.grid.slotAt(m_settings.clock.wall()))
        collect(slot);
}

void CollectorService::announceOthers()
{
    const auto newest = m_parts->recorder.use([](const Connection &connection) {
        return RunStore{connection}.newest(u"coinspot"_s);
    });
    if (!newest)
        return;
    const CollectionRun run = newest->value_or(CollectionRun{});
    if (m_newestRun && *m_newestRun != run.startedAt)
        emit othersCollected(run);
    m_newestRun = run.startedAt;
}

void CollectorService::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    if (!m_parts)
        return;
    paused ? m_parts->lease.stop() : m_parts->lease.start();
    if (!m_parts->collector.isRunning())
        settle();
}

void CollectorService::setPhase(CollectorStatus::Phase phase, int attempt, const QDateTime &until)
{
    m_status.phase = phase;
    m_status.attempt = attempt;
    m_status.until = until;
    emit statusChanged(m_status);
}

void CollectorService::settle()
{
    const QDateTime blockedUntil = m_parts->collector.blockedUntil();
    if (m_paused)
        setPhase(CollectorStatus::Phase::Paused);
    else if (!m_parts->lease.isOwner())
        setPhase(CollectorStatus::Phase::Standby);
    else if (blockedUntil.isValid())
        setPhase(CollectorStatus::Phase::Blocked, 0, blockedUntil);
    else
        setPhase(CollectorStatus::Phase::Idle);
}
