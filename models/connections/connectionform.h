// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connectionspec.h"

#include <optional>

// A connection as the person wants it. Goes out by signal and is kept by nobody in models or views:
// it may hold a password. Never goes to a log.
struct ConnectionForm {
    QString id; // empty: a new one
    QString name;
    Engine engine = Engine::Sqlite;
    QString path;
    QString host;
    int port = 0; // 0: the engine's own
    QString databaseName;
    QString user;
    std::optional<QString> password; // nothing: the one that is kept, if any, stays
    TlsMode tls = TlsMode::VerifyFull;
    QString tlsRootCertificate; // empty: the system's authorities
    bool isReadOnly = false;
    bool asksToWrite = false;
    int line = 4;
};

// What came of trying a connection.
struct ConnectionTest {
    bool isGood = false;
    QString text; // a sentence: "PostgreSQL 15.8, TLS 1.3, certificate verified."
    qint64 durationMs = 0;
    QString details; // technical, for the clipboard; never a password
};
