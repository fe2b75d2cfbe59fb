// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/actor.h"
#include "db/connection.h"
#include "migrations/migration.h"

#include <QDateTime>
#include <QJsonObject>

// One row of tidemark_migrations.
struct AppliedMigration {
    int version = 0;
    QString name;
    QString checksum;
    QDateTime appliedAt; // UTC
    qint64 durationMs = 0;
    QString appVersion;
    QString host;
    QString appliedBy;
};

// What was done to this database: tidemark_migrations, tidemark_migration_events (append only) and,
// where that table exists, a row of system_events for each result. Thread: the connection's. What
// writes belongs inside the caller's transaction.
class MigrationHistory final
{
public:
    MigrationHistory(const Connection &connection, Actor actor);

    // By version; empty, too, when the database has no history.
    [[nodiscard]] Result<QList<AppliedMigration>> applied() const;
    // Versions that were adopted as they stood and have not been run since.
    [[nodiscard]] Result<QList<int>> baselines() const;
    // Makes those of the tables that are not there, and their triggers. Where a server of MariaDB
    // or MySQL lets this user make no trigger, the program alone keeps the events as they are; a
    // note says so once (no_triggers).
    [[nodiscard]] Result<> create(const SqlScript &script) const;
    [[nodiscard]] Result<> recordApplied(const Migration &migration, qint64 durationMs,
                                         qint64 rowsChecked) const;
    [[nodiscard]] Result<> recordReverted(const Migration &migration, qint64 durationMs,
                                          qint64 rowsChecked) const;
    // isUnfinished: the step can be gone on with, and system_events stays as its proof expects.
    [[nodiscard]] Result<> recordFailed(const Migration &migration, Direction direction,
                                        const Error &error, bool isUnfinished) const;
    // Whatever else belongs on the record: start, resume, lock, backup.
    [[nodiscard]] Result<> recordEvent(const QString &event, const Migration &migration,
                                       const QJsonObject &details) const;
    // A backup was put back, and this version with it.
    [[nodiscard]] Result<> recordRestored(int version, const QJsonObject &details) const;
    // For system_events alone, where that table exists.
    [[nodiscard]] Result<> announce(const QString &event, const QJsonObject &details) const;
    // What belongs to no version: who holds the lock, when a first start began and ended.
    [[nodiscard]] Result<> recordNote(const QString &event, const QJsonObject &details) const;
    // Which of these notes came last; null when there is none.
    [[nodiscard]] Result<QString> lastNote(const QStringList &events) const;
    // Of the newest event of this kind and version; empty when there is none.
    [[nodiscard]] Result<QJsonObject> lastDetails(const QString &event, int version) const;

private:
    [[nodiscard]] Result<> append(const QString &event, const SqlValue &version,
                                  const QJsonObject &details, const QDateTime &at) const;
    [[nodiscard]] Result<bool> hasTable(const QString &table) const;
    // Of a table that is there.
    [[nodiscard]] Result<bool> hasTrigger(const QString &trigger) const;
    [[nodiscard]] Result<> noteMissingTriggers(const Error &reason) const;

    const Connection &m_connection;
    Actor m_actor;
};
