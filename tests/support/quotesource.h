// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/quote.h"
#include "db/domain/series.h"

#include <QList>

// A coin's quotes in memory, answering as the store does: quotes where they are few enough, exact
// buckets where they are not. For tests and benchmarks of what asks for series.
class QuoteSource final
{
public:
    explicit QuoteSource(QString coin)
        : m_coin{std::move(coin)}
    {}

    // Oldest first.
    void add(qint64 timeMs, Price last);
    void add(const Quote &quote);
    void addGap(qint64 fromMs, qint64 toMs, GapCause cause);

    // A walk of prices around 140,000, one each five minutes, that is the same each time; [fromMs,
    // toMs). Hours listed as asleep (UTC) have no quote.
    void fill(qint64 fromMs, qint64 toMs, const QList<int> &asleepHours = {});

    [[nodiscard]] QString coin() const { return m_coin; }
    [[nodiscard]] const QList<SeriesPoint> &points() const { return m_points; }
    [[nodiscard]] qint64 lastMs() const { return m_points.constLast().bar.time; }
    [[nodiscard]] Series answer(const SeriesRequest &request) const;

private:
    QString m_coin;
    QList<SeriesPoint> m_points;
    QList<DataGap> m_gaps;
};
