// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"
#include "shownmigrations.h"
#include "views/sql/sqlview.h"

#include <QClipboard>
#include <QDialog>
#include <QGuiApplication>
#include <QLineEdit>
#include <QSignalSpy>

using namespace Qt::Literals::StringLiterals;

// What the Migrations panel asks before it does something.
class TestMigrationActs final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void applyAsksFirst();
    void cancelIsTheDefault();
    void aFocusedButtonDoesWhatItSays();
    void tabGoesAsOneReads();
    void revertGoesToTheSelectedVersion();
    void lossHasToBeTyped_data();
    void lossHasToBeTyped();
    void asksOnce();
    void unfinishedOffersResumeAndUndo();
    void backupsCanBeRestored();
    void backupsAreBlockedMeanwhile();
    void namesAreNoMarkup();

private:
    std::unique_ptr<ShownMigrations> m_shown;
};

void TestMigrationActs::init()
{
    m_shown.reset();
    m_shown = std::make_unique<ShownMigrations>();
    QVERIFY(QTest::qWaitForWindowExposed(m_shown->panel.get()));
}

void TestMigrationActs::applyAsksFirst()
{
    m_shown->fill();
    m_shown->panel->setReport(sampleReport());
    QSignalSpy applied{m_shown->panel.get(), &MigrationsPanel::applyRequested};
    m_shown->press(u"applyButton"_s);
    QVERIFY(ShownMigrations::question());
    QCOMPARE(applied.count(), 0);
    QCOMPARE(ShownMigrations::question()->windowTitle(), u"Apply 2 migration(s) to market?"_s);
    const QStringList words = ShownMigrations::texts(*ShownMigrations::question());
    QVERIFY2(words.contains(u"alert_logs"_s), qPrintable(words.join(u'|')));
    QVERIFY(words.contains(u"31,482 rows, written again"_s));
    QVERIFY(words.contains(u"A backup of market is made and verified first."_s));
    auto *sql = ShownMigrations::question()->findChild<SqlView *>();
    QVERIFY(sql && sql->isReadOnly());
    QVERIFY(sql->toPlainText().contains(u"CREATE TABLE portfolios"_s));
    QVERIFY(namelessFocusables(*ShownMigrations::question()).isEmpty());
    auto *act = ShownMigrations::question()->findChild<QPushButton *>(u"actButton"_s);
    QCOMPARE(act->text(), u"Apply 2 migration(s)"_s);
    QTest::keyClick(act, Qt::Key_Space);
    QCOMPARE(applied, (QList<QVariantList>{{9}}));
}

void TestMigrationActs::cancelIsTheDefault()
{
    m_shown->fill();
    QSignalSpy applied{m_shown->panel.get(), &MigrationsPanel::applyRequested};
    m_shown->panel->databaseActions().at(4)->trigger(); // up to the selected one
    QVERIFY(ShownMigrations::question());
    QCOMPARE(ShownMigrations::question()->windowTitle(), u"Apply 1 migration(s) to market?"_s);
    QTest::keyClick(ShownMigrations::question(), Qt::Key_Return);
    QVERIFY(!ShownMigrations::question());
    QCOMPARE(applied.count(), 0);
}

void TestMigrationActs::aFocusedButtonDoesWhatItSays()
{
    m_shown->fill();
    QSignalSpy applied{m_shown->panel.get(), &MigrationsPanel::applyRequested};
    m_shown->press(u"applyButton"_s);
    auto *question = ShownMigrations::question();
    QVERIFY(question);
    QTest::keyClick(question->findChild<QPushButton *>(u"copySqlButton"_s), Qt::Key_Return);
    QVERIFY(ShownMigrations::question());
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"CREATE TABLE portfolios"_s));
    QTest::keyClick(question->findChild<QPushButton *>(u"actButton"_s), Qt::Key_Return);
    QVERIFY(!ShownMigrations::question());
    QCOMPARE(applied.count(), 1);
}

void TestMigrationActs::tabGoesAsOneReads()
{
    m_shown->fill();
    m_shown->press(u"applyButton"_s);
    auto *question = ShownMigrations::question();
    QVERIFY(question);
    QStringList stops;
    for (int stop = 0; stop < 5; ++stop) {
        stops << question->focusWidget()->objectName();
        QTest::keyClick(question->focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(stops, (QStringList{u"cancelButton"_s, u"actButton"_s, u"copySqlButton"_s, u"actSql"_s,
                                 u"cancelButton"_s}));
}

void TestMigrationActs::revertGoesToTheSelectedVersion()
{
    m_shown->fill();
    QSignalSpy asked{m_shown->panel.get(), &MigrationsPanel::wayDownRequested};
    QSignalSpy reverted{m_shown->panel.get(), &MigrationsPanel::revertRequested};
    m_shown->select(4);
    m_shown->press(u"revertButton"_s);
    QVERIFY(!ShownMigrations::question()); // what would be lost is looked for first
    QCOMPARE(asked, (QList<QVariantList>{{4}}));
    m_shown->panel->askRevert({7, 4, {}});
    QVERIFY(ShownMigrations::question());
    QVERIFY(ShownMigrations::texts(*ShownMigrations::question())
                    .contains(u"Nothing is lost: every row and every value stays."_s));
    QCOMPARE(ShownMigrations::question()->windowTitle(), u"Revert market from version 7 to 4?"_s);
    QTest::keyClick(ShownMigrations::question()->findChild<QPushButton *>(u"actButton"_s),
                    Qt::Key_Space);
    QCOMPARE(reverted.count(), 1);
    QCOMPARE(reverted.at(0).at(0).toInt(), 4);
    QVERIFY(reverted.at(0).at(1).value<QList<MigrationLoss>>().isEmpty());
    m_shown->select(8); // not below the present one: one step back
    m_shown->press(u"revertButton"_s);
    QCOMPARE(asked.at(1).at(0).toInt(), 6);
}

void TestMigrationActs::lossHasToBeTyped_data()
{
    QTest::addColumn<QList<MigrationLoss>>("losses");
    QTest::addColumn<QStringList>("named");
    const MigrationLoss rows{u"portfolio_positions"_s, {}, 3, false};
    const MigrationLoss values{u"alert_logs"_s, {u"trigger_exact"_s}, 12, false};
    const MigrationLoss digits{u"market_data"_s, {}, 5, true};
    const QString rowsNamed = u"table portfolio_positions (rows: 3)"_s;
    const QString valuesNamed = u"trigger_exact of table alert_logs (rows: 12)"_s;
    const QString digitsNamed = u"digits after the fourth decimal in table market_data (rows: 5)"_s;
    QTest::newRow("rows") << QList{rows} << QStringList{rowsNamed};
    QTest::newRow("values") << QList{values} << QStringList{valuesNamed};
    QTest::newRow("digits") << QList{digits} << QStringList{digitsNamed};
    QTest::newRow("all of them") << QList{rows, values, digits}
                                 << QStringList{rowsNamed, valuesNamed, digitsNamed};
}

void TestMigrationActs::lossHasToBeTyped()
{
    QFETCH(const QList<MigrationLoss>, losses);
    QFETCH(const QStringList, named);
    m_shown->fill();
    QSignalSpy reverted{m_shown->panel.get(), &MigrationsPanel::revertRequested};
    m_shown->panel->askRevert({7, 6, losses});
    QVERIFY(ShownMigrations::question());
    const QString words = ShownMigrations::texts(*ShownMigrations::question()).join(u'|');
    QVERIFY2(!words.contains(u"Nothing is lost"_s), qPrintable(words));
    for (const QString &each : named)
        QVERIFY2(words.contains(each), qPrintable(words));
    auto *act = ShownMigrations::question()->findChild<QPushButton *>(u"actButton"_s);
    auto *typed = ShownMigrations::question()->findChild<QLineEdit *>(u"typedName"_s);
    QVERIFY(typed);
    QVERIFY(!act->isEnabled());
    QTest::keyClicks(typed, u"marke"_s);
    QVERIFY(!act->isEnabled());
    QTest::keyClicks(typed, u"t"_s);
    QVERIFY(act->isEnabled());
    QVERIFY(namelessFocusables(*ShownMigrations::question()).isEmpty());
    QVERIFY(ShownMigrations::question()->findChild<QPushButton *>(u"cancelButton"_s)->isDefault());
    QVERIFY(!act->isDefault()); // Return after the name does nothing yet
    QTest::keyClick(act, Qt::Key_Space);
    QCOMPARE(reverted.count(), 1);
    QCOMPARE(reverted.at(0).at(0).toInt(), 6);
    // What was named is what was agreed to.
    QVERIFY(lossesBeyond(reverted.at(0).at(1).value<QList<MigrationLoss>>(), losses).isEmpty());
    QCOMPARE(lossesBeyond({}, losses).size(), losses.size());
}

void TestMigrationActs::asksOnce()
{
    m_shown->fill();
    m_shown->panel->askRevert({7, 6, {}});
    const DangerousActDialog *first = ShownMigrations::question();
    QVERIFY(first);
    m_shown->panel->askRevert({7, 5, {}}); // the button was pressed twice
    QCOMPARE(m_shown->panel->findChildren<DangerousActDialog *>().size(), 1);
    ShownMigrations::question()->reject();
    m_shown->panel->beginRun(u"Applying 2 migrations"_s);
    m_shown->panel->askRevert({7, 6, {}}); // the answer came too late
    QVERIFY(!ShownMigrations::question());
}

void TestMigrationActs::unfinishedOffersResumeAndUndo()
{
    m_shown->fill();
    MigrationStatus stopped = statusOf(7);
    stopped.unfinished =
            UnfinishedMigration{8, Direction::Up, 6, 12, u"disk full"_s, u"Free 10 MB"_s};
    m_shown->panel->setStatus(stopped);
    QVERIFY(m_shown->notice().text.contains(u"Free 10 MB, then Resume."_s));
    QCOMPARE(m_shown->notice().meaning, Meaning::Danger);
    QVERIFY(!m_shown->button(u"applyButton"_s).isEnabled());
    QSignalSpy resumed{m_shown->panel.get(), &MigrationsPanel::resumeRequested};
    QSignalSpy undone{m_shown->panel.get(), &MigrationsPanel::undoRequested};
    m_shown->press(u"resumeMigrationButton"_s);
    m_shown->press(u"undoMigrationButton"_s);
    QCOMPARE(resumed.count(), 1);
    QCOMPARE(undone.count(), 1);
    m_shown->panel->setStatus(statusOf(7));
    QVERIFY(m_shown->button(u"applyButton"_s).isEnabled());
}

void TestMigrationActs::backupsCanBeRestored()
{
    m_shown->fill();
    QSignalSpy asked{m_shown->panel.get(), &MigrationsPanel::backupsRequested};
    QSignalSpy verified{m_shown->panel.get(), &MigrationsPanel::verifyBackupRequested};
    QSignalSpy restored{m_shown->panel.get(), &MigrationsPanel::restoreRequested};
    QSignalSpy revealed{m_shown->panel.get(), &MigrationsPanel::revealRequested};
    m_shown->press(u"backupsButton"_s);
    QCOMPARE(asked.count(), 1);
    auto &dialog = m_shown->child<QDialog>(u"backupsDialog"_s);
    const auto press = [&dialog](const QString &name) {
        QTest::keyClick(dialog.findChild<QPushButton *>(name), Qt::Key_Space);
    };
    m_shown->panel->setBackups({});
    QVERIFY(!dialog.findChild<DataTable *>()->isVisible());
    m_shown->panel->setBackups(sampleBackups());
    QVERIFY(dialog.findChild<DataTable *>()->isVisible());
    QCOMPARE(m_shown->button(u"backupsButton"_s).text(), u"Backups (3)"_s);
    QVERIFY(namelessFocusables(dialog).isEmpty());
    press(u"verifyBackupButton"_s);
    press(u"revealBackupButton"_s);
    QCOMPARE(verified, (QList<QVariantList>{{u"/backups/market-7.db"_s}}));
    QCOMPARE(revealed.count(), 1);
    press(u"restoreBackupButton"_s);
    QVERIFY(ShownMigrations::question());
    QCOMPARE(ShownMigrations::question()->windowTitle(),
             u"Restore the backup of 20 Nov 2026, 14:00 over market?"_s);
    QCOMPARE(restored.count(), 0);
    QTest::keyClick(ShownMigrations::question()->findChild<QPushButton *>(u"actButton"_s),
                    Qt::Key_Space);
    QCOMPARE(restored, (QList<QVariantList>{{u"/backups/market-7.db"_s}}));
}

void TestMigrationActs::backupsAreBlockedMeanwhile()
{
    m_shown->fill();
    m_shown->panel->setBackups(sampleBackups());
    m_shown->press(u"backupsButton"_s);
    auto &dialog = m_shown->child<QDialog>(u"backupsDialog"_s);
    const auto *restore = dialog.findChild<QPushButton *>(u"restoreBackupButton"_s);
    QVERIFY(restore->isEnabled());
    dialog.findChild<DataTable *>()->selectRow(2);
    QVERIFY(!restore->isEnabled());
    QVERIFY(restore->toolTip().contains(u"damaged"_s));
    dialog.findChild<DataTable *>()->selectRow(0);
    m_shown->panel->beginRun(u"Applying 2 migrations"_s);
    QVERIFY(!restore->isEnabled());
    m_shown->panel->endRun();
    QVERIFY(restore->isEnabled());
}

void TestMigrationActs::namesAreNoMarkup()
{
    m_shown->fill();
    m_shown->panel->setDatabase(u"<b>market</b>"_s, false);
    m_shown->panel->askRevert({7, 6, {}});
    QVERIFY(ShownMigrations::question());
    for (const QLabel *label : ShownMigrations::question()->findChildren<QLabel *>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
    ShownMigrations::question()->reject();
}

QTEST_MAIN(TestMigrationActs)
#include "tst_migrationacts.moc"
