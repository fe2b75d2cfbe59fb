// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/candidates.h"

#include "db/tuning/rules/comparison.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 FewRows = 500;
constexpr qsizetype MostKeys = 3;
constexpr qsizetype MostCandidates = 3;

bool isPrefixOf(const QList<OrderedColumn> &one, const QList<OrderedColumn> &other)
{
    return one.size() <= other.size() && std::equal(one.cbegin(), one.cend(), other.cbegin());
}

// Columns of = by name, so that the same question gives the same answer; times come last because
// nobody asks for them by =.
QList<OrderedColumn> keysFor(const TableUse &use)
{
    QStringList equal = use.equal;
    equal.removeDuplicates();
    equal.sort();
    QList<OrderedColumn> keys;
    for (const QString &column : equal)
        keys.append({column, false});
    const auto isIn = [&](const QString &column) { return equal.contains(column); };
    const auto range = std::ranges::find_if_not(use.range, isIn);
    if (range != use.range.cend()) {
        keys.append({*range, false});
    } else {
        for (const OrderedColumn &column : use.order) {
            if (!isIn(column.column))
                keys.append(column);
        }
    }
    return keys.first(std::min(keys.size(), MostKeys));
}

// A partial index serves who asks for no other rows. Of all conditions only this one is understood:
// a range, or IS NOT NULL itself, holds for no NULL.
bool holdsRowsOf(const IndexDef &index, const TableUse &use)
{
    return !index.isPartial() || std::ranges::any_of(use.range, [&](const QString &column) {
        return index.predicate.compare(column + u" is not null"_s, Qt::CaseInsensitive) == 0;
    });
}

bool asksForSomething(const TableUse &use)
{
    return !use.equal.isEmpty() || !use.range.isEmpty() || (!use.order.isEmpty() && use.isLimited);
}

void add(QList<IndexCandidate> &candidates, IndexCandidate candidate)
{
    for (IndexCandidate &other : candidates) {
        const bool isShorter = isPrefixOf(candidate.keys, other.keys);
        if (!isShorter && !isPrefixOf(other.keys, candidate.keys))
            continue;
        if (!isShorter)
            other.keys = candidate.keys;
        other.statements += candidate.statements;
        other.statements.removeDuplicates();
        return;
    }
    candidates.append(candidate);
}

} // namespace

QString IndexCandidate::keyText() const
{
    QStringList texts;
    for (const OrderedColumn &key : keys)
        texts.append(key.isDescending ? key.column + u" DESC"_s : key.column);
    return texts.join(u", "_s);
}

QString IndexCandidate::name() const
{
    QStringList parts{u"ix"_s, table};
    for (const OrderedColumn &key : keys)
        parts.append(key.column);
    return parts.join(u'_').left(60) + ending;
}

bool helps(const IndexDef &index, const TableUse &use)
{
    if (!index.isBtree() || !index.isValid || index.isHidden || !holdsRowsOf(index, use) ||
        index.keys.constFirst().kind != IndexKey::Kind::Column)
        return false;
    const QString first = index.keys.constFirst().text;
    return use.equal.contains(first, Qt::CaseInsensitive) ||
           use.range.contains(first, Qt::CaseInsensitive) ||
           (!use.order.isEmpty() && use.isLimited &&
            givesOrder(index.keys, use.equal, {use.order.constFirst()}));
}

QList<IndexCandidate> indexCandidates(const TableDef &table,
                                      const QList<CataloguedStatement> &statements)
{
    QList<IndexCandidate> candidates;
    if (table.rows.value_or(0) < FewRows)
        return candidates;
    QList<const CataloguedStatement *> ordered;
    for (const CataloguedStatement &statement : statements)
        ordered.append(&statement);
    std::ranges::sort(ordered, {}, &CataloguedStatement::id);
    for (const CataloguedStatement *statement : std::as_const(ordered)) {
        for (const TableUse &use : statement->uses) {
            if (use.table != table.name || statement->readsAll || !asksForSomething(use))
                continue;
            const bool isHelped = std::ranges::any_of(
                    table.indexes, [&](const IndexDef &index) { return helps(index, use); });
            const QList<OrderedColumn> keys = keysFor(use);
            if (!isHelped && !keys.isEmpty())
                add(candidates, {table.name, keys, {statement->id}});
        }
    }
    return candidates.first(std::min(candidates.size(), MostCandidates));
}

QStringList statementsLeftAlone(const TableDef &table, const QSet<QString> &without,
                                const QList<CataloguedStatement> &statements)
{
    QStringList ids;
    for (const CataloguedStatement &statement : statements) {
        for (const TableUse &use : statement.uses) {
            if (use.table != table.name)
                continue;
            bool isHelpedNow = false;
            bool isHelpedThen = false;
            for (const IndexDef &index : table.indexes) {
                const bool isHelp = helps(index, use);
                isHelpedNow = isHelpedNow || isHelp;
                isHelpedThen = isHelpedThen || (isHelp && !without.contains(index.name));
            }
            if (isHelpedNow && !isHelpedThen)
                ids.append(statement.id);
        }
    }
    return ids;
}
