// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class TextLabel;

// Looks and behaviour of the program. It shows what it is told and emits what a person wants; it
// stores nothing and starts nothing. GUI thread.
class PreferencesPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit PreferencesPanel(const Theme &theme, QWidget *parent = nullptr);

    // The state as it is. None of these emits.
    void showTheme(Theme::Choice choice);

    // Whether the program really starts at log-in; a problem is shown under the switch.
    void showAutostart(bool enabled, const QString &problem = {});

    // Closing to the tray needs a tray: without one the switch is off, and says why.
    void showCloseToTray(bool enabled, bool hasTray);
    void showStartHidden(bool enabled, bool hasTray);

signals:
    void themeChosen(Theme::Choice choice);
    void autostartWanted(bool enabled); // answered by showAutostart()
    void closeToTrayWanted(bool enabled);
    void startHiddenWanted(bool enabled);

private:
    void build();

    QComboBox *m_theme;
    QCheckBox *m_autostart;
    TextLabel *m_autostartProblem;
    QCheckBox *m_closeToTray;
    QCheckBox *m_startHidden;
};
