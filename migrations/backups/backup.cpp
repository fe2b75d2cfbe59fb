// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/backups/backup.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace {

struct BackupText {
    Q_DECLARE_TR_FUNCTIONS(BackupText)
};

BackedUpTable tableFrom(const QJsonObject &json)
{
    BackedUpTable table{json.value("table"_L1).toString(),
                        {},
                        json.value("rows"_L1).toString().toLongLong(),
                        json.value("checksum"_L1).toString()};
    const QJsonArray columns = json.value("columns"_L1).toArray();
    for (const auto &column : columns)
        table.columns.append(column.toString());
    return table;
}

// Counts as text: JSON's numbers are doubles.
QJsonObject toJson(const BackedUpTable &table)
{
    return {{u"table"_s, table.table},
            {u"columns"_s, QJsonArray::fromStringList(table.columns)},
            {u"rows"_s, QString::number(table.rows)},
            {u"checksum"_s, table.checksum}};
}

} // namespace

QString Backup::manifestFile() const
{
    return file.chopped(3) + u".json"_s;
}

Result<> Backup::checkRestorable() const
{
    if (version > 0 || engine == engineName(Engine::Sqlite))
        return {};
    return fail(Error::Kind::Refused,
                BackupText::tr("%1 holds a database as it was before Tidemark took it over, every "
                               "value as text. Open it with any program for SQLite; it cannot be "
                               "restored by this one. Nothing was changed.")
                        .arg(file));
}

QJsonObject Backup::toJson() const
{
    QJsonArray lines;
    for (const BackedUpTable &table : tables)
        lines.append(::toJson(table));
    return {{u"database"_s, database},
            {u"engine"_s, engine},
            {u"version"_s, version},
            {u"made_at"_s, madeAt.toUTC().toString(Qt::ISODateWithMs)},
            {u"reason"_s, reason},
            {u"kept"_s, isKept},
            {u"app_version"_s, appVersion},
            {u"bytes"_s, QString::number(bytes)},
            {u"sha256"_s, sha256},
            {u"tables"_s, lines}};
}

Result<Backup> Backup::fromJson(const QJsonObject &manifest, const QString &file)
{
    Backup backup{file,
                  manifest.value("database"_L1).toString(),
                  manifest.value("engine"_L1).toString(),
                  manifest.value("version"_L1).toInt(),
                  QDateTime::fromString(manifest.value("made_at"_L1).toString(), Qt::ISODateWithMs),
                  manifest.value("reason"_L1).toString(),
                  manifest.value("kept"_L1).toBool(),
                  manifest.value("app_version"_L1).toString(),
                  manifest.value("bytes"_L1).toString().toLongLong(),
                  manifest.value("sha256"_L1).toString(),
                  {}};
    const QJsonArray lines = manifest.value("tables"_L1).toArray();
    for (const auto &line : lines)
        backup.tables.append(tableFrom(line.toObject()));
    if (backup.database.isEmpty() || !backup.madeAt.isValid() || backup.sha256.size() != 64)
        return fail(Error::Kind::Parse, u"it is no manifest of a backup"_s, backup.manifestFile());
    return backup;
}
