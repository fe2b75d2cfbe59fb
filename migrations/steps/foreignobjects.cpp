// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/steps/foreignobjects.h"

#include "db/statements.h"

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

Error lostWith(const MigrationStep &step, const QString &table, const QStringList &what)
{
    return {Error::Kind::Refused,
            ForeignObjectText::tr("Migration %1 makes the table %2 anew, and what somebody changed "
                                  "on it would be lost: %3. Undo that, then try again; nothing was "
                                  "changed.")
                    .arg(step.migration.version)
                    .arg(table, what.join(u"; "_s)),
            step.migration.name};
}

// Rows that were hidden from somebody must not be shown to him afterwards.
Result<> refuseRowSecurity(const MigrationStep &step)
{
    if (step.connection.engine() != Engine::PostgreSql)
        return {};
    Statements statements{step.connection};
    const QStringList tables = rebuiltTables(step);
    for (const QString &table : tables) {
        Result<Rows> rows = statements.run(
                u"SELECT p.polname FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid"
                " WHERE c.oid = to_regclass(quote_ident(?)) AND (c.relrowsecurity OR p.polname IS"
                " NOT NULL) ORDER BY 1"_s,
                {table});
        if (!rows)
            return fail(rows.error());
        QStringList found;
        while (rows->next())
            found.append(rows->isNull(0) ? ForeignObjectText::tr("row level security")
                                         : ForeignObjectText::tr("policy %1").arg(rows->text(0)));
        if (Result<> end = rows->end(); !end)
            return end;
        if (!found.isEmpty())
            return fail(lostWith(step, table, found));
    }
    return {};
}

} // namespace

Result<> refuseForeignObjects(const MigrationStep &step, const Schema &live)
{
    if (Result<> shown = refuseRowSecurity(step); !shown)
        return shown;
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
            return fail(lostWith(step, table, differences));
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

Result<QStringList> foreignRights(const MigrationStep &step)
{
    if (step.connection.engine() != Engine::PostgreSql)
        return QStringList{};
    // The owner comes first: what is granted to whoever owns a table is not kept as a right of his.
    const QString query =
            u"WITH t AS (SELECT * FROM pg_class WHERE oid = to_regclass(quote_ident(?))),"
            " rights (name, acl) AS (SELECT NULL, relacl FROM t UNION ALL SELECT attname, attacl"
            "  FROM pg_attribute WHERE attrelid = (SELECT oid FROM t) AND NOT attisdropped)"
            " SELECT NULL, format('ALTER TABLE %I OWNER TO %I', t.relname, r.rolname) FROM t"
            " JOIN pg_roles r ON r.oid = t.relowner WHERE r.rolname <> current_user"
            " UNION ALL SELECT rights.name, format('GRANT %s%s ON %I TO %s%s', a.privilege_type,"
            "  ' (' || quote_ident(rights.name) || ')', t.relname,"
            "  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END,"
            "  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' END)"
            " FROM t CROSS JOIN rights CROSS JOIN LATERAL aclexplode(rights.acl) a"
            " LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE a.grantee <> t.relowner"_s;
    Statements statements{step.connection};
    QStringList rights;
    const QStringList tables = rebuiltTables(step);
    for (const QString &table : tables) {
        const SchemaObject *to = findTable(step.to, table);
        Result<Rows> rows = statements.run(query, {table});
        if (!rows)
            return fail(rows.error());
        while (rows->next()) {
            if (rows->isNull(0) || (to && to->columns.contains(rows->text(0))))
                rights.append(rows->text(1));
        }
        if (const Result<> end = rows->end(); !end)
            return fail(end.error());
    }
    return rights;
}

Result<> restoreForeignRights(const MigrationStep &step, const QStringList &rights)
{
    for (const QString &right : rights) {
        if (const Result<> given = step.connection.execute(right); !given)
            return fail(Error::Kind::Refused,
                        ForeignObjectText::tr(
                                "Migration %1 makes a table anew, and this cannot be said again: "
                                "%2. Undo it, then try again; nothing was changed.")
                                .arg(step.migration.version)
                                .arg(right),
                        step.migration.name);
    }
    return {};
}
