// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trash/trashexport.h"

#include "app/reports/reportfile.h"
#include "app/trash/trashcsv.h"
#include "db/actor.h"
#include "db/bulk/columnnames.h"
#include "db/transaction.h"
#include "db/trash/rulechildren.h"
#include "db/trash/trashcondition.h"
#include "migrations/backups/durablefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace {

struct ExportText {
    Q_DECLARE_TR_FUNCTIONS(ExportText)
};

// One file that is to be written.
struct Part {
    QString table;
    QStringList columns;
    QString query;
    bool isCounted = true; // rows of the bin, not what goes with them
};

QList<Part> partsOf(const Connection &connection, const Schema &schema, const TrashRequest &request)
{
    QList<Part> parts;
    for (const TrashKind kind : AllTrashKinds) {
        if (!request.asksFor(kind))
            continue;
        const QString table = trashTableName(kind);
        const QString ids =
                u"SELECT x.id "_s +
                trashCondition(kind, request, connection.engine()).inlined(connection.engine());
        const QStringList columns = trashColumns(schema, table);
        parts.append({table, columns,
                      u"SELECT %1 FROM %2 WHERE id IN (%3) ORDER BY id"_s.arg(columnNames(columns),
                                                                              table, ids)});
        if (kind != TrashKind::Rule)
            continue;
        for (const RuleChild &child : RuleChildren) {
            const QStringList own = trashColumns(schema, child.table);
            parts.append({child.table, own,
                          u"SELECT %1 FROM %2 WHERE rule_id IN (%3) ORDER BY %4"_s.arg(
                                  columnNames(own), child.table, ids, child.order),
                          false});
        }
    }
    return parts;
}

QString fileNameOf(const Part &part)
{
    return part.table + u".csv"_s;
}

// With what is missing above it. A power cut takes none of them away: they will hold the only copy.
Result<> makePath(const QString &folder)
{
    QStringList parents;
    for (QFileInfo each{folder}; !each.exists(); each.setFile(each.absolutePath()))
        parents.append(each.absolutePath());
    if (!QDir{}.mkpath(folder))
        return fail(Error::Kind::AccessDenied, u"the folder cannot be made"_s, folder);
    for (const QString &parent : std::as_const(parents)) {
        if (const Result<> flushed = flushToDisk(parent); !flushed)
            return flushed;
    }
    return {};
}

// Whatever stands there belongs to somebody.
Result<> makeFolder(const QString &folder, const QList<Part> &parts)
{
    if (const Result<> made = makePath(folder); !made)
        return made;
    const auto isTaken = [&](const QString &name) {
        return ReportFile::isTaken(QDir{folder}.filePath(name));
    };
    if (isTaken(QString::fromLatin1(TrashManifestName)))
        return fail(Error::Kind::Refused,
                    ExportText::tr("%1 holds an export already. Choose another folder; nothing "
                                   "was exported.")
                            .arg(folder),
                    folder);
    for (const Part &part : parts) {
        if (isTaken(fileNameOf(part)))
            return fail(Error::Kind::Refused,
                        ExportText::tr("%1 is there already and would be overwritten. Choose "
                                       "another folder; nothing was exported.")
                                .arg(QDir{folder}.filePath(fileNameOf(part))),
                        folder);
    }
    if (!QDir{folder}.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System |
                              QDir::NoDotAndDotDot))
        return fail(Error::Kind::Refused,
                    ExportText::tr("%1 has something else in it, and an export needs a folder of "
                                   "its own. Choose a new or an empty one; nothing was exported.")
                            .arg(folder),
                    folder);
    return {};
}

Result<> writeManifest(const Connection &connection, const TrashExportRecord &record)
{
    const QJsonObject manifest{
            {u"database"_s, connection.location()},
            {u"exported_at"_s, record.exportedAt.toString(Qt::ISODateWithMs)},
            {u"exported_by"_s, record.exportedBy},
            {u"files"_s, trashFilesToJson(record.files)},
    };
    return writeWholeFile(QDir{record.folder}.filePath(QString::fromLatin1(TrashManifestName)),
                          QJsonDocument{manifest}.toJson(), {.isNew = true, .isPrivate = true});
}

// One moment of the database for all files: the versions are those of the rules beside them.
Result<> writeParts(const Connection &connection, const TrashExportPlan &plan,
                    TrashExportRecord &record, const TrashProgressHandler &progress)
{
    const Result<Schema> schema = inspectSchema(connection);
    if (!schema)
        return fail(schema.error());
    Transaction snapshot{connection};
    if (const Result<> begun = snapshot.beginSnapshot(); !begun)
        return begun;
    const Result<TrashCounts> counts = TrashReader{connection}.counts(plan.rows);
    if (!counts)
        return fail(counts.error());
    if (counts->total() == 0)
        return fail(Error::Kind::Refused,
                    ExportText::tr("The recycle bin has nothing to export. Nothing was written."));
    const QList<Part> parts = partsOf(connection, *schema, plan.rows);
    if (const Result<> folder = makeFolder(record.folder, parts); !folder)
        return folder;
    for (const Part &part : parts) {
        const QString path = QDir{record.folder}.filePath(fileNameOf(part));
        Result<TrashFile> file =
                writeTrashCsv(connection, part.query, part.columns, path, [&](qint64 rows) {
                    const qint64 done = record.rows + (part.isCounted ? rows : 0);
                    return !progress || progress({TrashProgress::Phase::Exporting, part.table, done,
                                                  counts->total()});
                });
        if (!file)
            return fail(file.error());
        file->table = part.table;
        record.files.append(*file);
        if (part.isCounted)
            record.rows += file->rows;
    }
    return {};
}

// What no record names is no export. Of the files those alone that this export has written.
void takeBack(const TrashExportRecord &record, const QStringList &others = {})
{
    QDir folder{record.folder};
    for (const TrashFile &file : record.files)
        folder.remove(file.name);
    for (const QString &name : others)
        folder.remove(name);
    folder.rmdir(record.folder); // unless there is something else in it
}

} // namespace

Result<TrashExportRecord> exportTrash(const Connection &connection, const TrashExportPlan &plan,
                                      const QDateTime &now, const TrashProgressHandler &progress)
{
    const Actor actor = Actor::current();
    TrashExportRecord record;
    record.exportedAt = now;
    record.exportedBy = actor.name();
    record.host = actor.host;
    record.folder = QDir{plan.folder}.absolutePath();
    if (const Result<> written = writeParts(connection, plan, record, progress); !written) {
        takeBack(record);
        return fail(written.error());
    }
    if (const Result<> written = writeManifest(connection, record); !written) {
        takeBack(record);
        return fail(written.error());
    }
    Result<TrashExportRecord> added = TrashExportStore{connection}.add(record);
    if (!added)
        takeBack(record, {QString::fromLatin1(TrashManifestName)});
    return added;
}
