// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/assetsync.h"

#include "db/domain/currencymarket.h"
#include "db/domain/errortext.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Stage = SyncJob::Stage;

namespace {

constexpr auto ServiceName = "EODHD"_L1;
constexpr std::chrono::milliseconds DefaultPause = 60s; // 429 without Retry-After
// A queue has no slot that ends: attempts are limited by their number alone.
constexpr std::chrono::milliseconds NoEnd = 24h;

// So many assets in a row that could not be reached: it is not theirs.
constexpr int MostUnreached = 4;
constexpr auto LongestSilence = 2s; // a longer wait is told

EodhdRequest requestFor(const SyncJob &job)
{
    switch (job.stage) {
    case Stage::Splits:
        return EodhdRequest::splits(job.symbol);
    case Stage::Dividends:
        return EodhdRequest::dividends(job.symbol);
    case Stage::Daily:
    case Stage::History:
        break;
    }
    return EodhdRequest::daily(job.symbol, job.from);
}

} // namespace

AssetSync::AssetSync(EodhdClient &client, SyncLink &link, Clock clock, RetryPolicy retry,
                     QObject *parent)
    : QObject{parent}
    , m_client{client}
    , m_link{link}
    , m_clock{std::move(clock)}
    , m_retry{std::move(retry)}
{
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &AssetSync::pump);
}

AssetSync::~AssetSync() = default;

void AssetSync::start(const QStringList &symbols)
{
    if (m_isRunning)
        return;
    m_isRunning = true;
    m_isHalted = false;
    m_isOutOfCalls = false;
    m_lastFailure.reset();
    m_succeeded = 0;
    m_unreached = 0;
    m_problem.reset();
    m_run.begin(m_clock.wall());
    const Result<> filled = board().and_then(
            [&](const AssetBoard &board) { return m_queue.fill(board.rows, symbols); });
    if (!filled)
        halt(filled.error());
    QMetaObject::invokeMethod(this, &AssetSync::pump, Qt::QueuedConnection);
}

void AssetSync::stop()
{
    if (!m_isRunning || m_isHalted)
        return;
    halt({Error::Kind::Cancelled, {}, ServiceName});
    QMetaObject::invokeMethod(this, &AssetSync::stopNow, Qt::QueuedConnection);
}

void AssetSync::stopNow()
{
    if (!m_isRunning)
        return;
    halt({Error::Kind::Cancelled, {}, ServiceName});
    m_client.cancel(this);
    finishIfDone();
}

Result<AssetBoard> AssetSync::board()
{
    return m_link.use([&](SyncStore &store) { return store.queue(m_run.run().startedAt); });
}

void AssetSync::pump()
{
    if (!m_isRunning)
        return;
    const auto now = m_clock.sinceBoot();
    while (!m_isHalted && m_underWay < EodhdClient::MostUnderWay) {
        std::optional<SyncJob> job = m_queue.take(now);
        if (!job || !ask(*std::move(job)))
            break;
    }
    if (!m_isHalted && m_underWay == 0 && m_queue.wantsActions()) {
        if (const Result<AssetBoard> rows = board(); !rows)
            halt(rows.error());
        else
            m_queue.addActions(rows->rows);
        if (!m_queue.isEmpty())
            return pump();
    }
    if (!m_isHalted && !m_queue.isEmpty() && m_underWay < EodhdClient::MostUnderWay) {
        const auto wait = m_queue.wait(now);
        if (wait > 0ms)
            m_wait.start(wait);
        if (wait > LongestSilence)
            emit waiting(m_clock.wall().addMSecs(wait.count()));
    }
    finishIfDone();
}

bool AssetSync::ask(SyncJob job)
{
    const int unpaid = (job.stage == Stage::Splits ? 2 : 1) - job.paidCalls;
    if (unpaid > 0 && m_isOutOfCalls)
        return true;
    if (job.stage == Stage::Daily) {
        const Result<QDate> from =
                m_link.use([&](SyncStore &store) { return store.requestFrom(job.symbol); });
        if (!from) {
            halt(from.error());
            giveBack(job.paidCalls);
            return false;
        }
        job.from = *from;
    }
    if (unpaid > 0) {
        const Result<bool> taken = m_link.use(
                [&](SyncStore &store) { return store.takeCalls(unpaid, m_clock.wall()); });
        if (!taken) {
            halt(taken.error());
            return false;
        }
        if (!*taken) {
            // What is paid for goes on; one call may be left, for bars.
            m_isOutOfCalls = unpaid == 1;
            m_problem = m_problem.value_or(Error{Error::Kind::CallsUsedUp, {}, ServiceName});
            return true;
        }
        job.paidCalls += unpaid;
    }
    ++m_underWay;
    tell(job.symbol, job.stage == Stage::Daily ? 0 : 50);
    const EodhdRequest request = requestFor(job); // the job itself goes with the answer
    m_client.ask(request, this,
                 [this, job = std::move(job)](const EodhdAnswer &answer) { take(job, answer); });
    return true;
}

void AssetSync::take(const SyncJob &job, const EodhdAnswer &answer)
{
    --m_underWay;
    if (answer || answer.error().wasSent)
        m_run.countRequest();
    if (answer)
        takeBody(job, *answer);
    else
        takeFailure(job, answer.error());
    pump();
}

void AssetSync::takeBody(const SyncJob &job, const QByteArray &body)
{
    switch (job.stage) {
    case Stage::Daily:
    case Stage::History:
        takeDaily(job, body);
        break;
    case Stage::Splits:
        takeSplits(job, body);
        break;
    case Stage::Dividends:
        takeDividends(job, body);
        break;
    }
}

void AssetSync::takeDaily(const SyncJob &job, const QByteArray &body)
{
    const QDateTime now = m_clock.wall();
    const QString exchange = exchangeOf(job.symbol);
    Result<DailyAnswer> answer = parseDailyBars(
            body, now.date(), isCurrencyMarket(exchange) ? DailyForm::Currency : DailyForm::Share);
    if (!answer) {
        failUnusable(job, {Error::Kind::Parse, answer.error().detail, ServiceName});
        return;
    }
    m_run.count(answer->tally, job.symbol);
    if (answer->bars.isEmpty() && (!job.from.isValid() || answer->tally.received > 0)) {
        failUnusable(job, {Error::Kind::NotFound, tr("EODHD has no usable bar of it"), job.symbol});
        return;
    }
    m_run.note(answer->warning);
    tell(job.symbol, 75);
    const DailyHistory history{job.symbol, job.from, std::move(answer->bars),
                               lastReadyDay(exchange, now)};
    const Result<DailyStored> stored = m_link.use(
            [&](SyncStore &store) { return store.storeDaily(history, m_run.run(), now); });
    if (!stored && stored.error().kind == Error::Kind::NotFound) { // removed meanwhile
        tell(job.symbol, -1);
        return;
    }
    if (!stored) {
        halt(stored.error());
        return;
    }
    if (stored->needsHistory) {
        m_queue.goOn({job.symbol, Stage::History});
        return;
    }
    end(job);
    if (stored->stored + stored->changed > 0)
        emit this->stored(job.symbol);
}

void AssetSync::takeSplits(const SyncJob &job, const QByteArray &body)
{
    const Result<ActionsAnswer> answer = parseSplits(body);
    if (!answer) {
        failUnusable(job, {Error::Kind::Parse, answer.error().detail, ServiceName});
        return;
    }
    m_run.count(answer->tally, job.symbol);
    m_queue.goOn({job.symbol, Stage::Dividends, 1, {}, {}, answer->actions, 1});
}

void AssetSync::takeDividends(const SyncJob &job, const QByteArray &body)
{
    const Result<ActionsAnswer> answer = parseDividends(body);
    if (!answer) {
        failUnusable(job, {Error::Kind::Parse, answer.error().detail, ServiceName});
        return;
    }
    m_run.count(answer->tally, job.symbol);
    storeActions(job, answer->actions);
}

void AssetSync::storeActions(const SyncJob &job, const QList<CorporateAction> &dividends)
{
    const Result<> done = m_link.use([&](SyncStore &store) {
        return store.storeActions(job.symbol, job.splits, dividends, m_clock.wall());
    });
    if (!done) {
        halt(done.error());
        return;
    }
    end(job);
    emit stored(job.symbol);
}

void AssetSync::takeFailure(const SyncJob &job, const EodhdFailure &failure)
{
    using Cause = EodhdFailure::Cause;
    if ((failure.cause == Cause::Network || failure.cause == Cause::TooFast) &&
        retries(job, failure))
        return;
    const int spent = failure.isFree() ? 0 : 1;
    // Funds and indices have neither splits nor dividends.
    const bool saysNone =
            failure.cause == Cause::UnknownSymbol || failure.cause == Cause::Malformed;
    if (job.stage == Stage::Splits && saysNone) {
        giveBack(1 - spent);
        m_queue.goOn({job.symbol, Stage::Dividends, 1, {}, {}, {}, 1});
        return;
    }
    giveBack(job.paidCalls - spent);
    if (job.stage == Stage::Dividends && saysNone) {
        storeActions(job, {});
    } else if (failure.cause == Cause::TokenRefused) {
        halt({Error::Kind::TokenRefused, failure.error.detail, ServiceName});
    } else if (failure.cause == Cause::QuotaUsed) {
        const Result<> blocked = noteQuotaUsed(m_link, m_clock.wall());
        halt(blocked ? failure.error : blocked.error());
    } else if (failure.cause == Cause::UnknownSymbol) {
        failAsset(
                job,
                {Error::Kind::NotFound, tr("EODHD does not know it; check the symbol"), job.symbol},
                failure.cause);
    } else if (failure.cause != Cause::Cancelled) {
        failAsset(job, failure.error, failure.cause);
    }
}

bool AssetSync::retries(const SyncJob &job, const EodhdFailure &failure)
{
    const auto now = m_clock.sinceBoot();
    const auto wait = m_retry.nextWait({job.attempt, true, failure.retryAfter, NoEnd});
    // The minute is used up for everybody, not for this symbol.
    if (failure.cause == EodhdFailure::Cause::TooFast)
        m_queue.pauseUntil(now + failure.retryAfter.value_or(DefaultPause));
    if (!wait)
        return false;
    m_queue.retry(job, now + *wait);
    return true;
}

// If that cannot be written, it is only some calls less today.
void AssetSync::giveBack(int calls)
{
    if (calls == 0)
        return;
    std::ignore = m_link.use(
            [&](SyncStore &store) { return store.giveBackCalls(calls, m_clock.wall()); });
}

void AssetSync::failUnusable(const SyncJob &job, const Error &error)
{
    giveBack(job.paidCalls - 1); // what was to be asked for after it
    failAsset(job, error, EodhdFailure::Cause::Unusable);
}

void AssetSync::failAsset(const SyncJob &job, const Error &error, EodhdFailure::Cause cause)
{
    using Cause = EodhdFailure::Cause;
    const bool isNetworks = cause == Cause::Network || cause == Cause::TooFast;
    tell(job.symbol, -1);
    const QString sentence = errorText(error);
    m_run.countFailure(job.symbol, sentence);
    m_unreached = isNetworks ? m_unreached + 1 : 0;
    // Bars that are stored are no failure because of dividends that are not.
    if (job.isForBars()) {
        const SyncFailure failure{job.symbol, sentence, cause == Cause::UnknownSymbol, isNetworks};
        const Result<> noted = m_link.use([&](SyncStore &store) {
            return store.storeFailure(failure, m_run.run(), m_clock.wall());
        });
        if (!noted)
            halt(noted.error());
    }
    m_lastFailure = error;
    if (m_unreached >= MostUnreached)
        halt(error);
}

void AssetSync::tell(const QString &symbol, int percent)
{
    if (percent < 0)
        m_told.remove(symbol);
    else
        m_told.insert(symbol);
    emit progressed(symbol, percent);
}

void AssetSync::end(const SyncJob &job)
{
    ++m_succeeded;
    m_unreached = 0;
    tell(job.symbol, 100);
    tell(job.symbol, -1);
}

void AssetSync::halt(const Error &problem)
{
    m_isHalted = true;
    if (!m_problem)
        m_problem = problem;
}

void AssetSync::finishIfDone()
{
    if (!m_isRunning || m_underWay > 0 || (!m_isHalted && !m_queue.isEmpty()))
        return;
    m_isRunning = false;
    m_wait.stop();
    giveBack(m_queue.clear()); // what waited for another try
    for (const QString &symbol : std::exchange(m_told, {}))
        emit progressed(symbol, -1);
    if (!m_problem && m_succeeded == 0)
        m_problem = m_lastFailure; // nothing else came of it
    m_run.end(m_clock.wall(), m_succeeded > 0, m_problem);
    const CollectionRun run = m_run.run();
    if (run.attempts > 0) {
        const Result<> recorded = m_link.use([&](SyncStore &store) { return store.putRun(run); });
        if (!recorded && !m_problem)
            m_problem = recorded.error();
    }
    emit finished(run, m_problem);
}
