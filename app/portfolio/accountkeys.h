// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QObject>
#include <QString>

#include <functional>

class Credentials;

// The two halves of a CoinSpot key. Never for a log, an error or a file.
struct AccountKeys {
    QString key;
    QString secret;
};

using AccountKeysAnswer = std::function<void(const Result<AccountKeys> &keys)>;

// Where the keys come from. Answers once, through the event loop of context's thread, unless
// context is gone by then.
using AccountKeySource = std::function<void(QObject *context, AccountKeysAnswer answer)>;

// From the credentials coinspot-key and coinspot-secret, which outlive the source.
[[nodiscard]] AccountKeySource accountKeysFrom(Credentials &credentials);
