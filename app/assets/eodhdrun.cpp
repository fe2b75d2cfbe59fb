// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/eodhdrun.h"

#include "db/domain/errortext.h"
#include "db/domain/slot.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct RunText {
    Q_DECLARE_TR_FUNCTIONS(EodhdRun)
};

constexpr qsizetype MostNamed = 1000;

} // namespace

QString endText(const CollectionRun &run, const Error &problem)
{
    if (problem.kind != Error::Kind::Cancelled || run.attempts == 0)
        return errorText(problem);
    return run.status == RunStatus::Failed
                   ? RunText::tr("Stopped before an answer was stored. The calls that were made "
                                 "count; the next sync asks again.")
                   : RunText::tr("Stopped. What was answered by then is stored; the next sync asks "
                                 "for the others.");
}

void EodhdRun::begin(const QDateTime &now)
{
    m_run = {};
    m_warning.clear();
    m_run.source = u"eodhd"_s;
    m_run.slot = SlotGrid{}.slotAt(now);
    m_run.startedAt = now;
    m_run.status = RunStatus::Partial;
}

void EodhdRun::count(const AnswerTally &tally, const QString &symbol)
{
    m_run.received += tally.received;
    m_run.rounded += tally.rounded;
    m_run.rejected += tally.rejectedCount;
    for (const RejectedEntry &entry : tally.rejected) {
        if (m_run.rejectedEntries.size() < MostNamed)
            m_run.rejectedEntries.append(
                    {symbol.isEmpty() ? entry.name : symbol + u' ' + entry.name, entry.reason});
    }
}

void EodhdRun::countFailure(const QString &symbol, const QString &sentence)
{
    ++m_run.rejected;
    if (m_run.rejectedEntries.size() < MostNamed)
        m_run.rejectedEntries.append({symbol, sentence});
}

void EodhdRun::note(const QString &warning)
{
    if (!warning.isEmpty())
        m_warning = RunText::tr("EODHD says: %1").arg(warning);
}

void EodhdRun::countStored(int stored, int duplicates)
{
    m_run.stored += stored;
    m_run.duplicates += duplicates;
}

void EodhdRun::end(const QDateTime &now, bool hasResult, const std::optional<Error> &problem)
{
    m_run.finishedAt = now;
    m_run.durationMs = m_run.startedAt.msecsTo(now);
    // That the day's calls are used up is no failure of what was not asked for.
    const bool hasFailed =
            m_run.rejected > 0 || (problem && problem->kind != Error::Kind::CallsUsedUp);
    m_run.status = !hasFailed && !problem    ? RunStatus::Ok
                   : hasResult || !hasFailed ? RunStatus::Partial
                                             : RunStatus::Failed;
    m_run.error = m_warning;
    if (problem) {
        m_run.error = endText(m_run, *problem);
        m_run.cause = GapCause::ProviderError;
    }
}
