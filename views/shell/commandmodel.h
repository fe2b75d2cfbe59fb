// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QPointer>

class QAction;

// What the command palette offers: actions by name, and symbols once something is typed. Best
// matches first. GUI thread.
class CommandModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        PlaceRole = Qt::UserRole + 1, // the menu an action stands in; "Symbol" for a symbol
        ShortcutRole,
    };

    using QAbstractListModel::QAbstractListModel;

    // Actions that cannot be used now are left out; they are not owned.
    void addActions(const QString &place, const QList<QAction *> &actions);
    void setSymbols(const QStringList &symbols);
    void clear();

    // Every word must occur in the name or its place, in any order.
    void setQuery(const QString &query);

    // Does what the row says.
    void run(const QModelIndex &index);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

signals:
    void symbolChosen(const QString &symbol);

private:
    struct Entry {
        QString name;
        QString place;
        QPointer<QAction> action; // none for a symbol
    };

    void filter();

    QList<Entry> m_entries;
    QList<int> m_shown; // positions in m_entries
    QString m_query;
};
