// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"
#include "db/trash/trashreturnstore.h"

#include <QFile>

// Reads one table of an export, a file of writeTrashCsv(), row by row, each cell as the database
// had it. Memory does not grow with the file. Thread: any, one at a time.
class TrashTableReader final
{
public:
    TrashTableReader(const QString &path, const QString &table)
        : m_file{path}
        , m_table{table}
    {}

    // Reads the names of the columns. AccessDenied, or Parse when there are none or one of the
    // needed is missing. Subject: the path.
    [[nodiscard]] Result<> open(const QStringList &needed = {});
    [[nodiscard]] const QStringList &columns() const { return m_columns; }
    // Nothing at the end. Parse (subject: the path) for what is no such row.
    [[nodiscard]] Result<std::optional<FiledRow>> next();
    // Up to limit of them; none at the end.
    [[nodiscard]] Result<FiledRows> read(int limit);

private:
    enum class Kind { Text, Time, Real };

    [[nodiscard]] Kind kindOf(const QString &column) const;
    // One record without its line end, which may stand inside quotes, too.
    [[nodiscard]] Result<QByteArray> record();
    [[nodiscard]] Result<FiledRow> parse(QByteArray record) const;
    [[nodiscard]] static std::optional<Cell> cellOf(QByteArrayView text, Kind kind);
    [[nodiscard]] Error damaged() const;

    QFile m_file;
    QString m_table;
    QStringList m_columns;
    std::vector<Kind> m_kinds; // of m_columns
};
