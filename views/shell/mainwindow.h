// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/shell/databasebutton.h"
#include "views/shell/statusbar.h"
#include "views/theme/tokens.h"

#include <QKeySequence>
#include <QMainWindow>

#include <functional>

class Banner;
class PanelStack;
class QActionGroup;
class QMenu;
class Rail;
class ShellActions;
class TaskCentre;
class TaskModel;
class Theme;
class Toast;

// One panel as the window needs to know it. The object name of its widget names it in the settings.
struct PanelEntry {
    QString group;
    QString title;
    QString icon; // of resources/icons
    QKeySequence shortcut;
    QWidget *panel = nullptr; // the window takes it over
};

// What the window wants to find again at the next start; the owner of the settings stores it.
struct ShellState {
    QByteArray geometry;
    QByteArray docks;
    QString panel;
};

enum class MenuPlace { File, Edit, View, Collect, Database, Help };

// The window: it assembles menu bar, rail, panels, status bar and task centre and knows of a panel
// no more than its entry says. GUI thread.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    // The clock gives UTC. Theme and tasks outlive the window.
    MainWindow(const Theme &theme, TaskModel &tasks, StatusBar::Clock clock,
               QWidget *parent = nullptr);
    ~MainWindow() override;

    void addPanel(const PanelEntry &entry);

    // Puts a panel's own actions into a menu, where they show while the panel does. Not owned.
    void addPanelActions(const QWidget *panel, MenuPlace place, const QList<QAction *> &actions);

    // Shows the panel and gives the focus to where it was in it.
    void showPanel(const QWidget *panel);
    [[nodiscard]] QWidget *currentPanel() const;

    // An icon with a count in the rail; 0 ends it.
    void setAttention(const QWidget *panel, int count, const QString &icon, Meaning meaning);

    void setDatabase(const DatabaseLabel &database);

    // Asked each time the command palette opens.
    void setSymbols(std::function<QStringList()> symbols);

    [[nodiscard]] ShellState shellState() const;
    void restoreShell(const ShellState &state);

    [[nodiscard]] ShellActions &shellActions() { return *m_actions; }
    [[nodiscard]] StatusBar &status() { return *m_status; }
    [[nodiscard]] Banner &banner() { return *m_banner; } // for what concerns no single panel
    [[nodiscard]] Banner &noticeBanner() { return *m_noticeBanner; } // for alerts alone
    [[nodiscard]] Toast &toast() { return *m_toast; }

signals:
    void panelShown(QWidget *panel);
    void symbolChosen(const QString &symbol);
    void closing(); // it goes out of sight, for good or into the tray: its state is worth storing

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Panel {
        PanelEntry entry;
        QAction *action = nullptr;
        QList<QAction *> ownActions;
    };

    void build(const Theme &theme);
    void fillMenus();
    void connectActions();
    void display(int panel);
    void updateTitle();
    void tabLast(const QWidget &region);
    void moveRegion(int step);
    void openPalette();
    void openKeyboardMap();
    void openAbout();
    [[nodiscard]] QMenu &menu(MenuPlace place) const;
    [[nodiscard]] int numberOf(const QWidget *panel) const;

    const Theme &m_theme;
    TaskModel &m_tasks;
    ShellActions *m_actions;
    Rail *m_rail;
    PanelStack *m_stack;
    Banner *m_banner;
    Banner *m_noticeBanner;
    StatusBar *m_status;
    TaskCentre *m_taskCentre;
    Toast *m_toast;
    QList<QMenu *> m_menus; // by MenuPlace
    QActionGroup *m_panelChoice;
    QAction *m_panelsEnd = nullptr; // panels stand above it in the View menu
    QList<Panel> m_panels;
    DatabaseLabel m_database;
    std::function<QStringList()> m_symbols;
};
