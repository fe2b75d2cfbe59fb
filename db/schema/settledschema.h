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
    explicit SettledSchema(const Connection &connection)
        : m_location{connection.location()}
        , m_statements{connection}
    {}

    // To be asked inside a write transaction, where the answer stays true. Refused (translated)
    // when a migration is unfinished, or when the version is not that of the first time.
    [[nodiscard]] Result<> check();

private:
    QString m_location;
    Statements m_statements;
    std::optional<qint64> m_version;
};
