// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/statementuse.h"
#include "tests/db/tuning/indexvectors.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

// What a statement asks of its tables, read from its text.
class TestStatementUse final : public QObject
{
    Q_OBJECT

private slots:
    void describesStatements_data();
    void describesStatements();
    void tellsWhatIsSelected_data();
    void tellsWhatIsSelected();
};

void TestStatementUse::describesStatements_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *sql, const char *expected) {
        QTest::newRow(sql) << QString::fromLatin1(sql) << QString::fromLatin1(expected);
    };
    row("SELECT px FROM p WHERE sym = ? AND ts BETWEEN ? AND ? AND px IS NULL",
        "p: = sym px; < ts; by ; touches px sym ts");
    row("SELECT px FROM p WHERE sym = ? OR ts = ?", "p: = ; < ; by ; touches sym ts");
    row("SELECT px FROM p WHERE ts <= ? AND (ts < ? OR id > ?) ORDER BY ts DESC, id LIMIT ?",
        "p: = ; < ts; by ts- id; touches id ts limited");
    row("SELECT x.px FROM p AS x JOIN q y ON y.k = x.id WHERE y.v IN (1, 2)",
        "p: = ; < ; by ; touches id | q: = k v; < ; by ; touches k v");
    row("SELECT MAX(ts) FROM p WHERE sym = ?", "p: = sym; < ; by ts; touches sym ts limited");
    row("SELECT sym, COUNT(*) FROM p GROUP BY sym", "p: = ; < ; by sym; touches sym");
    row("SELECT px FROM p WHERE id IN (SELECT k FROM q WHERE v = ?)",
        "q: = v; < ; by ; touches v | p: = id; < ; by ; touches id");
    row("UPDATE p SET px = ? WHERE sym = ? AND ts <> ?", "p: = sym; < ; by ; touches sym ts");
    row("DELETE FROM p WHERE sym = ?", "p: = sym; < ; by ; touches sym");
    row("SELECT px FROM p WHERE ? = sym AND 5 <= ts AND ? <> id",
        "p: = sym; < ts; by ; touches id sym ts");
    row("SELECT px FROM p WHERE sym IS DISTINCT FROM ? AND ts > ?",
        "p: = sym; < ts; by ; touches sym ts");
    row("SELECT px FROM p WHERE sym LIKE 'ab%' AND src LIKE '%b' AND px LIKE ?",
        "p: = ; < sym; by ; touches px src sym");
    row("SELECT px FROM p ORDER BY lower(sym), ts", "p: = ; < ; by ; touches sym ts");
    row("SELECT 1 FROM nowhere WHERE a = 1", "");
    row("SELECT px FROM p WHERE sym = ? UNION SELECT v FROM q WHERE k = 1",
        "p: = sym; < ; by ; touches sym | q: = k; < ; by ; touches k");
}

void TestStatementUse::describesStatements()
{
    QFETCH(const QString, sql);
    QFETCH(const QString, expected);
    TableDef other;
    other.name = u"q"_s;
    other.columns = {u"k"_s, u"v"_s};
    QStringList texts;
    const CataloguedStatement statement =
            describeStatement({u"s"_s, sql, {}}, {tableWith({}), other}, Engine::Sqlite);
    for (const TableUse &use : statement.uses) {
        QStringList order;
        for (const OrderedColumn &column : use.order)
            order.append(column.column + (column.isDescending ? u"-"_s : u""_s));
        QStringList touched = use.touched.values();
        touched.sort();
        texts.append(u"%1: = %2; < %3; by %4; touches %5"_s.arg(
                             use.table, use.equal.join(u' '), use.range.join(u' '),
                             order.join(u' '), touched.join(u' ')) +
                     (use.isLimited ? u" limited"_s : u""_s));
    }
    QCOMPARE(texts.join(u" | "_s), expected);
}

void TestStatementUse::tellsWhatIsSelected_data()
{
    QTest::addColumn<QSet<QString>>("selected");
    QTest::newRow("SELECT px, lower(sym) FROM p WHERE ts > ?") << QSet{u"px"_s, u"sym"_s};
    QTest::newRow("SELECT * FROM p WHERE ts > ?") << QSet{u"*"_s};
    QTest::newRow("SELECT COUNT(*), MAX(ts) FROM p WHERE px > ?") << QSet{u"ts"_s};
    QTest::newRow("SELECT 1 FROM p WHERE ts > ?") << QSet<QString>{};
}

void TestStatementUse::tellsWhatIsSelected()
{
    const QString sql = QString::fromLatin1(QTest::currentDataTag());
    const CataloguedStatement statement =
            describeStatement({u"s"_s, sql, {}}, {tableWith({})}, Engine::Sqlite);
    QCOMPARE(statement.uses.size(), 1);
    QTEST(statement.uses.constFirst().selected, "selected");
}

QTEST_APPLESS_MAIN(TestStatementUse)
#include "tst_statementuse.moc"
