// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connectionspec.h"
#include "db/domain/result.h"

#include <QSqlDatabase>
#include <QString>

#include <memory>

// An open connection. It belongs to the thread that opened it and is used there alone; stores hold
// its name and ask QSqlDatabase::database(name, false) at each use. Stores go before it does.
class Connection final
{
public:
    // Makes the file (mode 0600) and its folder (0700) when they are missing and the spec may
    // write. SQLite: WAL, synchronous FULL, foreign keys on. Kinds: AccessDenied, NotADatabase,
    // Corrupt, Busy, ReadOnly, DiskFull, NotFound (read-only and no file), Database. The subject is
    // the path.
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const ConnectionSpec &spec);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] const Dialect &dialect() const { return m_dialect; }
    [[nodiscard]] QSqlDatabase database() const;

private:
    enum class Access { Shared, Immutable };

    Connection(QString name, Dialect dialect);

    [[nodiscard]] Result<> connect(const ConnectionSpec &spec, Access access) const;

    QString m_name;
    Dialect m_dialect;
};
