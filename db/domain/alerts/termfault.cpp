// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/termfault.h"

#include "db/domain/alerts/leveltext.h"
#include "db/domain/alerts/rulewords.h"
#include "db/domain/alerts/span.h"
#include "db/domain/bar.h"
#include "db/domain/coin.h"
#include "db/domain/timespans.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// What a measure can be: from least, or above it, and below most.
struct ValueRange {
    std::optional<Price> least = {};
    bool hasLeast = true; // false: it is always above it
    std::optional<Price> most = {};
};

constexpr Price whole(int units)
{
    return Price::fromUnits(units * Price::Units{100'000'000});
}

// Prices are above zero, and so are asks.
ValueRange rangeOf(AlertMeasure measure)
{
    switch (measure) {
    case AlertMeasure::Price:
        return {.least = Price{}, .hasLeast = false};
    case AlertMeasure::Change:
    case AlertMeasure::Average:
        return {.least = whole(-100), .hasLeast = false};
    case AlertMeasure::Move:
    case AlertMeasure::RiseFromLow:
    case AlertMeasure::Volume:
        return {.least = Price{}};
    case AlertMeasure::DropFromHigh:
        return {.least = Price{}, .most = whole(100)};
    case AlertMeasure::Spread:
        return {.most = whole(100)}; // a bid above the ask was seen
    case AlertMeasure::Difference:
    case AlertMeasure::NoData:
        return {};
    }
    Q_UNREACHABLE();
}

bool isAlwaysAbove(const ValueRange &range, Price level)
{
    return range.least && (range.hasLeast ? level < *range.least : level <= *range.least);
}

bool isNeverAbove(const ValueRange &range, Price level)
{
    return range.most && level >= *range.most;
}

bool pointsUp(AlertComparison comparison)
{
    return comparison == AlertComparison::Above || comparison == AlertComparison::CrossesAbove;
}

bool isCrossing(AlertComparison comparison)
{
    return comparison != AlertComparison::Above && comparison != AlertComparison::Below;
}

QString percentText(Price value, AlertMeasure measure)
{
    return unitOf(measure) == AlertUnit::Percent ? levelText(value) + u'%' : levelText(value);
}

// A level outside of what there can be is met at any price, or at none.
QString levelFault(const AlertTerm &term)
{
    const ValueRange range = rangeOf(term.measure);
    const bool isUnder = isAlwaysAbove(range, term.level);
    // At the least itself it is never below.
    const bool isNeverBelow = range.least && term.level <= *range.least;
    const bool isOver = isNeverAbove(range, term.level);
    const bool isUp = pointsUp(term.comparison);
    const bool isAlways = !isCrossing(term.comparison) && (isUp ? isUnder : isOver);
    const bool isNever = isCrossing(term.comparison) ? isUnder || isOver
                         : isUp                      ? isOver
                                                     : isNeverBelow;
    if (!isAlways && !isNever)
        return {};
    const QString lead =
            isAlways ? RuleWords::tr("'%1' would be met at any price").arg(term.fullText())
                     : RuleWords::tr("'%1' would never be met").arg(term.fullText());
    if (isOver)
        return RuleWords::tr(
                       "%1, because what it looks at is always below %2. Write a lower level.")
                .arg(lead, percentText(*range.most, term.measure));
    if (range.hasLeast)
        return RuleWords::tr(
                       "%1, because what it looks at is never below %2. Write a higher level.")
                .arg(lead, percentText(*range.least, term.measure));
    return RuleWords::tr("%1, because what it looks at is always above %2. Write a higher level.")
            .arg(lead, percentText(*range.least, term.measure));
}

QString clearFault(const AlertTerm &term)
{
    if (!term.clear)
        return {};
    if (term.measure == AlertMeasure::NoData)
        return RuleWords::tr("'no data' ends with the next price and has no clear level.");
    if (term.comparison == AlertComparison::Crosses)
        return RuleWords::tr("'crosses' from either side has no clear level. Write 'crosses above' "
                             "or 'crosses below', or leave the clear level out.");
    const bool isUp = pointsUp(term.comparison);
    if (isUp && *term.clear > term.level)
        return RuleWords::tr("The clear level %1 must not be above the level %2: the rule is over "
                             "when the value is below it.")
                .arg(percentText(*term.clear, term.measure), percentText(term.level, term.measure));
    if (!isUp && *term.clear < term.level)
        return RuleWords::tr("The clear level %1 must not be below the level %2: the rule is over "
                             "when the value is above it.")
                .arg(percentText(*term.clear, term.measure), percentText(term.level, term.measure));
    const ValueRange range = rangeOf(term.measure);
    const bool isEndless =
            isUp ? range.least && *term.clear <= *range.least : isNeverAbove(range, *term.clear);
    if (isEndless)
        return RuleWords::tr("With the clear level %1 the rule would never be over: what it looks "
                             "at never goes beyond that. Write one nearer to the level %2.")
                .arg(percentText(*term.clear, term.measure), percentText(term.level, term.measure));
    return {};
}

// How often there are prices decides what can be seen of them.
QString spanFault(const AlertTerm &term, const QString &symbol)
{
    const bool isCoin = !coinOfSymbol(symbol).isEmpty();
    if (term.measure == AlertMeasure::NoData) {
        constexpr Price TenMinutes = whole(10);
        constexpr Price Day = whole(24 * 60);
        if (term.level <= Price{})
            return RuleWords::tr("'no data' needs a time above zero, such as 'no data 15m'.");
        if (isCoin && term.level < TenMinutes)
            return RuleWords::tr("Prices of coins come every five minutes, so 'no data' needs at "
                                 "least 10m there.");
        if (!isCoin && term.level <= Day)
            return RuleWords::tr("%1 has one price a day, so 'no data' needs more than 1d there; "
                                 "a weekend is no longer than 'no data 4d'.")
                    .arg(symbol);
        return {};
    }
    if (!hasSpan(term.measure))
        return {};
    const bool countsWholeDays = term.measure != AlertMeasure::Change &&
                                 term.measure != AlertMeasure::Move &&
                                 term.measure != AlertMeasure::Difference;
    if (!isCoin && countsWholeDays && (term.spanMs % DayMs != 0 || term.longSpanMs % DayMs != 0))
        return RuleWords::tr("%1 has one price a day, so an average is that of whole days: "
                             "'average 20d over 50d'.")
                .arg(symbol);
    if (!isCoin && term.spanMs < DayMs)
        return RuleWords::tr("%1 has one price a day, so '%2' is too short. Write 1d or more.")
                .arg(symbol, spanText(term.spanMs));
    if (isCoin && term.spanMs < SlotMs)
        return RuleWords::tr("Prices of coins come every five minutes, so '%1' is too short. Write "
                             "5m or more.")
                .arg(spanText(term.spanMs));
    return {};
}

} // namespace

QString termFault(const AlertTerm &term, const AlertRule &rule)
{
    const bool isCoin = !coinOfSymbol(rule.symbol).isEmpty();
    if (const QString fault = clearFault(term); !fault.isEmpty())
        return fault;
    if (term.comparison == AlertComparison::Crosses && rule.holdMs > 0)
        return RuleWords::tr("'crosses' from either side is over as soon as it is seen and cannot "
                             "hold. Write 'crosses above' or 'crosses below'.");
    if (term.measure == AlertMeasure::Price && term.level <= Price{})
        return RuleWords::tr("A price is above zero, so its level must be, too.");
    if (term.measure == AlertMeasure::Volume && isCoin)
        return RuleWords::tr("CoinSpot tells no volume of its coins, so a rule on it would never "
                             "fire.");
    if (term.measure == AlertMeasure::Spread && !isCoin)
        return RuleWords::tr("EODHD tells no bid and ask of %1, so a rule on the spread would "
                             "never fire.")
                .arg(rule.symbol);
    if (const QString fault = spanFault(term, rule.symbol); !fault.isEmpty())
        return fault;
    return levelFault(term);
}
