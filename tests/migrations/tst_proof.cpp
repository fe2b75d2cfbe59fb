// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/proof/proof.h"

#include "tests/support/engines.h"

#include "db/connection.h"

#include <cmath>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace {

Checksum rowDigest(const QList<Cell> &cells)
{
    return RowDigester{}.digest({cells.constData(), static_cast<std::size_t>(cells.size())});
}

} // namespace

class TestProof : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void forgetsOrder();
    void seesOneChangedCell_data();
    void seesOneChangedCell();
    void keepsTypesApart_data();
    void keepsTypesApart();
    void countsRowsWithoutColumns();
    void leavesOutWhatIsNotNamed();
    void survivesOddNames();
    void stopsWhenTold();
    void reportsAMissingTable();

    void readsExpressions();
    void saysTheSameOnEveryEngine();

private:
    void run(const QString &sql) const;
    [[nodiscard]] TableProof prove(const QStringList &columns) const;

    std::unique_ptr<Connection> m_connection;
};

void TestProof::init()
{
    Result<std::unique_ptr<Connection>> connection =
            Connection::open(ConnectionSpec::file(u":memory:"_s));
    QVERIFY(connection);
    m_connection = std::move(*connection);
    run(u"CREATE TABLE t (a INTEGER, b TEXT, c)"_s);
    run(u"INSERT INTO t VALUES (1, '1.50000000', 0.1), (2, NULL, x'00ff'), (3, '', 3)"_s);
}

void TestProof::run(const QString &sql) const
{
    QVERIFY2(m_connection->execute(sql), qPrintable(sql));
}

TableProof TestProof::prove(const QStringList &columns) const
{
    return proveTable(*m_connection, u"t"_s, columns).value_or(TableProof{});
}

void TestProof::forgetsOrder()
{
    const TableProof before = prove({u"a"_s, u"b"_s, u"c"_s});
    QCOMPARE(before.rows, 3);
    run(u"CREATE TABLE u AS SELECT c, b, a FROM t ORDER BY a DESC"_s);
    run(u"DROP TABLE t"_s);
    run(u"ALTER TABLE u RENAME TO t"_s);
    const TableProof after = prove({u"c"_s, u"a"_s, u"b"_s});
    QCOMPARE(after.checksum, before.checksum);
    QCOMPARE(after.rows, before.rows);
}

void TestProof::seesOneChangedCell_data()
{
    QTest::addColumn<QString>("change");

    QTest::newRow("last digit") << u"UPDATE t SET b = '1.50000001' WHERE a = 1"_s;
    QTest::newRow("same number, other text") << u"UPDATE t SET b = '1.5' WHERE a = 1"_s;
    QTest::newRow("NULL to empty") << u"UPDATE t SET b = '' WHERE a = 2"_s;
    QTest::newRow("NULL to its name") << u"UPDATE t SET b = 'NULL' WHERE a = 2"_s;
    QTest::newRow("last bit of a double") << u"UPDATE t SET c = 0.1 + 1.4e-17 WHERE a = 1"_s;
    QTest::newRow("a byte of a blob") << u"UPDATE t SET c = x'00fe' WHERE a = 2"_s;
    QTest::newRow("integer to text") << u"UPDATE t SET c = '3' WHERE a = 3"_s;
    QTest::newRow("cells swapped between rows") << u"UPDATE t SET a = 4 - a"_s;
    QTest::newRow("a row less") << u"DELETE FROM t WHERE a = 3"_s;
    QTest::newRow("a row twice") << u"INSERT INTO t SELECT * FROM t WHERE a = 3"_s;
}

void TestProof::seesOneChangedCell()
{
    QFETCH(const QString, change);

    const QStringList columns{u"a"_s, u"b"_s, u"c"_s};
    const TableProof before = prove(columns);
    run(change);
    QVERIFY(prove(columns).checksum != before.checksum);
}

void TestProof::keepsTypesApart_data()
{
    QTest::addColumn<QList<Cell>>("one");
    QTest::addColumn<QList<Cell>>("other");

    QTest::newRow("where a cell ends") << QList{Cell::ofText("ab"), Cell::ofText("c")}
                                       << QList{Cell::ofText("a"), Cell::ofText("bc")};
    QTest::newRow("text that looks like two cells")
            << QList{Cell::ofText("aT1:b")} << QList{Cell::ofText("a"), Cell::ofText("b")};
    QTest::newRow("text and bytes") << QList{Cell::ofText("a")} << QList{Cell::ofBlob("a")};
    QTest::newRow("text and number") << QList{Cell::ofText("1")} << QList{Cell::ofInteger(1)};
    QTest::newRow("text that holds a number's bytes")
            << QList{Cell::ofText(QByteArrayView{"I\1\0\0\0\0\0\0\0", 9})}
            << QList{Cell::ofInteger(1)};
    QTest::newRow("two doubles") << QList{Cell::ofReal(0.1 + 0.2)} << QList{Cell::ofReal(0.3)};
}

void TestProof::keepsTypesApart()
{
    QFETCH(const QList<Cell>, one);
    QFETCH(const QList<Cell>, other);

    QVERIFY(rowDigest(one) != rowDigest(other));
    QCOMPARE(rowDigest(one), rowDigest(one));
}

void TestProof::countsRowsWithoutColumns()
{
    QCOMPARE(prove({}).rows, 3);
}

void TestProof::leavesOutWhatIsNotNamed()
{
    const TableProof before = prove({u"a"_s});
    run(u"UPDATE t SET b = 'other'"_s);
    QCOMPARE(prove({u"a"_s}).checksum, before.checksum);
}

void TestProof::survivesOddNames()
{
    run(u"CREATE TABLE \"odd \"\" name\" (\"select\" TEXT, \"a b\" TEXT)"_s);
    run(u"INSERT INTO \"odd \"\" name\" VALUES ('x', 'y')"_s);
    const Result<TableProof> proof =
            proveTable(*m_connection, u"odd \" name"_s, {u"select"_s, u"a b"_s});
    QVERIFY(proof);
    QCOMPARE(proof->rows, 1);
    QCOMPARE(proof->checksum,
             rowDigest(QList{Cell::ofText("y"), Cell::ofText("x")})); // "a b" comes before "select"
}

void TestProof::stopsWhenTold()
{
    run(u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000)"
        " INSERT INTO t SELECT i, NULL, NULL FROM n"_s);
    const Result<TableProof> proof =
            proveTable(*m_connection, u"t"_s, {u"a"_s}, [] { return false; });
    QVERIFY(!proof);
    QCOMPARE(proof.error().kind, Error::Kind::Cancelled);
}

void TestProof::reportsAMissingTable()
{
    const Result<TableProof> proof = proveTable(*m_connection, u"nothing"_s, {u"a"_s});
    QVERIFY(!proof);
    QCOMPARE(proof.error().kind, Error::Kind::Database);
}

void TestProof::readsExpressions()
{
    const TableProof before = prove({u"a"_s, u"b"_s});
    run(u"CREATE TABLE other (a TEXT, b TEXT)"_s);
    run(u"INSERT INTO other SELECT 'no ' || a, b FROM t"_s);
    const Result<TableProof> after = proveTable(*m_connection, u"other"_s, {u"b"_s, u"a"_s}, {},
                                                {{u"a"_s, u"CAST(substr(a, 4) AS INTEGER)"_s}});
    QVERIFY(after);
    QCOMPARE(after->checksum, before.checksum);
}

// Every type of the schema, at its ends.
void TestProof::saysTheSameOnEveryEngine()
{
    const QHash<Engine, QString> types{
            {Engine::Sqlite,
             u"id INTEGER PRIMARY KEY, truth INTEGER, whole INTEGER, amount TEXT, wide TEXT,"
             " ratio REAL, moment INTEGER, day INTEGER, note TEXT, code TEXT"_s},
            {Engine::PostgreSql,
             u"id BIGSERIAL PRIMARY KEY, truth BOOLEAN, whole INTEGER, amount NUMERIC(20,8),"
             " wide NUMERIC(38,18), ratio DOUBLE PRECISION, moment TIMESTAMPTZ(3), day DATE,"
             " note TEXT, code VARCHAR(20) COLLATE \"C\""_s},
            {Engine::MariaDb,
             u"id BIGINT AUTO_INCREMENT PRIMARY KEY, truth TINYINT(1), whole INT,"
             " amount DECIMAL(20,8), wide DECIMAL(38,18), ratio DOUBLE, moment DATETIME(3),"
             " day DATE, note LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,"
             " code VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin"_s}};
    const QStringList columns{u"id"_s,    u"truth"_s,  u"whole"_s, u"amount"_s, u"wide"_s,
                              u"ratio"_s, u"moment"_s, u"day"_s,   u"note"_s,   u"code"_s};
    using Reals = std::numeric_limits<double>;
    const QList<QList<Cell>> rows{
            {Cell::ofInteger(1), Cell{}, Cell{}, Cell{}, Cell{}, Cell{}, Cell{}, Cell{}, Cell{},
             Cell{}},
            {Cell::ofInteger(2), Cell::ofInteger(0), Cell::ofInteger(0), Cell::ofText("0.00000001"),
             Cell::ofText("0.000000000000000001"), Cell::ofReal(-0.0), Cell::ofInteger(0),
             Cell::ofInteger(0), Cell::ofText(""), Cell::ofText("")},
            {Cell::ofInteger(3), Cell::ofInteger(1), Cell::ofInteger(2147483647),
             Cell::ofText("999999999999.99999999"),
             Cell::ofText("99999999999999999999.999999999999999999"), Cell::ofReal(Reals::max()),
             Cell::ofInteger(253402300799999), Cell::ofInteger(253402214400000),
             Cell::ofText("a\tb\nc\\d\re'f\"g\\N\\t\v\b\f"), Cell::ofText(" both ")},
            {Cell::ofInteger(4), Cell::ofInteger(1), Cell::ofInteger(-2147483647 - 1),
             Cell::ofText("-999999999999.99999999"),
             Cell::ofText("-99999999999999999999.999999999999999999"),
             Cell::ofReal(Reals::lowest()), Cell::ofInteger(-1), Cell::ofInteger(-86400000),
             Cell::ofText("\xf0\x9f\xaa\x99 \xe4\xbe\xa1\xe6\xa0\xbc \xc3\xa4"),
             Cell::ofText("NULL")},
            {Cell::ofInteger(5), Cell::ofInteger(0), Cell::ofInteger(1), Cell::ofText("1.50000000"),
             Cell::ofText("0.000000000000000000"), Cell::ofReal(Reals::denorm_min()),
             Cell::ofInteger(-30610224000000), Cell::ofInteger(-30610224000000),
             Cell::ofText("\\N"), Cell::ofText("\\")},
            {Cell::ofInteger(std::numeric_limits<qint64>::max()), Cell::ofInteger(0),
             Cell::ofInteger(1), Cell::ofText("100000000000.00000000"),
             Cell::ofText("10.000000000000000000"), Cell::ofReal(0.1 + 0.2),
             Cell::ofInteger(1732072500123), Cell::ofInteger(1732060800000), Cell::ofText("N"),
             Cell::ofText("'")},
            {Cell::ofInteger(6), Cell::ofInteger(0), Cell::ofInteger(1), Cell::ofText("0.00000000"),
             Cell::ofText("1.000000000000000000"), Cell::ofReal(std::nextafter(1e22, 0)),
             Cell::ofInteger(-1732072500877), Cell::ofInteger(951782400000), Cell::ofText("\n"),
             Cell::ofText("\t")}};
    Checksum expected;
    for (const QList<Cell> &row : rows) {
        QList<Cell> byName;
        QStringList sorted = columns;
        sorted.sort();
        for (const QString &column : sorted)
            byName.append(row[columns.indexOf(column)]);
        expected += rowDigest(byName);
    }
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        const TestDatabase database{engine};
        const auto connection = Connection::open(database.spec());
        QVERIFY(connection);
        QVERIFY((*connection)->execute(u"CREATE TABLE extremes (%1)"_s.arg(types[engine])));
        {
            const auto loader = (*connection)->loader(u"extremes"_s, columns);
            QVERIFY(loader);
            for (const QList<Cell> &row : rows) {
                const Result<> appended =
                        (*loader)->append({row.constData(), static_cast<std::size_t>(row.size())});
                QVERIFY2(appended, qPrintable(appended ? QString{} : appended.error().detail));
            }
            const Result<qint64> finished = (*loader)->finish();
            QVERIFY2(finished, qPrintable(finished ? QString{} : finished.error().detail));
            QCOMPARE(*finished, rows.size());
        }
        const auto stream = (*connection)
                                    ->stream(u"SELECT %1 FROM extremes ORDER BY %2"_s.arg(
                                            columns.join(u','), u"id = 6, id"_s));
        QVERIFY(stream);
        for (const QList<Cell> &row : rows) {
            QVERIFY((*stream)->next());
            for (qsizetype i = 0; i < row.size(); ++i) {
                const Cell &cell = (*stream)->row()[static_cast<std::size_t>(i)];
                QVERIFY2(cell.kind == row[i].kind && cell.integer == row[i].integer &&
                                 cell.real == row[i].real && cell.text == row[i].text,
                         qPrintable(u"%1: %2 of row %3: %4 %5 %6 %7"_s
                                            .arg(engineName(engine), columns[i])
                                            .arg(row[0].integer)
                                            .arg(int(cell.kind))
                                            .arg(cell.integer)
                                            .arg(cell.real, 0, 'g', 17)
                                            .arg(QString::fromUtf8(cell.text))));
            }
        }
        QVERIFY(!(*stream)->next());
        const Result<TableProof> proof = proveTable(**connection, u"extremes"_s, columns);
        QVERIFY(proof);
        QCOMPARE(proof->rows, rows.size());
        QCOMPARE(proof->checksum.toHex(), expected.toHex());
    }
}

QTEST_GUILESS_MAIN(TestProof)
#include "tst_proof.moc"
