// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/accountentry.h"
#include "db/domain/position.h"
#include "db/domain/quote.h"

#include <QByteArray>
#include <QJsonObject>

// What CoinSpot's private API answers, read exactly: numbers stay the text that they were written
// as. Pure functions; errors are Parse or Http with the reason as detail.

// The document of an answer that says "ok", every number in it as text. Http with the server's own
// message where the status is another one.
[[nodiscard]] Result<QJsonObject> accountDocument(const QByteArray &body);

// The member "message" of a refusal, shortened for display; empty when there is none.
[[nodiscard]] QString accountMessage(const QByteArray &body);

// Whether a message is about the nonce.
[[nodiscard]] bool isAboutNonce(QStringView message);

struct AccountBalances {
    QList<AccountBalance> balances;  // also those that are zero
    QList<RejectedEntry> unreadable; // by name, as coin_type where it is one
};

// Takes a list of objects with one coin each, with several or with none, and the older form, one
// object. A coin given twice with two amounts is unreadable: which of them is meant?
[[nodiscard]] Result<AccountBalances> balancesIn(const QJsonObject &document);

// The rows of a list's answer. An entry that is no object is left out.
struct AccountPage {
    QList<AccountEntry> entries;
    int rows = 0;    // of all its lists together
    int longest = 0; // rows of the longest of its lists
};
[[nodiscard]] Result<AccountPage> pageIn(const QJsonObject &document, AccountList list);

Q_DECLARE_METATYPE(AccountBalances)
