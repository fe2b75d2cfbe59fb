// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/dialect.h"
#include "db/domain/report.h"

// Where the rows of a report stand in the database.
struct ReportTable {
    struct Column {
        QString name;
        ReportColumn::Kind kind = ReportColumn::Kind::Text;
        QString sql = {};        // empty: the name
        bool isSearched = false; // for the text of a request

        [[nodiscard]] const QString &expression() const { return sql.isEmpty() ? name : sql; }
    };

    QList<Column> columns;
    QString from; // behind FROM
    QString key;  // settles the order of what is sorted alike
    QString order;
    // Empty where there is none.
    QString time = {};
    QString end = {}; // a row is about the time up to here
    QString coin = {};
    QString symbol = {};
    QString allCoins = {}; // a condition: the row is about each coin
    QString deletedAt = {};
};

// One after the other, with the same columns; the key of the last is one of all rows, by their
// names. Empty for a report that is no table.
[[nodiscard]] QList<ReportTable> reportTables(Report report, Engine engine);
