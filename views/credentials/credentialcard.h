// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/credentials/credentialrow.h"

#include <QFrame>

class TextLabel;
class Theme;

// The selected credential in words: what it opens, how to get a good one, where it is, and what the
// last test said. GUI thread.
class CredentialCard final : public QFrame
{
    Q_OBJECT

public:
    explicit CredentialCard(const Theme &theme, QWidget *parent = nullptr);

    void showCredential(const CredentialRow &row);

private:
    const Theme &m_theme;
    TextLabel *m_title;
    TextLabel *m_purpose;
    TextLabel *m_place;
    TextLabel *m_testHeading;
    TextLabel *m_test;
};
