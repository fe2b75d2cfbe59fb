// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>

class Theme;

// What the window can do whatever panel it shows. The window acts on its own actions; those marked
// so are for the composition root to connect. Each has its object name for tests. Owned by the
// window. GUI thread.
class ShellActions final : public QObject
{
    Q_OBJECT

public:
    ShellActions(const Theme &theme, QObject *parent);

    // File
    QAction *openDatabase;     // root
    QAction *scheduledReports; // root
    QAction *closeWindow;
    QAction *quit; // root
    // Edit
    QAction *undo;
    // View
    QAction *commandPalette;
    QAction *taskCentre; // checkable: shown or not
    QAction *nextRegion;
    QAction *previousRegion;
    // Collect
    QAction *collectNow; // root
    QAction *pause;      // root, by pauseWanted(); says Resume while paused
    // Database
    QAction *allowWriting;    // root, which shows it where writing has to be allowed
    QAction *rebuildRollups;  // root
    QAction *recordedQueries; // root
    QAction *showDataFolder;  // root
    // Help
    QAction *keyboardMap;
    QAction *about;

    // Takes the action out of use and says why where one points at it; an empty reason allows it
    // again. Nothing is ever disabled without one.
    static void setUsable(QAction &action, const QString &reason);

    // What the pause action offers follows the collector's state, not the last click.
    void showPaused(bool paused);

signals:
    void pauseWanted(bool paused);

private:
    const Theme &m_theme;
    bool m_paused = false;
};
