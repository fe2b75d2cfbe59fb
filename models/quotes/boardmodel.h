// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/celltablemodel.h"
#include "models/quotes/boardcells.h"

#include <QStringList>

#include <chrono>

// The price table: one row a coin or stock, by symbol, with its newest price and what it did since.
// A stock has a last price alone, and may have none yet. Asks for
// boards and takes each in by changing rows in place, so selection, scroll and focus stay. Lives on
// the GUI thread.
class BoardModel final : public CellTableModel<AgedRow>
{
    Q_OBJECT

public:
    enum Column {
        CoinColumn,
        LastColumn,
        BidColumn,
        AskColumn,
        SpreadColumn,
        HourColumn,
        DayColumn,
        WeekColumn,
        LineColumn,
        CurrencyColumn,
        AgeColumn,
        ColumnCount
    };

    static constexpr std::chrono::minutes StaleAfter{15};

    // clock gives the present time, UTC.
    BoardModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent = nullptr);

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    [[nodiscard]] const BoardRow &boardRow(int row) const { return m_rows.at(row).board; }
    [[nodiscard]] QString coin(int row) const { return m_rows.at(row).board.quote.coin; }
    [[nodiscard]] int rowOf(const QString &coin) const; // -1 when there is none
    // False until the first board: an empty table says nothing about the database before.
    [[nodiscard]] bool hasAnswer() const { return m_hasAnswer; }
    [[nodiscard]] QStringList staleCoins() const; // and stocks

public slots:
    // Asks for a board; call it once everything is connected, and after each stored run.
    void refresh();
    void acceptBoard(const Board &board);
    // Time went on: ages and stale marks are brought up to date. Once a second is plenty.
    void tick();

signals:
    void boardRequested();
    void boardAccepted();
    void staleCountChanged(int count);

protected:
    [[nodiscard]] const QList<AgedRow> &rows() const override { return m_rows; }
    [[nodiscard]] QString display(const AgedRow &row, int column) const override
    {
        return m_cells.display(row, column);
    }
    [[nodiscard]] QString spoken(const AgedRow &row, int column) const override
    {
        return m_cells.spoken(row, column);
    }
    [[nodiscard]] QString toolTip(const AgedRow &row, int column) const override
    {
        return m_cells.toolTip(row, column);
    }
    [[nodiscard]] QString raw(const AgedRow &row, int column) const override
    {
        return m_cells.raw(row, column);
    }
    [[nodiscard]] QVariant sortValue(const AgedRow &row, int column) const override
    {
        return m_cells.sortValue(row, column);
    }
    [[nodiscard]] QVariant further(const AgedRow &row, int column, int role) const override
    {
        return BoardCells::further(row, column, role);
    }

private:
    void removeRange(int first, int last);
    void insertRange(int first, const QList<BoardRow> &rows);
    void updateStaleCount();

    BoardCells m_cells;
    QList<AgedRow> m_rows; // by coin
    int m_staleCount = 0;
    bool m_hasAnswer = false;
};
