// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/accountentry.h"
#include "db/domain/position.h"

#include <QLocale>

// The portfolio in words.

[[nodiscard]] QString positionSourceText(PositionSource source); // "Account", "By hand"
[[nodiscard]] QString accountListText(AccountList list);         // "Trades"
[[nodiscard]] QString accountEntryKindText(AccountEntry::Kind kind);

// "6,054.73 AUD", or why there is no sum.
[[nodiscard]] QString totalText(const CurrencyTotal &total, const QLocale &locale);
// "in 3 positions; ▲ 512.34 (12.81 %) on a cost of 4,000.00"; the part behind the semicolon only
// where a cost is known.
[[nodiscard]] QString totalNote(const CurrencyTotal &total, const QLocale &locale);
// "2 positions without a price are in no total."; empty for none.
[[nodiscard]] QString unpricedText(int count);

// "1 added, 2 changed, 0 removed": of a sync that is done.
[[nodiscard]] QString syncText(const PositionSync &sync);
// What lies between two days, or that nothing does.
[[nodiscard]] QString historyText(const AccountHistory &history, const QLocale &locale);
