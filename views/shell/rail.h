// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/tokens.h"

#include <QIcon>
#include <QWidget>

class DatabaseButton;
class QKeySequence;
class QModelIndex;
class QStandardItem;
class QStandardItemModel;
class QTreeView;
class RailDelegate;
class Theme;

// The left edge of the window: the panels in groups, and the database at its foot. Arrow keys show
// a panel and stay here; Enter and the mouse go to it. GUI thread.
class Rail final : public QWidget
{
    Q_OBJECT

public:
    explicit Rail(const Theme &theme, QWidget *parent = nullptr);

    // Adds a panel to a group, which is made when it is new. Returns the panel's number, from 0.
    int addEntry(const QString &group, const QString &title, const QIcon &icon,
                 const QKeySequence &shortcut);

    void setCurrent(int panel);
    [[nodiscard]] int current() const;

    // Instead of the shortcut an icon with a count, where something wants to be seen; 0 ends it.
    void setAttention(int panel, int count, const QString &iconName, Meaning meaning);

    // Icons only, names as tool tips.
    void setCompact(bool compact);
    [[nodiscard]] bool isCompact() const { return m_compact; }

    // How wide it is when it shows names, in pixels.
    [[nodiscard]] int fullWidth() const;

    void takeFocus();
    [[nodiscard]] DatabaseButton &database() { return *m_database; }

signals:
    void chosen(int panel);    // to be shown; the focus stays here
    void activated(int panel); // to be shown and gone to

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void colour();
    void fitWidth();
    void describe(QStandardItem &item);
    [[nodiscard]] QStandardItem *group(const QString &name);
    [[nodiscard]] QStandardItem *itemOf(int panel) const;

    const Theme &m_theme;
    QStandardItemModel *m_model;
    QTreeView *m_view;
    RailDelegate *m_delegate;
    DatabaseButton *m_database;
    QList<QStandardItem *> m_panels; // owned by the model
    bool m_compact = false;
};
