// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

// Sorts and filters the price table by what the cells are worth, never by how they are written:
// prices compare exactly, rows without a value come last both ways, equal ones stay by coin.
class BoardFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit BoardFilter(QObject *parent = nullptr);

    enum class Kind { All, Coins, Stocks };

    // Keeps the rows of this kind.
    void setKind(Kind kind);
    [[nodiscard]] Kind kind() const { return m_kind; }
    // Keeps the rows whose symbol holds this text, upper and lower case alike; empty keeps all.
    void setText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QString m_text;
    Kind m_kind = Kind::All;
};
