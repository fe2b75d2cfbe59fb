// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/accountentry.h"

#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array<std::pair<AccountList, QLatin1StringView>, 5> ListNames{{
        {AccountList::Orders, "orders"_L1},
        {AccountList::Trades, "trades"_L1},
        {AccountList::Deposits, "deposits"_L1},
        {AccountList::Withdrawals, "withdrawals"_L1},
        {AccountList::Transfers, "transfers"_L1},
}};

constexpr std::array<std::pair<AccountEntry::Kind, QLatin1StringView>, 8> KindNames{{
        {AccountEntry::Kind::BuyOrder, "buy_order"_L1},
        {AccountEntry::Kind::SellOrder, "sell_order"_L1},
        {AccountEntry::Kind::Bought, "bought"_L1},
        {AccountEntry::Kind::Sold, "sold"_L1},
        {AccountEntry::Kind::Deposit, "deposit"_L1},
        {AccountEntry::Kind::Withdrawal, "withdrawal"_L1},
        {AccountEntry::Kind::Sent, "sent"_L1},
        {AccountEntry::Kind::Received, "received"_L1},
}};

} // namespace

QString accountListName(AccountList list)
{
    for (const auto &[known, name] : ListNames) {
        if (known == list)
            return name;
    }
    return {};
}

std::optional<AccountList> accountListFromName(QStringView name)
{
    for (const auto &[list, known] : ListNames) {
        if (known == name)
            return list;
    }
    return {};
}

QString accountEntryKindName(AccountEntry::Kind kind)
{
    for (const auto &[known, name] : KindNames) {
        if (known == kind)
            return name;
    }
    return {};
}
