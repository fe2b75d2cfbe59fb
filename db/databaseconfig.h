// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QProcessEnvironment>

// Which database the program works on: command line beats environment beats settings beats default
// (DESIGN section 3). Reads DATABASE_URL, DATABASE_TYPE and DATABASE_PATH. Errors (Configuration)
// name the variable in subject and never repeat a secret.
struct DatabaseConfig {
    ConnectionSpec connection;
    bool sqlEcho = false; // SQL_ECHO: log statements, without values

    struct Sources {
        QString commandLine; // the value of --database; empty when it was not given
        QProcessEnvironment environment;
        QString settings;      // the URL chosen in the program; empty: none
        QString defaultFolder; // where market.db goes when nobody says otherwise
    };

    [[nodiscard]] static Result<DatabaseConfig> read(const Sources &sources);
};
