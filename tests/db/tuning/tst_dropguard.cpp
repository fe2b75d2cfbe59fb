// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/dropguard.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

// Which indexes stay, whatever was found about them.
class TestDropGuard final : public QObject
{
    Q_OBJECT

private slots:
    void keeps_data();
    void keeps();
};

namespace {

IndexDef index(const QString &name, const QStringList &columns)
{
    IndexDef index;
    index.table = u"p"_s;
    index.name = name;
    for (const QString &column : columns)
        index.keys.append({IndexKey::Kind::Column, column, {}, {}});
    index.createSql = u"CREATE INDEX %1"_s.arg(name);
    index.dropSql = u"DROP INDEX %1"_s.arg(name);
    return index;
}

} // namespace

void TestDropGuard::keeps_data()
{
    QTest::addColumn<TableDef>("table"); // its first index is asked about
    QTest::addColumn<QString>("word");   // of the reason; empty: it may go

    TableDef table;
    table.name = u"p"_s;
    table.indexes = {index(u"ix_a"_s, {u"a"_s})};
    QTest::newRow("plain") << table << QString{};

    TableDef unique = table;
    unique.indexes[0].isUnique = true;
    QTest::newRow("unique") << unique << u"unique"_s;
    TableDef primary = table;
    primary.indexes[0].constraint = IndexDef::Constraint::Primary;
    QTest::newRow("primary key") << primary << u"unique"_s;
    TableDef referenced = table;
    referenced.indexes[0].isReferenced = true;
    QTest::newRow("a key refers to it") << referenced << u"foreign key"_s;
    TableDef replica = table;
    replica.indexes[0].isReplicaIdentity = true;
    QTest::newRow("replica identity") << replica << u"replicated"_s;
    TableDef part = table;
    part.indexes[0].parent = u"ix_whole"_s;
    QTest::newRow("of a partition") << part << u"ix_whole"_s;
    TableDef made = table;
    made.indexes[0].createSql.clear();
    QTest::newRow("of the table itself") << made << u"itself"_s;

    TableDef needed = table;
    needed.needs = {{u"fk_p_a"_s, {u"a"_s}, false, true}};
    QTest::newRow("a key needs it") << needed << u"fk_p_a"_s;
    needed.indexes.append(index(u"ix_a_b"_s, {u"a"_s, u"b"_s}));
    QTest::newRow("another one serves the key") << needed << QString{};
    needed.indexes[1].isHidden = true;
    QTest::newRow("the other one is hidden") << needed << u"fk_p_a"_s;
}

void TestDropGuard::keeps()
{
    QFETCH(const TableDef, table);
    QFETCH(const QString, word);

    const QString why = whyKept(table, table.indexes.first());
    QCOMPARE(why.isEmpty(), word.isEmpty());
    QVERIFY2(why.contains(word), qPrintable(why));
}

QTEST_APPLESS_MAIN(TestDropGuard)
#include "tst_dropguard.moc"
