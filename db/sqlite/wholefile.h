// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connectionspec.h"

// Leaves a SQLite database in its one file when it goes, which is after all connections of its
// program: the last of these may only read, and then SQLite leaves the newest rows in the WAL.
// Waits for nobody: where another program has the database open, the WAL stays for that one, and
// its rows are in the file as well as far as nobody still reads older ones. Does nothing to a
// server, nor where the spec may only read. Thread: any.
class WholeFile final
{
public:
    explicit WholeFile(const ConnectionSpec &spec)
        : m_spec{spec}
    {}
    ~WholeFile();
    WholeFile(const WholeFile &) = delete;
    WholeFile &operator=(const WholeFile &) = delete;

    // What a database takes on its disk, in bytes, with what is still in its WAL.
    [[nodiscard]] static qint64 sizeOf(const QString &path);

private:
    const ConnectionSpec m_spec;
};
