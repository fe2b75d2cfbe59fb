// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// Whether the file is a SQLite database, or what SQLite keeps beside one. One that this program has
// open is not opened for that: a program that closes a file loses all its locks on it, those of its
// connections too (fcntl(2), sqlite.org/howtocorrupt.html 2.2). Thread: any.
[[nodiscard]] bool isDatabaseFile(const QString &path);
