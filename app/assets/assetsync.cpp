// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/assetsync.h"

#include "db/domain/errortext.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto ServiceName = "EODHD"_L1;
constexpr std::chrono::milliseconds DefaultPause = 60s; // 429 without Retry-After
// A queue has no slot that ends: attempts are limited by their number alone.
constexpr std::chrono::milliseconds NoEnd = 24h;

// 00:00 GMT, and a little after it: everybody else waits for the same moment.
QDateTime nextMidnight(const QDateTime &now)
{
    return now.date().addDays(1).startOfDay(Qt::UTC).addSecs(
            QRandomGenerator::global()->bounded(600));
}

} // namespace

AssetSync::AssetSync(EodhdClient &client, StorageLink &link, Clock clock, RetryPolicy retry,
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

// Runs work(store) on the open database.
template <typename Use> auto AssetSync::use(const Use &work)
{
    return m_link.use([&](const Connection &connection) {
        SyncStore store{connection};
        return work(store);
    });
}

void AssetSync::start(const QStringList &symbols)
{
    if (m_isRunning)
        return;
    m_isRunning = true;
    m_isHalted = false;
    m_hasActionJobs = false;
    m_named = symbols;
    m_queue.clear();
    m_succeeded = 0;
    m_pausedUntil = {};
    m_problem.reset();
    const QDateTime now = m_clock.wall();
    m_run.begin(now);
    if (const Result<> filled = fillQueue(symbols); !filled)
        halt(filled.error());
    QMetaObject::invokeMethod(this, &AssetSync::pump, Qt::QueuedConnection);
}

void AssetSync::stop()
{
    if (!m_isRunning || m_isHalted)
        return;
    halt({Error::Kind::Cancelled, {}, ServiceName});
    m_client.cancel();
    QMetaObject::invokeMethod(this, &AssetSync::finishIfDone, Qt::QueuedConnection);
}

Result<> AssetSync::fillQueue(const QStringList &symbols)
{
    const Result<AssetBoard> board =
            use([&](SyncStore &store) { return store.queue(m_run.run().startedAt); });
    if (!board)
        return fail(board.error());
    QList<AssetRow> rows = board->rows;
    for (const QString &symbol : symbols) {
        const auto row = std::ranges::find(rows, symbol,
                                           [](const AssetRow &row) { return row.asset.symbol; });
        if (row == rows.end())
            return fail(Error::Kind::NotFound,
                        tr("'tidemarkctl assets add %1' registers it").arg(symbol), symbol);
        m_queue.push_back({symbol});
    }
    if (!symbols.isEmpty())
        return {};
    std::ranges::sort(rows, {}, &AssetRow::place);
    for (const AssetRow &row : std::as_const(rows)) {
        if (row.place > 0)
            m_queue.push_back({row.asset.symbol});
    }
    return {};
}

// When all bars are there: what splits and dividends cost may not keep another asset waiting.
Result<> AssetSync::addActionJobs()
{
    m_hasActionJobs = true;
    const Result<AssetBoard> board =
            use([&](SyncStore &store) { return store.queue(m_run.run().startedAt); });
    const Result<QHash<QString, SyncRecord>> records =
            use([](SyncStore &store) { return store.records(); });
    if (!board || !records)
        return fail(!board ? board.error() : records.error());
    for (const AssetRow &row : board->rows) {
        const QString &symbol = row.asset.symbol;
        const bool isMeant = m_named.isEmpty() ? row.asset.isActive : m_named.contains(symbol);
        if (isMeant && records->value(symbol).wantsActions &&
            row.asset.state != SyncState::HistoryChanged)
            m_queue.push_back({symbol, Stage::Splits});
    }
    return {};
}

void AssetSync::pump()
{
    if (!m_isRunning)
        return;
    const auto now = m_clock.sinceBoot();
    while (!m_isHalted && m_underWay < EodhdClient::MostUnderWay && now >= m_pausedUntil) {
        const auto next =
                std::ranges::find_if(m_queue, [&](const Job &job) { return job.readyAt <= now; });
        if (next == m_queue.end())
            break;
        Job job = std::move(*next);
        m_queue.erase(next);
        if (!ask(std::move(job)))
            break;
    }
    if (!m_isHalted && m_queue.empty() && m_underWay == 0 && !m_hasActionJobs) {
        if (const Result<> added = addActionJobs(); !added)
            halt(added.error());
        else if (!m_queue.empty())
            return pump();
    }
    if (!m_isHalted && !m_queue.empty() && m_underWay < EodhdClient::MostUnderWay) {
        const auto first = std::ranges::min(m_queue, {}, &Job::readyAt).readyAt;
        const auto wait = std::max(first, m_pausedUntil) - now;
        if (wait > 0ms)
            m_wait.start(wait);
    }
    finishIfDone();
}

bool AssetSync::ask(Job job)
{
    const QDateTime now = m_clock.wall();
    const Result<bool> taken = use([&](SyncStore &store) { return store.takeCalls(1, now); });
    if (!taken || !*taken) {
        halt(taken ? Error{Error::Kind::CallsUsedUp, {}, ServiceName} : taken.error());
        return false;
    }
    if (job.stage == Stage::Daily) {
        const Result<QDate> from =
                use([&](SyncStore &store) { return store.requestFrom(job.symbol); });
        if (!from) {
            halt(from.error());
            return false;
        }
        job.from = *from;
    }
    EodhdRequest request;
    switch (job.stage) {
    case Stage::Daily:
    case Stage::History:
        request = EodhdRequest::daily(job.symbol, job.from);
        break;
    case Stage::Splits:
        request = EodhdRequest::splits(job.symbol);
        break;
    case Stage::Dividends:
        request = EodhdRequest::dividends(job.symbol);
        break;
    }
    ++m_underWay;
    m_run.countRequest();
    emit progressed(job.symbol, job.stage == Stage::Daily ? 0 : 50);
    m_client.ask(request,
                 [this, job = std::move(job)](const EodhdAnswer &answer) { take(job, answer); });
    return true;
}

void AssetSync::take(const Job &job, const EodhdAnswer &answer)
{
    --m_underWay;
    if (answer)
        takeBody(job, *answer);
    else
        takeFailure(job, answer.error());
    pump();
}

void AssetSync::takeBody(const Job &job, const QByteArray &body)
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

void AssetSync::takeDaily(const Job &job, const QByteArray &body)
{
    const QDateTime now = m_clock.wall();
    Result<DailyAnswer> answer = parseDailyBars(body, now.date());
    if (!answer) {
        failAsset(job, {Error::Kind::Parse, answer.error().detail, ServiceName}, false);
        return;
    }
    m_run.count(answer->tally, job.symbol);
    if (answer->bars.isEmpty() && !job.from.isValid()) {
        failAsset(job, {Error::Kind::NotFound, tr("EODHD has no usable bar of it"), job.symbol},
                  false);
        return;
    }
    emit progressed(job.symbol, 75);
    const DailyHistory history{job.symbol, job.from, std::move(answer->bars),
                               lastReadyDay(exchangeOf(job.symbol), now)};
    const Result<DailyStored> stored =
            use([&](SyncStore &store) { return store.storeDaily(history, m_run.run(), now); });
    if (!stored) {
        halt(stored.error());
        return;
    }
    if (stored->needsHistory) {
        m_queue.push_front({job.symbol, Stage::History});
        return;
    }
    end(job);
    if (stored->stored + stored->changed > 0)
        emit this->stored(job.symbol);
}

void AssetSync::takeSplits(const Job &job, const QByteArray &body)
{
    const Result<ActionsAnswer> answer = parseSplits(body);
    if (!answer) {
        failAsset(job, {Error::Kind::Parse, answer.error().detail, ServiceName}, false);
        return;
    }
    m_run.count(answer->tally, job.symbol);
    m_queue.push_front({job.symbol, Stage::Dividends, 1, {}, {}, answer->actions});
}

void AssetSync::takeDividends(const Job &job, const QByteArray &body)
{
    const Result<ActionsAnswer> answer = parseDividends(body);
    if (!answer) {
        failAsset(job, {Error::Kind::Parse, answer.error().detail, ServiceName}, false);
        return;
    }
    m_run.count(answer->tally, job.symbol);
    storeActions(job, answer->actions);
}

void AssetSync::storeActions(const Job &job, const QList<CorporateAction> &dividends)
{
    const Result<> done = use([&](SyncStore &store) {
        return store.storeActions(job.symbol, job.splits, dividends, m_clock.wall());
    });
    if (!done) {
        halt(done.error());
        return;
    }
    end(job);
    emit stored(job.symbol);
}

void AssetSync::takeFailure(const Job &job, const EodhdFailure &failure)
{
    using Cause = EodhdFailure::Cause;
    const QDateTime now = m_clock.wall();
    switch (failure.cause) {
    case Cause::Cancelled:
        emit progressed(job.symbol, -1);
        return;
    case Cause::TokenRefused:
        emit progressed(job.symbol, -1);
        halt({Error::Kind::TokenRefused, failure.error.detail, ServiceName});
        return;
    case Cause::QuotaUsed: {
        emit progressed(job.symbol, -1);
        const Result<> blocked =
                use([&](SyncStore &store) { return store.blockUntil(nextMidnight(now), now); });
        halt(blocked ? failure.error : blocked.error());
        return;
    }
    case Cause::PlanTooSmall:
    case Cause::UnknownSymbol:
    case Cause::Malformed:
        // Funds, indices and currencies have neither; some plans do not tell.
        if (job.stage == Stage::Splits) {
            m_queue.push_front({job.symbol, Stage::Dividends});
            return;
        }
        if (job.stage == Stage::Dividends) {
            storeActions(job, {});
            return;
        }
        break;
    case Cause::Network:
    case Cause::TooFast:
        if (retries(job, failure))
            return;
        break;
    case Cause::Unusable:
        break;
    }
    Error error = failure.error;
    if (failure.cause == Cause::UnknownSymbol)
        error = {Error::Kind::NotFound, tr("EODHD does not know it; check the symbol"), job.symbol};
    failAsset(job, error, failure.cause == Cause::UnknownSymbol);
}

bool AssetSync::retries(const Job &job, const EodhdFailure &failure)
{
    const auto now = m_clock.sinceBoot();
    const bool isTooFast = failure.cause == EodhdFailure::Cause::TooFast;
    const auto wait = m_retry.nextWait({job.attempt, true, failure.retryAfter, NoEnd});
    // The minute is used up for everybody, not for this symbol.
    if (isTooFast)
        m_pausedUntil = now + std::max(failure.retryAfter.value_or(DefaultPause),
                                       wait.value_or(DefaultPause));
    if (!wait)
        return false;
    Job again = job;
    ++again.attempt;
    again.readyAt = isTooFast ? m_pausedUntil : now + *wait;
    m_queue.push_back(std::move(again));
    // A failed call costs nothing there (market-apis.md 2.2); if it cannot be given back, it is
    // only one call less today.
    std::ignore = use([&](SyncStore &store) { return store.giveBackCalls(1, m_clock.wall()); });
    return true;
}

void AssetSync::failAsset(const Job &job, const Error &error, bool isUnknownSymbol)
{
    emit progressed(job.symbol, -1);
    const QString sentence = errorText(error);
    m_run.countFailure(job.symbol, sentence);
    // Bars that are stored are no failure because of dividends that are not.
    if (job.stage == Stage::Splits || job.stage == Stage::Dividends)
        return;
    const Result<> noted = use([&](SyncStore &store) {
        return store.storeFailure({job.symbol, sentence, isUnknownSymbol}, m_run.run(),
                                  m_clock.wall());
    });
    if (!noted)
        halt(noted.error());
}

void AssetSync::end(const Job &job)
{
    ++m_succeeded;
    emit progressed(job.symbol, 100);
    emit progressed(job.symbol, -1);
}

void AssetSync::halt(const Error &problem)
{
    m_isHalted = true;
    if (!m_problem)
        m_problem = problem;
}

void AssetSync::finishIfDone()
{
    if (!m_isRunning || m_underWay > 0 || (!m_isHalted && !m_queue.empty()))
        return;
    m_isRunning = false;
    m_wait.stop();
    m_run.end(m_clock.wall(), m_succeeded > 0, m_problem);
    const CollectionRun run = m_run.run();
    if (run.attempts > 0) {
        const Result<> recorded = use([&](SyncStore &store) { return store.putRun(run); });
        if (!recorded && !m_problem)
            m_problem = recorded.error();
    }
    emit finished(run, m_problem);
}
