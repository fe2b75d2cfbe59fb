// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/collector/runstore.h"
#include "tests/db/contract/answers.h"
#include "tests/db/contract/cases.h"
#include "tests/db/contract/samples.h"

using namespace Qt::Literals::StringLiterals;

namespace {

const QDateTime Slot = at("2026-11-20T03:15:00.000Z");
const QString Coinspot = u"coinspot"_s;

QDateTime slotOf(int number)
{
    return Slot.addSecs(300LL * number);
}

CollectionRun eventfulRun()
{
    CollectionRun run = runAt(Slot, RunStatus::Failed);
    run.finishedAt = Slot.addMSecs(12'345);
    run.attempts = 3;
    run.received = 500;
    run.stored = 480;
    run.duplicates = 12;
    run.rejected = 8;
    run.durationMs = 4'294'967'296;
    run.cause = GapCause::ProviderError;
    run.error = u"Quote ' double \" backslash \\ percent % under_score\nline € 🚀 Straße"_s;
    run.rejectedEntries = {{u"gas"_s, u"ask is \"NaN\", not a number"_s},
                           {u"\u00e9t\u00e9 \\ '"_s, u"50% _under"_s}};
    run.attemptLog = {{Slot.addMSecs(3'217), 1'000, u"503 Service Unavailable"_s, 5'000},
                      {Slot.addMSecs(9'217), 30'000, u"timeout"_s, 0}};
    return run;
}

QStringList keepsARunWhole(const Connection &connection)
{
    RunStore runs{connection};
    return {line(runs.newest(Coinspot)), line(runs.insert(eventfulRun())),
            line(runs.newest(Coinspot)), line(runs.newest(u"eodhd"_s)),
            line(runs.newest(u"COINSPOT"_s))};
}

QStringList keepsAnEmptyRun(const Connection &connection)
{
    RunStore runs{connection};
    return {line(runs.insert(runAt(Slot))), line(runs.newest(Coinspot))};
}

QStringList insertsARunOnce(const Connection &connection)
{
    RunStore runs{connection};
    CollectionRun again = runAt(Slot, RunStatus::Partial);
    CollectionRun later = again;
    later.startedAt = later.startedAt.addMSecs(1);
    CollectionRun other = again;
    other.source = u"eodhd"_s;
    return {line(runs.insert(runAt(Slot))), line(runs.insert(again)), line(runs.insert(later)),
            line(runs.insert(other)), line(runs.newest(Coinspot))};
}

QStringList knowsWhyARunFailed(const Connection &connection)
{
    RunStore runs{connection};
    QStringList answers;
    int number = 0;
    for (const GapCause cause :
         {GapCause::Asleep, GapCause::Offline, GapCause::ProviderEmpty, GapCause::ProviderError,
          GapCause::MarketClosed, GapCause::Unknown}) {
        CollectionRun run = runAt(slotOf(number++), RunStatus::Failed);
        run.cause = cause;
        answers.append(line(runs.insert(run)));
    }
    answers.append(line(runs.insert(runAt(slotOf(2).addSecs(1)))));
    const auto failures = runs.failures(Coinspot, slotOf(1), slotOf(5));
    if (!failures)
        return {line(failures.error())};
    for (const auto &[slot, cause] : *failures)
        answers.append(line(slot) + u' ' + gapCauseName(cause));
    return answers;
}

QStringList knowsHowFarItCollected(const Connection &connection)
{
    using namespace std::chrono_literals;
    RunStore runs{connection};
    const auto covered = [&](int before) {
        return line(runs.coveredUntil(Coinspot, slotOf(before), 5min));
    };
    QStringList answers{covered(10)};
    answers += {line(runs.insert(runAt(slotOf(0)))),
                line(runs.insert(runAt(slotOf(1), RunStatus::Failed))), covered(10), covered(0)};
    answers += {line(runs.insertGap({0, Coinspot, {}, slotOf(1), slotOf(4), GapCause::Offline})),
                covered(10), covered(2), covered(1)};
    answers += {line(runs.insert(runAt(slotOf(6), RunStatus::Outbox))), covered(10), covered(6),
                line(runs.coveredUntil(u"eodhd"_s, slotOf(10), 5min))};
    return answers;
}

// Forty runs of all kinds.
QStringList fill(RunStore &runs)
{
    QStringList answers;
    const QList<RunStatus> kinds{RunStatus::Ok, RunStatus::Partial, RunStatus::Failed,
                                 RunStatus::Outbox};
    for (int i = 0; i < 40; ++i) {
        CollectionRun run = runAt(slotOf(i / 2), kinds[i % 4]);
        run.startedAt = slotOf(i / 2).addMSecs(i % 2 == 0 ? 0 : 1); // some start at the same time
        if (i % 8 == 6)
            run.source = u"eodhd"_s;
        if (run.status == RunStatus::Failed)
            run.error =
                    i < 20 ? u"Connection RESET by 100% of peers"_s : u"Zeit\u00dcberschreitung"_s;
        if (run.status == RunStatus::Partial)
            run.rejectedEntries = {{u"coin_%1"_s.arg(i), u"ask is \"NaN\" \\ not a number"_s}};
        answers.append(line(runs.insert(run)));
    }
    return answers;
}

StoreCase pageCase(const char *name, const RunsPageRequest &request)
{
    return {name, [request](const Connection &connection) {
                RunStore runs{connection};
                QStringList answers = fill(runs);
                RunsPageRequest next = request;
                for (bool more = true; more;) {
                    const Result<RunsPage> page = runs.page(next);
                    if (!page)
                        return answers + QStringList{line(page.error())};
                    answers += lines(page->rows) + QStringList{line(page->hasMore)};
                    more = page->hasMore && !page->rows.isEmpty();
                    if (more)
                        next.after = RunsKey{page->rows.constLast().startedAt,
                                             page->rows.constLast().id};
                }
                return answers;
            }};
}

RunsPageRequest searching(const QString &text)
{
    RunsPageRequest request;
    request.text = text;
    request.limit = 4;
    return request;
}

RunsPageRequest filtered(RunFilter filter)
{
    RunsPageRequest request;
    request.filter = filter;
    request.limit = 7;
    return request;
}

// What a search finds is what the panel's own rule says.
QStringList findsWhatMatches(const Connection &connection)
{
    RunStore runs{connection};
    QStringList answers = fill(runs);
    const Result<RunsPage> all = runs.page({});
    if (!all)
        return {line(all.error())};
    for (const QString &text :
         {u"reset"_s, u"RESET"_s, u"100%"_s, u"%"_s, u"_"_s, u"coin_1"_s, u"\\"_s, u"\"nan\""_s,
          u"'"_s, u"name"_s, u"reason"_s, u"rejected"_s, u"zeit\u00fcber"_s, u"\u00dc"_s, u"!"_s,
          u"nothing of the kind"_s}) {
        RunsPageRequest request;
        request.text = text;
        const Result<RunsPage> page = runs.page(request);
        QList<CollectionRun> expected;
        for (const CollectionRun &run : all->rows)
            if (matches(request, run))
                expected.append(run);
        answers.append(text + u": "_s + QString::number(expected.size()));
        answers.append(page ? line(lines(page->rows) == lines(expected)) : line(page.error()));
    }
    return answers;
}

QStringList showsTheStrip(const Connection &connection)
{
    RunStore runs{connection};
    const auto stripLines = [&](int from, int to) -> QStringList {
        const Result<Strip> strip = runs.strip({slotOf(from), slotOf(to)});
        if (!strip)
            return {line(strip.error())};
        return lines(strip->runs) + lines(strip->gaps) + QStringList{line(strip->firstSlot)};
    };
    QStringList answers = stripLines(0, 10) + fill(runs);
    answers += {line(runs.insertGap({0, Coinspot, {}, slotOf(25), slotOf(30), GapCause::Asleep})),
                line(runs.insertGap({0, u"eodhd"_s, {}, slotOf(2), slotOf(3), GapCause::Asleep}))};
    return answers + stripLines(2, 5) + stripLines(18, 26) + stripLines(100, 200);
}

QStringList knowsWhenASlotWasCollected(const Connection &connection)
{
    RunStore runs{connection};
    CollectionRun failed = runAt(Slot, RunStatus::Failed);
    failed.finishedAt = Slot.addSecs(1);
    CollectionRun late = runAt(Slot, RunStatus::Outbox);
    late.startedAt = Slot.addSecs(10);
    late.finishedAt = Slot.addMSecs(900'123);
    CollectionRun first = runAt(Slot);
    first.startedAt = Slot.addSecs(20);
    first.finishedAt = Slot.addMSecs(21'456);
    QStringList answers;
    for (const CollectionRun &run : {failed, late, first})
        answers += {line(runs.insert(run)), line(runs.collectedAt(Coinspot, Slot))};
    return answers + QStringList{line(runs.collectedAt(Coinspot, slotOf(1)))};
}

QStringList recordsAGapOnce(const Connection &connection)
{
    RunStore runs{connection};
    const DataGap gap{0, Coinspot, {}, slotOf(2), slotOf(6), GapCause::Offline};
    DataGap overlapping = gap;
    overlapping.from = slotOf(5);
    overlapping.to = slotOf(9);
    DataGap touching = gap;
    touching.from = slotOf(6);
    touching.to = slotOf(8);
    touching.cause = GapCause::MarketClosed;
    DataGap elsewhere = gap;
    elsewhere.source = u"eodhd"_s;
    elsewhere.symbol = u"AAPL.US"_s;
    QStringList answers;
    for (const DataGap &each : {gap, gap, overlapping, touching, elsewhere})
        answers.append(line(runs.insertGap(each)));
    return answers + lines(runs.gaps(Coinspot, slotOf(0), slotOf(20))) +
           lines(runs.gaps(u"eodhd"_s, slotOf(0), slotOf(20))) +
           lines(runs.gaps(Coinspot, slotOf(6), slotOf(7))) +
           lines(runs.gaps(Coinspot, slotOf(8), slotOf(9)));
}

QStringList shrinksGaps(const Connection &connection)
{
    RunStore runs{connection};
    QStringList answers{
            line(runs.insertGap({0, Coinspot, {}, slotOf(0), slotOf(9), GapCause::Asleep})),
            line(runs.insertGap({0, Coinspot, {}, slotOf(10), slotOf(12), GapCause::Offline}))};
    for (const auto &[from, to] :
         {std::pair{4, 5}, {0, 1}, {8, 9}, {2, 3}, {20, 21}, {3, 11}, {0, 100}})
        answers += QStringList{line(runs.removeFromGaps(Coinspot, slotOf(from), slotOf(to)))} +
                   lines(runs.gaps(Coinspot, slotOf(-100), slotOf(100)));
    return answers;
}

QStringList refusesAGapBackwards(const Connection &connection)
{
    RunStore runs{connection};
    return {line(runs.insertGap({0, Coinspot, {}, slotOf(3), slotOf(3), GapCause::Asleep}))};
}

} // namespace

QList<StoreCase> runCases()
{
    RunsPageRequest all;
    all.limit = 7;
    return {{"runs: each column", &keepsARunWhole},
            {"runs: an empty one", &keepsAnEmptyRun},
            {"runs: once", &insertsARunOnce},
            {"runs: why they failed", &knowsWhyARunFailed},
            {"runs: covered until", &knowsHowFarItCollected},
            pageCase("runs: page by page", all),
            pageCase("runs: collected", filtered(RunFilter::Collected)),
            pageCase("runs: partial", filtered(RunFilter::Partial)),
            pageCase("runs: failed", filtered(RunFilter::Failed)),
            pageCase("runs: found by an error", searching(u"connection reset"_s)),
            pageCase("runs: found by a coin", searching(u"COIN_"_s)),
            pageCase("runs: found by an umlaut", searching(u"zeit\u00fcber"_s)),
            {"runs: a search finds what matches", &findsWhatMatches},
            {"runs: the strip", &showsTheStrip},
            {"runs: when a slot was collected",
             &knowsWhenASlotWasCollected,
             {u"yes"_s, u"never"_s, u"yes"_s, u"2026-11-20T03:30:00.123Z"_s, u"yes"_s,
              u"2026-11-20T03:15:21.456Z"_s, u"never"_s}},
            {"gaps: recorded once", &recordsAGapOnce},
            {"gaps: shrinking", &shrinksGaps},
            {"gaps: backwards",
             &refusesAGapBackwards,
             {u"error %1 "_s.arg(int(Error::Kind::Constraint))}}};
}
