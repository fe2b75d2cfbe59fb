// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cellrole.h"

#include <QAbstractTableModel>
#include <QList>

#include <algorithm>

// A table of rows whose cells answer each role by a function of its own: what is shown, said, told
// in a tool tip, copied and sorted by. Lives on the GUI thread.
template <typename Row> class CellTableModel : public QAbstractTableModel
{
public:
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const final
    {
        return parent.isValid() ? 0 : int(rows().size());
    }
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const final
    {
        return parent.isValid() ? 0 : m_columns;
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const final
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
            return {};
        const Row &row = rows().at(index.row());
        const int column = index.column();
        switch (role) {
        case Qt::DisplayRole:
            return display(row, column);
        case Qt::AccessibleTextRole:
            return spoken(row, column);
        case Qt::ToolTipRole:
            return toolTip(row, column);
        case Qt::TextAlignmentRole:
            return headerData(column, Qt::Horizontal, role);
        case CellRole::Raw:
            return raw(row, column);
        case CellRole::Sort:
            return sortValue(row, column);
        default:
            return further(row, column, role);
        }
    }

protected:
    CellTableModel(int columns, QObject *parent)
        : QAbstractTableModel{parent}
        , m_columns{columns}
    {}

    [[nodiscard]] virtual const QList<Row> &rows() const = 0;
    [[nodiscard]] virtual QString display(const Row &row, int column) const = 0;
    [[nodiscard]] virtual QString spoken(const Row &row, int column) const
    {
        return display(row, column);
    }
    [[nodiscard]] virtual QString toolTip(const Row &row, int column) const = 0;
    [[nodiscard]] virtual QString raw(const Row &row, int column) const
    {
        return display(row, column);
    }
    // Invalid: there is nothing to sort by.
    [[nodiscard]] virtual QVariant sortValue(const Row &, int) const { return {}; }
    // What else a delegate asks for, CellRole::Tone above all.
    [[nodiscard]] virtual QVariant further(const Row &row, int column, int role) const = 0;

    void changed(int row) { emit dataChanged(index(row, 0), index(row, m_columns - 1)); }
    void changedAll()
    {
        if (rowCount() > 0)
            emit dataChanged(index(0, 0), index(rowCount() - 1, m_columns - 1));
    }

private:
    int m_columns;
};

// One whose rows come all at once and are known by a key. News about the same rows change cells in
// place: selection, scroll and focus stay.
template <typename Row> class KeyedTableModel : public CellTableModel<Row>
{
public:
    [[nodiscard]] int rowOf(const QString &key) const // -1 when there is none
    {
        const auto found = std::ranges::find(m_rows, key, m_key);
        return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
    }

protected:
    KeyedTableModel(int columns, QString Row::*key, QObject *parent)
        : CellTableModel<Row>{columns, parent}
        , m_key{key}
    {}

    [[nodiscard]] const QList<Row> &rows() const final { return m_rows; }
    void setRows(const QList<Row> &rows)
    {
        if (std::ranges::equal(rows, m_rows, {}, m_key, m_key)) {
            for (int row = 0; row < int(rows.size()); ++row) {
                if (rows.at(row) == m_rows.at(row)) // some have news often
                    continue;
                m_rows[row] = rows.at(row);
                this->changed(row);
            }
            return;
        }
        this->beginResetModel();
        m_rows = rows;
        this->endResetModel();
    }

private:
    QString Row::*m_key;
    QList<Row> m_rows;
};
