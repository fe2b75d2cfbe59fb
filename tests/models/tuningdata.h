// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/tuningstate.h"

// What a database of a test says of its indexes.

inline IndexFinding coveredFinding()
{
    IndexFinding finding{IndexFinding::Kind::Covered, QStringLiteral("P1"),
                         QStringLiteral("market_data"), QStringLiteral("ix_time"),
                         QStringLiteral("ix_time_instrument")};
    finding.reason = QStringLiteral("Whatever uses it can use ix_time_instrument.");
    finding.certainty = IndexFinding::Certainty::Likely;
    finding.upSql = QStringLiteral("DROP INDEX ix_time;");
    finding.downSql = QStringLiteral("CREATE INDEX ix_time ON market_data (time);");
    finding.sizeBytes = 22'000'000;
    finding.cost = InsertCost{3.1, 2.9, 3.3, {}};
    return finding;
}

inline IndexFinding openFinding()
{
    IndexFinding finding{IndexFinding::Kind::Measure,
                         QStringLiteral("E2"),
                         QStringLiteral("alert_logs"),
                         QStringLiteral("ix_rule"),
                         {}};
    finding.reason = QStringLiteral("A unique index finds one row already.");
    finding.upSql = QStringLiteral("DROP INDEX ix_rule;");
    finding.downSql = QStringLiteral("CREATE INDEX ix_rule ON alert_logs (rule_id);");
    return finding;
}

inline IndexFinding unknownFinding()
{
    IndexFinding finding{IndexFinding::Kind::Unknown, QStringLiteral("evidence"), {}, {}, {}};
    finding.reason = QStringLiteral("SQLite does not count.");
    return finding;
}

inline LabReport labReport()
{
    LabReport report;
    report.measuredAt = QDateTime::fromString(QStringLiteral("2026-11-20T02:50:00Z"), Qt::ISODate);
    ShapeComparison five;
    five.version = 5;
    five.table = QStringLiteral("market_data");
    five.before = {41'200, 40'000, 42'500};
    five.after = {63'900, 62'000, 65'000};
    five.tendency = Tendency::Gain;
    ShapeComparison seven;
    seven.version = 7;
    seven.table = QStringLiteral("market_data");
    seven.work = ShapeComparison::Work::Calculation;
    seven.before = {18.6, 18.3, 19.0};
    seven.after = {20.1, 18.0, 21.9};
    report.comparisons = {five, seven};
    return report;
}

inline WatchedChange droppedIndex(IndexChange::Phase phase)
{
    WatchedChange watched;
    watched.change.id = 7;
    watched.change.table = QStringLiteral("market_data");
    watched.change.index = QStringLiteral("ix_time");
    watched.change.finding = coveredFinding().id();
    watched.change.phase = phase;
    watched.change.upSql = QStringLiteral("DROP INDEX ix_time");
    watched.change.downSql = QStringLiteral("CREATE INDEX ix_time ON market_data (time)");
    watched.change.reason = coveredFinding().reason;
    watched.change.watchUntil =
            QDateTime::fromString(QStringLiteral("2026-11-27T02:50:00Z"), Qt::ISODate);
    return watched;
}

inline TuningState tuningState()
{
    return {{coveredFinding(), openFinding(), unknownFinding()}, 12, labReport(), {}, false};
}
