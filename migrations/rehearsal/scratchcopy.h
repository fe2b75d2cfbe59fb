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

// SQLite: a file beside the original. A server: a database beside it, called NAME_rehearsal, for
// which the user needs the right to make databases (Refused, translated, without it). What an
// earlier rehearsal left there goes; anything else of that name is left alone (Refused). Thread:
// the connection's.
[[nodiscard]] Result<ScratchCopy> makeScratchCopy(const Connection &connection,
                                                  const ConnectionSpec &spec,
                                                  const std::function<bool()> &goesOn = {});
// Once the copy's own connection is closed.
[[nodiscard]] Result<> dropScratchCopy(const Connection &connection, const QString &name);
