// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connectionspec.h"

#include <QProcessEnvironment>

// What the program that opens another database is given: its address by argument, its password by
// DB_PASSWORD, and nothing of what this program was told about its own database.
struct SecondWindow {
    QStringList arguments;
    QProcessEnvironment environment;

    [[nodiscard]] static SecondWindow of(const ConnectionSpec &spec,
                                         QProcessEnvironment environment);
    bool start() const;
};
