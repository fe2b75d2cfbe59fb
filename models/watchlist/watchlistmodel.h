// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/watchlist.h"

#include <QAbstractTableModel>
#include <QLocale>

#include <functional>

// What somebody keeps an eye on, by symbol: its newest price and how far the target is. Asks by
// watchlistRequested() and is answered by acceptWatchlist(); news change rows in place, so
// selection, scroll and focus stay. The target is editable: what was typed is asked for by
// editRequested() and shows when it is stored. Lives on the GUI thread.
class WatchlistModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        SymbolColumn,
        NameColumn,
        LastColumn,
        TargetColumn,
        DistanceColumn,
        DayColumn,
        CurrencyColumn,
        NoteColumn,
        AgeColumn,
        ColumnCount
    };

    // The clock gives UTC.
    WatchlistModel(const QLocale &locale, std::function<QDateTime()> clock,
                   QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    // False for what cannot be stored, see targetFromLocal(): nothing is asked for then.
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

    // False until the list came once.
    [[nodiscard]] bool hasAnswer() const { return m_hasAnswer; }
    [[nodiscard]] const WatchedPrice &at(int row) const { return m_rows.at(row).priced; }
    [[nodiscard]] int rowOf(const QString &symbol) const; // -1 when there is none
    [[nodiscard]] const QLocale &locale() const { return m_locale; }

public slots:
    void refresh() { emit watchlistRequested(); }
    void acceptWatchlist(const QList<WatchedPrice> &watchlist); // by symbol
    void tick();                                                // ages go on

signals:
    void watchlistRequested();
    void watchlistAccepted();
    void editRequested(const WatchedSymbol &watched);

private:
    struct Row {
        WatchedPrice priced;
        QString age;
        bool isStale = false;
    };

    [[nodiscard]] Row rowFor(const WatchedPrice &priced) const;
    [[nodiscard]] QString display(const Row &row, int column) const;
    [[nodiscard]] QString raw(const WatchedPrice &row, int column) const;
    [[nodiscard]] QString spoken(const Row &row, int column) const;
    [[nodiscard]] QString toolTip(const WatchedPrice &row, int column) const;
    [[nodiscard]] QVariant sortValue(const WatchedPrice &row, int column) const;

    QLocale m_locale;
    std::function<QDateTime()> m_clock;
    QList<Row> m_rows; // by symbol
    bool m_hasAnswer = false;
};
