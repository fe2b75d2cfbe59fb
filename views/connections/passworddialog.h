// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QCheckBox;
class QLineEdit;
class Theme;

// Asks for the password of a server: when it was needed and nobody had it, or when the one that was
// tried did not fit. Deletes itself when closed, and the password with it. GUI thread.
class PasswordDialog final : public QDialog
{
    Q_OBJECT

public:
    // problem: why it asks again; empty the first time.
    PasswordDialog(const Theme &theme, const QString &connection, const QString &location,
                   const QString &problem, QWidget *parent = nullptr);

signals:
    // The password is not for a log. isRemembered: it shall go into the keychain.
    void entered(const QString &password, bool isRemembered);

private:
    QLineEdit *m_password;
    QCheckBox *m_remember;
};
