// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/board.h"

#include <QCoreApplication>
#include <QLocale>
#include <QVariant>

#include <functional>

// A row of the price table as it is now.
struct AgedRow {
    BoardRow board;
    QString age;
    bool isStale = false;
};

// What the cells of the price table say, by BoardModel::Column. Thread: any.
class BoardCells final
{
    Q_DECLARE_TR_FUNCTIONS(BoardModel)

public:
    // clock gives the present time, UTC.
    BoardCells(QLocale locale, std::function<QDateTime()> clock);

    [[nodiscard]] AgedRow aged(const BoardRow &board) const;
    [[nodiscard]] QString display(const AgedRow &row, int column) const;
    [[nodiscard]] QString raw(const AgedRow &row, int column) const;
    [[nodiscard]] QString spoken(const AgedRow &row, int column) const;
    [[nodiscard]] QString toolTip(const AgedRow &row, int column) const;
    [[nodiscard]] QVariant sortValue(const AgedRow &row, int column) const;
    // What the delegates ask for besides.
    [[nodiscard]] static QVariant further(const AgedRow &row, int column, int role);

private:
    [[nodiscard]] static QVariant tone(const AgedRow &row, int column);

    QLocale m_locale;
    std::function<QDateTime()> m_clock;
};
