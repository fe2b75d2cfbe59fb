// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/rehearsal/previewmaker.h"

#include "db/statements.h"
#include "migrations/proof/migrationloss.h"
#include "migrations/shape/storagevariant.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QStorageInfo>

using namespace Qt::Literals::StringLiterals;

namespace {

struct PreviewText {
    Q_DECLARE_TR_FUNCTIONS(PreviewText)
};

// Counts each table once; one that is not there has no rows.
class RowCounter final
{
public:
    explicit RowCounter(const Connection &connection)
        : m_statements{connection}
    {}
    qint64 operator()(const QString &table)
    {
        if (const auto known = m_counts.constFind(table); known != m_counts.cend())
            return *known;
        Result<Rows> rows = m_statements.run(u"SELECT COUNT(*) FROM %1"_s.arg(quotedName(table)));
        const qint64 count = rows && rows->next() ? rows->integer(0) : 0;
        m_counts.insert(table, count);
        return count;
    }

private:
    Statements m_statements;
    QHash<QString, qint64> m_counts;
};

// Tables that a script makes anew beside the old one, or whose columns it converts in place.
QStringList rewrittenTables(const QList<SqlStatement> &statements, Engine engine)
{
    static const QRegularExpression rebuilt{u"^CREATE TABLE new_(\\w+)"_s};
    static const QRegularExpression altered{u"^ALTER TABLE (\\w+)"_s};

    QStringList tables;
    for (const SqlStatement &statement : statements) {
        QString table = rebuilt.match(statement.sql).captured(1);
        const bool converts =
                (engine == Engine::PostgreSql && statement.sql.contains(" TYPE "_L1)) ||
                (engine == Engine::MariaDb && statement.sql.contains("MODIFY "_L1));
        if (table.isEmpty() && converts)
            table = altered.match(statement.sql).captured(1);
        if (!table.isEmpty() && !tables.contains(table))
            tables.append(table);
    }
    return tables;
}

// SQLite has one lock for the whole file; servers lock what they touch, and Tidemark's own writers
// wait for each other everywhere.
QString locksOf(Engine engine, const QStringList &rewrites)
{
    if (engine == Engine::Sqlite)
        return PreviewText::tr("all writes");
    return rewrites.isEmpty() ? PreviewText::tr("writes of Tidemark")
                              : PreviewText::tr("writes of Tidemark, all use of %1")
                                        .arg(rewrites.join(u", "_s));
}

// What cannot be counted, as in a database that somebody changed, stops no look at the rest.
qint64 rowsOfTablesThatGo(const Connection &connection, const Schema &live, const Schema &from,
                          const Schema &to)
{
    qint64 rows = 0;
    for (const SchemaObject &table : from.tables()) {
        if (!findTable(to, table.name) && findTable(live, table.name))
            rows += rowsLostWith(connection, table.name).value_or(0);
    }
    return rows;
}

} // namespace

Result<QList<MigrationPreview>> makePreviews(const Connection &connection,
                                             const MigrationSet &migrations)
{
    const Result<SchemaModel> model = SchemaModel::of(migrations);
    if (!model)
        return fail(model.error());
    const Result<Schema> live = inspectSchema(connection);
    if (!live)
        return fail(live.error());
    const Result<QString> variant = storageVariant(connection);
    if (!variant)
        return fail(variant.error());
    RowCounter count{connection};
    const QFileInfo file{connection.location()};
    const qint64 free = connection.engine() == Engine::Sqlite && file.exists()
                                ? QStorageInfo{file.absolutePath()}.bytesAvailable()
                                : 0;
    QList<MigrationPreview> previews;
    for (const Migration &migration : migrations.all()) {
        for (const Direction direction : {Direction::Up, Direction::Down}) {
            const SqlScript script = migration.script(direction, *variant);
            MigrationPreview preview;
            preview.version = migration.version;
            preview.direction = direction;
            preview.sql = script.text().trimmed();
            preview.statements = int(script.statements().size());
            preview.rewrites = rewrittenTables(script.statements(), connection.engine());
            preview.locks = locksOf(connection.engine(), preview.rewrites);
            for (const QString &table : preview.rewrites) {
                if (findTable(*live, table))
                    preview.rewrittenRows += count(table);
            }
            if (direction == Direction::Down)
                preview.rowsLost =
                        rowsOfTablesThatGo(connection, *live, model->at(migration.version),
                                           model->at(migration.version - 1));
            preview.diskFree = free;
            preview.undo = direction == Direction::Up
                                   ? PreviewText::tr("down script, or backup before")
                                   : PreviewText::tr("up script, or backup before");
            previews.append(preview);
        }
    }
    return previews;
}
