// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/history.h"

#include "db/domain/errorkind.h"
#include "db/schema/inspection.h"
#include "db/statements.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QRegularExpression>

#include <optional>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace {

Result<> change(const Connection &connection, const QString &sql,
                std::initializer_list<SqlValue> values)
{
    return Statements{connection}.change(sql, values).map([](int) {});
}

} // namespace

MigrationHistory::MigrationHistory(const Connection &connection, Actor actor)
    : m_connection{connection}
    , m_actor{std::move(actor)}
{}

Result<bool> MigrationHistory::hasTable(const QString &table) const
{
    return tableExists(m_connection, table);
}

Result<bool> MigrationHistory::hasTrigger(const QString &trigger) const
{
    if (m_connection.dialect().hasTransactionalDdl())
        return true;
    Statements statements{m_connection};
    Result<Rows> rows = statements.run(u"SELECT COUNT(*) FROM information_schema.triggers WHERE "
                                       "trigger_schema = DATABASE() AND trigger_name = ?"_s,
                                       {trigger});
    if (!rows)
        return fail(rows.error());
    return rows->next() && rows->integer(0) > 0;
}

Result<QList<AppliedMigration>> MigrationHistory::applied() const
{
    const Result<bool> exists = hasTable(u"tidemark_migrations"_s);
    if (!exists)
        return fail(exists.error());
    QList<AppliedMigration> applied;
    if (!*exists)
        return applied;
    Statements statements{m_connection};
    Result<Rows> rows = statements.run(u"SELECT version, name, checksum, applied_at,"
                                       " duration_ms, app_version, host, applied_by"
                                       " FROM tidemark_migrations ORDER BY version"_s);
    if (!rows)
        return fail(rows.error());
    while (rows->next()) {
        applied.append({static_cast<int>(rows->integer(0)), rows->text(1), rows->text(2),
                        rows->time(3), rows->integer(4), rows->text(5), rows->text(6),
                        rows->text(7)});
    }
    return rows->end().transform([&] { return applied; });
}

Result<QList<int>> MigrationHistory::baselines() const
{
    const Result<bool> exists = hasTable(u"tidemark_migration_events"_s);
    if (!exists)
        return fail(exists.error());
    QList<int> versions;
    if (!*exists)
        return versions;
    Statements statements{m_connection};
    Result<Rows> rows = statements.run(
            u"SELECT version, event FROM tidemark_migration_events WHERE event IN ('baseline', "
            "'apply', 'revert') ORDER BY id"_s);
    if (!rows)
        return fail(rows.error());
    while (rows->next()) {
        const int version = static_cast<int>(rows->integer(0));
        versions.removeOne(version);
        if (rows->text(1) == "baseline"_L1)
            versions.append(version);
    }
    return rows->end().transform([&] { return versions; });
}

Result<> MigrationHistory::create(const SqlScript &script) const
{
    static const QRegularExpression table{u"^CREATE TABLE (\\w+)"_s};
    static const QRegularExpression trigger{u"^CREATE TRIGGER (\\w+)"_s};

    // What follows a table, such as its triggers, is made with it: in one transaction, or on
    // MariaDB one after the other, so that whoever died between them left a table without.
    bool isNew = true;
    std::optional<Error> missingTriggers;
    for (const SqlStatement &statement : script.statements()) {
        const QRegularExpressionMatch match = table.match(statement.sql);
        if (match.hasMatch()) {
            const Result<bool> exists = hasTable(match.captured(1));
            if (!exists)
                return fail(exists.error());
            isNew = !*exists;
        }
        bool isMissing = isNew;
        const QRegularExpressionMatch triggerMatch = trigger.match(statement.sql);
        if (!isNew && triggerMatch.hasMatch()) {
            const Result<bool> exists = hasTrigger(triggerMatch.captured(1));
            if (!exists)
                return fail(exists.error());
            isMissing = !*exists;
        }
        if (!isMissing)
            continue;
        Result<> made = m_connection.execute(statement.sql);
        // While a binary log is written, which it is by default on MySQL, only administrators may.
        const bool isForbidden = !made && made.error().kind == Error::Kind::AccessDenied &&
                                 triggerMatch.hasMatch() &&
                                 !m_connection.dialect().hasTransactionalDdl();
        if (isForbidden)
            missingTriggers = made.error();
        else if (!made)
            return made;
    }
    return missingTriggers ? noteMissingTriggers(*missingTriggers) : Result<>{};
}

Result<> MigrationHistory::noteMissingTriggers(const Error &reason) const
{
    const QString event = u"no_triggers"_s;
    const Result<QString> noted = lastNote({event});
    if (!noted)
        return fail(noted.error());
    return noted->isNull() ? recordNote(event, {{u"reason"_s, reason.detail}}) : Result<>{};
}

Result<QJsonObject> MigrationHistory::lastDetails(const QString &event, int version) const
{
    Statements statements{m_connection};
    Result<Rows> rows = statements.run(
            u"SELECT details FROM tidemark_migration_events WHERE event = ? AND version = ? "
            "ORDER BY id DESC LIMIT 1"_s,
            {event, version});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return QJsonObject{};
    return QJsonDocument::fromJson(rows->text(0).toUtf8()).object();
}

Result<> MigrationHistory::recordApplied(const Migration &migration, qint64 durationMs,
                                         qint64 rowsChecked) const
{
    return change(m_connection,
                  u"INSERT INTO tidemark_migrations (version, name, checksum, applied_at,"
                  " duration_ms, app_version, host, applied_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
                  {migration.version, migration.name, migration.checksum,
                   QDateTime::currentDateTimeUtc(), durationMs,
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
    return change(m_connection, u"DELETE FROM tidemark_migrations WHERE version = ?"_s,
                  {migration.version})
            .and_then([&] {
                return recordEvent(
                        u"revert"_s, migration,
                        {{u"duration_ms"_s, durationMs}, {u"rows_checked"_s, rowsChecked}});
            });
}

Result<> MigrationHistory::recordFailed(const Migration &migration, Direction direction,
                                        const Error &error, bool isUnfinished) const
{
    const QJsonObject details{{u"direction"_s, directionName(direction)},
                              {u"subject"_s, error.subject},
                              {u"kind"_s, errorKindName(error.kind)},
                              {u"reason"_s, error.detail}};
    return isUnfinished
                   ? append(u"fail"_s, migration.version, details, QDateTime::currentDateTimeUtc())
                   : recordEvent(u"fail"_s, migration, details);
}

Result<> MigrationHistory::append(const QString &event, const SqlValue &version,
                                  const QJsonObject &details, const QDateTime &at) const
{
    return change(m_connection,
                  u"INSERT INTO tidemark_migration_events (at, version, event, actor, host, "
                  "details) VALUES (?, ?, ?, ?, ?, ?)"_s,
                  {at, version, event, m_actor.user, m_actor.host,
                   QString::fromUtf8(QJsonDocument{details}.toJson(QJsonDocument::Compact))});
}

Result<> MigrationHistory::recordNote(const QString &event, const QJsonObject &details) const
{
    return append(event, {}, details, QDateTime::currentDateTimeUtc());
}

Result<QString> MigrationHistory::lastNote(const QStringList &events) const
{
    Statements statements{m_connection};
    const QString marks = QStringList(events.size(), u"?"_s).join(u", "_s);
    const std::vector<SqlValue> values(events.cbegin(), events.cend());
    Result<Rows> rows = statements.run(
            u"SELECT event FROM tidemark_migration_events WHERE event IN (%1) ORDER BY id DESC "
            "LIMIT 1"_s.arg(marks),
            values);
    if (!rows)
        return fail(rows.error());
    return rows->next() ? rows->text(0) : QString{};
}

Result<> MigrationHistory::recordEvent(const QString &event, const Migration &migration,
                                       const QJsonObject &details) const
{
    if (Result<> kept = append(event, migration.version, details, QDateTime::currentDateTimeUtc());
        !kept)
        return kept;
    // What happens on the way is for the history alone.
    if (event != "apply"_L1 && event != "revert"_L1 && event != "fail"_L1)
        return {};
    QJsonObject named = details;
    named.insert(u"version"_s, migration.version);
    named.insert(u"name"_s, migration.name);
    return announce(event, named);
}

Result<> MigrationHistory::recordRestored(int version, const QJsonObject &details) const
{
    QJsonObject named = details;
    named.insert(u"version"_s, version);
    return append(u"restore"_s, version, details, QDateTime::currentDateTimeUtc()).and_then([&] {
        return announce(u"restore"_s, named);
    });
}

Result<> MigrationHistory::announce(const QString &event, const QJsonObject &details) const
{
    const Result<bool> exists = hasTable(u"system_events"_s);
    if (!exists || !*exists)
        return exists.map([](bool) {});
    return change(m_connection,
                  u"INSERT INTO system_events (time, level, component, event, details)"
                  " VALUES (?, ?, 'migrations', ?, ?)"_s,
                  {QDateTime::currentDateTimeUtc(), event == u"fail" ? u"error"_s : u"info"_s,
                   event,
                   QString::fromUtf8(QJsonDocument{details}.toJson(QJsonDocument::Compact))});
}
