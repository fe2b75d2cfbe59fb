// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/credentials/credentialtablemodel.h"
#include "views/tables/tableactions.h"
#include "views/theme/theme.h"

#include <QWidget>

class Banner;
class CredentialCard;
class DataTable;
class QSplitter;

// Credentials: which secrets there can be, where each one is and whether it works. It never holds
// one but while it is typed. GUI thread.
class CredentialsPanel final : public QWidget
{
    Q_OBJECT

public:
    CredentialsPanel(CredentialTableModel &credentials, const Theme &theme,
                     QWidget *parent = nullptr);

    // For the window's menus.
    [[nodiscard]] QList<QAction *> editActions() const;
    [[nodiscard]] QList<QAction *> viewActions() const { return m_tableActions->view(); }

    // Columns and the sizes of table and card, for settings.
    [[nodiscard]] QByteArray saveState() const;
    bool restoreState(const QByteArray &state);

public slots:
    void setCredentials(const QList<CredentialRow> &rows);
    void setKeychain(const KeychainState &state);
    // It was not set, replaced or removed: which, and a sentence that says what to do. Stays until
    // the next try.
    void setProblem(const QString &headline, const QString &text, const QString &details);

signals:
    // The secret: not for a log, and kept by nobody.
    void setRequested(const QString &name, const QString &secret);
    void keepForThisRunRequested(const QString &name, const QString &secret);
    void testRequested(const QString &name);
    void removeRequested(const QString &name); // the person was asked
    void unlockRequested();
    void lookRequested(); // at the keychain, and where everything is

private:
    void makeActions();
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeContent();
    [[nodiscard]] QWidget *makeTable();
    void askForSecret();
    void askToRemove();
    void updateActions();
    void updateBanner();
    [[nodiscard]] const CredentialRow *current() const;

    const Theme &m_theme;
    CredentialTableModel &m_credentials;
    KeychainState m_keychain;
    TableActions *m_tableActions = nullptr;
    QAction *m_set = nullptr;
    QAction *m_test = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_unlock = nullptr;
    QAction *m_look = nullptr;
    Banner *m_keychainBanner = nullptr;
    Banner *m_problem = nullptr;
    DataTable *m_table = nullptr;
    CredentialCard *m_card = nullptr;
    QSplitter *m_splitter = nullptr;
};
