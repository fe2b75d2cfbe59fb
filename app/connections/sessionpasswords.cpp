// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connections/sessionpasswords.h"

void SessionPasswords::keep(const ConnectionSpec &spec)
{
    if (!spec.password.isEmpty())
        m_passwords.insert(spec.location(), spec.password);
}

void SessionPasswords::forget(const ConnectionSpec &spec)
{
    m_passwords.remove(spec.location());
}

bool SessionPasswords::has(const ConnectionSpec &spec) const
{
    return m_passwords.contains(spec.location());
}

ConnectionSpec SessionPasswords::completed(ConnectionSpec spec) const
{
    if (spec.password.isEmpty())
        spec.password = m_passwords.value(spec.location());
    return spec;
}
