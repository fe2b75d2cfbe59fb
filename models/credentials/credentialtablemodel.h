// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/credentials/credentialrow.h"

#include <QAbstractTableModel>
#include <QList>
#include <QLocale>

#include <functional>

// The credentials that there can be, in the order in which it was told. News about the same ones
// change cells in place. Lives on the GUI thread.
class CredentialTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TitleColumn, PlaceColumn, TestColumn, TestedColumn, NameColumn, ColumnCount };

    // The clock tells UTC.
    CredentialTableModel(const QLocale &locale, std::function<QDateTime()> clock,
                         QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    void setCredentials(const QList<CredentialRow> &rows);
    [[nodiscard]] const CredentialRow &credential(int row) const { return m_rows.at(row); }
    [[nodiscard]] int rowOf(const QString &name) const; // -1 when there is none

private:
    [[nodiscard]] QString display(const CredentialRow &row, int column) const;
    [[nodiscard]] static QVariant cellState(const CredentialRow &row, int column);
    [[nodiscard]] QString toolTip(const CredentialRow &row, int column) const;

    QLocale m_locale;
    std::function<QDateTime()> m_clock;
    QList<CredentialRow> m_rows;
};
