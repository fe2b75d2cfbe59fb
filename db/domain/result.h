// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <tl/expected.hpp>

#include <utility>

// An expected failure as a value. Code branches on kind; people read errorText(error), which turns
// kind and subject into a sentence; the log gets detail too.
struct Error {
    enum class Kind {
        Unknown,
        Usage,         // wrong words on the command line
        Configuration, // a malformed variable, setting or URL: subject names it
        Network,       // no connection: subject is the host
        Timeout,       // the time limit passed: subject is the host
        Http,          // an answer with another status than 200: subject is the host
        Blocked,       // the server refuses this computer for a while
        Parse,         // an answer or a text that cannot be read
        Database,      // a statement failed for a reason of its own
        Constraint,    // a rule of the schema refused the row
        NotFound,      // what was asked for does not exist: subject names it
        Busy,          // another program holds the database
        ReadOnly,      // the database cannot be written
        DiskFull,
        AccessDenied, // no rights to a file or folder
        NotADatabase, // the file is something else
        Corrupt,      // the file was a database once
        Refused,      // would put data at risk: subject says what to do instead
        Cancelled,
        Unreachable,        // no database server answers there
        LoginRefused,       // the database server does not let this user in
        NoDatabase,         // the server has no such database
        Tls,                // the connection cannot be protected as it should be
        Lost,               // the connection broke under a statement
        TooManyConnections, // the server lets nobody else in until somebody leaves
        TokenRefused,       // the provider does not accept the key or token: subject is its name
        CallsUsedUp,        // the calls that the plan allows a day are gone: subject is its name
        // Of a secret: subject is the credential's name, detail the variable that gives it too.
        NotSet,         // it is nowhere
        NoKeychain,     // no service keeps secrets here
        KeychainLocked, // the person has to unlock it
        KeychainSlow,   // it did not answer in time
        KeychainDenied, // it refused, or the person did
    };

    Kind kind = Kind::Unknown;
    QString detail;  // for the log, in English: driver text, status, SQLSTATE. Never a secret.
    QString subject; // what it is about: a file, host, variable or command. Never a secret.
};

Q_DECLARE_METATYPE(Error)

template <typename T = void> using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(Error::Kind kind, QString detail,
                                                QString subject = {})
{
    return tl::unexpected<Error>{Error{kind, std::move(detail), std::move(subject)}};
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>{std::move(error)};
}
