// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "app/portfolio/accountservice.h"

#include <QDate>

#include <optional>

// The account that COINSPOT_BASE_URL and the credentials name.
[[nodiscard]] Result<AccountSettings> accountSettings(const Context &context);

// What is written of a hand-made position; what is not given stays as it is.
struct PositionEdit {
    std::optional<QString> symbol;
    std::optional<Quantity> quantity;
    std::optional<std::optional<Quantity>> cost; // nothing inside: not known
    std::optional<QString> currency;
    std::optional<QDateTime> openedAt;
    std::optional<QString> note;

    [[nodiscard]] Position applied(Position position) const;
};

// portfolio sync: the account's balances become positions. Lives on the event loop.
class PortfolioSyncCommand final : public QObject
{
    Q_OBJECT

public:
    PortfolioSyncCommand(const Context &context, AccountSettings account);

    void start();

signals:
    void finished(ExitCode code);

private:
    void store(const AccountBalances &balances, KeyAccess access);

    const Context &m_context;
    std::unique_ptr<Connection> m_connection;
    AccountService m_account;
};

// portfolio history: a list of the account over some days. Lives on the event loop.
class PortfolioHistoryCommand final : public QObject
{
    Q_OBJECT

public:
    PortfolioHistoryCommand(const Context &context, AccountSettings account,
                            const AccountHistoryRequest &request);

    void start();

signals:
    void finished(ExitCode code);

private:
    const Context &m_context;
    AccountHistoryRequest m_request;
    AccountService m_account;
};

[[nodiscard]] ExitCode syncPortfolio(const Context &context);
[[nodiscard]] ExitCode showHistory(const Context &context, const AccountHistoryRequest &request);
[[nodiscard]] ExitCode showPositions(const Context &context);
[[nodiscard]] ExitCode addPosition(const Context &context, const PositionEdit &edit);
[[nodiscard]] ExitCode editPosition(const Context &context, qint64 id, const PositionEdit &edit);
[[nodiscard]] ExitCode removePosition(const Context &context, qint64 id);
