// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/tuning/lab/labreport.h"

// The last report of the index lab, in metadata. Each function is one transaction. Thread: the
// connection's.
class LabStore final
{
public:
    explicit LabStore(const Connection &connection)
        : m_connection{connection}
    {}

    // Nothing where nobody measured yet, or what is kept is of another engine or a newer program.
    [[nodiscard]] Result<std::optional<LabReport>> last() const;
    // What the last one measured and this one did not stays, all of it where this one is empty.
    // NotFound in a database that has no
    // table metadata.
    [[nodiscard]] Result<> keep(const LabReport &report) const;

private:
    const Connection &m_connection;
};
