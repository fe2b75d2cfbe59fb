// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/labstatistics.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace {

constexpr int FewestRounds = 4; // of fewer even the same answer each time is chance

double sortedQuantile(const QList<double> &sorted, double share)
{
    if (sorted.isEmpty())
        return 0;
    const double rank = share * double(sorted.size() - 1);
    const auto below = static_cast<qsizetype>(std::floor(rank));
    const qsizetype above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (rank - double(below)) * (sorted[above] - sorted[below]);
}

QList<double> roundByRound(const QList<double> &one, const QList<double> &other,
                           const std::function<double(double, double)> &compare)
{
    Q_ASSERT(one.size() == other.size());
    QList<double> compared;
    std::transform(one.cbegin(), one.cend(), other.cbegin(), std::back_inserter(compared), compare);
    return compared;
}

bool isWider(const Spread &spread, double share)
{
    return spread.upper - spread.lower > share * std::abs(spread.median);
}

} // namespace

Spread spreadOf(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return {sortedQuantile(values, 0.5), sortedQuantile(values, 0.25),
            sortedQuantile(values, 0.75)};
}

double quantileOf(QList<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return sortedQuantile(values, share);
}

QList<double> differences(const QList<double> &one, const QList<double> &other)
{
    return roundByRound(one, other, std::minus<>{});
}

QList<double> ratios(const QList<double> &one, const QList<double> &other)
{
    return roundByRound(one, other, [](double a, double b) { return b > 0 ? a / b : 0; });
}

double medianError(const QList<double> &values)
{
    constexpr double QuartilesOfDeviation = 1.349;
    constexpr double OfMedian = 1.2533;

    const Spread spread = spreadOf(values);
    if (values.isEmpty() || spread.median == 0)
        return std::numeric_limits<double>::infinity();
    const double deviation = (spread.upper - spread.lower) / QuartilesOfDeviation;
    return OfMedian * deviation / std::sqrt(double(values.size())) / std::abs(spread.median);
}

bool isNoisy(const QList<double> &values)
{
    return values.size() < FewestRounds || isWider(spreadOf(values), 0.4) ||
           medianError(values) > 0.1;
}

bool isScattered(const Spread &spread)
{
    return isWider(spread, 0.15);
}

bool doInteract(double singleCosts, double whole)
{
    return singleCosts < 0.8 * whole || singleCosts > 1.25 * whole;
}

Tendency tendencyOf(const QList<double> &ratios)
{
    constexpr double Agreeing = 0.9;

    if (ratios.size() < FewestRounds)
        return Tendency::Uncertain;
    const Spread spread = spreadOf(ratios);
    const auto better =
            std::count_if(ratios.cbegin(), ratios.cend(), [](double ratio) { return ratio > 1; });
    const auto worse =
            std::count_if(ratios.cbegin(), ratios.cend(), [](double ratio) { return ratio < 1; });
    if (spread.lower > 1 && double(better) >= Agreeing * double(ratios.size()))
        return Tendency::Gain;
    if (spread.upper < 1 && double(worse) >= Agreeing * double(ratios.size()))
        return Tendency::Loss;
    return Tendency::Uncertain;
}

QList<int> shuffledOrder(int count, std::mt19937 &random)
{
    QList<int> order(count);
    std::iota(order.begin(), order.end(), 0);
    // std::shuffle may differ from one standard library to the next.
    for (int at = count - 1; at > 0; --at)
        order.swapItemsAt(at, int(random() % quint32(at + 1)));
    return order;
}
