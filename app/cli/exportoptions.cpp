// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/exportcommand.h"
#include "app/cli/options.h"
#include "app/reports/csvpresets.h"
#include "db/reports/reportreader.h"

#include <QDir>
#include <QLocale>
#include <QSettings>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

// What CLI11 fills before it is checked.
struct RawExport {
    std::string report;
    std::string file;
    std::string from;
    std::string to;
    std::vector<std::string> coins;
    std::vector<std::string> symbols;
    std::vector<std::string> only;
    std::string text;
    std::string sort;
    bool includeDeleted = false;

    std::string preset = "machine";
    std::string delimiter;
    std::string decimal;
    std::string times;
    std::string encoding;
    std::string lineEnd;
    std::string quotes;
    std::string null;
    bool bom = false;
    bool noBom = false;
    bool noHeader = false;
};

struct RawSchedule {
    std::string name;
    std::string every;
    std::string folder;
    RawExport rows;
};

QStringList listFrom(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &text : texts)
        list.append(QString::fromStdString(text));
    return list;
}

QStringList reportNames()
{
    QStringList names;
    for (const Report report : AllReports)
        names.append(reportName(report));
    return names;
}

Result<std::optional<qint64>> timeFrom(const char *option, const std::string &text)
{
    if (text.empty())
        return std::nullopt;
    const QDateTime time = parseTime(QString::fromStdString(text));
    if (!time.isValid())
        return wrongUsage(u"%1 is no time: write it as 2026-11-20 or 2026-11-20T03:15:00Z."_s.arg(
                QLatin1StringView{option}));
    return time.toMSecsSinceEpoch();
}

// "status=failed,partial"
Result<ReportRequest::Only> onlyFrom(const QString &text)
{
    const qsizetype at = text.indexOf(u'=');
    const QStringList values = text.mid(at + 1).split(u',', Qt::SkipEmptyParts);
    if (at < 1 || values.isEmpty())
        return wrongUsage(
                u"--only '%1' cannot be read: write it as status=failed,partial."_s.arg(text));
    return ReportRequest::Only{text.left(at), values};
}

// "started_at:desc"
Result<ReportRequest::Sort> sortFrom(const QString &text)
{
    const QStringList parts = text.split(u':');
    const QString direction = parts.value(1, u"asc"_s);
    if (parts.size() > 2 || parts.constFirst().isEmpty() ||
        (direction != u"asc"_s && direction != u"desc"_s))
        return wrongUsage(
                u"--sort '%1' cannot be read: write a column, or started_at:desc."_s.arg(text));
    return ReportRequest::Sort{parts.constFirst(), direction == u"desc"_s};
}

Result<ReportRequest> requestFrom(const RawExport &raw)
{
    const QString name = QString::fromStdString(raw.report);
    const std::optional<Report> report = reportFromName(name);
    if (!report)
        return wrongUsage(u"There is no report '%1'. There are: %2."_s.arg(
                name, reportNames().join(u", "_s)));
    const Result<std::optional<qint64>> from = timeFrom("--from", raw.from);
    const Result<std::optional<qint64>> to = timeFrom("--to", raw.to);
    if (!from || !to)
        return fail(from ? to.error() : from.error());
    ReportRequest request{.report = *report,
                          .fromMs = *from,
                          .toMs = *to,
                          .coins = listFrom(raw.coins),
                          .symbols = listFrom(raw.symbols),
                          .text = QString::fromStdString(raw.text),
                          .includesDeleted = raw.includeDeleted};
    for (const QString &text : listFrom(raw.only)) {
        const Result<ReportRequest::Only> only = onlyFrom(text);
        if (!only)
            return fail(only.error());
        request.only.append(*only);
    }
    if (!raw.sort.empty()) {
        const Result<ReportRequest::Sort> sort = sortFrom(QString::fromStdString(raw.sort));
        if (!sort)
            return fail(sort.error());
        request.sort = *sort;
    }
    return checkReport(request).transform([&] { return request; });
}

// Those that the window saved, too.
Result<CsvFormat> presetFrom(const QString &name)
{
    QSettings store{QSettings::IniFormat, QSettings::UserScope, u"tidemark"_s, u"tidemark"_s};
    return CsvPresets{store}.find(name, QLocale::system());
}

// Sets what the option names, in the words of its kind.
template <typename Value>
Result<> choose(const char *option, const std::string &word,
                Result<Value> (*fromName)(const QString &), Value &target)
{
    if (word.empty())
        return {};
    const Result<Value> value = fromName(QString::fromStdString(word));
    if (!value)
        return wrongUsage(QLatin1StringView{option} + u": "_s + value.error().detail);
    target = *value;
    return {};
}

Result<CsvFormat> formatFrom(const RawExport &raw)
{
    Result<CsvFormat> preset = presetFrom(QString::fromStdString(raw.preset));
    if (!preset)
        return preset;
    CsvFormat format = *preset;
    for (const Result<> &chosen :
         {choose("--delimiter", raw.delimiter, csvDelimiterFromName, format.delimiter),
          choose("--decimal", raw.decimal, csvDecimalMarkFromName, format.decimalMark),
          choose("--times", raw.times, csvTimesFromName, format.times),
          choose("--encoding", raw.encoding, csvEncodingFromName, format.encoding),
          choose("--line-end", raw.lineEnd, csvLineEndFromName, format.lineEnd),
          choose("--quotes", raw.quotes, csvQuotesFromName, format.quotes)}) {
        if (!chosen)
            return fail(chosen.error());
    }
    if (!raw.null.empty())
        format.nullText = QString::fromStdString(raw.null);
    format.hasByteOrderMark = raw.bom || (format.hasByteOrderMark && !raw.noBom);
    format.hasHeader = format.hasHeader && !raw.noHeader;
    return format.check().transform([&] { return format; });
}

Result<ExportOptions> checked(const RawExport &raw)
{
    if (raw.file.empty())
        return wrongUsage(u"--out is empty: name a file, or - for standard output."_s);
    const Result<ReportRequest> request = requestFrom(raw);
    if (!request)
        return fail(request.error());
    return formatFrom(raw).transform([&](const CsvFormat &format) {
        return ExportOptions{*request, format, QString::fromStdString(raw.file)};
    });
}

Result<ReportSchedule> checkedSchedule(const RawSchedule &raw)
{
    const std::optional<ReportEvery> every = reportEveryFromName(QString::fromStdString(raw.every));
    if (!every)
        return wrongUsage(u"--every is day or week."_s);
    const Result<ReportRequest> request = requestFrom(raw.rows);
    if (!request)
        return fail(request.error());
    return formatFrom(raw.rows).and_then([&](const CsvFormat &format) -> Result<ReportSchedule> {
        const ReportSchedule schedule{QString::fromStdString(raw.name), *request, format, *every,
                                      QDir::cleanPath(QDir::current().absoluteFilePath(
                                              QString::fromStdString(raw.folder)))};
        return schedule.check().transform([&] { return schedule; });
    });
}

void describeTimes(CLI::App &command, RawExport &raw)
{
    command.add_option("--from", raw.from, "First moment, as 2026-11-20 or 2026-11-20T03:15Z")
            ->type_name("TIME");
    command.add_option("--to", raw.to, "Moment after the last")->type_name("TIME");
}

void describeRows(CLI::App &command, RawExport &raw)
{
    command.add_option("REPORT", raw.report, reportNames().join(u", "_s).toStdString())->required();
    command.add_option("--coin", raw.coins,
                       "Only this coin, as btc or BTC.COINSPOT; may be repeated")
            ->allow_extra_args(false);
    command.add_option("--symbol", raw.symbols, "Only this symbol, as BHP.AU; may be repeated")
            ->allow_extra_args(false);
    command.add_option(
                   "--only", raw.only,
                   "Only rows with one of these words, as status=failed,partial; may be repeated")
            ->type_name("COLUMN=WORDS")
            ->allow_extra_args(false);
    command.add_option("--text", raw.text, "Only rows with this text in a name or message");
    command.add_option("--sort", raw.sort,
                       "Order the rows by this column, as started_at; started_at:desc has the last "
                       "first")
            ->type_name("COLUMN");
    command.add_flag("--include-deleted", raw.includeDeleted,
                     "Also what was deleted and can be restored");
}

void describeFormat(CLI::App &command, RawExport &raw)
{
    command.add_option("--preset", raw.preset,
                       "machine: exact and unaltered; spreadsheet: as this locale writes numbers, "
                       "and no text runs as a formula")
            ->capture_default_str();
    command.add_option("--delimiter", raw.delimiter,
                       "What stands between values: comma, semicolon, tab or pipe");
    command.add_option("--decimal", raw.decimal, "Decimal mark: point or comma");
    command.add_option("--times", raw.times,
                       "How times are written, all UTC: iso, spaced (2026-11-20 03:15:00) or "
                       "epoch-ms (milliseconds since 1970)");
    command.add_option("--encoding", raw.encoding,
                       "How letters are written: utf-8, utf-16le, latin1 or windows-1252");
    command.add_flag("--bom", raw.bom, "Begin the file with a byte order mark");
    command.add_flag("--no-bom", raw.noBom, "No byte order mark");
    command.add_option("--line-end", raw.lineEnd,
                       "How lines end: lf, as on Linux, or crlf, as on Windows");
    command.add_option("--quotes", raw.quotes,
                       "What stands in quotes: what needs them (needed), texts or all");
    command.add_option("--null", raw.null,
                       "What stands for a missing value, as NULL (default: nothing); it may not "
                       "read as a number or a time");
    command.add_flag("--no-header", raw.noHeader,
                     "Leave out the first line, which names the columns");
}

} // namespace

void describeExport(CommandSet &commands)
{
    const auto raw = CommandSet::raw<RawExport>();
    CLI::App &command =
            commands.command("export", "Write rows to a CSV file, exact to the last digit", [raw] {
                return checked(*raw).transform([](const ExportOptions &options) {
                    return CommandRun{[options](const Context &context) {
                        return exportRows(context, options);
                    }};
                });
            });
    describeRows(command, *raw);
    command.add_option("--out", raw->file,
                       "File to write, replaced when it is there; - is standard output")
            ->type_name("FILE")
            ->required();
    describeTimes(command, *raw);
    describeFormat(command, *raw);

    CLI::App &reports = commands.group("reports", "Reports that are written again and again");
    commands.command(reports, "list", "Every scheduled report, and when it was last written",
                     [] { return CommandRun{listSchedules}; });
    const auto added = CommandSet::raw<RawSchedule>();
    CLI::App &add = commands.command(
            reports, "add",
            "Write a report every day or week, where Tidemark runs or 'collect --daemon'", [added] {
                return checkedSchedule(*added).transform([](const ReportSchedule &schedule) {
                    return CommandRun{[schedule](const Context &context) {
                        return addSchedule(context, schedule);
                    }};
                });
            });
    add.add_option("NAME", added->name, "Names the report and its files")->required();
    describeRows(add, added->rows);
    add.add_option("--every", added->every, "day or week, which begin by UTC")->required();
    add.add_option("--folder", added->folder, "Where its files go")->required();
    describeFormat(add, added->rows);
    const auto removed = CommandSet::raw<std::string>();
    commands.command(reports, "remove", "End a scheduled report; its files stay",
                     [removed]() -> Result<CommandRun> {
                         return [removed](const Context &context) {
                             return removeSchedule(context, QString::fromStdString(*removed));
                         };
                     })
            .add_option("NAME", *removed, "As 'reports list' says it")
            ->required();
    commands.command(reports, "run", "Write now what is due",
                     [] { return CommandRun{runSchedules}; });
}
