// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <functional>
#include <memory>

// A copy of a database that a rehearsal may do with as it likes.
struct ScratchCopy {
    QString name; // for dropScratchCopy: a file, or a database on the same server
    std::unique_ptr<Connection> connection;
};

// Makes the place of a copy, still empty; whoever gets it drops it. SQLite: a file beside the
// original, for which the disk must have room (Refused, translated). A server: a database beside
// it, called NAME_rehearsal, for which the user needs the right to make databases (Refused). What
// an earlier rehearsal left there goes; anything else of that name is left alone (Refused). After
// an error there is none. Thread: the connection's.
[[nodiscard]] Result<ScratchCopy> beginScratchCopy(const Connection &connection,
                                                   const ConnectionSpec &spec);
// SQLite: everything that stands in the file. A server: Tidemark's tables, and what somebody else
// made on them or reads from them, as far as it can be made without his tables and functions.
[[nodiscard]] Result<> fillScratchCopy(const Connection &connection, const ScratchCopy &copy,
                                       const std::function<bool()> &goesOn = {});
// Once the copy's own connection is closed.
[[nodiscard]] Result<> dropScratchCopy(const Connection &connection, const QString &name);
