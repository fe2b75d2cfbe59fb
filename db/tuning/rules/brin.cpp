// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/brin.h"

#include "db/tuning/rules/indexadvice.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 LargeTable = 128LL * 1024 * 1024;
constexpr double InOrder = 0.95;

bool isAppendOnly(const TableDef &table)
{
    return table.writes && table.updates && *table.writes > 0 &&
           double(*table.updates) < double(*table.writes) / 1000.0;
}

// Whether an index on that column alone answers it.
bool isAnsweredBy(const QString &column, const TableUse &use)
{
    const QSet<QString> alone{column.toLower()};
    return use.touched == alone && (use.selected.isEmpty() || use.selected == alone);
}

// What BRIN cannot do: rows in an order, one row by its value or by a join, an answer without the
// table.
bool isBtreeAskedFor(const QString &column, const TableDef &table,
                     const QList<CataloguedStatement> &statements)
{
    return std::ranges::any_of(statements, [&](const CataloguedStatement &statement) {
        return std::ranges::any_of(statement.uses, [&](const TableUse &use) {
            const bool isOrdered =
                    !use.order.isEmpty() &&
                    use.order.constFirst().column.compare(column, Qt::CaseInsensitive) == 0;
            return use.table == table.name &&
                   (isOrdered || use.equal.contains(column, Qt::CaseInsensitive) ||
                    isAnsweredBy(column, use));
        });
    });
}

bool servesKey(const IndexDef &index, const TableDef &table)
{
    return std::ranges::any_of(table.needs,
                               [&](const KeyNeed &need) { return need.isMetBy(index); });
}

// Whether it works, and nobody would miss it by its name.
bool mayBeReplaced(const IndexDef &index, const QList<CataloguedStatement> &statements)
{
    const bool isAtWork = index.isValid && !index.isBuilding && !index.isHidden && !index.isOnTrial;
    return isAtWork && !index.isClustered &&
           std::ranges::none_of(statements, [&](const CataloguedStatement &statement) {
               return statement.namedIndexes.contains(index.name, Qt::CaseInsensitive);
           });
}

bool hasBrin(const TableDef &table, const IndexKey &key)
{
    return std::ranges::any_of(table.indexes, [&](const IndexDef &index) {
        return index.method == "brin"_L1 && index.keys.constFirst().text == key.text;
    });
}

bool isTold(const IndexDef &index, const QList<IndexFinding> &told)
{
    return std::ranges::any_of(told, [&](const IndexFinding &finding) {
        return finding.index == index.name && finding.kind != IndexFinding::Kind::Info;
    });
}

} // namespace

QList<IndexFinding> brinFindings(const TableDef &table,
                                 const QList<CataloguedStatement> &statements,
                                 const QList<IndexFinding> &told)
{
    QList<IndexFinding> findings;
    if (table.sizeBytes.value_or(0) < LargeTable || !isAppendOnly(table))
        return findings;
    for (const IndexDef &index : table.indexes) {
        if (index.brinSql.isEmpty() || std::abs(index.correlation.value_or(0)) < InOrder ||
            servesKey(index, table) || hasBrin(table, index.keys.constFirst()) ||
            !mayBeReplaced(index, statements) || isTold(index, told) ||
            isBtreeAskedFor(index.keys.constFirst().text, table, statements))
            continue;
        IndexFinding finding{IndexFinding::Kind::Measure, u"B1"_s, index.table, index.name, {}};
        finding.reason =
                IndexAdvice::tr("The rows lie in the order of %1 and are never changed, and no "
                                "known statement sorts by it. A BRIN index finds a range of it "
                                "nearly as fast, is a thousand times smaller and costs an insert "
                                "next to nothing; measure both.")
                        .arg(index.keys.constFirst().text);
        finding.sizeBytes = index.sizeBytes;
        finding.upSql = sqlLines({index.brinSql, index.dropSql});
        finding.downSql = sqlLines({index.createSql, index.brinDropSql});
        findings.append(finding);
    }
    return findings;
}
