// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

// Sorts statements by the person's choice and leaves out those that are not asked for. GUI thread.
class QueryFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit QueryFilter(QObject *parent = nullptr);

    void setText(const QString &text); // anywhere in the statement, whatever its case
    void setFullScansOnly(bool isOnly);
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] bool isFullScansOnly() const { return m_isFullScansOnly; }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_text;
    bool m_isFullScansOnly = false;
};
