// SPDX-License-Identifier: GPL-3.0-or-later
#include "../models/querydata.h"
#include "focusables.h"
#include "views/queries/queriesdialog.h"
#include "views/queries/queriesview.h"
#include "views/sql/sqlview.h"
#include "views/tables/datatable.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestQueriesView final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void asksWhenItShows();
    void slowestInAllComesFirst();
    void showsTheStatementAndItsPlan();
    void marksFullScans();
    void filters();
    void samplingIsAChoice();
    void showsTheValuesThatAreKept();
    void saysWhenNothingIsCounted();
    void saysWhenNothingIsThere();
    void newsKeepTheSelection();
    void asksForNewsWhenItShows();
    void keepsState();
    void everythingHasAName();
    void standsInADialog();

private:
    template <typename Widget> [[nodiscard]] Widget &child(const QString &name = {}) const
    {
        auto *widget = m_view->findChild<Widget *>(name);
        Q_ASSERT(widget);
        return *widget;
    }
    [[nodiscard]] DataTable &table() const { return child<DataTable>(u"queriesTable"_s); }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return table().model()->index(row, column).data().toString();
    }
    void answer(const QList<RecordedQuery> &queries)
    {
        m_queries->acceptQueries(m_asked->constLast().at(0).value<quint64>(), queries);
    }

    Theme m_theme;
    std::unique_ptr<QueryTableModel> m_queries;
    std::unique_ptr<QSignalSpy> m_asked;
    std::unique_ptr<QueriesView> m_view;
};

void TestQueriesView::init()
{
    m_view.reset();
    m_queries = std::make_unique<QueryTableModel>(QLocale{u"en_AU"_s}, &queryTime);
    m_asked = std::make_unique<QSignalSpy>(m_queries.get(), &QueryTableModel::queriesRequested);
    m_view = std::make_unique<QueriesView>(*m_queries, m_theme);
    m_view->resize(1180, 760);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->activateWindow();
}

void TestQueriesView::asksWhenItShows()
{
    QCOMPARE(m_asked->count(), 1);
    child<QComboBox>(u"dayChoice"_s).setCurrentIndex(0);
    QCOMPARE(m_asked->count(), 2);
    QCOMPARE(m_asked->constLast().at(1).toDate(), queryTime().date());
}

void TestQueriesView::slowestInAllComesFirst()
{
    answer(recordedQueries());
    QCOMPARE(cell(0, QueryTableModel::StatementColumn), u"DELETE FROM little"_s);
    QCOMPARE(cell(2, QueryTableModel::StatementColumn), u"SELECT b FROM big WHERE a = ?"_s);
    table().sortByColumn(QueryTableModel::RunsColumn, Qt::DescendingOrder);
    QCOMPARE(cell(0, QueryTableModel::RunsColumn), u"3,000"_s);
}

void TestQueriesView::showsTheStatementAndItsPlan()
{
    answer(recordedQueries());
    QCOMPARE(child<SqlView>(u"querySql"_s).sql(), u"DELETE FROM little"_s);
    QVERIFY(child<SqlView>(u"queryPlan"_s).sql().isEmpty());
    table().setCurrentIndex(table().model()->index(2, 0));
    QCOMPARE(child<SqlView>(u"queryPlan"_s).sql(), u"SEARCH big USING INDEX ix_a (a=?)"_s);
    QVERIFY(child<QLabel>(u"querySummary"_s).text().contains(u"Runs: 3,000"_s));
}

void TestQueriesView::marksFullScans()
{
    answer(recordedQueries());
    QVERIFY(child<QLabel>(u"queriesLead"_s).text().contains(u"3 statement(s) recorded."_s));
    QVERIFY(child<QLabel>(u"queriesLead"_s).text().contains(u"1 of them read(s) every row"_s));
    QCOMPARE(cell(1, QueryTableModel::ScanColumn), u"reads all of big"_s);
    QTest::keyClick(&child<QCheckBox>(u"fullScansOnly"_s), Qt::Key_Space);
    QCOMPARE(table().model()->rowCount(), 1);
    QVERIFY(child<SqlView>(u"querySql"_s).sql().contains(u"WHERE b = ?"_s));
}

void TestQueriesView::filters()
{
    answer(recordedQueries());
    QTest::keyClicks(&child<QLineEdit>(u"filterEdit"_s), u"from big"_s);
    QCOMPARE(table().model()->rowCount(), 2);
    QTest::keyClicks(&child<QLineEdit>(u"filterEdit"_s), u"xyz"_s);
    QVERIFY(!table().isVisible());
    child<QAction>(u"clearFilter"_s).trigger();
    QVERIFY(table().isVisible());
    QCOMPARE(table().model()->rowCount(), 3);
}

void TestQueriesView::samplingIsAChoice()
{
    QSignalSpy chosen{m_view.get(), &QueriesView::samplingChosen};
    auto &choice = child<QComboBox>(u"samplingChoice"_s);
    m_view->showSampling(ValueSampling::Hashed);
    QCOMPARE(choice.currentIndex(), 1);
    QVERIFY(chosen.isEmpty()); // the person chose nothing
    choice.setFocus();
    QTest::keyClick(&choice, Qt::Key_Down);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.at(0).at(0).value<ValueSampling>(), ValueSampling::Kept);
}

void TestQueriesView::showsTheValuesThatAreKept()
{
    QSignalSpy wanted{m_view.get(), &QueriesView::samplesWanted};
    const auto &values = child<SqlView>(u"querySamples"_s);
    const StoredSample kept{queryTime(), false, u"[\"t:it's\",\"i:5\",null]"_s, 410, 3};
    const StoredSample hashed{queryTime(), true, u"[\"h:3f9a001122334455\"]"_s, 12, 1};
    answer(recordedQueries());
    QVERIFY(wanted.isEmpty()); // nothing is to be kept
    m_view->showSamples(u"c"_s, {kept});
    QVERIFY(!values.isVisible());

    m_view->showSampling(ValueSampling::Kept);
    table().setCurrentIndex(table().model()->index(1, 0));
    QCOMPARE(wanted.constLast().at(0).toString(), u"a"_s);
    m_view->showSamples(u"c"_s, {kept}); // too late
    QVERIFY(!values.isVisible());
    m_view->showSamples(u"a"_s, {kept, hashed});
    QVERIFY(values.isVisible());
    QVERIFY2(values.sql().contains(u"0.41 ms, rows: 3, its values:\n'it''s', 5, NULL\n"),
             qPrintable(values.sql()));
    QVERIFY2(values.sql().endsWith(u"rows: 1, hashes of its values:\n3f9a001122334455"),
             qPrintable(values.sql()));
    QCOMPARE(namelessFocusables(*m_view), QStringList{});

    // Newer ones are asked for with the statements.
    const auto asked = wanted.count();
    m_queries->reload();
    answer(recordedQueries());
    QVERIFY(wanted.count() > asked);

    // Those that are not to stand as they are go from the window at once.
    auto &choice = child<QComboBox>(u"samplingChoice"_s);
    choice.setFocus();
    QTest::keyClick(&choice, Qt::Key_Up);
    QVERIFY(!values.isVisible());
    m_view->showSamples(u"a"_s, {kept, hashed});
    QVERIFY(!values.sql().contains(u"it''s") && values.sql().contains(u"3f9a001122334455"));
    table().setCurrentIndex(table().model()->index(0, 0));
    QVERIFY(!values.isVisible());
}

void TestQueriesView::saysWhenNothingIsCounted()
{
    m_view->showRecording(false);
    QVERIFY(child<QLabel>(u"queriesLead"_s).text().contains(u"Nothing is counted now"_s));
}

void TestQueriesView::saysWhenNothingIsThere()
{
    answer({});
    QVERIFY(!table().isVisible());
    bool isSaid = false;
    for (const QLabel *label : m_view->findChildren<QLabel *>())
        isSaid = isSaid || label->text().contains(u"Nothing is counted for these days"_s);
    QVERIFY(isSaid);
}

void TestQueriesView::newsKeepTheSelection()
{
    answer(recordedQueries());
    table().setCurrentIndex(table().model()->index(1, 0));
    QList<RecordedQuery> later = recordedQueries();
    later[1].executions += 5;
    m_queries->reload();
    answer(later);
    QCOMPARE(table().currentIndex().row(), 1);
    QVERIFY(child<QLabel>(u"querySummary"_s).text().contains(u"Runs: 25"_s));
    // Others may come before it.
    later.prepend(recordedQuery(u"d"_s, u"SELECT 4"_s, 1, 9'000'000));
    m_queries->reload();
    answer(later);
    QVERIFY(child<QLabel>(u"querySummary"_s).text().contains(u"Runs: 25"_s));
}

void TestQueriesView::asksForNewsWhenItShows()
{
    QSignalSpy wanted{m_view.get(), &QueriesView::newsWanted};
    m_view->hide();
    m_view->show();
    QCOMPARE(wanted.count(), 1);
    answer(recordedQueries());
    m_queries->setAsking(true);
    QCOMPARE(cell(0, QueryTableModel::ScanColumn), u"being asked"_s);
    QVERIFY(child<QLabel>(u"querySummary"_s).text().contains(u"is being asked for its plan"_s));
    child<QAction>(u"refreshQueries"_s).trigger();
    QCOMPARE(wanted.count(), 2);
    QCOMPARE(m_asked->count(), 3);
}

void TestQueriesView::keepsState()
{
    table().setColumnShown(QueryTableModel::RowsColumn, false);
    QueryTableModel model{QLocale{u"en_AU"_s}, &queryTime};
    QueriesView other{model, m_theme};
    QVERIFY(other.restoreState(m_view->saveState()));
    QVERIFY(other.findChild<DataTable *>(u"queriesTable"_s)
                    ->isColumnHidden(QueryTableModel::RowsColumn));
    QVERIFY(!other.restoreState("nonsense"));
}

void TestQueriesView::everythingHasAName()
{
    answer(recordedQueries());
    QCOMPARE(namelessFocusables(*m_view), QStringList{});
}

void TestQueriesView::standsInADialog()
{
    QueryTableModel model{QLocale{u"en_AU"_s}, &queryTime};
    QSignalSpy asked{&model, &QueryTableModel::queriesRequested};
    QueriesDialog dialog{new QueriesView{model, m_theme}};
    QSignalSpy finished{&dialog, &QDialog::finished};
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    QCOMPARE(asked.count(), 1);
    QVERIFY(dialog.width() <= // no larger than the screen, where it can be smaller
            std::max(dialog.screen()->availableSize().width(), dialog.minimumSizeHint().width()));
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QCOMPARE(finished.count(), 1);
}

QTEST_MAIN(TestQueriesView)
#include "tst_queriesview.moc"
