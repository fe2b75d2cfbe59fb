// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connectionspec.h"

#include <QHash>

// Passwords that were typed since the start: in memory, and nowhere else. GUI thread.
class SessionPasswords final
{
public:
    void keep(const ConnectionSpec &spec);   // its password; an empty one is none
    void forget(const ConnectionSpec &spec); // it did not fit
    [[nodiscard]] bool has(const ConnectionSpec &spec) const;
    // The same with the password that is kept for it, unless it brings one of its own.
    [[nodiscard]] ConnectionSpec completed(ConnectionSpec spec) const;

private:
    QHash<QString, QString> m_passwords; // by location, which names the user too
};
