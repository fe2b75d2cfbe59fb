// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sqllog.h"
#include "db/statements.h"
#include "db/transaction.h"
#include "tests/support/engines.h"
#include "tests/support/verifyresult.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <cmath>
#include <limits>
#include <thread>

using namespace Qt::Literals::StringLiterals;

// What every engine's connection does alike. Runs on real servers.
class TestConnection : public QObject
{
    Q_OBJECT

private slots:
    void keepsValues_data() { addEngineRows(); }
    void keepsValues();
    void streamsWhatStatementsRead_data() { addEngineRows(); }
    void streamsWhatStatementsRead();
    void leavesAStreamInTheMiddle_data() { addEngineRows(); }
    void leavesAStreamInTheMiddle();
    void insertsOrNotOrUpdates_data() { addEngineRows(); }
    void insertsOrNotOrUpdates();
    void rollsBackWhatWasNotCommitted_data() { addEngineRows(); }
    void rollsBackWhatWasNotCommitted();
    void letsOneWriterInAtATime_data() { addEngineRows(); }
    void letsOneWriterInAtATime();
    void readsOneMoment_data() { addEngineRows(); }
    void silentWriterLosesItsPlace_data() { addServerRows(); }
    void silentWriterLosesItsPlace();
    void readsOneMoment();
    void cancelsWithinASecond_data() { addEngineRows(); }
    void cancelsWithinASecond();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void refusesToWriteReadOnly_data() { addEngineRows(); }
    void refusesToWriteReadOnly();
    void saysWhatIsAtTheOtherEnd_data() { addEngineRows(); }
    void saysWhatIsAtTheOtherEnd();
    void echoesEveryStatement_data() { addEngineRows(); }
    void echoesEveryStatement();

private:
    [[nodiscard]] static std::unique_ptr<Connection> open(const ConnectionSpec &spec);
    static void makeTable(const Connection &connection);
};

std::unique_ptr<Connection> TestConnection::open(const ConnectionSpec &spec)
{
    Result<std::unique_ptr<Connection>> connection = Connection::open(spec);
    if (!connection)
        qFatal("%s", qPrintable(connection.error().detail));
    return std::move(*connection);
}

void TestConnection::makeTable(const Connection &connection)
{
    const QString sql = [&] {
        switch (connection.engine()) {
        case Engine::Sqlite:
            return u"CREATE TABLE t (k TEXT PRIMARY KEY, n INTEGER, r REAL, p TEXT, at INTEGER, "
                   "yes INTEGER) STRICT"_s;
        case Engine::PostgreSql:
            return u"CREATE TABLE t (k VARCHAR(200) COLLATE \"C\" PRIMARY KEY, n BIGINT, r DOUBLE "
                   "PRECISION, p NUMERIC(20,8), at TIMESTAMPTZ(3), yes BOOLEAN)"_s;
        case Engine::MariaDb:
            break;
        }
        return u"CREATE TABLE t (k VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PRIMARY "
               "KEY, n BIGINT, r DOUBLE, p DECIMAL(20,8), at DATETIME(3), yes TINYINT(1)) "
               "ENGINE=InnoDB"_s;
    }();
    const Result<> made = connection.execute(sql);
    QVERIFY2(made, qPrintable(made ? QString{} : made.error().detail));
}

void TestConnection::keepsValues()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = open(database.spec());
    makeTable(*connection);
    Statements statements{*connection};

    struct Row {
        QString key;
        qint64 number;
        double real;
        Price price;
        qint64 time;
    };
    const auto price = [](const QString &text) { return *Price::parse(text); };
    const QList<Row> rows{
            {u"plain"_s, 1, 0.1, price(u"1.5"_s), 1'763'604'900'123},
            {u"largest"_s, std::numeric_limits<qint64>::max(), 1.7976931348623157e308,
             price(u"999999999999.99999999"_s), 253'402'300'799'999},
            {u"smallest"_s, std::numeric_limits<qint64>::min() + 1, 5e-324, price(u"0.00000001"_s),
             -62'135'596'800'000},
            {u"before 1970"_s, -1, -0.30000000000000004, price(u"0.00000799"_s), -1},
            // Sydney's clocks have no 02:30 on this day.
            {u"skipped hour"_s, 0, 123456789.12345679, price(u"67123.12345678"_s),
             1'759'591'800'000},
            {u"quote ' \" ` \\ % _ tab\tline\n\u20ac\U0001F680"_s, 7, 1e-300, price(u"1"_s), 0},
    };
    for (const Row &row : rows) {
        const Result<int> changed = statements.change(
                u"INSERT INTO t (k, n, r, p, at, yes) VALUES (?, ?, ?, ?, ?, ?)"_s,
                {row.key, row.number, row.real, row.price, SqlValue::Time{row.time}, u"1"_s});
        QVERIFY2(changed, qPrintable(changed ? QString{} : changed.error().detail));
        QCOMPARE(*changed, 1);
    }
    for (const Row &row : rows) {
        Result<Rows> found =
                statements.run(u"SELECT k, n, r, p, at, yes FROM t WHERE k = ? AND n = ?"_s,
                               {row.key, row.number});
        QVERIFY2(found, qPrintable(found ? QString{} : found.error().detail));
        QVERIFY(found->next());
        QCOMPARE(found->text(0), row.key);
        QCOMPARE(found->integer(1), row.number);
        QVERIFY(found->real(2) == row.real);
        QCOMPARE(found->price(3)->toString(), row.price.toString());
        QCOMPARE(found->timeMs(4), row.time);
        QCOMPARE(found->integer(5), 1);
        QVERIFY(!found->next());
    }
    QVERIFY(statements.change(u"INSERT INTO t (k, n, r, p, at) VALUES (?, ?, ?, ?, ?)"_s,
                              {u""_s, SqlValue{}, SqlValue{}, QString{}, QDateTime{}}));
    Result<Rows> empty = statements.run(u"SELECT k, n, r, p, at FROM t WHERE k = ''"_s);
    QVERIFY(empty && empty->next());
    QVERIFY(!empty->isNull(0));
    for (int column = 1; column < 5; ++column)
        QVERIFY(empty->isNull(column));
    QVERIFY(!empty->time(4).isValid());
}

void TestConnection::streamsWhatStatementsRead()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = open(database.spec());
    makeTable(*connection);
    Statements statements{*connection};
    const QString odd = u"\\N tab\t line\n return\r \\ back \u20ac"_s;
    QVERIFY(statements.change(u"INSERT INTO t (k, n, r, p, at, yes) VALUES (?, ?, ?, ?, ?, ?)"_s,
                              {odd, 5, 0.1, *Price::parse(u"0.00000001"_s),
                               SqlValue::Time{1'763'604'900'123}, u"0"_s}));
    QVERIFY(statements.change(u"INSERT INTO t (k) VALUES (?)"_s, {u"zz"_s}));
    const auto rows = connection->stream(u"SELECT k, n, r, p, at, yes FROM t ORDER BY k"_s);
    QVERIFY2(rows, qPrintable(rows ? QString{} : rows.error().detail));
    QVERIFY((*rows)->next());
    const std::span<const Cell> row = (*rows)->row();
    QCOMPARE(QString::fromUtf8(row[0].text), odd);
    QCOMPARE(row[1].integer, 5);
    QVERIFY(row[2].kind == Cell::Kind::Real && row[2].real == 0.1);
    QVERIFY(row[3].kind == Cell::Kind::Text);
    QCOMPARE(row[3].text.toByteArray(), "0.00000001");
    QVERIFY(row[4].kind == Cell::Kind::Integer && row[4].integer == 1'763'604'900'123);
    QVERIFY(row[5].kind == Cell::Kind::Integer && row[5].integer == 0);
    QVERIFY((*rows)->next());
    QVERIFY((*rows)->row()[1].kind == Cell::Kind::Null);
    QVERIFY(!(*rows)->next());
    QVERIFY((*rows)->end());
}

void TestConnection::leavesAStreamInTheMiddle()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = open(database.spec());
    makeTable(*connection);
    QVERIFY(connection->execute(u"INSERT INTO t (k) VALUES ('0'), ('1'), ('2'), ('3')"_s));
    {
        const auto rows = connection->stream(u"SELECT a.k FROM t a, t b, t c, t d, t e"_s);
        QVERIFY(rows && (*rows)->next());
    }
    const auto counted = connection->stream(u"SELECT COUNT(*) FROM t"_s);
    QVERIFY2(counted, qPrintable(counted ? QString{} : counted.error().detail));
    QVERIFY((*counted)->next());
    QCOMPARE((*counted)->row()[0].integer, 4);
}

void TestConnection::insertsOrNotOrUpdates()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = open(database.spec());
    makeTable(*connection);
    Statements statements{*connection};
    const QString insert = u"INSERT INTO t (k, n) VALUES (?, ?)"_s;
    const QString orNothing = insert + connection->dialect().orNothing(u"k"_s);
    const QString orUpdate = insert + connection->dialect().orUpdate(u"k"_s, {u"n"_s});
    QCOMPARE(*statements.change(orNothing, {u"a"_s, 1}), 1);
    QCOMPARE(*statements.change(orNothing, {u"a"_s, 2}), 0);
    QVERIFY(statements.change(orUpdate, {u"a"_s, 3}));
    QVERIFY(statements.change(orUpdate, {u"b"_s, 4}));
    const Result<int> refused = statements.change(insert, {u"a"_s, 5});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Constraint);
    Result<Rows> rows = statements.run(u"SELECT n FROM t ORDER BY k"_s);
    QVERIFY(rows && rows->next());
    QCOMPARE(rows->integer(0), 3);
    QVERIFY(rows->next());
    QCOMPARE(rows->integer(0), 4);
}

void TestConnection::rollsBackWhatWasNotCommitted()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = open(database.spec());
    makeTable(*connection);
    Statements statements{*connection};
    {
        Transaction transaction{*connection};
        QVERIFY(transaction.begin());
        QVERIFY(statements.change(u"INSERT INTO t (k) VALUES ('gone')"_s));
    }
    {
        Transaction transaction{*connection};
        QVERIFY(transaction.begin());
        QVERIFY(statements.change(u"INSERT INTO t (k) VALUES ('kept')"_s));
        QVERIFY(transaction.commit());
    }
    Result<Rows> rows = statements.run(u"SELECT k FROM t"_s);
    QVERIFY(rows && rows->next());
    QCOMPARE(rows->text(0), u"kept"_s);
    QVERIFY(!rows->next());
}

void TestConnection::letsOneWriterInAtATime()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto first = open(database.spec());
    makeTable(*first);
    ConnectionSpec impatient = database.spec();
    impatient.busyTimeout = std::chrono::milliseconds{200};
    const auto second = open(impatient);

    Transaction one{*first};
    QVERIFY(one.begin());
    {
        Transaction two{*second};
        const Result<> refused = two.begin();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Busy);
    }
    QVERIFY(one.commit());
    Transaction two{*second};
    QVERIFY(two.begin());
    QVERIFY(two.commit());
}

// A program that is stopped in the middle of a write.
void TestConnection::silentWriterLosesItsPlace()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    ConnectionSpec brief = database.spec();
    brief.idleInTransaction = std::chrono::seconds{1};
    const auto silent = open(brief);
    makeTable(*silent);
    VERIFY_RESULT(silent->execute(u"INSERT INTO t (k, n) VALUES ('a', 1)"_s));
    VERIFY_RESULT(silent->beginWrite());
    VERIFY_RESULT(silent->execute(u"UPDATE t SET n = 2 WHERE k = 'a'"_s));

    ConnectionSpec patient = database.spec();
    patient.busyTimeout = std::chrono::seconds{20};
    VERIFY_RESULT(open(patient)->execute(u"UPDATE t SET n = n + 10 WHERE k = 'a'"_s));
    const Result<> late = silent->commit();
    QVERIFY(!late);
    QCOMPARE(late.error().kind, Error::Kind::Lost);
    const auto reader = open(database.spec());
    const auto rows = reader->stream(u"SELECT n FROM t"_s);
    QVERIFY(rows && (*rows)->next());
    QCOMPARE((*rows)->row()[0].integer, 11);
}

void TestConnection::readsOneMoment()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto reader = open(database.spec());
    const auto writer = open(database.spec());
    makeTable(*writer);
    Transaction snapshot{*reader};
    QVERIFY(snapshot.beginSnapshot());
    QVERIFY(writer->execute(u"INSERT INTO t (k) VALUES ('later')"_s));
    const auto rows = reader->stream(u"SELECT k FROM t"_s);
    QVERIFY(rows && !(*rows)->next());
}

void TestConnection::cancelsWithinASecond()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto watcher = open(database.spec());
    makeTable(*watcher);
    QVERIFY(watcher->execute(u"INSERT INTO t (k) VALUES ('0'), ('1'), ('2'), ('3'), ('4'), ('5'), "
                             "('6'), ('7'), ('8'), ('9')"_s));
    const QString endless =
            u"SELECT COUNT(*) FROM t a, t b, t c, t d, t e, t f, t g, t h, t i, t j, "
            "t k, t l"_s;
    std::atomic<bool> isRunning = false;
    std::unique_ptr<StatementCanceller> canceller;
    Error::Kind kind = Error::Kind::Unknown;
    std::thread worker{[&] {
        const auto connection = open(database.spec());
        canceller = connection->canceller();
        isRunning = true;
        const Result<> done = connection->execute(endless);
        kind = done ? Error::Kind::Unknown : done.error().kind;
    }};
    QTRY_VERIFY(isRunning);
    // Whether the server works on it, as the server says.
    const auto works = [&] {
        if (engine == Engine::Sqlite)
            return isRunning.load();
        Statements statements{*watcher};
        Result<Rows> rows = statements.run(
                engine == Engine::PostgreSql
                        ? u"SELECT COUNT(*) FROM pg_stat_activity WHERE state = 'active' "
                          "AND query LIKE 'SELECT COUNT(*) FROM t a%' AND datname = current_database()"_s
                        : u"SELECT COUNT(*) FROM information_schema.processlist WHERE db = "
                          "DATABASE() AND info LIKE 'SELECT COUNT(*) FROM t a%'"_s);
        return rows && rows->next() && rows->integer(0) == 1;
    };
    QTRY_VERIFY(works());
    QElapsedTimer timer;
    timer.start();
    canceller->cancel();
    worker.join();
    isRunning = false;
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(kind, Error::Kind::Cancelled);
    // A server's list of what it does comes after the answer.
    QTRY_VERIFY_WITH_TIMEOUT(!works(), 1000);
    canceller->cancel(); // nobody is there any more
}

void TestConnection::tellsWhatIsWrong_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<QString>("what");
    QTest::addColumn<Error::Kind>("kind");

    for (const Engine engine : {Engine::PostgreSql, Engine::MariaDb}) {
        const QByteArray name = engineName(engine).toLatin1();
        QTest::newRow(name + ": no password") << engine << u"none"_s << Error::Kind::LoginRefused;
        QTest::newRow(name + ": wrong password")
                << engine << u"password"_s << Error::Kind::LoginRefused;
        QTest::newRow(name + ": wrong user") << engine << u"user"_s << Error::Kind::LoginRefused;
        QTest::newRow(name + ": no such database")
                << engine << u"database"_s << Error::Kind::NoDatabase;
        QTest::newRow(name + ": wrong port") << engine << u"port"_s << Error::Kind::Unreachable;
        QTest::newRow(name + ": no such host") << engine << u"host"_s << Error::Kind::Unreachable;
        QTest::newRow(name + ": certificate of nobody known")
                << engine << u"tls"_s << Error::Kind::Tls;
    }
}

void TestConnection::tellsWhatIsWrong()
{
    QFETCH(const Engine, engine);
    QFETCH(const QString, what);
    QFETCH(const Error::Kind, kind);
    const TestDatabase database{engine};
    ConnectionSpec spec = database.spec();
    if (what == u"none")
        spec.password.clear();
    else if (what == u"password")
        spec.password = u"canary-5f2a"_s;
    else if (what == u"user")
        spec.user = u"nobody"_s;
    else if (what == u"database")
        spec.databaseName = u"app_is_not_there"_s;
    else if (what == u"port")
        spec.port = 1;
    else if (what == u"host")
        spec.host = u"host.invalid"_s;
    else
        spec.tls = TlsMode::VerifyFull;
    const auto connection = Connection::open(spec);
    QVERIFY(!connection);
    QCOMPARE(connection.error().kind, kind);
    QVERIFY(!connection.error().detail.isEmpty());
    QVERIFY(spec.password.isEmpty() || !connection.error().detail.contains(spec.password));
    QCOMPARE(connection.error().subject, spec.location());
}

void TestConnection::refusesToWriteReadOnly()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    makeTable(*open(database.spec()));
    ConnectionSpec spec = database.spec();
    spec.readOnly = true;
    const auto connection = open(spec);
    const Result<> refused = connection->execute(u"INSERT INTO t (k) VALUES ('x')"_s);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::ReadOnly);
}

void TestConnection::saysWhatIsAtTheOtherEnd()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const ServerInfo info = open(database.spec())->serverInfo();
    QVERIFY(!info.product.isEmpty());
    QVERIFY(info.version.contains(u'.'));
    if (engine != Engine::Sqlite)
        QVERIFY2(info.tls.startsWith(u"TLSv1"), qPrintable(info.tls)); // preferred, and offered
    if (engine != Engine::Sqlite) {
        ConnectionSpec plain = database.spec();
        plain.tls = TlsMode::Disable;
        QCOMPARE(open(plain)->serverInfo().tls, QString{});
        ConnectionSpec checked = database.spec();
        checked.tls = TlsMode::VerifyFull;
        checked.tlsRootCertificate =
                qEnvironmentVariable(engine == Engine::PostgreSql ? "TIDEMARK_TEST_POSTGRESQL_CA"
                                                                  : "TIDEMARK_TEST_MARIADB_CA");
        QVERIFY(!open(checked)->serverInfo().tls.isEmpty());
    }
    QVERIFY(open(database.spec())->ping());
}

// Of streams and loaders, too, and never a value.
void TestConnection::echoesEveryStatement()
{
    static QString log;
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = open(database.spec());
    makeTable(*connection);
    log.clear();
    const QtMessageHandler before =
            qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &text) {
                log += text + u'\n';
            });
    echoStatements();
    {
        QVERIFY(connection->beginWrite());
        const auto loader = connection->loader(u"t"_s, {u"k"_s, u"n"_s});
        QVERIFY(loader);
        const std::array row{Cell::ofText("canary"), Cell::ofInteger(4711)};
        QVERIFY((*loader)->append(row));
        QVERIFY((*loader)->finish());
    }
    QVERIFY(connection->commit());
    {
        const auto rows = connection->stream(u"SELECT k FROM t WHERE k = 'canary' AND n = 4711"_s);
        QVERIFY(rows && (*rows)->next());
    }
    QLoggingCategory::setFilterRules({});
    qInstallMessageHandler(before);
    QVERIFY2(log.contains(u"SELECT k FROM t WHERE k = ? AND n = ?"_s), qPrintable(log));
    QVERIFY2(log.contains(u"(\"k\", \"n\")"_s), qPrintable(log));
    QVERIFY2(!log.contains(u"canary"_s) && !log.contains(u"4711"_s), qPrintable(log));
}

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
