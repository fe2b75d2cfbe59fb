// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/csvformat.h"
#include "db/domain/report.h"

// What a report is called where people choose it.
[[nodiscard]] QString reportTitle(Report report);

// What a panel shows of a report: "btc, eth and 3 more; with 'x'; status: failed". Empty: all.
[[nodiscard]] QString filterWords(const ReportRequest &request);
// The same with its order, and whether what was deleted is among them: "btc; by started_at,
// falling".
[[nodiscard]] QString rowsWords(const ReportRequest &request);
// How a file is written: "Other programs", "Spreadsheet" as this locale has it, and what differs
// from that: "Other programs; semicolons, no header".
[[nodiscard]] QString formatWords(const CsvFormat &format, const QLocale &locale);
