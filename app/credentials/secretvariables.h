// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/credentials/credential.h"

#include <QHash>

#include <optional>

// The secrets that the environment gave, by Credential::variable(): EODHD_API_TOKEN and the others.
class SecretVariables final
{
public:
    SecretVariables() = default; // none

    // Takes them out of this process's environment, so that no child gets them and /proc does not
    // show them. Once, at the start of main, before any thread.
    [[nodiscard]] static SecretVariables take();

    // Nothing where the variable was not set or was empty.
    [[nodiscard]] std::optional<QString> find(const Credential &credential) const;

private:
    QHash<QString, QString> m_secrets; // by variable
};
