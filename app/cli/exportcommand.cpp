// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exportcommand.h"

#include "app/cli/commandline.h"
#include "app/cli/stopsignals.h"
#include "app/reports/reportexport.h"
#include "db/reports/reportreader.h"

#include <QElapsedTimer>
#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 QuietMs = 2000;

bool isStandardOutput(const QString &name)
{
    return name == "-"_L1 || name == "/dev/stdout"_L1;
}

Result<ReportFile> fileFor(const QString &name)
{
    if (isStandardOutput(name))
        return ReportFile::standardOutput();
    return ReportFile::create(name);
}

QJsonObject toJson(const QString &report, const ReportOutcome &outcome)
{
    return {{u"report"_s, report},
            {u"rows"_s, outcome.rows},
            {u"bytes"_s, outcome.bytes},
            {u"file"_s, outcome.file}};
}

} // namespace

ExitCode exportRows(const Context &context, const ExportOptions &options)
{
    StopSignals stop;
    if (isStandardOutput(options.file) && context.output.isJson())
        return context.output.failed(
                Error::Kind::Usage,
                CommandLine::tr("--json writes its own document on standard output, so the rows "
                                "need a file: write --out FILE."));
    const Result<std::unique_ptr<Connection>> connection =
            isOfSchema(options.request.report) ? openAtAnyVersion(context) : openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    stop.watch(**connection);
    Result<ReportFile> file = fileFor(options.file);
    if (!file)
        return context.output.failed(file.error());
    QElapsedTimer sinceNote;
    sinceNote.start();
    const QString name = reportName(options.request.report);
    const auto note = [&](const ReportProgress &state) {
        if (sinceNote.hasExpired(QuietMs)) {
            context.output.note(CommandLine::tr("Writing %1: %2 rows").arg(name).arg(state.rows));
            sinceNote.start();
        }
        return !stop.isAsked();
    };
    const Result<ReportOutcome> outcome =
            exportReport(**connection, options.request, options.format, std::move(*file), {note});
    if (!outcome && stop.isAsked())
        return context.output.failed(
                Error::Kind::Cancelled,
                CommandLine::tr("Stopped. No file was written, and one that was there is as it "
                                "was."));
    if (!outcome)
        return context.failed(outcome.error());
    if (outcome->file.isEmpty())
        return ExitCode::Done;
    return context.output.done(
            toJson(name, *outcome),
            CommandLine::tr("%n row(s) of %1, %2, in %3", nullptr, int(outcome->rows))
                    .arg(name, QLocale::c().formattedDataSize(outcome->bytes, 1), outcome->file));
}
