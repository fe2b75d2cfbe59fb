// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/alertsight.h"

#include <algorithm>

namespace {

void set(quint32 &bits, quint32 bit, bool isSet)
{
    bits = isSet ? bits | bit : bits & ~bit;
}

bool isMetUpward(const AlertTerm &term, Price value, bool wasMet)
{
    return value > term.level || (wasMet && term.clear && value >= *term.clear);
}

bool isMetDownward(const AlertTerm &term, Price value, bool wasMet)
{
    return value < term.level || (wasMet && term.clear && value <= *term.clear);
}

// Met from the moment on at which the value comes from the other side, as long as it stays.
bool isMetByCrossing(bool isBeyond, bool wasMet, quint32 bit, AlertState &state)
{
    if (!isBeyond) {
        state.armed |= bit;
        return false;
    }
    const bool isMet = wasMet || (state.armed & bit) != 0;
    set(state.armed, bit, !isMet && (state.armed & bit) != 0);
    return isMet;
}

bool isMet(const AlertTerm &term, Price value, quint32 bit, AlertState &state)
{
    const bool wasMet = (state.met & bit) != 0;
    if (term.measure == AlertMeasure::NoData)
        return value >= term.level;
    switch (term.comparison) {
    case AlertComparison::Above:
        return isMetUpward(term, value, wasMet);
    case AlertComparison::Below:
        return isMetDownward(term, value, wasMet);
    case AlertComparison::CrossesAbove:
        return isMetByCrossing(isMetUpward(term, value, wasMet), wasMet, bit, state);
    case AlertComparison::CrossesBelow:
        return isMetByCrossing(isMetDownward(term, value, wasMet), wasMet, bit, state);
    case AlertComparison::Crosses:
        break;
    }
    const bool isAbove = value > term.level;
    const bool hasCrossed = (state.armed & bit) != 0 && isAbove != ((state.above & bit) != 0);
    state.armed |= bit;
    set(state.above, bit, isAbove);
    return hasCrossed;
}

} // namespace

AlertSight AlertSight::of(const AlertCondition &condition, AlertState &state,
                          const PriceHistory &history, qint64 nowMs, qint64 sinceMs)
{
    AlertSight sight;
    quint32 bit = 1;
    // Every term is looked at: each remembers what it saw.
    for (const QList<AlertTerm> &all : condition.anyOf) {
        Truth truth = Truth::Yes;
        std::optional<Price> firstValue;
        for (const AlertTerm &term : all) {
            const std::optional<Price> value = history.value(term, nowMs, sinceMs);
            Truth one = Truth::Unknown;
            if (value) {
                const bool met = isMet(term, *value, bit, state);
                set(state.met, bit, met);
                one = met ? Truth::Yes : Truth::No;
            }
            if (&term == &all.constFirst())
                firstValue = value;
            truth = std::min(truth, one);
            bit <<= 1;
        }
        if (truth == Truth::Yes && sight.truth != Truth::Yes) {
            sight.term = &all.constFirst();
            sight.value = *firstValue;
        }
        sight.truth = std::max(sight.truth, truth);
    }
    return sight;
}

bool AlertSight::isBeyond(Price fired, Price stepPercent) const
{
    constexpr Price::Units Whole = 100 * Price::Units{100'000'000}; // 100 percent
    const bool isDown = term->comparison == AlertComparison::Below ||
                        term->comparison == AlertComparison::CrossesBelow;
    const Price::Units step = isDown ? -stepPercent.units() : stepPercent.units();
    const Price::Units size = fired.units() < 0 ? -fired.units() : fired.units();
    Price::Units limit = fired.units() + step;
    if (const AlertUnit unit = unitOf(term->measure);
        unit == AlertUnit::Money || unit == AlertUnit::Count)
        limit = fired.units() + size * step / Whole;
    return isDown ? value.units() <= limit : value.units() >= limit;
}
