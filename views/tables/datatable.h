// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QTableView>

// How wide a column is by itself, in digits of the font: wanted, and the least when room is scarce.
// No column is narrower than its header.
struct ColumnWidth {
    int wanted = 0;
    int least = 0;
    int leaves =
            0; // 0: always there; else the order in which columns go while even least is too much
};

// A table as all panels show it: no grid, alternating rows, whole rows selected, columns that are
// moved, hidden and kept, one stop for Tab, rows copied with exact values. Rows, header and columns
// grow with the font. The table's own actions() are offered by a right click on a row, the menu key
// and Shift+F10. GUI thread.
class DataTable final : public QTableView
{
    Q_OBJECT

public:
    // name: for screen readers; the table has no label of its own.
    explicit DataTable(const QString &name, QWidget *parent = nullptr);

    // By column; the last visible one takes the rest. Columns follow the width of the table until
    // the person chooses or sizes one; resetColumns() lets them follow again.
    void setColumnWidths(const QList<ColumnWidth> &widths);
    // The person's choice of a column.
    void setColumnShown(int column, bool isShown);
    // The width at which every column has its least and none leaves.
    [[nodiscard]] int leastWidth() const;

    // The columns as the person has them: order, widths, hidden ones, sorting.
    [[nodiscard]] QByteArray saveColumns() const;
    // False, and nothing changes, when the state is not of this table.
    bool restoreColumns(const QByteArray &state);

    // The selected rows as they stand, tab between cells, exact values (CellRole::Raw), visible
    // columns only. Empty when none is selected.
    [[nodiscard]] QString selectedText() const;

public slots:
    void copyRows();
    void resetColumns();

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    [[nodiscard]] QModelIndex moveCursor(CursorAction action,
                                         Qt::KeyboardModifiers modifiers) override;

private:
    void openMenu(const QPoint &place); // of the screen
    void fitToFont();
    void fitColumns();
    void showFitting(int room);
    [[nodiscard]] int pixels(int column, int digits) const;

    QList<ColumnWidth> m_widths;
    qreal m_digitWidth = 0;
    bool m_isFitting = false;
    bool m_isByHand = false; // the person chose or sized columns: they stay as they are
};
