// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/statements.h"
#include "tests/support/scratchdatabase.h"

#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace Qt::Literals::StringLiterals;

class TestStatements : public QObject
{
    Q_OBJECT

private slots:
    void keepsText_data();
    void keepsText();
    void keepsNumbers_data();
    void keepsNumbers();
    void keepsTimes_data();
    void keepsTimes();
    void keepsPrices_data();
    void keepsPrices();
    void refusesWhatIsNoPrice_data();
    void refusesWhatIsNoPrice();
    void keepsValuesOfStatementsApart();
    void knowsTextByWhatItSays();
    void countsChanges();
    void tellsErrors_data();
    void tellsErrors();
    void tellsErrorsBetweenRows();
    void letsGoOfRows();
    void followsTheSchema();
    void logsNoValues();
};

namespace {

constexpr auto Echo = "SELECT ?1, typeof(?1)";

QString echo()
{
    return QString::fromLatin1(Echo);
}

} // namespace

void TestStatements::keepsText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("type");

    QTest::newRow("ASCII") << u"btc"_s << u"text"_s;
    QTest::newRow("three bytes a character") << u"\u20ac\u20ac\u20ac\u20ac"_s << u"text"_s;
    QTest::newRow("beyond 16 bits") << u"\U0001F680"_s << u"text"_s;
    QTest::newRow("NUL inside") << u"a"_s + QChar{0} + u"b"_s << u"text"_s;
    QTest::newRow("long") << QString{100'000, u'x'} << u"text"_s;
    QTest::newRow("empty") << u""_s << u"text"_s;
    QTest::newRow("null") << QString{} << u"null"_s;
}

void TestStatements::keepsText()
{
    QFETCH(const QString, text);
    QFETCH(const QString, type);
    const ScratchDatabase database;
    Statements statements{database.connection()};

    Result<Rows> rows = statements.run(echo(), {text});
    QVERIFY(rows && rows->next());
    QCOMPARE(rows->text(0), text);
    QCOMPARE(rows->text(0).isNull(), text.isNull());
    QCOMPARE(rows->isNull(0), text.isNull());
    QCOMPARE(rows->text(1), type);
    QVERIFY(!rows->next());
    QVERIFY(rows->end());
}

void TestStatements::keepsNumbers_data()
{
    QTest::addColumn<qint64>("number");

    QTest::newRow("smallest") << std::numeric_limits<qint64>::min();
    QTest::newRow("minus one") << qint64{-1};
    QTest::newRow("zero") << qint64{0};
    QTest::newRow("largest") << std::numeric_limits<qint64>::max();
}

void TestStatements::keepsNumbers()
{
    QFETCH(const qint64, number);
    const ScratchDatabase database;
    Statements statements{database.connection()};

    Result<Rows> rows = statements.run(echo(), {number});
    QVERIFY(rows && rows->next());
    QCOMPARE(rows->integer(0), number);
    QCOMPARE(rows->text(1), u"integer"_s);
}

void TestStatements::keepsTimes_data()
{
    QTest::addColumn<QDateTime>("time");
    QTest::addColumn<QString>("type");

    const auto at = [](qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC); };
    QTest::newRow("with milliseconds") << at(1'763'647'200'123) << u"integer"_s;
    QTest::newRow("before 1970") << at(-1) << u"integer"_s;
    QTest::newRow("local") << at(1'763'647'200'123).toLocalTime() << u"integer"_s;
    QTest::newRow("none") << QDateTime{} << u"null"_s;
}

void TestStatements::keepsTimes()
{
    QFETCH(const QDateTime, time);
    QFETCH(const QString, type);
    const ScratchDatabase database;
    Statements statements{database.connection()};

    Result<Rows> rows = statements.run(echo(), {time});
    QVERIFY(rows && rows->next());
    QCOMPARE(rows->time(0), time);
    QCOMPARE(rows->time(0).isValid(), time.isValid());
    QCOMPARE(rows->time(0).timeSpec(), time.isValid() ? Qt::UTC : QDateTime{}.timeSpec());
    QCOMPARE(rows->timeMs(0), time.isValid() ? time.toMSecsSinceEpoch() : 0);
    QCOMPARE(rows->text(1), type);
}

void TestStatements::keepsPrices_data()
{
    QTest::addColumn<QString>("price");

    QTest::newRow("largest") << u"999999999999.99999999"_s;
    QTest::newRow("smallest step") << u"0.00000001"_s;
    QTest::newRow("more than 64 bits") << u"184467440738.09551616"_s;
    QTest::newRow("negative") << u"-1.50000000"_s;
    QTest::newRow("zero") << u"0.00000000"_s;
}

void TestStatements::keepsPrices()
{
    QFETCH(const QString, price);
    const ScratchDatabase database;
    Statements statements{database.connection()};

    Result<Rows> rows = statements.run(echo(), {*Price::parse(price)});
    QVERIFY(rows && rows->next());
    QCOMPARE(rows->text(0), price); // text, never a number
    QCOMPARE(rows->price(0).value().toString(), price);
    QCOMPARE(rows->text(1), u"text"_s);
}

void TestStatements::refusesWhatIsNoPrice_data()
{
    QTest::addColumn<QString>("cell");

    QTest::newRow("NULL") << u"NULL"_s;
    QTest::newRow("binary floating point") << u"1.5"_s;
    QTest::newRow("whole number") << u"15"_s;
    QTest::newRow("words") << u"'dear'"_s;
    QTest::newRow("empty") << u"''"_s;
    QTest::newRow("bytes") << u"x'312e3530303030303030'"_s;
    QTest::newRow("as long as a price") << u"'abc.12345678'"_s;
}

void TestStatements::refusesWhatIsNoPrice()
{
    QFETCH(const QString, cell);
    const ScratchDatabase database;
    Statements statements{database.connection()};

    Result<Rows> rows = statements.run(u"SELECT "_s + cell);
    QVERIFY(rows && rows->next());
    const Result<Price> price = rows->price(0);
    QVERIFY(!price);
    QCOMPARE(price.error().kind, Error::Kind::Corrupt);
}

void TestStatements::keepsValuesOfStatementsApart()
{
    const ScratchDatabase database;
    Statements statements{database.connection()};
    const QString numbers = u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                            "WHERE i < 3) SELECT i, ? FROM n"_s;

    // SQLite reads a bound text at each row, whatever runs in between.
    Result<Rows> outer = statements.run(numbers, {u"outer "_s + QString{200, u'x'}});
    QVERIFY(outer);
    for (int row = 1; row <= 3; ++row) {
        Result<Rows> inner = statements.run(echo(), {QString{row * 1000, u'y'}});
        QVERIFY(inner && inner->next());
        QCOMPARE(inner->text(0), QString(row * 1000, u'y'));
        QVERIFY(outer->next());
        QCOMPARE(outer->integer(0), row);
        QCOMPARE(outer->text(1), u"outer "_s + QString(200, u'x'));
    }
    QVERIFY(!outer->next());
}

void TestStatements::knowsTextByWhatItSays()
{
    const ScratchDatabase database;
    Statements statements{database.connection()};

    // Each text is gone before the next is made, most often at the same address.
    for (int turn = 0; turn < 3; ++turn) {
        for (int i = 10; i < 30; ++i) {
            Result<Rows> rows = statements.run(u"SELECT %1 + ?"_s.arg(i), {turn});
            QVERIFY(rows && rows->next());
            QCOMPARE(rows->integer(0), i + turn);
        }
    }
}

void TestStatements::countsChanges()
{
    const ScratchDatabase database;
    QVERIFY(database.run(u"CREATE TABLE t (k INTEGER PRIMARY KEY, v TEXT)"_s));
    Statements statements{database.connection()};
    const QString insert = u"INSERT INTO t VALUES (?, ?) ON CONFLICT DO NOTHING"_s;

    QCOMPARE(statements.change(insert, {1, u"a"_s}).value(), 1);
    QCOMPARE(statements.change(insert, {1, u"b"_s}).value(), 0);
    QCOMPARE(statements.change(insert, {2, SqlValue{}}).value(), 1);
    QCOMPARE(statements.change(u"DELETE FROM t WHERE k > ?"_s, {0}).value(), 2);
}

void TestStatements::tellsErrors_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QString>("word");

    QTest::newRow("no SQL") << u"SELEKT ?"_s << Error::Kind::Database << u"syntax"_s;
    QTest::newRow("no such table")
            << u"SELECT * FROM u WHERE a = ?"_s << Error::Kind::Database << u"no such table"_s;
    QTest::newRow("nothing at all") << u"-- ?"_s << Error::Kind::Database << u"no statement"_s;
    QTest::newRow("two placeholders")
            << u"SELECT ?, ?"_s << Error::Kind::Database << u"placeholder"_s;
    QTest::newRow("rule of the schema")
            << u"INSERT INTO t VALUES (?)"_s << Error::Kind::Constraint << u"CHECK"_s;
    QTest::newRow("at the first row")
            << u"SELECT abs(-9223372036854775807 - ?)"_s << Error::Kind::Database << u"overflow"_s;
}

void TestStatements::tellsErrors()
{
    QFETCH(const QString, sql);
    QFETCH(const Error::Kind, kind);
    QFETCH(const QString, word);
    const ScratchDatabase database;
    QVERIFY(database.run(u"CREATE TABLE t (a CHECK (a > 1))"_s));
    Statements statements{database.connection()};

    for (int turn = 0; turn < 2; ++turn) { // the second with what the first left behind
        const Result<Rows> rows = statements.run(sql, {1});
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, kind);
        QVERIFY2(rows.error().detail.contains(word), qPrintable(rows.error().detail));
    }
}

void TestStatements::tellsErrorsBetweenRows()
{
    const ScratchDatabase database;
    Statements statements{database.connection()};

    Result<Rows> rows =
            statements.run(u"SELECT 1 UNION ALL SELECT abs(-9223372036854775807 - 1)"_s);
    QVERIFY(rows);
    QVERIFY(rows->next());
    QVERIFY(!rows->next());
    QVERIFY(!rows->end());
    QVERIFY(!rows->next());
}

void TestStatements::letsGoOfRows()
{
    const QTemporaryDir folder;
    const ScratchDatabase database{folder.filePath(u"t.db"_s)};
    const ScratchDatabase other{folder.filePath(u"t.db"_s)};
    QVERIFY(database.run(u"CREATE TABLE t (a)"_s));
    QVERIFY(database.run(u"INSERT INTO t VALUES (1), (2)"_s));
    Statements statements{database.connection()};
    {
        Result<Rows> rows = statements.run(u"SELECT a FROM t"_s);
        QVERIFY(rows && rows->next());
        QVERIFY(other.run(u"INSERT INTO t VALUES (3)"_s));
        // Yesterday's database, as long as a row is being read.
        QCOMPARE(database.value(u"SELECT COUNT(*) FROM t"_s), u"2"_s);
    }
    QCOMPARE(database.value(u"SELECT COUNT(*) FROM t"_s), u"3"_s);
}

void TestStatements::followsTheSchema()
{
    const ScratchDatabase database;
    QVERIFY(database.run(u"CREATE TABLE t (a)"_s));
    QVERIFY(database.run(u"INSERT INTO t VALUES ('x')"_s));
    Statements statements{database.connection()};
    const QString select = u"SELECT * FROM t WHERE a = ?"_s;
    QVERIFY(statements.run(select, {u"x"_s}));

    QVERIFY(database.run(u"ALTER TABLE t ADD COLUMN b DEFAULT 'new'"_s));
    Result<Rows> rows = statements.run(select, {u"x"_s});
    QVERIFY(rows && rows->next());
    QCOMPARE(rows->text(1), u"new"_s);
}

void TestStatements::logsNoValues()
{
    const ScratchDatabase database;
    Statements statements{database.connection()};
    QLoggingCategory::setFilterRules(u"tidemark.sql.debug=true"_s);
    QTest::ignoreMessage(QtDebugMsg, Echo); // the whole message
    const bool ran = statements.run(echo(), {u"hidden"_s}).has_value();
    QLoggingCategory::setFilterRules({});
    QVERIFY(ran);
}

QTEST_GUILESS_MAIN(TestStatements)
#include "tst_statements.moc"
