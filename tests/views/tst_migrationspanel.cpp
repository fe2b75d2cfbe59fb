// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"
#include "shownmigrations.h"
#include "views/shell/factlist.h"
#include "views/sql/sqlview.h"

#include <QClipboard>
#include <QDialog>
#include <QGuiApplication>
#include <QListView>
#include <QSignalSpy>
#include <QSplitter>
#include <QTabWidget>

using namespace Qt::Literals::StringLiterals;

// What the Migrations panel says about a database.
class TestMigrationsPanel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void choosesTheNextOne();
    void saysTheStateInWords();
    void disabledButtonsSayWhy();
    void buttonsAsk();
    void showsSqlAndFacts();
    void showsWhatItDoes();
    void showsDrift();
    void showsEveryFinding();
    void saysThatAllIsWell();
    void showsTheDryRun();
    void problemStays();
    void keepsState();
    void fitsASmallWindow();
    void everythingHasAName();

private:
    std::unique_ptr<ShownMigrations> m_shown;
};

void TestMigrationsPanel::init()
{
    m_shown.reset();
    m_shown = std::make_unique<ShownMigrations>();
    QVERIFY(QTest::qWaitForWindowExposed(m_shown->panel.get()));
}

void TestMigrationsPanel::choosesTheNextOne()
{
    m_shown->fill();
    QCOMPARE(m_shown->migrations->version(m_shown->table().currentIndex().row()), 8);
    QCOMPARE(m_shown->child<QLabel>(u"versionLabel"_s).text(), u"Version 7 of 9"_s);
    QCOMPARE(m_shown->button(u"applyButton"_s).text(), u"Apply 2…"_s);
    m_shown->select(3);
    m_shown->panel->setPreviews(samplePreviews()); // news change cells, not the selection
    QCOMPARE(m_shown->migrations->version(m_shown->table().currentIndex().row()), 3);
}

void TestMigrationsPanel::saysTheStateInWords()
{
    QVERIFY(m_shown->child<Banner>(u"noticeBanner"_s).isHidden());
    m_shown->fill();
    QCOMPARE(m_shown->notice().meaning, Meaning::Waiting);
    m_shown->panel->setReport(sampleReport());
    QCOMPARE(m_shown->notice().meaning, Meaning::Ok);
    QVERIFY(m_shown->notice().headline.contains(u"every row proven equal"_s));
    m_shown->panel->setStatus(statusOf(9));
    QCOMPARE(m_shown->notice().headline, u"The database is at version 9, the newest."_s);
    m_shown->panel->setStatus(statusOf(11));
    QCOMPARE(m_shown->notice().meaning, Meaning::Warning);
}

void TestMigrationsPanel::disabledButtonsSayWhy()
{
    using Kind = ValidationFinding::Kind;
    const auto expect = [this](const QString &name, const QString &why) {
        QVERIFY2(!m_shown->button(name).isEnabled(), qPrintable(name));
        QVERIFY2(m_shown->button(name).toolTip().contains(why),
                 qPrintable(m_shown->button(name).toolTip()));
    };
    expect(u"applyButton"_s, u"not read yet"_s);
    m_shown->fill();
    QVERIFY(m_shown->button(u"applyButton"_s).isEnabled());
    m_shown->panel->setStatus(statusOf(9));
    expect(u"applyButton"_s, u"newest version already"_s);
    expect(u"dryRunButton"_s, u"newest version already"_s);
    QVERIFY(m_shown->button(u"revertButton"_s).isEnabled());
    m_shown->panel->setDatabase(u"market"_s, true);
    expect(u"revertButton"_s, u"may only read"_s);
    m_shown->panel->setDatabase(u"market"_s, false);
    MigrationStatus drifted = statusOf(7);
    drifted.drift = {u"Index a is missing."_s};
    m_shown->panel->setStatus(drifted);
    expect(u"applyButton"_s, u"see Drift"_s);
    drifted.unknown = drifted.drift; // somebody else's
    m_shown->panel->setStatus(drifted);
    QVERIFY(m_shown->button(u"applyButton"_s).isEnabled());
    QVERIFY(m_shown->button(u"revertButton"_s).isEnabled());
    QVERIFY(m_shown->button(u"rehearseButton"_s).isEnabled()); // looking is allowed
    m_shown->panel->setStatus(statusOf(11));
    expect(u"applyButton"_s, u"newer program"_s);
    m_shown->panel->setStatus(statusOf(7));
    m_shown->panel->setMarks({}, {{Kind::Changed, 5, {}}});
    expect(u"applyButton"_s, u"differs from the one"_s);
}

void TestMigrationsPanel::buttonsAsk()
{
    m_shown->fill();
    QSignalSpy validated{m_shown->panel.get(), &MigrationsPanel::validateRequested};
    QSignalSpy dried{m_shown->panel.get(), &MigrationsPanel::dryRunRequested};
    QSignalSpy rehearsed{m_shown->panel.get(), &MigrationsPanel::rehearsalRequested};
    for (const QString &name : {u"validateButton"_s, u"dryRunButton"_s, u"rehearseButton"_s})
        m_shown->press(name);
    QCOMPARE(validated.count(), 1);
    QCOMPARE(dried, (QList<QVariantList>{{9}}));
    QCOMPARE(rehearsed, (QList<QVariantList>{{9}}));
    m_shown->panel->setReport(sampleReport());
    QCOMPARE(m_shown->button(u"rehearseButton"_s).text(), u"Rehearse again"_s);
}

void TestMigrationsPanel::showsSqlAndFacts()
{
    m_shown->fill();
    QVERIFY(m_shown->child<SqlView>(u"upSql"_s).toPlainText().startsWith(u"-- 8 add_soft"_s));
    QVERIFY(m_shown->child<FactList>(u"facts"_s)
                    .text()
                    .contains(u"Rewrites alert_logs, 31,482 rows"_s));
    m_shown->child<QTabWidget>(u"migrationTabs"_s).setCurrentIndex(1);
    m_shown->press(u"copySqlButton"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(),
             u"ALTER TABLE market_data DROP COLUMN deleted_at;\n"_s);
    m_shown->select(3); // nobody looked at it
    QVERIFY(!m_shown->child<SqlView>(u"downSql"_s).isVisible());
    QVERIFY(!m_shown->child<FactList>(u"facts"_s).isVisible());
}

void TestMigrationsPanel::showsWhatItDoes()
{
    m_shown->fill();
    m_shown->child<QTabWidget>(u"migrationTabs"_s).setCurrentIndex(2);
    const QStringList words = ShownMigrations::texts(*m_shown->panel);
    QVERIFY2(words.contains(u"Every row of alert_logs is written again: 31,482 rows."_s),
             qPrintable(words.join(u'|')));
    QVERIFY(words.contains(u"Values with more than 15 digits are rounded."_s));
}

void TestMigrationsPanel::showsDrift()
{
    m_shown->fill();
    auto &tabs = m_shown->child<QTabWidget>(u"migrationTabs"_s);
    QVERIFY(tabs.tabText(3).contains(u"(0)"_s));
    MigrationStatus drifted = statusOf(7);
    drifted.drift = {u"Index ix_a of market_data is missing."_s, u"Table notes is not ours."_s};
    m_shown->panel->setStatus(drifted);
    QVERIFY(tabs.tabText(3).contains(u"(2)"_s));
    m_shown->press(u"showDriftButton"_s);
    QCOMPARE(tabs.currentIndex(), 3);
    auto &list = m_shown->child<QListView>(u"driftList"_s);
    QVERIFY(list.isVisible());
    QCOMPARE(list.model()->index(1, 0).data().toString(), u"Table notes is not ours."_s);
}

void TestMigrationsPanel::showsEveryFinding()
{
    using Kind = ValidationFinding::Kind;
    m_shown->fill();
    m_shown->panel->setMarks({}, {{Kind::Missing, 4, u"migration 4 is missing"_s}});
    QCOMPARE(m_shown->notice().headline, u"Migration 4 is missing from the history."_s);
    QCOMPARE(m_shown->notice().meaning, Meaning::Warning);
    QVERIFY(!m_shown->button(u"applyButton"_s).isEnabled());
    QVERIFY(m_shown->button(u"applyButton"_s).toolTip().contains(u"hole"_s));

    // An old server is told of and stops nothing.
    m_shown->panel->setMarks({}, {{Kind::OldServer, 0, u"MariaDB 10.3 is older than 10.8"_s}});
    QVERIFY(m_shown->button(u"applyButton"_s).isEnabled());
    m_shown->panel->setStatus(statusOf(9));
    QCOMPARE(m_shown->notice().headline, u"MariaDB 10.3 is older than 10.8."_s);
    QCOMPARE(m_shown->notice().meaning, Meaning::Warning);
}

void TestMigrationsPanel::saysThatAllIsWell()
{
    m_shown->fill();
    QSignalSpy said{m_shown->panel.get(), &MigrationsPanel::succeeded};
    m_shown->panel->showValidated();
    QCOMPARE(said.count(), 1);
    MigrationStatus drifted = statusOf(7);
    drifted.drift = {u"Index a is missing."_s};
    m_shown->panel->setStatus(drifted);
    m_shown->panel->showValidated(); // the banner says what is wrong
    QCOMPARE(said.count(), 1);
}

void TestMigrationsPanel::showsTheDryRun()
{
    m_shown->fill();
    const auto open = [this](const DryRun &dryRun) {
        m_shown->panel->showDryRun(dryRun);
        return m_shown->panel->findChild<QDialog *>(u"dryRunDialog"_s);
    };
    QDialog *dialog = open({7, 9, u"-- 8 add_soft_delete_safety\nSELECT 1;\n"_s, {}});
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(dialog->windowTitle(), u"Dry run of market, from version 7 to 9"_s);
    QVERIFY(dialog->findChild<SqlView *>()->toPlainText().startsWith(u"-- 8 add_soft"_s));
    const QString facts = dialog->findChild<FactList *>()->text();
    QVERIFY2(facts.contains(u"Statements 24"_s), qPrintable(facts)); // of both together
    QVERIFY2(facts.contains(u"alert_logs, 31,482 rows"_s), qPrintable(facts));
    const auto verdict = [](const QDialog &shown) {
        return shown.findChild<QLabel *>(u"dryRunVerdict"_s)->text();
    };
    QVERIFY(verdict(*dialog).startsWith(u"Nothing stands in its way."_s));
    QVERIFY(namelessFocusables(*dialog).isEmpty());
    QTest::keyClick(dialog->findChild<QPushButton *>(u"closeButton"_s), Qt::Key_Space);
    QTRY_VERIFY(!m_shown->panel->findChild<QDialog *>(u"dryRunDialog"_s));

    dialog = open({7, 9, u"SELECT 1;"_s, u"Migration 5 is missing from the history."_s});
    QCOMPARE(verdict(*dialog), u"It would not begin: Migration 5 is missing from the history. "
                               "Nothing was changed."_s);
}

void TestMigrationsPanel::problemStays()
{
    m_shown->panel->setProblem(u"The database cannot be read."_s,
                               u"Start the server, then Validate."_s, u"connect ECONNREFUSED"_s);
    const auto &banner = m_shown->child<Banner>(u"problemBanner"_s);
    QVERIFY(banner.isVisible());
    QVERIFY(!m_shown->table().isVisible()); // nothing was ever read
    m_shown->fill();
    QVERIFY(banner.isVisible()); // that it can be read again does not solve what failed
    QVERIFY(m_shown->table().isVisible());
    m_shown->panel->beginRun(u"Rehearse"_s);
    QVERIFY(!banner.isVisible());
    m_shown->panel->endRun();
    m_shown->panel->setProblem(u"The migration failed."_s, {}, {});
    QVERIFY(m_shown->table().isVisible());
    m_shown->panel->clearProblem();
    QVERIFY(!banner.isVisible());
}

void TestMigrationsPanel::keepsState()
{
    m_shown->fill();
    m_shown->child<QSplitter>(u"columnsSplitter"_s).setSizes({400, 700});
    const QList<int> sizes = m_shown->child<QSplitter>(u"columnsSplitter"_s).sizes();
    const QByteArray state = m_shown->panel->saveState();
    init(); // another one
    QVERIFY(!m_shown->panel->restoreState("nonsense"));
    QVERIFY(m_shown->panel->restoreState(state));
    QCOMPARE(m_shown->child<QSplitter>(u"columnsSplitter"_s).sizes(), sizes);
}

void TestMigrationsPanel::fitsASmallWindow()
{
    m_shown->fill();
    m_shown->panel->setReport(sampleReport());
    m_shown->panel->resize(916, 546); // what a window of 960 x 600 leaves
    QTRY_COMPARE(m_shown->panel->size(), QSize(916, 546));
    QVERIFY(m_shown->button(u"applyButton"_s).isVisible());
    for (const int width : m_shown->child<QSplitter>(u"columnsSplitter"_s).sizes())
        QVERIFY(width > 200);
}

void TestMigrationsPanel::everythingHasAName()
{
    QCOMPARE(namelessFocusables(*m_shown->panel), QStringList{});
    m_shown->fill();
    m_shown->panel->setReport(sampleReport());
    m_shown->panel->beginRun(u"Applying 2 migrations"_s);
    m_shown->panel->setProblem(u"Something."_s, {}, u"detail"_s);
    QCOMPARE(namelessFocusables(*m_shown->panel), QStringList{});
    for (int tab = 0; tab < 4; ++tab) {
        m_shown->child<QTabWidget>(u"migrationTabs"_s).setCurrentIndex(tab);
        QCOMPARE(namelessFocusables(*m_shown->panel), QStringList{});
    }
}

QTEST_MAIN(TestMigrationsPanel)
#include "tst_migrationspanel.moc"
