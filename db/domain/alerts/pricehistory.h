// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertcondition.h"
#include "db/domain/alerts/observation.h"
#include "db/domain/alerts/termbasis.h"

#include <algorithm>
#include <deque>
#include <vector>

// How far back a term has to look, and how far it can. Of averages that is so many complete days or
// hours with a price.
struct HistoryReach {
    qint64 neededMs = 0;
    qint64 storedMs = 0;

    [[nodiscard]] bool isEnough() const { return storedMs >= neededMs; }
    [[nodiscard]] qint64 missingMs() const { return std::max<qint64>(neededMs - storedMs, 0); }

    friend bool operator==(const HistoryReach &, const HistoryReach &) = default;
};

// What is known of one symbol at a moment, as far back as the terms that look at it need: its
// newest observations, and the hours and days that they make. All arithmetic is exact; percent are
// rounded toward zero at the eighth decimal.
class PriceHistory final
{
public:
    // Keeps from now on what this term looks back at.
    void require(const AlertTerm &term);
    // How far back the observations must reach, and how many whole days before them.
    [[nodiscard]] qint64 lookbackMs() const;
    [[nodiscard]] qint64 lookbackDays() const { return m_dayCount; }
    // Days before everything else, oldest first.
    void seed(const QList<ObservedDay> &days);

    // Observations must come in the order of their time.
    void append(const Observation &observation);

    [[nodiscard]] const std::optional<Observation> &newest() const { return m_newest; }
    // Whether prices were missing right before the newest observation.
    [[nodiscard]] bool followsGap() const { return m_followsGap; }

    // The value that the term compares at this moment, which is not before the newest observation.
    // Nothing where it cannot be known: no volume, or no price so long ago. sinceMs: from when data
    // is missed where there was none yet.
    [[nodiscard]] std::optional<Price> value(const AlertTerm &term, qint64 nowMs,
                                             qint64 sinceMs) const;
    // What that value is made of, beside the newest price. It costs more than the value.
    [[nodiscard]] TermBasis basis(const AlertTerm &term, qint64 nowMs) const;
    // Whether what is known reaches back as far as the term looks. A high or low is known of fewer
    // days, too; a change that is within reach may still be unknown after a hole.
    [[nodiscard]] HistoryReach reachOf(const AlertTerm &term) const;

private:
    struct Recent {
        PriceRow row;
        qint64 staleMs;
    };
    struct Period { // an hour or a day
        qint64 startMs;
        PriceRow high; // the first that reached so far
        PriceRow low;
        Price close;
    };
    // Of the whole days before today, as long as today lasts.
    struct Extremes {
        qint64 days;
        Price high;
        Price low;
    };
    // Of the newest count closes that are complete, as long as none is added.
    struct Sum {
        qint64 barMs;
        qint64 count;
        std::optional<Price::Units> units; // nothing: there are fewer
    };

    [[nodiscard]] const PriceRow *before(qint64 timeMs) const;
    [[nodiscard]] std::optional<Price> percentFromExtreme(const AlertTerm &term) const;
    [[nodiscard]] std::optional<Price> percentOfAverages(const AlertTerm &term) const;
    [[nodiscard]] const Extremes &extremesOf(qint64 days) const;
    [[nodiscard]] const PriceRow &extremeRow(const AlertTerm &term) const;
    [[nodiscard]] std::optional<Price::Units> sumOf(qint64 barMs, qint64 count) const;
    [[nodiscard]] QList<TermBasis::Average> averages(const AlertTerm &term) const;
    [[nodiscard]] const std::deque<Period> &periodsOf(qint64 barMs) const;
    [[nodiscard]] qint64 completeCount(qint64 barMs) const;
    // Whether the observation begins a new period.
    static bool take(std::deque<Period> &periods, qint64 startMs, const Observation &observation);
    void forgetOld();

    std::optional<Observation> m_newest;
    std::deque<Recent> m_recent; // as far back as m_spanMs
    std::deque<Period> m_hours;
    std::deque<Period> m_days;
    bool m_isDayComplete = false; // the last of m_days is the bar of a whole day
    bool m_followsGap = false;
    qint64 m_spanMs = 0;
    qint64 m_hourCount = 0;
    qint64 m_dayCount = 1;
    mutable std::vector<Extremes> m_extremes;
    mutable std::vector<Sum> m_sums;
};
