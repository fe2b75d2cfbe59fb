// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

#include <QDate>
#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

// One row of corporate_actions: a split or a cash dividend of one symbol.
struct CorporateAction {
    enum class Type { Split, Dividend };

    QDate date; // of a dividend the ex-date; the exchange's day
    Type type = Type::Split;
    int ordinal = 0;            // tells apart those of one type on one day, from 0
    std::optional<Price> value; // dividend a share, adjusted for later splits, as EODHD serves it
    std::optional<Price> numerator;   // split: new shares ...
    std::optional<Price> denominator; // ... for so many old ones; both above zero
    QString period;                   // "Quarterly", "SemiAnnual": an open set; empty when unknown
    QString currency;                 // of the dividend; empty when unknown
    bool isEnabled = true;            // false: a person left it out of the adjusted prices

    friend bool operator==(const CorporateAction &, const CorporateAction &) = default;
};

// The name in column action_type: "split", "dividend".
[[nodiscard]] QString actionTypeName(CorporateAction::Type type);
[[nodiscard]] std::optional<CorporateAction::Type> actionTypeFromName(QStringView name);

Q_DECLARE_METATYPE(CorporateAction)
