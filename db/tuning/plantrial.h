// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/tuning/rules/candidates.h"
#include "db/tuning/rules/queryplan.h"

#include <memory>

// How SQLite would run statements with other indexes than there are: the schema of a database in
// memory, without its rows and with what ANALYZE found in them. The database itself is only read.
// Thread: the one that made it.
class PlanTrial final
{
public:
    [[nodiscard]] static Result<PlanTrial> of(const Connection &database);

    // Placeholders may stay empty.
    [[nodiscard]] Result<QueryPlan> plan(const QString &statement) const;
    // DDL, one statement a line.
    [[nodiscard]] Result<> apply(const QString &sql) const;
    // Makes a candidate, with the spread of its values as a sample of the table's rows shows it.
    [[nodiscard]] Result<> add(const IndexCandidate &candidate, qint64 rows,
                               const Connection &database) const;

private:
    explicit PlanTrial(std::unique_ptr<Connection> memory)
        : m_memory{std::move(memory)}
    {}

    [[nodiscard]] Result<> copySchema(const Connection &database) const;
    [[nodiscard]] Result<> copyStatistics(const Connection &database) const;

    std::unique_ptr<Connection> m_memory;
};

// A candidate in the words of an engine.
struct CandidateSql {
    QString create;
    QString drop;
};
[[nodiscard]] CandidateSql candidateSql(const IndexCandidate &candidate, Engine engine);
