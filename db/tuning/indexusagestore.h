// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/schema/settledschema.h"
#include "db/tuning/rules/evidence.h"
#include "db/tuning/rules/statement.h"

#include <chrono>

// Table index_usage_samples: what the engine had counted of its indexes, every few hours, so that a
// reset of its counters loses one interval at most. SQLite counts nothing: there a sample a day
// says which indexes there are, and so how old they are. Thread: the connection's.
class IndexUsageStore final
{
public:
    static constexpr int KeptDays = 400;
    static constexpr std::chrono::hours SampleInterval{6};

    // version: of the schema that this program writes for; see SettledSchema.
    explicit IndexUsageStore(const Connection &connection, std::optional<int> version = {})
        : m_connection{connection}
        , m_schema{connection, version}
        , m_statements{connection}
    {}

    // Writes what the engine has counted, and takes away what is older than KeptDays. Returns how
    // many indexes that were: none where it counts nothing, and on SQLite within a day.
    [[nodiscard]] Result<int> sample(const QDateTime &now);
    // When the last sample was taken; invalid: never.
    [[nodiscard]] Result<QDateTime> lastSample();
    // The sum of positive differences since then; of an index that a sample had not, since it is
    // there again, and of all since a reset whose moment lies within a long pause or another
    // counter. Without a source while there are no two samples.
    [[nodiscard]] Result<UsageEvidence> evidence(const QDateTime &from);

private:
    const Connection &m_connection;
    SettledSchema m_schema;
    Statements m_statements;
};

// Which indexes the program's own statements used, by their plans: on SQLite, which counts nothing,
// all that is known. Without a source while the plan of one of them is not known: it might use any.
[[nodiscard]] Result<UsageEvidence> evidenceByPlans(const Connection &connection,
                                                    const QDateTime &from);

// The best that is known of the use of indexes since then: samples, else plans (SQLite), else what
// the engine counts now. Works at any version.
[[nodiscard]] Result<UsageEvidence> recordedUsage(const Connection &connection,
                                                  const QDateTime &from);

// The catalogue with how often its statements ran and how long they took since then, and whatever
// else was recorded. Works at any version.
[[nodiscard]] Result<QList<CataloguedStatement>> withRecorded(const Connection &connection,
                                                              QList<CataloguedStatement> catalogue,
                                                              const QDateTime &from,
                                                              const QDateTime &now);
