// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrations/backuprow.h"
#include "models/migrations/migrationsstate.h"

// A database at version 7 of 9, as tests of the Migrations panel see it.

inline QDateTime migrationTime() // 20 Nov 2026, 14:32 in Sydney
{
    return {QDate{2026, 11, 20}, QTime{3, 32}, Qt::UTC};
}

inline QString sampleChecksum(const QString &start)
{
    return start.leftJustified(64, u'0');
}

inline MigrationStatus statusOf(int current, int head = 9)
{
    using namespace Qt::Literals::StringLiterals;
    const QStringList names{u"initial_price_data"_s,           u"align_price_data"_s,
                            u"assets_bars_runs_events"_s,      u"quotes_and_alerts"_s,
                            u"optimize_market_data_indexes"_s, u"optimize_alert_log_indexes"_s,
                            u"convert_decimal_to_float"_s,     u"add_soft_delete_safety"_s,
                            u"portfolio_and_signals"_s};
    const QStringList checksums{u"f4e78b20"_s, u"2a6cd915"_s, u"e81b40f6"_s,
                                u"5d903cc7"_s, u"07fae6b1"_s, u"c3d5118a"_s,
                                u"9e0277bd"_s, u"41c8a2f0"_s, u"b71e09d4"_s};
    const QList<qint64> durations{0, 3610, 30, 20, 880, 210, 1940, 0, 0};
    MigrationStatus status;
    status.engine = u"sqlite"_s;
    status.current = current;
    status.head = head;
    for (int version = 1; version <= current; ++version) {
        const int i = std::min(version, 9) - 1;
        const QDate day = version < 5 ? QDate{2026, 8, 2} : QDate{2026, 11, 12};
        const QTime time = version < 5 ? QTime{23, 12} : QTime{7, 40};
        AppliedMigration applied;
        applied.version = version;
        applied.name = version > 9 ? u"something_newer"_s : names.at(i);
        applied.checksum = sampleChecksum(checksums.at(i));
        applied.appliedAt = QDateTime{day, time, Qt::UTC};
        applied.durationMs = durations.at(i);
        applied.appVersion = u"0.1.0"_s;
        applied.appliedBy = u"sam"_s;
        applied.host = u"harbour"_s;
        status.applied.append(applied);
    }
    for (int version = current + 1; version <= head; ++version) {
        Migration pending;
        pending.version = version;
        pending.name = names.at(version - 1);
        pending.checksum = sampleChecksum(checksums.at(version - 1));
        status.pending.append(pending);
    }
    return status;
}

inline QList<MigrationPreview> samplePreviews()
{
    using namespace Qt::Literals::StringLiterals;
    MigrationPreview eight;
    eight.version = 8;
    eight.sql = u"-- 8 add_soft_delete_safety, up, SQLite\n"
                "ALTER TABLE market_data ADD COLUMN deleted_at INTEGER;\n"
                "CREATE INDEX ix_market_data_deleted_at ON market_data (deleted_at);\n"
                "-- CASCADE becomes RESTRICT: SQLite rebuilds the table\n"
                "CREATE TABLE alert_logs_new (\n"
                "    id INTEGER PRIMARY KEY,\n"
                "    rule_id INTEGER NOT NULL REFERENCES alert_rules (id) ON DELETE RESTRICT,\n"
                "    -- 8 more columns, unchanged\n"
                "    deleted_at INTEGER);\n"
                "INSERT INTO alert_logs_new SELECT id, rule_id, NULL FROM alert_logs;\n"
                "DROP TABLE alert_logs;\n"
                "ALTER TABLE alert_logs_new RENAME TO alert_logs;\n"
                "CREATE INDEX ix_alert_logs_timestamp ON alert_logs (timestamp);\n"
                "CREATE INDEX ix_alert_logs_rule_timestamp ON alert_logs (rule_id, timestamp);\n"
                "CREATE INDEX ix_alert_logs_instrument ON alert_logs (instrument_id);\n"
                "CREATE INDEX ix_alert_logs_status ON alert_logs (status);\n"
                "CREATE INDEX ix_alert_logs_deleted_at ON alert_logs (deleted_at);\n"_s;
    eight.statements = 12;
    eight.locks = u"all writes"_s;
    eight.rewrites = {u"alert_logs"_s};
    eight.rewrittenRows = 31482;
    eight.estimatedMs = 5100;
    eight.diskDelta = 9'800'000;
    eight.diskFree = 61'000'000'000;
    eight.undo = u"down script, or backup before"_s;
    MigrationPreview nine = eight;
    nine.version = 9;
    nine.sql = u"CREATE TABLE portfolios (id INTEGER PRIMARY KEY);\n"_s;
    nine.rewrites.clear();
    nine.rewrittenRows = 0;
    nine.estimatedMs = 1300;
    MigrationPreview sevenDown = eight;
    sevenDown.version = 7;
    sevenDown.direction = Direction::Down;
    sevenDown.sql = u"-- 7 down\nALTER TABLE market_data DROP COLUMN price;\n"_s;
    sevenDown.warnings = {u"Values with more than 15 digits are rounded."_s};
    MigrationPreview eightDown = sevenDown;
    eightDown.version = 8;
    eightDown.sql = u"ALTER TABLE market_data DROP COLUMN deleted_at;\n"_s;
    return {eight, nine, sevenDown, eightDown};
}

inline RehearsalReport sampleReport()
{
    using namespace Qt::Literals::StringLiterals;
    using Kind = RehearsalStage::Kind;
    constexpr auto done = RehearsalStage::State::Done;
    RehearsalReport report;
    report.at = QDateTime{QDate{2026, 11, 20}, QTime{3, 12}, Qt::UTC};
    report.database = u"market"_s;
    report.from = 7;
    report.to = 9;
    report.stages = {{Kind::CopyAndBackUp, 0, 1100, done}, {Kind::Up, 9, 6400, done},
                     {Kind::VerifyUp, 0, 2000, done},      {Kind::Down, 7, 5800, done},
                     {Kind::VerifyDown, 0, 2000, done},    {Kind::UpAgain, 9, 6200, done}};
    const auto line = [](const QString &table, qint64 rows, const QString &checksum) {
        return ProofLine{table, rows, rows, checksum, checksum, true};
    };
    report.proof = {line(u"price_data_5min"_s, 2'102'418, u"8f3ac1d22b01f7aa"_s),
                    line(u"intraday_data"_s, 189'204, u"d0279e5500b1c2d3"_s),
                    line(u"market_data"_s, 1'004'377, u"61bb40aa017fe210"_s),
                    line(u"alert_logs"_s, 31'482, u"e95c07bb90112233"_s),
                    line(u"alert_rules"_s, 11, u"27d4f8cc00aa11bb"_s)};
    report.buffered = 2;
    report.passed = true;
    report.file = u"/home/sam/market-7-9.json"_s;
    report.sha256 = sampleChecksum(u"4f1c88e2"_s);
    return report;
}

inline QList<BackupRow> sampleBackups()
{
    using namespace Qt::Literals::StringLiterals;
    const auto at = [](int day) { return QDateTime{QDate{2026, 11, day}, QTime{3, 0}, Qt::UTC}; };
    using Check = BackupRow::Check;
    return {{u"/backups/market-6.db"_s, at(12), 6, 812'000'000, u"before migration 7"_s,
             Check::Verified, at(12), true},
            {u"/backups/market-7.db"_s,
             at(20),
             7,
             823'000'000,
             u"before rehearsal"_s,
             Check::NotVerified,
             {},
             false},
            {u"/backups/market-5.db"_s, at(11), 5, 800'000'000, u"before migration 6"_s,
             Check::Damaged, at(19), false}};
}

inline MigrationsState sampleState()
{
    using namespace Qt::Literals::StringLiterals;
    MigrationsState state;
    state.database = u"market"_s;
    state.status = statusOf(7);
    state.baselines = {1};
    state.previews = samplePreviews();
    return state;
}
