// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QStringList>

#include <functional>
#include <vector>

// Where a row's cells are drawn from: the same for the same seed, table, row and column. One at a
// time; a cell's text lives until that column is drawn again.
class CellDraw final
{
public:
    CellDraw(quint64 state, qint64 row, QByteArray &text)
        : m_state{state}
        , m_row{row}
        , m_text{text}
    {}

    [[nodiscard]] quint64 next();
    [[nodiscard]] qint64 row() const { return m_row; } // from 0
    [[nodiscard]] bool isOneIn(unsigned count) { return next() % count == 0; }
    [[nodiscard]] Cell text(QByteArray bytes);

private:
    quint64 m_state;
    qint64 m_row;
    QByteArray &m_text;
};

// Random rows for every table of the newest version, made again as often as they are asked for: so
// a database of any size is compared with what was put into it, in constant memory. Among them are
// the smallest and the largest value of every column, NULL wherever it is allowed, times from the
// year 1 to 9999 and texts that a script or a loader could stumble over.
class RandomRows final
{
public:
    using Draw = std::function<Cell(CellDraw &)>;
    struct Column {
        QString name;
        Draw draw;
    };
    struct Table {
        QString name;
        QList<Column> columns;
        QString order; // by which rows are read back as they are numbered here
        qint64 rows = 0;
        int version = 1; // that made the table

        [[nodiscard]] QStringList columnNames() const;
    };

    // The coin whose prices have up to twelve digits before the point; all others have up to ten.
    static QString wideCoin() { return QStringLiteral("WIDE"); }

    RandomRows(quint64 seed, qint64 rows); // of all tables together

    [[nodiscard]] const QList<Table> &tables() const { return m_tables; } // parents come first
    // Of an empty database. Each table in one transaction.
    [[nodiscard]] Result<> fill(const Connection &connection);
    // The cells of one row, until the next call.
    [[nodiscard]] std::span<const Cell> row(qsizetype table, qint64 number);

private:
    [[nodiscard]] Result<> fill(const Connection &connection, qsizetype table);

    quint64 m_seed;
    QList<Table> m_tables;
    std::vector<QByteArray> m_texts;
    std::vector<Cell> m_cells;
};
