// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/celltablemodel.h"
#include "models/connections/connectionrow.h"

#include <QLocale>

// The databases that the program knows, in the order in which it was told. News about the same ones
// change cells in place. Lives on the GUI thread.
class ConnectionTableModel final : public KeyedTableModel<ConnectionRow>
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

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    void setConnections(const QList<ConnectionRow> &rows);
    // False until the list came once.
    [[nodiscard]] bool hasAnswer() const { return m_hasAnswer; }
    [[nodiscard]] const ConnectionRow &connection(int row) const { return rows().at(row); }
    [[nodiscard]] const QLocale &locale() const { return m_locale; }

protected:
    [[nodiscard]] QString display(const ConnectionRow &row, int column) const override;
    [[nodiscard]] QString spoken(const ConnectionRow &row, int column) const override;
    [[nodiscard]] QString toolTip(const ConnectionRow &row, int column) const override;
    [[nodiscard]] QVariant further(const ConnectionRow &row, int column, int role) const override;

private:
    [[nodiscard]] QVariant cellState(const ConnectionRow &row, int column) const;

    QLocale m_locale;
    bool m_hasAnswer = false;
};
