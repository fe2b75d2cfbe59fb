// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QList>
#include <QStringList>

#include <array>
#include <optional>

// What can be written to a file of rows.
enum class Report {
    Prices,
    Bars,
    Assets,
    Alerts,
    Runs,
    Gaps,
    Positions,
    Migrations,
    Indexes,
    Events
};

inline constexpr std::array AllReports{
        Report::Prices, Report::Bars,      Report::Assets,     Report::Alerts,  Report::Runs,
        Report::Gaps,   Report::Positions, Report::Migrations, Report::Indexes, Report::Events};

[[nodiscard]] QString reportName(Report report); // "prices"
[[nodiscard]] std::optional<Report> reportFromName(QStringView name);

struct ReportColumn {
    enum class Kind {
        Text,
        Number,  // whole
        Decimal, // exact, or the shortest text of a double
        Time,    // ms since 1970, UTC
    };

    QString name;
    Kind kind = Kind::Text;
};

// Which rows of a report, and in which order. What the report does not know is refused.
struct ReportRequest {
    struct Only {
        QString column; // of kind Text
        QStringList values;

        friend bool operator==(const Only &, const Only &) = default;
    };
    struct Sort {
        QString column;
        bool isDescending = false;

        friend bool operator==(const Sort &, const Sort &) = default;
    };

    Report report = Report::Prices;
    std::optional<qint64> fromMs = {}; // this moment on
    std::optional<qint64> toMs = {};   // up to before this one
    QStringList coins = {};            // coin_type or symbol; empty: all
    QStringList symbols = {};          // as "BHP.AU", "BTC.COINSPOT"; empty: all
    QString text = {};                 // somewhere in a column of text, whatever its case
    QList<Only> only = {};             // the column has one of these values
    std::optional<Sort> sort = {};     // nothing: the report's own order
    bool includesDeleted = false;

    friend bool operator==(const ReportRequest &, const ReportRequest &) = default;
};

// How far a report has come.
struct ReportProgress {
    qint64 rows = 0;
    qint64 bytes = 0;
};

// What was written.
struct ReportOutcome {
    qint64 rows = 0; // without the header
    qint64 bytes = 0;
    QString file;   // absolute; empty: standard output
    QString sha256; // hex
};

Q_DECLARE_METATYPE(ReportRequest)
Q_DECLARE_METATYPE(ReportProgress)
Q_DECLARE_METATYPE(ReportOutcome)
