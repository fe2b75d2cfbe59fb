// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/schema/inspection.h"

#include "db/connection.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestInspection : public QObject
{
    Q_OBJECT

private slots:
    void listsWhatIsThere();
    void fingerprintForgetsCosmetics_data();
    void fingerprintForgetsCosmetics();
    void differencesInWords_data();
    void differencesInWords();
    void survivesAViewOnNothing();

private:
    [[nodiscard]] static Schema schemaOf(const QStringList &statements);
};

Schema TestInspection::schemaOf(const QStringList &statements)
{
    const Result<std::unique_ptr<Connection>> connection =
            Connection::open(ConnectionSpec::file(u":memory:"_s));
    if (!connection)
        return {};
    for (const QString &statement : statements) {
        if (!(*connection)->execute(statement))
            qWarning("%s", qPrintable(statement));
    }
    return inspectSchema(**connection).value_or(Schema{});
}

void TestInspection::listsWhatIsThere()
{
    const Schema schema = schemaOf({
            u"CREATE TABLE b (x INTEGER PRIMARY KEY AUTOINCREMENT, y TEXT UNIQUE)"_s,
            u"CREATE TABLE a (z TEXT)"_s,
            u"CREATE INDEX ix ON b (y)"_s,
            u"CREATE VIEW v AS SELECT y, x FROM b"_s,
            u"CREATE TRIGGER t AFTER INSERT ON b BEGIN SELECT 1; END"_s,
            u"CREATE TABLE tidemark_migrations (version INTEGER)"_s,
            u"CREATE TABLE sqlitely (x)"_s,
    });
    QStringList names;
    for (const SchemaObject &object : schema.objects)
        names.append(object.name);
    QCOMPARE(names, (QStringList{u"a"_s, u"b"_s, u"sqlitely"_s, u"ix"_s, u"v"_s, u"t"_s}));
    QCOMPARE(schema.tables().size(), 3);
    const SchemaObject *view = schema.find(SchemaObject::Kind::View, u"V"_s);
    QVERIFY(view);
    QCOMPARE(view->columns, (QStringList{u"y"_s, u"x"_s}));
    QCOMPARE(schema.find(SchemaObject::Kind::Index, u"ix"_s)->table, u"b"_s);
    QVERIFY(!schema.find(SchemaObject::Kind::Table, u"ix"_s));
}

void TestInspection::fingerprintForgetsCosmetics_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<bool>("same");

    QTest::newRow("other order") << QStringList{u"CREATE TABLE b (y TEXT)"_s,
                                                u"CREATE TABLE a (x INTEGER NOT NULL)"_s}
                                 << true;
    QTest::newRow("other spelling") << QStringList{u"create table A(x integer  not null)"_s,
                                                   u"CREATE TABLE b (y TEXT) -- why"_s}
                                    << false; // the name of a table is data for people
    QTest::newRow("made by a rename")
            << QStringList{u"CREATE TABLE new_a (x integer NOT NULL)"_s,
                           u"ALTER TABLE new_a RENAME TO a"_s, u"CREATE TABLE b (/**/y TEXT)"_s}
            << true;
    QTest::newRow("a column more") << QStringList{u"CREATE TABLE a (x INTEGER NOT NULL, z TEXT)"_s,
                                                  u"CREATE TABLE b (y TEXT)"_s}
                                   << false;
    QTest::newRow("NULL allowed") << QStringList{u"CREATE TABLE a (x INTEGER)"_s,
                                                 u"CREATE TABLE b (y TEXT)"_s}
                                  << false;
    QTest::newRow("an index more")
            << QStringList{u"CREATE TABLE a (x INTEGER NOT NULL)"_s, u"CREATE TABLE b (y TEXT)"_s,
                           u"CREATE INDEX i ON b (y)"_s}
            << false;
}

void TestInspection::fingerprintForgetsCosmetics()
{
    QFETCH(const QStringList, statements);
    QFETCH(const bool, same);

    const Schema plain =
            schemaOf({u"CREATE TABLE a (x INTEGER NOT NULL)"_s, u"CREATE TABLE b (y TEXT)"_s});
    const Schema other = schemaOf(statements);
    QCOMPARE(plain.objects.size() >= 2 && other.objects.size() >= 2, true);
    QCOMPARE(plain.fingerprint() == other.fingerprint(), same);
}

void TestInspection::differencesInWords_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<QStringList>("changed");
    QTest::addColumn<QStringList>("unknown"); // somebody else's

    const QString table = u"CREATE TABLE a (x INTEGER NOT NULL, y TEXT)"_s;
    const QString index = u"CREATE INDEX ix ON a (x)"_s;
    QTest::newRow("none") << QStringList{table, index} << QStringList{} << QStringList{};
    QTest::newRow("an index gone")
            << QStringList{table} << QStringList{u"index ix is missing"_s} << QStringList{};
    QTest::newRow("a table more") << QStringList{table, index, u"CREATE TABLE foo (x)"_s}
                                  << QStringList{}
                                  << QStringList{u"table foo is not known to Tidemark"_s};
    QTest::newRow("another index") << QStringList{table, u"CREATE INDEX ix ON a (y)"_s}
                                   << QStringList{u"index ix is defined differently from what "
                                                  "Tidemark made"_s}
                                   << QStringList{};
    QTest::newRow("a column more")
            << QStringList{u"CREATE TABLE a (x INTEGER NOT NULL, y TEXT, z TEXT)"_s, index}
            << QStringList{u"column z of table a is not known to Tidemark"_s} << QStringList{};
    QTest::newRow("a column gone")
            << QStringList{u"CREATE TABLE a (x INTEGER NOT NULL)"_s, index}
            << QStringList{u"column y of table a is missing"_s} << QStringList{};
    QTest::newRow("all gone") << QStringList{}
                              << QStringList{u"table a is missing"_s, u"index ix is missing"_s}
                              << QStringList{};
}

void TestInspection::differencesInWords()
{
    QFETCH(const QStringList, statements);
    QFETCH(const QStringList, changed);
    QFETCH(const QStringList, unknown);

    const Schema expected = schemaOf(
            {u"CREATE TABLE a (x INTEGER NOT NULL, y TEXT)"_s, u"CREATE INDEX ix ON a (x)"_s});
    const SchemaDifferences differences = schemaDifferences(schemaOf(statements), expected);
    QCOMPARE(differences.changed, changed);
    QCOMPARE(differences.unknown, unknown);
}

void TestInspection::survivesAViewOnNothing()
{
    const Schema schema = schemaOf(
            {u"CREATE TABLE a (x)"_s, u"CREATE VIEW v AS SELECT x FROM a"_s, u"DROP TABLE a"_s});
    QCOMPARE(schema.objects.size(), 1);
    QVERIFY(schema.objects.constFirst().columns.isEmpty());
}

QTEST_GUILESS_MAIN(TestInspection)
#include "tst_inspection.moc"
