// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/reports/indexrows.h"

#include "db/reports/listedrows.h"

using namespace Qt::Literals::StringLiterals;

namespace {

ListedRows::Row rowOf(const IndexFinding &finding)
{
    const auto text = [](const QString &words) { return ListedRows::Value{words.toUtf8()}; };
    return {text(finding.id()),
            text(findingKindName(finding.kind)),
            text(finding.rule),
            text(finding.table),
            text(finding.index),
            text(finding.coveredBy),
            text(certaintyName(finding.certainty)),
            text(finding.reason),
            finding.sizeBytes ? ListedRows::Value{*finding.sizeBytes} : ListedRows::Value{},
            finding.cost ? text(QString::number(finding.cost->usPerRow, 'f', 3))
                         : ListedRows::Value{},
            text(finding.evidence.join(u' ')),
            text(finding.upSql),
            text(finding.downSql)};
}

} // namespace

QList<ReportColumn> indexColumns()
{
    using enum ReportColumn::Kind;
    return {{u"id"_s, Text},           {u"kind"_s, Text},
            {u"rule"_s, Text},         {u"table"_s, Text},
            {u"index"_s, Text},        {u"covered_by"_s, Text},
            {u"certainty"_s, Text},    {u"reason"_s, Text},
            {u"size_bytes"_s, Number}, {u"insert_us_per_row"_s, Decimal},
            {u"evidence"_s, Text},     {u"up_sql"_s, Text},
            {u"down_sql"_s, Text}};
}

std::unique_ptr<RowStream> indexRows(const QList<IndexFinding> &findings,
                                     const ReportRequest &request)
{
    std::vector<ListedRows::Row> rows;
    for (const IndexFinding &finding : findings)
        rows.push_back(rowOf(finding));
    return std::make_unique<ListedRows>(indexColumns(), std::move(rows), request);
}
