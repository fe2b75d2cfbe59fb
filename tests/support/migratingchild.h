// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connectionspec.h"
#include "migrations/migration.h"

#include <QProcess>

#include <memory>
#include <optional>

// What a child process of a test does to a database, so that it can be killed meanwhile.
struct MigratingTask {
    enum class Kind { Up, Down, BringEmptyToHead, Adopt };

    Kind kind = Kind::Up;
    int target = 0;
    int dieAt = 0;          // see DyingConnection
    QString migrations;     // a folder; empty: those that are shipped
    QByteArray holdAt = {}; // "2 1"
};

// The child is the test's own program: its main() starts with
//   if (const std::optional<int> exitCode = runMigratingChild(arguments)) return *exitCode;
// which is nothing in the test itself. It prints "begin" before it migrates, then "VERSION
// STATEMENT" before each statement; its exit code is 0 when it migrated, 1 when that failed. With
// holdAt it waits after that line until releaseChild().
[[nodiscard]] std::optional<int> runMigratingChild(const QStringList &arguments);

[[nodiscard]] std::unique_ptr<QProcess> startMigratingChild(const ConnectionSpec &spec,
                                                            const MigratingTask &task);

void releaseChild(QProcess &child);

// Waits until the child has printed this line; false when it ended before.
[[nodiscard]] bool waitForLine(QProcess &child, const QByteArray &line);
