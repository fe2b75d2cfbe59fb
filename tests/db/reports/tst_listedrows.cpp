// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/reports/listedrows.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestListedRows final : public QObject
{
    Q_OBJECT

private slots:
    void sorts_data();
    void sorts();
};

namespace {

const QList<ReportColumn> Columns{{u"id"_s, ReportColumn::Kind::Number},
                                  {u"symbol"_s, ReportColumn::Kind::Text},
                                  {u"quantity"_s, ReportColumn::Kind::Decimal},
                                  {u"priced_at"_s, ReportColumn::Kind::Time}};

std::vector<ListedRows::Row> rows()
{
    const auto row = [](qint64 id, const char *symbol, const QString &quantity,
                        const ListedRows::Value &time) {
        return ListedRows::Row{id, QByteArray{symbol}, ListedRows::ofText(quantity), time};
    };
    return {row(1, "b", u"9.500000000000000000"_s, qint64{300}),
            row(2, "A", u"10.000000000000000000"_s, {}), row(3, "c", {}, qint64{100}),
            row(4, "B", u"-10.000000000000000001"_s, qint64{200}),
            row(5, "a", u"-10.000000000000000000"_s, {})};
}

} // namespace

void TestListedRows::sorts_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<bool>("isDescending");
    QTest::addColumn<QList<qint64>>("ids");

    QTest::newRow("amounts") << u"quantity"_s << false << QList<qint64>{4, 5, 1, 2, 3};
    QTest::newRow("amounts, largest first")
            << u"quantity"_s << true << QList<qint64>{2, 1, 5, 4, 3};
    QTest::newRow("times") << u"priced_at"_s << false << QList<qint64>{3, 4, 1, 2, 5};
    QTest::newRow("times, last first") << u"priced_at"_s << true << QList<qint64>{1, 4, 3, 2, 5};
    QTest::newRow("texts") << u"symbol"_s << false << QList<qint64>{2, 5, 1, 4, 3};
    QTest::newRow("numbers, largest first") << u"id"_s << true << QList<qint64>{5, 4, 3, 2, 1};
}

void TestListedRows::sorts()
{
    QFETCH(const QString, column);
    QFETCH(const bool, isDescending);
    QFETCH(const QList<qint64>, ids);

    ReportRequest request{.report = Report::Positions};
    request.sort = ReportRequest::Sort{column, isDescending};
    ListedRows sorted{Columns, rows(), request};
    QList<qint64> read;
    while (sorted.next())
        read.append(sorted.row()[0].integer);
    QCOMPARE(read, ids);
}

QTEST_GUILESS_MAIN(TestListedRows)
#include "tst_listedrows.moc"
