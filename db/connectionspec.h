// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/dialect.h"

#include <QString>

#include <chrono>
#include <memory>

class StatementRecorder;

// How a connection to a server is protected. The names are those of sslmode in a URL; a verifying
// mode checks the certificate against the authorities of the system or of tlsRootCertificate.
enum class TlsMode {
    Disable,    // never
    Prefer,     // where the server offers it, unchecked
    Require,    // always, unchecked
    VerifyCa,   // always, by a known authority
    VerifyFull, // always, by a known authority and for this host
};

[[nodiscard]] QString tlsModeName(TlsMode mode); // "verify-full"

[[nodiscard]] QString engineTitle(Engine engine);   // "PostgreSQL": for people
[[nodiscard]] QString defaultSocket(Engine engine); // where Debian's server listens

// What it takes to open a database. Never goes to a log: it holds the password.
struct ConnectionSpec {
    Engine engine = Engine::Sqlite;

    QString path; // SQLite: absolute; ":memory:" for a database of this connection's own

    QString host; // servers: a name, an address, or where the Unix socket is (starts with '/')
    int port = 0; // 0: the engine's own (5432, 3306)
    QString databaseName;
    QString user;
    QString password;
    TlsMode tls = TlsMode::VerifyFull;
    QString tlsRootCertificate; // a PEM file; empty: the system's authorities

    bool readOnly = false;
    std::chrono::milliseconds busyTimeout{5000};    // how long a write waits for another program
    std::chrono::milliseconds connectTimeout{5000}; // servers
    // PostgreSQL, MariaDB: how long a program may say nothing within a transaction before the
    // server ends its connection, so that one that was stopped holds no row for others; 0: as long
    // as the server is set to. MariaDB counts whole seconds and asks only who wrote.
    std::chrono::milliseconds idleInTransaction{0};

    // Counts what the statements of the connection do; none: nobody counts. Shared by all
    // connections of a program.
    std::shared_ptr<StatementRecorder> recorder = {};

    [[nodiscard]] static ConnectionSpec file(const QString &path, bool readOnly = false);

    [[nodiscard]] bool isServer() const { return engine != Engine::Sqlite; }
    // A file that is not there yet. One in a folder that may not be entered counts as there.
    [[nodiscard]] bool isMissingFile() const;
    [[nodiscard]] QString displayName() const; // "market" of /home/me/market.db, or of a server
    // Where it is, for people and for telling databases apart: the file's path, or
    // postgresql://user@host:5432/name. Never the password.
    [[nodiscard]] QString location() const;
};
