// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QStringList>

// Whether Tidemark starts, in the background, when the person logs in: an XDG autostart file. The
// file is the only truth: it is read each time, and what the desktop's own settings change in it is
// noticed. GUI thread; the file is a few hundred bytes.
class Autostart final : public QObject
{
    Q_OBJECT

public:
    // configFolders: the user's own first, then the system's
    // (QStandardPaths::standardLocations(QStandardPaths::GenericConfigLocation)).
    // program: absolute path of the program that is to start.
    Autostart(const QStringList &configFolders, const QString &program, QObject *parent = nullptr);

    // True when a log-in would start a program that is there.
    [[nodiscard]] bool isEnabled() const;
    // Errors: AccessDenied, DiskFull, Unknown; the file is the subject and stays as it was.
    [[nodiscard]] Result<> setEnabled(bool enabled);

    [[nodiscard]] const QString &file() const { return m_file; } // the user's own

    // A program and its arguments as the value of Exec, by the Desktop Entry rules; and the program
    // that such a value starts, empty when it cannot be read.
    [[nodiscard]] static QString execValue(const QStringList &command);
    [[nodiscard]] static QString programOf(const QString &execValue);

signals:
    void enabledChanged(bool enabled); // by setEnabled() or from outside

private:
    void watch();
    void lookAgain();

    QStringList m_folders; // each ends in /autostart
    QString m_program;
    QString m_file;
    QFileSystemWatcher m_watcher;
    bool m_known = false; // what enabledChanged said last
};
