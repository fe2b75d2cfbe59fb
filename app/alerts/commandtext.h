// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

// A program and its arguments as one line, and back: what has a space in it stands in double
// quotes, and three of them are one. No shell reads it; an empty argument cannot be written.
[[nodiscard]] QString commandLine(const QStringList &command);
[[nodiscard]] QStringList commandFromLine(const QString &line);
