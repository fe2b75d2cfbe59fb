// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/foundasset.h"

#include <QAbstractTableModel>

// What a provider offers, with a box before each one that can be added: hits of a search, or the
// whole list of an exchange. Registered ones are shown and cannot be chosen. Lives on the GUI
// thread.
class FoundAssetModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        SymbolColumn,
        NameColumn,
        TypeColumn,
        CurrencyColumn,
        CountryColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    // Others than before; what was chosen stays so, also where it is not among them.
    void setFound(const QList<FoundAsset> &found);
    // Keeps those whose symbol or name holds this text.
    void setFilter(const QString &text);
    [[nodiscard]] const QList<FoundAsset> &chosen() const { return m_chosen; }
    [[nodiscard]] int foundCount() const { return int(m_found.size()); }
    [[nodiscard]] const FoundAsset &asset(int row) const { return m_found.at(m_shown.at(row)); }

signals:
    void chosenChanged();

private:
    void show();

    [[nodiscard]] bool isChosen(const FoundAsset &found) const;

    QList<FoundAsset> m_found;
    QList<int> m_shown; // of m_found
    QList<FoundAsset> m_chosen;
    QString m_filter;
};
