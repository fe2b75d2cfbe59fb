// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cellrole.h"
#include "models/migrations/migrationsstate.h"

#include <QAbstractTableModel>
#include <QLocale>

#include <functional>

// Every version of the schema that the program or the database knows, newest first. A new state of
// the same versions changes cells in place. Lives on the GUI thread.
class MigrationTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NumberColumn,
        NameColumn,
        StateColumn,
        AppliedColumn,
        DurationColumn,
        ActorColumn,
        ChecksumColumn,
        ColumnCount
    };

    // clock gives the present time, UTC: its zone stands in the header.
    MigrationTableModel(QLocale locale, std::function<QDateTime()> clock,
                        QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    void setState(const MigrationsState &state);
    // The version that is being run now; 0: none. Those before it on the way are done.
    void setRunning(int version, Direction direction = Direction::Up);

    [[nodiscard]] int version(int row) const { return m_rows.at(row).version; }
    [[nodiscard]] int rowOf(int version) const; // -1 when nobody knows it
    [[nodiscard]] bool isApplied(int row) const { return m_rows.at(row).isApplied; }
    [[nodiscard]] const QLocale &locale() const { return m_locale; }
    [[nodiscard]] QDateTime now() const { return m_clock(); }

private:
    enum class Standing { Pending, Applied, Baseline, Unfinished, Changed, NotKnown };

    struct Row {
        int version = 0;
        QString name;
        QString checksum;
        AppliedMigration applied; // empty while it waits
        bool isApplied = false;
        Standing standing = Standing::Pending;
    };

    [[nodiscard]] static QList<Row> rowsOf(const MigrationsState &state);
    [[nodiscard]] Standing standing(const Row &row) const; // also while some are being run
    [[nodiscard]] QString display(const Row &row, int column) const;
    [[nodiscard]] QString raw(const Row &row, int column) const;
    [[nodiscard]] QString toolTip(const Row &row, int column) const;
    [[nodiscard]] QString stateText(const Row &row) const;
    [[nodiscard]] CellState cellState(const Row &row) const;
    [[nodiscard]] CellTone tone(const Row &row, int column) const;

    QLocale m_locale;
    std::function<QDateTime()> m_clock;
    QList<Row> m_rows;
    int m_running = 0;
    Direction m_direction = Direction::Up; // of the one that runs
};
