// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/candidates.h"
#include "db/tuning/statementuse.h"
#include "tests/db/tuning/indexvectors.h"

#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

// Which indexes that are not there might serve.
class TestIndexCandidates final : public QObject
{
    Q_OBJECT

private slots:
    void keys_data();
    void keys();
    void besideAPoorIndex_data();
    void besideAPoorIndex();
    void oneOfTheSameBeginning();
    void smallTablesNeedNone();
};

namespace {

TableDef tableOf(qint64 rows, const QStringList &indexes = {})
{
    QList<std::pair<QString, QString>> named;
    for (const QString &index : indexes)
        named.append({u"ix%1"_s.arg(named.size()), index});
    TableDef table = tableWith(named);
    table.rows = rows;
    return table;
}

CataloguedStatement asked(const QString &where, const TableDef &table, double msPerDay = 0)
{
    CataloguedStatement statement{where, u"SELECT id FROM p "_s + where, {}};
    statement.perDay = msPerDay;
    statement.msEach = 1;
    return describeStatement(statement, {table}, Engine::Sqlite);
}

QStringList keysOf(const QList<IndexCandidate> &candidates)
{
    QStringList keys;
    for (const IndexCandidate &candidate : candidates)
        keys.append(candidate.keyText());
    return keys;
}

} // namespace

void TestIndexCandidates::keys_data()
{
    QTest::addColumn<QString>("where");
    QTest::addColumn<QStringList>("keys");
    const auto row = [](const char *where, const QStringList &keys) {
        QTest::newRow(where) << QString::fromLatin1(where) << keys;
    };
    row("WHERE sym = ?", {u"sym"_s});
    row("WHERE src = ? AND sym = ?", {u"src, sym"_s});
    row("WHERE sym = ? AND ts > ?", {u"sym, ts"_s});
    row("WHERE sym = ? AND ts > ? AND px < ?", {u"sym, ts"_s, u"sym, px"_s}); // one of each range
    row("WHERE sym = ? AND ts > ? ORDER BY px DESC LIMIT 5", {u"sym, ts"_s, u"sym, px DESC"_s});
    row("WHERE sym = ? ORDER BY ts DESC, px LIMIT 1", {u"sym, ts DESC, px"_s});
    row("WHERE sym = ? AND src = ? AND px = ? AND ts > ?", {u"px, src, sym"_s}); // at most three
    row("WHERE sym LIKE 'a%'", {u"sym"_s});
    row("WHERE sym LIKE '%a'", {});
    row("WHERE sym LIKE ?", {});
    row("ORDER BY ts", {}); // all rows come out
    row("ORDER BY ts LIMIT 1", {u"ts"_s});
}

void TestIndexCandidates::keys()
{
    QFETCH(const QString, where);
    const TableDef table = tableOf(500);
    QTEST(keysOf(indexCandidates(table, {asked(where, table)})), "keys");
}

void TestIndexCandidates::besideAPoorIndex_data()
{
    QTest::addColumn<QStringList>("indexes");
    QTest::addColumn<QString>("where");
    QTest::addColumn<double>("msPerDay");
    QTest::addColumn<QStringList>("keys");
    const QString two = u"WHERE sym = ? AND src = ? AND ts > ?"_s;
    const auto row = [](const char *name, const QStringList &indexes, const QString &where,
                        double msPerDay, const QStringList &keys = {}) {
        QTest::newRow(name) << indexes << where << msPerDay << keys;
    };
    row("by one of two", {u"(src)"_s}, two, 1000, {u"src, sym, ts"_s});
    row("fast enough", {u"(src)"_s}, two, 999);
    row("by both", {u"(sym, src, ts)"_s}, two, 9000);
    row("in another order", {u"(src, sym, ts)"_s}, two, 9000);
    row("without the range", {u"(sym, src)"_s}, two, 9000, {u"src, sym, ts"_s});
    row("without the order", {u"(sym)"_s}, u"WHERE sym = ? ORDER BY ts LIMIT 1"_s, 9000,
        {u"sym, ts"_s});
    row("the order alone", {u"(sym, ts)"_s}, u"WHERE sym = ? ORDER BY ts LIMIT 1"_s, 9000);
    row("all rows in an order", {u"(sym)"_s}, u"WHERE sym = ? ORDER BY ts"_s, 9000);
}

void TestIndexCandidates::besideAPoorIndex()
{
    QFETCH(const QStringList, indexes);
    QFETCH(const QString, where);
    QFETCH(const double, msPerDay);
    const TableDef table = tableOf(500, indexes);
    const QList<IndexCandidate> found = indexCandidates(table, {asked(where, table, msPerDay)});
    QTEST(keysOf(found), "keys");
    QVERIFY(std::ranges::all_of(found, &IndexCandidate::isBeside));
}

void TestIndexCandidates::oneOfTheSameBeginning()
{
    const TableDef table = tableOf(500);
    const QList<IndexCandidate> found = indexCandidates(
            table, {asked(u"WHERE sym = ?"_s, table), asked(u"WHERE sym = ? AND ts > ?"_s, table)});
    QCOMPARE(keysOf(found), QStringList{u"sym, ts"_s});
    QCOMPARE(found.constFirst().statements.size(), 2);
    QVERIFY(!found.constFirst().isBeside);
}

void TestIndexCandidates::smallTablesNeedNone()
{
    const TableDef table = tableOf(499);
    QVERIFY(indexCandidates(table, {asked(u"WHERE sym = ?"_s, table)}).isEmpty());
}

QTEST_APPLESS_MAIN(TestIndexCandidates)
#include "tst_indexcandidates.moc"
