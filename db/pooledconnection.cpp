// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/pooledconnection.h"

#include <utility>

namespace {

// A server says when the connection is gone. A file that was moved away or is on a medium that
// failed for a moment shows as any error, and opening it again costs little.
bool mayLieInConnection(Engine engine, Error::Kind kind)
{
    if (engine != Engine::Sqlite)
        return kind == Error::Kind::Lost;
    return kind != Error::Kind::NotFound && kind != Error::Kind::Cancelled &&
           kind != Error::Kind::Busy;
}

} // namespace

Result<std::optional<Error>> PooledConnection::ensureOpen()
{
    checkAfterIdle();
    if (m_connection)
        return std::optional<Error>{};
    Result<std::unique_ptr<Connection>> opened = Connection::open(m_spec);
    if (!opened)
        return fail(opened.error());
    m_connection = std::move(*opened);
    m_sinceUse.start();
    return std::exchange(m_brokenBy, std::nullopt);
}

void PooledConnection::checkAfterIdle()
{
    if (!m_connection || !m_sinceUse.hasExpired(m_idle.count()))
        return;
    if (const Result<> works = m_connection->ping(); !works) {
        m_brokenBy = works.error();
        close();
    }
}

Result<> PooledConnection::run(const std::function<Result<>(const Connection &)> &work)
{
    Result<> done = work(*m_connection);
    m_sinceUse.start();
    if (done)
        return done;
    if (mayLieInConnection(m_spec.engine, done.error().kind))
        close();
    if (done.error().subject.isEmpty())
        done.error().subject = m_spec.location();
    if (done.error().kind == Error::Kind::Lost)
        m_brokenBy = done.error();
    return done;
}
