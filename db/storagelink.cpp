// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/storagelink.h"

Result<> StorageLink::ensureOpen()
{
    if (m_connection)
        return {};
    Result<std::unique_ptr<Connection>> connection = Connection::open(m_spec);
    if (!connection)
        return fail(connection.error());
    m_connection = std::move(*connection);
    return {};
}

Error StorageLink::noteFailure(Error error)
{
    if (error.kind != Error::Kind::NotFound && error.kind != Error::Kind::Cancelled)
        m_connection.reset();
    if (error.subject.isEmpty())
        error.subject = m_spec.location();
    return error;
}
