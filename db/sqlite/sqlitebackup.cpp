// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sqlite/sqlitebackup.h"

#include "db/sqlite/sqliteerror.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QThread>

#include <sqlite3.h>

#include <memory>

namespace {

struct HandleDeleter {
    void operator()(sqlite3 *handle) const { sqlite3_close(handle); }
};
using SqliteHandle = std::unique_ptr<sqlite3, HandleDeleter>;

Result<SqliteHandle> openFile(const QString &path, int flags)
{
    sqlite3 *opened = nullptr;
    const int code = sqlite3_open_v2(QFile::encodeName(path).constData(), &opened, flags, nullptr);
    SqliteHandle handle{opened};
    if (code != SQLITE_OK)
        return failFrom(handle.get());
    sqlite3_extended_result_codes(handle.get(), 1);
    return handle;
}

Result<> run(sqlite3 *database, const char *sql)
{
    if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return failFrom(database);
    return {};
}

Result<> copyPages(sqlite3 *from, sqlite3 *to, std::chrono::milliseconds patience,
                   const PageProgress &progress)
{
    constexpr int PagesAtOnce = 1024;
    constexpr int WaitMs = 20;

    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (!backup)
        return failFrom(to);
    const QDeadlineTimer deadline{patience};
    int code = SQLITE_OK;
    bool goesOn = true;
    while (goesOn && code != SQLITE_DONE) {
        code = sqlite3_backup_step(backup, PagesAtOnce);
        const bool mustWait = code == SQLITE_BUSY || code == SQLITE_LOCKED;
        if (mustWait && !deadline.hasExpired())
            QThread::msleep(WaitMs);
        else if (code != SQLITE_OK && code != SQLITE_DONE)
            break;
        const qint64 all = sqlite3_backup_pagecount(backup);
        goesOn = !progress || progress(all - sqlite3_backup_remaining(backup), all);
    }
    const int finished = sqlite3_backup_finish(backup); // rolls back what is not done
    if (!goesOn && code != SQLITE_DONE)
        return fail(Error::Kind::Cancelled, {});
    if (code != SQLITE_DONE && finished == SQLITE_OK) // busy, which finish() does not repeat
        return fail(Error::Kind::Busy, QString::fromUtf8(sqlite3_errstr(code)));
    return finished == SQLITE_OK ? Result<>{} : failFrom(to);
}

} // namespace

Result<> copySqliteFile(const QString &from, const QString &to, std::chrono::milliseconds patience,
                        const PageProgress &progress)
{
    const Result<SqliteHandle> source = openFile(from, SQLITE_OPEN_READONLY);
    if (!source)
        return fail(source.error());
    const Result<SqliteHandle> target = openFile(to, SQLITE_OPEN_READWRITE);
    if (!target)
        return fail(target.error());
    for (sqlite3 *handle : {source->get(), target->get()})
        sqlite3_busy_timeout(handle, static_cast<int>(patience.count()));
    // An open read holds the moment: without it the backup begins anew with each change.
    return run(target->get(), "PRAGMA synchronous = FULL")
            .and_then([&] { return run(source->get(), "BEGIN; SELECT 1 FROM sqlite_schema"); })
            .and_then([&] { return copyPages(source->get(), target->get(), patience, progress); });
}

Result<> sealSqliteFile(const QString &path)
{
    return openFile(path, SQLITE_OPEN_READWRITE).and_then([](const SqliteHandle &handle) {
        return run(handle.get(), "PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE");
    });
}
