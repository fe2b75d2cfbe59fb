// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/prooftablemodel.h"
#include "shownmigrations.h"

#include <QProgressBar>
#include <QSignalSpy>

using namespace Qt::Literals::StringLiterals;

// What the Migrations panel shows while something runs and after it.
class TestMigrationRuns final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void runShowsProgressAndCancels();
    void lateProgressStartsNothing();
    void showsTheReport();
    void showsAReportThatRuns();
    void showsAFailedReport();
    void aRehearsalThatWasCancelledIsGone();
    void outcomeShowsProof();

private:
    std::unique_ptr<ShownMigrations> m_shown;
};

void TestMigrationRuns::init()
{
    m_shown.reset();
    m_shown = std::make_unique<ShownMigrations>();
    QVERIFY(QTest::qWaitForWindowExposed(m_shown->panel.get()));
}

void TestMigrationRuns::runShowsProgressAndCancels()
{
    using Phase = MigrationProgress::Phase;
    m_shown->fill();
    QSignalSpy cancelled{m_shown->panel.get(), &MigrationsPanel::cancelRequested};
    m_shown->panel->beginRun(u"Applying 2 migrations"_s, 9);
    QVERIFY(m_shown->child<Banner>(u"noticeBanner"_s).isHidden());
    QVERIFY(!m_shown->button(u"applyButton"_s).isEnabled());
    QVERIFY(m_shown->button(u"applyButton"_s).toolTip().contains(u"Applying 2 migrations"_s));
    m_shown->panel->setProgress({8, Direction::Up, Phase::Running, 5, 12});
    QCOMPARE(m_shown->child<QLabel>(u"runStep"_s).text(), u"Migration 8: statement 6 of 12"_s);
    const auto &bar = m_shown->child<QProgressBar>(u"runProgress"_s);
    const int atStatement = bar.value(); // of the whole way, of which this is the first half
    QVERIFY(atStatement > 0 && atStatement < bar.maximum() / 2);
    const QModelIndex state = m_shown->migrations->index(m_shown->migrations->rowOf(8),
                                                         MigrationTableModel::StateColumn);
    QCOMPARE(state.data().toString(), u"Running"_s);
    m_shown->panel->setProgress({8, Direction::Up, Phase::Verifying, 0, 0});
    QCOMPARE(m_shown->child<QLabel>(u"runStep"_s).text(), u"Migration 8: comparing every row"_s);
    const int atVerifying = bar.value();
    QVERIFY(atVerifying > atStatement && atVerifying < bar.maximum() / 2);
    m_shown->now = m_shown->now.addSecs(7);
    QTRY_COMPARE(m_shown->child<QLabel>(u"runElapsed"_s).text(), u"7.0 s"_s);
    m_shown->press(u"cancelRunButton"_s);
    QCOMPARE(m_shown->button(u"cancelRunButton"_s).text(), u"Cancelling…"_s);
    QVERIFY(!m_shown->button(u"cancelRunButton"_s).isEnabled());
    QCOMPARE(cancelled.count(), 1);
    m_shown->panel->setProgress({9, Direction::Up, Phase::Running, 0, 4}); // on its way still
    QCOMPARE(state.data().toString(), u"Applied"_s); // the one before it is done
    QVERIFY(bar.value() > atVerifying);
    QCOMPARE(m_shown->button(u"cancelRunButton"_s).text(), u"Cancelling…"_s);
    m_shown->panel->endRun();
    QVERIFY(m_shown->button(u"applyButton"_s).isEnabled());
    QCOMPARE(state.data().toString(), u"Pending"_s);
    QVERIFY(!m_shown->child<QLabel>(u"runStep"_s).isVisible());
}

void TestMigrationRuns::lateProgressStartsNothing()
{
    m_shown->fill();
    m_shown->panel->setProgress({8, Direction::Up, MigrationProgress::Phase::Running, 5, 12});
    QVERIFY(!m_shown->child<QLabel>(u"runStep"_s).isVisible());
    QVERIFY(m_shown->button(u"applyButton"_s).isEnabled());
}

void TestMigrationRuns::showsTheReport()
{
    m_shown->fill();
    m_shown->panel->setReport(sampleReport());
    m_shown->panel->setBuffered(BufferedQuotes{0, 2});
    const QStringList words = ShownMigrations::texts(*m_shown->panel);
    for (const QString &text :
         {u"20 Nov 2026, 14:12, copy of market"_s, u"Passed"_s, u"2. Up to 9"_s, u"6.4 s"_s,
          u"Declared exceptions: none"_s, u"0 quotes lost, 2 buffered and stored"_s})
        QVERIFY2(words.contains(text), qPrintable(text + u" in "_s + words.join(u'|')));
    QCOMPARE(m_shown->child<DataTable>(u"proofTable"_s).model()->rowCount(), 5);
    m_shown->press(u"showReportButton"_s);
    QTRY_VERIFY(m_shown->child<DataTable>(u"proofTable"_s).hasFocus());
}

void TestMigrationRuns::showsAReportThatRuns()
{
    m_shown->fill();
    RehearsalReport report = sampleReport();
    report.passed = false;
    report.file.clear();
    report.proof.clear();
    report.stages[2].state = RehearsalStage::State::Running;
    for (int i = 3; i < 6; ++i)
        report.stages[i].state = RehearsalStage::State::Waiting;
    m_shown->panel->setReport(report);
    QCOMPARE(m_shown->child<QLabel>(u"reportState"_s).text(), u"Running"_s);
    QVERIFY(ShownMigrations::texts(*m_shown->panel).contains(u"waits"_s));
    QVERIFY(!m_shown->button(u"saveReportButton"_s).isVisible());
    QVERIFY(!m_shown->child<QLabel>(u"quotesKept"_s).isVisible()); // nothing is proven yet
}

void TestMigrationRuns::showsAFailedReport()
{
    m_shown->fill();
    RehearsalReport report = sampleReport();
    report.passed = false;
    report.problem = u"Table alert_logs lost 3 rows."_s;
    m_shown->panel->setReport(report);
    QCOMPARE(m_shown->child<QLabel>(u"reportState"_s).text(), u"Failed"_s);
    QCOMPARE(m_shown->child<QLabel>(u"rehearsalProblem"_s).text(), report.problem);
    QCOMPARE(m_shown->notice().meaning, Meaning::Danger);
    m_shown->panel->setReport({});
    QVERIFY(!m_shown->child<QLabel>(u"reportState"_s).isVisible());
}

void TestMigrationRuns::aRehearsalThatWasCancelledIsGone()
{
    m_shown->fill();
    m_shown->panel->beginRun(u"Rehearse up to version 9"_s, 9);
    RehearsalReport report = sampleReport();
    report.passed = false;
    for (ProofLine &line : report.proof) {
        line.checksumAfter.clear();
        line.isEqual = false;
    }
    report.stages[1].state = RehearsalStage::State::Running;
    m_shown->panel->setReport(report);
    QCOMPARE(m_shown->child<QLabel>(u"runStep"_s).text(), u"Stage 2 of 6, on the copy: Up to 9"_s);
    const QAbstractItemModel &proof = *m_shown->child<DataTable>(u"proofTable"_s).model();
    QCOMPARE(proof.index(0, ProofTableModel::ResultColumn).data().toString(), u"not yet"_s);
    m_shown->panel->endRun();
    QVERIFY(!m_shown->child<QLabel>(u"reportState"_s).isVisible());
    QCOMPARE(m_shown->button(u"rehearseButton"_s).text(), u"Rehearse"_s);
    QVERIFY(m_shown->notice().text.contains(u"Rehearse first"_s));
}

void TestMigrationRuns::outcomeShowsProof()
{
    m_shown->fill();
    m_shown->panel->setReport(sampleReport());
    QSignalSpy succeeded{m_shown->panel.get(), &MigrationsPanel::succeeded};
    MigrationReport outcome;
    outcome.from = 7;
    outcome.to = 9;
    outcome.steps = {{8, u"add_soft_delete_safety"_s, Direction::Up, 5000, 31482},
                     {9, u"portfolio_and_signals"_s, Direction::Up, 1300, 0}};
    m_shown->panel->setStatus(statusOf(9));
    m_shown->panel->setOutcome(outcome, sampleReport().proof.mid(0, 2));
    QCOMPARE(succeeded,
             (QList<QVariantList>{{u"2 migration(s) applied. Every row is proven equal."_s}}));
    QCOMPARE(m_shown->child<QLabel>(u"reportTitle"_s).text(), u"Migration report"_s);
    QCOMPARE(m_shown->child<QLabel>(u"reportSubject"_s).text(), u"from version 7 to 9"_s);
    QCOMPARE(m_shown->child<DataTable>(u"proofTable"_s).model()->rowCount(), 2);
    QVERIFY(!m_shown->button(u"saveReportButton"_s).isVisible());
    const auto &quotes = m_shown->child<QLabel>(u"quotesKept"_s);
    m_shown->panel->setBuffered(BufferedQuotes{9, 0});
    QCOMPARE(quotes.text(), u"0 quotes lost, 9 wait in the outbox"_s);
    m_shown->panel->setBuffered(BufferedQuotes{0, 9});
    QCOMPARE(quotes.text(), u"0 quotes lost, 9 buffered and stored"_s);
    m_shown->panel->setBuffered({});
    QCOMPARE(quotes.text(), u"Nothing was collected meanwhile"_s);
    QVERIFY(quotes.isVisible());
}

QTEST_MAIN(TestMigrationRuns)
#include "tst_migrationruns.moc"
