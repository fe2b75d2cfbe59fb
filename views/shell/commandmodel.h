// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QPointer>

#include <functional>

class QAction;

// What the command palette offers: actions by name, and once something is typed also symbols, what
// other panels can do, and what cannot be done now, with the reason. Best matches first. GUI
// thread.
class CommandModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        // The menu that an action stands in, or its panel; "Symbol" for a symbol. Why it cannot be
        // used, of one that cannot.
        PlaceRole = Qt::UserRole + 1,
        ShortcutRole,
    };

    using QAbstractListModel::QAbstractListModel;

    // Of the window and of the panel that it shows. They are not owned.
    void addActions(const QString &place, const QList<QAction *> &actions);
    // Of a panel that is not in sight: run() goes there first.
    void addPanelActions(const QString &panel, const QList<QAction *> &actions,
                         const std::function<void()> &goThere);
    void setSymbols(const QStringList &symbols);
    void clear();

    // Every word must occur in the name or its place, in any order.
    void setQuery(const QString &query);

    // Does what the row says; nothing where it cannot be done.
    void run(const QModelIndex &index);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void symbolChosen(const QString &symbol);
    // It went to the panel, and there it cannot be done. reason: a sentence.
    void refused(const QString &reason);

private:
    struct Entry {
        QString name;
        QString place;
        QPointer<QAction> action;      // none for a symbol
        std::function<void()> goThere; // to its panel; none: it can be used where it is
    };

    [[nodiscard]] static bool isUsable(const Entry &entry);

    void filter();

    QList<Entry> m_entries;
    QList<int> m_shown; // positions in m_entries
    QString m_query;
};
