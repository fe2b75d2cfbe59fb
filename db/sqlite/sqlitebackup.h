// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QString>

#include <chrono>
#include <functional>

// Told the pages that are done and all of them; false stops.
using PageProgress = std::function<bool(qint64 done, qint64 all)>;

// Copies a whole SQLite database into another file by the online backup: the source as it is at one
// moment, however many programs work with it, and the target in one transaction, so that everybody
// who has it open sees the old one or the new one. The files must be there. Busy when the target is
// held for longer than patience; Cancelled leaves the target as it was.
[[nodiscard]] Result<> copySqliteFile(const QString &from, const QString &to,
                                      std::chrono::milliseconds patience,
                                      const PageProgress &progress = {});

// Makes a database stand in one file alone, without a WAL beside it. Nobody else may have it open.
[[nodiscard]] Result<> sealSqliteFile(const QString &path);
