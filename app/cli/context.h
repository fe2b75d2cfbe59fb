// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "db/connection.h"
#include "db/queries/recordeduse.h"

#include <QDateTime>
#include <QStringList>

#include <memory>

class Credentials;

// What every command works with: where the database is and where to write.
struct Context {
    Output output;
    ConnectionSpec database;
    QString dataFolder; // the outbox stands below it
    Credentials &credentials;
    QStringList alertCommand = {}; // program and arguments that firings are told; empty: none
    bool recordsQueries = true;    // of a program that goes on; see QueryService
    ValueSampling valueSampling = ValueSampling::Off;

    [[nodiscard]] static QDateTime now() { return QDateTime::currentDateTimeUtc(); }

    // Ends the command with an error of this database.
    ExitCode failed(Error error) const
    {
        if (error.subject.isEmpty())
            error.subject = database.location();
        return output.failed(error);
    }
};

// For a database file that is not there yet: what makes it.
[[nodiscard]] QString firstStepsText();

// An open database that is at this program's schema, for a command that reads. Makes nothing:
// NotFound when there is no database yet, Refused when it is behind, newer or not Tidemark's.
[[nodiscard]] Result<std::unique_ptr<Connection>> openToRead(const Context &context);

// The same at any version, for what tells of the schema itself.
[[nodiscard]] Result<std::unique_ptr<Connection>> openAtAnyVersion(const Context &context);

// As openToRead(), for a command that writes: a database without any tables is brought to the head
// first.
[[nodiscard]] Result<std::unique_ptr<Connection>> openToWrite(const Context &context);

// Opens the database to write and runs change(connection); what went wrong with opening is told.
template <typename Change>
[[nodiscard]] ExitCode changed(const Context &context, const Change &change)
{
    const Result<std::unique_ptr<Connection>> connection = openToWrite(context);
    if (!connection)
        return context.failed(connection.error());
    return change(**connection);
}
