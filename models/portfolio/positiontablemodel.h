// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/position.h"
#include "models/celltablemodel.h"

#include <QLocale>

#include <functional>

// What somebody holds, and what that is worth at the newest price. Asks by portfolioRequested() and
// is answered by acceptPortfolio(). News change cells in place while the positions are the same.
// Lives on the GUI thread.
class PositionTableModel final : public CellTableModel<ValuedPosition>
{
    Q_OBJECT

public:
    enum Column {
        SymbolColumn,
        NameColumn,
        QuantityColumn,
        CostColumn,
        PriceColumn,
        ValueColumn,
        GainColumn,
        GainPercentColumn,
        CurrencyColumn,
        SourceColumn,
        AgeColumn,
        ColumnCount
    };

    // The clock gives UTC.
    PositionTableModel(const QLocale &locale, std::function<QDateTime()> clock,
                       QObject *parent = nullptr);

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    // False until the portfolio came once.
    [[nodiscard]] bool hasAnswer() const { return m_hasAnswer; }
    [[nodiscard]] const ValuedPosition &position(int row) const
    {
        return m_portfolio.positions.at(row);
    }
    [[nodiscard]] int rowOf(qint64 id) const; // -1 when there is none
    [[nodiscard]] const Portfolio &portfolio() const { return m_portfolio; }
    [[nodiscard]] const QLocale &locale() const { return m_locale; }

public slots:
    void refresh() { emit portfolioRequested(); }
    void acceptPortfolio(const Portfolio &portfolio);
    void tick(); // ages go on

signals:
    void portfolioRequested();
    void portfolioAccepted();

protected:
    [[nodiscard]] const QList<ValuedPosition> &rows() const override
    {
        return m_portfolio.positions;
    }
    [[nodiscard]] QString display(const ValuedPosition &row, int column) const override;
    [[nodiscard]] QString raw(const ValuedPosition &row, int column) const override;
    [[nodiscard]] QString spoken(const ValuedPosition &row, int column) const override;
    [[nodiscard]] QString toolTip(const ValuedPosition &row, int column) const override;
    [[nodiscard]] QVariant sortValue(const ValuedPosition &row, int column) const override;
    [[nodiscard]] QVariant further(const ValuedPosition &row, int column, int role) const override;

private:
    [[nodiscard]] bool isStale(const ValuedPosition &row) const;

    QLocale m_locale;
    std::function<QDateTime()> m_clock;
    Portfolio m_portfolio;
    bool m_hasAnswer = false;
};
