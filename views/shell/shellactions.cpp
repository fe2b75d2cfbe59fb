// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/shellactions.h"

#include "views/shell/usableaction.h"
#include "views/theme/theme.h"

using namespace Qt::Literals::StringLiterals;

ShellActions::ShellActions(const Theme &theme, QObject *parent)
    : QObject{parent}
    , m_theme{theme}
{
    const auto make = [this](const QString &name, const QString &text, const QKeySequence &keys,
                             const QString &icon) {
        auto *action = new QAction{text, this};
        action->setObjectName(name);
        action->setShortcut(keys);
        if (!icon.isEmpty())
            action->setIcon(m_theme.icon(icon));
        return action;
    };
    openDatabase =
            make(u"openDatabase"_s, tr("&Open database…"), QKeySequence{u"Ctrl+O"_s}, u"folder"_s);
    //: Hides the window where a tray keeps the program going, else ends it.
    scheduledReports = make(u"scheduledReports"_s, tr("&Scheduled reports…"), {}, u"clock"_s);
    closeWindow = make(u"closeWindow"_s, tr("&Close window"), QKeySequence{u"Ctrl+W"_s}, {});
    quit = make(u"quit"_s, tr("&Quit"), QKeySequence{u"Ctrl+Q"_s}, u"quit"_s);

    undo = make(u"undo"_s, tr("&Undo"), QKeySequence{u"Ctrl+Z"_s}, u"undo"_s);
    setUsable(*undo, tr("Nothing to undo"));

    commandPalette =
            make(u"commandPalette"_s, tr("&Find command…"), QKeySequence{u"Ctrl+K"_s}, u"search"_s);
    taskCentre = make(u"taskCentre"_s, tr("&Task centre"), QKeySequence{u"Ctrl+T"_s}, u"tasks"_s);
    taskCentre->setCheckable(true);
    nextRegion = make(u"nextRegion"_s, tr("&Next region"), QKeySequence{u"F6"_s}, {});
    previousRegion =
            make(u"previousRegion"_s, tr("Pre&vious region"), QKeySequence{u"Shift+F6"_s}, {});

    collectNow = make(u"collectNow"_s, tr("Collect &now"), QKeySequence{u"F5"_s}, u"collector"_s);
    pause = make(u"pauseCollecting"_s, {}, {}, {});
    showPaused(false);

    allowWriting = make(u"allowWriting"_s, tr("Allow &writing…"), {}, u"lock"_s);
    allowWriting->setVisible(false);
    rebuildRollups =
            make(u"rebuildRollups"_s, tr("&Rebuild hourly and daily bars"), {}, u"round-arrow"_s);
    recordedQueries = make(u"recordedQueries"_s, tr("Recorded state&ments…"), {}, u"table"_s);
    showDataFolder = make(u"showDataFolder"_s, tr("Show database fo&lder"), {}, u"folder"_s);

    keyboardMap = make(u"keyboardMap"_s, tr("&Keyboard map"), QKeySequence{u"F1"_s}, u"keyboard"_s);
    about = make(u"about"_s, tr("&About Tidemark"), {}, u"info"_s);
    connect(pause, &QAction::triggered, this, [this] { emit pauseWanted(!m_paused); });
}

void ShellActions::setUsable(QAction &action, const QString &reason)
{
    ::setUsable(action, reason, {}); // its tool tip is its text again
}

void ShellActions::showPaused(bool paused)
{
    m_paused = paused;
    pause->setText(paused ? tr("&Resume collecting") : tr("&Pause collecting"));
    pause->setIconText(paused ? tr("Resume") : tr("Pause"));
    pause->setIcon(m_theme.icon(paused ? u"resume"_s : u"pause"_s));
}
