// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/schema/inspection.h"
#include "tests/support/engines.h"

#include <QElapsedTimer>

using namespace Qt::Literals::StringLiterals;

namespace {

void addServers()
{
    addServerRows();
}

void run(const Connection &connection, const QStringList &statements)
{
    for (const QString &statement : statements) {
        const Result<> done = connection.execute(statement);
        if (!done)
            giveUp(u"'%1' failed: %2"_s.arg(statement, done.error().detail));
    }
}

// A database of its own with these objects.
class Made final
{
public:
    explicit Made(Engine engine, const QStringList &statements = {})
        : m_database{engine}
        , m_connection{std::move(*Connection::open(m_database.spec()))}
    {
        run(*m_connection, statements);
    }
    [[nodiscard]] const Connection &connection() const { return *m_connection; }
    [[nodiscard]] Schema schema() const
    {
        Result<Schema> schema = inspectSchema(*m_connection);
        if (!schema)
            giveUp(u"the schema cannot be read: "_s + schema.error().detail);
        return *schema;
    }

private:
    ServerDatabase m_database;
    std::unique_ptr<Connection> m_connection;
};

QString definition(const Schema &schema, SchemaObject::Kind kind, const QString &name)
{
    const SchemaObject *object = schema.find(kind, name);
    return object ? object->definition : u"missing"_s;
}

QString tableOf(const Schema &schema, const QString &name)
{
    return definition(schema, SchemaObject::Kind::Table, name);
}

QStringList namesOf(const Schema &schema)
{
    QStringList names;
    for (const SchemaObject &object : schema.objects)
        names.append(object.name);
    return names;
}

} // namespace

class TestServerInspection final : public QObject
{
    Q_OBJECT

private slots:
    void tellsATable_data() { addServers(); }
    void tellsATable();
    void tellsIndexes_data() { addServers(); }
    void tellsIndexes();
    void oneSpelling_data();
    void oneSpelling();
    void leavesOutWhatIsNoObject_data() { addServers(); }
    void leavesOutWhatIsNoObject();
    void splitTablesAreOneObject_data() { addServers(); }
    void splitTablesAreOneObject();
    void sqlMakesTheObjectAgain_data() { addServers(); }
    void sqlMakesTheObjectAgain();
    void seesTheCurrentSchemaAlone();
    void isFast_data() { addServers(); }
    void isFast();
};

void TestServerInspection::tellsATable()
{
    QFETCH(const Engine, engine);
    const bool isPostgreSql = engine == Engine::PostgreSql;
    const QStringList parent{isPostgreSql ? u"CREATE TABLE a (id BIGSERIAL PRIMARY KEY)"_s
                                          : u"CREATE TABLE a (id BIGINT AUTO_INCREMENT PRIMARY KEY)"
                                            ""_s};
    const Made made{
            engine,
            parent + QStringList{
                             isPostgreSql
                                     ? u"CREATE TABLE b (id BIGINT GENERATED ALWAYS AS IDENTITY,"
                                       " a_id BIGINT NOT NULL REFERENCES a (id) ON DELETE RESTRICT,"
                                       " coin VARCHAR(20) COLLATE \"C\" NOT NULL, ok BOOLEAN,"
                                       " price NUMERIC(20,8) DEFAULT 1.5,"
                                       " at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),"
                                       " twice BIGINT GENERATED ALWAYS AS (a_id * 2) STORED,"
                                       " PRIMARY KEY (id), UNIQUE (coin, at),"
                                       " CONSTRAINT ck_b CHECK (price > 0))"_s
                                     : u"CREATE TABLE b (id BIGINT AUTO_INCREMENT,"
                                       " a_id BIGINT NOT NULL,"
                                       " coin VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin"
                                       " NOT NULL CHECK (coin <> ''), ok BOOL, details JSON,"
                                       " price DECIMAL(20,8) DEFAULT 1.5, word VARCHAR(5) CHARACTER"
                                       " SET ascii DEFAULT 'it''s',"
                                       " at DATETIME(3) NOT NULL DEFAULT current_timestamp(3),"
                                       " twice BIGINT AS (a_id * 2) STORED,"
                                       " PRIMARY KEY (id), UNIQUE (coin, at),"
                                       " FOREIGN KEY (a_id) REFERENCES a (id),"
                                       " CONSTRAINT ck_b CHECK (price > 0))"_s}};
    const Schema schema = made.schema();
    QCOMPARE(namesOf(schema), (QStringList{u"a"_s, u"b"_s}));
    const QString expected =
            isPostgreSql ? u"column a_id bigint not null\n"
                           "column at timestamp(3) with time zone not null default now()\n"
                           "column coin character varying(20) collate C not null\n"
                           "column id bigint not null identity\n"
                           "column ok boolean\n"
                           "column price numeric(20,8) default 1.5\n"
                           "column twice bigint generated (a_id * 2)\n"
                           "primary key (id)\n"
                           "unique (coin, at)\n"
                           "foreign key (a_id) references a (id) on delete restrict\n"
                           "check ck_b"_s
                         : u"column a_id bigint not null\n"
                           "column at datetime(3) not null default current_timestamp(3)\n"
                           "column coin varchar(20) collate ascii_bin not null\n"
                           "column details json\n"
                           "column id bigint not null identity\n"
                           "column ok tinyint(1)\n"
                           "column price decimal(20,8) default 1.50000000\n"
                           "column twice bigint generated \"a_id\" * 2\n"
                           "column word varchar(5) collate ascii_general_ci default it's\n"
                           "primary key (id)\n"
                           "unique (coin, at)\n"
                           "foreign key (a_id) references a (id) on delete restrict\n"
                           "check ck_b\n"
                           "check of coin"_s;
    QCOMPARE(tableOf(schema, u"b"_s), expected);
    QCOMPARE(schema.find(SchemaObject::Kind::Table, u"b"_s)->columns.first(), u"id"_s);
    QVERIFY(!schema.find(SchemaObject::Kind::Table, u"b"_s)->columns.contains(u"twice"_s));
}

void TestServerInspection::tellsIndexes()
{
    QFETCH(const Engine, engine);
    const Made made{engine,
                    {u"CREATE TABLE t (a INTEGER, b INTEGER, timestamp INTEGER)"_s,
                     u"CREATE INDEX ix_two ON t (timestamp, b DESC)"_s,
                     u"CREATE UNIQUE INDEX ux_falling ON t (a DESC)"_s}};
    QCOMPARE(definition(made.schema(), SchemaObject::Kind::Index, u"ix_two"_s),
             u"index ix_two on t using btree (timestamp, b desc)"_s);
    QCOMPARE(definition(made.schema(), SchemaObject::Kind::Index, u"ux_falling"_s),
             u"index ux_falling on t using btree (a desc) unique"_s);
    if (engine == Engine::MariaDb)
        return;
    run(made.connection(), {u"CREATE INDEX ix_live ON t (a) WHERE b IS NOT NULL"_s,
                            u"CREATE INDEX ix_sum ON t USING brin ((a + b)) INCLUDE (b)"_s.replace(
                                    u"brin"_s, u"btree"_s)});
    QCOMPARE(definition(made.schema(), SchemaObject::Kind::Index, u"ix_live"_s),
             u"index ix_live on t using btree (a) where (b IS NOT NULL)"_s);
    QCOMPARE(definition(made.schema(), SchemaObject::Kind::Index, u"ix_sum"_s),
             u"index ix_sum on t using btree ((a + b)) include (b)"_s);
}

void TestServerInspection::oneSpelling_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<QStringList>("one");
    QTest::addColumn<QStringList>("other");
    QTest::addColumn<bool>("same");

    for (const Engine engine : {Engine::PostgreSql, Engine::MariaDb}) {
        const auto row = [engine](const char *what, const QStringList &one,
                                  const QStringList &other, bool same) {
            QTest::newRow(qPrintable(u"%1: %2"_s.arg(engineName(engine), QLatin1StringView{what})))
                    << engine << one << other << same;
        };
        row("order of tables", {u"CREATE TABLE a (x INT)"_s, u"CREATE TABLE b (y INT)"_s},
            {u"CREATE TABLE b (y INT)"_s, u"CREATE TABLE a (x INT)"_s}, true);
        row("order of columns", {u"CREATE TABLE a (x INT, y INT)"_s},
            {u"CREATE TABLE a (y INT, x INT)"_s}, true);
        row("order of a key's columns", {u"CREATE TABLE a (x INT, y INT, UNIQUE (x, y))"_s},
            {u"CREATE TABLE a (x INT, y INT, UNIQUE (y, x))"_s}, false);
        row("constraint or index", {u"CREATE TABLE a (x INT, CONSTRAINT uq UNIQUE (x))"_s},
            {u"CREATE TABLE a (x INT)"_s, u"CREATE UNIQUE INDEX ux ON a (x)"_s}, true);
        row("unique or not", {u"CREATE TABLE a (x INT, UNIQUE (x))"_s},
            {u"CREATE TABLE a (x INT)"_s}, false);
        row("NULL", {u"CREATE TABLE a (x INT)"_s}, {u"CREATE TABLE a (x INT NOT NULL)"_s}, false);
        row("made by ALTER", {u"CREATE TABLE a (x INT NOT NULL, y INT, PRIMARY KEY (x))"_s},
            {u"CREATE TABLE n (x INT)"_s, u"ALTER TABLE n ADD COLUMN y INT"_s,
             u"ALTER TABLE n ADD PRIMARY KEY (x)"_s, u"ALTER TABLE n RENAME TO a"_s},
            true);
        row("a narrower type", {u"CREATE TABLE a (x NUMERIC(20,8))"_s},
            {u"CREATE TABLE a (x NUMERIC(18,8))"_s}, false);
        row("an index's direction", {u"CREATE TABLE a (x INT)"_s, u"CREATE INDEX ix ON a (x)"_s},
            {u"CREATE TABLE a (x INT)"_s, u"CREATE INDEX ix ON a (x DESC)"_s}, false);
        row("a view's white space",
            {u"CREATE TABLE a (x INT)"_s, u"CREATE VIEW v AS SELECT x FROM a"_s},
            {u"CREATE TABLE a (x INT)"_s, u"CREATE VIEW v  AS  SELECT a.x  FROM a"_s}, true);
    }
    QTest::newRow("mariadb: the default action")
            << Engine::MariaDb
            << QStringList{u"CREATE TABLE a (x INT PRIMARY KEY)"_s,
                           u"CREATE TABLE b (x INT, FOREIGN KEY (x) REFERENCES a (x))"_s}
            << QStringList{u"CREATE TABLE a (x INT PRIMARY KEY)"_s,
                           u"CREATE TABLE b (x INT, CONSTRAINT named FOREIGN KEY (x) REFERENCES a"
                           " (x) ON DELETE RESTRICT)"_s}
            << true;
    QTest::newRow("mariadb: a display width")
            << Engine::MariaDb << QStringList{u"CREATE TABLE a (x INT(7))"_s}
            << QStringList{u"CREATE TABLE a (x INT)"_s} << true;
    QTest::newRow("postgresql: serial or identity")
            << Engine::PostgreSql << QStringList{u"CREATE TABLE a (x BIGSERIAL)"_s}
            << QStringList{u"CREATE TABLE a (x BIGINT GENERATED BY DEFAULT AS IDENTITY)"_s} << true;
    QTest::newRow("postgresql: bytes or a language")
            << Engine::PostgreSql << QStringList{u"CREATE TABLE a (x TEXT COLLATE \"C\")"_s}
            << QStringList{u"CREATE TABLE a (x TEXT)"_s} << false;
}

void TestServerInspection::oneSpelling()
{
    QFETCH(const Engine, engine);
    QFETCH(const QStringList, one);
    QFETCH(const QStringList, other);
    QFETCH(const bool, same);
    const Schema first = Made{engine, one}.schema();
    const Schema second = Made{engine, other}.schema();
    QVERIFY(!first.objects.isEmpty());
    QCOMPARE(first.fingerprint() == second.fingerprint(), same);
    QCOMPARE(schemaDifferences(first, second).all().isEmpty(), same);
}

void TestServerInspection::leavesOutWhatIsNoObject()
{
    QFETCH(const Engine, engine);
    const Made made{engine,
                    {u"CREATE TABLE tidemark_migrations (version INTEGER)"_s,
                     u"CREATE INDEX ix_history ON tidemark_migrations (version)"_s,
                     u"CREATE TABLE tidemark_copy (x INTEGER)"_s, u"CREATE SEQUENCE counter"_s,
                     u"CREATE TABLE \"user\" (id INTEGER)"_s}};
    QCOMPARE(namesOf(made.schema()), QStringList{u"user"_s});
}

void TestServerInspection::splitTablesAreOneObject()
{
    QFETCH(const Engine, engine);
    const Made made{
            engine,
            engine == Engine::PostgreSql
                    ? QStringList{u"CREATE TABLE bars (time INTEGER NOT NULL, PRIMARY KEY (time))"
                                  " PARTITION BY RANGE (time)"_s,
                                  u"CREATE INDEX ix_bars ON bars (time DESC)"_s,
                                  u"CREATE TABLE bars_1 PARTITION OF bars FOR VALUES FROM (0) TO"
                                  " (9)"_s}
                    : QStringList{u"CREATE TABLE bars (time INTEGER NOT NULL, PRIMARY KEY (time),"
                                  " INDEX ix_bars (time DESC)) PARTITION BY RANGE COLUMNS (time)"
                                  " (PARTITION bars_1 VALUES LESS THAN (9))"_s}};
    QCOMPARE(namesOf(made.schema()), (QStringList{u"bars"_s, u"ix_bars"_s}));
    QCOMPARE(tableOf(made.schema(), u"bars"_s),
             u"column time integer not null\nprimary key (time)"
             "\nsplit by range (time)"_s.replace(
                     u"integer"_s, engine == Engine::PostgreSql ? u"integer"_s : u"int"_s));
}

void TestServerInspection::sqlMakesTheObjectAgain()
{
    QFETCH(const Engine, engine);
    const bool isPostgreSql = engine == Engine::PostgreSql;
    const Made made{engine,
                    {u"CREATE TABLE t (a INTEGER, \"strange name\" VARCHAR(20))"_s,
                     u"CREATE INDEX ix ON t (a DESC, \"strange name\")"_s,
                     u"CREATE VIEW v AS SELECT \"strange name\", a FROM t WHERE a > 1"_s}};
    if (isPostgreSql)
        run(made.connection(),
            {u"CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"_s,
             u"CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()"_s});
    else
        run(made.connection(),
            {u"CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 'x''y'"_s});
    const Schema before = made.schema();
    QCOMPARE(namesOf(before), (QStringList{u"t"_s, u"ix"_s, u"v"_s, u"g"_s}));
    QCOMPARE(before.find(SchemaObject::Kind::View, u"v"_s)->columns,
             (QStringList{u"strange name"_s, u"a"_s}));
    run(made.connection(),
        {isPostgreSql ? u"DROP TRIGGER g ON t"_s : u"DROP TRIGGER g"_s, u"DROP VIEW v"_s,
         isPostgreSql ? u"DROP INDEX ix"_s : u"DROP INDEX ix ON t"_s});
    QCOMPARE(made.schema().objects.size(), 1);
    for (const SchemaObject &object : before.objects) {
        if (object.kind != SchemaObject::Kind::Table)
            run(made.connection(), {object.sql});
    }
    QCOMPARE(schemaDifferences(made.schema(), before).all(), QStringList{});
}

void TestServerInspection::seesTheCurrentSchemaAlone()
{
    const Made made{Engine::PostgreSql,
                    {u"CREATE SCHEMA \"Other one\""_s, u"CREATE TABLE \"Other one\".a (x INT)"_s,
                     u"CREATE TABLE b (x INT)"_s}};
    QCOMPARE(namesOf(made.schema()), QStringList{u"b"_s});
    run(made.connection(), {u"SET search_path TO \"Other one\""_s});
    QCOMPARE(namesOf(made.schema()), QStringList{u"a"_s});
    QVERIFY(*tableExists(made.connection(), u"a"_s));
    QVERIFY(!*tableExists(made.connection(), u"b"_s));
    run(made.connection(), {u"SET search_path TO nowhere"_s});
    QCOMPARE(namesOf(made.schema()), QStringList{});
}

// The migrations of MariaDB ask before each statement.
void TestServerInspection::isFast()
{
    QFETCH(const Engine, engine);
    QStringList statements;
    for (int i = 0; i < 20; ++i)
        statements.append(
                {u"CREATE TABLE t%1 (a INT NOT NULL, b INT, c VARCHAR(20), d NUMERIC"
                 "(20,8), e INT, f INT, g INT, h INT, PRIMARY KEY (a), UNIQUE (b, c))"_s.arg(i),
                 u"CREATE INDEX ix%1 ON t%1 (c, d)"_s.arg(i),
                 u"CREATE INDEX iy%1 ON t%1 (e DESC)"_s.arg(i)});
    const Made made{engine, statements};
    qint64 fastest = 1'000'000;
    for (int run = 0; run < 5; ++run) {
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(made.schema().objects.size(), 60);
        fastest = qMin(fastest, timer.elapsed());
    }
    qInfo("%lld ms", fastest);
    QVERIFY(fastest < 100); // measured: a tenth of it
}

QTEST_GUILESS_MAIN(TestServerInspection)
#include "tst_serverinspection.moc"
