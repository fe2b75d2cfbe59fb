// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cellrole.h"
#include "models/migrations/backuprow.h"

#include <QAbstractTableModel>
#include <QList>
#include <QLocale>

#include <functional>

// The backups of a database, newest first. Lives on the GUI thread.
class BackupTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        MadeColumn,
        ReasonColumn,
        VersionColumn,
        SizeColumn,
        CheckColumn,
        KeptColumn,
        FileColumn,
        ColumnCount
    };

    BackupTableModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    void setBackups(QList<BackupRow> backups);
    // The one that is being verified now; empty: none.
    void setVerifying(const QString &file);
    // False until the list came once.
    [[nodiscard]] bool hasAnswer() const { return m_hasAnswer; }
    [[nodiscard]] const BackupRow &backup(int row) const { return m_backups.at(row); }
    [[nodiscard]] const QLocale &locale() const { return m_locale; }

private:
    [[nodiscard]] QString display(const BackupRow &row, int column) const;
    [[nodiscard]] QString raw(const BackupRow &row, int column) const;
    [[nodiscard]] CellState cellState(const BackupRow &row) const;

    QLocale m_locale;
    std::function<QDateTime()> m_clock;
    QList<BackupRow> m_backups;
    QString m_verifying;
    bool m_hasAnswer = false;
};
