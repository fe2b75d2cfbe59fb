// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/tuning/rules/candidates.h"

// What the planner says of a statement, without an index and with it.
struct PlannedGain {
    QString statement; // its id
    double before = 0; // in the planner's own unit
    double after = 0;
    std::optional<qint64> sizeBytes = {}; // the index, as estimated
};

// Indexes that only the planner of this session sees, by PostgreSQL's extension HypoPG. It is used
// where a database has it and never made: an extension is its owner's to choose. Statements are
// planned for values that nobody knows (a generic plan), so that the same database gives the same
// answer. Thread: the connection's, outside a transaction.
class HypotheticalIndexes final
{
public:
    // Nothing where the database has not the extension, and on other engines.
    [[nodiscard]] static Result<std::optional<HypotheticalIndexes>>
    of(const Connection &connection);

    // The statement that gains most; nothing when the planner would not take the index, or what it
    // takes is not worth it: a cost of 100 or more that falls below its half.
    [[nodiscard]] Result<std::optional<PlannedGain>>
    tryOut(const IndexCandidate &candidate,
           const QList<const CataloguedStatement *> &statements) const;

private:
    struct Plan {
        double cost = 0;
        QStringList indexes;
    };

    HypotheticalIndexes(const Connection &connection, QString schema)
        : m_connection{&connection}
        , m_schema{std::move(schema)}
    {}

    [[nodiscard]] Result<std::optional<PlannedGain>>
    planned(const IndexCandidate &candidate,
            const QList<const CataloguedStatement *> &statements) const;
    [[nodiscard]] Result<Plan> plan(const QString &sql) const;

    const Connection *m_connection;
    QString m_schema; // of the extension's functions, quoted
};
