// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/adopt/adopt.h"

#include "db/statements.h"
#include "migrations/adopt/adoptedrows.h"
#include "migrations/shape/schemamodel.h"
#include "migrations/shape/shape.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct Adoption {
    Q_DECLARE_TR_FUNCTIONS(Adoption)
};

tl::unexpected<Error> refused(const QString &sentence)
{
    return fail(Error::Kind::Refused, sentence, u"tidemarkctl migrate adopt"_s);
}

// The revision that the database says it is; empty: Alembic was never here.
Result<QString> alembicRevision(const Connection &connection)
{
    if (connection.engine() != Engine::PostgreSql)
        return QString{};
    const Result<bool> isThere = tableExists(connection, u"alembic_version"_s);
    if (!isThere || !*isThere)
        return isThere.map([](bool) { return QString{}; });
    const Result<QStringList> revisions =
            firstColumn(connection, u"SELECT version_num FROM alembic_version"_s);
    if (!revisions)
        return fail(revisions.error());
    if (revisions->size() != 1)
        return refused(Adoption::tr("The table alembic_version has %1 rows and should have one. "
                                    "Nothing was changed.")
                               .arg(revisions->size()));
    return revisions->constFirst();
}

// What hangs on the tables and would not survive that they are made anew.
Result<QStringList> dependents(const Connection &connection, const AlembicRevision &revision)
{
    QStringList tables;
    for (const AlembicTable &table : revision.tables)
        tables.append(u'\'' + table.name + u'\'');
    const QString ours = u"SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid ="
                         " c.relnamespace WHERE n.nspname = current_schema() AND c.relname IN "
                         "(%1)"_s.arg(tables.join(u", "_s));
    const Result<QStringList> views = firstColumn(
            connection, u"SELECT DISTINCT v.relname FROM pg_depend d JOIN pg_rewrite r ON r.oid ="
                        " d.objid JOIN pg_class v ON v.oid = r.ev_class WHERE d.classid ="
                        " 'pg_rewrite'::regclass AND d.refobjid IN (%1) AND r.ev_class <>"
                        " d.refobjid ORDER BY 1"_s.arg(ours));
    if (!views)
        return fail(views.error());
    // The chunks of a hypertable inherit from it, each with its own copy of the foreign keys, and
    // go with it.
    const QString noChunk = u"(SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid ="
                            " c.relnamespace WHERE n.nspname NOT LIKE '\\_timescaledb%')"_s;
    const Result<QStringList> heirs = firstColumn(
            connection, u"SELECT DISTINCT inhrelid::regclass::text FROM pg_inherits WHERE inhparent"
                        " IN (%1) AND inhrelid IN %2 AND inhrelid NOT IN (SELECT oid FROM pg_class"
                        " WHERE relispartition) ORDER BY 1"_s.arg(ours, noChunk));
    if (!heirs)
        return fail(heirs.error());
    const Result<QStringList> children = firstColumn(
            connection,
            u"SELECT DISTINCT conrelid::regclass::text FROM pg_constraint WHERE"
            " contype = 'f' AND confrelid IN (%1) AND conrelid NOT IN (%1)"
            " AND conparentid = 0 AND conrelid IN %2 AND conrelid NOT IN (SELECT"
            " inhrelid FROM pg_inherits WHERE inhparent IN (%1)) ORDER BY 1"_s.arg(ours, noChunk));
    if (!children)
        return fail(children.error());
    QStringList sentences;
    for (const QString &view : *views)
        sentences.append(Adoption::tr("View %1 reads a table that is made anew. Drop it, and make "
                                      "it again afterwards.")
                                 .arg(view));
    for (const QString &heir : *heirs)
        sentences.append(Adoption::tr("Table %1 inherits from a table that is made anew. Move its "
                                      "rows there and drop it, or end that it inherits.")
                                 .arg(heir));
    for (const QString &child : *children)
        sentences.append(Adoption::tr("Table %1 refers to a table that is made anew. Drop the "
                                      "foreign key, and make it again afterwards.")
                                 .arg(child));
    return sentences;
}

// Names that our versions need and somebody else has.
QStringList takenNames(const AlembicRevision &revision, const Schema &live, const Schema &target)
{
    QStringList own;
    QStringList needed;
    for (const AlembicTable &table : revision.tables) {
        own.append(table.name);
        needed.append(setAsideName(table.name));
    }
    for (const SchemaObject &table : target.tables())
        needed.append(table.name);
    QStringList sentences;
    for (const SchemaObject &object : live.objects) {
        const bool isTable =
                object.kind == SchemaObject::Kind::Table || object.kind == SchemaObject::Kind::View;
        if (isTable && needed.contains(object.name) && !own.contains(object.name))
            sentences.append(Adoption::tr("%1 is there already, and Tidemark needs that name.")
                                     .arg(object.name));
    }
    return sentences;
}

Result<AdoptionPlan> planForAlembic(const Connection &connection, const QString &id)
{
    const std::optional<AlembicRevision> revision = AlembicRevision::known(id);
    if (!revision)
        return refused(Adoption::tr("The database is at revision %1 of Alembic, which Tidemark "
                                    "does not know. Nothing was changed.")
                               .arg(id));
    const Result<Schema> live = inspectSchema(connection);
    if (!live)
        return fail(live.error());
    AdoptionPlan plan;
    plan.revision = id;
    plan.version = revision->version;
    plan.differences = revision->differences(*live);
    plan.droppedIndexes = revision->droppedIndexes(*live);
    const Result<Schema> target = shippedSchema(Engine::PostgreSql, revision->ourVersion());
    if (!target)
        return fail(target.error());
    plan.differences += takenNames(*revision, *live, *target);
    const Result<QStringList> hanging = dependents(connection, *revision);
    if (!hanging)
        return fail(hanging.error());
    plan.differences += *hanging;
    if (!plan.differences.isEmpty())
        return plan; // the columns that would be counted may not be there
    const QList<RowMove> moves = RowMove::of(*revision);
    for (const RowMove &move : moves) {
        const Result<RowCounts> counts = countRows(connection, move);
        if (!counts)
            return fail(counts.error());
        plan.rows += counts->rows;
        plan.rounded += counts->rounded;
        plan.keptOut += counts->keptOut;
        plan.refusedRows += counts->problems;
    }
    return plan;
}

Result<qint64> rowsIn(const Connection &connection, const Schema &schema)
{
    qint64 rows = 0;
    for (const SchemaObject &table : schema.tables()) {
        const Result<QStringList> count =
                firstColumn(connection, u"SELECT COUNT(*) FROM %1"_s.arg(quotedName(table.name)));
        if (!count)
            return fail(count.error());
        rows += count->constFirst().toLongLong();
    }
    return rows;
}

// The version that this is, or the one that it differs least from.
Result<AdoptionPlan> planForNobodys(const Connection &connection, const MigrationSet &migrations)
{
    const Result<Schema> live = inspectSchema(connection);
    if (!live)
        return fail(live.error());
    if (live->objects.isEmpty())
        return refused(Adoption::tr("The database has no tables, so there is nothing to take over. "
                                    "'tidemarkctl migrate up' makes them."));
    const Result<SchemaModel> model = SchemaModel::of(migrations);
    if (!model)
        return fail(model.error());
    AdoptionPlan plan;
    for (int version = migrations.head(); version > 0; --version) {
        const QStringList differences = schemaDifferences(*live, model->at(version)).all();
        if (plan.version > 0 && differences.size() >= plan.differences.size())
            continue;
        plan.version = version;
        plan.differences = differences;
    }
    return rowsIn(connection, *live).transform([&](qint64 rows) {
        plan.rows = rows;
        return plan;
    });
}

} // namespace

Result<AdoptionPlan> planAdoption(const Connection &connection, const MigrationSet &migrations)
{
    const Result<QList<AppliedMigration>> applied =
            MigrationHistory{connection, Actor::current()}.applied();
    if (!applied)
        return fail(applied.error());
    if (!applied->isEmpty())
        return refused(Adoption::tr("Tidemark versions this database already; there is nothing to "
                                    "take over."));
    const Result<QString> revision = alembicRevision(connection);
    if (!revision)
        return fail(revision.error());
    return revision->isEmpty() ? planForNobodys(connection, migrations)
                               : planForAlembic(connection, *revision);
}
