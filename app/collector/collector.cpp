// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/collector.h"

#include "db/domain/errortext.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// The next attempt needs time to answer before the slot is over.
constexpr std::chrono::milliseconds AttemptTime = FetchLimits{}.time;
constexpr std::chrono::milliseconds LeastRunTime = std::chrono::seconds{60};

GapCause causeOf(const FetchFailure &failure)
{
    if (failure.offline || failure.error.kind == Error::Kind::Network)
        return GapCause::Offline;
    if (failure.prices.received() > 0 || failure.error.kind == Error::Kind::Parse)
        return GapCause::ProviderEmpty;
    return GapCause::ProviderError;
}

} // namespace

Collector::Collector(CoinspotClient &client, Recorder &recorder, SlotGrid grid, Clock clock,
                     RetryPolicy retry, QObject *parent)
    : QObject{parent}
    , m_client{client}
    , m_recorder{recorder}
    , m_grid{grid}
    , m_clock{std::move(clock)}
    , m_retry{std::move(retry)}
{
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &Collector::startAttempt);
    connect(&m_client, &CoinspotClient::fetched, this, &Collector::takeAnswer);
    connect(&m_client, &CoinspotClient::failed, this, &Collector::takeFailure);
}

QDateTime Collector::blockedUntil()
{
    const QDateTime now = m_clock.wall();
    if (m_breaker.state(now) != CircuitBreaker::State::Open)
        return {};
    return m_breaker.nextTry(now);
}

void Collector::collect(const QDateTime &slot, std::function<bool()> mayFetch)
{
    if (m_running) {
        emit refused({Error::Kind::Refused, tr("A run is under way already."), {}});
        return;
    }
    const QDateTime now = m_clock.wall();
    if (m_breaker.state(now) == CircuitBreaker::State::Open) {
        const QString until = m_breaker.nextTry(now).toLocalTime().toString(u"HH:mm"_s);
        emit refused({Error::Kind::Blocked, tr("The next try is at %1.").arg(until), {}});
        return;
    }
    m_running = true;
    m_mayFetch = std::move(mayFetch);
    m_singleAttempt = m_breaker.state(now) == CircuitBreaker::State::HalfOpen;
    m_run = {};
    m_run.source = u"coinspot"_s;
    m_run.slot = slot;
    m_run.startedAt = now;
    m_startedAwake = m_clock.awake();
    startAttempt();
}

std::chrono::milliseconds Collector::timeLeft() const
{
    // A run that a person starts at the end of a slot still gets the time for its attempts.
    const std::chrono::milliseconds slotLeft{m_clock.wall().msecsTo(m_grid.next(m_run.slot))};
    const std::chrono::milliseconds leastLeft = LeastRunTime - (m_clock.awake() - m_startedAwake);
    return std::max(slotLeft, leastLeft) - AttemptTime;
}

void Collector::startAttempt()
{
    if (m_mayFetch && !m_mayFetch()) {
        m_running = false;
        emit withdrawn();
        return;
    }
    ++m_run.attempts;
    m_attemptAt = m_clock.wall();
    emit attemptStarted(m_run.attempts);
    m_client.fetchLatest();
}

void Collector::logAttempt(const FetchReport &report, qint64 waitedMs)
{
    m_run.attemptLog.append({m_attemptAt, report.durationMs, report.outcome, waitedMs});
}

void Collector::takeAnswer(const CoinspotAnswer &answer)
{
    if (!m_running)
        return;
    logAttempt(answer.report, 0);
    m_breaker.runSucceeded();
    m_run.status = answer.prices.rejectedCount > 0 ? RunStatus::Partial : RunStatus::Ok;
    finish(answer.prices, {});
}

void Collector::takeFailure(const FetchFailure &failure)
{
    if (!m_running)
        return;
    std::optional<std::chrono::milliseconds> wait;
    if (!m_singleAttempt)
        wait = m_retry.nextWait(
                {m_run.attempts, failure.retryable, failure.retryAfter, timeLeft()});
    logAttempt(failure.report, wait ? wait->count() : 0);
    if (wait) {
        m_wait.start(*wait);
        emit waitingFor(m_run.attempts + 1, m_clock.wall().addMSecs(wait->count()));
        return;
    }
    // A computer without network says nothing about the server.
    if (failure.error.kind == Error::Kind::Blocked)
        m_breaker.runBlocked(m_clock.wall());
    else if (!failure.offline)
        m_breaker.runFailed(m_clock.wall());
    m_run.status = RunStatus::Failed;
    m_run.cause = causeOf(failure);
    m_run.error = errorText(failure.error);
    finish(failure.prices, failure.error);
}

void Collector::finish(ParsedPrices prices, std::optional<Error> problem)
{
    m_run.received = prices.received();
    m_run.rejected = prices.rejectedCount;
    m_run.rejectedEntries = prices.rejected;
    m_run.durationMs = (m_clock.awake() - m_startedAwake).count();
    if (m_run.status == RunStatus::Ok && m_run.attempts == 1)
        m_run.attemptLog.clear(); // nothing in it that the run does not say
    for (Quote &quote : prices.quotes)
        quote.timestamp = m_run.slot;

    const Recorded recorded = m_recorder.record({m_run, prices.quotes, {}});
    m_running = false;
    emit finished(recorded.run, problem ? problem : recorded.problem);
    // A later run of a slot stored only some of them, and which is known to the database alone.
    if (!recorded.problem && recorded.run.stored > 0 && recorded.run.duplicates == 0)
        emit quotesStored(prices.quotes);
}
