// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"
#include "db/tuning/lab/labwatch.h"

#include <QList>

#include <functional>
#include <random>

// How often each variant of a measurement is tried.
struct RoundPlan {
    int variants = 0;
    int rounds = 12;
    int dropped = 2;                        // of these, the first: they fill the caches
    std::chrono::milliseconds time{60'000}; // for all rounds
};

struct RoundActions {
    // One try; the smaller the better.
    std::function<Result<double>(int variant, int round)> measure;
    // Makes the next tries shorter, to this share of their time.
    std::function<void(double share)> shorten;
    // Whether what counts so far, by variant, is too far apart to be believed. Where it may be
    // told, there are up to three times the planned rounds, while the time lasts.
    std::function<bool(const QList<QList<double>> &kept)> isUnsettled = {};
    std::function<void(int done, int all)> progress = {};
};

// Tries each variant once a round, in another order each time. Returns what counts of each, round
// by round: fewer rounds than planned when the watch's time was over before. Timeout: not one was
// left. The tries become shorter when the first round says that they would take too long.
[[nodiscard]] Result<QList<QList<double>>> runRounds(const RoundPlan &plan,
                                                     const RoundActions &actions,
                                                     std::mt19937 &random, const LabWatch &watch);
