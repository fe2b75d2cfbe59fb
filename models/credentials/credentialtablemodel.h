// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/celltablemodel.h"
#include "models/credentials/credentialrow.h"

#include <QLocale>

#include <functional>

// The credentials that there can be, in the order in which it was told. News about the same ones
// change cells in place. Lives on the GUI thread.
class CredentialTableModel final : public KeyedTableModel<CredentialRow>
{
    Q_OBJECT

public:
    enum Column { TitleColumn, PlaceColumn, TestColumn, TestedColumn, NameColumn, ColumnCount };

    // The clock tells UTC.
    CredentialTableModel(const QLocale &locale, std::function<QDateTime()> clock,
                         QObject *parent = nullptr);

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    void setCredentials(const QList<CredentialRow> &rows) { setRows(rows); }
    [[nodiscard]] const CredentialRow &credential(int row) const { return rows().at(row); }

protected:
    [[nodiscard]] QString display(const CredentialRow &row, int column) const override;
    [[nodiscard]] QString spoken(const CredentialRow &row, int column) const override;
    [[nodiscard]] QString toolTip(const CredentialRow &row, int column) const override;
    [[nodiscard]] QString raw(const CredentialRow &row, int column) const override;
    [[nodiscard]] QVariant further(const CredentialRow &row, int column, int role) const override;

private:
    [[nodiscard]] static QVariant cellState(const CredentialRow &row, int column);

    QLocale m_locale;
    std::function<QDateTime()> m_clock;
};
