// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bulk/rowloader.h"

#include <QStringList>

#include <functional>
#include <memory>

struct sqlite3;

// Work in a transaction of a SQLite file, timed and then rolled back. On a connection of its own,
// and nobody else writes to the file meanwhile.
class SqliteProbe final
{
public:
    struct Measured {
        double seconds = 0;
        qint64 walBytes = 0; // that would have gone into the WAL; 0 unless asked for
    };
    // Puts the rows in; what it returns ends the work.
    using Insert = std::function<Result<>(RowLoader &)>;

    [[nodiscard]] static Result<std::unique_ptr<SqliteProbe>> open(const QString &path,
                                                                   bool checksForeignKeys);
    ~SqliteProbe();
    SqliteProbe(const SqliteProbe &) = delete;
    SqliteProbe &operator=(const SqliteProbe &) = delete;

    // The statements before are not timed. Counting what is written takes as long again, and is
    // not timed either.
    [[nodiscard]] Result<Measured> run(const QStringList &before, const QString &table,
                                       const QStringList &columns, const Insert &insert,
                                       bool countsWal) const;

private:
    explicit SqliteProbe(sqlite3 *database)
        : m_database{database}
    {}
    [[nodiscard]] Result<> execute(const QString &sql) const;
    [[nodiscard]] qint64 pagesWritten() const;
    [[nodiscard]] Result<Measured> timed(const QString &table, const QStringList &columns,
                                         const Insert &insert, bool countsWal) const;

    sqlite3 *m_database;
    qint64 m_frameBytes = 0; // a page and what stands before it in the WAL
};
