// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/controlprogram.h"

// What tidemarkctl has to say of one problem.
struct ProblemAnswer {
    int exitCode = 1;
    QString kind;        // of the JSON document
    QString advice = {}; // words of the sentence that say what to do
};

// Runs the command plain and with --json: both must end with the exit code, the one with nothing on
// standard output and a sentence on standard error, the other with a document of the kind, and no
// secret in any of it, encoded neither. Fails the test that calls.
void verifyAnswer(const ControlProgram &program, const QStringList &command,
                  const ProblemAnswer &expected, const QStringList &secrets = {});

// collect --once where the prices have to wait for the database.
void verifyWaitsInOutbox(const ControlProgram &program, const QStringList &secrets = {});

// For each command that this problem meets alike. "copy" has no target yet: it needs none to fail.
[[nodiscard]] inline QList<QStringList> commandsThatRead()
{
    return {{QStringLiteral("migrate"), QStringLiteral("status")},
            {QStringLiteral("health")},
            {QStringLiteral("prices"), QStringLiteral("latest")},
            {QStringLiteral("copy"), QStringLiteral("--to"), QStringLiteral("sqlite:///:none:")}};
}
