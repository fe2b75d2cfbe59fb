// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/portfoliocommand.h"

#include "app/cli/eventloop.h"
#include "app/cli/portfoliotext.h"
#include "app/cli/secretproblem.h"
#include "app/network/marketurl.h"
#include "db/assets/assetstore.h"
#include "db/portfolio/positionstore.h"
#include "db/portfolio/valuation.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace {

QList<Credential> accountCredentials()
{
    return {Credential::coinspotKey(), Credential::coinspotSecret()};
}

// The asset's, where one is registered and knows it.
QString costCurrency(const std::optional<Asset> &asset, const QString &symbol)
{
    return asset && !asset->currency.isEmpty() ? asset->currency : usualCurrency(symbol);
}

// Runs change(store, connection) and prints the position that it returns.
template <typename Change>
ExitCode changePositions(const Context &context, const char *member, const QString &sentence,
                         const Change &change)
{
    const Result<std::unique_ptr<Connection>> connection = openToWrite(context);
    if (!connection)
        return context.failed(connection.error());
    PositionStore store{**connection};
    const Result<Position> done = change(store, **connection);
    if (!done)
        return context.failed(done.error());
    return context.output.done({{QLatin1StringView{member}, jsonOf(*done)}},
                               sentence.arg(lineOf(*done)).arg(done->id));
}

} // namespace

Result<AccountSettings> accountSettings(const Context &context)
{
    const QString text = qEnvironmentVariable("COINSPOT_BASE_URL");
    const Result<QUrl> server =
            text.isEmpty() ? defaultCoinspotUrl() : parseBaseUrl(text, u"COINSPOT_BASE_URL");
    return server.transform([&](const QUrl &url) {
        return AccountSettings{url, AccountSettings::folderBelow(context.dataFolder),
                               accountKeysFrom(context.credentials)};
    });
}

Position PositionEdit::applied(Position position) const
{
    position.symbol = symbol.value_or(position.symbol);
    position.quantity = quantity.value_or(position.quantity);
    position.cost = cost.value_or(position.cost);
    position.currency = currency.value_or(position.currency);
    position.openedAt = openedAt.value_or(position.openedAt);
    position.note = note.value_or(position.note);
    return position;
}

PortfolioSyncCommand::PortfolioSyncCommand(const Context &context, AccountSettings account)
    : m_context{context}
    , m_account{std::move(account)}
{
    connect(&m_account, &AccountService::balancesLoaded, this, &PortfolioSyncCommand::store);
    connect(&m_account, &AccountService::balancesFailed, this, [this](const Error &error) {
        emit finished(failedWithSecrets(m_context, accountCredentials(), error));
    });
}

void PortfolioSyncCommand::start()
{
    // First, so that a database that takes no changes costs no call.
    Result<std::unique_ptr<Connection>> connection = openToWrite(m_context);
    if (!connection) {
        emit finished(m_context.failed(connection.error()));
        return;
    }
    m_connection = std::move(*connection);
    m_account.loadBalances();
}

void PortfolioSyncCommand::store(const AccountBalances &balances, KeyAccess access)
{
    if (access == KeyAccess::Full)
        m_context.output.note(fullAccessWarning());
    QStringList names;
    QJsonArray unreadable;
    for (const auto &[name, reason] : balances.unreadable) {
        names.append(name);
        unreadable.append(QJsonObject{{u"name"_s, name}, {u"reason"_s, reason}});
        m_context.output.note(tr("The balance of %1 cannot be read: %2. Its position stays as it "
                                 "is.")
                                      .arg(name, reason));
    }
    const Result<PositionSync> done =
            PositionStore{*m_connection}.sync(balances.balances, names, Context::now());
    if (!done) {
        emit finished(m_context.failed(done.error()));
        return;
    }
    emit finished(m_context.output.done(
            {{u"added"_s, done->added},
             {u"changed"_s, done->changed},
             {u"removed"_s, done->removed},
             {u"unchanged"_s, done->unchanged},
             {u"unreadable"_s, unreadable},
             {u"access"_s, keyAccessName(access)}},
            tr("The account is in: %1 added, %2 changed, %3 removed, %4 unchanged.")
                    .arg(done->added)
                    .arg(done->changed)
                    .arg(done->removed)
                    .arg(done->unchanged)));
}

PortfolioHistoryCommand::PortfolioHistoryCommand(const Context &context, AccountSettings account,
                                                 const AccountHistoryRequest &request)
    : m_context{context}
    , m_request{request}
    , m_account{std::move(account)}
{
    connect(&m_account, &AccountService::historyLoaded, this,
            [this](quint64, const AccountHistory &history) {
                emit finished(m_context.output.done(jsonOf(history), textOf(history)));
            });
    connect(&m_account, &AccountService::historyFailed, this, [this](quint64, const Error &error) {
        emit finished(failedWithSecrets(m_context, accountCredentials(), error));
    });
}

void PortfolioHistoryCommand::start()
{
    m_account.loadHistory(1, m_request);
}

ExitCode syncPortfolio(const Context &context)
{
    const Result<AccountSettings> settings = accountSettings(context);
    if (!settings)
        return context.output.failed(settings.error());
    PortfolioSyncCommand command{context, *settings};
    return runOnEventLoop(command);
}

ExitCode showHistory(const Context &context, const AccountHistoryRequest &request)
{
    const Result<AccountSettings> settings = accountSettings(context);
    if (!settings)
        return context.output.failed(settings.error());
    PortfolioHistoryCommand command{context, *settings, request};
    return runOnEventLoop(command);
}

ExitCode showPositions(const Context &context)
{
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    const Result<Portfolio> portfolio = valuedPortfolio(**connection);
    if (!portfolio)
        return context.failed(portfolio.error());
    return context.output.done(jsonOf(*portfolio), textOf(*portfolio));
}

ExitCode addPosition(const Context &context, const PositionEdit &edit)
{
    Position written = edit.applied({});
    const bool hasCurrency = edit.currency.has_value();
    if (!hasCurrency)
        written.currency = usualCurrency(written.symbol);
    const Result<Position> position = checkedPosition(written, Context::now());
    if (!position) // before there is a database
        return context.output.failed(position.error());
    return changePositions(context, "added", PortfolioSyncCommand::tr("Added %1. Its id is %2."),
                           [&](PositionStore &store, const Connection &connection) {
                               return AssetStore{connection}
                                       .find(position->symbol)
                                       .and_then([&](const std::optional<Asset> &asset) {
                                           Position known = *position;
                                           if (!hasCurrency)
                                               known.currency = costCurrency(asset, known.symbol);
                                           return checkedPosition(known, Context::now());
                                       })
                                       .and_then([&](const Position &known) {
                                           return store.add(known, Context::now());
                                       });
                           });
}

ExitCode editPosition(const Context &context, qint64 id, const PositionEdit &edit)
{
    return changePositions(
            context, "changed", PortfolioSyncCommand::tr("Changed to %1. Its id is %2."),
            [&](PositionStore &store, const Connection &) {
                return store.find(id)
                        .and_then([&](const Position &known) {
                            return checkedPosition(edit.applied(known), Context::now());
                        })
                        .and_then([&](const Position &changed) {
                            return store.edit(changed, Context::now());
                        });
            });
}

ExitCode removePosition(const Context &context, qint64 id)
{
    return changePositions(
            context, "removed", PortfolioSyncCommand::tr("Removed %1. Its id was %2."),
            [&](PositionStore &store, const Connection &) { return store.remove(id); });
}
