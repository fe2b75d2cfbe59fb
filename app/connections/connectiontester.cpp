// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connections/connectiontester.h"

#include <QElapsedTimer>

using namespace Qt::Literals::StringLiterals;

ConnectionTester::ConnectionTester(QObject *parent)
    : QObject{parent}
{
    m_thread.setObjectName(u"connection test"_s);
    m_worker.moveToThread(&m_thread);
    m_thread.start();
}

ConnectionTester::~ConnectionTester()
{
    m_thread.quit();
    m_thread.wait();
}

void ConnectionTester::test(const QString &id, const ConnectionSpec &spec)
{
    QMetaObject::invokeMethod(&m_worker, [this, id, spec = spec]() mutable {
        spec.readOnly = true;
        QElapsedTimer timer;
        timer.start();
        const Result<ServerInfo> server =
                Connection::open(spec).transform([](const std::unique_ptr<Connection> &connection) {
                    return connection->serverInfo();
                });
        emit tested({id, server, timer.elapsed()});
    });
}
