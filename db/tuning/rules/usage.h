// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/rules/redundancy.h"

// What use says of a table's indexes, beyond their structure: counters of the engine or samples of
// them, and the statements of the catalogue. Pure, as Redundancy is; section 3 of
// docs/index-tuning.md.
class Usage final
{
public:
    // redundant: what Redundancy found for the same table.
    Usage(const TableDef &table, const UsageEvidence &evidence,
          const QList<CataloguedStatement> &statements, const QList<IndexFinding> &redundant)
        : m_table{table}
        , m_evidence{evidence}
        , m_statements{statements}
        , m_redundant{redundant}
        , m_structure{table, evidence, statements}
    {}

    [[nodiscard]] QList<IndexFinding> findings() const;

    // 35 days, or 14 with the end of a month among them; half a window proves nothing.
    [[nodiscard]] static bool isLongEnough(const IndexEvidence &evidence);
    // Whether that nobody read it would say something: not of one that may be of yesterday.
    [[nodiscard]] static bool canBeJudged(const IndexEvidence &evidence);

private:
    using Indexes = QList<const IndexDef *>;

    [[nodiscard]] Indexes inOrderOfDeciding() const;
    [[nodiscard]] bool isProposed(const IndexDef &index) const;
    [[nodiscard]] bool isQuestionable(const IndexDef &index) const;
    [[nodiscard]] std::optional<IndexFinding> judged(const IndexDef &index,
                                                     const Indexes &remaining) const;
    [[nodiscard]] std::optional<IndexFinding> unused(const IndexDef &index) const;
    [[nodiscard]] std::optional<IndexFinding> unasked(const IndexDef &index) const;
    [[nodiscard]] std::optional<IndexFinding> tooWide(const IndexDef &index) const;
    [[nodiscard]] QStringList statementsThatTouch(const QString &column, bool areRare) const;
    [[nodiscard]] bool isTableRead() const;
    [[nodiscard]] bool isAskedFor(const QString &first, const QString &further) const;
    [[nodiscard]] IndexFinding finding(IndexFinding::Kind kind, const QString &rule,
                                       const IndexDef &index) const;

    const TableDef &m_table;
    const UsageEvidence &m_evidence;
    const QList<CataloguedStatement> &m_statements;
    const QList<IndexFinding> &m_redundant;
    Redundancy m_structure;
};
