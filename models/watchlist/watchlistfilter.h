// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

// Sorts and filters the watchlist by what the cells are worth: prices compare exactly, distances by
// how near the target is, rows without a value come last both ways, equal ones stay by symbol.
class WatchlistFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit WatchlistFilter(QObject *parent = nullptr);

    // Keeps the rows whose symbol, name or note holds this text, upper and lower case alike.
    void setText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QString m_text;
};
