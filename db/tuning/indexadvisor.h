// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/tuning/rules/finding.h"
#include "db/tuning/rules/indexdef.h"
#include "db/tuning/rules/statement.h"

#include <QSet>

// What an advisor is told beyond the database itself.
struct AdvisorInput {
    QSet<QString> ownTables;                 // Tidemark's, by name
    QList<CataloguedStatement> statements;   // as they stand in the catalogue
    std::optional<UsageEvidence> usage = {}; // sampled over time; else what the engine counts
    MeasuredIndexes measured = {};           // by a lab, before
    QSet<IndexName> onTrial = {};            // hidden to be tried: judged as if they were not
    QSet<QString> ownIndexes = {};           // that some version has: no new one is called so
};

struct IndexReport {
    QList<IndexFinding> findings; // see sortFindings()
    QList<TableDef> tables;
    qsizetype indexes = 0;    // that were looked at
    qsizetype statements = 0; // of the catalogue that this schema can run
    UsageEvidence usage;
};

// Reads all indexes and says what the rules say. Changes nothing; works at any version and on a
// database that is not Tidemark's. Thread: the connection's.
[[nodiscard]] Result<IndexReport> adviseOnIndexes(const Connection &connection,
                                                  const AdvisorInput &input);
