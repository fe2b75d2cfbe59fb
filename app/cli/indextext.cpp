// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/indextext.h"

#include "app/cli/commandline.h"
#include "app/cli/texttable.h"

#include <QJsonArray>
#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonValue jsonOf(const std::optional<InsertCost> &cost)
{
    if (!cost)
        return {};
    return QJsonObject{{u"us_per_row"_s, cost->usPerRow},
                       {u"lower"_s, cost->lower},
                       {u"upper"_s, cost->upper},
                       {u"wal_bytes_per_row"_s,
                        cost->walBytesPerRow ? QJsonValue{*cost->walBytesPerRow} : QJsonValue{}},
                       {u"noisy"_s, cost->isNoisy}};
}

QJsonObject jsonOf(const IndexFinding &finding)
{
    return {{u"id"_s, finding.id()},
            {u"kind"_s, findingKindName(finding.kind)},
            {u"rule"_s, finding.rule},
            {u"table"_s, finding.table},
            {u"index"_s, finding.index},
            {u"covered_by"_s, finding.coveredBy},
            {u"reason"_s, finding.reason},
            {u"certainty"_s, certaintyName(finding.certainty)},
            {u"evidence"_s, QJsonArray::fromStringList(finding.evidence)},
            {u"leaves_alone"_s, QJsonArray::fromStringList(finding.leavesAlone)},
            {u"slows_down"_s, QJsonArray::fromStringList(finding.slowsDown)},
            {u"not_worth_it"_s, finding.isNotWorthIt},
            {u"untried"_s, QJsonArray::fromStringList(finding.untried)},
            {u"size_bytes"_s, finding.sizeBytes ? QJsonValue{*finding.sizeBytes} : QJsonValue{}},
            {u"size_estimated"_s, finding.isSizeEstimated},
            {u"insert_cost"_s, jsonOf(finding.cost)},
            {u"own_table"_s, finding.isOwnTable},
            {u"up_sql"_s, finding.upSql},
            {u"down_sql"_s, finding.downSql}};
}

QString certaintyText(const IndexFinding &finding)
{
    switch (finding.certainty) {
    case IndexFinding::Certainty::Certain:
        return CommandLine::tr("certain");
    case IndexFinding::Certainty::Likely:
        return CommandLine::tr("likely");
    case IndexFinding::Certainty::Open:
        break;
    }
    return finding.isMeasured() ? CommandLine::tr("open") : CommandLine::tr("to be measured");
}

QString sizeText(const IndexFinding &finding)
{
    if (!finding.sizeBytes)
        return u"-"_s;
    const QString size = QLocale::c().formattedDataSize(*finding.sizeBytes);
    return finding.isSizeEstimated ? CommandLine::tr("about %1").arg(size) : size;
}

QString indented(const QString &text)
{
    return u"      "_s + QString{text}.replace(u'\n', u"\n      "_s);
}

QString costText(const InsertCost &cost)
{
    const QString sentence =
            cost.isNoisy ? CommandLine::tr("Measured, too noisy to tell: it costs %1 us of each "
                                           "row that is inserted (%2 to %3).")
                         : CommandLine::tr("Measured: it costs %1 us of each row that is inserted "
                                           "(%2 to %3).");
    return sentence.arg(QString::number(cost.usPerRow, 'f', 2), QString::number(cost.lower, 'f', 2),
                        QString::number(cost.upper, 'f', 2));
}

QStringList details(const IndexFinding &finding)
{
    QStringList lines{finding.id(), u"    "_s + finding.reason};
    for (const QString &sentence : finding.evidence)
        lines.append(u"    "_s + sentence);
    if (finding.cost)
        lines.append(u"    "_s + costText(*finding.cost));
    if (!finding.isOwnTable && !finding.table.isEmpty())
        lines.append(
                u"    "_s +
                CommandLine::tr("The table is not Tidemark's, so only you know who reads it."));
    if (!finding.upSql.isEmpty())
        lines += QStringList{CommandLine::tr("    do:"), indented(finding.upSql)};
    if (!finding.downSql.isEmpty())
        lines += QStringList{CommandLine::tr("    undo:"), indented(finding.downSql)};
    return lines;
}

} // namespace

QJsonObject jsonOf(const IndexReport &report, Engine engine)
{
    QJsonArray findings;
    for (const IndexFinding &finding : report.findings)
        findings.append(jsonOf(finding));
    return {{u"engine"_s, engineName(engine)},    {u"tables"_s, report.tables.size()},
            {u"indexes"_s, report.indexes},       {u"statements"_s, report.statements},
            {u"evidence"_s, report.usage.source}, {u"findings"_s, findings}};
}

QString textOf(const IndexReport &report)
{
    QStringList lines;
    QList<QStringList> rows;
    QStringList notes;
    for (const IndexFinding &finding : report.findings) {
        if (finding.kind == IndexFinding::Kind::Unknown) {
            notes.append(finding.reason);
            continue;
        }
        rows.append({findingKindName(finding.kind), certaintyText(finding), sizeText(finding),
                     finding.index.isEmpty() ? u"(%1)"_s.arg(finding.columns) : finding.index,
                     finding.table});
    }
    if (report.indexes == 0)
        return CommandLine::tr("There is no index in this database.");
    lines.append(CommandLine::tr("%1 indexes on %2 tables were looked at.")
                         .arg(report.indexes)
                         .arg(report.tables.size()));
    if (rows.isEmpty())
        lines.append(CommandLine::tr("Nothing is to be said against any of them."));
    else
        lines += QStringList{QString{},
                             textTable({CommandLine::tr("kind"), CommandLine::tr("sure"),
                                        numbers(CommandLine::tr("size")), CommandLine::tr("index"),
                                        CommandLine::tr("table")},
                                       rows)};
    for (const IndexFinding &finding : report.findings) {
        if (finding.kind != IndexFinding::Kind::Unknown)
            lines += QStringList{QString{}} + details(finding);
    }
    if (!rows.isEmpty())
        lines += {QString{}, CommandLine::tr("All other indexes are in order.")};
    if (!notes.isEmpty())
        lines += QStringList{QString{}} + notes;
    return lines.join(u'\n');
}
