// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

class AssetTableModel;

// Which assets are shown, by how they stand.
enum class AssetChoice { All, Active, Due, Attention, Paused };

// Sorts and filters the table of assets by what the cells are worth, never by how they are written;
// rows without a value come last both ways, equal ones stay by symbol.
class AssetFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    // The model outlives the filter.
    explicit AssetFilter(AssetTableModel &assets, QObject *parent = nullptr);

    // Keeps the rows whose symbol or name holds this text, upper and lower case alike.
    void setText(const QString &text);
    void setExchange(const QString &exchange); // empty: all
    void setChoice(AssetChoice choice);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] bool isFiltering() const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    AssetTableModel &m_assets;
    QString m_text;
    QString m_exchange;
    AssetChoice m_choice = AssetChoice::All;
};
