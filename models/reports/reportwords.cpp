// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/reports/reportwords.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct ReportWords {
    Q_DECLARE_TR_FUNCTIONS(ReportWords)
};

QString namesText(const QStringList &names)
{
    constexpr qsizetype Named = 4;
    const QString some = QStringList{names.first(std::min(Named, names.size()))}.join(u", "_s);
    return names.size() <= Named
                   ? some
                   : ReportWords::tr("%1 and %n more", nullptr, int(names.size() - Named))
                             .arg(some);
}

QString delimiterWords(char delimiter)
{
    switch (delimiter) {
    case ';':
        return ReportWords::tr("semicolons");
    case '\t':
        return ReportWords::tr("tabs");
    case '|':
        return ReportWords::tr("bars");
    default:
        return ReportWords::tr("commas");
    }
}

QString timesWords(CsvFormat::Times times)
{
    switch (times) {
    case CsvFormat::Times::Iso:
        return ReportWords::tr("times with T and Z");
    case CsvFormat::Times::Spaced:
        return ReportWords::tr("times with a space");
    case CsvFormat::Times::EpochMs:
        break;
    }
    return ReportWords::tr("times in milliseconds");
}

QString quotesWords(CsvFormat::Quotes quotes)
{
    switch (quotes) {
    case CsvFormat::Quotes::Needed:
        return ReportWords::tr("quotes where they are needed");
    case CsvFormat::Quotes::Texts:
        return ReportWords::tr("quotes around texts");
    case CsvFormat::Quotes::All:
        break;
    }
    return ReportWords::tr("quotes around everything");
}

} // namespace

QString reportTitle(Report report)
{
    switch (report) {
    case Report::Prices:
        return ReportWords::tr("Prices of coins, as collected");
    case Report::Bars:
        return ReportWords::tr("Hourly and daily bars");
    case Report::Assets:
        return ReportWords::tr("Assets");
    case Report::Alerts:
        return ReportWords::tr("Log of alerts");
    case Report::Runs:
        return ReportWords::tr("Runs of the collector");
    case Report::Gaps:
        return ReportWords::tr("Gaps");
    case Report::Positions:
        return ReportWords::tr("Positions");
    case Report::Migrations:
        return ReportWords::tr("Migrations");
    case Report::Indexes:
        return ReportWords::tr("Findings about indexes");
    case Report::Events:
        break;
    }
    return ReportWords::tr("Events");
}

QString filterWords(const ReportRequest &request)
{
    QStringList parts;
    if (const QStringList names = request.coins + request.symbols; !names.isEmpty())
        parts.append(namesText(names));
    if (!request.text.isEmpty())
        parts.append(ReportWords::tr("with '%1'").arg(request.text));
    for (const ReportRequest::Only &only : request.only)
        parts.append(u"%1: %2"_s.arg(only.column, namesText(only.values)));
    return parts.join(u"; "_s);
}

QString rowsWords(const ReportRequest &request)
{
    QStringList parts;
    if (const QString filter = filterWords(request); !filter.isEmpty())
        parts.append(filter);
    if (request.sort)
        parts.append(request.sort->isDescending
                             ? ReportWords::tr("by %1, falling").arg(request.sort->column)
                             : ReportWords::tr("by %1").arg(request.sort->column));
    if (request.includesDeleted)
        parts.append(ReportWords::tr("with what was deleted"));
    return parts.join(u"; "_s);
}

QString formatWords(const CsvFormat &format, const QLocale &locale)
{
    const CsvFormat preset =
            format.isForSpreadsheet ? CsvFormat::spreadsheet(locale) : CsvFormat::machine();
    QStringList differences;
    const auto note = [&differences](bool differs, const QString &words) {
        if (differs)
            differences.append(words);
    };
    note(format.delimiter != preset.delimiter, delimiterWords(format.delimiter));
    note(format.decimalMark != preset.decimalMark, format.decimalMark == ','
                                                           ? ReportWords::tr("decimal comma")
                                                           : ReportWords::tr("decimal point"));
    note(format.times != preset.times, timesWords(format.times));
    note(format.encoding != preset.encoding, csvEncodingName(format.encoding).toUpper());
    note(format.hasByteOrderMark != preset.hasByteOrderMark,
         format.hasByteOrderMark ? ReportWords::tr("byte order mark")
                                 : ReportWords::tr("no byte order mark"));
    note(format.lineEnd != preset.lineEnd, csvLineEndName(format.lineEnd).toUpper());
    note(format.quotes != preset.quotes, quotesWords(format.quotes));
    note(format.nullText != preset.nullText,
         format.nullText.isEmpty()
                 ? ReportWords::tr("nothing for missing values")
                 : ReportWords::tr("'%1' for missing values").arg(format.nullText));
    note(!format.hasHeader, ReportWords::tr("no header"));
    const QString name = format.isForSpreadsheet ? ReportWords::tr("Spreadsheet")
                                                 : ReportWords::tr("Other programs");
    return differences.isEmpty() ? name : u"%1; %2"_s.arg(name, differences.join(u", "_s));
}
