// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sqlite/sqliteprobe.h"

#include "db/sqlite/sqliteerror.h"
#include "db/sqlite/sqliterowloader.h"
#include "db/sqllog.h"

#include <QElapsedTimer>
#include <QFile>

using namespace Qt::Literals::StringLiterals;

Result<std::unique_ptr<SqliteProbe>> SqliteProbe::open(const QString &path, bool checksForeignKeys)
{
    constexpr qint64 FrameHead = 24;

    sqlite3 *opened = nullptr;
    const int code = sqlite3_open_v2(QFile::encodeName(path).constData(), &opened,
                                     SQLITE_OPEN_READWRITE, nullptr);
    std::unique_ptr<SqliteProbe> probe{new SqliteProbe{opened}};
    if (code != SQLITE_OK)
        return failFrom(opened);
    sqlite3_extended_result_codes(opened, 1);
    sqlite3_stmt *asked = nullptr;
    if (sqlite3_prepare_v2(opened, "PRAGMA page_size", -1, &asked, nullptr) != SQLITE_OK)
        return failFrom(opened);
    if (sqlite3_step(asked) == SQLITE_ROW)
        probe->m_frameBytes = sqlite3_column_int64(asked, 0) + FrameHead;
    sqlite3_finalize(asked);
    return probe
            ->execute(u"PRAGMA synchronous = FULL; PRAGMA foreign_keys = "_s +
                      (checksForeignKeys ? u"ON"_s : u"OFF"_s))
            .transform([&] { return std::move(probe); });
}

SqliteProbe::~SqliteProbe()
{
    sqlite3_close(m_database);
}

Result<> SqliteProbe::execute(const QString &sql) const
{
    qCDebug(sqlLog).noquote() << sql;
    if (sqlite3_exec(m_database, sql.toUtf8().constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return failFrom(m_database);
    return {};
}

qint64 SqliteProbe::pagesWritten() const
{
    int pages = 0;
    int highest = 0;
    sqlite3_db_status(m_database, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &highest, 0);
    return pages;
}

Result<SqliteProbe::Measured> SqliteProbe::run(const QStringList &before, const QString &table,
                                               const QStringList &columns, const Insert &insert,
                                               bool countsWal) const
{
    if (const Result<> begun = execute(u"BEGIN IMMEDIATE"_s); !begun)
        return fail(begun.error());
    Result<> ready;
    for (const QString &statement : before)
        ready = ready.and_then([&] { return execute(statement); });
    const Result<Measured> measured =
            ready.and_then([&] { return timed(table, columns, insert, countsWal); });
    const Result<> back = execute(u"ROLLBACK"_s);
    return measured && !back ? fail(back.error()) : measured;
}

Result<SqliteProbe::Measured> SqliteProbe::timed(const QString &table, const QStringList &columns,
                                                 const Insert &insert, bool countsWal) const
{
    const Result<std::unique_ptr<RowLoader>> loader = loadSqlite(m_database, table, columns);
    if (!loader)
        return fail(loader.error());
    if (countsWal && sqlite3_db_cacheflush(m_database) != SQLITE_OK)
        return failFrom(m_database);
    const qint64 pagesBefore = pagesWritten();
    QElapsedTimer timer;
    timer.start();
    if (const Result<> inserted = insert(**loader); !inserted)
        return fail(inserted.error());
    Measured measured;
    measured.seconds = double(timer.nsecsElapsed()) / 1e9;
    if (countsWal && sqlite3_db_cacheflush(m_database) != SQLITE_OK)
        return failFrom(m_database);
    if (countsWal)
        measured.walBytes = (pagesWritten() - pagesBefore) * m_frameBytes;
    return measured;
}
