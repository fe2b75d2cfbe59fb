// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connectionspec.h"

#include <QProcessEnvironment>

// What the program that opens another database is given: its address by argument, its password
// through a pipe, and nothing of what this program was told about its own database. Neither
// arguments nor environment hold the password: both can be read as long as a process runs.
struct SecondWindow {
    QStringList arguments;
    QProcessEnvironment environment;
    QString password; // empty: the other program asks the keychain

    [[nodiscard]] static SecondWindow of(const ConnectionSpec &spec,
                                         QProcessEnvironment environment);
    bool start() const;
    // The same with another program than this one.
    [[nodiscard]] bool startAs(const QString &program) const;
};
