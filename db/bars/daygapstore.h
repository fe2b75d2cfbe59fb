// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bars/dailystore.h"
#include "db/domain/gap.h"
#include "db/statements.h"

#include <QDate>
#include <QMap>

#include <optional>

// The holes in the daily bars of one symbol: rows of data_gaps (source "eodhd"). Days are the
// exchange's. Thread: the connection's.
class DayGapStore final
{
public:
    explicit DayGapStore(const Connection &connection)
        : m_statements{connection}
        , m_daily{connection}
    {}

    // The days that are missing by now, and why.
    [[nodiscard]] Result<QMap<QDate, GapCause>> openDays(const QString &symbol);
    // How many open gaps all symbols have together, by cause; one may be several days long.
    [[nodiscard]] Result<QMap<GapCause, int>> countOpen();
    // Judges the open ones anew, and every day of trading from this day on (invalid: from the first
    // bar on) up to through and to the newest bar, in the caller's transaction. A day that is
    // missing is a hole where another symbol of the exchange has a bar of it, none where others
    // have bars around it and not on it, because the market was closed, and not known where nobody
    // can tell. What came since stays on record
    // as healed. Returns the first hole behind the newest bar; invalid without one.
    [[nodiscard]] Result<QDate> update(const QString &symbol, const QDate &from,
                                       const QDate &through);

private:
    struct Span {
        QDate first;
        QDate last;
    };

    // Whether another symbol of the exchange has a bar of this day; and from when to when others
    // have any, so that they would have one.
    [[nodiscard]] Result<bool> othersHave(const QString &symbol, const QDate &day);
    [[nodiscard]] Result<QList<Span>> spansOfOthers(const QString &symbol);
    [[nodiscard]] Result<> replace(const QString &symbol, const QMap<QDate, GapCause> &open,
                                   const QList<QDate> &healed);
    [[nodiscard]] Result<> insert(const QString &symbol, const QDate &from, const QDate &to,
                                  GapCause cause, bool isHealed);

    Statements m_statements;
    DailyStore m_daily;
};
