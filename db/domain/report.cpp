// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/report.h"

#include "db/domain/wordlist.h"

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr WordList<Report, AllReports.size()> ReportNames{
        {"prices"_L1, "bars"_L1, "assets"_L1, "alerts"_L1, "runs"_L1, "gaps"_L1, "positions"_L1,
         "migrations"_L1, "indexes"_L1, "events"_L1}};

} // namespace

QString reportName(Report report)
{
    return ReportNames.name(report);
}

std::optional<Report> reportFromName(QStringView name)
{
    return ReportNames.value(name);
}
