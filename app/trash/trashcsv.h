// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/trash/trashexportstore.h"
#include "db/trash/trashpurgestore.h"

#include <QFile>

#include <functional>

// The rows of a query as a new CSV file of the format machine() that nobody but its owner reads: an
// empty field is NULL, "" an empty text. The file is there whole or not at all. goesOn is told how
// many rows are written; false ends it (Cancelled).
[[nodiscard]] Result<TrashFile> writeTrashCsv(const Connection &connection, const QString &query,
                                              const QStringList &columns, const QString &path,
                                              const std::function<bool(qint64)> &goesOn);

// Reads the rows of such a file again, as far as a purge needs them: its first two columns are id
// and deleted_at. Memory does not grow with the file. Thread: any, one at a time.
class TrashCsvReader final
{
public:
    explicit TrashCsvReader(const QString &path)
        : m_file{path}
    {}

    // Beyond the header. AccessDenied; Corrupt when it is not such a file. Subject: the path.
    [[nodiscard]] Result<> open();
    // Up to limit of them; none at the end.
    [[nodiscard]] Result<std::vector<ExportedRow>> read(int limit);

private:
    // One record without its line end, which may stand inside quotes; nothing at the end.
    [[nodiscard]] QByteArray record();
    [[nodiscard]] Error damaged() const;

    QFile m_file;
};

// Of a file's bytes, hexadecimal. AccessDenied (subject: the path).
[[nodiscard]] Result<QString> sha256Of(const QString &path, const std::function<bool()> &goesOn);
