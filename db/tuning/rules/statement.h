// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

struct OrderedColumn {
    QString column;
    bool isDescending = false;

    friend bool operator==(const OrderedColumn &, const OrderedColumn &) = default;
};

// What a statement asks of one table.
struct TableUse {
    QString table;
    QStringList equal;           // =, IN, IS; of a join, the side that comes second
    QStringList range;           // <, >, BETWEEN, LIKE
    QList<OrderedColumn> order;  // ORDER BY or GROUP BY
    QSet<QString> touched;       // in any condition, join or order: an index on it might serve
    QSet<QString> selected = {}; // what comes out; "*": every column
    bool isLimited = false;      // LIMIT, MIN or MAX: an order saves reading the rest
};

// One statement of the catalogue: of the program itself, or one that a recorder saw.
struct CataloguedStatement {
    QString id; // "quotes.latest"
    QString text;
    QString purpose;       // translated part of a sentence: "the newest price of a coin"
    bool isRare = false;   // runs seldom and must be fast then
    bool readsAll = false; // on purpose: a scan is what it should do
    std::optional<double> perDay = {};
    std::optional<double> msEach = {};
    QStringList namedIndexes = {}; // INDEXED BY, FORCE INDEX
    // What its plan, asked for when it ran, goes by: table, index.
    QList<std::pair<QString, QString>> plannedIndexes = {};
    QList<TableUse> uses = {}; // see describeStatement()
};
