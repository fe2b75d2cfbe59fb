// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trash/trashcsv.h"

#include "app/reports/csvfile.h"

#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

QStringList trashColumns(const Schema &schema, const QString &table)
{
    QStringList columns = schema.find(SchemaObject::Kind::Table, table)->columns;
    for (const QString &first : {u"deleted_at"_s, u"id"_s}) {
        if (columns.removeAll(first) > 0)
            columns.prepend(first);
    }
    return columns;
}

bool isTrashTime(const QString &column)
{
    return column == u"timestamp" || column == u"snoozed_until" || column.endsWith("_at"_L1);
}

Result<TrashFile> writeTrashCsv(const Connection &connection, const QString &query,
                                const QStringList &columns, const QString &path,
                                const std::function<bool(qint64)> &goesOn)
{
    Result<ReportFile> file = ReportFile::create(path, {.isNew = true, .isPrivate = true});
    if (!file)
        return fail(file.error());
    QList<ReportColumn> named;
    for (const QString &column : columns)
        named.append({column,
                      isTrashTime(column) ? ReportColumn::Kind::Time : ReportColumn::Kind::Text});
    return connection.stream(query)
            .and_then([&](std::unique_ptr<RowStream> &&rows) {
                const auto tell = [&](const ReportProgress &done) { return goesOn(done.rows); };
                return writeCsvFile(std::move(rows), named, CsvFormat::machine(), std::move(*file),
                                    {.progress = tell, .isHashed = true});
            })
            .transform([&](const ReportOutcome &outcome) {
                return TrashFile{{}, QFileInfo{path}.fileName(), outcome.rows, outcome.sha256};
            });
}
