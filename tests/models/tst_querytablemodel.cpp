// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/queries/queryfilter.h"
#include "models/queries/querytablemodel.h"
#include "models/queries/querytext.h"
#include "querydata.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestQueryTableModel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void asksByDay();
    void ignoresLateAnswers();
    void shows();
    void filtersAndSorts();
    void saysTimes_data();
    void saysTimes();
    void summaryNamesWhatReadsAll();

private:
    [[nodiscard]] QString text(int row, int column, int role = Qt::DisplayRole) const
    {
        return m_model->index(row, column).data(role).toString();
    }

    std::unique_ptr<QueryTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<QSignalSpy> m_asked;
};

void TestQueryTableModel::init()
{
    m_tester.reset();
    m_model = std::make_unique<QueryTableModel>(QLocale{u"en_AU"_s}, &queryTime);
    m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_asked = std::make_unique<QSignalSpy>(m_model.get(), &QueryTableModel::queriesRequested);
}

void TestQueryTableModel::asksByDay()
{
    m_model->setDays(30);
    QVERIFY(m_asked->isEmpty()); // nothing is connected yet
    m_model->reload();
    QCOMPARE(m_asked->constLast().at(1).toDate(), QDate(2026, 10, 22));
    m_model->setDays(1);
    QCOMPARE(m_asked->constLast().at(1).toDate(), QDate(2026, 11, 20));
    QCOMPARE(m_asked->count(), 2);
}

void TestQueryTableModel::ignoresLateAnswers()
{
    m_model->reload();
    m_model->reload();
    m_model->acceptQueries(1, recordedQueries());
    QVERIFY(!m_model->hasAnswer());
    m_model->acceptQueries(2, recordedQueries());
    QCOMPARE(m_model->rowCount(), 3);
}

void TestQueryTableModel::shows()
{
    m_model->reload();
    m_model->acceptQueries(1, recordedQueries());
    QCOMPARE(m_model->fullScans(), 1);
    QCOMPARE(text(1, QueryTableModel::StatementColumn), u"SELECT id FROM big WHERE b = ?"_s);
    QCOMPARE(text(1, QueryTableModel::StatementColumn, CellRole::Raw),
             u"SELECT id\nFROM big WHERE b = ?"_s);
    QCOMPARE(text(2, QueryTableModel::RunsColumn), u"3,000"_s);
    QCOMPARE(text(2, QueryTableModel::TotalColumn), u"36 ms"_s);
    QCOMPARE(text(2, QueryTableModel::TotalColumn, CellRole::Raw), u"36000"_s);
    QCOMPARE(text(1, QueryTableModel::ScanColumn), u"reads all of big"_s);
    QCOMPARE(
            m_model->index(1, QueryTableModel::ScanColumn).data(CellRole::State).value<CellState>(),
            CellState::Warning);
    QCOMPARE(text(2, QueryTableModel::ScanColumn), u"by index"_s);
    QCOMPARE(text(0, QueryTableModel::ScanColumn), u"not known"_s);
    m_model->setAsking(true);
    QCOMPARE(text(0, QueryTableModel::ScanColumn), u"being asked"_s);
    QCOMPARE(text(2, QueryTableModel::ScanColumn), u"by index"_s);
    m_model->setAsking(false);
    QCOMPARE(text(0, QueryTableModel::ScanColumn), u"not known"_s);
    QCOMPARE(text(0, QueryTableModel::LastUsedColumn), u"20 Nov, 14:35:00"_s);
}

void TestQueryTableModel::filtersAndSorts()
{
    m_model->reload();
    m_model->acceptQueries(1, recordedQueries());
    QueryFilter filter;
    filter.setSourceModel(m_model.get());
    const auto ids = [&] {
        QString ids;
        for (int row = 0; row < filter.rowCount(); ++row)
            ids += m_model->query(filter.mapToSource(filter.index(row, 0)).row()).id;
        return ids;
    };
    filter.sort(QueryTableModel::RunsColumn, Qt::DescendingOrder);
    QCOMPARE(ids(), u"bac"_s);
    filter.sort(QueryTableModel::TotalColumn, Qt::DescendingOrder);
    QCOMPARE(ids(), u"cab"_s);
    filter.setText(u"select  ID from"_s);
    QCOMPARE(ids(), u"a"_s);
    filter.setText({});
    filter.setFullScansOnly(true);
    QCOMPARE(ids(), u"a"_s);
}

void TestQueryTableModel::saysTimes_data()
{
    QTest::addColumn<qint64>("us");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << qint64{0} << u"0 µs"_s;
    QTest::newRow("short") << qint64{99} << u"99 µs"_s;
    QTest::newRow("below a millisecond") << qint64{412} << u"0.41 ms"_s;
    QTest::newRow("milliseconds") << qint64{12'400} << u"12 ms"_s;
    QTest::newRow("seconds") << qint64{3'210'000} << u"3.2 s"_s;
    QTest::newRow("hours") << qint64{7'200'000'000} << u"7,200 s"_s;
}

void TestQueryTableModel::saysTimes()
{
    QFETCH(const qint64, us);
    QFETCH(const QString, text);
    QCOMPARE(queryTimeText(us, QLocale{u"en_AU"_s}), text);
}

void TestQueryTableModel::summaryNamesWhatReadsAll()
{
    const QLocale locale{u"en_AU"_s};
    const QList<RecordedQuery> queries = recordedQueries();
    QVERIFY(querySummary(queries.at(1), false, locale).contains(u"every row of big"_s));
    QVERIFY(querySummary(queries.at(2), false, locale).contains(u"It uses ix_a."_s));
    QVERIFY(querySummary(queries.at(0), false, locale).contains(u"Its plan is not known"_s));
    QVERIFY(querySummary(queries.at(0), true, locale).contains(u"is being asked for its plan"_s));
}

QTEST_GUILESS_MAIN(TestQueryTableModel)
#include "tst_querytablemodel.moc"
