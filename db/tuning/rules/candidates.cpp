// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/candidates.h"

#include "db/tuning/rules/comparison.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 FewRows = 500;
constexpr qsizetype MostKeys = 3;
constexpr qsizetype MostCandidates = 9;
constexpr double SlowMsPerDay = 1000;

// Also with all directions the other way round: an index is read backwards as well.
bool isPrefixOf(const QList<OrderedColumn> &one, const QList<OrderedColumn> &other)
{
    const auto matches = [&](bool isMirrored) {
        return std::equal(one.cbegin(), one.cend(), other.cbegin(),
                          [&](const OrderedColumn &column, const OrderedColumn &its) {
                              return column.column == its.column &&
                                     (column.isDescending != its.isDescending) == isMirrored;
                          });
    };
    return one.size() <= other.size() && (matches(false) || matches(true));
}

// Columns of = by name, so that the same question gives the same answer; times come last because
// nobody asks for them by =.
QList<QList<OrderedColumn>> keysFor(const TableUse &use)
{
    QStringList equal = use.equal;
    equal.removeDuplicates();
    equal.sort();
    QList<OrderedColumn> keys;
    for (const QString &column : equal)
        keys.append({column, false});
    QList<QList<OrderedColumn>> lists;
    const auto add = [&](const QList<OrderedColumn> &tail) {
        const QList<OrderedColumn> list = keys + tail;
        if (!list.isEmpty() && !lists.contains(list.first(std::min(list.size(), MostKeys))))
            lists.append(list.first(std::min(list.size(), MostKeys)));
    };
    for (const QString &column : use.range) {
        if (!equal.contains(column))
            add({{column, false}});
    }
    QList<OrderedColumn> order;
    for (const OrderedColumn &column : use.order) {
        if (!equal.contains(column.column))
            order.append(column);
    }
    if (lists.isEmpty() || (use.isLimited && !order.isEmpty()))
        add(order);
    return lists;
}

// Whether an index finds by = all that is asked for by =, and then narrows or orders.
bool servesWhole(const IndexDef &index, const TableUse &use)
{
    if (!helps(index, use))
        return false;
    QStringList equal = use.equal;
    equal.removeDuplicates();
    const QStringList columns = index.columns();
    const bool isFound = std::ranges::all_of(equal, [&](const QString &column) {
        return columns.first(std::min(equal.size(), columns.size()))
                .contains(column, Qt::CaseInsensitive);
    });
    const bool isOrderAsked = use.isLimited && !use.order.isEmpty();
    if (!isFound || (use.range.isEmpty() && !isOrderAsked))
        return isFound;
    return use.range.contains(columns.value(equal.size()), Qt::CaseInsensitive) ||
           (isOrderAsked && givesOrder(index.keys, use.equal, {use.order.constFirst()}));
}

bool isSlow(const CataloguedStatement &statement)
{
    return statement.perDay.value_or(0) * statement.msEach.value_or(0) >= SlowMsPerDay;
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
        other.isBeside = other.isBeside && candidate.isBeside;
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
            const bool isBeside = isHelped && isSlow(*statement) &&
                                  std::ranges::none_of(table.indexes, [&](const IndexDef &index) {
                                      return servesWhole(index, use);
                                  });
            if (isHelped && !isBeside)
                continue;
            for (const QList<OrderedColumn> &keys : keysFor(use))
                add(candidates, {table.name, keys, {statement->id}, {}, isBeside});
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
