// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTableView>

#include <functional>

// Keeps the selected rows, the current one and the place of a table whose model is filled anew, as
// far as their ids are there again. GUI thread.
class KeptSelection final : public QObject
{
    Q_OBJECT

public:
    using IdOf = std::function<qint64(int row)>;
    using RowOf = std::function<int(qint64 id)>; // -1 when it is not there

    // The table has its model, and owns this.
    KeptSelection(QTableView &table, IdOf idOf, RowOf rowOf);

private:
    void keep();
    void restore();

    QTableView &m_table;
    IdOf m_idOf;
    RowOf m_rowOf;
    QList<qint64> m_selected;
    qint64 m_current = 0;
    int m_scroll = 0;
    qint64 m_top = 0; // the first row in sight; 0: none is scrolled away
};
