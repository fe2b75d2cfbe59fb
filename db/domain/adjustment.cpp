// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/adjustment.h"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <map>
#include <numeric>
#include <vector>

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

namespace {

__extension__ using Bits = unsigned __int128;

constexpr Price::Units LargestUnits = [] {
    Price::Units units = 1;
    for (int digit = 0; digit < Price::IntegerDigits + Price::Decimals; ++digit)
        units *= 10;
    return units - 1;
}();

cpp_int wholeOf(Price price)
{
    const Price::Units units = price.units();
    const auto size = units < 0 ? -static_cast<Bits>(units) : static_cast<Bits>(units);
    cpp_int whole{static_cast<quint64>(size >> 64)};
    whole <<= 64;
    whole |= static_cast<quint64>(size);
    return units < 0 ? cpp_int{-whole} : whole;
}

cpp_rational ratioOf(Price part, Price whole)
{
    return {wholeOf(part), wholeOf(whole)};
}

// To the nearest whole number of units, half to even.
Price rounded(const cpp_int &dividend, const cpp_int &divisor)
{
    cpp_int whole;
    cpp_int rest;
    divide_qr(dividend, divisor, whole, rest);
    const cpp_int twice = abs(rest) * 2;
    if (twice > divisor || (twice == divisor && bit_test(whole, 0)))
        whole += dividend.sign();
    const cpp_int size = abs(whole);
    if (size > wholeOf(Price::fromUnits(LargestUnits)))
        return Price::fromUnits(dividend.sign() * LargestUnits);
    const auto low = static_cast<quint64>(size & cpp_int{~quint64{0}});
    const auto high = static_cast<quint64>(size >> 64);
    const auto units = static_cast<Price::Units>((Bits{high} << 64) | low);
    return Price::fromUnits(whole.sign() < 0 ? -units : units);
}

constexpr int NeighbourDays = 7; // a weekend and holidays may lie between

bool isComplete(const CorporateAction &action)
{
    const auto isAboveZero = [](const std::optional<Price> &price) {
        return price.value_or(Price{}) > Price{};
    };
    return action.type == CorporateAction::Type::Split
                   ? isAboveZero(action.numerator) && isAboveZero(action.denominator)
                   : isAboveZero(action.value);
}

ActionUse useOf(const CorporateAction &action, const QList<DailyBar> &bars)
{
    if (!action.isEnabled)
        return ActionUse::SwitchedOff;
    if (!isComplete(action))
        return ActionUse::Incomplete;
    if (bars.isEmpty() || bars.constLast().day < action.date)
        return ActionUse::AfterPrices;
    return bars.constFirst().day < action.date ? ActionUse::Used : ActionUse::BeforePrices;
}

cpp_rational ratioOf(const CorporateAction &split)
{
    return ratioOf(split.numerator.value_or(Price{}), split.denominator.value_or(Price{}));
}

// A split that is used, at the first bar that it holds for.
struct PlacedSplit {
    qsizetype index; // of the action
    QDate date;
    QList<DailyBar>::const_iterator next;
    cpp_rational ratio;

    // Whether the close is nearer to what the split made of the one before it than to that itself.
    [[nodiscard]] bool movedThePrice() const
    {
        const cpp_rational before = wholeOf(std::prev(next)->close);
        const cpp_rational after = wholeOf(next->close);
        const cpp_rational distance = ratio * after * after - before * before;
        return ratio > 1 ? distance < 0 : distance > 0;
    }
};

void leaveOutRepeated(QList<ActionUse> &uses, const QList<CorporateAction> &actions,
                      const QList<DailyBar> &bars)
{
    std::vector<PlacedSplit> splits;
    for (qsizetype i = 0; i < actions.size(); ++i) {
        const CorporateAction &action = actions.at(i);
        if (uses.at(i) == ActionUse::Used && action.type == CorporateAction::Type::Split)
            splits.push_back({i, action.date,
                              std::ranges::lower_bound(bars, action.date, {}, &DailyBar::day),
                              ratioOf(action)});
    }
    std::ranges::stable_sort(splits, {}, &PlacedSplit::date);
    for (auto later = splits.cbegin(); later != splits.cend(); ++later) {
        for (auto earlier = later; earlier != splits.cbegin();) {
            --earlier;
            if (earlier->date.daysTo(later->date) > NeighbourDays)
                break;
            if (earlier->ratio != later->ratio || uses.at(earlier->index) != ActionUse::Used)
                continue;
            if (earlier->next == later->next || !later->movedThePrice()) {
                uses[later->index] = ActionUse::Repeated;
                break;
            }
            if (!earlier->movedThePrice())
                uses[earlier->index] = ActionUse::Repeated;
        }
    }
}

} // namespace

// Holds for the days before its date, or, of a day's own, from its date on.
struct Adjustment::Factors {
    struct Factor {
        QDate date;
        cpp_int numerator;
        cpp_int denominator;
    };

    std::vector<Factor> all; // by date
    bool areOfDays = false;  // by the adjusted close of each day
};

Adjustment::Adjustment(const QList<DailyBar> &bars, const QList<CorporateAction> &actions,
                       const QString &currency)
{
    auto factors = std::make_shared<Factors>();
    m_factors = factors;
    if (actions.isEmpty()) {
        factors->areOfDays = true;
        for (const DailyBar &bar : bars) {
            if (bar.close > Price{} && bar.adjustedClose > Price{})
                factors->all.push_back({bar.day, wholeOf(bar.adjustedClose), wholeOf(bar.close)});
        }
        return;
    }

    for (const CorporateAction &action : actions)
        m_uses.append(useOf(action, bars));
    leaveOutRepeated(m_uses, actions, bars);
    std::map<QDate, QList<qsizetype>, std::greater<>> byDate; // the newest first
    for (qsizetype i = 0; i < actions.size(); ++i)
        byDate[actions.at(i).date].append(i);
    cpp_rational laterSplits = 1; // new shares for an old one
    cpp_int numerator = 1;
    cpp_int denominator = 1;
    for (const auto &[date, indexes] : byDate) {
        const auto next = std::ranges::lower_bound(bars, date, {}, &DailyBar::day);
        const bool hasBefore = next != bars.begin();
        cpp_rational splits = 1; // whether they are enabled or not
        cpp_rational kept = 1;
        for (const qsizetype i : indexes) {
            const CorporateAction &action = actions.at(i);
            const ActionUse use = m_uses.at(i);
            if (action.type != CorporateAction::Type::Split || !isComplete(action) ||
                next == bars.end() || use == ActionUse::Repeated)
                continue;
            splits *= ratioOf(action);
            if (use == ActionUse::Used)
                kept /= ratioOf(action);
        }
        const cpp_rational before =
                hasBefore ? cpp_rational{wholeOf(std::prev(next)->close)} / splits : 0;
        cpp_rational paid = 0;
        for (const qsizetype i : indexes) {
            const CorporateAction &action = actions.at(i);
            ActionUse &use = m_uses[i];
            if (action.type != CorporateAction::Type::Dividend || use != ActionUse::Used)
                continue;
            const cpp_rational value = wholeOf(action.value.value_or(Price{})) * laterSplits;
            if (!action.currency.isEmpty() && !currency.isEmpty() && action.currency != currency)
                use = ActionUse::OtherCurrency;
            else if (paid + value >= before)
                use = ActionUse::TooLarge;
            else
                paid += value;
        }
        if (paid > 0)
            kept *= (before - paid) / before;
        laterSplits *= splits;
        if (kept == 1)
            continue;
        numerator *= boost::multiprecision::numerator(kept);
        denominator *= boost::multiprecision::denominator(kept);
        factors->all.push_back({date, numerator, denominator});
    }
    std::ranges::reverse(factors->all);
}

Price Adjustment::apply(Price price, const QDate &day) const
{
    const auto &all = m_factors->all;
    auto factor = std::ranges::upper_bound(all, day, {}, &Factors::Factor::date);
    if (m_factors->areOfDays && factor != all.begin())
        --factor;
    if (factor == all.end() || factor->numerator == factor->denominator)
        return price;
    return rounded(wholeOf(price) * factor->numerator, factor->denominator);
}
