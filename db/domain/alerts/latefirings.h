// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/rulereplay.h"

// A firing of one rule as its log has it, ms since 1970.
struct LoggedFiring {
    qint64 timeMs = 0;
    std::optional<qint64> endMs = {};          // nothing: it goes on
    std::optional<qint64> acknowledgedMs = {}; // nothing: nobody has
};

// A firing that the log lacks.
struct LateFiring {
    AlertEvent event;
    std::optional<qint64> endMs = {}; // nothing: it goes on

    friend bool operator==(const LateFiring &, const LateFiring &) = default;
};

struct LateJudgement {
    QList<LateFiring> firings; // oldest first
    // Where the rule would stand at the end of these prices, had nothing but them kept it from
    // firing.
    AlertState end;
};

// Prices of moments that are past make a rule fire there, unless its log, of which people were
// told, says that it may not: it was firing then, or is the same firing as one that came later; its
// cool-down went on; its day had one; nobody had acknowledged the one before. past: the prices
// around these moments, all judged again. rule: the version of that time. fromMs, toMs: the moments
// that the new prices may change. Pure.
[[nodiscard]] LateJudgement lateFirings(const AlertRule &rule, const PastPrices &past,
                                        qint64 fromMs, qint64 toMs, QList<LoggedFiring> logged,
                                        const QTimeZone &zone);

// What a rule remembers from then on of a late firing.
void rememberLate(const AlertRule &rule, AlertState &state, const AlertEvent &event);

// A firing that the log lacked goes on: from then on the rule fires, as if it had been seen in
// time. end: as in LateJudgement, of prices up to those that were judged in order.
void fireLate(const AlertRule &rule, AlertState &state, const AlertState &end);

// A rule that is clear or pending goes on from where the late prices bring it. end: as above.
// False where that changes nothing.
[[nodiscard]] bool waitLate(AlertState &state, const AlertState &end);
