// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tuning/findingtext.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct FindingText {
    Q_DECLARE_TR_FUNCTIONS(FindingText)
};

constexpr qsizetype LongestText = 120; // of a statement in a sentence

QString msText(qint64 us, const QLocale &locale)
{
    return FindingText::tr("%1 ms").arg(locale.toString(double(us) / 1000.0, 'f', 1));
}

QString shortened(const QString &sql)
{
    const QString line = sql.simplified();
    return line.size() > LongestText ? line.first(LongestText - 1) + u'\u2026' : line;
}

} // namespace

QString findingKindText(IndexFinding::Kind kind)
{
    switch (kind) {
    case IndexFinding::Kind::Identical:
        return FindingText::tr("Identical");
    case IndexFinding::Kind::Covered:
        return FindingText::tr("Covered");
    case IndexFinding::Kind::Unused:
        return FindingText::tr("Unused");
    case IndexFinding::Kind::Missing:
        return FindingText::tr("Missing");
    case IndexFinding::Kind::Measure:
        return FindingText::tr("Measure");
    case IndexFinding::Kind::Info:
        return FindingText::tr("Information");
    case IndexFinding::Kind::Unknown:
        break;
    }
    return FindingText::tr("Unknown");
}

QString verdictText(const IndexFinding &finding)
{
    if (finding.kind != IndexFinding::Kind::Measure)
        return findingKindText(finding.kind);
    return finding.isNotWorthIt           ? FindingText::tr("Not worth it")
           : !finding.slowsDown.isEmpty() ? FindingText::tr("Slows statements")
           : finding.isMeasured()         ? FindingText::tr("Measured")
                                          : findingKindText(finding.kind);
}

CellState findingState(IndexFinding::Kind kind)
{
    switch (kind) {
    case IndexFinding::Kind::Identical:
    case IndexFinding::Kind::Covered:
        return CellState::Ok;
    case IndexFinding::Kind::Unused:
        return CellState::Partial;
    case IndexFinding::Kind::Missing:
        return CellState::Warning;
    case IndexFinding::Kind::Measure:
        return CellState::Pending;
    case IndexFinding::Kind::Info:
        return CellState::Working;
    case IndexFinding::Kind::Unknown:
        break;
    }
    return CellState::Missed;
}

QString certaintyText(IndexFinding::Certainty certainty)
{
    switch (certainty) {
    case IndexFinding::Certainty::Certain:
        return FindingText::tr("Sure: proven by structure");
    case IndexFinding::Certainty::Likely:
        return FindingText::tr("Likely: safe for reads, a small cost is possible");
    case IndexFinding::Certainty::Open:
        break;
    }
    return FindingText::tr("Open: to be measured first");
}

QString insertCostText(const InsertCost &cost, const QLocale &locale)
{
    const auto number = [&](double value) {
        return locale.toString(value, 'f', 2).replace(u'-', QChar{0x2212});
    };
    return FindingText::tr("%1 (%2–%3)")
            .arg(number(cost.usPerRow), number(cost.lower), number(cost.upper));
}

QString changePhaseText(const IndexChange &change, const QLocale &locale)
{
    switch (change.phase) {
    case IndexChange::Phase::Trial:
        return FindingText::tr("In its trial");
    case IndexChange::Phase::Watched:
        return FindingText::tr("Watched until %1")
                .arg(locale.toString(change.watchUntil.toLocalTime().date(), QLocale::ShortFormat));
    case IndexChange::Phase::Closed:
        return FindingText::tr("Done");
    case IndexChange::Phase::Reverted:
        return FindingText::tr("Taken back");
    case IndexChange::Phase::Failed:
        return FindingText::tr("Failed, nothing changed");
    case IndexChange::Phase::Overtaken:
        return FindingText::tr("No longer so: somebody else changed the index");
    case IndexChange::Phase::Aside:
    case IndexChange::Phase::TrialAside:
        return FindingText::tr("Set aside by a migration");
    case IndexChange::Phase::Trying:
    case IndexChange::Phase::Applying:
    case IndexChange::Phase::Reverting:
        break;
    }
    return FindingText::tr("Under way in another program");
}

QString watchText(const WatchedChange &watched, const QLocale &locale)
{
    const IndexWatch &watch = watched.watch;
    if (watch.statements == 0)
        return FindingText::tr("No statement of this table is recorded since.");
    if (watch.seenSince == 0)
        return FindingText::tr("No recorded statement of this table ran since.");
    QStringList lines;
    if (watch.worse.isEmpty())
        lines.append(FindingText::tr("%1 of %n recorded statement(s) ran since; none is worse.",
                                     nullptr, watch.statements)
                             .arg(locale.toString(watch.seenSince)));
    const auto add = [&](const QList<ComparedStatement> &statements, const QString &ofPlan,
                         const QString &ofTimes) {
        for (const ComparedStatement &statement : statements) {
            const QString text = shortened(statement.text);
            lines.append(statement.hasOtherPlan()
                                 ? ofPlan.arg(text)
                                 : ofTimes.arg(msText(statement.p95BeforeUs, locale),
                                               msText(statement.p95AfterUs, locale), text));
        }
    };
    add(watch.worse, FindingText::tr("Reads the whole table now: %1"),
        FindingText::tr("Slower, %1 before and %2 now: %3"));
    add(watch.better, FindingText::tr("Reads the whole table no more: %1"),
        FindingText::tr("Faster, %1 before and %2 now: %3"));
    return lines.join(u'\n');
}
