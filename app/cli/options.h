// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandset.h"

#include <QDateTime>
#include <QStringList>

#include <variant>

// What the command line asks for, checked.
struct Options {
    QString database; // the value of --database, empty when it was not given
    bool json = false;
    CommandRun command;
};

// A text that ends the program without an error: help, version.
struct Notice {
    QString text;
};

// arguments: without the program's name. Errors: Usage, with the sentence as detail.
[[nodiscard]] Result<std::variant<Options, Notice>> parseOptions(const QStringList &arguments);

// "2026-11-20", "2026-11-20T03:15", with seconds, milliseconds, Z or an offset; without one it is
// UTC. Invalid for anything else.
[[nodiscard]] QDateTime parseTime(const QString &text);

// The same of an option: invalid where it was not given. Refused (Usage) with a sentence that names
// it.
[[nodiscard]] Result<QDateTime> timeFrom(const std::string &text, QLatin1StringView option);

// The values of --from and --to; invalid where it was not given.
struct TimeRange {
    QDateTime from;
    QDateTime to; // the moment after the last
};

// Refused as timeFrom(), and where no moment lies between them.
[[nodiscard]] Result<TimeRange> rangeFrom(const std::string &from, const std::string &to);
