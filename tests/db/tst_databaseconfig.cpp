// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/databaseconfig.h"

#include <QDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

using Environment = QList<std::pair<QString, QString>>;
Q_DECLARE_METATYPE(Environment)

class TestDatabaseConfig : public QObject
{
    Q_OBJECT

private slots:
    void findsTheDatabase_data();
    void findsTheDatabase();
    void refuses_data();
    void refuses();
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
    QCOMPARE(config->connection.path, path);
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

QTEST_APPLESS_MAIN(TestDatabaseConfig)
#include "tst_databaseconfig.moc"
