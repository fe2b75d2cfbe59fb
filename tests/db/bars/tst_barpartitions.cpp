// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/barpartitions.h"
#include "db/bars/barstore.h"
#include "db/domain/errortext.h"
#include "db/transaction.h"
#include "migrations/barupkeep.h"
#include "migrations/migrator.h"
#include "migrations/state/migrationstatus.h"
#include "tests/support/engines.h"

#include <QElapsedTimer>

#include <thread>

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename T> T orGiveUp(Result<T> result)
{
    if (!result)
        giveUp(errorText(result.error()) + u' ' + result.error().detail);
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

using Table = BarPartitions::Table;

QDateTime at(int year, int month = 1, int day = 1)
{
    return QDateTime{QDate{year, month, day}, QTime{0, 0}, Qt::UTC};
}

// A database at the head.
class Market final
{
public:
    explicit Market(Engine engine)
        : m_database{engine}
        , m_connection{open()}
    {
        orGiveUp(migrator().up());
    }

    [[nodiscard]] std::unique_ptr<Connection>
    open(std::chrono::milliseconds patience = std::chrono::seconds{5}) const
    {
        ConnectionSpec spec = m_database.spec();
        spec.busyTimeout = patience;
        return orGiveUp(Connection::open(spec));
    }
    [[nodiscard]] const Connection &connection() const { return *m_connection; }
    [[nodiscard]] Migrator migrator() const
    {
        return {*m_connection, orGiveUp(MigrationSet::shipped(m_connection->engine()))};
    }

    // Whether a bar of this time is taken.
    [[nodiscard]] bool takes(const QDateTime &time) const
    {
        BarStore bars{*m_connection};
        const Bar bar = Bar::of(time.toMSecsSinceEpoch(), Price::fromUnits(1));
        return bars.put(u"BTC.COINSPOT"_s, BarInterval::Day, bar).has_value();
    }

    // Whether a stock's bar of that day is.
    [[nodiscard]] bool takesDay(const QDateTime &time) const
    {
        Statements statements{*m_connection};
        return statements
                .change(u"INSERT INTO daily_data (time, symbol, open, high, low, close, "
                        "adjusted_close) VALUES (?, 'AAPL.US', '1.0000', '1.0000', '1.0000', "
                        "'1.0000', '1.0000')"_s,
                        {time})
                .has_value();
    }

private:
    TestDatabase m_database;
    std::unique_ptr<Connection> m_connection;
};

} // namespace

class TestBarPartitions final : public QObject
{
    Q_OBJECT

private slots:
    void plans_data();
    void plans();
    void makesRoom_data() { addEngineRows(); }
    void makesRoom();
    void leavesTheSchemaAsItIs_data() { addEngineRows(); }
    void leavesTheSchemaAsItIs();
    void leavesAnOpenEndAlone_data() { addServerRows(); }
    void leavesAnOpenEndAlone();
    void refusesAWrongClock_data() { addServerRows(); }
    void refusesAWrongClock();
    void twoProgramsAtOnce_data() { addServerRows(); }
    void twoProgramsAtOnce();
    void doesWithoutTheSpareOne_data() { addServerRows(); }
    void doesWithoutTheSpareOne();
    void isThereAfterAMigration_data() { addEngineRows(); }
    void isThereAfterAMigration();
};

void TestBarPartitions::plans_data()
{
    QTest::addColumn<Table>("table");
    QTest::addColumn<QDate>("end");
    QTest::addColumn<QDate>("last");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("months over the end of a year")
            << Table::Intraday << QDate{2026, 11, 1} << QDate{2027, 1, 31}
            << QStringList{u"intraday_data_2026_11 2026-12-01"_s,
                           u"intraday_data_2026_12 2027-01-01"_s,
                           u"intraday_data_2027_01 2027-02-01"_s};
    QTest::newRow("the first day of a month needs it")
            << Table::Intraday << QDate{2026, 2, 1} << QDate{2026, 2, 1}
            << QStringList{u"intraday_data_2026_02 2026-03-01"_s};
    QTest::newRow("the last day before it does not")
            << Table::Intraday << QDate{2026, 2, 1} << QDate{2026, 1, 31} << QStringList{};
    QTest::newRow("an end inside a month")
            << Table::Intraday << QDate{2026, 2, 15} << QDate{2026, 3, 1}
            << QStringList{u"intraday_data_2026_02 2026-03-01"_s,
                           u"intraday_data_2026_03 2026-04-01"_s};
    QTest::newRow("years") << Table::Daily << QDate{2020, 1, 1} << QDate{2021, 12, 31}
                           << QStringList{u"daily_data_2020 2021-01-01"_s,
                                          u"daily_data_2021 2022-01-01"_s};
}

void TestBarPartitions::plans()
{
    QFETCH(const Table, table);
    QFETCH(const QDate, end);
    QFETCH(const QDate, last);
    QFETCH(const QStringList, expected);
    QStringList planned;
    QDate from = end;
    for (const BarPartitions::Partition &partition : BarPartitions::missing(table, end, last)) {
        QCOMPARE(partition.from, from);
        from = partition.to;
        planned.append(partition.name + u' ' + partition.to.toString(Qt::ISODate));
    }
    QCOMPARE(planned, expected);
}

void TestBarPartitions::makesRoom()
{
    QFETCH(const Engine, engine);
    const Market market{engine};
    const bool isServer = engine != Engine::Sqlite;
    QCOMPARE(market.takes(at(2025, 12, 31)), true);
    QCOMPARE(market.takes(at(2026, 1, 1)), !isServer); // so that this test can fail
    BarPartitions partitions{market.connection(), Table::Intraday};
    for (const QDateTime &time :
         {at(2026, 1, 1), at(2026, 11, 30), at(2026, 12, 31), at(2019, 5, 5), at(2028, 2, 29)}) {
        const Result<> reached = partitions.ensure(time);
        QVERIFY2(reached.has_value(), reached ? "" : qPrintable(reached.error().detail));
        QVERIFY(market.takes(time));
    }
    QVERIFY(market.takes(at(2028, 3, 31))); // the spare one
    QCOMPARE(market.takes(at(2028, 4, 1)), !isServer);
    QVERIFY(partitions.ensure(QDateTime{}));
}

void TestBarPartitions::leavesTheSchemaAsItIs()
{
    QFETCH(const Engine, engine);
    const Market market{engine};
    BarPartitions partitions{market.connection(), Table::Intraday};
    QVERIFY(partitions.ensure(at(2026, 11, 20)));
    BarPartitions years{market.connection(), Table::Daily};
    QVERIFY(years.ensure(at(2026, 11, 20)));
    const Result<MigrationStatus> status = migrationStatus(market.migrator().database());
    QVERIFY(status);
    QCOMPARE(status->drift, QStringList{});
    QVERIFY(market.migrator().down(2, LossPolicy::Accept));
    const Result<MigrationReport> again = market.migrator().up();
    QVERIFY2(again.has_value(), again ? "" : qPrintable(errorText(again.error())));
    BarPartitions fresh{market.connection(), Table::Intraday};
    QVERIFY(fresh.ensure(at(2026, 11, 20)));
    QVERIFY(market.takes(at(2026, 11, 20)));
}

void TestBarPartitions::leavesAnOpenEndAlone()
{
    QFETCH(const Engine, engine);
    const Market market{engine};
    QVERIFY(market.connection().execute(
            engine == Engine::PostgreSql
                    ? u"CREATE TABLE rest PARTITION OF intraday_data DEFAULT"_s
                    : u"ALTER TABLE intraday_data ADD PARTITION (PARTITION rest VALUES LESS THAN "
                      "(MAXVALUE))"_s));
    BarPartitions partitions{market.connection(), Table::Intraday};
    QVERIFY(partitions.ensure(at(2026, 11, 20)));
    QVERIFY(market.takes(at(2026, 11, 20)));
}

void TestBarPartitions::refusesAWrongClock()
{
    QFETCH(const Engine, engine);
    const Market market{engine};
    BarPartitions partitions{market.connection(), Table::Intraday};
    const Result<> reached = partitions.ensure(at(2099));
    QVERIFY(!reached);
    QCOMPARE(reached.error().kind, Error::Kind::Constraint);
    QVERIFY(partitions.ensure(at(2026, 11, 20))); // and goes on
    QVERIFY(market.takes(at(2026, 11, 20)));
}

void TestBarPartitions::twoProgramsAtOnce()
{
    QFETCH(const Engine, engine);
    const Market market{engine};
    std::array<QString, 4> faults;
    std::vector<std::thread> programs;
    for (QString &fault : faults) {
        programs.emplace_back([&market, &fault] {
            const auto connection = market.open();
            BarPartitions partitions{*connection, Table::Intraday};
            for (int month = 1; month <= 6; ++month) {
                const Result<> reached = partitions.ensure(at(2026, month));
                if (!reached)
                    fault = reached.error().detail;
            }
        });
    }
    for (std::thread &program : programs)
        program.join();
    for (const QString &fault : faults)
        QCOMPARE(fault, QString{});
    QVERIFY(market.takes(at(2026, 7, 31)));
}

void TestBarPartitions::doesWithoutTheSpareOne()
{
    QFETCH(const Engine, engine);
    const Market market{engine};
    BarPartitions partitions{market.connection(), Table::Intraday};
    QVERIFY(partitions.ensure(at(2026, 1, 1))); // and February is there
    // Somebody reads the table and does not end.
    const auto reader = market.open();
    Transaction reading{*reader};
    QVERIFY(reading.beginSnapshot());
    Statements statements{*reader};
    {
        Result<Rows> rows = statements.run(u"SELECT COUNT(*) FROM intraday_data"_s);
        QVERIFY(rows && rows->next());
    }
    const auto collector = market.open(std::chrono::seconds{1});
    BarPartitions hurried{*collector, Table::Intraday};
    QElapsedTimer timer;
    timer.start();
    const Result<> spare = hurried.ensure(at(2026, 2, 15)); // wants March
    QVERIFY2(spare.has_value(), spare ? "" : qPrintable(spare.error().detail));
    const Result<> needed = hurried.ensure(at(2026, 3, 15));
    QVERIFY(!needed);
    QCOMPARE(needed.error().kind, Error::Kind::Busy);
    QVERIFY2(timer.elapsed() < 8000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(reading.commit());
    QVERIFY(hurried.ensure(at(2026, 3, 15)));
    QVERIFY(market.takes(at(2026, 3, 15)));
}

// A step makes the tables alone; whoever took it then makes room in both for bars of now.
void TestBarPartitions::isThereAfterAMigration()
{
    QFETCH(const Engine, engine);
    const Market market{engine};
    const QDateTime today{QDateTime::currentDateTimeUtc().date(), QTime{0, 0}, Qt::UTC};
    const bool isServer = engine != Engine::Sqlite;
    QCOMPARE(market.takesDay(at(2020)), !isServer); // so that this test can fail
    const MigrationReport toVersion2{3, 2};
    QVERIFY(keepUpBars(market.connection(), toVersion2)); // where there are no such tables
    QCOMPARE(market.takesDay(at(2021)), !isServer);
    const Result<MigrationReport> kept = keepUpBars(market.connection(), {0, 10});
    QVERIFY2(kept.has_value(), kept ? "" : qPrintable(errorText(kept.error())));
    QVERIFY(market.takesDay(today));
    QVERIFY(market.takes(today));
}

QTEST_GUILESS_MAIN(TestBarPartitions)
#include "tst_barpartitions.moc"
