// SPDX-License-Identifier: GPL-3.0-or-later
// How the composition root connects the Credentials panel and what tries the secrets.
#include "app/desktop/compositionroot.h"

#include "views/credentials/credentialspanel.h"
#include "views/shell/toast.h"

void CompositionRoot::wireCredentials()
{
    CredentialsPanel *panel = m_credentialsPanel;
    m_window.addPanelActions(panel, MenuPlace::Edit, panel->editActions());
    m_window.addPanelActions(panel, MenuPlace::View, panel->viewActions());
    m_credentialTests.setTester(Credential::Kind::Database, m_passwordTester);
    m_credentialTests.setTester(Credential::Kind::EodhdToken, m_tokenTester);
    m_credentialTests.setTester(Credential::Kind::CoinspotKey, m_keyTester);
    m_credentialTests.setTester(Credential::Kind::CoinspotSecret, m_keyTester);
    connect(&m_credentialDesk, &CredentialDesk::done, this,
            [this](const QString &sentence) { m_window.toast().showMessage(sentence); });
    m_credentialDesk.refresh();
}
