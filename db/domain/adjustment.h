// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/corporateaction.h"
#include "db/domain/dailybar.h"

#include <QList>
#include <QMetaType>

#include <memory>

// What became of a split or dividend in the adjusted prices.
enum class ActionUse {
    Used,
    SwitchedOff,   // a person left it out
    Incomplete,    // a split without two numbers above zero, a dividend without a value above zero
    Repeated,      // the same split stands beside it, and the price did not move by this one
    OtherCurrency, // a dividend that is not in the currency of the price
    TooLarge,      // a dividend that is not below the price before it
    BeforePrices,  // no price is stored of the time before it
    AfterPrices,   // the first price behind it is still to come
};

// Makes prices of different times comparable: every price before a split or an ex-date is
// multiplied by what that event made of the holding, so that the newest prices stay as traded.
//
//   split n for d      d / n
//   cash dividend v    1 - v / p,  p the last close before the ex-date
//
// This is the method of the Center for Research in Security Prices (CRSP), by which EODHD and
// Yahoo make their adjusted close; the formula with examples: help.yahoo.com, "What is the adjusted
// close?". Dividends of one day count together, and beside a split of that day p is the close in
// shares of the day. v is as paid then: EODHD's value is adjusted for later splits, so it is
// multiplied by their ratios again, also by those that are switched off. Where no action is known
// at all (funds; not asked for yet) it is a day's adjusted close by its close.
//
// Providers tell some splits twice, on neighbouring days (market-apis.md 2.9). Of two with the same
// ratio within a week the one that the close did not follow counts as not told; where it followed
// neither, the later one.
//
// Exact: factors are whole numbers by whole numbers, whatever their length, and each price is
// rounded once. Only raw prices and the actions that are enabled count, so what is switched off
// leaves no trace. Cheap to copy; any thread.
class Adjustment final
{
public:
    // bars: all that are stored of the symbol, by day. currency: the asset's; where it or the
    // dividend's is not known, they count as the same.
    Adjustment(const QList<DailyBar> &bars, const QList<CorporateAction> &actions,
               const QString &currency);

    // The price of this day adjusted, to eight decimals, half to even. One that has grown over
    // twelve digits is the largest that there is.
    [[nodiscard]] Price apply(Price price, const QDate &day) const;

    // By action.
    [[nodiscard]] const QList<ActionUse> &uses() const { return m_uses; }

private:
    struct Factors;

    std::shared_ptr<const Factors> m_factors;
    QList<ActionUse> m_uses;
};

Q_DECLARE_METATYPE(ActionUse)
