// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/redundancy.h"

#include "db/tuning/rules/comparison.h"
#include "db/tuning/rules/redundancytext.h"

#include <algorithm>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double BusyScansPerDay = 100;

using Kind = IndexFinding::Kind;

bool isComparable(const IndexDef &index)
{
    return index.isValid && !index.isBuilding && index.parent.isEmpty();
}

qsizetype length(const IndexDef &index)
{
    return index.keys.size() + index.include.size();
}

// Whether statements may be left to it.
bool isInUse(const IndexDef &index)
{
    return !index.isHidden && !index.isOnTrial;
}

// Whether other answers from the index alone what index does.
bool holdsIncluded(const IndexDef &index, const IndexDef &other, const TableDef &table)
{
    QStringList held = other.include;
    for (const IndexKey &key : storedKeys(other, table))
        held.append(key.text);
    return std::ranges::all_of(index.include,
                               [&](const QString &column) { return held.contains(column); });
}

// Whether both are in force for the same rows: a NULL counts alike, and at the same moment.
bool isSameRule(const IndexDef &index, const IndexDef &other)
{
    return other.isUnique && other.keys.size() == index.keys.size() &&
           other.hasNullsDistinct == index.hasNullsDistinct &&
           other.isDeferrable == index.isDeferrable;
}

} // namespace

bool Redundancy::mayGo(const IndexDef &index) const
{
    return isComparable(index) && index.constraint == IndexDef::Constraint::None &&
           !index.isReferenced;
}

bool Redundancy::isNeeded(const IndexDef &index, const Indexes &remaining) const
{
    return std::ranges::any_of(m_table.needs, [&](const KeyNeed &need) {
        return need.isMetBy(index) && std::ranges::none_of(remaining, [&](const IndexDef *other) {
                   return other != &index && need.isMetBy(*other);
               });
    });
}

bool Redundancy::isKeptBefore(const IndexDef &one, const IndexDef &other) const
{
    const auto rank = [&](const IndexDef &index) {
        const bool servesKey = std::ranges::any_of(
                m_table.needs, [&](const KeyNeed &need) { return need.isMetBy(index); });
        const auto used = m_evidence.of(index.table, index.name);
        // Less is kept before more.
        return std::tuple{!index.isPrimary(),
                          index.constraint == IndexDef::Constraint::None,
                          !index.isUnique,
                          !(index.isReplicaIdentity || index.isClustered),
                          !servesKey,
                          !isInUse(index),
                          index.keys.size(), // E9: the stored key need not be written, too
                          used ? -used->scans : 0,
                          index.name.toUtf8()};
    };
    return rank(one) < rank(other);
}

Redundancy::Indexes Redundancy::inOrderOfDeciding() const
{
    Indexes indexes;
    for (const IndexDef &index : m_table.indexes) {
        if (isComparable(index))
            indexes.append(&index);
    }
    std::ranges::sort(indexes, [&](const IndexDef *one, const IndexDef *other) {
        if (length(*one) != length(*other))
            return length(*one) > length(*other);
        return isKeptBefore(*other, *one);
    });
    return indexes;
}

std::optional<Redundancy::Cover> Redundancy::sameAs(const IndexDef &index,
                                                    const Indexes &remaining) const
{
    const IndexDef *best = nullptr;
    for (const IndexDef *other : remaining) {
        if (isKeptBefore(*other, index) && hasSameEntries(index, *other, m_table) &&
            (!index.isUnique || isSameRule(index, *other)) &&
            (isInUse(*other) || !isInUse(index)) && (!best || isKeptBefore(*other, *best)))
            best = other;
    }
    if (!best)
        return {};
    if (best->keys.size() != index.keys.size())
        return Cover{best, Kind::Covered, u"E9"_s};
    const bool isMirrored =
            index.isBtree() && prefixMatch(index.keys, best->keys) == KeyMatch::Mirrored;
    return Cover{best, Kind::Identical, isMirrored ? u"D2"_s : u"D1"_s};
}

// E5: an order of its own that a statement asks for, over several values of what stands before it.
bool Redundancy::needsOwnOrder(const IndexDef &index, const IndexDef &other) const
{
    for (const CataloguedStatement &statement : m_statements) {
        for (const TableUse &use : statement.uses) {
            if (use.table == m_table.name && !use.order.isEmpty() &&
                givesOrder(index.keys, use.equal, use.order) &&
                !givesOrder(other.keys, use.equal, use.order))
                return true;
        }
    }
    return false;
}

// E10: a much narrower index that is read all the time may be worth its price.
bool Redundancy::isNarrowAndBusy(const IndexDef &index, const IndexDef &other) const
{
    const bool isNarrow =
            (index.sizeBytes && other.sizeBytes && *other.sizeBytes > 2 * *index.sizeBytes) ||
            (index.entryBytes && other.entryBytes && *other.entryBytes > 2 * *index.entryBytes);
    const auto used = m_evidence.of(index.table, index.name);
    return isNarrow && used && !m_evidence.countsRows() && used->scansPerDay() > BusyScansPerDay;
}

std::optional<Redundancy::Cover> Redundancy::coverBy(const IndexDef &index,
                                                     const IndexDef &other) const
{
    if (index.isUnique || !index.isBtree() || !other.isBtree() || !isInUse(other) ||
        index.predicate != other.predicate || hasSameEntries(index, other, m_table))
        return {};
    const QList<IndexKey> held = other.isPrimary() ? other.keys : storedKeys(other, m_table);
    const bool isPrefix =
            prefixMatch(index.keys, held) != KeyMatch::None &&
            (index.keys.size() < held.size() || index.include.size() < other.include.size());
    if (isPrefix) {
        if (!holdsIncluded(index, other, m_table))
            return index.keys.size() < held.size()
                           ? std::optional{Cover{&other, Kind::Measure, u"E7"_s}}
                           : std::nullopt;
        if (isNarrowAndBusy(index, other))
            return Cover{&other, Kind::Measure, u"E10"_s};
        const bool isOnlyStored = index.keys.size() > other.keys.size();
        return Cover{&other, Kind::Covered, isOnlyStored ? u"E9"_s : u"P1"_s};
    }
    if (!other.isUnique)
        return {};
    if (orderedPrefix(index.keys, other.keys) > 0 && holdsIncluded(index, other, m_table) &&
        !needsOwnOrder(index, other))
        return Cover{&other, Kind::Covered, u"E5"_s};
    if (other.keys.size() < index.keys.size() &&
        prefixMatch(other.keys, index.keys) != KeyMatch::None)
        return Cover{&other, Kind::Measure, u"E2"_s};
    return {};
}

std::optional<Redundancy::Cover> Redundancy::coverOf(const IndexDef &index,
                                                     const Indexes &remaining) const
{
    const auto rank = [](const Cover &cover) {
        return std::tuple{cover.kind == Kind::Measure, cover.rule == u"E5", length(*cover.index)};
    };
    std::optional<Cover> best;
    for (const IndexDef *other : remaining) {
        const std::optional<Cover> cover = coverBy(index, *other);
        if (!cover)
            continue;
        if (!best || rank(*cover) < rank(*best) ||
            (rank(*cover) == rank(*best) && isKeptBefore(*cover->index, *best->index)))
            best = cover;
    }
    return best;
}

QString Redundancy::blockedBy(const IndexDef &index) const
{
    for (const CataloguedStatement &statement : m_statements) {
        if (statement.namedIndexes.contains(index.name, Qt::CaseInsensitive))
            return namedText(statement.id);
    }
    if (index.isReplicaIdentity)
        return replicaText();
    return index.isClustered ? clusterText() : QString{};
}

IndexFinding Redundancy::finding(const IndexDef &index, const Cover &cover) const
{
    IndexFinding finding{cover.kind, cover.rule, index.table, index.name, cover.index->name};
    finding.reason = redundancyText(cover.rule, index, *cover.index, m_table);
    finding.certainty = cover.kind == Kind::Identical ? IndexFinding::Certainty::Certain
                        : cover.kind == Kind::Covered ? IndexFinding::Certainty::Likely
                                                      : IndexFinding::Certainty::Open;
    finding.sizeBytes = index.sizeBytes;
    finding.isSizeEstimated = index.isSizeEstimated;
    finding.evidence = redundancyEvidence(index, *cover.index, m_table, m_evidence);
    if (const QString blocked = blockedBy(index); !blocked.isEmpty()) {
        finding.kind = Kind::Info;
        finding.rule = u"E12"_s;
        finding.certainty = IndexFinding::Certainty::Certain;
        finding.reason = blockedText(finding.reason, blocked);
        return finding;
    }
    finding.upSql = sqlLines({index.dropSql});
    finding.downSql = sqlLines({index.createSql});
    return finding;
}

// E3 and what cannot be used at all.
QList<IndexFinding> Redundancy::remarks(const Indexes &remaining) const
{
    QList<IndexFinding> findings;
    for (const IndexDef &index : m_table.indexes) {
        if (!index.isValid && !index.isBuilding) {
            IndexFinding finding{Kind::Info, u"invalid"_s, index.table, index.name, {}};
            finding.reason = invalidText(index);
            finding.certainty = IndexFinding::Certainty::Certain;
            finding.sizeBytes = index.sizeBytes;
            finding.upSql = sqlLines({index.rebuildSql});
            findings.append(finding);
        }
    }
    for (const IndexDef *index : remaining) {
        if (!index->isPartial() || index->isUnique || !index->isBtree())
            continue;
        const auto whole = std::ranges::find_if(remaining, [&](const IndexDef *other) {
            return !other->isPartial() && other->isBtree() && isInUse(*other) &&
                   prefixMatch(index->keys, other->keys) != KeyMatch::None;
        });
        if (whole == remaining.cend())
            continue;
        IndexFinding finding{Kind::Info, u"E3"_s, index->table, index->name, (*whole)->name};
        finding.reason = partialText(*index, **whole);
        finding.sizeBytes = index->sizeBytes;
        finding.isSizeEstimated = index->isSizeEstimated;
        findings.append(finding);
    }
    return findings;
}

QList<IndexFinding> Redundancy::findings() const
{
    QList<IndexFinding> findings;
    Indexes remaining = inOrderOfDeciding();
    QSet<const IndexDef *> covers;
    for (const IndexDef *index : Indexes{remaining}) {
        if (!mayGo(*index) || covers.contains(index))
            continue;
        Indexes others = remaining;
        others.removeOne(index);
        std::optional<Cover> cover = sameAs(*index, others);
        // Its twin may be about to go for the sake of a longer one, which then covers both.
        if (!cover ||
            (mayGo(*cover->index) && !cover->index->isUnique && coverOf(*cover->index, others))) {
            if (const std::optional<Cover> longer = coverOf(*index, others);
                longer && (!cover || longer->kind == Kind::Covered))
                cover = longer;
        }
        if (!cover || isNeeded(*index, others))
            continue;
        findings.append(finding(*index, *cover));
        covers.insert(cover->index);
        if (findings.constLast().isProposal())
            remaining = others;
    }
    findings += remarks(remaining);
    return findings;
}
