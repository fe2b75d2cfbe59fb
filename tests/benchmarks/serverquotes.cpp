// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/serverquotes.h"

#include "db/transaction.h"
#include "tests/support/migrateddatabase.h"

#include <QProcess>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int VersionWithIds = 2;

ConnectionSpec unprotected(ConnectionSpec spec)
{
    spec.tls = TlsMode::Disable;
    return spec;
}

} // namespace

void require(const Result<> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().detail));
}

void runShell(const QString &program, const QStringList &arguments, const QString &output)
{
    QProcess process;
    process.setStandardOutputFile(output.isEmpty() ? QProcess::nullDevice() : output);
    process.start(program, arguments);
    if (!process.waitForFinished(-1) || process.exitCode() != 0)
        qFatal("%s failed: %s", qPrintable(program), process.readAllStandardError().constData());
}

ServerQuotes::ServerQuotes(Engine engine)
    : m_database{engine}
    , m_spec{unprotected(m_database.spec())}
{
    auto connection = Connection::open(m_spec);
    require(connection.map([](const auto &) {}));
    m_connection = std::move(*connection);
    require(migrate(*m_connection, VersionWithIds));
    qputenv(engine == Engine::PostgreSql ? "PGPASSWORD" : "MYSQL_PWD", m_spec.password.toUtf8());
    if (engine == Engine::PostgreSql)
        qputenv("PGSSLMODE", "disable");
}

void ServerQuotes::psql(const QString &command) const
{
    runShell(u"psql"_s, {u"-qX"_s, u"-h"_s, m_spec.host, u"-p"_s, QString::number(m_spec.port),
                         u"-U"_s, m_spec.user, u"-d"_s, m_spec.databaseName, u"-c"_s, command});
}

QStringList ServerQuotes::mariadbLogin() const
{
    return {u"--no-defaults"_s,           u"--skip-ssl"_s, u"-h"_s,    m_spec.host, u"-P"_s,
            QString::number(m_spec.port), u"-u"_s,         m_spec.user};
}

void ServerQuotes::mariadb(const QStringList &arguments, const QString &output) const
{
    runShell(u"mariadb"_s, mariadbLogin() + arguments + QStringList{m_spec.databaseName}, output);
}

void ServerQuotes::withUrl(const std::function<void(const QString &)> &work) const
{
    qputenv("DB_PASSWORD", m_spec.password.toUtf8());
    work(m_spec.location());
    qunsetenv("DB_PASSWORD");
}

void ServerQuotes::mariadbDump(const QString &table) const
{
    runShell(u"mariadb-dump"_s,
             mariadbLogin() + QStringList{u"--no-create-info"_s, u"--single-transaction"_s,
                                          m_spec.databaseName, table});
}

QStringList quoteColumns()
{
    return {u"id"_s,   u"coin_type"_s, u"bid"_s,       u"ask"_s,
            u"last"_s, u"timestamp"_s, u"created_at"_s};
}

void copyQuotes(const Connection &from, const Connection &to, qint64 rows)
{
    const QString limit = rows > 0 ? u" LIMIT %1"_s.arg(rows) : QString{};
    const auto source = from.stream(u"SELECT %1 FROM price_data_5min ORDER BY id%2"_s.arg(
            quoteColumns().join(u','), limit));
    require(source.map([](const auto &) {}));
    Transaction transaction{to};
    require(transaction.begin());
    const auto loader = to.loader(u"price_data_5min"_s, quoteColumns());
    require(loader.map([](const auto &) {}));
    while ((*source)->next())
        require((*loader)->append((*source)->row()));
    require((*loader)->finish().map([](qint64) {}));
    require(transaction.commit());
}
