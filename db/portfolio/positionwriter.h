// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/position.h"

#include <QObject>
#include <QStringList>

#include <optional>

class StorageLink;

// Changes positions on a storage thread. Each call ends in exactly one answer: its own signal or
// failed(). Through the event loop only.
class PositionWriter final : public QObject
{
    Q_OBJECT

public:
    // version: see SettledSchema.
    PositionWriter(StorageLink &link, std::optional<int> version)
        : m_link{link}
        , m_version{version}
    {}

public slots:
    void add(const Position &position);
    void edit(const Position &position);
    void remove(qint64 id);
    void sync(const QList<AccountBalance> &balances, const QStringList &unreadable);

signals:
    void added(const Position &position);
    void edited(const Position &position);
    void removed(const Position &position); // as it stood
    void synced(const PositionSync &sync);
    void failed(const Error &error);

private:
    StorageLink &m_link;
    std::optional<int> m_version;
};
