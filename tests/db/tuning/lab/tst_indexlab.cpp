// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/databaseurl.h"
#include "db/transaction.h"
#include "db/tuning/lab/indexlab.h"
#include "db/tuning/lab/labground.h"
#include "db/tuning/lab/labstore.h"
#include "migrations/shape/speedchanges.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/verifyresult.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>

#include <atomic>
#include <cstdio>
#include <random>

using namespace Qt::Literals::StringLiterals;

// The lab on a table of a person's own, on each engine.
class TestIndexLab final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addEngineRows(); }
    void pricesAreSane();
    void missingIndexesArePricedToo();
    void indexesCostTime();
    void newestRowsWhereTheWholeIsTooLarge();
    void statementsShowWhatTheyNeed();
    void hiddenIndexesAreTriedAsIfTheyWereNot();
    void shapesAreCompared();
    void smallTableOfAQuestionIsANote();
    void unrepeatableTableIsANote();
    void unknownTableIsRefused();
    void cancelLeavesNothing();
    void timeOverLeavesNothing();
    void oneLabAtATime();
    void killedLabIsClearedAway();
    void foreignScratchIsLeftAlone();
    void reportIsKept();
};

namespace {

constexpr int RowCount = 10'000;

// The scratch places of labs that are there: of this database.
QStringList placesOf(const ConnectionSpec &spec)
{
    if (!spec.isServer()) {
        const QFileInfo file{spec.path};
        return file.absoluteDir().entryList({file.fileName() + u".lab*"_s});
    }
    const auto connection = openOrFail(spec);
    const bool isPostgreSql = spec.engine == Engine::PostgreSql;
    const auto rows = connection->stream(
            isPostgreSql
                    ? u"SELECT nspname FROM pg_namespace WHERE nspname LIKE 'tidemark_scratch%'"_s
                    : u"SELECT schema_name FROM information_schema.schemata WHERE schema_name"
                      " LIKE '%1_tidemark_scratch%'"_s.arg(spec.databaseName));
    QStringList places;
    while (rows && (*rows)->next())
        places.append(QString::fromUtf8((*rows)->row()[0].text));
    return places;
}

QString timeType(Engine engine)
{
    return engine == Engine::Sqlite       ? u"INTEGER"_s
           : engine == Engine::PostgreSql ? u"TIMESTAMPTZ(3)"_s
                                          : u"DATETIME(3)"_s;
}

QString numberedKey(Engine engine)
{
    return engine == Engine::Sqlite       ? u"id INTEGER PRIMARY KEY AUTOINCREMENT"_s
           : engine == Engine::PostgreSql ? u"id BIGSERIAL PRIMARY KEY"_s
                                          : u"id BIGINT AUTO_INCREMENT PRIMARY KEY"_s;
}

// Ticks of twenty instruments, their prices at random: five ticks came together.
void fillTicks(const Connection &connection)
{
    VERIFY_RESULT(connection.execute(
            u"CREATE TABLE ticks (%1, stored_at %2 NOT NULL, instrument BIGINT NOT NULL,"
            " price BIGINT NOT NULL, UNIQUE (instrument, stored_at))"_s.arg(
                    numberedKey(connection.engine()), timeType(connection.engine()))));
    for (const QString &index :
         {u"ix_ticks_price ON ticks (price)"_s, u"ix_ticks_stored ON ticks (stored_at)"_s})
        VERIFY_RESULT(connection.execute(u"CREATE INDEX "_s + index));
    Transaction transaction{connection};
    VERIFY_RESULT(transaction.begin());
    {
        const auto loader =
                connection.loader(u"ticks"_s, {u"stored_at"_s, u"instrument"_s, u"price"_s});
        VERIFY_RESULT(loader);
        std::mt19937 random{1};
        for (qint64 i = 0; i < RowCount; ++i) {
            const std::array cells{Cell::ofInteger(1'700'000'000'000 + i / 5 * 300'000),
                                   Cell::ofInteger(i % 20),
                                   Cell::ofInteger(qint64(random() % 1'000'000'000))};
            VERIFY_RESULT((*loader)->append(cells));
        }
        VERIFY_RESULT((*loader)->finish());
    }
    VERIFY_RESULT(transaction.commit());
}

// That can be left out. For MariaDB a unique constraint is an index like any other.
qsizetype indexesOn(Engine engine)
{
    return engine == Engine::MariaDb ? 3 : 2;
}

LabOptions quickly()
{
    LabOptions options;
    options.tables = {u"ticks"_s};
    options.rounds = 4;
    options.probeRows = 1000;
    return options;
}

// Of measured times: what else the computer does may hide the truth once or twice.
bool isSeenInOneOfFive(const std::function<bool()> &look)
{
    constexpr int Looks = 5;

    for (int i = 0; i < Looks; ++i) {
        if (look())
            return true;
    }
    return false;
}

const IndexPrice *find(const TablePrices &table, const QString &index)
{
    const auto found = std::ranges::find(table.indexes, index, &IndexPrice::index);
    return found == table.indexes.cend() ? nullptr : &*found;
}

// As a child process: says "measuring" and goes on until it is killed.
int measureUntilKilled(const QString &url)
{
    LabOptions options = quickly();
    options.rounds = 100'000;
    options.limit = std::chrono::minutes{5};
    options.progress = [](const LabProgress &progress) {
        if (progress.phase == LabProgress::Phase::Measuring && progress.done == 3) {
            std::puts("measuring");
            std::fflush(stdout);
        }
    };
    const auto spec = parseDatabaseUrl(url, u"test"_s);
    return spec && runIndexLab(*spec, options) ? 0 : 1;
}

} // namespace

void TestIndexLab::pricesAreSane()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    fillTicks(*connection);

    const Result<LabReport> report = runIndexLab(database.spec(), quickly());
    VERIFY_RESULT(report);
    QCOMPARE(report->tables.size(), 1);
    const TablePrices &table = report->tables.constFirst();
    QCOMPARE(table.table, u"ticks"_s);
    QCOMPARE(table.rows, RowCount);
    QVERIFY(table.isWhole);
    QCOMPARE(table.probeRows, 1000);
    QCOMPARE(table.batchRows, 5);
    // Four, and twice as many again where they scatter; the first two are dropped.
    QVERIFY2(table.rounds >= 2 && table.rounds <= 10, qPrintable(QString::number(table.rounds)));
    QVERIFY(table.none.median > 0);
    QCOMPARE(table.indexes.size(), indexesOn(engine));
    const IndexPrice *price = find(table, u"ix_ticks_price"_s);
    const IndexPrice *stored = find(table, u"ix_ticks_stored"_s);
    QVERIFY(price && stored);
    QVERIFY(price->cost.walBytesPerRow && stored->cost.walBytesPerRow);
    QVERIFY2(*price->cost.walBytesPerRow > 0 && *stored->cost.walBytesPerRow > 0,
             qPrintable(u"%1, %2"_s.arg(*price->cost.walBytesPerRow)
                                .arg(*stored->cost.walBytesPerRow)));
    // The database is as it was.
    QCOMPARE(placesOf(database.spec()), QStringList{});
    QCOMPARE(numberFrom(*connection, u"SELECT COUNT(*) FROM ticks"_s), RowCount);
    QCOMPARE(numberFrom(*connection, u"SELECT MAX(id) FROM ticks"_s), RowCount);
    if (engine == Engine::PostgreSql) // whose sequences no rollback takes back
        QCOMPARE(numberFrom(*connection, u"SELECT nextval('ticks_id_seq')"_s), RowCount + 1);
}

// Trees to keep cost more than none.
void TestIndexLab::missingIndexesArePricedToo()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    fillTicks(*connection);
    LabOptions options = quickly();
    // Its name comes before those of all that are there.
    options.candidates = {{u"ticks"_s, u"CREATE INDEX \"A_wanted\" ON ticks (instrument, price)"_s},
                          {u"elsewhere"_s, u"CREATE INDEX ix_elsewhere ON elsewhere (a)"_s}};
    options.statements = {{u"wanted"_s,
                           u"SELECT stored_at FROM ticks WHERE instrument = ? AND price > ?"_s,
                           u"test"_s}};

    const Result<LabReport> report = runIndexLab(database.spec(), options);
    VERIFY_RESULT(report);
    const TablePrices &table = report->tables.constFirst();
    const IndexPrice *wanted = find(table, u"A_wanted"_s);
    QVERIFY(wanted);
    QVERIFY(wanted->isProposed);
    QVERIFY(!find(table, u"ix_ticks_price"_s)->isProposed);
    QVERIFY(std::ranges::find(table.queries, u"A_wanted"_s, &QueryEffect::index) !=
            table.queries.cend());
    // On the copy alone.
    QVERIFY(connection->execute(u"CREATE INDEX \"A_wanted\" ON ticks (price)"_s));
}

void TestIndexLab::indexesCostTime()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    fillTicks(*openOrFail(database.spec()));
    QVERIFY(isSeenInOneOfFive([&] {
        const Result<LabReport> report = runIndexLab(database.spec(), quickly());
        return report &&
               report->tables.constFirst().all.median > report->tables.constFirst().none.median;
    }));
}

// Where a file is larger than a tenth of what the disk has left, which no test can bring about,
// the rows are copied as on a server.
void TestIndexLab::newestRowsWhereTheWholeIsTooLarge()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    fillTicks(*connection);

    LabOptions options = quickly();
    options.copiesWholeFile = false;
    const Result<LabReport> report = runIndexLab(database.spec(), options);
    VERIFY_RESULT(report);
    QCOMPARE(report->tables.size(), 1);
    QCOMPARE(report->tables.constFirst().rows, RowCount);
    QCOMPARE(report->tables.constFirst().indexes.size(), indexesOn(engine));
    QCOMPARE(placesOf(database.spec()), QStringList{});
}

void TestIndexLab::statementsShowWhatTheyNeed()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    fillTicks(*connection);
    for (const QString &sql : {u"CREATE TABLE places (instrument BIGINT, place VARCHAR(9))"_s,
                               u"INSERT INTO places VALUES (1, 'ASX')"_s})
        VERIFY_RESULT(connection->execute(sql));

    LabOptions options = quickly();
    options.statements = {{u"ticks.of_price"_s, u"SELECT id FROM ticks WHERE price = ?"_s, {}},
                          {u"ticks.by_id"_s, u"SELECT price FROM ticks WHERE id = ?"_s, {}},
                          {u"ticks.joined"_s,
                           u"SELECT 1 FROM ticks t JOIN places p ON p.instrument = t.instrument"
                           " WHERE t.price = ? AND p.place = ?"_s,
                           {}},
                          {u"ticks.other"_s, u"SELECT 1 FROM nowhere WHERE price = ?"_s, {}}};
    const Result<LabReport> report = runIndexLab(database.spec(), options);
    VERIFY_RESULT(report);
    QList<QueryEffect> effects = report->tables.constFirst().queries;
    effects.removeIf([](const QueryEffect &effect) { return effect.index != u"ix_ticks_price"; });
    QCOMPARE(effects.size(), 2);
    QCOMPARE(effects[1].statement, u"ticks.joined"_s);
    QCOMPARE(effects.constFirst().statement, u"ticks.of_price"_s);
    QCOMPARE(effects.constFirst().index, u"ix_ticks_price"_s);
    QCOMPARE(effects.constFirst().runs, 12);
    QVERIFY(isSeenInOneOfFive([&] {
        const Result<LabReport> again = runIndexLab(database.spec(), options);
        return again && std::ranges::any_of(
                                again->tables.constFirst().queries, [](const QueryEffect &effect) {
                                    return effect.index == u"ix_ticks_price" && effect.isNeeded;
                                });
    }));
}

// As one on trial is: what it does is asked, not what hiding it twice does.
void TestIndexLab::hiddenIndexesAreTriedAsIfTheyWereNot()
{
    QFETCH_GLOBAL(const Engine, engine);
    if (engine != Engine::MariaDb)
        QSKIP("no index can be hidden there");
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    fillTicks(*connection);
    const bool isMySql = connection->serverInfo().product == u"MySQL";
    VERIFY_RESULT(connection->execute(u"ALTER TABLE ticks ALTER INDEX ix_ticks_price "_s +
                                      (isMySql ? u"INVISIBLE"_s : u"IGNORED"_s)));

    LabOptions options = quickly();
    options.statements = {{u"ticks.of_price"_s, u"SELECT id FROM ticks WHERE price = ?"_s, {}}};
    QVERIFY(isSeenInOneOfFive([&] {
        const Result<LabReport> report = runIndexLab(database.spec(), options);
        return report &&
               std::ranges::any_of(report->tables.constFirst().queries, &QueryEffect::isNeeded);
    }));
}

// From coin prices, because there are no stocks and no alerts yet.
void TestIndexLab::shapesAreCompared()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    VERIFY_RESULT(migrate(*connection, 12));
    Statements statements{*connection};
    VERIFY_RESULT(connection->execute(u"BEGIN"_s));
    for (qint64 i = 0; i < 3000; ++i)
        VERIFY_RESULT(statements.change(
                u"INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?)"_s,
                {u"coin%1"_s.arg(i % 5), u"1.00000000"_s, u"1.00000000"_s,
                 u"%1.12345678"_s.arg(i * 7919 % 100'000),
                 SqlValue::Time{1'700'000'100'000 + i / 5 * 300'000},
                 SqlValue::Time{1'700'000'102'000 + i / 5 * 300'000}}));
    VERIFY_RESULT(connection->execute(u"COMMIT"_s));

    LabOptions options;
    options.measuresIndexes = false;
    options.changes = speedChanges(MigrationSet::shipped(engine).value());
    options.rounds = 6;
    options.probeRows = 1000;
    QList<int> percents;
    options.progress = [&](const LabProgress &progress) { percents.append(percentOf(progress)); };
    const Result<LabReport> report = runIndexLab(database.spec(), options);
    VERIFY_RESULT(report);
    QVERIFY(std::ranges::is_sorted(percents));
    QCOMPARE(percents.constFirst(), 0);
    QCOMPARE(percents.constLast(), 100);
    QVERIFY2(report->notes.isEmpty(),
             qPrintable(report->notes.isEmpty() ? QString{} : report->notes.constFirst().reason));
    QCOMPARE(report->comparisons.size(), 3);
    for (const ShapeComparison &comparison : report->comparisons) {
        QVERIFY(comparison.isGenerated);
        QCOMPARE(comparison.rows, 3000);
        QCOMPARE(comparison.rounds, 4);
        QVERIFY(comparison.before.median > 0 && comparison.after.median > 0);
    }
    // Seven indexes less are noticed through any noise.
    QCOMPARE(report->comparisons[1].table, u"alert_logs"_s);
    QVERIFY2(report->comparisons[1].ratio > 1,
             qPrintable(QString::number(report->comparisons[1].ratio)));
    QCOMPARE(placesOf(database.spec()), QStringList{});
    QCOMPARE(numberFrom(*connection, u"SELECT COUNT(*) FROM market_data"_s), 0);
    QCOMPARE(numberFrom(*connection, u"SELECT COUNT(*) FROM alert_rules"_s), 0);
}

void TestIndexLab::smallTableOfAQuestionIsANote()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    VERIFY_RESULT(connection->execute(
            u"CREATE TABLE ticks (id BIGINT PRIMARY KEY, price BIGINT NOT NULL)"_s));
    VERIFY_RESULT(connection->execute(u"CREATE INDEX ix_ticks_price ON ticks (price)"_s));
    VERIFY_RESULT(connection->execute(u"INSERT INTO ticks (id, price) VALUES (1, 7), (2, 8)"_s));

    LabOptions options = quickly();
    options.tables.clear();
    options.preferred = {u"ticks"_s};
    const Result<LabReport> report = runIndexLab(database.spec(), options);
    VERIFY_RESULT(report);
    QVERIFY(report->tables.isEmpty());
    QCOMPARE(report->notes.size(), 2);
    QVERIFY(noteText(report->notes[0])
                    .startsWith(u"ticks: It has 2 row(s), and what its indexes"_s));
    QVERIFY(report->notes[1].reason.startsWith(u"No table has an index to measure"_s));
}

void TestIndexLab::unrepeatableTableIsANote()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    VERIFY_RESULT(connection->execute(
            u"CREATE TABLE ticks (name VARCHAR(20) PRIMARY KEY, price BIGINT NOT NULL)"_s));
    VERIFY_RESULT(connection->execute(u"CREATE INDEX ix_ticks_price ON ticks (price)"_s));
    VERIFY_RESULT(connection->execute(
            u"INSERT INTO ticks (name, price) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
            " SELECT i + 1 FROM n WHERE i < 1000) SELECT CAST(i AS CHAR(20)), i FROM n"_s));

    const Result<LabReport> report = runIndexLab(database.spec(), quickly());
    VERIFY_RESULT(report);
    QVERIFY(report->tables.isEmpty());
    QCOMPARE(report->notes.size(), 1);
    QCOMPARE(report->notes.constFirst().subject, u"ticks"_s);
    QVERIFY(report->notes.constFirst().reason.contains(u"cannot be put in once more"));
}

void TestIndexLab::unknownTableIsRefused()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    static_cast<void>(openOrFail(database.spec())); // makes the file

    const Result<LabReport> report = runIndexLab(database.spec(), quickly());
    QVERIFY(!report.has_value());
    QCOMPARE(report.error().kind, Error::Kind::NotFound);
    QCOMPARE(report.error().subject, u"ticks"_s);
    QCOMPARE(placesOf(database.spec()), QStringList{});
}

void TestIndexLab::cancelLeavesNothing()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    fillTicks(*openOrFail(database.spec()));

    for (const auto phase : {LabProgress::Phase::Copying, LabProgress::Phase::Measuring}) {
        std::atomic<bool> goesOn = true;
        QElapsedTimer sinceCancel;
        LabOptions options = quickly();
        options.rounds = 1000;
        options.goesOn = [&] { return goesOn.load(); };
        options.progress = [&](const LabProgress &progress) {
            if (goesOn && progress.phase == phase) {
                sinceCancel.start();
                goesOn = false;
            }
        };
        const Result<LabReport> report = runIndexLab(database.spec(), options);
        QVERIFY(!report.has_value());
        QCOMPARE(report.error().kind, Error::Kind::Cancelled);
        QVERIFY2(sinceCancel.elapsed() < 1000, qPrintable(QString::number(sinceCancel.elapsed())));
        QCOMPARE(placesOf(database.spec()), QStringList{});
    }
}

void TestIndexLab::timeOverLeavesNothing()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    fillTicks(*openOrFail(database.spec()));

    LabOptions options = quickly();
    options.limit = std::chrono::milliseconds{1};
    const Result<LabReport> report = runIndexLab(database.spec(), options);
    VERIFY_RESULT(report);
    QVERIFY(report->tables.isEmpty());
    QCOMPARE(report->notes.size(), 1);
    QVERIFY(report->notes.constFirst().reason.contains(u"time was over"));
    QCOMPARE(placesOf(database.spec()), QStringList{});
}

void TestIndexLab::oneLabAtATime()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    fillTicks(*openOrFail(database.spec()));

    auto ground = LabGround::enter(database.spec(), {});
    VERIFY_RESULT(ground);
    VERIFY_RESULT((*ground)->make(LabGround::Place::Copy));
    const Result<LabReport> refused = runIndexLab(database.spec(), quickly());
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QVERIFY(!placesOf(database.spec()).isEmpty()); // those of the first are still there

    ground->reset();
    QCOMPARE(placesOf(database.spec()), QStringList{});
    VERIFY_RESULT(runIndexLab(database.spec(), quickly()));
}

void TestIndexLab::killedLabIsClearedAway()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    fillTicks(*openOrFail(database.spec()));

    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(), {u"--lab-child"_s, database.url()});
    QVERIFY(child.waitForReadyRead(60'000));
    QCOMPARE(child.readLine().trimmed(), QByteArray{"measuring"});
    child.kill();
    QVERIFY(child.waitForFinished());
    QVERIFY(!placesOf(database.spec()).isEmpty());

    // A server notices a while later that nobody is there any more.
    Result<LabReport> report;
    QVERIFY(QTest::qWaitFor(
            [&] { return (report = runIndexLab(database.spec(), quickly())).has_value(); },
            30'000));
    QCOMPARE(report->tables.size(), 1);
    QCOMPARE(placesOf(database.spec()), QStringList{});
}

void TestIndexLab::foreignScratchIsLeftAlone()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    fillTicks(*connection);
    const QString name = database.spec().databaseName + u"_tidemark_scratch"_s;
    const QString file = database.spec().path + u".lab"_s;
    if (engine == Engine::Sqlite) {
        QFile foreign{file};
        QVERIFY(foreign.open(QIODevice::WriteOnly));
        foreign.write("mine");
    } else if (engine == Engine::PostgreSql) {
        VERIFY_RESULT(connection->execute(u"CREATE SCHEMA tidemark_scratch_public"_s));
    } else {
        VERIFY_RESULT(connection->execute(u"CREATE DATABASE \"%1\""_s.arg(name)));
        VERIFY_RESULT(connection->execute(u"CREATE TABLE \"%1\".mine (a INT)"_s.arg(name)));
    }
    const QStringList before = placesOf(database.spec());

    const Result<LabReport> report = runIndexLab(database.spec(), quickly());
    QVERIFY(!report.has_value());
    QCOMPARE(report.error().kind, Error::Kind::Refused);
    QVERIFY(report.error().detail.contains(u"was not touched"));
    QCOMPARE(placesOf(database.spec()), before);
    if (engine == Engine::MariaDb)
        VERIFY_RESULT(connection->execute(u"DROP DATABASE \"%1\""_s.arg(name)));
}

void TestIndexLab::reportIsKept()
{
    QFETCH_GLOBAL(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    const LabStore store{*connection};
    QCOMPARE(store.last().value().has_value(), false);
    LabReport report;
    report.engine = engine;
    report.measuredAt = QDateTime::fromMSecsSinceEpoch(1'764'000'000'000, Qt::UTC);
    VERIFY_RESULT(store.keep(report)); // there is nothing to keep
    report.tables.append({u"ticks"_s, 1});
    QCOMPARE(store.keep(report).error().kind, Error::Kind::NotFound);
    report.tables.clear();

    VERIFY_RESULT(migrate(*connection, 3));
    VERIFY_RESULT(store.keep(report));
    QCOMPARE(store.last().value().has_value(), false);
    report.tables.append({u"ticks"_s, 1});
    VERIFY_RESULT(store.keep(report));
    report.tables = {{u"others"_s, 2}};
    VERIFY_RESULT(store.keep(report));
    const std::optional<LabReport> last = store.last().value();
    QVERIFY(last.has_value());
    QCOMPARE(last->tables.size(), 2);
    QCOMPARE(last->tables[0].table, u"others"_s);

    // One that came with a copy from another engine says nothing here.
    report.engine = engine == Engine::Sqlite ? Engine::PostgreSql : Engine::Sqlite;
    VERIFY_RESULT(store.keep(report));
    QCOMPARE(store.last().value().has_value(), false);
}

int main(int argc, char *argv[])
{
    QCoreApplication application{argc, argv};
    if (argc == 3 && qstrcmp(argv[1], "--lab-child") == 0)
        return measureUntilKilled(QString::fromUtf8(argv[2]));
    TestIndexLab test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_indexlab.moc"
