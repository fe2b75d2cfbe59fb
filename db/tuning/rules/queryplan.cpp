// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/queryplan.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// What says something of the statement's form, and nothing of how a table is read.
bool isStructure(const QString &line)
{
    static const QRegularExpression structure{
            u"^(INDEX \\d+|CO-ROUTINE|MATERIALIZE|(CORRELATED )?(SCALAR|LIST) SUBQUERY"
            u"|COMPOUND QUERY|LEFT-MOST SUBQUERY|(UNION|EXCEPT|INTERSECT)|MERGE|LEFT$|RIGHT$"
            u"|BLOOM FILTER ON|RECURSIVE STEP|SETUP|SCAN CONSTANT ROW|SCAN \\d+ CONSTANT ROWS"
            u"|REUSE|LIST SUBQUERY|RIGHT-JOIN)"_s};
    return structure.match(line).hasMatch();
}

} // namespace

QueryPlan queryPlan(const QStringList &details)
{
    static const QRegularExpression read{
            u"^(SEARCH|SCAN) (\\S+)(?: AS \\S+)?"
            u"(?: USING (?:(AUTOMATIC )?(?:PARTIAL )?(COVERING )?INDEX(?: ([^\\s(]\\S*))?"
            u"|((?:INTEGER )?PRIMARY KEY)))?(?: \\((.*)\\))?(?: LEFT-JOIN| EXISTS)?$"_s};
    static const QRegularExpression sort{u"^USE TEMP B-TREE FOR (.+)$"_s};
    QueryPlan plan;
    for (const QString &line : details) {
        if (line == u"MULTI-INDEX OR") {
            plan.hasAlternatives = true;
        } else if (const auto temporary = sort.match(line); temporary.hasMatch()) {
            plan.sorts.append(temporary.captured(1));
        } else if (isStructure(line)) {
            continue;
        } else if (const auto match = read.match(line); match.hasMatch()) {
            plan.steps.append(
                    {match.captured(1) == u"SEARCH" ? PlanStep::Way::Search : PlanStep::Way::Scan,
                     match.captured(2), match.captured(5), match.hasCaptured(4),
                     match.hasCaptured(6), match.hasCaptured(3), match.captured(7)});
        } else {
            plan.unread.append(line);
        }
    }
    return plan;
}

qsizetype QueryPlan::fullScans() const
{
    return std::ranges::count_if(steps, &PlanStep::isFullScan);
}

bool QueryPlan::uses(const QString &index) const
{
    return std::ranges::any_of(steps, [&](const PlanStep &step) {
        return step.index.compare(index, Qt::CaseInsensitive) == 0;
    });
}

bool QueryPlan::readsAll() const
{
    return std::ranges::any_of(steps, [](const PlanStep &step) {
        return step.way == PlanStep::Way::Scan || step.isAutomatic;
    });
}
