// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/engines.h"

#include <QElapsedTimer>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace {

// A connection through Qt's driver alone.
class Client final
{
public:
    explicit Client(const ConnectionSpec &spec)
        : m_name{u"client-%1"_s.arg(quintptr(this))}
    {
        QSqlDatabase client = QSqlDatabase::addDatabase(
                spec.engine == Engine::PostgreSql ? u"QPSQL"_s : u"QMYSQL"_s, m_name);
        if (spec.engine == Engine::MariaDb && spec.host.startsWith(u'/'))
            client.setConnectOptions(u"UNIX_SOCKET="_s + spec.host);
        else
            client.setHostName(spec.host);
        client.setPort(spec.port);
        client.setDatabaseName(spec.databaseName);
        client.setUserName(spec.user);
        client.setPassword(spec.password);
        if (!client.open())
            m_error = client.lastError().text();
    }
    ~Client() { QSqlDatabase::removeDatabase(m_name); }
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    [[nodiscard]] const QString &error() const { return m_error; }
    bool run(const QString &statement)
    {
        QSqlQuery query{QSqlDatabase::database(m_name, false)};
        m_value.clear();
        if (!query.exec(statement)) {
            m_error = query.lastError().text();
            return false;
        }
        if (query.next())
            m_value = query.value(0).toString();
        return true;
    }
    [[nodiscard]] QString value(const QString &statement)
    {
        return run(statement) ? m_value : m_error;
    }

private:
    QString m_name;
    QString m_error;
    QString m_value;
};

} // namespace

class TestServerDatabase final : public QObject
{
    Q_OBJECT

private slots:
    void eachHasItsOwn_data() { addServerRows(); }
    void eachHasItsOwn();
    void goesWhileItIsUsed_data() { addServerRows(); }
    void goesWhileItIsUsed();
    void serversAreAsTheTestsNeedThem_data() { addServerRows(); }
    void serversAreAsTheTestsNeedThem();
    void answersOnItsSocket_data() { addServerRows(); }
    void answersOnItsSocket();
    void aPrivateServerComesBack_data();
    void aPrivateServerComesBack();
    void everyEngineHasADatabase_data() { addEngineRows(); }
    void everyEngineHasADatabase();
};

void TestServerDatabase::eachHasItsOwn()
{
    QFETCH(const Engine, engine);
    const ServerDatabase one{engine};
    const ServerDatabase other{engine};
    QVERIFY(one.spec().databaseName.startsWith("app_"_L1));
    QVERIFY(one.spec().databaseName != other.spec().databaseName);
    QVERIFY(one.url().contains(u':' + one.spec().password + u'@'));
    Client first{one.spec()};
    QCOMPARE(first.error(), QString{});
    QVERIFY(first.run(u"CREATE TABLE kept (id INTEGER)"_s));
    Client second{other.spec()};
    QVERIFY(!second.run(u"SELECT * FROM kept"_s));
}

void TestServerDatabase::goesWhileItIsUsed()
{
    QFETCH(const Engine, engine);
    auto database = std::make_unique<ServerDatabase>(engine);
    const ConnectionSpec spec = database->spec();
    Client client{spec};
    QVERIFY(client.run(u"CREATE TABLE kept (id INTEGER)"_s));
    QVERIFY(client.run(u"BEGIN"_s));
    QVERIFY(client.run(u"INSERT INTO kept VALUES (1)"_s));
    QElapsedTimer timer;
    timer.start();
    database.reset();
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!client.run(u"SELECT 1"_s));
    QVERIFY(!Client{spec}.error().isEmpty());
}

void TestServerDatabase::serversAreAsTheTestsNeedThem()
{
    QFETCH(const Engine, engine);
    const ServerDatabase database{engine};
    Client client{database.spec()};
    const QString limit = engine == Engine::PostgreSql ? u"SHOW max_connections"_s
                                                       : u"SELECT @@max_connections"_s;
    QVERIFY(client.value(limit).toInt() >= 200);
    if (engine == Engine::MariaDb) {
        QCOMPARE(client.value(u"SELECT @@local_infile"_s), u"1"_s);
        QVERIFY(client.run(u"CREATE TABLE kept (id INTEGER)"_s));
        QVERIFY2(client.run(u"CREATE TRIGGER stays BEFORE DELETE ON kept FOR EACH ROW SIGNAL "
                            "SQLSTATE '45000' SET MESSAGE_TEXT = 'kept'"_s),
                 qPrintable(client.error()));
    }
}

void TestServerDatabase::answersOnItsSocket()
{
    QFETCH(const Engine, engine);
    const TestServer server = TestServer::shared(engine);
    ConnectionSpec spec = server.user();
    spec.host = server.socket();
    Client client{spec};
    QCOMPARE(client.error(), QString{});
    QCOMPARE(client.value(u"SELECT 1"_s), u"1"_s);
}

void TestServerDatabase::aPrivateServerComesBack_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<bool>("crash");
    QTest::newRow("postgresql stops") << Engine::PostgreSql << false;
    QTest::newRow("postgresql crashes") << Engine::PostgreSql << true;
    QTest::newRow("mariadb stops") << Engine::MariaDb << false;
    QTest::newRow("mariadb crashes") << Engine::MariaDb << true;
}

void TestServerDatabase::aPrivateServerComesBack()
{
    QFETCH(const Engine, engine);
    QFETCH(const bool, crash);
    PrivateServer server{engine};
    const ServerDatabase database{server.settings()};
    Client before{database.spec()};
    QVERIFY(before.run(u"CREATE TABLE kept (id INTEGER)"_s));
    crash ? server.kill() : server.stop();
    QVERIFY(!before.run(u"SELECT 1"_s));
    QVERIFY(!Client{database.spec()}.error().isEmpty());
    server.start();
    Client after{database.spec()};
    QCOMPARE(after.error(), QString{});
    QCOMPARE(after.value(u"SELECT count(*) FROM kept"_s), u"0"_s);
}

void TestServerDatabase::everyEngineHasADatabase()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    QCOMPARE(database.spec().engine, engine);
    QVERIFY(database.url().startsWith(engineName(engine) + "://"_L1));
}

QTEST_GUILESS_MAIN(TestServerDatabase)
#include "tst_serverdatabase.moc"
