// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/rules/finding.h"
#include "db/tuning/rules/indexdef.h"
#include "db/tuning/rules/statement.h"

// Which indexes of a table do the work of others, by structure: D1, D2, P1 and E1 to E16 of
// docs/index-tuning.md. Pure: the same answer for the same table, whatever the order of its
// indexes. An index that does another's work is never itself one of the findings that say 'drop'.
class Redundancy final
{
public:
    // statements: those that this schema can run, described. All of them outlive this.
    Redundancy(const TableDef &table, const UsageEvidence &evidence,
               const QList<CataloguedStatement> &statements)
        : m_table{table}
        , m_evidence{evidence}
        , m_statements{statements}
    {}

    [[nodiscard]] QList<IndexFinding> findings() const;

    // Whether nothing but its usefulness keeps this index: it enforces no rule, nobody names it,
    // and it is finished.
    [[nodiscard]] bool mayGo(const IndexDef &index) const;
    // Whether a key leans on this index, and on none of the others that remain.
    [[nodiscard]] bool isNeeded(const IndexDef &index,
                                const QList<const IndexDef *> &remaining) const;
    // E12: who would miss it by its name, as a part of a sentence; empty: nobody.
    [[nodiscard]] QString blockedBy(const IndexDef &index) const;

private:
    struct Cover {
        const IndexDef *index = nullptr;
        IndexFinding::Kind kind = IndexFinding::Kind::Covered;
        QString rule;
    };
    using Indexes = QList<const IndexDef *>;

    [[nodiscard]] Indexes inOrderOfDeciding() const;
    [[nodiscard]] bool isKeptBefore(const IndexDef &one, const IndexDef &other) const;
    [[nodiscard]] std::optional<Cover> sameAs(const IndexDef &index,
                                              const Indexes &remaining) const;
    [[nodiscard]] std::optional<Cover> coverOf(const IndexDef &index,
                                               const Indexes &remaining) const;
    [[nodiscard]] std::optional<Cover> coverBy(const IndexDef &index, const IndexDef &other) const;
    [[nodiscard]] bool needsOwnOrder(const IndexDef &index, const IndexDef &other) const;
    [[nodiscard]] bool isNarrowAndBusy(const IndexDef &index, const IndexDef &other) const;
    [[nodiscard]] IndexFinding finding(const IndexDef &index, const Cover &cover) const;
    [[nodiscard]] QList<IndexFinding> remarks(const Indexes &remaining) const;

    const TableDef &m_table;
    const UsageEvidence &m_evidence;
    const QList<CataloguedStatement> &m_statements;
};
