// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    {}

    // The days that are missing by now, and why.
    [[nodiscard]] Result<QMap<QDate, GapCause>> openDays(const QString &symbol);
    // Makes these the open ones, in the caller's transaction; days that were missing and are there
    // now (healed) stay on record as such, the others that are no holes after all go.
    [[nodiscard]] Result<> replace(const QString &symbol, const QMap<QDate, GapCause> &open,
                                   const QList<QDate> &healed);

    // Whether another symbol of the exchange has a bar of this day; and whether the bars of any
    // other one begin before it and end after it, so that it would have one.
    [[nodiscard]] Result<bool> othersHave(const QString &symbol, const QDate &day);
    struct Span {
        QDate first;
        QDate last;
    };
    [[nodiscard]] Result<QList<Span>> spansOfOthers(const QString &symbol);

private:
    [[nodiscard]] Result<> insert(const QString &symbol, const QDate &from, const QDate &to,
                                  GapCause cause, bool isHealed);

    Statements m_statements;
};
