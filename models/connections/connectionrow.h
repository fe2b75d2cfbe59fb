// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connectionspec.h"

#include <QString>

// One database that the program knows, as the list shows it. It holds no password.
struct ConnectionRow {
    enum class State { NotTried, Trying, Reachable, Unreachable };
    // What was found on the way to the server, not what was asked for.
    enum class Protection { NotKnown, NotNeeded, None, Unchecked, Verified };

    QString id; // names it in every signal; never changes
    QString name;
    Engine engine = Engine::Sqlite;
    QString product;  // "PostgreSQL 15.8"; empty until it was reached
    QString location; // without a password
    State state = State::NotTried;
    QString problem; // a sentence, when it cannot be reached
    bool isCurrent = false;
    Protection protection = Protection::NotKnown; // NotNeeded: a file or a socket
    QString tlsVersion;                           // "TLS 1.3"
    bool isReadOnly = false;
    bool asksToWrite = false; // only read until the person allows more
    int line = 4;             // its own colour: 0 to 5, as a chart's lines are
    int poolOpen = 0;
    int poolBusy = 0;
    int poolMost = 0;     // 0: it has no pool now
    int poolWaiting = 0;  // pieces of work that nobody does yet
    int poolReplaced = 0; // connections that broke and have a successor

    // What the form needs besides.
    QString path;
    QString host;
    int port = 0; // 0: the engine's own
    QString databaseName;
    QString user;
    TlsMode tls = TlsMode::VerifyFull;
    QString tlsRootCertificate;
    bool hasPassword = false; // one is kept until the program ends

    friend bool operator==(const ConnectionRow &, const ConnectionRow &) = default;
};
