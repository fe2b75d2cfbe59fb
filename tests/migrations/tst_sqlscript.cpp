// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/sqlscript.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestSqlScript : public QObject
{
    Q_OBJECT

private slots:
    void splits_data();
    void splits();
    void comparesMeaning_data();
    void comparesMeaning();
    void refuses_data();
    void refuses();
    void runsWhatIsWritten();
};

namespace {

QStringList textsOf(const SqlScript &script)
{
    QStringList texts;
    for (const SqlStatement &statement : script.statements())
        texts.append(statement.sql);
    return texts;
}

} // namespace

void TestSqlScript::splits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("statements");

    QTest::newRow("nothing") << u" -- only a comment\n;;"_s << QStringList{};
    QTest::newRow("without a last semicolon")
            << u"SELECT 1; SELECT 2"_s << QStringList{u"SELECT 1"_s, u"SELECT 2"_s};
    QTest::newRow("semicolon in a string") << u"SELECT ';';"_s << QStringList{u"SELECT ';'"_s};
    QTest::newRow("doubled quote")
            << u"SELECT 'it''s;', 1;"_s << QStringList{u"SELECT 'it''s;', 1"_s};
    QTest::newRow("semicolon in names")
            << u"SELECT \"a;\", `b;`, [c;];"_s << QStringList{u"SELECT \"a;\", `b;`, [c;]"_s};
    QTest::newRow("semicolon in comments") << u"SELECT 1 -- no; end\n + 2 /* nor; here */;"_s
                                           << QStringList{u"SELECT 1 -- no; end\n + 2"_s};
    QTest::newRow("quote in a comment") << u"-- it's\nSELECT 1;"_s << QStringList{u"SELECT 1"_s};
    QTest::newRow("trigger") << u"CREATE TRIGGER t AFTER INSERT ON a BEGIN\n DELETE FROM b;\n"
                                " SELECT CASE WHEN 1 THEN 2 END;\nEND;\nSELECT 1;"_s
                             << QStringList{u"CREATE TRIGGER t AFTER INSERT ON a BEGIN\n DELETE"
                                            " FROM b;\n SELECT CASE WHEN 1 THEN 2 END;\nEND"_s,
                                            u"SELECT 1"_s};
    QTest::newRow("trigger of PostgreSQL")
            << u"CREATE TRIGGER t BEFORE DELETE ON a FOR EACH STATEMENT EXECUTE FUNCTION f();"
               "SELECT 1;"_s
            << QStringList{u"CREATE TRIGGER t BEFORE DELETE ON a FOR EACH STATEMENT EXECUTE "
                           "FUNCTION f()"_s,
                           u"SELECT 1"_s};
    QTest::newRow("CASE in a trigger's WHEN")
            << u"create temp trigger t after insert on a when case 1 when 1 then 1 end\n"
               "begin select 1; end; select 2"_s
            << QStringList{u"create temp trigger t after insert on a when case 1 when 1 then 1 end"
                           "\nbegin select 1; end"_s,
                           u"select 2"_s};
}

void TestSqlScript::splits()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, statements);

    const Result<SqlScript> script = SqlScript::parse(text, Engine::Sqlite);
    QVERIFY(script);
    QCOMPARE(textsOf(*script), statements);
}

void TestSqlScript::comparesMeaning_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("same");

    const QString plain = u"CREATE TABLE a (\n  x INTEGER\n);\nSELECT 1;\n"_s;
    QTest::newRow("CRLF") << plain << QString{plain}.replace(u'\n', u"\r\n"_s) << true;
    QTest::newRow("CR") << plain << QString{plain}.replace(u'\n', u'\r') << true;
    QTest::newRow("byte order mark") << plain << QString{QChar::ByteOrderMark} + plain << true;
    QTest::newRow("trailing blanks") << plain << plain + u"  \n\n"_s << true;
    QTest::newRow("no last semicolon")
            << plain << u"CREATE TABLE a (x INTEGER); SELECT 1"_s << true;
    QTest::newRow("comments") << plain
                              << u"-- new\nCREATE /* or */ TABLE a (x INTEGER); SELECT 1; -- end"_s
                              << true;
    QTest::newRow("comment instead of a blank") << u"SELECT 1"_s << u"SELECT/**/1"_s << true;
    QTest::newRow("blanks around signs") << u"SELECT (1+2)"_s << u"SELECT ( 1 + 2 )"_s << true;
    QTest::newRow("case of a keyword")
            << plain << u"create table A (X integer); select 1"_s << true;
    QTest::newRow("case in a string") << u"SELECT 'a'"_s << u"SELECT 'A'"_s << false;
    QTest::newRow("case in a quoted name") << u"SELECT \"a\""_s << u"SELECT \"A\""_s << false;
    QTest::newRow("blank in a string") << u"SELECT 'a b'"_s << u"SELECT 'a  b'"_s << false;
    QTest::newRow("comment sign in a string") << u"SELECT 'a--b'"_s << u"SELECT 'a'"_s << false;
    QTest::newRow("blank inside a word") << u"SELECT ab"_s << u"SELECT a b"_s << false;
    QTest::newRow("another value") << u"SELECT 1"_s << u"SELECT 2"_s << false;
    QTest::newRow("order of statements")
            << u"SELECT 1; SELECT 2"_s << u"SELECT 2; SELECT 1"_s << false;
}

void TestSqlScript::comparesMeaning()
{
    QFETCH(const QString, one);
    QFETCH(const QString, other);
    QFETCH(const bool, same);

    const Result<SqlScript> first = SqlScript::parse(one, Engine::Sqlite);
    const Result<SqlScript> second = SqlScript::parse(other, Engine::Sqlite);
    QVERIFY(first && second);
    QCOMPARE(first->checksum() == second->checksum(), same);
    QCOMPARE(first->checksum().size(), 64);
}

void TestSqlScript::refuses_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("open string") << u"SELECT 'a"_s;
    QTest::newRow("open name") << u"SELECT [a"_s;
    QTest::newRow("open comment") << u"SELECT 1 /* a"_s;
    QTest::newRow("trigger without END") << u"CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1;"_s;
    for (const char *word :
         {"BEGIN IMMEDIATE", "begin", "COMMIT", "END", "ROLLBACK", "SAVEPOINT a", "RELEASE a",
          "PRAGMA foreign_keys = OFF", "ATTACH 'a' AS b", "DETACH b", "VACUUM"})
        QTest::newRow(word) << u"SELECT 1; -- then\n%1; SELECT 2"_s.arg(QLatin1StringView{word});
}

void TestSqlScript::refuses()
{
    QFETCH(const QString, text);

    const Result<SqlScript> script = SqlScript::parse(text, Engine::Sqlite);
    QVERIFY(!script);
    QCOMPARE(script.error().kind, Error::Kind::Parse);
    QVERIFY(!script.error().detail.isEmpty());
}

void TestSqlScript::runsWhatIsWritten()
{
    const Result<SqlScript> script =
            SqlScript::parse(u"insert into A values ('x  Y', 1.5);"_s, Engine::Sqlite);
    QVERIFY(script);
    QCOMPARE(textsOf(*script), QStringList{u"insert into A values ('x  Y', 1.5)"_s});
}

QTEST_GUILESS_MAIN(TestSqlScript)
#include "tst_sqlscript.moc"
