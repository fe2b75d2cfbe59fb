// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/assetservice.h"

#include "app/assets/assetcsv.h"
#include "db/domain/currencymarket.h"

#include <QTimer>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto LookInterval = 60s; // an asset that gets due is asked for within a minute
// After a run that ended early, or a keychain that did not open.
constexpr std::chrono::milliseconds RetryInterval = 15min;
// What others collect meanwhile is counted no more often.
constexpr std::chrono::milliseconds CountInterval = 5min;

} // namespace

// Declared in the order in which they depend on each other.
struct AssetService::Parts {
    explicit Parts(const AssetServiceSettings &settings)
        : client{network, settings.eodhdServer}
        , link{settings.database}
        , sync{client, link, settings.clock}
    {}

    QNetworkAccessManager network;
    EodhdClient client;
    SyncLink link;
    AssetSync sync;
    QTimer timer;
};

AssetService::AssetService(AssetServiceSettings settings, QObject *parent)
    : QObject{parent}
    , m_settings{std::move(settings)}
{}

AssetService::~AssetService()
{
    if (!m_parts)
        return;
    // Nobody waits for the answers, but what was spent on them goes on record.
    m_parts->sync.disconnect(this);
    m_parts->sync.stopNow();
    m_parts->client.cancel(this);
}

template <typename Work> auto AssetService::use(const Work &work)
{
    return m_parts->link.use(work);
}

// Runs work(store), tells what it says and shows what it did.
template <typename Work> void AssetService::change(const Work &work)
{
    if (!m_parts)
        return;
    const auto done = use(work);
    if (!done) {
        emit refused(done.error());
        return;
    }
    refresh();
    look();
}

void AssetService::start()
{
    m_parts = std::make_unique<Parts>(m_settings);
    connect(&m_parts->sync, &AssetSync::progressed, this, &AssetService::progressed);
    connect(&m_parts->sync, &AssetSync::stored, this, &AssetService::stored);
    connect(&m_parts->sync, &AssetSync::finished, this, &AssetService::takeRun);
    connect(&m_parts->timer, &QTimer::timeout, this, &AssetService::look);
    m_parts->timer.start(LookInterval);
    refresh();
    look();
}

void AssetService::setCollecting(bool isCollecting)
{
    if (std::exchange(m_isCollecting, isCollecting) == isCollecting)
        return;
    if (!isCollecting && m_parts)
        m_parts->sync.stop();
    look();
}

void AssetService::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    if (isPaused && m_parts)
        m_parts->sync.stop();
    emit pausedChanged(isPaused);
    look();
}

void AssetService::tokenChanged()
{
    m_isHeld = false;
    m_notBefore = {};
    emit accepted();
    look();
}

// The timer's slot: starts a run where anything is due.
void AssetService::look()
{
    if (m_parts && !m_hasBoard) // at the start the database may not have been made
        refresh();
    const QDateTime now = m_settings.clock.wall();
    const bool isWaiting = m_notBefore.isValid() && now < m_notBefore;
    if (!m_parts || !m_isCollecting || m_isPaused || m_isHeld || isWaiting ||
        m_parts->sync.isRunning())
        return;
    const Result<AssetBoard> queue = use([&](SyncStore &store) { return store.queue(now); });
    // What is wrong with the database the collector says, again and again.
    if (!queue)
        return;
    const CallBudget &budget = queue->budget;
    const bool isDue =
            std::ranges::any_of(queue->rows, [](const AssetRow &row) { return row.place > 0; });
    if (isDue && budget.left() > 0 && !budget.isBlocked(now))
        sync({});
}

void AssetService::withToken(const std::function<void(const Error *problem)> &next)
{
    m_settings.readToken(this, [this, next](const Result<QString> &token) {
        if (!m_parts)
            return;
        if (token)
            m_parts->client.setToken(*token);
        next(token ? nullptr : &token.error());
    });
}

void AssetService::sync(const QStringList &symbols)
{
    if (!m_parts || m_parts->sync.isRunning())
        return;
    m_isHeld = true; // until the token is there: the timer does not ask twice
    withToken([this, symbols](const Error *problem) {
        // What is locked or slow now may open by itself; a token that is nowhere does not.
        m_isHeld = problem && problem->kind == Error::Kind::NotSet;
        if (problem) {
            m_notBefore = m_settings.clock.wall().addMSecs(RetryInterval.count());
            emit refused(*problem);
            return;
        }
        emit accepted();
        m_parts->sync.start(symbols);
    });
}

void AssetService::takeRun(const CollectionRun &run, const std::optional<Error> &problem)
{
    if (problem && problem->kind == Error::Kind::TokenRefused)
        m_isHeld = true;
    // Who stopped it says when it goes on, and the budget when there are calls again.
    if (problem && problem->kind != Error::Kind::Cancelled &&
        problem->kind != Error::Kind::CallsUsedUp) {
        m_notBefore = run.finishedAt.addMSecs(RetryInterval.count());
        emit refused(*problem);
    }
    if (run.stored > 0)
        m_countedAt = {};
    emit runFinished(run, problem);
    refresh();
    if (problem && problem->kind == Error::Kind::Cancelled)
        look(); // it may be wanted again by now
}

void AssetService::add(const QList<FoundAsset> &assets)
{
    change([&](SyncStore &store) {
        QList<Asset> added;
        for (const FoundAsset &found : assets)
            added.append(newAsset(found, true, m_settings.clock.wall()));
        return store.addAssets(added);
    });
}

void AssetService::import(const QList<ImportLine> &lines)
{
    change([&](SyncStore &store) {
        QList<Asset> added;
        for (const ImportLine &line : lines) {
            if (line.isNew())
                added.append(newAsset(line.asset, line.isActive, m_settings.clock.wall()));
        }
        return store.addAssets(added);
    });
}

void AssetService::setActive(const QStringList &symbols, bool isActive)
{
    AssetEdit edit;
    edit.isActive = isActive;
    this->edit(symbols, edit);
}

void AssetService::edit(const QStringList &symbols, const AssetEdit &edit)
{
    change([&](SyncStore &store) {
        return store.editAssets(symbols, edit, m_settings.clock.wall());
    });
}

void AssetService::remove(const QStringList &symbols)
{
    change([&](SyncStore &store) {
        return store.removeAssets(symbols).map(
                [this](const QList<Asset> &gone) { emit removed(gone); });
    });
}

void AssetService::restore(const QList<Asset> &assets)
{
    change([&](SyncStore &store) { return store.addAssets(assets); });
}

void AssetService::setPlan(int callsADay)
{
    change([&](SyncStore &store) { return store.setLimit(callsADay, m_settings.clock.wall()); });
}

void AssetService::notePlan(int callsADay, int used)
{
    change([&](SyncStore &store) {
        return store.notePlan(callsADay, used, m_settings.clock.wall());
    });
}

void AssetService::refresh()
{
    if (!m_parts)
        return;
    const QDateTime now = m_settings.clock.wall();
    const bool isCounted = m_countedAt.isValid() && m_countedAt <= now &&
                           m_countedAt.msecsTo(now) < CountInterval.count();
    if (!isCounted) {
        const Result<PriceRowsBySymbol> rows =
                use([](SyncStore &store) { return store.priceRows(); });
        if (!rows)
            return;
        m_rows = *rows;
        m_countedAt = now;
    }
    const Result<AssetBoard> board =
            use([&](SyncStore &store) { return store.board(now, m_rows); });
    if (!board)
        return;
    m_hasBoard = true;
    emit boardChanged(*board);
}

Result<QSet<QString>> AssetService::registered()
{
    return use([&](SyncStore &store) { return store.queue(m_settings.clock.wall()); })
            .transform([](const AssetBoard &board) {
                QSet<QString> symbols;
                for (const AssetRow &row : board.rows)
                    symbols.insert(row.asset.symbol);
                return symbols;
            });
}

void AssetService::search(const QString &text)
{
    find(EodhdRequest::search(text), parseSearch);
}

void AssetService::listExchange(const QString &exchange)
{
    find(EodhdRequest::symbolList(exchange),
         [exchange](const QByteArray &body) { return parseSymbolList(body, exchange); });
}

void AssetService::find(const EodhdRequest &request,
                        const std::function<Result<QList<FoundAsset>>(const QByteArray &)> &parse)
{
    withToken([this, request, parse](const Error *problem) {
        if (problem) {
            emit findFailed(*problem);
            return;
        }
        const QDateTime now = m_settings.clock.wall();
        const Result<bool> taken =
                use([&](SyncStore &store) { return store.takeCalls(request.calls, now); });
        if (!taken || !*taken) {
            emit findFailed(taken ? Error{Error::Kind::CallsUsedUp, {}, u"EODHD"_s}
                                  : taken.error());
            return;
        }
        m_parts->client.ask(request, this, [this, request, parse](const EodhdAnswer &answer) {
            if (!answer) {
                settleCalls(m_parts->link, answer.error(), request.calls, m_settings.clock.wall());
                emit findFailed(answer.error().error);
                return;
            }
            Result<QList<FoundAsset>> assets = parse(*answer);
            const Result<QSet<QString>> known = registered();
            if (!assets || !known) {
                emit findFailed(!assets ? assets.error() : known.error());
                return;
            }
            for (FoundAsset &asset : *assets)
                asset.isRegistered = known->contains(asset.symbol);
            emit found(*assets);
            refresh(); // one call less is left
        });
    });
}

void AssetService::previewImport(const QString &file)
{
    if (!m_parts)
        return;
    const Result<QSet<QString>> known = registered();
    if (!known) {
        emit importFailed(known.error());
        return;
    }
    Result<AssetImport> import = readAssetFile(file);
    if (!import) {
        emit importFailed(import.error());
        return;
    }
    for (ImportLine &line : import->lines)
        line.asset.isRegistered = known->contains(line.asset.symbol);
    emit importPreviewed(*import);
}
