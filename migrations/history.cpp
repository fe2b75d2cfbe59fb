// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/history.h"

#include "db/sqlerror.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSqlError>
#include <QSqlQuery>
#include <QSysInfo>

using namespace Qt::Literals::StringLiterals;

namespace {

Result<> run(const QSqlDatabase &database, const QString &sql, const QVariantList &values)
{
    QSqlQuery query{database};
    if (Result<> prepared = prepare(query, sql); !prepared)
        return prepared;
    for (const QVariant &value : values)
        query.addBindValue(value);
    return execute(query);
}

} // namespace

Actor Actor::current()
{
    QString user = qEnvironmentVariable("USER");
    if (user.isEmpty())
        user = qEnvironmentVariable("LOGNAME", u"unknown"_s);
    return {user, QSysInfo::machineHostName(), QCoreApplication::applicationVersion()};
}

MigrationHistory::MigrationHistory(const Connection &connection, Actor actor)
    : m_connectionName{connection.name()}
    , m_dialect{connection.dialect()}
    , m_actor{std::move(actor)}
{}

QSqlDatabase MigrationHistory::database() const
{
    return QSqlDatabase::database(m_connectionName, false);
}

Result<bool> MigrationHistory::hasTable(const QString &table) const
{
    QSqlQuery query{database()};
    const Result<> asked =
            prepare(query, u"SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?"_s)
                    .and_then([&] {
                        query.addBindValue(table);
                        return execute(query);
                    });
    if (!asked)
        return fail(asked.error());
    return query.next();
}

Result<QList<AppliedMigration>> MigrationHistory::applied() const
{
    QList<AppliedMigration> rows;
    const Result<bool> exists = hasTable(u"tidemark_migrations"_s);
    if (!exists)
        return fail(exists.error());
    if (!*exists)
        return rows;
    QSqlQuery query{database()};
    const Result<> asked = prepare(query, u"SELECT version, name, checksum, applied_at,"
                                          " duration_ms, app_version, host, applied_by"
                                          " FROM tidemark_migrations ORDER BY version"_s)
                                   .and_then([&] { return execute(query); });
    if (!asked)
        return fail(asked.error());
    while (query.next()) {
        rows.append({query.value(0).toInt(), query.value(1).toString(), query.value(2).toString(),
                     m_dialect.timeFromSql(query.value(3)), query.value(4).toLongLong(),
                     query.value(5).toString(), query.value(6).toString(),
                     query.value(7).toString()});
    }
    return rows;
}

Result<> MigrationHistory::create(const SqlScript &script) const
{
    const Result<bool> exists = hasTable(u"tidemark_migrations"_s);
    if (!exists)
        return fail(exists.error());
    if (*exists)
        return {};
    for (const QString &statement : script.statements()) {
        QSqlQuery query{database()};
        if (!query.exec(statement))
            return failFrom(query.lastError());
    }
    return {};
}

Result<> MigrationHistory::recordApplied(const Migration &migration, qint64 durationMs,
                                         qint64 rowsChecked) const
{
    return run(database(),
               u"INSERT INTO tidemark_migrations (version, name, checksum, applied_at,"
               " duration_ms, app_version, host, applied_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
               {migration.version, migration.name, migration.checksum,
                m_dialect.timeToSql(QDateTime::currentDateTimeUtc()), durationMs,
                m_actor.appVersion.isNull() ? u""_s : m_actor.appVersion, m_actor.host,
                m_actor.user})
            .and_then([&] {
                return recordEvent(u"apply"_s, migration,
                                   {{u"checksum"_s, migration.checksum},
                                    {u"duration_ms"_s, durationMs},
                                    {u"rows_checked"_s, rowsChecked}});
            });
}

Result<> MigrationHistory::recordReverted(const Migration &migration, qint64 durationMs,
                                          qint64 rowsChecked) const
{
    return run(database(), u"DELETE FROM tidemark_migrations WHERE version = ?"_s,
               {migration.version})
            .and_then([&] {
                return recordEvent(
                        u"revert"_s, migration,
                        {{u"duration_ms"_s, durationMs}, {u"rows_checked"_s, rowsChecked}});
            });
}

Result<> MigrationHistory::recordFailed(const Migration &migration, Direction direction,
                                        const Error &error) const
{
    return recordEvent(u"fail"_s, migration,
                       {{u"direction"_s, directionName(direction)},
                        {u"subject"_s, error.subject},
                        {u"reason"_s, error.detail}});
}

Result<> MigrationHistory::recordEvent(const QString &event, const Migration &migration,
                                       const QJsonObject &details) const
{
    const QVariant at = m_dialect.timeToSql(QDateTime::currentDateTimeUtc());
    Result<> kept =
            run(database(),
                u"INSERT INTO tidemark_migration_events (at, version, event, actor, host, details)"
                " VALUES (?, ?, ?, ?, ?, ?)"_s,
                {at, migration.version, event, m_actor.user, m_actor.host,
                 QString::fromUtf8(QJsonDocument{details}.toJson(QJsonDocument::Compact))});
    if (!kept)
        return kept;
    const Result<bool> exists = hasTable(u"system_events"_s);
    if (!exists || !*exists)
        return exists.map([](bool) {});
    QJsonObject named = details;
    named.insert(u"version"_s, migration.version);
    named.insert(u"name"_s, migration.name);
    return run(database(),
               u"INSERT INTO system_events (time, level, component, event, details)"
               " VALUES (?, ?, 'migrations', ?, ?)"_s,
               {at, event == u"fail" ? u"error"_s : u"info"_s, event,
                QString::fromUtf8(QJsonDocument{named}.toJson(QJsonDocument::Compact))});
}
