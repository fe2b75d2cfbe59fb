// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

#include <QList>
#include <QString>

#include <optional>

// What a term of a condition looks at.
enum class AlertMeasure {
    Price,        // the last price
    Change,       // percent since span ago; negative when it fell
    Move,         // the same without its sign
    Difference,   // the amount since span ago; negative when it fell
    DropFromHigh, // percent under the highest of span, in days, today among them
    RiseFromLow,  // percent over the lowest of span
    Average,      // percent by which the average close of span stands over that of longSpan
    Spread,       // percent of the ask
    Volume,       // as the source tells it; coins have none
    NoData,       // minutes since the newest price
};

enum class AlertComparison {
    Above,
    Below,
    CrossesAbove, // above now, and seen at or below since it was above before
    CrossesBelow,
    Crosses, // from either side; met at that price only
};

enum class AlertUnit { Money, Percent, Count, Minutes };

[[nodiscard]] AlertUnit unitOf(AlertMeasure measure);
// Whether it looks back over a span.
[[nodiscard]] bool hasSpan(AlertMeasure measure);

// One comparison with a level, such as "change 1h above 5 clear 3".
struct AlertTerm {
    AlertMeasure measure = AlertMeasure::Price;
    qint64 spanMs = 0;     // of the measures that have one
    qint64 longSpanMs = 0; // of an average: what it is compared with
    AlertComparison comparison = AlertComparison::Above;
    Price level; // in unitOf(measure)
    // Once met it stays met until the value is behind this one (hysteresis); without it, until it
    // is no longer beyond the level.
    std::optional<Price> clear;

    // For people: "change 1h above 5% clear 3%".
    [[nodiscard]] QString fullText() const;

    friend bool operator==(const AlertTerm &, const AlertTerm &) = default;
};

// Terms joined by "and" and "or"; "and" binds first, so this is a list of alternatives, each met
// when all of its terms are.
//
//     term       = [measure] comparison [level] ["clear" level]
//     measure    = "price" | "change" span | "move" span | "difference" span | "high" span
//                | "low" span | "average" span "over" span | "spread" | "volume" | "no data"
//     comparison = "above" | "below" | "crosses" ["above" | "below"]
//
// "high 30d above 10" is a price more than ten percent under the highest of 30 days; "no data"
// needs no comparison: its level is how long, "no data 15m".
struct AlertCondition {
    QList<QList<AlertTerm>> anyOf;

    // The level of the first term may be left out of the text and given beside it, like its clear
    // level. Levels take a sign and a percent sign, ">" and "<" stand for above and below. Refused
    // (Usage) with a sentence that names the word.
    [[nodiscard]] static Result<AlertCondition>
    parse(const QString &text, std::optional<Price> level = {}, std::optional<Price> clear = {});

    // As parse() reads it. The first term's level and clear level are left out, as they are stored
    // and shown beside it.
    [[nodiscard]] QString toString() const;
    // With all of its levels, for people: "above 142000 and spread below 0.5".
    [[nodiscard]] QString fullText() const;

    [[nodiscard]] const AlertTerm &first() const { return anyOf.constFirst().constFirst(); }

    friend bool operator==(const AlertCondition &, const AlertCondition &) = default;
};
