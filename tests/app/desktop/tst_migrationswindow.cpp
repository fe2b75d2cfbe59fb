// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/migrator.h"
#include "models/cellrole.h"
#include "models/migrations/prooftablemodel.h"
#include "shownprogram.h"
#include "tests/support/engines.h"
#include "tests/support/marketrows.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"
#include "views/alerts/alertspanel.h"
#include "views/migrations/migrationspanel.h"
#include "views/quotes/pricespanel.h"
#include "views/shell/banner.h"
#include "views/tables/datatable.h"
#include "views/trash/trashpanel.h"

#include <QDialog>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Patience = 20'000; // ms

} // namespace

// The Migrations panel of the whole program, on every engine: real windows, real servers.
class TestMigrationsWindow final : public QObject
{
    Q_OBJECT

private slots:
    void rehearsesAppliesAndReverts_data() { addEngineRows(); }
    void rehearsesAppliesAndReverts();
    void namesValuesThatGo_data() { addEngineRows(); }
    void namesValuesThatGo();
    void cancelsHalfWay_data() { addEngineRows(); }
    void cancelsHalfWay();
    void restoresABackupOfAnotherVersion_data() { addEngineRows(); }
    void restoresABackupOfAnotherVersion();
    void otherPanelsLeadHere();
    void showsDrift_data() { addEngineRows(); }
    void showsDrift();
    void aServerThatGoesAwayIsSaid_data();
    void aServerThatGoesAwayIsSaid();

private:
    // Rows at version 3.
    static void fill(const ConnectionSpec &spec, int rows);
    // Of the tables that no migration touches and no collector writes to.
    [[nodiscard]] static QStringList checksums(const ConnectionSpec &spec);
    static void open(ShownProgram &program, const ConnectionSpec &spec);
    // What would be lost is looked for before it is asked.
    static bool waitForQuestion();
    static bool answer(const QString &button);
    static void select(int version);
};

void TestMigrationsWindow::fill(const ConnectionSpec &spec, int rows)
{
    const auto connection = Connection::open(spec);
    VERIFY_RESULT(connection);
    const Result<MigrationSet> migrations = MigrationSet::shipped(spec.engine);
    VERIFY_RESULT(migrations);
    const Migrator migrator{**connection, *migrations};
    VERIFY_RESULT(migrator.up(3));
    VERIFY_RESULT((MarketRows{**connection, 3}.fill(rows)));
}

QStringList TestMigrationsWindow::checksums(const ConnectionSpec &spec)
{
    const auto connection = Connection::open(spec);
    if (!connection)
        return {};
    QStringList tables = MarketRows{**connection, 3}.checksums().value_or(QStringList{});
    tables.removeIf([](const QString &table) {
        return !table.startsWith(u"daily_data"_s) && !table.startsWith(u"corporate_actions"_s);
    });
    return tables;
}

void TestMigrationsWindow::open(ShownProgram &program, const ConnectionSpec &spec)
{
    program.start(spec);
    ShownProgram::showPanel(Qt::Key_7);
    QTRY_COMPARE_WITH_TIMEOUT(ShownProgram::text(u"versionLabel"_s),
                              u"Version 3 of %1"_s.arg(headVersion()), Patience);
}

bool TestMigrationsWindow::waitForQuestion()
{
    const auto isAsked = [] {
        const auto *dialog = ShownProgram::find<QDialog>(u"dangerousActDialog"_s);
        return dialog && dialog->isVisible();
    };
    return QTest::qWaitFor(isAsked, Patience);
}

// Types the name where that is asked for.
bool TestMigrationsWindow::answer(const QString &button)
{
    const auto *dialog = ShownProgram::find<QDialog>(u"dangerousActDialog"_s);
    if (!dialog)
        return false;
    if (auto *typed = dialog->findChild<QLineEdit *>(u"typedName"_s)) {
        QTest::keyClicks(typed, typed->accessibleName().section(u' ', 1, 1)); // "Type market to…"
    }
    return ShownProgram::press(button);
}

void TestMigrationsWindow::select(int version)
{
    QTableView *table = ShownProgram::table(u"migrationsTable"_s);
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        if (table->model()->index(row, 0).data().toInt() == version)
            table->selectRow(row);
    }
}

void TestMigrationsWindow::rehearsesAppliesAndReverts()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    fill(database.spec(), 300);
    const QStringList before = checksums(database.spec());
    QVERIFY(!before.isEmpty());
    ShownProgram program;
    open(program, database.spec());

    const Banner &behind = ShownProgram::find<PricesPanel>(u"prices"_s)->banner();
    QTRY_COMPARE_WITH_TIMEOUT(behind.message().headline, u"Nothing is collected."_s, Patience);

    QVERIFY(ShownProgram::press(u"dryRunButton"_s));
    QTRY_VERIFY_WITH_TIMEOUT(ShownProgram::find<QDialog>(u"dryRunDialog"_s), Patience);
    auto *dryRun = ShownProgram::find<QDialog>(u"dryRunDialog"_s);
    QVERIFY(dryRun->findChild<QLabel *>(u"dryRunVerdict"_s)->text().startsWith(u"Nothing stands"));
    QTest::keyClick(dryRun, Qt::Key_Escape);

    QVERIFY(ShownProgram::press(u"rehearseButton"_s));
    QTRY_COMPARE_WITH_TIMEOUT(ShownProgram::text(u"reportState"_s), u"Passed"_s, Patience);
    QCOMPARE(checksums(database.spec()), before); // only the copy was changed
    const QAbstractItemModel *proof = ShownProgram::table(u"proofTable"_s)->model();
    QCOMPARE(proof->index(0, ProofTableModel::ResultColumn).data().toString(), u"equal"_s);
    QVERIFY(proof->index(0, ProofTableModel::BeforeColumn).data(CellRole::Raw).toInt() >= 300);

    // Onto itself: the only copy of it must not go.
    auto *panel = ShownProgram::find<MigrationsPanel>(u"migrations"_s);
    QFile report{panel->state().rehearsal->file};
    QVERIFY(report.open(QIODevice::ReadOnly));
    const QByteArray words = report.readAll();
    report.close();
    emit panel->saveReportRequested(report.fileName());
    QVERIFY(!words.isEmpty() && report.open(QIODevice::ReadOnly));
    QCOMPARE(report.readAll(), words);
    QFile copy{program.folder.filePath(u"copy.json"_s)};
    emit panel->saveReportRequested(copy.fileName());
    QVERIFY(copy.open(QIODevice::ReadOnly));
    QCOMPARE(copy.readAll(), words);

    QVERIFY(ShownProgram::press(u"applyButton"_s));
    QVERIFY(answer(u"actButton"_s));
    QTRY_COMPARE_WITH_TIMEOUT(ShownProgram::text(u"versionLabel"_s),
                              u"Version %1 of %1"_s.arg(headVersion()), Patience);
    QCOMPARE(ShownProgram::text(u"reportTitle"_s), u"Migration report"_s);
    QCOMPARE(ShownProgram::text(u"reportState"_s), u"Passed"_s);
    QTRY_COMPARE(ShownProgram::find<QPushButton>(u"backupsButton"_s)->text(), u"Backups (1)"_s);
    // What was behind is collected into from now on.
    QTRY_VERIFY_WITH_TIMEOUT(program.market.requests().size() >= 1, Patience);
    QVERIFY(behind.message().headline != u"Nothing is collected."_s);

    select(8);
    QVERIFY(ShownProgram::press(u"revertButton"_s));
    QVERIFY(waitForQuestion());
    QVERIFY(answer(u"actButton"_s));
    const auto *banner = ShownProgram::find<Banner>(u"problemBanner"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(ShownProgram::text(u"versionLabel"_s) ==
                                              u"Version 8 of %1"_s.arg(headVersion()) ||
                                      banner->isVisible(),
                              qPrintable(banner->message().details), Patience);
    QVERIFY2(banner->isHidden(), qPrintable(banner->message().text));
    QVERIFY(ShownProgram::find<Banner>(u"problemBanner"_s)->isHidden());
}

void TestMigrationsWindow::namesValuesThatGo()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const std::unique_ptr<Connection> connection = openOrFail(database.spec());
    const Result<MigrationSet> migrations = MigrationSet::shipped(engine);
    VERIFY_RESULT(migrations);
    VERIFY_RESULT((Migrator{*connection, *migrations}.up(10)));
    VERIFY_RESULT((MarketRows{*connection, 10}.fill(20)));
    ShownProgram program;
    program.start(database.spec());
    ShownProgram::showPanel(Qt::Key_7);
    QTRY_COMPARE_WITH_TIMEOUT(ShownProgram::text(u"versionLabel"_s),
                              u"Version 10 of %1"_s.arg(headVersion()), Patience);

    // No table goes between 10 and 9, and still values do.
    QVERIFY(ShownProgram::press(u"revertButton"_s));
    QVERIFY(waitForQuestion());
    const auto *dialog = ShownProgram::find<QDialog>(u"dangerousActDialog"_s);
    const QString words = dialog->accessibleDescription();
    QVERIFY2(words.contains(u"trigger_exact"_s), qPrintable(words));
    QVERIFY2(words.contains(u"of table alert_logs (rows: "_s), qPrintable(words));
    QVERIFY2(!words.contains(u"portfolio_positions"_s), qPrintable(words));
    QVERIFY(dialog->findChild<QLineEdit *>(u"typedName"_s));
    QVERIFY(answer(u"actButton"_s));
    const auto *banner = ShownProgram::find<Banner>(u"problemBanner"_s);
    QTRY_VERIFY_WITH_TIMEOUT(ShownProgram::text(u"versionLabel"_s) ==
                                             u"Version 9 of %1"_s.arg(headVersion()) ||
                                     banner->isVisible(),
                             Patience);
    QVERIFY2(banner->isHidden(), qPrintable(banner->message().text));

    // On the way to 7 rows of whole tables go, and the values beside them are named, too.
    select(7);
    QVERIFY(ShownProgram::press(u"revertButton"_s));
    QVERIFY(waitForQuestion());
    const QString all =
            ShownProgram::find<QDialog>(u"dangerousActDialog"_s)->accessibleDescription();
    QVERIFY2(all.contains(u"table portfolio_positions (rows: 1)"_s), qPrintable(all));
    QVERIFY2(all.contains(u"deleted_at of table market_data"_s), qPrintable(all));
    QVERIFY2(all.contains(u"deleted_at of table alert_logs"_s), qPrintable(all));
    QVERIFY2(!all.contains(u"exact"_s), qPrintable(all));
}

void TestMigrationsWindow::cancelsHalfWay()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    fill(database.spec(), 4000);
    const QStringList before = checksums(database.spec());
    ShownProgram program;
    open(program, database.spec());
    auto *panel = ShownProgram::find<MigrationsPanel>(u"migrations"_s);
    QVERIFY(ShownProgram::press(u"applyButton"_s));
    QVERIFY(answer(u"actButton"_s));
    QTRY_VERIFY_WITH_TIMEOUT(ShownProgram::text(u"runStep"_s).startsWith(u"Migration"), Patience);
    QVERIFY(ShownProgram::press(u"cancelRunButton"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!ShownProgram::find<QLabel>(u"runStep"_s)->isVisible(), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(ShownProgram::find<QPushButton>(u"applyButton"_s)->isEnabled(),
                             Patience);
    QVERIFY(panel->state().current() >= 3);
    QVERIFY2(panel->state().current() < headVersion(), "nothing was cancelled");
    QVERIFY(panel->state().status->drift.isEmpty());
    QVERIFY(!panel->state().unfinished());
    QCOMPARE(checksums(database.spec()), before);

    // A cancel is of one run only.
    QVERIFY(ShownProgram::press(u"applyButton"_s));
    QVERIFY(answer(u"actButton"_s));
    QTRY_COMPARE_WITH_TIMEOUT(panel->state().current(), headVersion(), 3 * Patience);
}

void TestMigrationsWindow::restoresABackupOfAnotherVersion()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    fill(database.spec(), 200);
    const QStringList before = checksums(database.spec());
    ShownProgram program;
    open(program, database.spec());
    QVERIFY(ShownProgram::press(u"applyButton"_s));
    QVERIFY(answer(u"actButton"_s));
    QTRY_COMPARE_WITH_TIMEOUT(ShownProgram::text(u"versionLabel"_s),
                              u"Version %1 of %1"_s.arg(headVersion()), Patience);

    // The collector has begun and made what its tables lacked.
    QTRY_VERIFY_WITH_TIMEOUT(program.market.requests().size() >= 2, Patience);

    QVERIFY(ShownProgram::press(u"backupsButton"_s));
    auto *dialog = ShownProgram::find<QDialog>(u"backupsDialog"_s);
    QVERIFY(dialog);
    QVERIFY(ShownProgram::press(u"restoreBackupButton"_s));
    QVERIFY(answer(u"actButton"_s));
    const auto *banner = ShownProgram::find<Banner>(u"problemBanner"_s);
    QTRY_VERIFY_WITH_TIMEOUT(ShownProgram::text(u"versionLabel"_s) ==
                                             u"Version 3 of %1"_s.arg(headVersion()) ||
                                     banner->isVisible(),
                             2 * Patience);
    QVERIFY2(banner->isHidden(), qPrintable(banner->message().text));
    // The backup, and one of what was there before it was restored.
    QTRY_COMPARE(ShownProgram::find<QPushButton>(u"backupsButton"_s)->text(), u"Backups (2)"_s);
    QVERIFY(ShownProgram::find<Banner>(u"problemBanner"_s)->isHidden());
    QCOMPARE(checksums(database.spec()), before);
}

void TestMigrationsWindow::showsDrift()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    fill(database.spec(), headVersion());
    ShownProgram program;
    open(program, database.spec());
    QTRY_VERIFY(ShownProgram::find<QPushButton>(u"applyButton"_s)->isEnabled());
    {
        const auto connection = Connection::open(database.spec());
        VERIFY_RESULT(connection);
        VERIFY_RESULT((*connection)->execute(u"CREATE INDEX ix_mine ON assets (name)"_s));
    }
    // Somebody else's: it is shown, and stops nothing.
    QVERIFY(ShownProgram::press(u"validateButton"_s));
    const auto *drift = ShownProgram::find<QAbstractItemView>(u"driftList"_s);
    QTRY_COMPARE_WITH_TIMEOUT(drift->model()->rowCount(), 1, Patience);
    QVERIFY(drift->model()->index(0, 0).data().toString().contains(u"ix_mine"_s));
    QVERIFY(ShownProgram::find<QPushButton>(u"applyButton"_s)->isEnabled());
    {
        const auto connection = Connection::open(database.spec());
        VERIFY_RESULT(connection);
        VERIFY_RESULT(
                (*connection)
                        ->execute(engine == Engine::MariaDb
                                          ? u"DROP INDEX ix_data_gaps_source_from ON data_gaps"_s
                                          : u"DROP INDEX ix_data_gaps_source_from"_s));
    }
    QVERIFY(ShownProgram::press(u"validateButton"_s));
    QVERIFY(ShownProgram::press(u"showDriftButton"_s));
    QVERIFY(drift->isVisible());
    QCOMPARE(drift->model()->rowCount(), 2);
    QVERIFY(!ShownProgram::find<QPushButton>(u"applyButton"_s)->isEnabled());
}

void TestMigrationsWindow::aServerThatGoesAwayIsSaid_data()
{
    addServerRows();
}

void TestMigrationsWindow::aServerThatGoesAwayIsSaid()
{
    QFETCH(const Engine, engine);
    PrivateServer server{engine};
    const ServerDatabase database{server.settings()};
    fill(database.spec(), 4000);
    const QStringList before = checksums(database.spec());
    ShownProgram program;
    open(program, database.spec());
    QVERIFY(ShownProgram::press(u"applyButton"_s));
    QVERIFY(answer(u"actButton"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!ShownProgram::text(u"runStep"_s).isEmpty(), Patience);
    server.kill();
    const auto *banner = ShownProgram::find<Banner>(u"problemBanner"_s);
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!ShownProgram::find<QLabel>(u"runStep"_s)->isVisible(), Patience);
    QCOMPARE(banner->message().meaning, Meaning::Danger);
    QVERIFY(!banner->message().text.isEmpty());

    server.start();
    const auto *panel = ShownProgram::find<MigrationsPanel>(u"migrations"_s);
    QVERIFY(ShownProgram::press(u"validateButton"_s));
    QTRY_VERIFY_WITH_TIMEOUT(banner->isHidden(), Patience);
    if (panel->state().unfinished()) { // on an engine without transactional DDL
        QVERIFY(ShownProgram::press(u"resumeMigrationButton"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!panel->state().unfinished(), Patience);
    }
    if (panel->state().current() < headVersion()) {
        QVERIFY(ShownProgram::press(u"applyButton"_s));
        QVERIFY(answer(u"actButton"_s));
    }
    QTRY_COMPARE_WITH_TIMEOUT(panel->state().current(), headVersion(), Patience);
    QCOMPARE(checksums(database.spec()), before);
}

void TestMigrationsWindow::otherPanelsLeadHere()
{
    const TestDatabase database{Engine::Sqlite};
    fill(database.spec(), 1);
    ShownProgram program;
    program.start(database.spec());
    ShownProgram::showPanel(Qt::Key_5);
    auto *panel = ShownProgram::find<AlertsPanel>(u"alerts"_s);
    QTRY_VERIFY_WITH_TIMEOUT(panel->isBehind(), Patience);
    QVERIFY(!panel->banner().isVisible());
    const auto openButton = [](const QWidget *shown) -> QPushButton * {
        for (auto *button : shown->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == u"Open Migrations")
                return button;
        }
        return nullptr;
    };
    QVERIFY(openButton(panel));
    ShownProgram::showPanel(Qt::Key_6);
    auto *watchlist = ShownProgram::find<QWidget>(u"watchlist"_s);
    QTRY_VERIFY(openButton(watchlist));
    ShownProgram::showPanel(Qt::Key_9);
    auto *trash = ShownProgram::find<TrashPanel>(u"trash"_s);
    QTRY_VERIFY(openButton(trash));
    QVERIFY(trash->isBehind() && trash->banner().isHidden());
    QTest::mouseClick(openButton(trash), Qt::LeftButton);
    QVERIFY(ShownProgram::find<QWidget>(u"migrations"_s)->isVisible());
}

QTEST_MAIN(TestMigrationsWindow)
#include "tst_migrationswindow.moc"
