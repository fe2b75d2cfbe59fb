// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/proof.h"

#include "db/connection.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

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

QTEST_GUILESS_MAIN(TestProof)
#include "tst_proof.moc"
