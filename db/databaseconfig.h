// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connectionspec.h"
#include "db/domain/result.h"

#include <QProcessEnvironment>

// Which database the program works on: command line beats environment beats settings beats default
// (DESIGN section 3). Reads DATABASE_URL, or DATABASE_TYPE with DATABASE_PATH or DB_HOST, DB_PORT,
// DB_NAME, DB_USER and DB_PASSWORD; DB_POOL_SIZE, DB_MAX_OVERFLOW and SQL_ECHO. DB_PASSWORD also
// fills a URL that has no password, wherever that stands. Errors (Configuration) name the variable
// in subject and never repeat a secret.
struct DatabaseConfig {
    ConnectionSpec connection;
    int poolSize = 20;    // connections that are kept
    int maxOverflow = 40; // connections beyond those, while they are needed
    bool sqlEcho = false; // SQL_ECHO: log statements, without values

    struct Sources {
        QString commandLine; // the value of --database; empty when it was not given
        QProcessEnvironment environment;
        QString settings;      // the URL chosen in the program; empty: none
        QString defaultFolder; // where market.db goes when nobody says otherwise
    };

    [[nodiscard]] static Result<DatabaseConfig> read(const Sources &sources);
};
