// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/state/versioneddatabase.h"

using namespace Qt::Literals::StringLiterals;

VersionedDatabase::VersionedDatabase(const Connection &connection, MigrationSet migrations,
                                     Actor actor)
    : m_connection{connection}
    , m_migrations{std::move(migrations)}
    , m_history{connection, std::move(actor)}
{}

// Somebody else may move the database meanwhile. So what says whose the tables are is read after
// them, and tables without that are looked for once more.
Result<MigrationState> VersionedDatabase::state() const
{
    const auto isEmpty = [this] {
        return inspectSchema(m_connection).transform([](const Schema &schema) {
            return schema.objects.isEmpty();
        });
    };
    Result<bool> empty = isEmpty();
    if (!empty)
        return fail(empty.error());
    const Result<QList<StepJournal::Entry>> unfinished = readJournal();
    if (!unfinished)
        return fail(unfinished.error());
    const Result<QList<AppliedMigration>> applied = m_history.applied();
    if (!applied)
        return fail(applied.error());
    if (!*empty && applied->isEmpty() && unfinished->isEmpty()) {
        empty = isEmpty();
        if (!empty)
            return fail(empty.error());
    }
    return MigrationState{*applied, *empty, applied->isEmpty() ? 0 : applied->constLast().version,
                          *unfinished};
}

Result<QList<StepJournal::Entry>> VersionedDatabase::readJournal() const
{
    if (m_connection.dialect().hasTransactionalDdl())
        return QList<StepJournal::Entry>{};
    const Result<bool> exists = tableExists(m_connection, u"tidemark_migration_steps"_s);
    if (!exists)
        return fail(exists.error());
    return *exists ? StepJournal{m_connection}.entries() : QList<StepJournal::Entry>{};
}

Result<const SchemaModel *> VersionedDatabase::model() const
{
    if (!m_model) {
        Result<SchemaModel> made = SchemaModel::of(m_migrations);
        if (!made)
            return fail(made.error());
        m_model = std::move(*made);
    }
    return &*m_model;
}
