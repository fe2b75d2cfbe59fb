// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/assetedit.h"
#include "db/domain/result.h"

// Why a text cannot stand in that field of an asset, as a sentence that says what to do; empty when
// it can. The lengths are those of the columns of assets.
[[nodiscard]] QString assetNameFault(const QString &name);         // may be empty
[[nodiscard]] QString assetTypeFault(const QString &type);         // may be empty: not known
[[nodiscard]] QString assetCurrencyFault(const QString &currency); // may be empty: not known

// The edit as it is stored: texts trimmed, the currency in upper case. Refused (Usage) with the
// sentence of the first field that cannot stand.
[[nodiscard]] Result<AssetEdit> checkedEdit(AssetEdit edit);
