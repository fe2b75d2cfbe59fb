// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/changes/indexchangestore.h"
#include "db/tuning/indexreader.h"
#include "migrations/indexes/indexchanges.h"
#include "migrations/state/migrationstatus.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

#include <algorithm>

// A connection to a database at the newest version, and what a test asks of its indexes.
class ChangedDatabase final
{
public:
    explicit ChangedDatabase(const ConnectionSpec &spec)
        : ChangedDatabase{openOrFail(spec), MigrationSet::shipped(spec.engine).value()}
    {}
    ChangedDatabase(std::unique_ptr<Connection> connection, const MigrationSet &migrations)
        : m_connection{std::move(connection)}
        , m_database{*m_connection, migrations}
    {}

    [[nodiscard]] const Connection &connection() const { return *m_connection; }
    [[nodiscard]] const VersionedDatabase &versions() const { return m_database; }

    [[nodiscard]] std::optional<IndexDef> index(const QString &table, const QString &name) const
    {
        const QList<TableDef> tables = readIndexes(*m_connection).value();
        const auto found = std::ranges::find(tables, table, &TableDef::name);
        const IndexDef *index = found == tables.cend() ? nullptr : found->find(name);
        return index ? std::optional{*index} : std::nullopt;
    }
    // As a finding would say it.
    [[nodiscard]] IndexChange dropOf(const QString &table, const QString &name) const
    {
        const std::optional<IndexDef> def = index(table, name);
        if (!def)
            qFatal("there is no index %s", qPrintable(name));
        IndexChange change;
        change.table = table;
        change.index = name;
        change.finding = QStringLiteral("covered/") + table + u'/' + name;
        change.upSql = def->dropSql;
        change.downSql = def->createSql;
        return change;
    }
    [[nodiscard]] IndexChange makingOf(const QString &table, const QString &column) const
    {
        IndexChange change;
        change.kind = IndexChange::Kind::Create;
        change.table = table;
        change.index = QStringLiteral("ix_made_") + column;
        change.upSql =
                QStringLiteral("CREATE INDEX %1 ON %2 (%3)").arg(change.index, table, column);
        change.downSql = QStringLiteral("DROP INDEX ") + change.index;
        if (m_connection->engine() == Engine::MariaDb)
            change.downSql += QStringLiteral(" ON ") + table;
        return change;
    }
    [[nodiscard]] Result<IndexChange> apply(const IndexChange &change, bool isTrial = false) const
    {
        return applyIndexChange(m_database, change, isTrial);
    }
    [[nodiscard]] QString phase(qint64 id = 1) const
    {
        const Result<IndexChange> change = IndexChangeStore{*m_connection}.find(id);
        return change ? indexChangePhaseName(change->phase) : QString{};
    }
    // All that is not as the version and the changes say.
    [[nodiscard]] QStringList drift() const
    {
        const Result<MigrationStatus> status = migrationStatus(m_database);
        return status ? status->drift : QStringList{status.error().detail};
    }

private:
    std::unique_ptr<Connection> m_connection;
    VersionedDatabase m_database;
};
