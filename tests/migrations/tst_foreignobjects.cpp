// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/schema/inspection.h"
#include "migrations/migrator.h"
#include "migrations/state/migrationstatus.h"
#include "tests/support/engines.h"
#include "tests/support/firstquotes.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/verifyresult.h"

using namespace Qt::Literals::StringLiterals;

// What somebody made by hand on a table that migration 2 makes anew: it is there afterwards, or the
// step says what would be lost and changes nothing.
class TestForeignObjects : public QObject
{
    Q_OBJECT

private slots:
    void isKeptOrRefused_data();
    void isKeptOrRefused();
    void rightsAreKept_data();
    void rightsAreKept();
};

namespace {

constexpr int Quotes = 20;

// Where nothing of the kind may be made, the statement is empty.
QString triggerOn(Engine engine)
{
    switch (engine) {
    case Engine::Sqlite:
        return u"CREATE TRIGGER by_hand AFTER INSERT ON price_data_5min BEGIN DELETE FROM others; "
               "END"_s;
    case Engine::PostgreSql:
        return u"CREATE FUNCTION by_hand() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN "
               "NEW; END $$; CREATE TRIGGER by_hand AFTER INSERT ON price_data_5min FOR EACH ROW "
               "EXECUTE FUNCTION by_hand()"_s;
    case Engine::MariaDb:
        break;
    }
    return u"CREATE TRIGGER by_hand AFTER INSERT ON price_data_5min FOR EACH ROW DELETE FROM "
           "others"_s;
}

// A role of the server's, which goes with what it may do in this database.
class Role final
{
public:
    Role(const Connection &admin, const QString &name)
        : m_admin{admin}
        , m_name{name}
    {
        if (const Result<> made = m_admin.execute(u"CREATE ROLE "_s + m_name); !made)
            giveUp(made.error().detail);
    }
    ~Role()
    {
        for (const QString &statement : {u"DROP OWNED BY "_s, u"DROP ROLE "_s})
            static_cast<void>(m_admin.execute(statement + m_name));
    }
    Role(const Role &) = delete;
    Role &operator=(const Role &) = delete;

private:
    const Connection &m_admin;
    QString m_name;
};

// The owner, and who else may do what with the table and its columns.
QStringList rightsOn(const Connection &connection)
{
    const auto rows = connection.stream(
            u"WITH acls (name, acl) AS (SELECT '', relacl FROM pg_class WHERE oid ="
            " 'price_data_5min'::regclass UNION ALL SELECT attname, attacl FROM pg_attribute WHERE"
            " attrelid = 'price_data_5min'::regclass)"
            " SELECT name || ' ' || a.grantee::regrole || ' ' || a.privilege_type || ' ' ||"
            " a.is_grantable FROM acls CROSS JOIN aclexplode(acl) a"
            " UNION ALL SELECT tableowner FROM pg_tables WHERE tablename = 'price_data_5min'"
            " ORDER BY 1"_s);
    if (!rows)
        giveUp(rows.error().detail);
    QStringList rights;
    while ((*rows)->next())
        rights.append(QString::fromUtf8((*rows)->row().front().text));
    return rights;
}

} // namespace

void TestForeignObjects::isKeptOrRefused_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<QString>("make");
    QTest::addColumn<QString>("drop");
    QTest::addColumn<bool>("isKept");

    const QString index = u"CREATE INDEX by_hand ON price_data_5min (last)"_s;
    const QString unique = u"CREATE UNIQUE INDEX by_hand ON price_data_5min (timestamp, last)"_s;
    QTest::newRow("sqlite, index") << Engine::Sqlite << index << u"DROP INDEX by_hand"_s << true;
    QTest::newRow("sqlite, unique index")
            << Engine::Sqlite << unique << u"DROP INDEX by_hand"_s << true;
    QTest::newRow("sqlite, trigger")
            << Engine::Sqlite << triggerOn(Engine::Sqlite) << u"DROP TRIGGER by_hand"_s << true;
    QTest::newRow("postgresql, index")
            << Engine::PostgreSql << index << u"DROP INDEX by_hand"_s << true;
    QTest::newRow("postgresql, unique index")
            << Engine::PostgreSql << unique << u"DROP INDEX by_hand"_s << false;
    QTest::newRow("postgresql, trigger") << Engine::PostgreSql << triggerOn(Engine::PostgreSql)
                                         << u"DROP TRIGGER by_hand ON price_data_5min"_s << true;
    QTest::newRow("postgresql, policy")
            << Engine::PostgreSql << u"CREATE POLICY by_hand ON price_data_5min USING (true)"_s
            << u"DROP POLICY by_hand ON price_data_5min"_s << false;
    QTest::newRow("postgresql, row level security")
            << Engine::PostgreSql << u"ALTER TABLE price_data_5min ENABLE ROW LEVEL SECURITY"_s
            << u"ALTER TABLE price_data_5min DISABLE ROW LEVEL SECURITY"_s << false;
    QTest::newRow("mariadb, index")
            << Engine::MariaDb << index << u"DROP INDEX by_hand ON price_data_5min"_s << false;
    QTest::newRow("mariadb, unique index")
            << Engine::MariaDb << unique << u"DROP INDEX by_hand ON price_data_5min"_s << false;
    QTest::newRow("mariadb, trigger")
            << Engine::MariaDb << triggerOn(Engine::MariaDb) << u"DROP TRIGGER by_hand"_s << false;
}

void TestForeignObjects::isKeptOrRefused()
{
    QFETCH(const Engine, engine);
    QFETCH(const QString, make);
    QFETCH(const QString, drop);
    QFETCH(const bool, isKept);

    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    const Migrator migrator{*connection, *MigrationSet::shipped(engine)};
    VERIFY_RESULT(migrator.up(1));
    VERIFY_RESULT(addFirstQuotes(*connection, Quotes));
    VERIFY_RESULT(connection->execute(u"CREATE TABLE others (x INTEGER)"_s));
    VERIFY_RESULT(connection->execute(make));
    const QString before = inspectSchema(*connection)->fingerprint();

    const Result<MigrationReport> up = migrator.up(2);
    QCOMPARE(up.has_value(), isKept);
    if (!isKept) {
        QCOMPARE(up.error().kind, Error::Kind::Refused);
        QVERIFY2(up.error().detail.contains("price_data_5min"_L1), qPrintable(up.error().detail));
        QCOMPARE(migrationStatus(migrator.database())->current, 1);
        QVERIFY(!migrationStatus(migrator.database())->unfinished);
        QCOMPARE(inspectSchema(*connection)->fingerprint(), before);
    }
    // Whoever keeps it can drop it as before.
    VERIFY_RESULT(connection->execute(drop));
    VERIFY_RESULT(migrator.up(2));
    QCOMPARE(numberFrom(*connection, u"SELECT COUNT(*) FROM price_data_5min"_s), Quotes);
}

void TestForeignObjects::rightsAreKept_data()
{
    QTest::addColumn<bool>("isOwner");
    QTest::newRow("by the owner") << true;
    QTest::newRow("by an administrator") << false;
}

void TestForeignObjects::rightsAreKept()
{
    QFETCH(const bool, isOwner);

    const TestDatabase database{Engine::PostgreSql};
    const auto connection = openOrFail(database.spec());
    ConnectionSpec spec = TestServer::shared(Engine::PostgreSql).admin();
    spec.databaseName = database.spec().databaseName;
    const auto admin = openOrFail(spec);
    const QString reader = u"reader_of_"_s + spec.databaseName;
    const Role role{*admin, reader};
    const MigrationSet migrations = *MigrationSet::shipped(Engine::PostgreSql);
    VERIFY_RESULT((Migrator{*connection, migrations}.up(1)));
    VERIFY_RESULT(addFirstQuotes(*connection, Quotes));
    VERIFY_RESULT(
            connection->execute(u"GRANT SELECT ON price_data_5min TO %1; GRANT UPDATE (bid, ask) ON"
                                " price_data_5min TO %1 WITH GRANT OPTION; GRANT INSERT ON"
                                " price_data_5min TO PUBLIC"_s.arg(reader)));
    const QStringList before = rightsOn(*connection);
    QVERIFY(before.contains(u" %1 SELECT false"_s.arg(reader)));

    const Migrator migrator{isOwner ? *connection : *admin, migrations};
    VERIFY_RESULT(migrator.up(2));
    QCOMPARE(rightsOn(*connection), before);
    // A right goes with its column, and takes no other along.
    VERIFY_RESULT(connection->execute(
            u"GRANT SELECT (created_at) ON price_data_5min TO %1"_s.arg(reader)));
    VERIFY_RESULT(migrator.down(1, LossPolicy::Accept));
    QCOMPARE(rightsOn(*connection), before);
}

QTEST_GUILESS_MAIN(TestForeignObjects)
#include "tst_foreignobjects.moc"
