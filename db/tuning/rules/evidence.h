// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

// What is known of how often an index was used: the engine's own counter, or samples of it over
// time (the sum of their positive differences, so that a reset loses one interval at most).
struct IndexEvidence {
    qint64 scans = 0; // within the window
    QDateTime from;   // the window; an invalid one says nothing
    QDateTime to;
    int samples = 1;
    int resets = 0;
    QDateTime lastUse = {};   // invalid: not known
    QDateTime firstSeen = {}; // invalid: not known

    [[nodiscard]] double days() const
    {
        return from.isValid() && to.isValid() ? double(from.msecsTo(to)) / 86'400'000.0 : 0;
    }
    [[nodiscard]] double scansPerDay() const { return days() > 0 ? double(scans) / days() : 0; }
};

using IndexName = std::pair<QString, QString>; // table, index

// MariaDB and MySQL count the rows that were read by an index, and no queries.
inline constexpr QLatin1StringView UserStatistics{"information_schema.INDEX_STATISTICS"};
inline constexpr QLatin1StringView PerformanceSchema{"performance_schema"};
// What the program records of its own statements, where the engine counts nothing.
inline constexpr QLatin1StringView OwnRecord{"statement_uses"};

// What one database knows of its indexes.
struct UsageEvidence {
    QHash<IndexName, IndexEvidence> indexes;
    QHash<QString, qint64> writes; // rows written within the window, by table
    double writtenDays = 0;        // that this window has; 0: the table's indexes tell
    QString source;                // "pg_stat_user_indexes"; empty: none
    QString advice;                // translated: why there is none, and how to get it
    // Whether another beginning of the windows means that the counters began anew. PostgreSQL's
    // live through a clean restart, and where nobody ever reset them, the start is all there is.
    bool beginsAtReset = true;
    bool hasStandbys = false; // whose reads are not among these

    // Whether 'scans' are rows: a single scan may read a million.
    [[nodiscard]] bool countsRows() const
    {
        return source == UserStatistics || source == PerformanceSchema;
    }
    // The first of the windows; invalid: none has a beginning.
    [[nodiscard]] QDateTime begin() const
    {
        QDateTime first;
        for (const IndexEvidence &index : indexes) {
            if (index.from.isValid() && (!first.isValid() || index.from < first))
                first = index.from;
        }
        return first;
    }
    [[nodiscard]] std::optional<IndexEvidence> of(const QString &table, const QString &index) const
    {
        const auto found = indexes.constFind({table, index});
        return found == indexes.cend() ? std::nullopt : std::optional{*found};
    }
};

// What an index costs a row that is inserted, measured on a scratch copy of the table.
struct InsertCost {
    double usPerRow = 0; // median of paired differences
    double lower = 0;    // quartiles
    double upper = 0;
    std::optional<double> walBytesPerRow;
    bool isNoisy = false; // the quartiles lie too far apart to tell
};

// What an index does for a statement of the catalogue, measured there. Milliseconds.
struct QueryEffect {
    static constexpr int FewestRuns = 4; // of fewer even the same answer each time is chance

    QString statement; // "quotes.newest"
    QString purpose;   // translated
    QString index;
    double p50With = 0;
    double p95With = 0;
    double p50Without = 0;
    double p95Without = 0;
    int runs = 0;          // of each
    bool isNeeded = false; // certainly slower without: see tendencyOf()

    // Whether the lab's time sufficed to try it.
    [[nodiscard]] bool isTold() const { return isNeeded || runs >= FewestRuns; }
};

// All that was measured of a database's indexes, of those that are missing, too.
struct MeasuredIndexes {
    QHash<IndexName, InsertCost> costs;
    QHash<IndexName, QList<QueryEffect>> effects;
    QHash<QString, QDateTime> measuredAt = {}; // a table
};
