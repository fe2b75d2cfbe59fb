// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/rehearsal/rehearsal.h"

#include <QAbstractTableModel>
#include <QLocale>

// What each table held before and after a migration. Lives on the GUI thread.
class ProofTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TableColumn,
        BeforeColumn,
        AfterColumn,
        ChecksumColumn,
        ResultColumn,
        ColumnCount
    };

    explicit ProofTableModel(QLocale locale, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    // Tables that differ come first: they are what the proof is for.
    void setProof(QList<ProofLine> proof);

private:
    [[nodiscard]] QString display(const ProofLine &line, int column) const;

    QLocale m_locale;
    QList<ProofLine> m_proof;
};
