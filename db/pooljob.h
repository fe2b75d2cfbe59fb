// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QObject>

#include <functional>
#include <memory>

// Carries an answer from the pool's thread to the one who asked. A connection of Qt's alone lets go
// of a receiver that is destroyed on its own thread meanwhile.
class PoolReceipt final : public QObject
{
    Q_OBJECT

signals:
    void ready();
};

// A piece of work, and where its answer goes.
struct PoolJob {
    quint64 ticket = 0;
    std::unique_ptr<PoolReceipt> receipt;
    std::function<Result<>(const Connection &)> work; // keeps the answer
    std::function<void(const Error &)> refuse;        // makes this the answer
};
