// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/shape/shape.h"
#include "tests/support/shapes.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestShapes final : public QObject
{
    Q_OBJECT

private slots:
    void filesSayWhatTheScriptsMake_data();
    void filesSayWhatTheScriptsMake();
    void everyVersionIsShipped_data() { filesSayWhatTheScriptsMake_data(); }
    void everyVersionIsShipped();
    void enginesHaveTheSameTables();
    void comesBackFromItsText();
    void refusesOtherTexts_data();
    void refusesOtherTexts();
};

void TestShapes::filesSayWhatTheScriptsMake_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::newRow("postgresql") << Engine::PostgreSql;
    QTest::newRow("mariadb") << Engine::MariaDb;
}

void TestShapes::filesSayWhatTheScriptsMake()
{
    QFETCH(const Engine, engine);
    const QDir versions{QStringLiteral(VERSIONS_FOLDER)};
    const QList<ShapeFile> shapes = makeShapes(versions.path(), engine);
    QVERIFY(shapes.size() >= 3);
    for (const ShapeFile &shape : shapes) {
        QFile file{versions.filePath(shape.path)};
        const bool isSame =
                file.open(QIODevice::ReadOnly) && QString::fromUtf8(file.readAll()) == shape.text;
        QVERIFY2(isSame, qPrintable(shape.path + u" is not what the scripts make. 'script/shapes' "
                                                 "writes it; read what changed."_s));
    }
}

void TestShapes::everyVersionIsShipped()
{
    QFETCH(const Engine, engine);
    const QList<ShapeFile> shapes = makeShapes(QStringLiteral(VERSIONS_FOLDER), engine);
    QVERIFY(shippedSchema(engine, 0)->objects.isEmpty());
    for (int version = 1; version <= int(shapes.size()); ++version) {
        const Result<Schema> schema = shippedSchema(engine, version);
        QVERIFY2(schema, qPrintable(schema ? QString{} : schema.error().detail));
        QCOMPARE(shapeText(*schema), shapes[version - 1].text);
    }
    const Result<Schema> later = shippedSchema(engine, int(shapes.size()) + 1);
    QVERIFY(!later);
    QCOMPARE(later.error().kind, Error::Kind::NotFound);
}

void TestShapes::enginesHaveTheSameTables()
{
    for (int version = 1; shippedSchema(Engine::MariaDb, version); ++version) {
        const auto columns = [version](Engine engine) {
            QMap<QString, QStringList> columns;
            const Result<Schema> schema = shippedSchema(engine, version);
            if (!schema)
                return columns;
            for (const SchemaObject &table : schema->tables())
                columns.insert(table.name, table.columns);
            return columns;
        };
        QVERIFY(!columns(Engine::MariaDb).isEmpty());
        QCOMPARE(columns(Engine::PostgreSql), columns(Engine::MariaDb));
    }
}

void TestShapes::comesBackFromItsText()
{
    const Schema schema{
            {{SchemaObject::Kind::Table,
              u"a"_s,
              u"a"_s,
              {},
              u"column x bigint not null\nprimary key (x)"_s,
              {u"x"_s, u"y"_s}},
             {SchemaObject::Kind::Index,
              u"ix"_s,
              u"a"_s,
              {},
              u"index ix on a using btree (x)"_s,
              {}},
             {SchemaObject::Kind::View, u"v"_s, u"v"_s, {}, u"CREATE VIEW V"_s, {u"y"_s}},
             {SchemaObject::Kind::Trigger, u"t"_s, u"a"_s, {}, u"CREATE"_s, {}}}};
    const Result<Schema> read = schemaFromShape(u"# why\n"_s + shapeText(schema));
    QVERIFY(read);
    QCOMPARE(read->fingerprint(), schema.fingerprint());
    QCOMPARE(read->objects.first().columns, schema.objects.first().columns);
    QCOMPARE(read->objects.last().table, u"a"_s);
    QCOMPARE(schemaFromShape({})->objects.size(), 0);
}

void TestShapes::refusesOtherTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("another kind") << u"rule r\n"_s;
    QTest::newRow("no object") << u"  column x\n"_s;
    QTest::newRow("words behind") << u"table a b\n"_s;
}

void TestShapes::refusesOtherTexts()
{
    QFETCH(const QString, text);
    const Result<Schema> schema = schemaFromShape(text);
    QVERIFY(!schema);
    QCOMPARE(schema.error().kind, Error::Kind::Parse);
}

QTEST_GUILESS_MAIN(TestShapes)
#include "tst_shapes.moc"
