// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/queries/querystore.h"

inline QDateTime queryTime()
{
    return QDateTime::fromString(QStringLiteral("2026-11-20T03:35:00.123Z"), Qt::ISODateWithMs);
}

// A statement that ran so often and took so long each time.
inline RecordedQuery recordedQuery(const QString &id, const QString &text, qint64 executions,
                                   qint64 us)
{
    RecordedQuery query;
    query.id = id;
    query.text = text;
    query.purpose = QStringLiteral("quotes/quotestore");
    query.firstUsedAt = queryTime().addDays(-3);
    query.lastUsedAt = queryTime();
    query.executions = executions;
    query.rows = 2 * executions;
    query.totalUs = executions * us;
    query.maxUs = us;
    query.times.add(TimeHistogram::classOf(us), executions);
    return query;
}

// Three of them: one that scans, one that uses an index, one whose plan is not known.
inline QList<RecordedQuery> recordedQueries()
{
    RecordedQuery scan = recordedQuery(
            QStringLiteral("a"), QStringLiteral("SELECT id\nFROM big WHERE b = ?"), 20, 40'000);
    scan.plan = StatementPlan{QStringLiteral("SCAN big"), {QStringLiteral("big")}, {}};
    scan.plannedAt = queryTime();
    RecordedQuery index = recordedQuery(QStringLiteral("b"),
                                        QStringLiteral("SELECT b FROM big WHERE a = ?"), 3'000, 12);
    index.plan = StatementPlan{QStringLiteral("SEARCH big USING INDEX ix_a (a=?)"),
                               {},
                               {{QStringLiteral("big"), QStringLiteral("ix_a")}}};
    index.plannedAt = queryTime();
    const RecordedQuery unknown =
            recordedQuery(QStringLiteral("c"), QStringLiteral("DELETE FROM little"), 1, 2'500'000);
    return {unknown, scan, index};
}
