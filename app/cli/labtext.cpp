// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/labtext.h"

#include "app/cli/commandline.h"
#include "app/cli/texttable.h"

using namespace Qt::Literals::StringLiterals;

namespace {

QString decimals(double value, int count = 2)
{
    return QString::number(value, 'f', count);
}

// Two digits that mean something at least: 0.0042, 0.81, 11.59.
QString milliseconds(double ms)
{
    return decimals(ms, ms < 0.1 ? 4 : 2);
}

QString percent(double share)
{
    return CommandLine::tr("%1 %").arg(decimals(share * 100, 0));
}

// "1.14 (1.08-1.32)"
QString spreadText(double median, double lower, double upper, int count = 2)
{
    return u"%1 (%2-%3)"_s.arg(decimals(median, count), decimals(lower, count),
                               decimals(upper, count));
}

QString priceTable(const TablePrices &table)
{
    QList<QStringList> rows;
    for (const IndexPrice &price : table.indexes)
        rows.append(
                {price.index,
                 price.isProposed ? CommandLine::tr("%1, proposed").arg(price.keys) : price.keys,
                 spreadText(price.cost.usPerRow, price.cost.lower, price.cost.upper),
                 percent(price.share),
                 price.cost.walBytesPerRow ? decimals(*price.cost.walBytesPerRow, 0) : u"-"_s,
                 price.cost.isNoisy ? CommandLine::tr("noisy, run again") : QString{}});
    return textTable({CommandLine::tr("index"), CommandLine::tr("keys"),
                      numbers(CommandLine::tr("us per row (quartiles)")),
                      numbers(CommandLine::tr("share")),
                      numbers(CommandLine::tr("log bytes per row")), QString{}},
                     rows);
}

QString verdictText(const QueryEffect &query)
{
    return query.isNeeded   ? CommandLine::tr("slower without it")
           : query.isTold() ? CommandLine::tr("not certain")
                            : CommandLine::tr("the time was over");
}

QString queryTable(const TablePrices &table)
{
    QList<QStringList> rows;
    for (const QueryEffect &query : table.queries)
        rows.append({query.statement, query.index, milliseconds(query.p50With),
                     milliseconds(query.p50Without), milliseconds(query.p95With),
                     milliseconds(query.p95Without), verdictText(query)});
    return textTable({CommandLine::tr("statement"), CommandLine::tr("index"),
                      numbers(CommandLine::tr("p50 ms with")),
                      numbers(CommandLine::tr("p50 ms without")),
                      numbers(CommandLine::tr("p95 ms with")),
                      numbers(CommandLine::tr("p95 ms without")), QString{}},
                     rows);
}

QStringList linesOf(const TablePrices &table)
{
    const QString rows = table.isWhole ? CommandLine::tr("all %1 rows").arg(table.rows)
                                       : CommandLine::tr("the newest %1 rows").arg(table.rows);
    QStringList lines{
            CommandLine::tr("%1, a copy of %2").arg(table.table, rows),
            CommandLine::tr("  %1 rows put in once more, %2 at once, %3 paired rounds, random "
                            "order")
                    .arg(table.probeRows)
                    .arg(table.batchRows)
                    .arg(table.rounds),
            CommandLine::tr("  with all indexes %1 us per row, with none %2")
                    .arg(spreadText(table.all.median, table.all.lower, table.all.upper),
                         spreadText(table.none.median, table.none.lower, table.none.upper)),
            CommandLine::tr("  single costs add up to %1").arg(percent(table.singleCosts)) +
                    (table.interacts ? CommandLine::tr(": the indexes interact, so that what one "
                                                       "costs depends on the others")
                                     : QString{}),
            QString{},
            priceTable(table)};
    if (!table.queries.isEmpty())
        lines += QStringList{QString{}, queryTable(table)};
    return lines;
}

QString tendencyText(const ShapeComparison &comparison)
{
    switch (comparison.tendency) {
    case Tendency::Gain:
        return CommandLine::tr("clear gain");
    case Tendency::Loss:
        return CommandLine::tr("clear loss");
    case Tendency::Uncertain:
        break;
    }
    return CommandLine::tr("not certain");
}

QString comparisonTable(const QList<ShapeComparison> &comparisons)
{
    QList<QStringList> rows;
    const auto thousands = [](const Spread &spread) {
        return spreadText(spread.median / 1000, spread.lower / 1000, spread.upper / 1000, 1);
    };
    for (const ShapeComparison &comparison : comparisons)
        rows.append({QString::number(comparison.version), comparison.table,
                     comparison.work == ShapeComparison::Work::Insert
                             ? CommandLine::tr("insert")
                             : CommandLine::tr("calculate"),
                     thousands(comparison.before), thousands(comparison.after),
                     CommandLine::tr("%1 times").arg(decimals(comparison.ratio)),
                     tendencyText(comparison),
                     comparison.isGenerated
                             ? CommandLine::tr("%1 rows made from prices").arg(comparison.rows)
                             : CommandLine::tr("%1 rows").arg(comparison.rows)});
    return textTable({numbers(CommandLine::tr("migration")), CommandLine::tr("table"),
                      CommandLine::tr("work"), numbers(CommandLine::tr("before, 1,000 rows per s")),
                      numbers(CommandLine::tr("after")), numbers(CommandLine::tr("after/before")),
                      QString{}, QString{}},
                     rows);
}

} // namespace

QString textOf(const LabReport &report)
{
    QStringList lines;
    for (const TablePrices &table : report.tables)
        lines += linesOf(table) + QStringList{QString{}};
    if (!report.comparisons.isEmpty())
        lines += {comparisonTable(report.comparisons), QString{}};
    for (const LabNote &note : report.notes)
        lines.append(noteText(note));
    const QString seconds = decimals(double(report.durationMs) / 1000, 1);
    lines.append(
            report.isEmpty()
                    ? CommandLine::tr("Nothing was measured, in %1 s, and nothing was changed.")
                              .arg(seconds)
                    : CommandLine::tr("Measured in %1 s on scratch copies, which are gone. "
                                      "Nothing was changed.")
                              .arg(seconds));
    return lines.join(u'\n');
}

QString textOf(const LabProgress &progress)
{
    switch (progress.phase) {
    case LabProgress::Phase::Copying:
        return CommandLine::tr("Copying %1").arg(progress.subject);
    case LabProgress::Phase::Replaying:
        return CommandLine::tr("Replaying statements on %1: %2 of %3")
                .arg(progress.subject)
                .arg(progress.done)
                .arg(progress.total);
    case LabProgress::Phase::Measuring:
        break;
    }
    return CommandLine::tr("Measuring %1: %2 of %3")
            .arg(progress.subject)
            .arg(progress.done)
            .arg(progress.total);
}
