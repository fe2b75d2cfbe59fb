// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/databaseconfig.h"
#include "db/domain/errortext.h"

#include <QDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

using Environment = QList<std::pair<QString, QString>>;
Q_DECLARE_METATYPE(Environment)

class TestDatabaseConfig : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("LOGNAME", "somebody"); }
    void findsTheDatabase_data();
    void findsTheDatabase();
    void findsTheServer_data();
    void findsTheServer();
    void readsNumbersAndEcho();
    void refuses_data();
    void refuses();
    void tellsNoSecret_data();
    void tellsNoSecret();
    void namesBothOfAContradiction();
    void sendsAPasswordElsewhere();
};

namespace {

Result<DatabaseConfig> read(const QString &commandLine, const Environment &variables,
                            const QString &settings = {})
{
    QProcessEnvironment environment;
    for (const auto &[name, value] : variables)
        environment.insert(name, value);
    return DatabaseConfig::read({commandLine, environment, settings, u"/data"_s});
}

// Without the password, which is looked at by itself.
QString described(const ConnectionSpec &spec)
{
    return u"%1 %2"_s.arg(spec.location(), tlsModeName(spec.tls));
}

} // namespace

void TestDatabaseConfig::findsTheDatabase_data()
{
    QTest::addColumn<QString>("commandLine");
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<QString>("settings");
    QTest::addColumn<QString>("path");
    const QString here = QDir::currentPath();

    QTest::newRow("default") << u""_s << Environment{} << u""_s << u"/data/market.db"_s;
    QTest::newRow("settings") << u""_s << Environment{} << u"sqlite:////s.db"_s << u"/s.db"_s;
    QTest::newRow("environment beats settings")
            << u""_s << Environment{{u"DATABASE_URL"_s, u"sqlite:////e.db"_s}}
            << u"sqlite:////s.db"_s << u"/e.db"_s;
    QTest::newRow("command line beats all")
            << u"sqlite:////c.db"_s << Environment{{u"DATABASE_URL"_s, u"sqlite:////e.db"_s}}
            << u"sqlite:////s.db"_s << u"/c.db"_s;
    QTest::newRow("relative") << u"sqlite:///my.db"_s << Environment{} << u""_s
                              << here + u"/my.db"_s;
    QTest::newRow("percent-encoded")
            << u"sqlite:////tmp/a%20b%3F.db"_s << Environment{} << u""_s << u"/tmp/a b?.db"_s;
    QTest::newRow("type and path")
            << u""_s
            << Environment{{u"DATABASE_TYPE"_s, u"sqlite"_s}, {u"DATABASE_PATH"_s, u"/p.db"_s}}
            << u""_s << u"/p.db"_s;
    QTest::newRow("path alone") << u""_s << Environment{{u"DATABASE_PATH"_s, u"/p.db"_s}} << u""_s
                                << u"/p.db"_s;
    QTest::newRow("type alone keeps the default")
            << u""_s << Environment{{u"DATABASE_TYPE"_s, u"sqlite"_s}} << u""_s
            << u"/data/market.db"_s;
    QTest::newRow("SQLite alone beats a server in the settings")
            << u""_s << Environment{{u"DATABASE_TYPE"_s, u"sqlite"_s}}
            << u"postgresql://me@h/market"_s << u"/data/market.db"_s;
    QTest::newRow("command line beats a server in the environment")
            << u"sqlite:////c.db"_s << Environment{{u"DATABASE_TYPE"_s, u"mysql"_s}} << u""_s
            << u"/c.db"_s;
    QTest::newRow("variables of a server need its type")
            << u""_s << Environment{{u"DB_HOST"_s, u"h"_s}, {u"DB_NAME"_s, u"market"_s}} << u""_s
            << u"/data/market.db"_s;
    QTest::newRow("URL wins over path") << u""_s
                                        << Environment{{u"DATABASE_URL"_s, u"sqlite:////e.db"_s},
                                                       {u"DATABASE_PATH"_s, u"/p.db"_s}}
                                        << u""_s << u"/e.db"_s;
}

void TestDatabaseConfig::findsTheDatabase()
{
    QFETCH(const QString, commandLine);
    QFETCH(const Environment, environment);
    QFETCH(const QString, settings);
    QFETCH(const QString, path);
    const Result<DatabaseConfig> config = read(commandLine, environment, settings);
    QVERIFY2(config.has_value(), config ? "" : qPrintable(config.error().detail));
    QCOMPARE(config->connection.engine, Engine::Sqlite);
    QCOMPARE(config->connection.path, path);
}

void TestDatabaseConfig::findsTheServer_data()
{
    QTest::addColumn<QString>("commandLine");
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<QString>("settings");
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("password");
    const Environment variables{{u"DATABASE_TYPE"_s, u"postgresql"_s},
                                {u"DB_HOST"_s, u"db.example.com"_s},
                                {u"DB_PORT"_s, u"6543"_s},
                                {u"DB_NAME"_s, u"market"_s},
                                {u"DB_USER"_s, u"me"_s},
                                {u"DB_PASSWORD"_s, u"p/w@d%20"_s}};
    const auto with = [&variables](const Environment &more) { return variables + more; };

    QTest::newRow("variables") << u""_s << variables << u""_s
                               << u"postgresql://me@db.example.com:6543/market verify-full"_s
                               << u"p/w@d%20"_s;
    QTest::newRow("MySQL, as little as possible")
            << u""_s << Environment{{u"DATABASE_TYPE"_s, u"MySQL"_s}, {u"DB_NAME"_s, u"market"_s}}
            << u""_s << u"mariadb://somebody@/market?host=/run/mysqld/mysqld.sock prefer"_s
            << u""_s;
    QTest::newRow("loopback") << u""_s
                              << Environment{{u"DATABASE_TYPE"_s, u"mariadb"_s},
                                             {u"DB_NAME"_s, u"m"_s},
                                             {u"DB_HOST"_s, u"localhost"_s},
                                             {u"DB_USER"_s, u"me"_s}}
                              << u""_s << u"mariadb://me@localhost:3306/m prefer"_s << u""_s;
    QTest::newRow("IPv6") << u""_s << with({{u"DB_HOST"_s, u"2001:db8::7"_s}}) << u""_s
                          << u"postgresql://me@[2001:db8::7]:6543/market verify-full"_s
                          << u"p/w@d%20"_s;
    QTest::newRow("IPv6 in brackets")
            << u""_s << with({{u"DB_HOST"_s, u"[::1]"_s}}) << u""_s
            << u"postgresql://me@[::1]:6543/market prefer"_s << u"p/w@d%20"_s;
    QTest::newRow("a socket") << u""_s << with({{u"DB_HOST"_s, u"/tmp/run"_s}}) << u""_s
                              << u"postgresql://me@:6543/market?host=/tmp/run prefer"_s
                              << u"p/w@d%20"_s;
    QTest::newRow("names are not percent-decoded")
            << u""_s << with({{u"DB_NAME"_s, u"100%25"_s}, {u"DB_USER"_s, u"a@b"_s}}) << u""_s
            << u"postgresql://a%40b@db.example.com:6543/100%2525 verify-full"_s << u"p/w@d%20"_s;
    QTest::newRow("URL wins over variables")
            << u""_s << with({{u"DATABASE_URL"_s, u"postgres://u:own@h/n"_s}}) << u""_s
            << u"postgresql://u@h:5432/n verify-full"_s << u"own"_s;
    QTest::newRow("DB_PASSWORD fills a URL")
            << u""_s
            << Environment{{u"DATABASE_URL"_s, u"mysql://u@h/n"_s}, {u"DB_PASSWORD"_s, u"pw"_s}}
            << u""_s << u"mariadb://u@h:3306/n verify-full"_s << u"pw"_s;
    QTest::newRow("a URL's password wins")
            << u""_s
            << Environment{{u"DATABASE_URL"_s, u"mysql://u:own@h/n"_s}, {u"DB_PASSWORD"_s, u"pw"_s}}
            << u""_s << u"mariadb://u@h:3306/n verify-full"_s << u"own"_s;
    QTest::newRow("DB_PASSWORD fills the command line")
            << u"postgresql://u@h/n"_s << Environment{{u"DB_PASSWORD"_s, u"pw"_s}} << u""_s
            << u"postgresql://u@h:5432/n verify-full"_s << u"pw"_s;
    QTest::newRow("DB_PASSWORD fills the settings")
            << u""_s << Environment{{u"DB_PASSWORD"_s, u"pw"_s}} << u"postgresql://u@h/n"_s
            << u"postgresql://u@h:5432/n verify-full"_s << u"pw"_s;
    QTest::newRow("mysql and mariadb are one")
            << u""_s
            << Environment{{u"DATABASE_URL"_s, u"mysql://u@h/n"_s},
                           {u"DATABASE_TYPE"_s, u"mariadb"_s}}
            << u""_s << u"mariadb://u@h:3306/n verify-full"_s << u""_s;
    QTest::newRow("mariadb and mysql are one")
            << u""_s
            << Environment{{u"DATABASE_URL"_s, u"mariadb://u@h/n"_s},
                           {u"DATABASE_TYPE"_s, u"mysql"_s}}
            << u""_s << u"mariadb://u@h:3306/n verify-full"_s << u""_s;
    QTest::newRow("postgres and postgresql are one")
            << u""_s
            << Environment{{u"DATABASE_URL"_s, u"postgres://u@h/n"_s},
                           {u"DATABASE_TYPE"_s, u"postgresql"_s}}
            << u""_s << u"postgresql://u@h:5432/n verify-full"_s << u""_s;
    QTest::newRow("command line beats the type")
            << u"postgresql://u@h/n"_s << Environment{{u"DATABASE_TYPE"_s, u"sqlite"_s}} << u""_s
            << u"postgresql://u@h:5432/n verify-full"_s << u""_s;
}

void TestDatabaseConfig::findsTheServer()
{
    QFETCH(const QString, commandLine);
    QFETCH(const Environment, environment);
    QFETCH(const QString, settings);
    QFETCH(const QString, server);
    QFETCH(const QString, password);
    const Result<DatabaseConfig> config = read(commandLine, environment, settings);
    QVERIFY2(config.has_value(), config ? "" : qPrintable(errorText(config.error())));
    QCOMPARE(described(config->connection), server);
    QCOMPARE(config->connection.password, password);
}

void TestDatabaseConfig::readsNumbersAndEcho()
{
    const Result<DatabaseConfig> usual = read({}, {});
    QVERIFY(usual);
    QCOMPARE(usual->poolSize, 20);
    QCOMPARE(usual->maxOverflow, 40);
    QVERIFY(!usual->sqlEcho);
    const Result<DatabaseConfig> own = read({}, {{u"DB_POOL_SIZE"_s, u"1000"_s},
                                                 {u"DB_MAX_OVERFLOW"_s, u"0"_s},
                                                 {u"SQL_ECHO"_s, u"True"_s}});
    QVERIFY(own);
    QCOMPARE(own->poolSize, 1000);
    QCOMPARE(own->maxOverflow, 0);
    QVERIFY(own->sqlEcho);
}

void TestDatabaseConfig::refuses_data()
{
    QTest::addColumn<QString>("commandLine");
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<QString>("subject");
    QTest::newRow("no URL") << u"market.db"_s << Environment{} << u"--database"_s;
    QTest::newRow("two slashes") << u"sqlite://market.db"_s << Environment{} << u"--database"_s;
    QTest::newRow("no file") << u"sqlite:///"_s << Environment{} << u"--database"_s;
    QTest::newRow("unknown parameter")
            << u"sqlite:////a.db?cache=1"_s << Environment{} << u"--database"_s;
    QTest::newRow("password on the command line")
            << u"postgresql://me:hunter2@host/db"_s << Environment{} << u"--database"_s;
    QTest::newRow("another scheme")
            << u""_s << Environment{{u"DATABASE_URL"_s, u"oracle://x:hunter2@y"_s}}
            << u"DATABASE_URL"_s;
    QTest::newRow("contradiction") << u""_s
                                   << Environment{{u"DATABASE_URL"_s, u"sqlite:////a.db"_s},
                                                  {u"DATABASE_TYPE"_s, u"mysql"_s}}
                                   << u"DATABASE_TYPE and DATABASE_URL"_s;
    QTest::newRow("unknown type") << u""_s << Environment{{u"DATABASE_TYPE"_s, u"dbase"_s}}
                                  << u"DATABASE_TYPE"_s;
    const auto server = [](const Environment &more) {
        return Environment{{u"DATABASE_TYPE"_s, u"postgresql"_s},
                           {u"DB_HOST"_s, u"h"_s},
                           {u"DB_NAME"_s, u"n"_s},
                           {u"DB_PASSWORD"_s, u"hunter2"_s}} +
               more;
    };
    QTest::newRow("two engines") << u""_s
                                 << Environment{{u"DATABASE_URL"_s, u"mysql://me:hunter2@h/n"_s},
                                                {u"DATABASE_TYPE"_s, u"postgresql"_s}}
                                 << u"DATABASE_TYPE and DATABASE_URL"_s;
    QTest::newRow("no name") << u""_s << server({{u"DB_NAME"_s, u""_s}}) << u"DB_NAME"_s;
    QTest::newRow("host with port")
            << u""_s << server({{u"DB_HOST"_s, u"h:5432"_s}}) << u"DB_HOST"_s;
    QTest::newRow("host is a URL")
            << u""_s << server({{u"DB_HOST"_s, u"postgresql://me:hunter2@h"_s}}) << u"DB_HOST"_s;
    for (const auto &[variable, value] : Environment{{u"DB_PORT"_s, u"0"_s},
                                                     {u"DB_PORT"_s, u"65536"_s},
                                                     {u"DB_PORT"_s, u"x"_s},
                                                     {u"DB_POOL_SIZE"_s, u"0"_s},
                                                     {u"DB_POOL_SIZE"_s, u"1001"_s},
                                                     {u"DB_POOL_SIZE"_s, u"1.5"_s},
                                                     {u"DB_MAX_OVERFLOW"_s, u"-1"_s},
                                                     {u"DB_MAX_OVERFLOW"_s, u"1001"_s}}) {
        QTest::newRow(qPrintable(variable + u' ' + value))
                << u""_s << server({{variable, value}}) << variable;
        QTest::newRow(qPrintable(variable + u' ' + value + u" on SQLite"_s))
                << u""_s << Environment{{variable, value}} << variable;
    }
    QTest::newRow("echo") << u""_s << Environment{{u"SQL_ECHO"_s, u"loud"_s}} << u"SQL_ECHO"_s;
}

void TestDatabaseConfig::refuses()
{
    QFETCH(const QString, commandLine);
    QFETCH(const Environment, environment);
    QFETCH(const QString, subject);
    const Result<DatabaseConfig> config = read(commandLine, environment);
    QVERIFY(!config);
    QCOMPARE(config.error().kind, Error::Kind::Configuration);
    QCOMPARE(config.error().subject, subject);
    QVERIFY2(!config.error().detail.contains(u"hunter2"), "a secret is in the error");
}

// A secret that landed in the wrong variable.
void TestDatabaseConfig::tellsNoSecret_data()
{
    QTest::addColumn<QString>("variable");
    for (const QString &variable :
         {u"DATABASE_URL"_s, u"DATABASE_TYPE"_s, u"DB_PORT"_s, u"DB_HOST"_s, u"DB_POOL_SIZE"_s,
          u"DB_MAX_OVERFLOW"_s, u"SQL_ECHO"_s})
        QTest::newRow(qPrintable(variable)) << variable;
}

void TestDatabaseConfig::tellsNoSecret()
{
    QFETCH(const QString, variable);
    const Result<DatabaseConfig> config = read({}, {{u"DATABASE_TYPE"_s, u"postgresql"_s},
                                                    {u"DB_NAME"_s, u"n"_s},
                                                    {u"DB_PASSWORD"_s, u"hunter2"_s},
                                                    {variable, u"hunter2 %68unter2"_s}});
    QVERIFY(!config);
    const QString said = errorText(config.error()) + config.error().detail;
    QVERIFY2(!said.contains("unter2"_L1), qPrintable(said));
    QCOMPARE(config.error().subject, variable);
}

void TestDatabaseConfig::namesBothOfAContradiction()
{
    const Result<DatabaseConfig> config =
            read({}, {{u"DATABASE_URL"_s, u"postgresql://me:hunter2@h/n"_s},
                      {u"DATABASE_TYPE"_s, u"mysql"_s}});
    QVERIFY(!config);
    QCOMPARE(errorText(config.error()),
             u"DATABASE_TYPE and DATABASE_URL cannot be used: they contradict each other, mariadb "
             "and postgresql; keep one of the two variables."_s);
}

void TestDatabaseConfig::sendsAPasswordElsewhere()
{
    const Result<DatabaseConfig> config = read(u"postgresql://me:hunter2@h/n"_s, {});
    QVERIFY(!config);
    const QString said = errorText(config.error());
    QVERIFY2(said.startsWith("--database cannot be used: "_L1) &&
                     said.contains("credentials set"_L1) && said.contains("DB_PASSWORD"_L1),
             qPrintable(said));
}

QTEST_APPLESS_MAIN(TestDatabaseConfig)
#include "tst_databaseconfig.moc"
