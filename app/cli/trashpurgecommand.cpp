// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/trashpurgecommand.h"

#include "app/cli/commandline.h"
#include "app/cli/confirmation.h"
#include "app/cli/trashrun.h"
#include "app/cli/trashtext.h"
#include "app/trash/purgeablerows.h"

#include <QDir>
#include <QElapsedTimer>

using namespace Qt::Literals::StringLiterals;

namespace {

void noteLeftOut(const Context &context, const QList<LeftOutExport> &exports)
{
    for (const LeftOutExport &each : exports)
        context.output.note(leftOutText(each));
}

// On standard error, now and then.
class Notes final
{
public:
    Notes(const Output &output, const StopSignals &stop)
        : m_output{output}
        , m_stop{stop}
    {}
    bool operator()(const TrashProgress &state)
    {
        constexpr qint64 QuietMs = 2000;

        if (!m_timer.isValid())
            m_timer.start();
        if (m_timer.hasExpired(QuietMs)) {
            m_timer.start();
            m_output.note(textOf(state));
        }
        return m_stop.goesOn();
    }

private:
    static QString textOf(const TrashProgress &state)
    {
        switch (state.phase) {
        case TrashProgress::Phase::Exporting:
            return CommandLine::tr("Exporting %1: %2 of %3 rows")
                    .arg(state.table)
                    .arg(state.done)
                    .arg(state.total);
        case TrashProgress::Phase::Checking:
            return CommandLine::tr("Checking the export of %1").arg(state.table);
        case TrashProgress::Phase::Returning:
            return CommandLine::tr("Putting %1 back: %2 of %3 rows")
                    .arg(state.table)
                    .arg(state.done)
                    .arg(state.total);
        case TrashProgress::Phase::Deleting:
        case TrashProgress::Phase::Purging:
            break;
        }
        return CommandLine::tr("Purging %1: %2 of %3 rows")
                .arg(state.table)
                .arg(state.done)
                .arg(state.total);
    }

    const Output &m_output;
    const StopSignals &m_stop;
    QElapsedTimer m_timer;
};

ExitCode toldTrial(const Context &context, const CheckedExports &checked, qint64 rows)
{
    QJsonArray exports;
    for (const TrashExportRecord &record : checked.intact)
        exports.append(jsonOf(record));
    return context.output.done(
            {{u"exports"_s, exports}, {u"rows"_s, rows}, {u"left_out"_s, jsonOf(checked.leftOut)}},
            textOf(checked.intact, rows));
}

// Says what would go and, at a terminal, asks for it; the plan is of that alone afterwards, and not
// of what somebody else exports meanwhile. With a code where the command ends there.
std::optional<ExitCode> endBefore(const Context &context, const Connection &connection,
                                  bool isTrial, PurgePlan &plan, QList<LeftOutExport> &leftOut,
                                  const StopSignals &stop)
{
    const auto checked = checkedExports(connection, plan, Notes{context.output, stop});
    if (!checked)
        return context.failed(checked.error());
    noteLeftOut(context, checked->leftOut);
    const Result<qint64> rows =
            purgeableRows(connection, checked->intact, Notes{context.output, stop});
    if (!rows)
        return context.failed(rows.error());
    if (isTrial)
        return toldTrial(context, *checked, *rows);
    const Result<> asked =
            askedYes(textOf(checked->intact, *rows) + u'\n' +
                             CommandLine::tr("They can be put back only as long as these folders "
                                             "stay as they are. Type yes to purge: "),
                     [&stop] { return stop.goesOn(); });
    if (!asked)
        return context.output.failed(
                asked.error().kind,
                CommandLine::tr("%1 Nothing was purged.").arg(asked.error().detail));
    plan.exports.clear();
    for (const TrashExportRecord &record : checked->intact)
        plan.exports.append(record.id);
    leftOut = checked->leftOut;
    return {};
}

} // namespace

ExitCode exportTrashTo(const Context &context, const TrashExportPlan &plan)
{
    StopSignals stop;
    return changed(context, [&](const Connection &connection) {
        stop.watch(connection);
        const Result<TrashExportRecord> record =
                exportTrash(connection, plan, Context::now(), Notes{context.output, stop});
        if (!record)
            return record.error().subject == QDir{plan.folder}.absolutePath()
                           ? context.output.failed(record.error())
                           : context.failed(record.error());
        return context.output.done(
                jsonOf(*record),
                CommandLine::tr("%n row(s) exported to %1. 'tidemarkctl trash purge' may take them "
                                "away now.",
                                nullptr, int(record->rows))
                        .arg(record->folder));
    });
}

ExitCode purgeTrashOf(const Context &context, const PurgeRequest &request)
{
    StopSignals stop;
    return changed(context, [&](const Connection &connection) {
        stop.watch(connection);
        PurgePlan plan;
        plan.pause = pauseOf(stop);
        if (request.exportId)
            plan.exports = {*request.exportId};
        QList<LeftOutExport> leftOut;
        if (request.isTrial || !request.isSure) {
            if (const auto end =
                        endBefore(context, connection, request.isTrial, plan, leftOut, stop))
                return *end;
        }
        Result<PurgeReport> report =
                purgeTrash(connection, plan, &Context::now, Notes{context.output, stop});
        if (!report && report.error().kind == Error::Kind::Cancelled)
            return context.output.failed(
                    Error::Kind::Cancelled,
                    CommandLine::tr("Stopped. What was purged so far stays purged; the same "
                                    "command goes on."));
        if (!report)
            return context.failed(report.error());
        noteLeftOut(context, report->leftOut);
        report->leftOut = leftOut + report->leftOut;
        const bool isRefused = report->total.purged == 0 && !report->total.held.isEmpty();
        if (isRefused)
            return context.output.failed(
                    {Error::Kind::Refused, heldRuleText(report->total.held.constFirst()), {}});
        return context.output.done(jsonOf(*report), textOf(*report));
    });
}

ExitCode undoPurgeOf(const Context &context, const QString &folder)
{
    StopSignals stop;
    return changed(context, [&](const Connection &connection) {
        stop.watch(connection);
        const Result<PurgeUndoReport> report = undoPurge(
                connection, {folder, pauseOf(stop)}, &Context::now, Notes{context.output, stop});
        if (!report && report.error().kind == Error::Kind::Cancelled)
            return context.output.failed(
                    Error::Kind::Cancelled,
                    CommandLine::tr("Stopped. What was put back so far stays there; the same "
                                    "command goes on."));
        if (!report)
            return context.failed(report.error());
        if (report->rows == 0 && !report->left.isEmpty())
            return context.output.failed({Error::Kind::Refused, textOf(*report), {}});
        return context.output.done(jsonOf(*report), textOf(*report));
    });
}
