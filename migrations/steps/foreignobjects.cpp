// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/steps/foreignobjects.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace {

struct ForeignObjectText {
    Q_DECLARE_TR_FUNCTIONS(ForeignObjectText)
};

// Tables that the script makes anew beside the old one.
QStringList rebuiltTables(const MigrationStep &step)
{
    static const QRegularExpression made{u"^CREATE TABLE new_(\\w+)"_s};

    QStringList tables;
    const QList<SqlStatement> statements = step.statements();
    for (const SqlStatement &statement : statements) {
        if (const auto match = made.match(statement.sql); match.hasMatch())
            tables.append(match.captured(1));
    }
    return tables;
}

// Only what belongs to this table.
Schema onTable(const Schema &schema, const QString &table, bool withOthers)
{
    Schema part;
    std::ranges::copy_if(schema.objects, std::back_inserter(part.objects),
                         [&](const SchemaObject &object) {
                             return object.table == table &&
                                    (withOthers || object.kind == SchemaObject::Kind::Table);
                         });
    return part;
}

} // namespace

Result<> refuseForeignObjects(const MigrationStep &step, const Schema &live)
{
    // SQLite keeps the statement of each object, and what is a part of its tables is checked after
    // the step, which is a transaction there.
    if (step.connection.engine() == Engine::Sqlite || !step.isExact)
        return {};
    const bool withOthers = !step.connection.dialect().hasTransactionalDdl();
    const QStringList tables = rebuiltTables(step);
    for (const QString &table : tables) {
        const QStringList differences = schemaDifferences(onTable(live, table, withOthers),
                                                          onTable(step.from, table, withOthers))
                                                .all();
        if (!differences.isEmpty())
            return fail(Error::Kind::Refused,
                        ForeignObjectText::tr(
                                "Migration %1 makes the table %2 anew, and what somebody changed "
                                "on it would be lost: %3. Undo that, then try again; nothing was "
                                "changed.")
                                .arg(step.migration.version)
                                .arg(table, differences.join(u"; "_s)),
                        step.migration.name);
    }
    return {};
}

Result<> restoreForeignObjects(const MigrationStep &step, const Schema &before, const Schema &after)
{
    for (const SchemaObject &object : before.objects) {
        if (object.kind == SchemaObject::Kind::Table || step.from.find(object.kind, object.name) ||
            after.find(object.kind, object.name) ||
            (object.kind != SchemaObject::Kind::View && !findTable(after, object.table)))
            continue;
        if (const Result<> made = step.connection.execute(object.sql); !made)
            return fail(
                    Error::Kind::Refused,
                    ForeignObjectText::tr(
                            "%1 is not known to Tidemark and does not fit the new schema. Drop it, "
                            "then try again.")
                            .arg(object.name),
                    object.name);
    }
    return {};
}
