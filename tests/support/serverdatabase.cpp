// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/serverdatabase.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto ConnectionName = "serverdatabase"_L1;

// Runs what the function asks for on a connection of its own, through the driver alone: what is
// tested takes no part in it.
template <typename Function> void onServer(const ConnectionSpec &spec, Function function)
{
    {
        QSqlDatabase server = QSqlDatabase::addDatabase(
                spec.engine == Engine::PostgreSql ? u"QPSQL"_s : u"QMYSQL"_s, ConnectionName);
        server.setHostName(spec.host);
        server.setPort(spec.port);
        server.setDatabaseName(spec.databaseName);
        server.setUserName(spec.user);
        server.setPassword(spec.password);
        if (!server.open())
            giveUp(u"The test server cannot be reached: "_s + server.lastError().text());
        QSqlQuery query{server};
        function(query);
    }
    QSqlDatabase::removeDatabase(ConnectionName);
}

void run(QSqlQuery &query, const QString &statement)
{
    if (!query.exec(statement))
        giveUp(u"'%1' failed: %2"_s.arg(statement, query.lastError().text()));
}

// MariaDB waits for everybody who has the database in a transaction, for a day if it must.
void endConnections(QSqlQuery &query, const QString &name)
{
    run(query, u"SELECT id FROM information_schema.processlist WHERE db = '%1'"_s.arg(name));
    QStringList ids;
    while (query.next())
        ids.append(query.value(0).toString());
    for (const QString &id : ids)
        query.exec(u"KILL "_s + id); // it may have gone by itself
}

} // namespace

ServerDatabase::ServerDatabase(Engine engine)
    : ServerDatabase{TestServer::shared(engine)}
{}

ServerDatabase::ServerDatabase(const TestServer &server)
    : m_maintenance{server.user()}
    , m_spec{server.user()}
{
    m_spec.databaseName = u"app_"_s + QUuid::createUuid().toString(QUuid::Id128).left(12);
    onServer(m_maintenance,
             [this](QSqlQuery &query) { run(query, u"CREATE DATABASE "_s + m_spec.databaseName); });
}

ServerDatabase::~ServerDatabase()
{
    onServer(m_maintenance, [this](QSqlQuery &query) {
        if (m_spec.engine == Engine::PostgreSql) {
            // Not WITH (FORCE): only an administrator may end a vacuum that way, and one may be at
            // work. Without it the server ends that by itself.
            run(query, u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
                       "'%1' AND usename = current_user"_s.arg(m_spec.databaseName));
            run(query, u"DROP DATABASE "_s + m_spec.databaseName);
            return;
        }
        endConnections(query, m_spec.databaseName);
        run(query, u"DROP DATABASE "_s + m_spec.databaseName);
    });
}
