// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/migrator.h"
#include "tests/support/engines.h"
#include "tests/support/migrationhead.h"
#include "tests/support/randomrows.h"
#include "tests/support/verifyresult.h"

#include <QElapsedTimer>
#include <QFile>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

// Random rows in every table, down and up again, compared value by value with what was put in and
// not by the program's own proof. TIDEMARK_RANDOM_ROWS says how many, TIDEMARK_RANDOM_SEED which:
//   TIDEMARK_RANDOM_ROWS=1000000 script/test -R tst_millionrows -V
class TestMillionRows : public QObject
{
    Q_OBJECT

private slots:
    void keepsEveryValue_data() { addEngineRows(); }
    void keepsEveryValue();
};

namespace {

// What a way down and up again is declared to change.
struct Declared {
    int version = 0;      // the lowest that it went to: tables of later ones are empty
    QStringList replaced; // "table.column": may have any value
    QStringList emptied;  // NULL
    QStringList rounded;  // to four decimals
    bool hasWidePrices = true;
    int present = headVersion(); // the version that the database has now
};

constexpr double Tolerance = 0.0001;

quint64 setting(const char *name, quint64 otherwise)
{
    bool isNumber = false;
    const quint64 value = qEnvironmentVariable(name).toULongLong(&isNumber);
    return isNumber ? value : otherwise;
}

bool isSame(const Cell &one, const Cell &other)
{
    if (one.kind != other.kind)
        return false;
    switch (one.kind) {
    case Cell::Kind::Null:
        return true;
    case Cell::Kind::Integer:
        return one.integer == other.integer;
    case Cell::Kind::Real:
        return one.real == other.real;
    case Cell::Kind::Text:
    case Cell::Kind::Blob:
        break;
    }
    return one.text == other.text;
}

bool isAsDeclared(const QString &column, const Cell &before, const Cell &after,
                  const Declared &declared)
{
    if (declared.replaced.contains(column))
        return true;
    if (declared.emptied.contains(column))
        return after.kind == Cell::Kind::Null;
    if (declared.rounded.contains(column) && before.kind == Cell::Kind::Real)
        return after.kind == Cell::Kind::Real && std::abs(before.real - after.real) < Tolerance;
    return isSame(before, after);
}

QString toText(const Cell &cell)
{
    switch (cell.kind) {
    case Cell::Kind::Null:
        return u"NULL"_s;
    case Cell::Kind::Integer:
        return QString::number(cell.integer);
    case Cell::Kind::Real:
        return QString::number(cell.real, 'g', 17);
    case Cell::Kind::Text:
    case Cell::Kind::Blob:
        break;
    }
    return QString::fromUtf8(cell.text.first(qMin<qsizetype>(cell.text.size(), 80)));
}

// A row that stays away from a table on its way: its price does not fit what version 1 has.
bool isGone(const RandomRows::Table &table, std::span<const Cell> row, const Declared &declared)
{
    return !declared.hasWidePrices && table.name == "price_data_5min"_L1 &&
           row[1].text == RandomRows::wideCoin().toLatin1();
}

// What differs first; empty when nothing does.
QString tableDifference(const Connection &connection, RandomRows &rows, qsizetype index,
                        const Declared &declared)
{
    const RandomRows::Table &table = rows.tables()[index];
    const auto found = connection.stream(u"SELECT %1 FROM %2 ORDER BY %3"_s.arg(
            table.columnNames().join(u", "_s), table.name, table.order));
    if (!found)
        return found.error().detail;
    const qint64 expected = table.version > declared.version ? 0 : table.rows;
    for (qint64 i = 0; i < expected; ++i) {
        const std::span<const Cell> before = rows.row(index, i);
        if (isGone(table, before, declared))
            continue;
        if (!(*found)->next())
            return u"%1 ends before row %2"_s.arg(table.name).arg(i);
        const std::span<const Cell> after = (*found)->row();
        for (std::size_t cell = 0; cell < before.size(); ++cell) {
            const QString column = table.name + u'.' + table.columns[qsizetype(cell)].name;
            if (!isAsDeclared(column, before[cell], after[cell], declared))
                return u"%1 of row %2 was '%3' and is '%4'"_s.arg(column).arg(i).arg(
                        toText(before[cell]), toText(after[cell]));
        }
    }
    if ((*found)->next())
        return u"%1 has more rows than %2"_s.arg(table.name).arg(expected);
    return (*found)->end() ? QString{} : (*found)->end().error().detail;
}

QString difference(const Connection &connection, RandomRows &rows, const Declared &declared)
{
    for (qsizetype table = 0; table < rows.tables().size(); ++table) {
        if (rows.tables()[table].version > declared.present)
            continue;
        const QString found = tableDifference(connection, rows, table, declared);
        if (!found.isEmpty())
            return found;
    }
    return {};
}

// MiB that this process had at most since the last call; 0 where no file tells.
int peakMemory()
{
    QFile status{u"/proc/self/status"_s};
    int peak = 0;
    if (status.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith("VmHWM:"))
                peak = line.simplified().split(' ').value(1).toInt() / 1024;
        }
    }
    QFile reset{u"/proc/self/clear_refs"_s};
    if (reset.open(QIODevice::WriteOnly))
        reset.write("5");
    return peak;
}

// Tells how long each part took.
template <typename Work> auto timed(const char *what, const Work &work)
{
    peakMemory();
    QElapsedTimer timer;
    timer.start();
    auto result = work();
    qInfo("%-16s %7.1f s  peak %d MiB", what, double(timer.elapsed()) / 1000, peakMemory());
    return result;
}

const QStringList Converted{u"market_data.price"_s,        u"market_data.bid"_s,
                            u"market_data.ask"_s,          u"market_data.open_price"_s,
                            u"market_data.high_price"_s,   u"market_data.low_price"_s,
                            u"alert_logs.trigger_value"_s, u"alert_logs.threshold_value"_s};
const QStringList AddedLater{u"market_data.deleted_at"_s, u"alert_logs.deleted_at"_s,
                             u"alert_logs.trigger_exact"_s, u"alert_logs.threshold_exact"_s};

} // namespace

void TestMillionRows::keepsEveryValue()
{
    QFETCH(const Engine, engine);
    const quint64 seed = setting("TIDEMARK_RANDOM_SEED", 20'261'120);
    RandomRows rows{seed, qint64(setting("TIDEMARK_RANDOM_ROWS", 20'000))};
    QStringList counts;
    for (const RandomRows::Table &table : rows.tables())
        counts.append(u"%1 %2"_s.arg(table.name).arg(table.rows));
    qInfo("seed %llu: %s", seed, qPrintable(counts.join(u", "_s)));

    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    const Migrator migrator{*connection, *MigrationSet::shipped(engine)};
    VERIFY_RESULT(migrator.up());
    VERIFY_RESULT(timed("fill", [&] { return rows.fill(*connection); }));
    QCOMPARE(timed("compare",
                   [&] {
                       return difference(*connection, rows, {headVersion(), {}, {}, {}});
                   }),
             QString{});

    // Version 3 knows no market data: what the versions between do to it shows at version 4.
    VERIFY_RESULT(timed("head to 4", [&] { return migrator.down(4, LossPolicy::Accept); }));
    VERIFY_RESULT(timed("4 to head", [&] { return migrator.up(); }));
    QCOMPARE(difference(*connection, rows, {4, {}, AddedLater, Converted}), QString{});

    VERIFY_RESULT(timed("head to 3", [&] { return migrator.down(3, LossPolicy::Accept); }));
    VERIFY_RESULT(timed("3 to head", [&] { return migrator.up(); }));
    QCOMPARE(difference(*connection, rows, {3, {}, {}, {}}), QString{});

    VERIFY_RESULT(migrator.down(2, LossPolicy::Accept));
    const Result<MigrationReport> refused = migrator.down(1, LossPolicy::Accept);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QVERIFY2(refused.error().detail.contains(RandomRows::wideCoin() + u" at "_s),
             qPrintable(refused.error().detail));
    QCOMPARE(difference(*connection, rows, {2, {}, {}, {}, true, 2}), QString{});

    VERIFY_RESULT(connection->execute(
            u"DELETE FROM price_data_5min WHERE coin_type = '%1'"_s.arg(RandomRows::wideCoin())));
    VERIFY_RESULT(migrator.up());
    VERIFY_RESULT(timed("head to 1", [&] { return migrator.down(1, LossPolicy::Accept); }));
    VERIFY_RESULT(timed("1 to head", [&] { return migrator.up(); }));
    QCOMPARE(
            difference(
                    *connection, rows,
                    {1, {u"price_data_5min.id"_s, u"price_data_5min.created_at"_s}, {}, {}, false}),
            QString{});
}

int main(int argc, char *argv[])
{
    // Qt Test ends a function after five minutes, unless it is told otherwise before it starts.
    if (!qEnvironmentVariableIsSet("QTEST_FUNCTION_TIMEOUT"))
        qputenv("QTEST_FUNCTION_TIMEOUT", "3600000");
    QCoreApplication app{argc, argv};
    TestMillionRows test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_millionrows.moc"
