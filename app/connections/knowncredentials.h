// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connections/connectionbook.h"
#include "app/credentials/credential.h"
#include "db/domain/result.h"

// The credentials that there can be: those of the markets, and a password for each server in the
// list of connections. Thread: GUI or main; the book outlives this.
class KnownCredentials final
{
public:
    explicit KnownCredentials(const ConnectionBook &book)
        : m_book{book}
    {}

    [[nodiscard]] QList<Credential> all() const;
    // "eodhd-token"; "database:NAME", where NAME is that of a connection or the URL of a server
    // without its password. NotFound, which does not repeat the name: it may be a secret that was
    // written in the wrong place.
    [[nodiscard]] Result<Credential> find(const QString &name) const;
    // Of a database's password: the server that it opens, without it.
    [[nodiscard]] Result<ConnectionSpec> serverOf(const Credential &credential) const;

private:
    const ConnectionBook &m_book;
};
