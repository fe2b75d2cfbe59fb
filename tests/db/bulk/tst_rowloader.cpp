// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/engines.h"

#include "db/connection.h"
#include "db/transaction.h"

using namespace Qt::Literals::StringLiterals;

// What every engine's loader does; that all values survive is tst_proof's.
class TestRowLoader : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addEngineRows(); }
    void init();
    void loadsManyRows();
    void loadsNothing();
    void numbersGoOnBehindTheHighest();
    void keepsZeroAsAnId();
    void belongsToTheTransaction();
    void leavesTheConnectionUsable();
    void refusesWhatDoesNotFit_data();
    void refusesWhatDoesNotFit();
    void namesAMissingColumn();
    void loadsWithoutLocalFiles();
    void handsOutNoFile();

private:
    void load(qint64 first, qint64 last) const;
    [[nodiscard]] Result<qint64> tryLoad(const QList<Cell> &row) const;
    [[nodiscard]] QString value(const QString &sql) const;

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<Connection> m_connection;
};

namespace {

const QStringList Columns{u"id"_s, u"amount"_s, u"moment"_s, u"day"_s, u"note"_s};

QString tableOn(Engine engine)
{
    switch (engine) {
    case Engine::Sqlite:
        return u"CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, amount TEXT"
               " CHECK (amount GLOB '*.[0-9][0-9]'), moment INTEGER NOT NULL,"
               " day INTEGER CHECK (day % 86400000 = 0), note TEXT) STRICT"_s;
    case Engine::PostgreSql:
        return u"CREATE TABLE t (id BIGSERIAL PRIMARY KEY, amount NUMERIC(10,2),"
               " moment TIMESTAMPTZ(3) NOT NULL, day DATE, note TEXT)"_s;
    case Engine::MariaDb:
        break;
    }
    return u"CREATE TABLE t (id BIGINT AUTO_INCREMENT PRIMARY KEY, amount DECIMAL(10,2),"
           " moment DATETIME(3) NOT NULL, day DATE, note TEXT) CHARACTER SET utf8mb4"_s;
}

Result<> append(RowLoader &loader, const QList<Cell> &row)
{
    return loader.append({row.constData(), static_cast<std::size_t>(row.size())});
}

// A row like no other.
Result<> appendRow(RowLoader &loader, qint64 id)
{
    const QByteArray amount = QByteArray::number(id) + ".25";
    const QByteArray note = "it's\t" + QByteArray::number(id) + "\\";
    return append(loader, {Cell::ofInteger(id), Cell::ofText(amount), Cell::ofInteger(id * 1001),
                           Cell::ofInteger(86'400'000 * (id % 1000)), Cell::ofText(note)});
}

} // namespace

void TestRowLoader::init()
{
    QFETCH_GLOBAL(const Engine, engine);

    m_connection.reset();
    if (!m_database || m_database->spec().engine != engine) // making one takes longer than a test
        m_database = std::make_unique<TestDatabase>(engine);
    auto connection = Connection::open(m_database->spec());
    QVERIFY(connection);
    m_connection = std::move(*connection);
    QVERIFY(m_connection->execute(u"DROP TABLE IF EXISTS t"_s));
    QVERIFY(m_connection->execute(tableOn(engine)));
}

void TestRowLoader::load(qint64 first, qint64 last) const
{
    const auto loader = m_connection->loader(u"t"_s, Columns);
    QVERIFY(loader);
    for (qint64 id = first; id <= last; ++id)
        QVERIFY(appendRow(**loader, id));
    const Result<qint64> rows = (*loader)->finish();
    QVERIFY2(rows, qPrintable(rows ? QString{} : rows.error().detail));
    QCOMPARE(*rows, last - first + 1);
}

// Some engines look at a row when it is appended and some only at the end.
Result<qint64> TestRowLoader::tryLoad(const QList<Cell> &row) const
{
    const auto loader = m_connection->loader(u"t"_s, Columns);
    if (!loader)
        return fail(loader.error());
    return append(**loader, row).and_then([&] { return (*loader)->finish(); });
}

QString TestRowLoader::value(const QString &sql) const
{
    const auto rows = m_connection->stream(sql);
    if (!rows)
        return rows.error().detail;
    if (!(*rows)->next())
        return u"no row"_s;
    const Cell &cell = (*rows)->row().front();
    return cell.kind == Cell::Kind::Integer ? QString::number(cell.integer)
                                            : QString::fromUtf8(cell.text);
}

void TestRowLoader::loadsManyRows()
{
    constexpr qint64 Count = 100'000; // more than one packet of each engine

    Transaction transaction{*m_connection};
    QVERIFY(transaction.begin());
    load(1, Count);
    QVERIFY(transaction.commit());
    QCOMPARE(value(u"SELECT COUNT(*) FROM t"_s), QString::number(Count));
    const auto rows =
            m_connection->stream(u"SELECT id, amount, moment, day, note FROM t ORDER BY id"_s);
    QVERIFY(rows);
    for (qint64 id = 1; id <= Count; ++id) {
        QVERIFY((*rows)->next());
        const std::span<const Cell> row = (*rows)->row();
        const bool isSame =
                row[0].integer == id && row[1].text == QByteArray{QByteArray::number(id) + ".25"} &&
                row[2].integer == id * 1001 && row[3].integer == 86'400'000 * (id % 1000) &&
                row[4].text == QByteArray{"it's\t" + QByteArray::number(id) + "\\"};
        QVERIFY2(isSame, qPrintable(QString::number(id)));
    }
}

void TestRowLoader::loadsNothing()
{
    load(1, 0);
    QCOMPARE(value(u"SELECT COUNT(*) FROM t"_s), u"0"_s);
}

void TestRowLoader::numbersGoOnBehindTheHighest()
{
    load(41, 42);
    QVERIFY(m_connection->execute(u"INSERT INTO t (moment) SELECT moment FROM t WHERE id = 41"_s));
    QCOMPARE(value(u"SELECT MAX(id) FROM t"_s), u"43"_s);
    load(7, 8); // lower ids do not set it back
    QVERIFY(m_connection->execute(u"DELETE FROM t WHERE id = 43"_s));
    QVERIFY(m_connection->execute(u"INSERT INTO t (moment) SELECT moment FROM t WHERE id = 41"_s));
    QCOMPARE(value(u"SELECT MAX(id) FROM t"_s), u"44"_s);
}

void TestRowLoader::keepsZeroAsAnId()
{
    load(-1, 1);
    QCOMPARE(value(u"SELECT MIN(id) FROM t"_s), u"-1"_s);
    QCOMPARE(value(u"SELECT COUNT(*) FROM t WHERE id = 0"_s), u"1"_s);
    QVERIFY(m_connection->execute(u"INSERT INTO t (moment) SELECT moment FROM t WHERE id = 1"_s));
    QCOMPARE(value(u"SELECT MAX(id) FROM t"_s), u"2"_s);
}

void TestRowLoader::belongsToTheTransaction()
{
    {
        Transaction transaction{*m_connection};
        QVERIFY(transaction.begin());
        load(1, 10);
    }
    QCOMPARE(value(u"SELECT COUNT(*) FROM t"_s), u"0"_s);
    {
        Transaction transaction{*m_connection};
        QVERIFY(transaction.begin());
        const auto loader = m_connection->loader(u"t"_s, Columns);
        QVERIFY(loader);
        QVERIFY(appendRow(**loader, 1)); // given up without finish()
    }
    QCOMPARE(value(u"SELECT COUNT(*) FROM t"_s), u"0"_s);
}

void TestRowLoader::leavesTheConnectionUsable()
{
    {
        Transaction transaction{*m_connection};
        QVERIFY(transaction.begin());
        QVERIFY(!tryLoad({Cell::ofInteger(1), Cell{}, Cell{}, Cell{}, Cell{}})); // no moment
    }
    QVERIFY(m_connection->ping());
    load(1, 2);
    QCOMPARE(value(u"SELECT COUNT(*) FROM t"_s), u"2"_s);
}

void TestRowLoader::refusesWhatDoesNotFit_data()
{
    QTest::addColumn<QList<Cell>>("row");

    const Cell zero = Cell::ofInteger(0);
    QTest::newRow("an id twice") << QList{Cell::ofInteger(1), Cell{}, zero, Cell{}, Cell{}};
    QTest::newRow("NULL where there must be a value")
            << QList{Cell::ofInteger(2), Cell{}, Cell{}, Cell{}, Cell{}};
    QTest::newRow("a word for a number")
            << QList{Cell::ofInteger(2), Cell::ofText("word"), zero, Cell{}, Cell{}};
    QTest::newRow("a day that is no midnight")
            << QList{Cell::ofInteger(2), Cell{}, zero, Cell::ofInteger(1), Cell{}};
}

void TestRowLoader::refusesWhatDoesNotFit()
{
    QFETCH(const QList<Cell>, row);

    load(1, 1);
    {
        Transaction transaction{*m_connection};
        QVERIFY(transaction.begin());
        const Result<qint64> loaded = tryLoad(row);
        QVERIFY(!loaded);
        QVERIFY2(loaded.error().kind == Error::Kind::Constraint ||
                         loaded.error().kind == Error::Kind::Database,
                 qPrintable(loaded.error().detail));
        QVERIFY(!loaded.error().detail.isEmpty());
    }
    QCOMPARE(value(u"SELECT COUNT(*) FROM t"_s), u"1"_s);
}

void TestRowLoader::namesAMissingColumn()
{
    const auto loader = m_connection->loader(u"t"_s, {u"id"_s, u"nothing"_s});
    QVERIFY(!loader);
    QVERIFY(loader.error().detail.contains("nothing"_L1));
    QVERIFY(m_connection->ping());
}

void TestRowLoader::loadsWithoutLocalFiles()
{
    QFETCH_GLOBAL(const Engine, engine);
    if (engine != Engine::MariaDb)
        return; // the others have one way only

    PrivateServer server{engine};
    const auto admin = Connection::open(server.settings().admin());
    QVERIFY(admin);
    QVERIFY((*admin)->execute(u"SET GLOBAL local_infile = 0"_s));
    QVERIFY((*admin)->execute(u"SET GLOBAL max_allowed_packet = 65536"_s));
    auto connection = Connection::open(server.settings().user());
    QVERIFY(connection);
    m_connection = std::move(*connection);
    QVERIFY(m_connection->execute(tableOn(engine)));
    loadsManyRows();
    QVERIFY(m_connection->execute(u"TRUNCATE t"_s));
    keepsZeroAsAnId();
    QVERIFY(m_connection->execute(u"TRUNCATE t"_s));
    QVERIFY(!tryLoad({Cell::ofInteger(1), Cell::ofText("0.001"), Cell::ofInteger(0), Cell{},
                      Cell{}})); // a digit too many is cut with a warning only
    m_connection.reset();
}

void TestRowLoader::handsOutNoFile()
{
    QFETCH_GLOBAL(const Engine, engine);
    if (engine != Engine::MariaDb)
        return; // only there a server may ask for one

    QTemporaryDir folder;
    QFile file{folder.filePath(u"secret"_s)};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("1\t2.00\t2026-11-20\t2026-11-20\tsecret\n");
    file.close();
    const QString ask = u"LOAD DATA LOCAL INFILE '%1' INTO TABLE t"_s.arg(file.fileName());
    QVERIFY(!m_connection->execute(ask));
    load(10, 10);
    QVERIFY(!m_connection->execute(ask));
    QCOMPARE(value(u"SELECT COUNT(*) FROM t"_s), u"1"_s);
}

QTEST_GUILESS_MAIN(TestRowLoader)
#include "tst_rowloader.moc"
