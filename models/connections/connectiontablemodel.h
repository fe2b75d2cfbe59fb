// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/connections/connectionrow.h"

#include <QAbstractTableModel>
#include <QList>
#include <QLocale>

// The databases that the program knows, in the order in which it was told. News about the same ones
// change cells in place. Lives on the GUI thread.
class ConnectionTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        EngineColumn,
        StateColumn,
        ProtectionColumn,
        AccessColumn,
        PoolColumn,
        LocationColumn,
        ColumnCount
    };

    explicit ConnectionTableModel(QLocale locale, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    void setConnections(const QList<ConnectionRow> &rows);
    // False until the list came once.
    [[nodiscard]] bool hasAnswer() const { return m_hasAnswer; }
    [[nodiscard]] const ConnectionRow &connection(int row) const { return m_rows.at(row); }
    [[nodiscard]] int rowOf(const QString &id) const; // -1 when there is none
    [[nodiscard]] const QLocale &locale() const { return m_locale; }

private:
    [[nodiscard]] QString display(const ConnectionRow &row, int column) const;
    [[nodiscard]] QVariant cellState(const ConnectionRow &row, int column) const;
    [[nodiscard]] QString toolTip(const ConnectionRow &row, int column) const;

    QLocale m_locale;
    QList<ConnectionRow> m_rows;
    bool m_hasAnswer = false;
};
