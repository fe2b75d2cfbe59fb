// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QObject>
#include <QThread>

// What came of opening a database once.
struct ConnectionAttempt {
    QString id; // as it was asked with
    Result<ServerInfo> server;
    qint64 durationMs = 0;
};

// Opens databases on a thread of its own and says what is there, because a server that does not
// answer takes its time. Lives on the GUI thread.
class ConnectionTester final : public QObject
{
    Q_OBJECT

public:
    explicit ConnectionTester(QObject *parent = nullptr);
    ~ConnectionTester() override;

    // Ends in tested(). Makes no file: a SQLite file that is missing is NotFound.
    void test(const QString &id, const ConnectionSpec &spec);

signals:
    void tested(const ConnectionAttempt &attempt);

private:
    QThread m_thread;
    QObject m_worker; // lives on m_thread
};
