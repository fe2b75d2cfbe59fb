// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bars/actionstore.h"
#include "db/bars/barstore.h"
#include "db/bars/dailystore.h"
#include "db/domain/alerts/observation.h"
#include "db/statements.h"

// The prices of a symbol as rules see them, whatever their source: a coin's quotes; of a share or
// fund the days it was traded, adjusted for splits and dividends, and delayed quotes. Thread: the
// connection's.
class ObservationReader final
{
public:
    explicit ObservationReader(const Connection &connection);

    // Of (afterMs, untilMs], oldest first. judgedAtMs: what is long after its own time by then is
    // late; of a coin the time at which it was stored counts.
    [[nodiscard]] Result<QList<Observation>> read(const QString &symbol, qint64 afterMs,
                                                  qint64 untilMs, qint64 judgedAtMs);
    // Whole days before this one (midnight UTC), at most count, oldest first.
    [[nodiscard]] Result<QList<ObservedDay>> daysBefore(const QString &symbol, qint64 dayMs,
                                                        qint64 count);
    // The time of the newest that is stored; 0 without any.
    [[nodiscard]] Result<qint64> newestMs(const QString &symbol);

private:
    [[nodiscard]] Result<QList<Observation>> readCoin(const QString &coin, qint64 afterMs,
                                                      qint64 untilMs);
    [[nodiscard]] Result<QList<Observation>> readDays(const QString &symbol, qint64 afterMs,
                                                      qint64 untilMs, qint64 judgedAtMs);
    [[nodiscard]] Result<QList<Observation>> readQuotes(const QString &symbol, qint64 afterMs,
                                                        qint64 untilMs);
    [[nodiscard]] Result<QList<DailyBar>> adjustedDays(const QString &symbol);

    Statements m_statements;
    BarStore m_bars;
    DailyStore m_daily;
    ActionStore m_actions;
};
