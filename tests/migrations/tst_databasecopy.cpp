// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bulk/rownumbers.h"
#include "db/databaseurl.h"
#include "db/schema/inspection.h"
#include "migrations/copy/databasecopy.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/movedrows.h"

#include <QCoreApplication>
#include <QProcess>

#include <csignal>

using namespace Qt::Literals::StringLiterals;

// Real databases of all engines, and a copying process that is killed: this program itself.
class TestDatabaseCopy : public QObject
{
    Q_OBJECT

private slots:
    void keepsEveryCell_data();
    void keepsEveryCell();
    void goesOnAfterAKill_data();
    void goesOnAfterAKill();
    void copiesAgainWhatChangedMeanwhile();
    void namesATableThatKeepsDiffering();
    void numbersGoOnAsInTheSource();
    void copiesAnOlderVersion();
    void refusesRowsOfOthers();
    void refusesItself();
    void refusesAnotherUnfinishedCopy();
    void leavesNoColumnBehind();
    void stopsWhenTold();

private:
    static void copyUnderKills(const QString &sourceUrl, const TestDatabase &target, int &kills);
};

namespace {

using ConnectionPointer = std::unique_ptr<Connection>;

ConnectionPointer opened(const ConnectionSpec &spec)
{
    auto connection = Connection::open(spec);
    if (!connection)
        qFatal("%s", qPrintable(connection.error().detail));
    return std::move(*connection);
}

Result<QList<CopiedTable>> copy(const ConnectionSpec &from, const ConnectionSpec &to,
                                const CopyOptions &options = {})
{
    const ConnectionPointer source = opened(from);
    const ConnectionPointer target = opened(to);
    return copyDatabase(*source, *target, options);
}

QString told(const Result<QList<CopiedTable>> &copied)
{
    return copied ? QString{} : copied.error().subject + u": "_s + copied.error().detail;
}

QHash<QString, QString> checksums(const QList<CopiedTable> &tables)
{
    QHash<QString, QString> sums;
    for (const CopiedTable &table : tables)
        sums.insert(table.table, table.target.toHex());
    return sums;
}

// What a table holds, proven by itself.
QString checksumOf(const ConnectionSpec &spec, const QString &table, const QStringList &columns)
{
    const ConnectionPointer connection = opened(spec);
    const Result<TableProof> proof = proveTable(*connection, table, columns);
    return proof ? proof->checksum.toHex() : proof.error().detail;
}

// Copies and dies right before the nth question of the progress handler; 0: never.
int runChild(const QStringList &arguments)
{
    const Result<ConnectionSpec> from = parseDatabaseUrl(qEnvironmentVariable("COPY_FROM"), u"a"_s);
    const Result<ConnectionSpec> to = parseDatabaseUrl(qEnvironmentVariable("COPY_TO"), u"b"_s);
    const int dieAt = arguments.value(2).toInt();
    int asked = 0;
    const Result<QList<CopiedTable>> copied = copy(*from, *to,
                                                   {[&](const CopyProgress &) {
                                                        if (++asked == dieAt)
                                                            std::raise(SIGKILL);
                                                        return true;
                                                    },
                                                    200});
    if (!copied)
        qWarning("%s", qPrintable(told(copied)));
    return copied ? 0 : 1;
}

} // namespace

void TestDatabaseCopy::keepsEveryCell_data()
{
    QTest::addColumn<QList<Engine>>("way");

    QTest::newRow("SQLite, PostgreSQL, MariaDB, SQLite")
            << QList{Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb, Engine::Sqlite};
    QTest::newRow("SQLite, MariaDB, PostgreSQL, SQLite")
            << QList{Engine::Sqlite, Engine::MariaDb, Engine::PostgreSql, Engine::Sqlite};
    QTest::newRow("each to its own kind")
            << QList{Engine::Sqlite,     Engine::Sqlite,  Engine::PostgreSql,
                     Engine::PostgreSql, Engine::MariaDb, Engine::MariaDb};
}

void TestDatabaseCopy::keepsEveryCell()
{
    QFETCH(const QList<Engine>, way);

    std::vector<std::unique_ptr<TestDatabase>> databases;
    databases.push_back(std::make_unique<TestDatabase>(way.constFirst()));
    fillWithMovedRows(databases.front()->spec(), 2000);
    QHash<QString, QString> first;
    for (qsizetype step = 1; step < way.size(); ++step) {
        databases.push_back(std::make_unique<TestDatabase>(way[step]));
        const ConnectionSpec to = databases.back()->spec();
        const Result<QList<CopiedTable>> copied =
                copy((*(databases.end() - 2))->spec(), to, {{}, 300});
        QVERIFY2(copied, qPrintable(told(copied)));
        QCOMPARE(copied->size(), movedTables().size());
        for (const CopiedTable &table : *copied) {
            QVERIFY2(table.rows > 0, qPrintable(table.table));
            QCOMPARE(table.source, table.target);
            QCOMPARE(checksumOf(to, table.table, table.columns), table.target.toHex());
        }
        if (first.isEmpty())
            first = checksums(*copied);
        QCOMPARE(checksums(*copied), first);
        QCOMPARE(*tableExists(*opened(to), u"tidemark_copy"_s), false);
    }
}

void TestDatabaseCopy::goesOnAfterAKill_data()
{
    QTest::addColumn<Engine>("from");
    QTest::addColumn<Engine>("to");

    QTest::newRow("SQLite to PostgreSQL") << Engine::Sqlite << Engine::PostgreSql;
    QTest::newRow("PostgreSQL to MariaDB") << Engine::PostgreSql << Engine::MariaDb;
    QTest::newRow("MariaDB to SQLite") << Engine::MariaDb << Engine::Sqlite;
}

// Kills the copying process between two chunks, and at any moment, in turn, until one gets through.
void TestDatabaseCopy::copyUnderKills(const QString &sourceUrl, const TestDatabase &target,
                                      int &kills)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"COPY_FROM"_s, sourceUrl);
    environment.insert(u"COPY_TO"_s, target.url());

    // Between two chunks, and at any moment, in turn.
    for (bool isDone = false; !isDone;) {
        QProcess child;
        child.setProcessEnvironment(environment);
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        const bool byItself = kills % 2 == 0 && kills < 40;
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--copy"_s, byItself ? QString::number(3 + kills / 8) : u"0"_s});
        QVERIFY(child.waitForStarted());
        if (!byItself && kills < 40 && !child.waitForFinished(60 + kills * 7))
            child.kill();
        QVERIFY(child.state() == QProcess::NotRunning || child.waitForFinished(60'000));
        isDone = child.exitStatus() == QProcess::NormalExit;
        // One that was killed right after its last word is done, and there is nothing to go on
        // with.
        if (isDone)
            QVERIFY(child.exitCode() == 0 ||
                    !*tableExists(*opened(target.spec()), u"tidemark_copy"_s));
        else
            ++kills;
    }
}

void TestDatabaseCopy::goesOnAfterAKill()
{
    QFETCH(const Engine, from);
    QFETCH(const Engine, to);

    const TestDatabase file{Engine::Sqlite};
    fillWithMovedRows(file.spec(), 4000);
    std::optional<TestDatabase> server;
    QString sourceUrl = file.url();
    if (from != Engine::Sqlite) {
        server.emplace(from);
        const auto moved = copy(file.spec(), server->spec());
        QVERIFY2(moved, qPrintable(told(moved)));
        sourceUrl = server->url();
    }
    // A copy that was quick to end is begun anew elsewhere, until it was killed often enough.
    int kills = 0;
    while (kills < 20) {
        const TestDatabase target{to};
        copyUnderKills(sourceUrl, target, kills);
        if (QTest::currentTestFailed())
            return;
        for (const QString &table : movedTables()) {
            const QStringList columns = columnsOf(file.spec(), table);
            QCOMPARE(checksumOf(target.spec(), table, columns),
                     checksumOf(file.spec(), table, columns));
        }
    }
    qInfo("killed %d times", kills);
}

void TestDatabaseCopy::copiesAgainWhatChangedMeanwhile()
{
    const TestDatabase source{Engine::Sqlite};
    fillWithMovedRows(source.spec(), 1000);
    const TestDatabase target{Engine::PostgreSql};
    // A copy that stops in the middle, and a parent and a quote that change until it goes on.
    const auto stopped =
            copy(source.spec(), target.spec(),
                 {[](const CopyProgress &state) { return state.tableNumber < state.tables; }, 100});
    QCOMPARE(stopped.error().kind, Error::Kind::Cancelled);
    const ConnectionPointer change = opened(source.spec());
    QVERIFY(change->execute(u"UPDATE assets SET name = 'other' WHERE instrument_id = 1"_s));
    QVERIFY(change->execute(u"DELETE FROM price_data_5min WHERE id = 7"_s));
    const auto copied = copy(source.spec(), target.spec(), {{}, 100});
    QVERIFY2(copied, qPrintable(told(copied)));
    for (const CopiedTable &table : *copied)
        QCOMPARE(checksumOf(target.spec(), table.table, table.columns),
                 checksumOf(source.spec(), table.table, table.columns));
}

void TestDatabaseCopy::namesATableThatKeepsDiffering()
{
    const TestDatabase source{Engine::Sqlite};
    fillWithMovedRows(source.spec(), 100);
    const TestDatabase target{Engine::PostgreSql};
    const ConnectionPointer other = opened(target.spec());
    QVERIFY(migrate(*other, MigrationSet::shipped(Engine::PostgreSql)->head()));
    QVERIFY(other->execute(u"CREATE FUNCTION bend() RETURNS trigger LANGUAGE plpgsql AS"
                           " 'BEGIN NEW.value := NEW.value || ''!''; RETURN NEW; END'"_s));
    QVERIFY(other->execute(u"CREATE TRIGGER bends BEFORE INSERT ON metadata"
                           " FOR EACH ROW EXECUTE FUNCTION bend()"_s));
    const auto copied = copy(source.spec(), target.spec());
    QVERIFY(!copied);
    QCOMPARE(copied.error().kind, Error::Kind::Database);
    QCOMPARE(copied.error().subject, u"metadata"_s);
}

void TestDatabaseCopy::numbersGoOnAsInTheSource()
{
    const TestDatabase source{Engine::Sqlite};
    fillWithMovedRows(source.spec(), 100);
    const ConnectionPointer before = opened(source.spec());
    QVERIFY(before->execute(u"DELETE FROM price_data_5min WHERE id >"
                            " (SELECT MAX(id) - 10 FROM price_data_5min)"_s));
    const qint64 last = *lastRowNumber(*before, u"price_data_5min"_s);
    QVERIFY(last > 10);
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        const TestDatabase target{engine};
        QVERIFY(copy(source.spec(), target.spec()));
        const ConnectionPointer after = opened(target.spec());
        QVERIFY(after->execute(
                u"INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, created_at)"
                " SELECT 'new', bid, ask, last, timestamp, created_at FROM price_data_5min"
                " WHERE id = 1"_s));
        const auto newest = after->stream(u"SELECT MAX(id) FROM price_data_5min"_s);
        QVERIFY(newest && (*newest)->next());
        QCOMPARE((*newest)->row().front().integer, last + 1);
    }
}

void TestDatabaseCopy::copiesAnOlderVersion()
{
    const TestDatabase source{Engine::Sqlite};
    QVERIFY(migrate(*opened(source.spec()), 1));
    QVERIFY(opened(source.spec())
                    ->execute(u"INSERT INTO price_data_5min VALUES"
                              " ('0b4a1c5e-0000-4000-8000-00000000000a', 'btc', '1.00000000',"
                              " '2.00000000', '1.50000000', 1732072500123)"_s));
    const TestDatabase target{Engine::Sqlite};
    const auto copied = copy(source.spec(), target.spec());
    QVERIFY2(copied, qPrintable(told(copied)));
    QCOMPARE(copied->size(), 1);
    QCOMPARE(copied->constFirst().rows, 1);
}

void TestDatabaseCopy::refusesRowsOfOthers()
{
    const TestDatabase source{Engine::Sqlite};
    fillWithMovedRows(source.spec(), 50);
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        const TestDatabase target{engine};
        QVERIFY(copy(source.spec(), target.spec()));
        const auto again = copy(source.spec(), target.spec()); // a finished copy is a database
        QVERIFY(!again);
        QCOMPARE(again.error().kind, Error::Kind::Refused);
        QVERIFY(again.error().detail.contains("is not empty"_L1));
    }
}

void TestDatabaseCopy::refusesItself()
{
    const TestDatabase file{Engine::Sqlite};
    fillWithMovedRows(file.spec(), 50);
    QVERIFY(QFile::link(file.spec().path, file.spec().path + u".link"_s));
    const auto linked = copy(file.spec(), ConnectionSpec::file(file.spec().path + u".link"_s));
    QVERIFY(!linked);
    QCOMPARE(linked.error().kind, Error::Kind::Refused);
    for (const Engine engine : {Engine::PostgreSql, Engine::MariaDb}) {
        const TestDatabase server{engine};
        ConnectionSpec byName = server.spec();
        byName.host = TestServer::shared(engine).socket();
        const auto itself = copy(server.spec(), byName);
        QVERIFY(!itself);
        QCOMPARE(itself.error().kind, Error::Kind::Refused);
        QVERIFY(itself.error().detail.contains("comes from"_L1));
    }
}

void TestDatabaseCopy::refusesAnotherUnfinishedCopy()
{
    const TestDatabase one{Engine::Sqlite};
    fillWithMovedRows(one.spec(), 50);
    const TestDatabase other{Engine::Sqlite};
    fillWithMovedRows(other.spec(), 50);
    const TestDatabase target{Engine::Sqlite};
    int asked = 0;
    const auto stopped = copy(one.spec(), target.spec(),
                              {[&](const CopyProgress &) { return ++asked < 5; }, 20});
    QCOMPARE(stopped.error().kind, Error::Kind::Cancelled);
    const auto refused = copy(other.spec(), target.spec());
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QVERIFY(refused.error().detail.contains(one.spec().path));
    QVERIFY(copy(one.spec(), target.spec()));
}

void TestDatabaseCopy::leavesNoColumnBehind()
{
    const TestDatabase source{Engine::Sqlite};
    fillWithMovedRows(source.spec(), 50);
    QVERIFY(opened(source.spec())->execute(u"ALTER TABLE metadata ADD COLUMN mine TEXT"_s));
    const TestDatabase target{Engine::Sqlite};
    const auto copied = copy(source.spec(), target.spec());
    QVERIFY(!copied);
    QCOMPARE(copied.error().kind, Error::Kind::Refused);
    QVERIFY(copied.error().detail.contains("mine"_L1));
}

void TestDatabaseCopy::stopsWhenTold()
{
    const TestDatabase source{Engine::Sqlite};
    fillWithMovedRows(source.spec(), 50);
    const TestDatabase target{Engine::Sqlite};
    const auto copied =
            copy(source.spec(), target.spec(), {[](const CopyProgress &) { return false; }, 20});
    QVERIFY(!copied);
    QCOMPARE(copied.error().kind, Error::Kind::Cancelled);
}

int main(int argc, char **argv)
{
    QCoreApplication app{argc, argv};
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--copy"_L1)
        return runChild(arguments);
    TestDatabaseCopy test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_databasecopy.moc"
