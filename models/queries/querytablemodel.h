// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/queries/querystore.h"
#include "models/celltablemodel.h"

#include <QLocale>

#include <functional>

// The program's own statements: how often each ran, how long it took, and by which plan. It asks by
// signal and is answered. Sort and filter of the person are a proxy's: a program has a few hundred
// statements. Lives on the GUI thread.
class QueryTableModel final : public KeyedTableModel<RecordedQuery>
{
    Q_OBJECT

public:
    enum Column {
        StatementColumn,
        RunsColumn,
        RowsColumn,
        TotalColumn,
        MedianColumn,
        P95Column,
        LongestColumn,
        ScanColumn,
        LastUsedColumn,
        ColumnCount
    };

    // clock gives the present time, UTC.
    QueryTableModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent = nullptr);

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] const RecordedQuery &query(int row) const { return rows().at(row); }
    [[nodiscard]] const QLocale &locale() const { return m_locale; }
    [[nodiscard]] bool hasAnswer() const { return m_hasAnswer; }
    [[nodiscard]] int days() const { return m_days; }
    [[nodiscard]] int fullScans() const; // of how many statements
    // A few sentences on a statement.
    [[nodiscard]] QString summary(const RecordedQuery &query) const;

public slots:
    // Asks anew; what is shown stays until the answer comes. Call it once all is connected.
    void reload();
    void setDays(int days); // today included
    void acceptQueries(quint64 ticket, const QList<RecordedQuery> &queries);
    // The database is being asked for the plans that are not known.
    void setAsking(bool isAsking);

signals:
    void queriesRequested(quint64 ticket, const QDate &from); // answered by acceptQueries
    void queriesAccepted();

protected:
    [[nodiscard]] QString display(const RecordedQuery &query, int column) const override;
    [[nodiscard]] QString toolTip(const RecordedQuery &query, int column) const override;
    [[nodiscard]] QString raw(const RecordedQuery &query, int column) const override;
    [[nodiscard]] QVariant sortValue(const RecordedQuery &query, int column) const override;
    [[nodiscard]] QVariant further(const RecordedQuery &query, int column, int role) const override;

private:
    QLocale m_locale;
    std::function<QDateTime()> m_clock;
    int m_days = 7;
    quint64 m_ticket = 0;
    bool m_hasAnswer = false;
    bool m_isAsking = false;
};
