// SPDX-License-Identifier: GPL-3.0-or-later
#include "../models/tuningdata.h"
#include "focusables.h"
#include "views/reports/exportaction.h"
#include "views/shell/banner.h"
#include "views/shell/dangerousactdialog.h"
#include "views/tables/datatable.h"
#include "views/tuning/beforeafterchart.h"
#include "views/tuning/indexlabpanel.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

class TestIndexLabPanel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void asksWhenItShows();
    void tellsOfFindings();
    void fitsBesideTheTaskCentre();
    void asksBeforeItApplies();
    void asksAgainWhereTheLabCouldNotTell();
    void cancelChangesNothing();
    void triesWhereItCan();
    void warnsWhereItIsNotWorthIt();
    void leavesTwoStepsToThePerson();
    void takesBack();
    void namesWhatIsWorse();
    void keepsTheChoice();
    void copiesSql();
    void chartHasATwinAndWords();
    void drawsWhatWasMeasured();
    void measures();
    void exportsFindings();
    void readOnlyChangesNothing();
    void emptyState();
    void keepsState();
    void everythingHasAName();

private:
    template <typename Widget> [[nodiscard]] Widget &child(const QString &name = {}) const
    {
        auto *widget = m_panel->findChild<Widget *>(name);
        Q_ASSERT(widget);
        return *widget;
    }
    [[nodiscard]] bool isEnabled(const QString &button) const
    {
        return child<QPushButton>(button).isEnabled();
    }
    void press(const QString &button) const
    {
        QTest::keyClick(&child<QPushButton>(button), Qt::Key_Space);
    }
    void answerDialog(const QString &button) const
    {
        // One that was answered is still there until the event loop takes it.
        const auto dialogs = m_panel->findChildren<DangerousActDialog *>();
        const auto shown = std::ranges::find_if(dialogs, &QWidget::isVisible);
        QVERIFY(shown != dialogs.cend());
        QTest::keyClick((*shown)->findChild<QPushButton *>(button), Qt::Key_Space);
    }
    [[nodiscard]] QString texts() const
    {
        QStringList texts;
        for (const QLabel *label : m_panel->findChildren<QLabel *>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts.join(u'\n');
    }

    Theme m_theme;
    std::unique_ptr<FindingTableModel> m_findings;
    std::unique_ptr<BeforeAfterModel> m_measured;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<QSignalSpy> m_refreshed;
    std::unique_ptr<IndexLabPanel> m_panel;
};

void TestIndexLabPanel::init()
{
    m_panel.reset();
    m_tester.reset();
    m_findings = std::make_unique<FindingTableModel>(QLocale{u"en_AU"_s});
    m_measured = std::make_unique<BeforeAfterModel>(QLocale{u"en_AU"_s});
    m_tester = std::make_unique<QAbstractItemModelTester>(m_findings.get());
    m_panel = std::make_unique<IndexLabPanel>(*m_findings, *m_measured, m_theme);
    m_refreshed = std::make_unique<QSignalSpy>(m_panel.get(), &IndexLabPanel::refreshRequested);
    m_panel->resize(1180, 760);
    QVERIFY(m_refreshed->isEmpty()); // nobody looks yet
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_panel->activateWindow();
}

void TestIndexLabPanel::asksWhenItShows()
{
    QCOMPARE(m_refreshed->count(), 1);
    press(u"refreshFindingsButton"_s);
    QCOMPARE(m_refreshed->count(), 2);
}

void TestIndexLabPanel::tellsOfFindings()
{
    m_findings->acceptState(tuningState());
    const auto &table = child<DataTable>(u"findingTable"_s);
    QCOMPARE(table.model()->rowCount(), 2);
    const auto cell = [&](int row, FindingTableModel::Column column) {
        return table.model()->index(row, column).data().toString();
    };
    QCOMPARE(cell(0, FindingTableModel::VerdictColumn), u"Covered"_s);
    QCOMPARE(cell(0, FindingTableModel::IndexColumn), u"ix_time"_s);
    QCOMPARE(cell(0, FindingTableModel::CostColumn), u"3.10 (2.90–3.30)"_s);
    QCOMPARE(cell(0, FindingTableModel::StateColumn), u"Not done"_s);
    QCOMPARE(cell(1, FindingTableModel::CostColumn), u"–"_s);
    const QString summary = child<QLabel>(u"findingsSummary"_s).text();
    QVERIFY2(summary.startsWith(u"2 finding"), qPrintable(summary));
    QVERIFY2(summary.contains(u"Together they take 22 MB on disk. "_s), qPrintable(summary));
    QVERIFY2(summary.contains(u"SQLite does not count."_s), qPrintable(summary));
    QCOMPARE(table.currentIndex().row(), 0);
    const QString shown = texts();
    for (const QString &text :
         {coveredFinding().reason, u"Likely: safe for reads, a small cost is possible"_s,
          coveredFinding().upSql, coveredFinding().downSql,
          u"Costs on insert: 3.10 (2.90–3.30) µs per row"_s})
        QVERIFY2(shown.contains(text), qPrintable(text));
}

// A window of 960 x 600 with the task centre open.
void TestIndexLabPanel::fitsBesideTheTaskCentre()
{
    m_findings->acceptState(tuningState());
    const auto &compare = child<QPushButton>(u"measureMigrationsButton"_s);
    QVERIFY(!compare.text().isEmpty());
    m_panel->resize(612, 540);
    QTRY_COMPARE(m_panel->width(), 612);
    const auto &measure = child<QPushButton>(u"measureIndexesButton"_s);
    QTRY_VERIFY(compare.text().isEmpty() && measure.isVisible()); // the main action keeps its words
    QVERIFY(!measure.text().isEmpty());
    const auto &table = child<DataTable>(u"findingTable"_s);
    QTRY_COMPARE(table.horizontalScrollBar()->maximum(), 0);
    QVERIFY(!table.isColumnHidden(FindingTableModel::StateColumn));
    auto &chart = child<BeforeAfterChart>(u"beforeAfterChart"_s);
    QTRY_VERIFY(chart.width() <= chart.parentWidget()->width());
}

void TestIndexLabPanel::asksBeforeItApplies()
{
    m_findings->acceptState(tuningState());
    QSignalSpy applied{m_panel.get(), &IndexLabPanel::applyRequested};
    press(u"applyFindingButton"_s);
    QVERIFY(applied.isEmpty());
    answerDialog(u"actButton"_s);
    QCOMPARE(applied.count(), 1);
    QCOMPARE(applied.first(), (QVariantList{coveredFinding().id(), false, false}));
    m_panel->setChanging(true);
    QVERIFY(!isEnabled(u"applyFindingButton"_s));
    m_panel->setChanging(false);

    // Enter on the finding is the same.
    QTest::keyClick(&child<DataTable>(u"findingTable"_s), Qt::Key_Return);
    QCOMPARE(applied.count(), 1);
    answerDialog(u"cancelButton"_s);
    QCOMPARE(applied.count(), 1);

    // What was not measured is said to be so, and asked for all the same.
    child<DataTable>(u"findingTable"_s).selectRow(1);
    press(u"applyFindingButton"_s);
    answerDialog(u"actButton"_s);
    QCOMPARE(applied.last(), (QVariantList{openFinding().id(), false, true}));
}

// Noise is no measurement.
void TestIndexLabPanel::asksAgainWhereTheLabCouldNotTell()
{
    TuningState known = tuningState();
    known.findings = {openFinding()};
    known.findings[0].cost = InsertCost{3.1, 0.2, 6.3, {}, true};
    m_findings->acceptState(known);
    QVERIFY(texts().contains(u"Costs on insert: 3.10 (0.20–6.30) µs per row, too noisy to tell"_s));
    QSignalSpy applied{m_panel.get(), &IndexLabPanel::applyRequested};
    press(u"applyFindingButton"_s);
    QVERIFY(texts().contains(u"Whether this is a gain the lab could not tell."_s));
    answerDialog(u"actButton"_s);
    QCOMPARE(applied.last(), (QVariantList{openFinding().id(), false, true}));
}

void TestIndexLabPanel::cancelChangesNothing()
{
    m_findings->acceptState(tuningState());
    QSignalSpy applied{m_panel.get(), &IndexLabPanel::applyRequested};
    press(u"applyFindingButton"_s);
    auto *dialog = m_panel->findChild<DangerousActDialog *>();
    QVERIFY(dialog);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(applied.isEmpty());
}

void TestIndexLabPanel::triesWhereItCan()
{
    TuningState known = tuningState();
    m_findings->acceptState(known);
    QVERIFY(!isEnabled(u"tryFindingButton"_s));
    QVERIFY(child<QPushButton>(u"tryFindingButton"_s).toolTip().contains(u"cannot hide"_s));
    known.canTry = true;
    m_findings->acceptState(known);
    QSignalSpy applied{m_panel.get(), &IndexLabPanel::applyRequested};
    press(u"tryFindingButton"_s);
    answerDialog(u"actButton"_s);
    QCOMPARE(applied.first(), (QVariantList{coveredFinding().id(), true, false}));

    // In its trial it may be dropped or taken back, and not tried again.
    known.changes = {droppedIndex(IndexChange::Phase::Trial)};
    m_findings->acceptState(known);
    QCOMPARE(m_findings->rowCount(), 2); // the finding is still told, and is the same row
    QVERIFY(!isEnabled(u"tryFindingButton"_s));
    QVERIFY(isEnabled(u"applyFindingButton"_s));
    QVERIFY(isEnabled(u"revertFindingButton"_s));
}

void TestIndexLabPanel::warnsWhereItIsNotWorthIt()
{
    TuningState known = tuningState();
    known.findings.first().kind = IndexFinding::Kind::Measure;
    known.findings.first().isNotWorthIt = true;
    m_findings->acceptState(known);
    QSignalSpy applied{m_panel.get(), &IndexLabPanel::applyRequested};
    press(u"applyFindingButton"_s);
    auto *dialog = m_panel->findChild<DangerousActDialog *>();
    QVERIFY(dialog && dialog->accessibleDescription().contains(u"it is not worth it"_s));
    answerDialog(u"actButton"_s);
    QCOMPARE(applied.first(), (QVariantList{known.findings.first().id(), false, true}));
}

void TestIndexLabPanel::leavesTwoStepsToThePerson()
{
    TuningState known = tuningState();
    known.findings.first().kind = IndexFinding::Kind::Measure;
    known.findings.first().rule = u"B1"_s;
    known.canTry = true;
    m_findings->acceptState(known);
    for (const QString &button : {u"applyFindingButton"_s, u"tryFindingButton"_s}) {
        QVERIFY(!isEnabled(button));
        QCOMPARE(child<QPushButton>(button).toolTip(), u"Done by hand: its SQL stands below"_s);
    }
}

void TestIndexLabPanel::takesBack()
{
    TuningState known = tuningState();
    known.findings.removeFirst();
    known.changes = {droppedIndex(IndexChange::Phase::Watched),
                     droppedIndex(IndexChange::Phase::Reverted)};
    m_findings->acceptState(known);
    QCOMPARE(m_findings->rowCount(), 2);
    QVERIFY(m_findings->index(0, FindingTableModel::StateColumn)
                    .data()
                    .toString()
                    .startsWith(u"Watched until"_s));
    QVERIFY(!isEnabled(u"applyFindingButton"_s));
    QSignalSpy reverted{m_panel.get(), &IndexLabPanel::revertRequested};
    press(u"revertFindingButton"_s);
    QCOMPARE(reverted.count(), 1);
    QCOMPARE(reverted.first().first().toLongLong(), 7);
}

void TestIndexLabPanel::namesWhatIsWorse()
{
    TuningState known = tuningState();
    WatchedChange watched = droppedIndex(IndexChange::Phase::Watched);
    watched.watch = {true,
                     4,
                     3,
                     {{u"a"_s, u"b"_s, u"SELECT x FROM t"_s, 4'000, 9'500, false},
                      {u"c"_s, u"b"_s, u"SELECT y FROM t"_s, 0, 0, false, true}},
                     {}};
    known.changes = {watched};
    m_findings->acceptState(known);
    QCOMPARE(m_findings->index(0, FindingTableModel::StateColumn).data().toString(),
             u"Statements are worse"_s);
    const QString shown = texts();
    QVERIFY(shown.contains(u"Slower, 4.0 ms before and 9.5 ms now: SELECT x FROM t"_s));
    QVERIFY(shown.contains(u"Reads the whole table now: SELECT y FROM t"_s));
    QVERIFY(shown.contains(u"Take it back restores what was."_s));
}

void TestIndexLabPanel::keepsTheChoice()
{
    m_findings->acceptState(tuningState());
    auto &table = child<DataTable>(u"findingTable"_s);
    table.selectRow(1);
    TuningState known = tuningState();
    known.findings.removeFirst();
    m_findings->acceptState(known);
    QCOMPARE(table.currentIndex().row(), 0);
    QVERIFY(texts().contains(openFinding().reason));
}

void TestIndexLabPanel::copiesSql()
{
    m_findings->acceptState(tuningState());
    press(u"copySqlButton"_s);
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY(copied.contains(coveredFinding().upSql));
    QVERIFY(copied.contains(coveredFinding().downSql));
}

void TestIndexLabPanel::chartHasATwinAndWords()
{
    m_findings->acceptState(tuningState());
    const auto &chart = child<BeforeAfterChart>(u"beforeAfterChart"_s);
    QVERIFY(chart.isVisible());
    QCOMPARE(chart.accessibleDescription(),
             u"Inserts into market_data, migration 5: before 41,200, after 63,900 rows per s, "
             "+55 %, clear gain. Calculation over market_data, migration 7: before 18.6, after "
             "20.1 rows per s, +8 %, not certain."_s);
    press(u"showAsTable"_s);
    const auto &twin = child<DataTable>(u"beforeAfterTable"_s);
    QVERIFY(twin.isVisible());
    QVERIFY(!chart.isVisible());
    QCOMPARE(twin.model()->rowCount(), 2);
    QCOMPARE(twin.model()->index(0, BeforeAfterModel::BeforeColumn).data().toString(),
             u"41,200 (40,000–42,500)"_s);
    QCOMPARE(twin.model()->index(1, BeforeAfterModel::ChangeColumn).data().toString(),
             u"+8 %, not certain"_s);
    m_panel->resize(880, 520);
    QCoreApplication::sendPostedEvents();
    for (int column = 0; column < BeforeAfterModel::ColumnCount; ++column) {
        QVERIFY(!twin.isColumnHidden(column));
        const QString text = twin.model()->index(0, column).data().toString();
        QVERIFY2(twin.columnWidth(column) > twin.fontMetrics().horizontalAdvance(text),
                 qPrintable(text));
    }
}

void TestIndexLabPanel::drawsWhatWasMeasured()
{
    m_findings->acceptState(tuningState());
    auto &chart = child<BeforeAfterChart>(u"beforeAfterChart"_s);
    const QImage image = chart.grab().toImage();
    // Filled after-bars, and none where nothing was measured.
    const QRgb filled = m_theme.tokens().lines[0].rgb();
    const auto count = [&](const QImage &shown) {
        int pixels = 0;
        for (int y = 0; y < shown.height(); ++y) {
            for (int x = 0; x < shown.width(); ++x)
                pixels += shown.pixel(x, y) == filled ? 1 : 0;
        }
        return pixels;
    };
    QVERIFY(count(image) > 1000);
    m_measured->setMeasured({});
    QVERIFY(!chart.isVisible());
    QVERIFY(texts().contains(u"Nothing was measured yet."_s));
}

void TestIndexLabPanel::measures()
{
    m_findings->acceptState(tuningState());
    QSignalSpy measured{m_panel.get(), &IndexLabPanel::measureRequested};
    press(u"measureIndexesButton"_s);
    press(u"measureMigrationsButton"_s);
    QCOMPARE(measured.count(), 2);
    QCOMPARE(measured.at(0).first().toBool(), false);
    QCOMPARE(measured.at(1).first().toBool(), true);
    m_measured->setMeasured({});
    QVERIFY(texts().contains(u"Nothing was measured yet."_s));
    m_panel->setMeasuring(true);
    QVERIFY(texts().contains(u"A measurement runs"_s));
    QVERIFY(!isEnabled(u"measureIndexesButton"_s));
    QVERIFY(isEnabled(u"applyFindingButton"_s)); // the rest stays usable
}

void TestIndexLabPanel::exportsFindings()
{
    m_findings->acceptState(tuningState());
    QList<ReportRequest> offered;
    connect(&m_panel->exportAction(), &ExportAction::requested, this,
            [&offered](const QList<ReportRequest> &requests) { offered += requests; });
    QTest::keyClick(&child<DataTable>(u"findingTable"_s), Qt::Key_E, Qt::ControlModifier);
    press(u"exportButton"_s);
    QCOMPARE(offered.size(), 2);
    for (const ReportRequest &request : std::as_const(offered))
        QCOMPARE(request.report, Report::Indexes);
}

void TestIndexLabPanel::readOnlyChangesNothing()
{
    m_panel->setReadOnly(true);
    m_findings->acceptState(tuningState());
    for (const QString &button : {u"applyFindingButton"_s, u"measureIndexesButton"_s}) {
        QVERIFY(!isEnabled(button));
        QCOMPARE(child<QPushButton>(button).toolTip(), u"The database is read-only"_s);
    }
}

void TestIndexLabPanel::emptyState()
{
    m_findings->acceptState({{unknownFinding()}, 12, {}, {}, false});
    QVERIFY(!child<DataTable>(u"findingTable"_s).isVisible());
    QVERIFY(texts().contains(u"Nothing is to be said against any of the indexes"_s));
    QVERIFY(texts().contains(u"No finding selected"_s));
}

void TestIndexLabPanel::keepsState()
{
    m_findings->acceptState(tuningState());
    child<DataTable>(u"findingTable"_s).setColumnShown(FindingTableModel::SizeColumn, false);
    const QByteArray kept = m_panel->saveState();
    init();
    QVERIFY(m_panel->restoreState(kept));
    QVERIFY(child<DataTable>(u"findingTable"_s).isColumnHidden(FindingTableModel::SizeColumn));
    QVERIFY(!m_panel->restoreState("other"));
}

void TestIndexLabPanel::everythingHasAName()
{
    m_findings->acceptState(tuningState());
    QCOMPARE(namelessFocusables(*m_panel), QStringList{});
    press(u"showAsTable"_s);
    QCOMPARE(namelessFocusables(*m_panel), QStringList{});
}

QTEST_MAIN(TestIndexLabPanel)
#include "tst_indexlabpanel.moc"
