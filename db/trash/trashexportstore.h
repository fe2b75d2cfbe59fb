// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/schema/settledschema.h"
#include "db/statements.h"

#include <QJsonArray>

// One table of an export, in a file of its own.
struct TrashFile {
    QString table;
    QString name; // in the folder
    qint64 rows = 0;
    QString sha256; // hexadecimal

    friend bool operator==(const TrashFile &, const TrashFile &) = default;
};

// Rows of the recycle bin that were written to a folder, so that they may be purged.
struct TrashExportRecord {
    qint64 id = 0;
    QDateTime exportedAt; // UTC
    QString exportedBy;   // "user@host"
    QString host;
    QString folder; // absolute
    QList<TrashFile> files;
    qint64 rows = 0; // of the bin; children in files of their own do not count
    qint64 purged = 0;
    QDateTime purgedAt; // when the purge of it ended; invalid until then
};

// Table trash_exports. Thread: the connection's.
class TrashExportStore final
{
public:
    explicit TrashExportStore(const Connection &connection, std::optional<int> version = {})
        : m_connection{connection}
        , m_schema{connection, version}
        , m_statements{connection}
    {}

    // Also notes it in system_events; returns it with its id.
    [[nodiscard]] Result<TrashExportRecord> add(TrashExportRecord record);
    // Oldest first.
    [[nodiscard]] Result<QList<TrashExportRecord>> list();

private:
    const Connection &m_connection;
    SettledSchema m_schema;
    Statements m_statements;
};

[[nodiscard]] QJsonArray trashFilesToJson(const QList<TrashFile> &files);
[[nodiscard]] QList<TrashFile> trashFilesFromJson(const QJsonArray &array);

Q_DECLARE_METATYPE(TrashExportRecord)
