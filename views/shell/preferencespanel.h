// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
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

    // The program that alerts run, as it would be written in a terminal; empty: none.
    void showAlertCommand(const QString &command);
    // What came of a trial, or why a command was not taken; empty: nothing to tell.
    void showAlertCommandOutcome(const QString &sentence, bool isProblem);
    void showAlertCommandRunning();

signals:
    void themeChosen(Theme::Choice choice);
    void autostartWanted(bool enabled); // answered by showAutostart()
    void closeToTrayWanted(bool enabled);
    void startHiddenWanted(bool enabled);
    void alertCommandWanted(const QString &command);
    void alertCommandTrialWanted(const QString &command); // answered by showAlertCommandOutcome()

private:
    void build();
    [[nodiscard]] QWidget *makeAlerts(QWidget *parent);
    void showTestable();

    const Theme &m_themes;

    QComboBox *m_theme;
    QCheckBox *m_autostart;
    TextLabel *m_autostartProblem;
    QCheckBox *m_closeToTray;
    QCheckBox *m_startHidden;
    QLineEdit *m_alertCommand = nullptr;
    QPushButton *m_testCommand = nullptr;
    TextLabel *m_commandOutcome = nullptr;
    bool m_isTrying = false;
};
