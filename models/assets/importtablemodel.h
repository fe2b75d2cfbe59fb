// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/assetimport.h"

#include <QAbstractTableModel>
#include <QLocale>

// The lines of a CSV file of assets, before they are imported: what each one becomes, or what is
// wrong with it. Lives on the GUI thread.
class ImportTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        LineColumn,
        SymbolColumn,
        NameColumn,
        TypeColumn,
        CurrencyColumn,
        ResultColumn,
        ColumnCount
    };

    explicit ImportTableModel(QLocale locale, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    void setImport(const AssetImport &import);
    [[nodiscard]] const AssetImport &import() const { return m_import; }
    [[nodiscard]] QList<ImportLine> newLines() const;

private:
    [[nodiscard]] QString display(const ImportLine &line, int column) const;

    QLocale m_locale;
    AssetImport m_import;
};

// "12 new, 1 registered already, 2 with a problem".
[[nodiscard]] QString importSummary(const AssetImport &import);
