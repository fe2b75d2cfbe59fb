// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/credentials/credentialrow.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;
class Theme;

// Asks for a secret, which is not shown. Where there is no keychain that can be used it offers to
// keep it for this run only, and does nothing unless the person chooses that. Deletes itself when
// closed, and the secret with it. GUI thread.
class SecretDialog final : public QDialog
{
    Q_OBJECT

public:
    SecretDialog(const Theme &theme, const CredentialRow &row, const KeychainState &keychain,
                 QWidget *parent = nullptr);

signals:
    // Not for a log, and kept by nobody.
    void entered(const QString &secret, bool isForThisRunOnly);

private:
    void addSecret(QVBoxLayout &rows, const CredentialRow &row);
    void addPlace(QVBoxLayout &rows, const Theme &theme, const KeychainState &keychain);
    void addButtons(QVBoxLayout &rows, const CredentialRow &row);
    void updateSet();

    QLineEdit *m_secret = nullptr;
    QCheckBox *m_thisRun = nullptr; // none where the keychain can be used
    QPushButton *m_set = nullptr;
};
