// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

class QAction;

// A group of keys: a menu's actions, a panel's, or keys that no action holds.
struct KeyGroup {
    QString name;
    QList<std::pair<QString, QString>> keys; // what it does, and the keys as people read them

    void add(const QString &text, const QString &shown);
};

// The keys of the program on one page (F1). GUI thread.
class KeyboardMap final : public QDialog
{
    Q_OBJECT

public:
    KeyboardMap(const QList<KeyGroup> &groups, QWidget *parent);

    // Those actions of a menu that have keys, also of panels that do not show now.
    [[nodiscard]] static KeyGroup groupOf(const QString &name, const QList<QAction *> &actions);

    // All actions of a panel that have keys: those of its menus, and what its parts hold besides.
    [[nodiscard]] static KeyGroup groupOfPanel(const QString &name, const QWidget &panel,
                                               const QList<QAction *> &inMenus);

    // What parts of these widgets understand by themselves (WidgetKeys), each kind once.
    [[nodiscard]] static QList<KeyGroup> ownKeys(const QWidget &root);

    // What every panel understands without an action: focus and tables.
    [[nodiscard]] static QList<KeyGroup> commonKeys();
};
