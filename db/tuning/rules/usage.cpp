// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/usage.h"

#include "db/tuning/rules/redundancytext.h"
#include "db/tuning/rules/usagetext.h"

#include <QDate>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double EnoughDays = 35;
constexpr double EnoughDaysWithMonthEnd = 14;
constexpr double YoungDays = 7;
constexpr qint64 FewScans = 50;
constexpr qint64 ManyWrites = 10'000;
constexpr qint64 SmallIndex = 32 * 1024;
constexpr qint64 SmallTable = 5 * 8192; // pages of PostgreSQL

using Kind = IndexFinding::Kind;

bool isWorthIt(const IndexDef &index, const TableDef &table)
{
    return index.sizeBytes.value_or(SmallIndex) >= SmallIndex &&
           table.sizeBytes.value_or(SmallTable + 1) > SmallTable;
}

} // namespace

bool Usage::isLongEnough(const IndexEvidence &evidence)
{
    if (evidence.days() >= EnoughDays)
        return true;
    if (evidence.days() < EnoughDaysWithMonthEnd)
        return false;
    const QDateTime begin = evidence.from.toUTC();
    const bool isWholeDay = begin.time() == QTime{0, 0};
    const QDate from = isWholeDay ? begin.date() : begin.date().addDays(1);
    const QDate monthEnd{from.year(), from.month(), from.daysInMonth()};
    return monthEnd < evidence.to.toUTC().date();
}

// How old it is has to be known: the engine may count for longer than there is this index.
bool Usage::canBeJudged(const IndexEvidence &evidence)
{
    return isLongEnough(evidence) && evidence.firstSeen.isValid() &&
           evidence.firstSeen.msecsTo(evidence.to) >= qint64(YoungDays * 86'400'000);
}

// The largest first: of two that cannot both go that one goes.
Usage::Indexes Usage::inOrderOfDeciding() const
{
    Indexes indexes;
    for (const IndexDef &index : m_table.indexes)
        indexes.append(&index);
    std::ranges::sort(indexes, {}, [](const IndexDef *index) {
        return std::pair{-index->sizeBytes.value_or(0), index->name.toUtf8()};
    });
    return indexes;
}

bool Usage::isProposed(const IndexDef &index) const
{
    return std::ranges::any_of(m_redundant, [&](const IndexFinding &finding) {
        return finding.index == index.name && finding.isProposal();
    });
}

// Whether no rule, name or proposal speaks for it or against it.
bool Usage::isQuestionable(const IndexDef &index) const
{
    return !isProposed(index) && m_structure.mayGo(index) && !index.isUnique &&
           m_structure.blockedBy(index).isEmpty();
}

QStringList Usage::statementsThatTouch(const QString &column, bool areRare) const
{
    QStringList ids;
    for (const CataloguedStatement &statement : m_statements) {
        const bool touches = std::ranges::any_of(statement.uses, [&](const TableUse &use) {
            return use.table == m_table.name && use.touched.contains(column.toLower());
        });
        if (touches && (!areRare || statement.isRare))
            ids.append(statement.id);
    }
    return ids;
}

// Of a table that no statement reads none can tell.
bool Usage::isTableRead() const
{
    return std::ranges::any_of(m_statements, [&](const CataloguedStatement &statement) {
        return std::ranges::any_of(statement.uses,
                                   [&](const TableUse &use) { return use.table == m_table.name; });
    });
}

bool Usage::isAskedFor(const QString &first, const QString &further) const
{
    return std::ranges::any_of(m_statements, [&](const CataloguedStatement &statement) {
        return std::ranges::any_of(statement.uses, [&](const TableUse &use) {
            return use.table == m_table.name && use.touched.contains(first.toLower()) &&
                   use.touched.contains(further.toLower());
        });
    });
}

IndexFinding Usage::finding(Kind kind, const QString &rule, const IndexDef &index) const
{
    IndexFinding finding{kind, rule, index.table, index.name, {}};
    finding.sizeBytes = index.sizeBytes;
    finding.isSizeEstimated = index.isSizeEstimated;
    finding.upSql = sqlLines({index.dropSql});
    finding.downSql = sqlLines({index.createSql});
    if (const auto used = m_evidence.of(index.table, index.name))
        finding.evidence.append(usageText(*used, m_evidence.countsRows()));
    return finding;
}

std::optional<IndexFinding> Usage::unused(const IndexDef &index) const
{
    const auto used = m_evidence.of(index.table, index.name);
    if (!used || !canBeJudged(*used) || !isWorthIt(index, m_table))
        return {};
    const qint64 writes = m_evidence.writes.value(index.table);
    // Where rows are counted there were no more scans than rows.
    const bool isRarelyUsed = used->scans < FewScans && writes > ManyWrites;
    const QString first = index.keys.constFirst().text;
    if ((used->scans > 0 && !isRarelyUsed) || !statementsThatTouch(first, true).isEmpty())
        return {};
    const bool feedsStatistics = index.hasExpression();
    IndexFinding found = finding(feedsStatistics ? Kind::Info : Kind::Unused,
                                 feedsStatistics   ? u"E14"_s
                                 : used->scans > 0 ? u"U2"_s
                                                   : u"U1"_s,
                                 index);
    found.certainty = IndexFinding::Certainty::Likely;
    found.reason = feedsStatistics ? expressionStatisticsText(*used, m_evidence.countsRows())
                                   : unusedText(*used, writes, m_evidence);
    if (feedsStatistics) {
        found.upSql.clear();
        found.downSql.clear();
    }
    const QStringList could = statementsThatTouch(first, false);
    found.evidence.append(could.isEmpty() ? nobodyCouldText() : couldUseText(could));
    found.evidence.append(samplesText(*used));
    if (m_evidence.hasStandbys)
        found.evidence.append(standbysText());
    return found;
}

// S1: among the statements of the catalogue none searches or sorts by its first column.
std::optional<IndexFinding> Usage::unasked(const IndexDef &index) const
{
    const auto used = m_evidence.of(index.table, index.name);
    const IndexKey &first = index.keys.constFirst();
    if (!isTableRead() || first.kind != IndexKey::Kind::Column || (used && used->scans > 0) ||
        !statementsThatTouch(first.text, false).isEmpty())
        return {};
    IndexFinding found = finding(Kind::Measure, u"S1"_s, index);
    found.reason = unaskedText(first.text);
    return found;
}

// S2: it covers a narrower one that may go, and no statement asks for all that it has beyond that
// one: the other way round may be the better one.
std::optional<IndexFinding> Usage::tooWide(const IndexDef &index) const
{
    const IndexDef *narrower = nullptr;
    for (const IndexFinding &finding : m_redundant) {
        const IndexDef *covered = m_table.find(finding.index);
        if (finding.isProposal() && finding.coveredBy == index.name && covered &&
            covered->keys.size() < index.keys.size() &&
            (!narrower || covered->keys.size() > narrower->keys.size()))
            narrower = covered;
    }
    if (!narrower || !isTableRead())
        return {};
    const QString first = index.keys.constFirst().text;
    for (const IndexKey &key : index.keys.sliced(narrower->keys.size())) {
        if (isAskedFor(first, key.text))
            continue;
        IndexFinding found = finding(Kind::Measure, u"S2"_s, index);
        found.reason = tooWideText(*narrower, key.text);
        // The narrower one may have gone meanwhile, as this report proposes.
        const bool canAsk = !narrower->restoreSql.isEmpty();
        found.upSql =
                sqlLines({canAsk ? narrower->restoreSql : narrower->createSql, index.dropSql});
        if (!canAsk)
            found.evidence.append(restoresAlwaysText(narrower->name));
        return found;
    }
    return {};
}

std::optional<IndexFinding> Usage::judged(const IndexDef &index, const Indexes &remaining) const
{
    const bool isRemarked = std::ranges::any_of(
            m_redundant, [&](const IndexFinding &finding) { return finding.index == index.name; });
    // The narrower one would be there again, for a key as well.
    if (!isRemarked && !m_structure.isNeeded(index, inOrderOfDeciding())) {
        if (std::optional<IndexFinding> found = tooWide(index))
            return found;
    }
    // What other indexes lean on is not unused, however seldom it is read itself.
    const bool isCover = std::ranges::any_of(m_redundant, [&](const IndexFinding &finding) {
        return finding.isProposal() && finding.coveredBy == index.name;
    });
    if (isCover || m_structure.isNeeded(index, remaining))
        return {};
    std::optional<IndexFinding> found = unused(index);
    // Beside what structure says of it only a proposal counts.
    if (isRemarked)
        return found && found->isProposal() ? found : std::nullopt;
    return found ? found : unasked(index);
}

QList<IndexFinding> Usage::findings() const
{
    QList<IndexFinding> findings;
    const Indexes all = inOrderOfDeciding();
    Indexes remaining = all;
    remaining.removeIf([this](const IndexDef *index) { return isProposed(*index); });
    for (const IndexDef *index : all) {
        const std::optional<IndexFinding> found =
                isQuestionable(*index) ? judged(*index, remaining) : std::nullopt;
        if (!found)
            continue;
        findings.append(*found);
        if (found->isProposal())
            remaining.removeOne(index);
    }
    return findings;
}
