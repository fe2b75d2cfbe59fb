// SPDX-License-Identifier: GPL-3.0-or-later
#include "../models/migrationdata.h"
#include "focusables.h"
#include "views/migrations/migrationspanel.h"
#include "views/shell/banner.h"
#include "views/shell/dangerousactdialog.h"
#include "views/shell/factlist.h"
#include "views/sql/sqlview.h"
#include "views/tables/datatable.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QTabWidget>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestMigrationsPanel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void choosesTheNextOne();
    void saysTheStateInWords();
    void disabledButtonsSayWhy();
    void buttonsAsk();
    void applyAsksFirst();
    void cancelIsTheDefault();
    void revertGoesToTheSelectedVersion();
    void lossHasToBeTyped();
    void unfinishedOffersResumeAndUndo();
    void runShowsProgressAndCancels();
    void lateProgressStartsNothing();
    void showsSqlAndFacts();
    void showsWhatItDoes();
    void showsDrift();
    void showsTheReport();
    void showsAReportThatRuns();
    void showsAFailedReport();
    void outcomeShowsProof();
    void backupsCanBeRestored();
    void backupsAreBlockedMeanwhile();
    void problemStays();
    void keepsState();
    void fitsASmallWindow();
    void namesAreNoMarkup();
    void everythingHasAName();

private:
    template <typename Widget> [[nodiscard]] Widget &child(const QString &name = {}) const
    {
        auto *widget = m_panel->findChild<Widget *>(name);
        Q_ASSERT(widget);
        return *widget;
    }
    [[nodiscard]] QPushButton &button(const QString &name) const
    {
        return child<QPushButton>(name);
    }
    [[nodiscard]] DataTable &table() const { return child<DataTable>(u"migrationsTable"_s); }
    [[nodiscard]] const BannerMessage &notice() const
    {
        return child<Banner>(u"noticeBanner"_s).message();
    }
    [[nodiscard]] DangerousActDialog *question() const
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            auto *dialog = qobject_cast<DangerousActDialog *>(widget);
            if (dialog && dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }
    // Every text of a widget that can be seen.
    [[nodiscard]] static QStringList texts(const QWidget &widget)
    {
        QStringList texts;
        for (const QLabel *label : widget.findChildren<QLabel *>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts;
    }
    void select(int version) { table().selectRow(m_migrations->rowOf(version)); }
    void fill();

    Theme m_theme;
    QDateTime m_now;
    std::unique_ptr<MigrationTableModel> m_migrations;
    std::unique_ptr<BackupTableModel> m_backups;
    std::unique_ptr<MigrationsPanel> m_panel;
};

void TestMigrationsPanel::init()
{
    m_panel.reset();
    m_now = migrationTime();
    const QLocale locale{u"en_AU"_s};
    const auto clock = [this] { return m_now; };
    m_migrations = std::make_unique<MigrationTableModel>(locale, clock);
    m_backups = std::make_unique<BackupTableModel>(locale, clock);
    m_panel = std::make_unique<MigrationsPanel>(*m_migrations, *m_backups, m_theme);
    m_panel->resize(1188, 780);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_panel->activateWindow();
}

void TestMigrationsPanel::fill()
{
    m_panel->setDatabase(u"market"_s, false);
    m_panel->setStatus(statusOf(7));
    m_panel->setMarks({1}, {});
    m_panel->setPreviews(samplePreviews());
}

void TestMigrationsPanel::choosesTheNextOne()
{
    fill();
    QCOMPARE(m_migrations->version(table().currentIndex().row()), 8);
    QCOMPARE(child<QLabel>(u"versionLabel"_s).text(), u"Version 7 of 9"_s);
    QCOMPARE(button(u"applyButton"_s).text(), u"Apply 2…"_s);
    select(3);
    m_panel->setPreviews(samplePreviews()); // news change cells, not the selection
    QCOMPARE(m_migrations->version(table().currentIndex().row()), 3);
}

void TestMigrationsPanel::saysTheStateInWords()
{
    QVERIFY(child<Banner>(u"noticeBanner"_s).isHidden());
    fill();
    QCOMPARE(notice().meaning, Meaning::Waiting);
    m_panel->setReport(sampleReport());
    QCOMPARE(notice().meaning, Meaning::Ok);
    QVERIFY(notice().headline.contains(u"every row proven equal"_s));
    m_panel->setStatus(statusOf(9));
    QCOMPARE(notice().headline, u"The database is at version 9, the newest."_s);
    m_panel->setStatus(statusOf(11));
    QCOMPARE(notice().meaning, Meaning::Warning);
}

void TestMigrationsPanel::disabledButtonsSayWhy()
{
    const auto expect = [this](const QString &name, const QString &why) {
        QVERIFY2(!button(name).isEnabled(), qPrintable(name));
        QVERIFY2(button(name).toolTip().contains(why), qPrintable(button(name).toolTip()));
    };
    expect(u"applyButton"_s, u"not read yet"_s);
    fill();
    QVERIFY(button(u"applyButton"_s).isEnabled());
    m_panel->setStatus(statusOf(9));
    expect(u"applyButton"_s, u"newest version already"_s);
    expect(u"dryRunButton"_s, u"newest version already"_s);
    QVERIFY(button(u"revertButton"_s).isEnabled());
    m_panel->setDatabase(u"market"_s, true);
    expect(u"revertButton"_s, u"may only read"_s);
    m_panel->setDatabase(u"market"_s, false);
    MigrationStatus drifted = statusOf(7);
    drifted.drift = {u"Index a is missing."_s};
    m_panel->setStatus(drifted);
    expect(u"applyButton"_s, u"see Drift"_s);
    QVERIFY(button(u"rehearseButton"_s).isEnabled()); // looking is allowed
    m_panel->setStatus(statusOf(11));
    expect(u"applyButton"_s, u"newer program"_s);
    m_panel->setStatus(statusOf(7));
    m_panel->setMarks({}, {5});
    expect(u"applyButton"_s, u"differs from the one"_s);
}

void TestMigrationsPanel::buttonsAsk()
{
    fill();
    QSignalSpy validated{m_panel.get(), &MigrationsPanel::validateRequested};
    QSignalSpy dried{m_panel.get(), &MigrationsPanel::dryRunRequested};
    QSignalSpy rehearsed{m_panel.get(), &MigrationsPanel::rehearsalRequested};
    for (const QString &name : {u"validateButton"_s, u"dryRunButton"_s, u"rehearseButton"_s})
        QTest::keyClick(&button(name), Qt::Key_Space);
    QCOMPARE(validated.count(), 1);
    QCOMPARE(dried, (QList<QVariantList>{{9}}));
    QCOMPARE(rehearsed, (QList<QVariantList>{{9}}));
    m_panel->setReport(sampleReport());
    QCOMPARE(button(u"rehearseButton"_s).text(), u"Rehearse again"_s);
}

void TestMigrationsPanel::applyAsksFirst()
{
    fill();
    m_panel->setReport(sampleReport());
    QSignalSpy applied{m_panel.get(), &MigrationsPanel::applyRequested};
    QTest::keyClick(&button(u"applyButton"_s), Qt::Key_Space);
    QVERIFY(question());
    QCOMPARE(applied.count(), 0);
    QCOMPARE(question()->windowTitle(), u"Apply 2 migration(s) to market?"_s);
    const QStringList words = texts(*question());
    QVERIFY2(words.contains(u"alert_logs"_s), qPrintable(words.join(u'|')));
    QVERIFY(words.contains(u"31,482 rows, written again"_s));
    QVERIFY(words.contains(u"A backup of market is made and verified first."_s));
    auto *sql = question()->findChild<SqlView *>();
    QVERIFY(sql && sql->isReadOnly());
    QVERIFY(sql->toPlainText().contains(u"CREATE TABLE portfolios"_s));
    QVERIFY(namelessFocusables(*question()).isEmpty());
    auto *act = question()->findChild<QPushButton *>(u"actButton"_s);
    QCOMPARE(act->text(), u"Apply 2 migration(s)"_s);
    QTest::keyClick(act, Qt::Key_Space);
    QCOMPARE(applied, (QList<QVariantList>{{9}}));
}

void TestMigrationsPanel::cancelIsTheDefault()
{
    fill();
    QSignalSpy applied{m_panel.get(), &MigrationsPanel::applyRequested};
    m_panel->databaseActions().at(4)->trigger(); // up to the selected one
    QVERIFY(question());
    QCOMPARE(question()->windowTitle(), u"Apply 1 migration(s) to market?"_s);
    QTest::keyClick(question(), Qt::Key_Return);
    QVERIFY(!question());
    QCOMPARE(applied.count(), 0);
}

void TestMigrationsPanel::revertGoesToTheSelectedVersion()
{
    fill();
    QSignalSpy reverted{m_panel.get(), &MigrationsPanel::revertRequested};
    select(4);
    QTest::keyClick(&button(u"revertButton"_s), Qt::Key_Space);
    QVERIFY(question());
    QCOMPARE(question()->windowTitle(), u"Revert market from version 7 to 4?"_s);
    QTest::keyClick(question()->findChild<QPushButton *>(u"actButton"_s), Qt::Key_Space);
    QCOMPARE(reverted, (QList<QVariantList>{{4, false}}));
    select(8); // not below the present one: one step back
    QTest::keyClick(&button(u"revertButton"_s), Qt::Key_Space);
    QTRY_VERIFY(question());
    QCOMPARE(question()->windowTitle(), u"Revert market from version 7 to 6?"_s);
    question()->reject();
}

void TestMigrationsPanel::lossHasToBeTyped()
{
    fill();
    QList<MigrationPreview> previews = samplePreviews();
    previews[2].rowsLost = 1204;
    m_panel->setPreviews(previews);
    QSignalSpy reverted{m_panel.get(), &MigrationsPanel::revertRequested};
    QTest::keyClick(&button(u"revertButton"_s), Qt::Key_Space);
    QVERIFY(question());
    auto *act = question()->findChild<QPushButton *>(u"actButton"_s);
    auto *typed = question()->findChild<QLineEdit *>(u"typedName"_s);
    QVERIFY(typed);
    QVERIFY(!act->isEnabled());
    QTest::keyClicks(typed, u"marke"_s);
    QVERIFY(!act->isEnabled());
    QTest::keyClicks(typed, u"t"_s);
    QVERIFY(act->isEnabled());
    QVERIFY(namelessFocusables(*question()).isEmpty());
    QVERIFY(question()->findChild<QPushButton *>(u"cancelButton"_s)->isDefault());
    QVERIFY(!act->isDefault()); // Return after the name does nothing yet
    QTest::keyClick(act, Qt::Key_Space);
    QCOMPARE(reverted, (QList<QVariantList>{{6, true}}));
}

void TestMigrationsPanel::unfinishedOffersResumeAndUndo()
{
    fill();
    MigrationStatus stopped = statusOf(7);
    stopped.unfinished =
            UnfinishedMigration{8, Direction::Up, 6, 12, u"disk full"_s, u"Free 10 MB"_s};
    m_panel->setStatus(stopped);
    QVERIFY(notice().text.contains(u"Free 10 MB, then Resume."_s));
    QCOMPARE(notice().meaning, Meaning::Danger);
    QVERIFY(!button(u"applyButton"_s).isEnabled());
    QSignalSpy resumed{m_panel.get(), &MigrationsPanel::resumeRequested};
    QSignalSpy undone{m_panel.get(), &MigrationsPanel::undoRequested};
    QTest::keyClick(&button(u"resumeMigrationButton"_s), Qt::Key_Space);
    QTest::keyClick(&button(u"undoMigrationButton"_s), Qt::Key_Space);
    QCOMPARE(resumed.count(), 1);
    QCOMPARE(undone.count(), 1);
    m_panel->setStatus(statusOf(7));
    QVERIFY(button(u"applyButton"_s).isEnabled());
}

void TestMigrationsPanel::runShowsProgressAndCancels()
{
    fill();
    QSignalSpy cancelled{m_panel.get(), &MigrationsPanel::cancelRequested};
    m_panel->beginRun(u"Applying 2 migrations"_s);
    QVERIFY(child<Banner>(u"noticeBanner"_s).isHidden());
    QVERIFY(!button(u"applyButton"_s).isEnabled());
    QVERIFY(button(u"applyButton"_s).toolTip().contains(u"Applying 2 migrations"_s));
    m_panel->setProgress({8, Direction::Up, MigrationProgress::Phase::Running, 5, 12});
    QCOMPARE(child<QLabel>(u"runStep"_s).text(), u"Migration 8: statement 6 of 12"_s);
    QCOMPARE(child<QProgressBar>(u"runProgress"_s).value(), 5);
    const QModelIndex state =
            m_migrations->index(m_migrations->rowOf(8), MigrationTableModel::StateColumn);
    QCOMPARE(state.data().toString(), u"Running"_s);
    m_panel->setProgress({8, Direction::Up, MigrationProgress::Phase::Verifying, 0, 0});
    m_panel->setRowsVerified(1000, 4000);
    QCOMPARE(child<QLabel>(u"runStep"_s).text(), u"Migration 8: 1,000 of 4,000 rows verified"_s);
    m_now = m_now.addSecs(7);
    QTRY_COMPARE(child<QLabel>(u"runElapsed"_s).text(), u"7.0 s"_s);
    QTest::keyClick(&button(u"cancelRunButton"_s), Qt::Key_Space);
    QCOMPARE(button(u"cancelRunButton"_s).text(), u"Cancelling…"_s);
    QVERIFY(!button(u"cancelRunButton"_s).isEnabled());
    QCOMPARE(cancelled.count(), 1);
    m_panel->setRowsVerified(2000, 4000); // on its way still
    QCOMPARE(button(u"cancelRunButton"_s).text(), u"Cancelling…"_s);
    m_panel->endRun();
    QVERIFY(button(u"applyButton"_s).isEnabled());
    QCOMPARE(state.data().toString(), u"Pending"_s);
    QVERIFY(!child<QLabel>(u"runStep"_s).isVisible());
}

void TestMigrationsPanel::lateProgressStartsNothing()
{
    fill();
    m_panel->setProgress({8, Direction::Up, MigrationProgress::Phase::Running, 5, 12});
    m_panel->setRowsVerified(3, 4);
    QVERIFY(!child<QLabel>(u"runStep"_s).isVisible());
    QVERIFY(button(u"applyButton"_s).isEnabled());
}

void TestMigrationsPanel::showsSqlAndFacts()
{
    fill();
    QVERIFY(child<SqlView>(u"upSql"_s).toPlainText().startsWith(u"-- 8 add_soft"_s));
    QVERIFY(child<FactList>(u"facts"_s).text().contains(u"Rewrites alert_logs, 31,482 rows"_s));
    child<QTabWidget>(u"migrationTabs"_s).setCurrentIndex(1);
    QTest::keyClick(&button(u"copySqlButton"_s), Qt::Key_Space);
    QCOMPARE(QGuiApplication::clipboard()->text(),
             u"ALTER TABLE market_data DROP COLUMN deleted_at;\n"_s);
    select(3); // nobody looked at it
    QVERIFY(!child<SqlView>(u"downSql"_s).isVisible());
    QVERIFY(!child<FactList>(u"facts"_s).isVisible());
}

void TestMigrationsPanel::showsWhatItDoes()
{
    fill();
    child<QTabWidget>(u"migrationTabs"_s).setCurrentIndex(2);
    const QStringList words = texts(*m_panel);
    QVERIFY2(words.contains(u"Every row of alert_logs is written again: 31,482 rows."_s),
             qPrintable(words.join(u'|')));
    QVERIFY(words.contains(u"Values with more than 15 digits are rounded."_s));
}

void TestMigrationsPanel::showsDrift()
{
    fill();
    auto &tabs = child<QTabWidget>(u"migrationTabs"_s);
    QVERIFY(tabs.tabText(3).contains(u"(0)"_s));
    MigrationStatus drifted = statusOf(7);
    drifted.drift = {u"Index ix_a of market_data is missing."_s, u"Table notes is not ours."_s};
    m_panel->setStatus(drifted);
    QVERIFY(tabs.tabText(3).contains(u"(2)"_s));
    QTest::keyClick(&button(u"showDriftButton"_s), Qt::Key_Space);
    QCOMPARE(tabs.currentIndex(), 3);
    auto &list = child<QListView>(u"driftList"_s);
    QVERIFY(list.isVisible());
    QCOMPARE(list.model()->index(1, 0).data().toString(), u"Table notes is not ours."_s);
}

void TestMigrationsPanel::showsTheReport()
{
    fill();
    QSignalSpy discarded{m_panel.get(), &MigrationsPanel::discardCopyRequested};
    m_panel->setReport(sampleReport());
    const QStringList words = texts(*m_panel);
    for (const QString &text :
         {u"20 Nov 2026, 14:12, copy of market"_s, u"Passed"_s, u"2. Up to 9"_s, u"6.4 s"_s,
          u"Declared exceptions: none"_s, u"0 quotes lost, 2 buffered and stored"_s})
        QVERIFY2(words.contains(text), qPrintable(text + u" in "_s + words.join(u'|')));
    QCOMPARE(child<DataTable>(u"proofTable"_s).model()->rowCount(), 5);
    QTest::keyClick(&button(u"discardCopyButton"_s), Qt::Key_Space);
    QCOMPARE(discarded.count(), 1);
    QTest::keyClick(&button(u"showReportButton"_s), Qt::Key_Space);
    QTRY_VERIFY(child<DataTable>(u"proofTable"_s).hasFocus());
}

void TestMigrationsPanel::showsAReportThatRuns()
{
    fill();
    RehearsalReport report = sampleReport();
    report.passed = false;
    report.file.clear();
    report.proof.clear();
    report.stages[2].state = RehearsalStage::State::Running;
    for (int i = 3; i < 6; ++i)
        report.stages[i].state = RehearsalStage::State::Waiting;
    m_panel->setReport(report);
    QCOMPARE(child<QLabel>(u"reportState"_s).text(), u"Running"_s);
    QVERIFY(texts(*m_panel).contains(u"waits"_s));
    QVERIFY(!button(u"saveReportButton"_s).isVisible());
    QVERIFY(!button(u"discardCopyButton"_s).isVisible());
    QVERIFY(!child<QLabel>(u"quotesKept"_s).isVisible()); // nothing is proven yet
}

void TestMigrationsPanel::showsAFailedReport()
{
    fill();
    RehearsalReport report = sampleReport();
    report.passed = false;
    report.problem = u"Table alert_logs lost 3 rows."_s;
    m_panel->setReport(report);
    QCOMPARE(child<QLabel>(u"reportState"_s).text(), u"Failed"_s);
    QCOMPARE(child<QLabel>(u"rehearsalProblem"_s).text(), report.problem);
    QCOMPARE(notice().meaning, Meaning::Danger);
    m_panel->setReport({});
    QVERIFY(!child<QLabel>(u"reportState"_s).isVisible());
}

void TestMigrationsPanel::outcomeShowsProof()
{
    fill();
    m_panel->setReport(sampleReport());
    QSignalSpy succeeded{m_panel.get(), &MigrationsPanel::succeeded};
    MigrationReport outcome;
    outcome.from = 7;
    outcome.to = 9;
    outcome.steps = {{8, u"add_soft_delete_safety"_s, Direction::Up, 5000, 31482},
                     {9, u"portfolio_and_signals"_s, Direction::Up, 1300, 0}};
    m_panel->setStatus(statusOf(9));
    m_panel->setOutcome(outcome, sampleReport().proof.mid(0, 2));
    QCOMPARE(succeeded,
             (QList<QVariantList>{{u"2 migration(s) applied. Every row is proven equal."_s}}));
    QCOMPARE(child<QLabel>(u"reportTitle"_s).text(), u"Proof"_s);
    QCOMPARE(child<QLabel>(u"reportSubject"_s).text(), u"from version 7 to 9"_s);
    QCOMPARE(child<DataTable>(u"proofTable"_s).model()->rowCount(), 2);
    QVERIFY(!button(u"discardCopyButton"_s).isVisible()); // there is no copy
}

void TestMigrationsPanel::backupsCanBeRestored()
{
    fill();
    QSignalSpy asked{m_panel.get(), &MigrationsPanel::backupsRequested};
    QSignalSpy verified{m_panel.get(), &MigrationsPanel::verifyBackupRequested};
    QSignalSpy restored{m_panel.get(), &MigrationsPanel::restoreRequested};
    QSignalSpy revealed{m_panel.get(), &MigrationsPanel::revealRequested};
    QTest::keyClick(&button(u"backupsButton"_s), Qt::Key_Space);
    QCOMPARE(asked.count(), 1);
    auto &dialog = child<QDialog>(u"backupsDialog"_s);
    const auto press = [&dialog](const QString &name) {
        QTest::keyClick(dialog.findChild<QPushButton *>(name), Qt::Key_Space);
    };
    m_panel->setBackups({});
    QVERIFY(!dialog.findChild<DataTable *>()->isVisible());
    m_panel->setBackups(sampleBackups());
    QVERIFY(dialog.findChild<DataTable *>()->isVisible());
    QCOMPARE(button(u"backupsButton"_s).text(), u"Backups (3)"_s);
    QVERIFY(namelessFocusables(dialog).isEmpty());
    press(u"verifyBackupButton"_s);
    press(u"revealBackupButton"_s);
    QCOMPARE(verified, (QList<QVariantList>{{u"/backups/market-7.db"_s}}));
    QCOMPARE(revealed.count(), 1);
    press(u"restoreBackupButton"_s);
    QVERIFY(question());
    QCOMPARE(question()->windowTitle(), u"Restore the backup of 20 Nov 2026, 14:00 over market?"_s);
    QCOMPARE(restored.count(), 0);
    QTest::keyClick(question()->findChild<QPushButton *>(u"actButton"_s), Qt::Key_Space);
    QCOMPARE(restored, (QList<QVariantList>{{u"/backups/market-7.db"_s}}));
}

void TestMigrationsPanel::backupsAreBlockedMeanwhile()
{
    fill();
    m_panel->setBackups(sampleBackups());
    QTest::keyClick(&button(u"backupsButton"_s), Qt::Key_Space);
    auto &dialog = child<QDialog>(u"backupsDialog"_s);
    const auto *restore = dialog.findChild<QPushButton *>(u"restoreBackupButton"_s);
    QVERIFY(restore->isEnabled());
    dialog.findChild<DataTable *>()->selectRow(2);
    QVERIFY(!restore->isEnabled());
    QVERIFY(restore->toolTip().contains(u"damaged"_s));
    dialog.findChild<DataTable *>()->selectRow(0);
    m_panel->beginRun(u"Applying 2 migrations"_s);
    QVERIFY(!restore->isEnabled());
    m_panel->endRun();
    QVERIFY(restore->isEnabled());
}

void TestMigrationsPanel::problemStays()
{
    m_panel->setProblem(u"The database cannot be read."_s, u"Start the server, then Validate."_s,
                        u"connect ECONNREFUSED"_s);
    const auto &banner = child<Banner>(u"problemBanner"_s);
    QVERIFY(banner.isVisible());
    QVERIFY(!table().isVisible()); // nothing was ever read
    fill();
    QVERIFY(!banner.isVisible());
    QVERIFY(table().isVisible());
    m_panel->setProblem(u"The migration failed."_s, {}, {});
    QVERIFY(table().isVisible());
    m_panel->clearProblem();
    QVERIFY(!banner.isVisible());
}

void TestMigrationsPanel::keepsState()
{
    fill();
    child<QSplitter>(u"columnsSplitter"_s).setSizes({400, 700});
    const QList<int> sizes = child<QSplitter>(u"columnsSplitter"_s).sizes();
    const QByteArray state = m_panel->saveState();
    init();
    QVERIFY(!m_panel->restoreState("nonsense"));
    QVERIFY(m_panel->restoreState(state));
    QCOMPARE(child<QSplitter>(u"columnsSplitter"_s).sizes(), sizes);
}

void TestMigrationsPanel::fitsASmallWindow()
{
    fill();
    m_panel->setReport(sampleReport());
    m_panel->resize(916, 546); // what a window of 960 x 600 leaves
    QTRY_COMPARE(m_panel->size(), QSize(916, 546));
    QVERIFY(button(u"applyButton"_s).isVisible());
    for (const int width : child<QSplitter>(u"columnsSplitter"_s).sizes())
        QVERIFY(width > 200);
}

void TestMigrationsPanel::namesAreNoMarkup()
{
    fill();
    m_panel->setDatabase(u"<b>market</b>"_s, false);
    QTest::keyClick(&button(u"revertButton"_s), Qt::Key_Space);
    QVERIFY(question());
    for (const QLabel *label : question()->findChildren<QLabel *>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
    question()->reject();
}

void TestMigrationsPanel::everythingHasAName()
{
    QCOMPARE(namelessFocusables(*m_panel), QStringList{});
    fill();
    m_panel->setReport(sampleReport());
    m_panel->beginRun(u"Applying 2 migrations"_s);
    m_panel->setProblem(u"Something."_s, {}, u"detail"_s);
    QCOMPARE(namelessFocusables(*m_panel), QStringList{});
    for (int tab = 0; tab < 4; ++tab) {
        child<QTabWidget>(u"migrationTabs"_s).setCurrentIndex(tab);
        QCOMPARE(namelessFocusables(*m_panel), QStringList{});
    }
}

QTEST_MAIN(TestMigrationsPanel)
#include "tst_migrationspanel.moc"
