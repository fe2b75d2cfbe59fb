// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/dialect.h"
#include "db/domain/result.h"
#include "db/tuning/lab/labstatistics.h"
#include "db/tuning/rules/evidence.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

// What one index costs each row that is inserted.
struct IndexPrice {
    QString index;
    QString keys;            // "instrument_id, timestamp DESC"
    InsertCost cost;         // microseconds; all indexes against all but this one
    double share = 0;        // of what all indexes cost together
    bool isProposed = false; // it is not there: made on the copy alone
};

// The indexes of one table.
struct TablePrices {
    QString table;
    qint64 rows = 0;        // of the scratch copy: the newest ones
    bool isWhole = true;    // these are all rows of the table
    int probeRows = 0;      // inserted in each probe
    int batchRows = 0;      // that arrive together
    int rounds = 0;         // that count
    Spread all = {};        // microseconds a row with all indexes
    Spread none = {};       // with the primary key and what cannot be dropped
    double singleCosts = 0; // of the indexes together, against all - none; 1 where they add up
    bool interacts = false;
    QList<IndexPrice> indexes = {}; // in the order of their names
    QList<QueryEffect> queries = {};
    QDateTime measuredAt = {}; // UTC; a report keeps older tables, too
};

// The same work in the old and the new shape of a table.
struct ShapeComparison {
    enum class Work { Insert, Calculation };

    int version = 0; // of the migration that lies between
    QString table;
    Work work = Work::Insert;
    qint64 rows = 0; // in the table
    int probeRows = 0;
    int rounds = 0;
    bool isGenerated = false; // made from prices, because the table has no rows of its own
    Spread before = {};       // rows per second
    Spread after = {};
    double ratio = 0; // after against before, median of the rounds
    Tendency tendency = Tendency::Uncertain;
};

// What could not be measured, and why: a translated sentence.
struct LabNote {
    QString subject; // a table, or "migration 5, market_data"; empty: all
    QString reason;
};

// "assets: It has 12 rows, and ..."
[[nodiscard]] QString noteText(const LabNote &note);

struct LabReport {
    Engine engine = Engine::Sqlite;
    QDateTime measuredAt; // UTC
    qint64 durationMs = 0;
    quint32 seed = 0;
    QList<TablePrices> tables;
    QList<ShapeComparison> comparisons;
    QList<LabNote> notes;

    // Nothing was measured; the notes say why.
    [[nodiscard]] bool isEmpty() const { return tables.isEmpty() && comparisons.isEmpty(); }
    // For an advisor.
    [[nodiscard]] MeasuredIndexes measured() const;
    // What was measured now, and before that whatever this one did not measure.
    [[nodiscard]] LabReport withOlder(const LabReport &older) const;
};

[[nodiscard]] QString tendencyName(Tendency tendency); // "gain", "loss", "uncertain"

[[nodiscard]] QJsonObject toJson(const LabReport &report);
// Parse: it was not written by toJson().
[[nodiscard]] Result<LabReport> labReportFrom(const QJsonObject &json);
