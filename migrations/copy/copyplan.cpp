// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/copy/copyplan.h"

#include "db/schema/inspection.h"
#include "db/statements.h"
#include "migrations/migrator.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct CopyPlan {
    Q_DECLARE_TR_FUNCTIONS(CopyPlan)
};

Result<QStringList> parentsOf(const Connection &model, const QString &table)
{
    Statements statements{model};
    Result<Rows> rows =
            statements.run(u"SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(?)"_s, {table});
    if (!rows)
        return fail(rows.error());
    QStringList parents;
    while (rows->next())
        parents.append(rows->text(0));
    return rows->end().transform([&] { return parents; });
}

Result<> checkColumns(const SchemaObject &expected, const SchemaObject *actual)
{
    if (!actual)
        return fail(Error::Kind::Refused,
                    CopyPlan::tr("Table %1 is missing. Run 'tidemarkctl migrate status' to see how "
                                 "this database differs.")
                            .arg(expected.name),
                    expected.name);
    QStringList missing = expected.columns;
    QStringList unknown = actual->columns;
    for (const QString &column : expected.columns)
        unknown.removeAll(column);
    for (const QString &column : actual->columns)
        missing.removeAll(column);
    if (!missing.isEmpty())
        return fail(Error::Kind::Refused,
                    CopyPlan::tr("Column %1 of table %2 is missing. Run 'tidemarkctl migrate "
                                 "status' to see how this database differs.")
                            .arg(missing.constFirst(), expected.name),
                    expected.name);
    if (!unknown.isEmpty())
        return fail(Error::Kind::Refused,
                    CopyPlan::tr("Column %1 of table %2 is not known to Tidemark and would be left "
                                 "behind. Move it to a table of its own, then try again.")
                            .arg(unknown.constFirst(), expected.name),
                    expected.name);
    return {};
}

void sortParentsFirst(QList<PlannedTable> &tables)
{
    QList<PlannedTable> sorted;
    const auto isDone = [&](const QString &name) {
        return std::ranges::any_of(sorted, [&](const auto &table) { return table.name == name; });
    };
    while (!tables.isEmpty()) {
        auto next = std::ranges::find_if(tables, [&](const PlannedTable &table) {
            return std::ranges::all_of(table.parents, [&](const QString &parent) {
                return parent == table.name || isDone(parent);
            });
        });
        if (next == tables.end()) // a circle, which no version has
            next = tables.begin();
        sorted.append(*next);
        tables.erase(next);
    }
    tables = sorted;
}

} // namespace

Result<std::unique_ptr<Connection>> modelOf(int version)
{
    Result<std::unique_ptr<Connection>> model =
            Connection::open(ConnectionSpec::file(u":memory:"_s));
    if (!model)
        return model;
    const auto made =
            MigrationSet::shipped(Engine::Sqlite).and_then([&](const MigrationSet &migrations) {
                return Migrator{**model, migrations}.up(version);
            });
    if (!made)
        return fail(made.error());
    return model;
}

Result<QList<PlannedTable>> copyPlan(const Connection &source, int version)
{
    const Result<std::unique_ptr<Connection>> model = modelOf(version);
    if (!model)
        return fail(model.error());
    const Result<Schema> expected = inspectSchema(**model);
    if (!expected)
        return fail(expected.error());
    const Result<Schema> actual = inspectSchema(source);
    if (!actual)
        return fail(actual.error());

    QList<PlannedTable> plan;
    const QList<SchemaObject> tables = expected->tables();
    for (const SchemaObject &table : tables) {
        const Result<> checked =
                checkColumns(table, actual->find(SchemaObject::Kind::Table, table.name));
        if (!checked)
            return fail(checked.error());
        const Result<QStringList> parents = parentsOf(**model, table.name);
        if (!parents)
            return fail(parents.error());
        plan.append({table.name, table.columns, *parents});
    }
    sortParentsFirst(plan);
    return plan;
}
