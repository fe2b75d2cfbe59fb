// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/assets/assettext.h"
#include "models/celltablemodel.h"

#include <QHash>
#include <QLocale>

#include <functional>

// What is followed, by symbol: how far each asset is, when it is due, and what is wrong with it.
// Lives on the GUI thread.
class AssetTableModel final : public CellTableModel<AssetRow>
{
    Q_OBJECT

public:
    enum Column {
        SymbolColumn,
        NameColumn,
        TypeColumn,
        StateColumn,
        SyncedColumn,
        DueColumn,
        RowsColumn,
        NoteColumn,
        ColumnCount
    };

    // clock gives the present time, UTC.
    AssetTableModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent = nullptr);

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    [[nodiscard]] const AssetRow &asset(int row) const { return m_board.rows.at(row); }
    [[nodiscard]] int rowOf(const QString &symbol) const; // -1: there is none
    [[nodiscard]] AssetPhase phase(int row) const { return assetPhase(asset(row), m_context); }
    [[nodiscard]] const AssetBoard &board() const { return m_board; }
    [[nodiscard]] AssetCounts counts() const;
    [[nodiscard]] QStringList exchanges() const; // by name
    [[nodiscard]] bool isSyncing() const { return !m_context.progress.isEmpty(); }
    [[nodiscard]] const QLocale &locale() const { return m_locale; }
    [[nodiscard]] QDateTime now() const { return m_clock(); }
    // False until the first board: an empty table says nothing about the database before.
    [[nodiscard]] bool hasAnswer() const { return m_hasAnswer; }

public slots:
    void setBoard(const AssetBoard &board);
    // Of a sync under way; -1: it ended.
    void setProgress(const QString &symbol, int percent);
    // Times pass: what is shown of them is looked at again.
    void tick();

signals:
    void boardAccepted();
    void progressChanged();

protected:
    [[nodiscard]] const QList<AssetRow> &rows() const override { return m_board.rows; }
    [[nodiscard]] QString display(const AssetRow &row, int column) const override;
    [[nodiscard]] QString spoken(const AssetRow &row, int column) const override;
    [[nodiscard]] QString toolTip(const AssetRow &row, int column) const override;
    [[nodiscard]] QString raw(const AssetRow &row, int column) const override;
    [[nodiscard]] QVariant sortValue(const AssetRow &row, int column) const override;
    [[nodiscard]] QVariant further(const AssetRow &row, int column, int role) const override;

private:
    [[nodiscard]] CellTone tone(const AssetRow &row, int column) const;
    void merge(const QList<AssetRow> &news);
    void updateContext();

    QLocale m_locale;
    std::function<QDateTime()> m_clock;
    AssetBoard m_board;
    AssetContext m_context;
    bool m_hasAnswer = false;
};
