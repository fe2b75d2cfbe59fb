// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/credentials/secretvariables.h"

#include <cstdlib>
#include <cstring>

SecretVariables SecretVariables::take()
{
    SecretVariables variables;
    for (const Credential &credential : Credential::ofServices()) {
        const QByteArray name = credential.variable().toLatin1();
        char *value = std::getenv(name.constData());
        if (value == nullptr)
            continue;
        const QString secret = credential.cleaned(QString::fromLocal8Bit(value));
        if (!secret.isEmpty())
            variables.m_secrets.insert(credential.variable(), secret);
        // Unsetting forgets the text without erasing it, and /proc/PID/environ would go on to show
        // it to whatever this person runs.
        std::memset(value, 0, std::strlen(value));
        qunsetenv(name.constData());
    }
    return variables;
}

std::optional<QString> SecretVariables::find(const Credential &credential) const
{
    const auto found = m_secrets.constFind(credential.variable());
    return found == m_secrets.cend() ? std::nullopt : std::optional{*found};
}
