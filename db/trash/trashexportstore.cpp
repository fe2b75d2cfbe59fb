// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/trash/trashexportstore.h"

#include "db/events/eventstore.h"
#include "db/transaction.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

QJsonArray trashFilesToJson(const QList<TrashFile> &files)
{
    QJsonArray array;
    for (const TrashFile &file : files)
        array.append(QJsonObject{{u"table"_s, file.table},
                                 {u"file"_s, file.name},
                                 {u"rows"_s, file.rows},
                                 {u"sha256"_s, file.sha256}});
    return array;
}

QList<TrashFile> trashFilesFromJson(const QJsonArray &array)
{
    QList<TrashFile> files;
    for (const auto &value : array)
        files.append({value[u"table"].toString(), value[u"file"].toString(),
                      value[u"rows"].toInteger(), value[u"sha256"].toString()});
    return files;
}

Result<TrashExportRecord> TrashExportStore::add(TrashExportRecord record)
{
    const QString files = QString::fromUtf8(
            QJsonDocument{trashFilesToJson(record.files)}.toJson(QJsonDocument::Compact));
    Transaction transaction{m_connection};
    return transaction.begin()
            .and_then([&] { return m_schema.check(); })
            .and_then([&] {
                return m_statements.change(
                        u"INSERT INTO trash_exports (exported_at, exported_by, host, folder, "
                        "files, row_count, purged_count) VALUES (?, ?, ?, ?, ?, ?, 0)"_s,
                        {record.exportedAt, record.exportedBy, record.host, record.folder, files,
                         record.rows});
            })
            .and_then([&](int) -> Result<> {
                // No other writer is in its transaction, so the newest is this.
                Result<Rows> rows = m_statements.run(u"SELECT MAX(id) FROM trash_exports"_s);
                if (!rows)
                    return fail(rows.error());
                record.id = rows->next() ? rows->integer(0) : 0;
                return rows->end();
            })
            .and_then([&] {
                return EventStore{m_connection}.append(EventStore::Level::Info, u"trash"_s,
                                                       u"exported"_s, record.exportedAt,
                                                       {{u"export"_s, record.id},
                                                        {u"folder"_s, record.folder},
                                                        {u"rows"_s, record.rows},
                                                        {u"by"_s, record.exportedBy}});
            })
            .and_then([&] { return transaction.commit(); })
            .transform([&] { return record; });
}

Result<QList<TrashExportRecord>> TrashExportStore::list()
{
    Result<Rows> rows = m_statements.run(
            u"SELECT id, exported_at, exported_by, host, folder, files, row_count, purged_count, "
            "purged_at FROM trash_exports ORDER BY id"_s);
    if (!rows)
        return fail(rows.error());
    QList<TrashExportRecord> records;
    while (rows->next()) {
        TrashExportRecord record;
        record.id = rows->integer(0);
        record.exportedAt = rows->time(1);
        record.exportedBy = rows->text(2);
        record.host = rows->text(3);
        record.folder = rows->text(4);
        record.files = trashFilesFromJson(QJsonDocument::fromJson(rows->text(5).toUtf8()).array());
        record.rows = rows->integer(6);
        record.purged = rows->integer(7);
        record.purgedAt = rows->time(8);
        records.append(record);
    }
    return rows->end().transform([&] { return std::move(records); });
}
