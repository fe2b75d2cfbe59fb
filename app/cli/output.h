// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exitcode.h"
#include "db/domain/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

// Standard output and error of tidemarkctl: with --json exactly one document on standard output,
// else text for people. Thread: main.
class Output final
{
public:
    explicit Output(bool json)
        : m_json{json}
    {}

    // The command's result: the document, or the same for people.
    ExitCode done(const QJsonObject &document, const QString &text) const;
    ExitCode failed(const Error &error) const;
    // With another sentence than the kind's own.
    ExitCode failed(Error::Kind kind, const QString &sentence) const;

    [[nodiscard]] bool isJson() const { return m_json; }

    // For people, on standard error whatever the format.
    void note(const QString &text) const;

private:
    bool m_json;
};

// ISO 8601, UTC, milliseconds and Z; null for an invalid time.
[[nodiscard]] QJsonValue jsonTime(const QDateTime &time);
