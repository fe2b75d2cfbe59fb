// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tuning/beforeafter.h"
#include "tuningdata.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

// What the lab measured twice: the table that stands for the chart, and its words.
class TestBeforeAfterModel final : public QObject
{
    Q_OBJECT

private slots:
    void isEmptyAtFirst();
    void readsComparisonsAndTables();
    void tellsOfEachIndex();
    void proposalsCost();
    void pairedRoundsDecide();
    void shows();
    void numbersFollowTheLocale();
    void headings();
    void threeDigits_data();
    void threeDigits();
    void tellsATablesTendency_data();
    void tellsATablesTendency();
    void changeOfNothingIsNone();
    void speaks();

private:
    static TablePrices tablePrices()
    {
        TablePrices table;
        table.table = u"alert_logs"_s;
        table.all = {12.5, 12.1, 13.0};
        table.none = {3.25, 3.1, 3.4};
        return table;
    }
    static QString text(const BeforeAfterModel &model, int row, int column)
    {
        return model.index(row, column).data().toString();
    }
};

void TestBeforeAfterModel::isEmptyAtFirst()
{
    BeforeAfterModel model{QLocale{u"en_AU"_s}};
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(spokenText(model.measured(), model.locale()), u"Nothing was measured yet."_s);
    QCOMPARE(beforeAndAfter({}).size(), 0);
}

void TestBeforeAfterModel::readsComparisonsAndTables()
{
    LabReport report = labReport();
    report.tables = {tablePrices()};
    const QList<BeforeAfter> measured = beforeAndAfter(report);
    QCOMPARE(measured.size(), 3);
    QCOMPARE(measured[0].title, u"Inserts into market_data, migration 5"_s);
    QCOMPARE(measured[1].title, u"Calculation over market_data, migration 7"_s);
    QCOMPARE(measured[2].title, u"Inserts into alert_logs, its indexes"_s);
    QCOMPARE(measured[0].unit, u"rows per s"_s);
    QCOMPARE(measured[2].unit, u"µs per row"_s);
    QVERIFY(measured[0].isMoreBetter);
    QVERIFY(!measured[2].isMoreBetter);
    QCOMPARE(measured[2].beforeName, u"With all"_s);
    QCOMPARE(measured[2].afterName, u"With none"_s);
}

void TestBeforeAfterModel::tellsOfEachIndex()
{
    LabReport report;
    TablePrices table = tablePrices();
    table.indexes = {{u"ix_time"_s, u"triggered_at DESC"_s, {4.0, 3.5, 4.5, {}}},
                     {u"ix_rule"_s, u"rule_id"_s, {0.2, -0.1, 0.4, {}}}};
    report.tables = {table};
    const QList<BeforeAfter> measured = beforeAndAfter(report);
    QCOMPARE(measured.size(), 3);
    QCOMPARE(measured[1].title, u"Inserts into alert_logs, index ix_time"_s);
    QCOMPARE(measured[1].before.median, 12.5);
    QCOMPARE(measured[1].after.median, 8.5);
    QCOMPARE(measured[1].after.lower, 8.0);
    QCOMPARE(measured[1].after.upper, 9.0);
    QCOMPARE(measured[1].tendency, Tendency::Gain);
    QCOMPARE(measured[2].tendency, Tendency::Uncertain);
    BeforeAfterModel model{QLocale{u"en_AU"_s}};
    model.setMeasured(measured);
    QCOMPARE(text(model, 1, BeforeAfterModel::ChangeColumn), u"−32 %, clear gain"_s);
}

// What is proposed is not there before, and its price is no gain.
void TestBeforeAfterModel::proposalsCost()
{
    LabReport report;
    TablePrices table = tablePrices();
    table.indexes = {{u"ix_new"_s, u"rule_id"_s, {4.0, 3.5, 4.5, {}}, 1, true}};
    report.tables = {table};
    const QList<BeforeAfter> measured = beforeAndAfter(report);
    QCOMPARE(measured[0].title, u"Inserts into alert_logs, the proposed indexes"_s);
    QCOMPARE(measured[0].beforeName, u"With none"_s);
    QCOMPARE(measured[0].before.median, table.none.median);
    QCOMPARE(measured[0].after.median, table.all.median);
    QCOMPARE(measured[1].title, u"Inserts into alert_logs, proposed index ix_new"_s);
    QCOMPARE(measured[1].before.median, 8.5);
    QCOMPARE(measured[1].after.median, 12.5);
    QCOMPARE(measured[1].tendency, Tendency::Loss);
}

// Rounds that drift do so for both; the person sees what the command line says.
void TestBeforeAfterModel::pairedRoundsDecide()
{
    LabReport report = labReport();
    report.comparisons[0].ratio = 1.25;
    QCOMPARE(changeText(beforeAndAfter(report)[0], QLocale{u"en_AU"_s}), u"+25 %"_s);
}

void TestBeforeAfterModel::shows()
{
    BeforeAfterModel model{QLocale{u"en_AU"_s}};
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    QSignalSpy changed{&model, &BeforeAfterModel::measuredChanged};
    model.setMeasured(beforeAndAfter(labReport()));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(text(model, 0, BeforeAfterModel::TitleColumn),
             u"Inserts into market_data, migration 5"_s);
    QCOMPARE(text(model, 0, BeforeAfterModel::BeforeColumn), u"41,200 (40,000–42,500)"_s);
    QCOMPARE(text(model, 0, BeforeAfterModel::AfterColumn), u"63,900 (62,000–65,000)"_s);
    QCOMPARE(text(model, 0, BeforeAfterModel::UnitColumn), u"rows per s"_s);
    QCOMPARE(text(model, 0, BeforeAfterModel::ChangeColumn), u"+55 %, clear gain"_s);
    QCOMPARE(text(model, 1, BeforeAfterModel::ChangeColumn), u"+8 %, not certain"_s);
    for (int column = 0; column < model.columnCount(); ++column)
        QCOMPARE(model.index(0, column).data(Qt::ToolTipRole).toString(), text(model, 0, column));
    model.setMeasured({});
    QCOMPARE(model.rowCount(), 0);
}

void TestBeforeAfterModel::numbersFollowTheLocale()
{
    BeforeAfterModel model{QLocale{u"de_DE"_s}};
    LabReport report = labReport();
    report.tables = {tablePrices()};
    model.setMeasured(beforeAndAfter(report));
    QCOMPARE(text(model, 0, BeforeAfterModel::BeforeColumn), u"41.200 (40.000–42.500)"_s);
    QCOMPARE(text(model, 1, BeforeAfterModel::AfterColumn), u"20,1 (18,0–21,9)"_s);
    QCOMPARE(text(model, 2, BeforeAfterModel::AfterColumn), u"3,25 (3,10–3,40)"_s);
    QCOMPARE(text(model, 2, BeforeAfterModel::ChangeColumn), u"−74 %, clear gain"_s);
}

void TestBeforeAfterModel::headings()
{
    const BeforeAfterModel model{QLocale{u"en_AU"_s}};
    QStringList headings;
    for (int column = 0; column < model.columnCount(); ++column) {
        headings.append(model.headerData(column, Qt::Horizontal).toString());
        const bool isText =
                column == BeforeAfterModel::TitleColumn || column == BeforeAfterModel::UnitColumn;
        QCOMPARE(model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt(),
                 int((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    }
    QCOMPARE(headings, (QStringList{u"Measured"_s, u"Difference"_s, u"Before (quartiles)"_s,
                                    u"After (quartiles)"_s, u"Unit"_s}));
    QVERIFY(!model.headerData(0, Qt::Vertical).isValid());
}

void TestBeforeAfterModel::threeDigits_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("said");

    QTest::newRow("less than one") << 0.468 << u"0.47"_s;
    QTest::newRow("under ten") << 9.99 << u"9.99"_s;
    QTest::newRow("ten") << 10.0 << u"10.0"_s;
    QTest::newRow("under a hundred") << 41.16 << u"41.2"_s;
    QTest::newRow("a hundred") << 100.4 << u"100"_s;
    QTest::newRow("many") << 63'900.0 << u"63,900"_s;
}

void TestBeforeAfterModel::threeDigits()
{
    QFETCH(const double, value);
    QFETCH(const QString, said);

    QCOMPARE(spreadText({value, value, value}, QLocale{u"en_AU"_s}), u"%1 (%1–%1)"_s.arg(said));
}

void TestBeforeAfterModel::tellsATablesTendency_data()
{
    QTest::addColumn<Spread>("none");
    QTest::addColumn<QString>("said");

    QTest::newRow("below all of it") << Spread{3.0, 2.5, 3.5} << u"clear gain"_s;
    QTest::newRow("above all of it") << Spread{15.0, 14.0, 16.0} << u"clear loss"_s;
    QTest::newRow("quartiles overlap") << Spread{11.0, 10.0, 12.2} << u"not certain"_s;
}

void TestBeforeAfterModel::tellsATablesTendency()
{
    QFETCH(const Spread, none);
    QFETCH(const QString, said);

    LabReport report;
    report.tables = {tablePrices()};
    report.tables[0].none = none;
    QCOMPARE(tendencyText(beforeAndAfter(report).first().tendency), said);
}

void TestBeforeAfterModel::changeOfNothingIsNone()
{
    BeforeAfter measured;
    measured.after = {5, 5, 5};
    QCOMPARE(measured.change(), 0.0);
    QCOMPARE(changeText(measured, QLocale{u"en_AU"_s}), u"+0 %"_s);
}

void TestBeforeAfterModel::speaks()
{
    const QString said = spokenText(beforeAndAfter(labReport()), QLocale{u"en_AU"_s});
    QCOMPARE(said,
             u"Inserts into market_data, migration 5: before 41,200, after 63,900 rows per s, "
             "+55 %, clear gain. Calculation over market_data, migration 7: before 18.6, "
             "after 20.1 rows per s, +8 %, not certain."_s);
}

QTEST_GUILESS_MAIN(TestBeforeAfterModel)
#include "tst_beforeaftermodel.moc"
