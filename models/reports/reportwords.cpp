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
