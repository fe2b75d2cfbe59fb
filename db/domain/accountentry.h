// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/quantity.h"

#include <QDate>
#include <QDateTime>
#include <QList>

#include <optional>

// What the owner's account tells beside its balances. Orders are those that are open now, whatever
// the range of days; the others are what happened in it.
enum class AccountList { Orders, Trades, Deposits, Withdrawals, Transfers };

[[nodiscard]] QString accountListName(AccountList list); // "orders", "transfers"
[[nodiscard]] std::optional<AccountList> accountListFromName(QStringView name);

// One row of a list as the account has it. A number that cannot be read is not there; it is never
// zero instead.
struct AccountEntry {
    enum class Kind { BuyOrder, SellOrder, Bought, Sold, Deposit, Withdrawal, Sent, Received };

    Kind kind = Kind::Deposit;
    QDateTime time;   // UTC; invalid: not known
    QString id;       // of an order; empty where the account gives none
    QString coin;     // upper case: "BTC"; "AUD" of deposits and withdrawals
    QString market;   // "BTC/AUD"; empty where there is none
    QString type;     // the account's own word: "instant", "stop loss", "PayID"
    QString status;   // of deposits and withdrawals, the account's own word
    QString remark;   // reference, address or sender
    QString currency; // of rate, total and fee
    std::optional<Quantity> amount;
    std::optional<Quantity> rate;
    std::optional<Quantity> total;
    std::optional<Quantity> fee; // with its tax

    friend bool operator==(const AccountEntry &, const AccountEntry &) = default;
};

[[nodiscard]] QString accountEntryKindName(AccountEntry::Kind kind); // "buy_order", "received"

struct AccountHistoryRequest {
    AccountList list = AccountList::Trades;
    QDate from; // UTC days, both included
    QDate to;
};

struct AccountHistory {
    AccountHistoryRequest request;
    QList<AccountEntry> entries; // newest first, those without a time last
    QList<QDate> cutDays;        // the account held back a part of these
};

// Whether a key may only read. CoinSpot fixes it when the key is made.
enum class KeyAccess { Unknown, ReadOnly, Full };

Q_DECLARE_METATYPE(AccountHistoryRequest)
Q_DECLARE_METATYPE(AccountHistory)
Q_DECLARE_METATYPE(KeyAccess)
