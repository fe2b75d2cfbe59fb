// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/rehearsal/previewmaker.h"

#include "db/statements.h"
#include "migrations/proof/migrationloss.h"
#include "migrations/shape/storagevariant.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>
#include <QLocale>
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

// What every table takes, with its indexes: as the server tells it, and on SQLite, which would have
// to read the whole file, the table's share by its rows.
class TableSizes final
{
public:
    TableSizes(const Connection &connection, const Schema &live, RowCounter &count)
        : m_connection{connection}
        , m_live{live}
        , m_count{count}
    {}

    // Of all of them together; nothing when one is not known.
    [[nodiscard]] std::optional<qint64> operator()(const QStringList &tables)
    {
        qint64 bytes = 0;
        for (const QString &table : tables) {
            const Result<qint64> size = m_connection.engine() == Engine::Sqlite
                                                ? shareOf(table)
                                                : asked(serverQuery(), {table});
            if (!size)
                return {};
            bytes += *size;
        }
        return bytes;
    }

private:
    [[nodiscard]] QString serverQuery() const
    {
        if (m_connection.engine() == Engine::PostgreSql)
            return u"SELECT pg_total_relation_size(CAST(quote_ident(?) AS regclass))"_s;
        return u"SELECT CAST(COALESCE(SUM(data_length + index_length), 0) AS SIGNED) FROM"
               " information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?"_s;
    }
    [[nodiscard]] Result<qint64> asked(const QString &query,
                                       std::initializer_list<SqlValue> values) const
    {
        Statements statements{m_connection};
        Result<Rows> rows = statements.run(query, values);
        if (!rows)
            return fail(rows.error());
        const qint64 number = rows->next() ? rows->integer(0) : 0;
        return rows->end().transform([&] { return number; });
    }
    [[nodiscard]] Result<qint64> shareOf(const QString &table)
    {
        if (m_bytesOfARow < 0) {
            const Result<qint64> bytes =
                    asked(u"SELECT (page_count - freelist_count) * page_size FROM"
                          " pragma_page_count(), pragma_freelist_count(), pragma_page_size()"_s,
                          {});
            if (!bytes)
                return bytes;
            qint64 rows = 0;
            for (const SchemaObject &each : m_live.tables())
                rows += m_count(each.name);
            m_bytesOfARow = rows > 0 ? *bytes / rows : 0;
        }
        return m_count(table) * m_bytesOfARow;
    }

    const Connection &m_connection;
    const Schema &m_live;
    RowCounter &m_count;
    qint64 m_bytesOfARow = -1; // of SQLite; below 0: not asked yet
};

// Tables of the version that statements of PostgreSQL keep for themselves. Who drops a foreign key
// locks the table that it refers to, too.
QStringList alteredTables(const QList<SqlStatement> &statements, const Schema &from)
{
    static const QRegularExpression altered{u"^(?:ALTER|DROP) TABLE (\\w+)"_s};
    static const QRegularExpression index{u"^DROP INDEX (\\w+)"_s};
    static const QRegularExpression reference{u"\\breferences (\\w+)"_s};

    QStringList tables;
    const auto add = [&](const QString &table) {
        if (findTable(from, table) && !tables.contains(table))
            tables.append(table);
    };
    for (const SqlStatement &statement : statements) {
        const QString table = altered.match(statement.sql).captured(1);
        add(table);
        if (const SchemaObject *dropped =
                    from.find(SchemaObject::Kind::Index, index.match(statement.sql).captured(1)))
            add(dropped->table);
        const SchemaObject *known = findTable(from, table);
        if (!known || !(statement.kind == SqlStatement::Kind::DropTable ||
                        statement.sql.contains("DROP CONSTRAINT fk_"_L1)))
            continue;
        for (auto match = reference.globalMatch(known->definition); match.hasNext();)
            add(match.next().captured(1));
    }
    return tables;
}

// SQLite has one lock for the whole file. PostgreSQL keeps every table from being written while a
// step is proven, in one transaction. MariaDB commits each statement: only a table that is copied
// cannot be written meanwhile. Tidemark's own writers wait for each other everywhere.
void setLocks(MigrationPreview &preview, Engine engine, const QList<SqlStatement> &statements,
              const Schema &from)
{
    switch (engine) {
    case Engine::Sqlite:
        preview.locks = PreviewText::tr("all writes");
        return;
    case Engine::PostgreSql:
        preview.locks = from.objects.isEmpty()
                                ? PreviewText::tr("writes of Tidemark")
                                : PreviewText::tr("all writes to the database's tables");
        preview.lockedForAll = alteredTables(statements, from);
        return;
    case Engine::MariaDb:
        preview.locks = PreviewText::tr("writes of Tidemark");
        preview.lockedForWrites = preview.rewrites;
        return;
    }
}

QStringList warningsFor(const MigrationPreview &preview)
{
    if (preview.diskFree <= 0 || preview.diskDelta.value_or(0) <= preview.diskFree)
        return {};
    const QLocale locale;
    return {PreviewText::tr("It needs about %1 and the disk has %2 left.")
                    .arg(locale.formattedDataSize(*preview.diskDelta),
                         locale.formattedDataSize(preview.diskFree))};
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
    TableSizes sizes{connection, *live, count};
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
            const int before =
                    direction == Direction::Up ? migration.version - 1 : migration.version;
            setLocks(preview, connection.engine(), script.statements(), model->at(before));
            QStringList present = preview.rewrites;
            present.removeIf([&](const QString &table) { return !findTable(*live, table); });
            for (const QString &table : std::as_const(present))
                preview.rewrittenRows += count(table);
            if (!present.isEmpty())
                preview.diskDelta = sizes(present);
            if (direction == Direction::Down)
                preview.rowsLost =
                        rowsOfTablesThatGo(connection, *live, model->at(migration.version),
                                           model->at(migration.version - 1));
            preview.diskFree = free;
            preview.warnings = warningsFor(preview);
            preview.undo = direction == Direction::Up
                                   ? PreviewText::tr("down script, or backup before")
                                   : PreviewText::tr("up script, or backup before");
            previews.append(preview);
        }
    }
    return previews;
}
