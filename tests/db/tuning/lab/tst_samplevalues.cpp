// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/samplevalues.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

// Which value a placeholder of a statement wants.
class TestSampleValues final : public QObject
{
    Q_OBJECT

private slots:
    void places_data();
    void places();
};

void TestSampleValues::places_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("places"); // "none": it cannot be told

    QTest::newRow("equal") << u"SELECT 1 FROM t WHERE a = ?"_s << u"value a"_s;
    QTest::newRow("of a table") << u"SELECT 1 FROM t x WHERE x.a = ? AND x.\"b\" = ?"_s
                                << u"value a, value b"_s;
    QTest::newRow("range") << u"SELECT 1 FROM t WHERE a >= ? AND a < ?"_s << u"from a, to a"_s;
    QTest::newRow("behind") << u"SELECT 1 FROM t WHERE a > ? AND b <= ?"_s << u"from a, to b"_s;
    QTest::newRow("between") << u"SELECT 1 FROM t WHERE a BETWEEN ? AND ?"_s << u"from a, to a"_s;
    QTest::newRow("another") << u"SELECT 1 FROM t WHERE a <> ?"_s << u"value a"_s;
    QTest::newRow("list") << u"SELECT 1 FROM t WHERE a IN (?)"_s << u"value a"_s;
    QTest::newRow("page") << u"SELECT 1 FROM t ORDER BY a LIMIT ?"_s << u"limit "_s;
    QTest::newRow("no placeholder") << u"SELECT '?' FROM t"_s << u""_s;
    QTest::newRow("of an expression") << u"SELECT a + ? FROM t"_s << u"none"_s;
}

void TestSampleValues::places()
{
    QFETCH(const QString, sql);

    static const QStringList roles{u"value"_s, u"from"_s, u"to"_s, u"limit"_s};
    const auto found = placeholdersOf(sql, Engine::Sqlite);
    QStringList said;
    for (const Placeholder &placeholder : found.value_or(std::vector<Placeholder>{})) {
        QString column = placeholder.column;
        said.append(roles[int(placeholder.role)] + u' ' + column.remove(u'"'));
    }
    QTEST(found ? said.join(u", "_s) : u"none"_s, "places");
}

QTEST_GUILESS_MAIN(TestSampleValues)
#include "tst_samplevalues.moc"
