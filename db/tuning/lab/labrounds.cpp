// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/labrounds.h"

#include "db/tuning/lab/labstatistics.h"

#include <QElapsedTimer>

#include <algorithm>

namespace {

// All tries of one round, by variant.
Result<QList<double>> runRound(int round, const RoundPlan &plan, const RoundActions &actions,
                               std::mt19937 &random, const LabWatch &watch)
{
    QList<double> values(plan.variants);
    int done = 0;
    for (const int variant : shuffledOrder(plan.variants, random)) {
        const Result<double> value =
                watch.check().and_then([&] { return actions.measure(variant, round); });
        if (!value)
            return fail(value.error());
        values[variant] = *value;
        ++done;
        if (actions.progress)
            actions.progress(round * plan.variants + done,
                             std::max(plan.rounds, round + 1) * plan.variants);
    }
    return values;
}

} // namespace

Result<QList<QList<double>>> runRounds(const RoundPlan &plan, const RoundActions &actions,
                                       std::mt19937 &random, const LabWatch &watch)
{
    constexpr double Reserve = 0.9; // of the time: rounds are not all as fast as the first
    constexpr int MostTimes = 3;

    QList<QList<double>> kept(plan.variants);
    QElapsedTimer timer;
    timer.start();
    const auto leftMs = [&] {
        return Reserve * double(plan.time.count()) - double(timer.elapsed());
    };
    const auto isNext = [&](int round) {
        if (round < plan.rounds)
            return true;
        return round < MostTimes * plan.rounds && actions.isUnsettled &&
               actions.isUnsettled(kept) && double(timer.elapsed()) / round < leftMs();
    };
    for (int round = 0; isNext(round); ++round) {
        const Result<QList<double>> values = runRound(round, plan, actions, random, watch);
        const bool isTimeOver = !values && watch.isOver() && !watch.isCancelled();
        if (isTimeOver && !kept.first().isEmpty())
            return kept;
        if (!values)
            return fail(watch.check() ? values.error() : watch.check().error());
        for (int variant = 0; round >= plan.dropped && variant < plan.variants; ++variant)
            kept[variant].append((*values)[variant]);
        const double needed = double(timer.elapsed()) * (plan.rounds - 1);
        if (round == 0 && needed > leftMs())
            actions.shorten(std::max(0.0, leftMs() / needed));
    }
    return kept;
}
