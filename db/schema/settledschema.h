// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/statements.h"

#include <QCoreApplication>

#include <optional>

// Keeps a program from writing into a database whose schema another program changes or has changed
// since. Thread: the connection's.
class SettledSchema final
{
    Q_DECLARE_TR_FUNCTIONS(SettledSchema)

public:
    // version: that the caller found and writes for; without one that of the first check.
    explicit SettledSchema(const Connection &connection, std::optional<int> version = {})
        : m_location{connection.location()}
        , m_statements{connection}
        , m_version{version}
    {}

    // To be asked inside a write transaction, where the answer stays true. Refused (translated)
    // when a migration is unfinished, or when the version is another one.
    [[nodiscard]] Result<> check();

private:
    QString m_location;
    Statements m_statements;
    std::optional<qint64> m_version;
};
