// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// Why a text cannot stand in that field of an asset, as a sentence that says what to do; empty when
// it can. The lengths are those of the columns of assets.
[[nodiscard]] QString assetNameFault(const QString &name);         // may be empty
[[nodiscard]] QString assetTypeFault(const QString &type);         // may be empty: not known
[[nodiscard]] QString assetCurrencyFault(const QString &currency); // may be empty: not known
