// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/worth.h"

#include "db/tuning/rules/indexadvice.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double LostMs = 1; // of one execution, from which on a loss counts
constexpr double WorthMsPerDay = 1000;
constexpr double WorthOfCost = 5; // times

QString msText(double ms)
{
    return QString::number(ms, 'f', ms < 0.1 ? 4 : ms < 100 ? 2 : 0);
}

QString measuredText(const QueryEffect &effect)
{
    return IndexAdvice::tr("Measured on a copy: %1 took %2 ms without it and %3 ms with it.")
            .arg(effect.statement, msText(effect.p50Without), msText(effect.p50With));
}

// Milliseconds that its statements take less in a day; nothing where it is not known how often any
// of them runs.
std::optional<double> savedPerDay(const QList<QueryEffect> &effects,
                                  const QList<CataloguedStatement> &statements)
{
    std::optional<double> sum;
    for (const QueryEffect &effect : effects) {
        const auto statement =
                std::ranges::find(statements, effect.statement, &CataloguedStatement::id);
        if (statement == statements.cend() || !statement->perDay || !effect.isTold())
            continue;
        const double saved = effect.isNeeded ? effect.p50Without - effect.p50With : 0;
        sum = sum.value_or(0) + *statement->perDay * saved;
    }
    return sum;
}

// Rows written into a table in a day; nothing where nobody counted.
std::optional<double> rowsPerDay(const UsageEvidence &usage, const QString &table)
{
    const auto writes = usage.writes.constFind(table);
    double days = usage.writtenDays;
    for (auto index = usage.indexes.cbegin();
         usage.writtenDays == 0 && index != usage.indexes.cend(); ++index) {
        if (index.key().first == table)
            days = std::max(days, index->days());
    }
    if (writes == usage.writes.cend() || days == 0)
        return {};
    return double(*writes) / std::max(days, 1.0); // an hour is no day
}

// What an index is for, a day against a day. Milliseconds.
struct DailyWorth {
    std::optional<double> saved;
    std::optional<double> cost; // at most, where it is noisy
    bool isNoisy = false;

    [[nodiscard]] bool isWorthIt() const
    {
        return saved && *saved >= WorthMsPerDay && *saved >= WorthOfCost * cost.value_or(0);
    }
    // A quieter time could show that it is.
    [[nodiscard]] bool mayBeWorthIt() const { return isNoisy && saved && *saved >= WorthMsPerDay; }
    [[nodiscard]] QStringList sentences() const
    {
        if (!saved)
            return {IndexAdvice::tr("What that comes to in a day is not known: nobody counted how "
                                    "often these statements run.")};
        QString sentence = IndexAdvice::tr("It saves %1 ms a day.").arg(msText(*saved));
        if (cost && isNoisy)
            sentence += u' ' + IndexAdvice::tr("The rows of a day cost perhaps %1 ms more with it.")
                                       .arg(msText(*cost));
        else if (cost)
            sentence += u' ' + IndexAdvice::tr("The rows of a day cost %1 ms more with it.")
                                       .arg(msText(*cost));
        else
            sentence += u' ' + IndexAdvice::tr("What it costs in a day is not known.");
        return {sentence};
    }
};

void weighDrop(const QList<QueryEffect> &effects, const DailyWorth &worth, IndexFinding &finding)
{
    for (const QueryEffect &effect : effects) {
        if (!effect.isNeeded)
            continue;
        finding.evidence.append(measuredText(effect));
        if (effect.p50Without - effect.p50With >= LostMs)
            finding.slowsDown.append(effect.statement);
    }
    const bool isQuestion = finding.kind == IndexFinding::Kind::Measure;
    if (finding.slowsDown.isEmpty()) {
        const qsizetype tried = effects.size() - finding.untried.size();
        if (tried > 0)
            finding.evidence.append(
                    IndexAdvice::tr("Measured on a copy without it: statements that were tried: "
                                    "%1, slower by a millisecond or more: none.")
                            .arg(tried));
        if (isQuestion && finding.leavesAlone.isEmpty() && finding.untried.isEmpty())
            finding.certainty = IndexFinding::Certainty::Likely;
        return;
    }
    finding.evidence += worth.sentences();
    if (isQuestion || finding.isProposal()) {
        finding.kind = IndexFinding::Kind::Measure;
        finding.certainty = IndexFinding::Certainty::Open;
    }
}

void weighCreation(const QList<QueryEffect> &effects, const DailyWorth &worth,
                   IndexFinding &finding)
{
    for (const QueryEffect &effect : effects) {
        if (effect.isTold())
            finding.evidence.append(measuredText(effect));
    }
    if (finding.untried.size() < effects.size())
        finding.evidence += worth.sentences();
    const bool isOpen = !finding.untried.isEmpty() || worth.mayBeWorthIt();
    if (!worth.saved || (isOpen && !worth.isWorthIt()))
        return;
    finding.kind = worth.isWorthIt() ? IndexFinding::Kind::Missing : IndexFinding::Kind::Measure;
    finding.certainty = !worth.isWorthIt() ? IndexFinding::Certainty::Open
                        : worth.cost       ? IndexFinding::Certainty::Certain
                                           : IndexFinding::Certainty::Likely;
    finding.isNotWorthIt = !worth.isWorthIt();
    if (finding.isNotWorthIt)
        finding.evidence.append(
                IndexAdvice::tr("That is not worth it: from a second a day on, and five times what "
                                "it costs, it would be."));
}

void sayUntried(const QList<QueryEffect> &effects, IndexFinding &finding)
{
    for (const QueryEffect &effect : effects) {
        if (!effect.isTold())
            finding.untried.append(effect.statement);
    }
    if (!finding.untried.isEmpty())
        finding.evidence.append(
                IndexAdvice::tr("The lab's time did not suffice for these statements: %1. Give it "
                                "more of it, measure this table alone, or at a quieter time.")
                        .arg(finding.untried.join(u", "_s)));
}

// What it costs to keep one that nobody reads.
void sayCost(const DailyWorth &worth, IndexFinding &finding)
{
    if (finding.kind != IndexFinding::Kind::Unused || worth.isNoisy)
        return;
    finding.evidence.append(
            worth.cost ? IndexAdvice::tr("Keeping it costs %1 ms a day, as measured and with the "
                                         "rows that are written in a day.")
                                 .arg(msText(*worth.cost))
                       : IndexAdvice::tr("What keeping it costs a day is not known: the lab tells "
                                         "what it costs a row."));
}

// A table grows, and what was measured long ago is true of a smaller one.
void sayWhen(const MeasuredIndexes &measured, IndexFinding &finding)
{
    const QDateTime then = measured.measuredAt.value(finding.table);
    if (then.isValid())
        finding.evidence.append(IndexAdvice::tr("The lab measured this table on %1.")
                                        .arg(then.toUTC().date().toString(Qt::ISODate)));
}

} // namespace

void weighMeasured(const MeasuredIndexes &measured, const UsageEvidence &usage,
                   const QList<CataloguedStatement> &statements, QList<IndexFinding> &findings)
{
    for (IndexFinding &finding : findings) {
        const bool isNew = !finding.newIndex.isEmpty();
        const IndexName name{finding.table, isNew ? finding.newIndex : finding.index};
        if (const auto cost = measured.costs.constFind(name); cost != measured.costs.cend())
            finding.cost = *cost;
        const QList<QueryEffect> effects = measured.effects.value(name);
        DailyWorth worth{savedPerDay(effects, statements), {}};
        worth.isNoisy = finding.cost && finding.cost->isNoisy;
        if (const auto rows = rowsPerDay(usage, finding.table); rows && finding.cost)
            worth.cost =
                    *rows * (worth.isNoisy ? finding.cost->upper : finding.cost->usPerRow) / 1000;
        if (finding.cost || !effects.isEmpty())
            sayWhen(measured, finding);
        if (worth.isNoisy)
            finding.evidence.append(
                    IndexAdvice::tr("What it costs a row was too noisy to tell: measure it again "
                                    "at a quieter time."));
        sayCost(worth, finding);
        // Of two that hold the same entries it does not matter which one is read.
        if (effects.isEmpty() || finding.kind == IndexFinding::Kind::Identical)
            continue;
        sayUntried(effects, finding);
        if (isNew)
            weighCreation(effects, worth, finding);
        else
            weighDrop(effects, worth, finding);
    }
}
