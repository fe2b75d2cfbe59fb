// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exportcommand.h"

#include "app/cli/commandline.h"
#include "app/cli/stopsignals.h"
#include "app/cli/texttable.h"
#include "app/reports/csvpresets.h"
#include "app/reports/reportschedules.h"
#include "db/domain/errortext.h"
#include "db/reports/reportreader.h"

#include <QJsonArray>
#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace {

ReportSchedules schedulesOf(const Context &context)
{
    return ReportSchedules{
            ReportSchedules::folderFor(context.dataFolder, context.database.location())};
}

QJsonValue writtenTo(const KeptSchedule &kept)
{
    return kept.writtenToMs ? jsonTime(QDateTime::fromMSecsSinceEpoch(*kept.writtenToMs, Qt::UTC))
                            : QJsonValue{};
}

QJsonObject toJson(const ScheduledOutcome &made)
{
    return {{u"name"_s, made.schedule},
            {u"file"_s, made.outcome.file},
            {u"rows"_s, made.outcome.rows},
            {u"bytes"_s, made.outcome.bytes},
            {u"sha256"_s, made.outcome.sha256}};
}

// As the options that ask for these rows.
QString optionsOf(const ReportRequest &request)
{
    QStringList options;
    for (const QString &coin : request.coins)
        options.append(u"--coin "_s + coin);
    for (const QString &symbol : request.symbols)
        options.append(u"--symbol "_s + symbol);
    for (const ReportRequest::Only &only : request.only)
        options.append(u"--only %1=%2"_s.arg(only.column, only.values.join(u',')));
    if (!request.text.isEmpty())
        options.append(u"--text '%1'"_s.arg(request.text));
    if (request.sort)
        options.append(u"--sort "_s + request.sort->column +
                       (request.sort->isDescending ? u":desc"_s : QString{}));
    if (request.includesDeleted)
        options.append(u"--include-deleted"_s);
    return options.isEmpty() ? CommandLine::tr("all") : options.join(u' ');
}

// "machine", "spreadsheet --delimiter pipe": the preset, and the options that differ from it.
QString optionsOf(const CsvFormat &format)
{
    const CsvFormat preset = format.isForSpreadsheet ? CsvFormat::spreadsheet(QLocale::system())
                                                     : CsvFormat::machine();
    QStringList options{format.isForSpreadsheet ? u"spreadsheet"_s : u"machine"_s};
    const auto note = [&options](bool differs, const QString &option) {
        if (differs)
            options.append(option);
    };
    note(format.delimiter != preset.delimiter, u"--delimiter "_s + csvMarkName(format.delimiter));
    note(format.decimalMark != preset.decimalMark,
         u"--decimal "_s + csvMarkName(format.decimalMark));
    note(format.times != preset.times, u"--times "_s + csvTimesName(format.times));
    note(format.encoding != preset.encoding, u"--encoding "_s + csvEncodingName(format.encoding));
    note(format.hasByteOrderMark != preset.hasByteOrderMark,
         format.hasByteOrderMark ? u"--bom"_s : u"--no-bom"_s);
    note(format.lineEnd != preset.lineEnd, u"--line-end "_s + csvLineEndName(format.lineEnd));
    note(format.quotes != preset.quotes, u"--quotes "_s + csvQuotesName(format.quotes));
    note(format.nullText != preset.nullText, u"--null '%1'"_s.arg(format.nullText));
    note(!format.hasHeader, u"--no-header"_s);
    return options.join(u' ');
}

QString textOf(const Context &context, const ScheduledFailure &failure)
{
    Error error = failure.error;
    if (error.subject.isEmpty())
        error.subject = context.database.location();
    return CommandLine::tr("Report %1 was not written. %2")
            .arg(failure.schedule.name, errorText(error));
}

} // namespace

ExitCode listSchedules(const Context &context)
{
    const Result<QList<KeptSchedule>> kept = schedulesOf(context).list();
    if (!kept)
        return context.output.failed(kept.error());
    QJsonArray reports;
    QList<QStringList> rows;
    for (const KeptSchedule &each : *kept) {
        const ReportSchedule &schedule = each.schedule;
        if (each.fault) {
            reports.append(QJsonObject{{u"name"_s, schedule.name},
                                       {u"problem"_s, errorText(*each.fault)}});
            rows.append({schedule.name, CommandLine::tr("cannot be read"), u"–"_s, u"–"_s, u"–"_s,
                         u"–"_s, u"–"_s});
            context.output.note(errorText(*each.fault));
            continue;
        }
        const QString report = reportName(schedule.request.report);
        reports.append(QJsonObject{{u"name"_s, schedule.name},
                                   {u"report"_s, report},
                                   {u"rows"_s, reportRequestToJson(schedule.request)},
                                   {u"format"_s, csvFormatToJson(schedule.format)},
                                   {u"every"_s, reportEveryName(schedule.every)},
                                   {u"folder"_s, schedule.folder},
                                   {u"written_to"_s, writtenTo(each)}});
        rows.append({schedule.name, report, optionsOf(schedule.request), optionsOf(schedule.format),
                     reportEveryName(schedule.every), writtenTo(each).toString(u"–"_s),
                     schedule.folder});
    }
    const QString text =
            rows.isEmpty()
                    ? CommandLine::tr(
                              "No report is scheduled. 'tidemarkctl reports add NAME prices "
                              "--every day --folder FOLDER' schedules one.")
                    : textTable({CommandLine::tr("name"), CommandLine::tr("report"),
                                 CommandLine::tr("rows"), CommandLine::tr("format"),
                                 CommandLine::tr("every"), CommandLine::tr("written to (UTC)"),
                                 CommandLine::tr("folder")},
                                rows);
    return context.output.done({{u"reports"_s, reports}}, text);
}

ExitCode addSchedule(const Context &context, const ReportSchedule &schedule)
{
    const ReportRequest &request = schedule.request;
    if (!request.coins.isEmpty() || !request.symbols.isEmpty()) {
        const Result<> known =
                openToRead(context).and_then([&](const std::unique_ptr<Connection> &connection) {
                    return checkNames(*connection, request);
                });
        if (!known)
            return context.failed(known.error());
    }
    if (const Result<> added = schedulesOf(context).add(schedule); !added)
        return context.output.failed(added.error());
    return context.output.done(
            {{u"name"_s, schedule.name}},
            CommandLine::tr("%1 is written to %2 while Tidemark or 'tidemarkctl collect --daemon' "
                            "runs, or by 'tidemarkctl reports run'.")
                    .arg(schedule.name, schedule.folder));
}

ExitCode removeSchedule(const Context &context, const QString &name)
{
    if (const Result<KeptSchedule> removed = schedulesOf(context).remove(name); !removed)
        return context.output.failed(removed.error());
    return context.output.done(
            {{u"name"_s, name}},
            CommandLine::tr("%1 is not written any more. Its files stay.").arg(name));
}

ExitCode runSchedules(const Context &context)
{
    StopSignals stop;
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    stop.watch(**connection);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const Result<ReportSchedules::Made> made =
            schedulesOf(context).makeDue(**connection, now, [&] { return !stop.isAsked(); });
    if (!made)
        return context.failed(made.error());
    QJsonArray written;
    QStringList lines;
    for (const ScheduledOutcome &each : made->written) {
        written.append(toJson(each));
        lines.append(CommandLine::tr("%1: %n row(s) in %2", nullptr, int(each.outcome.rows))
                             .arg(each.schedule, each.outcome.file));
    }
    if (!made->failures.isEmpty()) {
        if (const Result<> noted = noteFailures(context.database, made->failures, now); !noted)
            context.output.note(CommandLine::tr("It is not among the events. %1")
                                        .arg(errorText(noted.error())));
        for (const QString &line : std::as_const(lines)) // what was written all the same
            context.output.note(line);
        for (const ScheduledFailure &failure : made->failures.sliced(1))
            context.output.note(textOf(context, failure));
        const ScheduledFailure &first = made->failures.constFirst();
        return context.output.failed(first.error.kind, textOf(context, first));
    }
    return context.output.done({{u"written"_s, written}},
                               lines.isEmpty() ? CommandLine::tr("No report is due.")
                                               : lines.join(u'\n'));
}
