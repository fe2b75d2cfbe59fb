// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/portfolio/positionwriter.h"

#include "db/portfolio/positionstore.h"
#include "db/storagelink.h"

void PositionWriter::add(const Position &position)
{
    const Result<Position> done = m_link.use([&](const Connection &connection) {
        return PositionStore{connection, m_version}.add(position, QDateTime::currentDateTimeUtc());
    });
    done ? emit added(*done) : emit failed(done.error());
}

void PositionWriter::edit(const Position &position)
{
    const Result<Position> done = m_link.use([&](const Connection &connection) {
        return PositionStore{connection, m_version}.edit(position, QDateTime::currentDateTimeUtc());
    });
    done ? emit edited(*done) : emit failed(done.error());
}

void PositionWriter::remove(qint64 id)
{
    const Result<Position> done = m_link.use([&](const Connection &connection) {
        return PositionStore{connection, m_version}.remove(id);
    });
    done ? emit removed(*done) : emit failed(done.error());
}

void PositionWriter::sync(const QList<AccountBalance> &balances, const QStringList &unreadable)
{
    const Result<PositionSync> done = m_link.use([&](const Connection &connection) {
        return PositionStore{connection, m_version}.sync(balances, unreadable,
                                                         QDateTime::currentDateTimeUtc());
    });
    done ? emit synced(*done) : emit failed(done.error());
}
