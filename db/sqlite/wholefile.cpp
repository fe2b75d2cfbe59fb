// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sqlite/wholefile.h"

#include "db/connection.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

using namespace Qt::Literals::StringLiterals;

namespace {

// 0 where there is none.
qint64 walSize(const QString &path)
{
    return QFileInfo{path + u"-wal"_s}.size();
}

} // namespace

WholeFile::~WholeFile()
{
    if (m_spec.isServer() || m_spec.readOnly || walSize(m_spec.path) == 0)
        return;
    sqlite3 *database = nullptr;
    // Without a read first SQLite does not know that there is a WAL. What the checkpoint leaves,
    // because others work there, is theirs to finish.
    int code = sqlite3_open_v2(QFile::encodeName(m_spec.path).constData(), &database,
                               SQLITE_OPEN_READWRITE, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_exec(database,
                            "SELECT 1 FROM sqlite_schema; PRAGMA synchronous = FULL;"
                            " PRAGMA wal_checkpoint(PASSIVE)",
                            nullptr, nullptr, nullptr);
    if (code != SQLITE_OK && code != SQLITE_BUSY)
        qCWarning(sqlLog).noquote()
                << "The WAL stays beside the database:" << sqlite3_errmsg(database);
    sqlite3_close(database);
}

qint64 WholeFile::sizeOf(const QString &path)
{
    return QFileInfo{path}.size() + walSize(path);
}
