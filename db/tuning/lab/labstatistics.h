// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <random>

// The middle of a few measurements, and how far half of them lie apart.
struct Spread {
    double median = 0;
    double lower = 0; // quartiles
    double upper = 0;
};

// What the rounds of a comparison say together.
enum class Tendency { Gain, Loss, Uncertain };

// Quartiles lie between ranks, as spreadsheets have them. Nothing but zeros without a value.
[[nodiscard]] Spread spreadOf(QList<double> values);
// The value below which a share (0 to 1) of them lies.
[[nodiscard]] double quantileOf(QList<double> values, double share);

// Round by round: what disturbs the computer for a while falls on both of a round and goes out.
// Both have the same length.
[[nodiscard]] QList<double> differences(const QList<double> &one, const QList<double> &other);
[[nodiscard]] QList<double> ratios(const QList<double> &one, const QList<double> &other);

// How far the median of as many more may lie from theirs, one standard error, as a share of it:
// 1.2533 s / sqrt(n), s from the quartiles, as for a normal distribution.
[[nodiscard]] double medianError(const QList<double> &values);
// Quartiles further apart than 40 % of the median, or so few values that two runs would be further
// apart than a fifth: run again before believing it.
[[nodiscard]] bool isNoisy(const QList<double> &values);
// Further apart than 15 %: two runs of so few rounds may differ by more than the fifth that they
// should be within of each other.
[[nodiscard]] bool isScattered(const Spread &spread);
// Single costs that do not add up to the whole, 80 to 125 %: the indexes slow each other down, or
// help each other.
[[nodiscard]] bool doInteract(double singleCosts, double whole);

// ratios: after against before, above 1 where it became better. Certain when nine of ten rounds
// say the same and so do both quartiles.
[[nodiscard]] Tendency tendencyOf(const QList<double> &ratios);

// 0 to count - 1 in an order that is the same for the same state of the generator, on every
// computer.
[[nodiscard]] QList<int> shuffledOrder(int count, std::mt19937 &random);
