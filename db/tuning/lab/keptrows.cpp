// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/keptrows.h"

#include "db/bulk/columnnames.h"
#include "db/tuning/eachrow.h"
#include "db/tuning/lab/tablebench.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// The milliseconds between a column's first and last time.
QString timeSpan(const QString &column, Engine engine)
{
    const QString name = quotedName(column);
    if (engine == Engine::PostgreSql)
        return u"CAST(COALESCE(EXTRACT(EPOCH FROM CAST(MAX(%1) AS TIMESTAMP)"
               " - CAST(MIN(%1) AS TIMESTAMP)), 0) * 1000 AS BIGINT)"_s.arg(name);
    return u"COALESCE(TIMESTAMPDIFF(SECOND, MIN(%1), MAX(%1)), 0) * 1000"_s.arg(name);
}

Result<> copyRows(const Connection &place, const ProbeTable &table, int rows)
{
    const QString columns = columnNames(table.columns);
    const QString order = columnNames(table.arrival);
    const QString backwards = QString{order}.replace(u","_s, u" DESC,"_s) + u" DESC"_s;
    const QString key = place.engine() == Engine::MariaDb
                                ? u" (PRIMARY KEY (%1))"_s.arg(QLatin1StringView{RowNumberColumn})
                                : QString{};
    const Result<> made = place.execute(
            u"CREATE TABLE %1%2 AS SELECT ROW_NUMBER() OVER (ORDER BY %3) AS %4, %5 FROM (SELECT %5"
            " FROM %6 ORDER BY %7 LIMIT %8) newest"_s.arg(QLatin1StringView{KeptRowsTable}, key,
                                                          order, QLatin1StringView{RowNumberColumn},
                                                          columns, quotedName(table.name),
                                                          backwards, QString::number(rows)));
    if (!made || place.engine() == Engine::MariaDb)
        return made;
    return place
            .execute(u"ALTER TABLE %1 ADD PRIMARY KEY (%2)"_s.arg(
                    QLatin1StringView{KeptRowsTable}, QLatin1StringView{RowNumberColumn}))
            .and_then([&] {
                return place.execute(u"ANALYZE "_s + QLatin1StringView{KeptRowsTable});
            });
}

} // namespace

Result<KeptRows> keepNewestRows(const Connection &place, const ProbeTable &table, int rows)
{
    if (const Result<> copied = copyRows(place, table, rows); !copied)
        return fail(copied.error());
    QStringList asked{
            u"COUNT(*)"_s,
            table.batchTime.isEmpty() ? u"COUNT(*)"_s
                                      : u"COUNT(DISTINCT %1)"_s.arg(quotedName(table.batchTime)),
            table.number.isEmpty() ? u"0"_s
                                   : u"MAX(%1) - MIN(%1) + 1"_s.arg(quotedName(table.number))};
    for (const QString &time : table.times)
        asked.append(timeSpan(time, place.engine()));
    KeptRows kept;
    Statements statements{place};
    return eachRow(statements,
                   u"SELECT %1 FROM %2"_s.arg(asked.join(u", "_s),
                                              QLatin1StringView{KeptRowsTable}),
                   {},
                   [&](const Rows &row) {
                       kept.rows = int(row.integer(0));
                       const qint64 batches = std::max<qint64>(1, row.integer(1));
                       kept.batchRows =
                               int(std::max<qint64>(1, (row.integer(0) + batches / 2) / batches));
                       kept.numberStep = row.integer(2);
                       for (int i = 0; i < table.times.size(); ++i)
                           kept.dayShift = std::max(kept.dayShift, wholeDays(row.integer(3 + i)));
                   })
            .transform([&] { return kept; });
}
