// SPDX-License-Identifier: GPL-3.0-or-later
#include "../models/trashdata.h"
#include "focusables.h"
#include "models/trash/trashmodel.h"
#include "views/shell/dangerousactdialog.h"
#include "views/tables/datatable.h"
#include "views/trash/trashpanel.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestTrashPanel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void restoresManyAtOnce();
    void enterRestoresAllThatIsSelected();
    void restoresAllOfOneAct();
    void goesOnWithTheNextRow();
    void readsAgainAndKeepsTheChoice();
    void filters();
    void saysWhatBelongsHere();
    void asksForTheNameBeforeAPurge();
    void saysFirstWhatHoldsARule();
    void goesByTheSelection();
    void goesByTheFilter();
    void doesOneThingAtATime();
    void keepsAReadOnlyDatabase();
    void fitsASmallWindow();
    void keepsState();
    void everythingHasAName();

private:
    template <typename Widget> [[nodiscard]] Widget &child(const QString &name) const
    {
        auto *widget = m_panel->findChild<Widget *>(name);
        Q_ASSERT(widget);
        return *widget;
    }
    [[nodiscard]] DataTable &table() const { return child<DataTable>(u"trashTable"_s); }
    void press(const QString &name) const
    {
        QTest::keyClick(&child<QPushButton>(name), Qt::Key_Space);
    }
    [[nodiscard]] static DangerousActDialog *dialog()
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            auto *dialog = qobject_cast<DangerousActDialog *>(widget);
            if (dialog && dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }
    // The last thing that was asked.
    void answer(const TrashPage &page, const TrashCounts &counts)
    {
        const auto ticket = m_asked->last().at(0).value<quint64>();
        m_trash->acceptCounts(ticket, counts, {u"ann@desk"_s});
        m_trash->acceptPage(ticket, page);
    }
    [[nodiscard]] TrashRequest request() const
    {
        return m_asked->last().at(1).value<TrashRequest>();
    }

    Theme m_theme;
    std::unique_ptr<TrashModel> m_trash;
    std::unique_ptr<QSignalSpy> m_asked;
    std::unique_ptr<TrashPanel> m_panel;
};

void TestTrashPanel::init()
{
    m_panel.reset();
    m_trash = std::make_unique<TrashModel>(QLocale{u"en_AU"_s}, &SampleTrash::now);
    m_asked = std::make_unique<QSignalSpy>(m_trash.get(), &TrashModel::pageRequested);
    m_panel = std::make_unique<TrashPanel>(*m_trash, m_theme);
    m_panel->setDatabase(u"market"_s, false);
    m_panel->setExportFolder(u"/data/recycle-bin"_s);
    m_panel->resize(1188, 780);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_panel->activateWindow();
    m_trash->reload();
    answer(SampleTrash::page(), SampleTrash::counts());
}

void TestTrashPanel::restoresManyAtOnce()
{
    QSignalSpy restored{m_panel.get(), &TrashPanel::restoreRequested};
    QVERIFY(!child<QPushButton>(u"restoreTrashButton"_s).isEnabled());
    QVERIFY(!child<QPushButton>(u"restoreTrashButton"_s).toolTip().isEmpty());
    table().selectAll();
    QCOMPARE(child<QLabel>(u"selectedCount"_s).text(), u"3 of 1206 selected"_s);
    press(u"restoreTrashButton"_s);
    QCOMPARE(restored.count(), 1);
    QCOMPARE(restored.at(0).at(0).value<QList<TrashKey>>(),
             (QList<TrashKey>{{TrashKind::Quote, 12}, {TrashKind::Rule, 3}, {TrashKind::Log, 7}}));
}

void TestTrashPanel::enterRestoresAllThatIsSelected()
{
    QSignalSpy restored{m_panel.get(), &TrashPanel::restoreRequested};
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_Home);
    QTest::keyClick(&table(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(child<QLabel>(u"selectedCount"_s).text(), u"2 of 1206 selected"_s);
    QTest::keyClick(&table(), Qt::Key_Return);
    QCOMPARE(restored.count(), 1);
    QCOMPARE(restored.at(0).at(0).value<QList<TrashKey>>(),
             (QList<TrashKey>{{TrashKind::Quote, 12}, {TrashKind::Rule, 3}}));
}

void TestTrashPanel::restoresAllOfOneAct()
{
    QSignalSpy asked{m_panel.get(), &TrashPanel::restoreBatchRequested};
    auto &action = child<QAction>(u"restoreTrashBatch"_s);
    QVERIFY(m_panel->editActions().contains(&action));
    QVERIFY(!action.isEnabled());
    TrashPage page = SampleTrash::page();
    page.rows[2].mark.batch = u"b2"_s;
    m_trash->reload();
    answer(page, SampleTrash::counts());
    table().selectRow(2);
    QVERIFY(action.isEnabled());
    table().selectAll(); // of two acts
    QVERIFY(!action.isEnabled());
    QCOMPARE(action.toolTip(), u"Select one row, or rows that were deleted at once"_s);
    table().selectRow(2);
    action.trigger();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(0).toString(), u"b2"_s);
    m_panel->setBusy(true);
    QVERIFY(!action.isEnabled());
}

void TestTrashPanel::readsAgainAndKeepsTheChoice()
{
    table().selectRow(1);
    const auto asked = m_asked->count();
    press(u"refreshTrashButton"_s);
    QCOMPARE(m_asked->count(), asked + 1);
    TrashPage page = SampleTrash::page();
    page.rows.prepend(page.rows.constFirst()); // somebody deleted one more
    page.rows.first().key.id = 99;
    answer(page, SampleTrash::counts());
    QCOMPARE(m_trash->rowCount(), 4);
    const QModelIndexList rows = table().selectionModel()->selectedRows();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.constFirst().row(), 2);
    QCOMPARE(table().currentIndex().row(), 2);
}

void TestTrashPanel::goesOnWithTheNextRow()
{
    table().selectRow(1);
    press(u"restoreTrashButton"_s);
    TrashPage page = SampleTrash::page();
    const TrashKey next = page.rows.at(2).key;
    page.rows.removeAt(1);
    m_trash->reload();
    answer(page, SampleTrash::counts());
    const QModelIndexList rows = table().selectionModel()->selectedRows();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(m_trash->entry(rows.constFirst().row()).key, next);
    page.rows.removeAt(rows.constFirst().row()); // by somebody else
    m_trash->reload();                           // nobody asked to go on
    answer(page, SampleTrash::counts());
    QVERIFY(!table().currentIndex().isValid());
}

void TestTrashPanel::filters()
{
    auto &kinds = child<QComboBox>(u"kindChoice"_s);
    kinds.setCurrentIndex(kinds.findText(u"Rules"_s));
    QCOMPARE(request().kind.value(), TrashKind::Rule);
    auto &people = child<QComboBox>(u"byChoice"_s);
    people.setCurrentIndex(people.findText(u"By ann@desk"_s));
    QCOMPARE(request().by, u"ann@desk"_s);
    child<QComboBox>(u"timeChoice"_s).setCurrentIndex(2);
    QCOMPARE(request().from, SampleTrash::now().addDays(-7));
    QTest::keyClick(m_panel.get(), Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"xyzzy"_s);
    QCOMPARE(request().text, u"xyzzy"_s);
    answer({}, {});
    QVERIFY(!table().isVisible());
    QVERIFY(m_panel->findChildren<QLabel *>().size() > 0);
    press(u"clearFilterButton"_s);
    QVERIFY(!request().kind && request().by.isEmpty() && request().text.isEmpty());
    QVERIFY(!request().from.isValid());
    answer(SampleTrash::page(), SampleTrash::counts());
    QVERIFY(table().isVisible());
}

void TestTrashPanel::saysWhatBelongsHere()
{
    answer({}, {});
    QVERIFY(!table().isVisible());
    QStringList texts;
    for (const QLabel *label : m_panel->findChildren<QLabel *>()) {
        if (label->isVisible())
            texts.append(label->text());
    }
    QVERIFY2(texts.filter(u"Nothing is deleted."_s).size() == 1, qPrintable(texts.join(u'\n')));
    QVERIFY(!child<QPushButton>(u"purgeTrashButton"_s).isEnabled());
    QCOMPARE(child<QPushButton>(u"purgeTrashButton"_s).toolTip(), u"There is nothing to export"_s);

    QAction openMigrations{u"Open Migrations"_s};
    openMigrations.setObjectName(u"openMigrations"_s);
    m_panel->setBehind(u"This database is older."_s, openMigrations);
    QVERIFY(child<QPushButton>(u"openMigrationsButton"_s).isVisible());
    QVERIFY(!child<QComboBox>(u"kindChoice"_s).isEnabled());
    QCOMPARE(namelessFocusables(*m_panel), QStringList{});
    m_panel->setBehind({}, openMigrations);
    QVERIFY(!child<QPushButton>(u"openMigrationsButton"_s).isVisible());
    QVERIFY(child<QComboBox>(u"kindChoice"_s).isEnabled());
}

void TestTrashPanel::asksForTheNameBeforeAPurge()
{
    QSignalSpy purged{m_panel.get(), &TrashPanel::purgeRequested};
    press(u"purgeTrashButton"_s);
    QVERIFY(dialog());
    QCOMPARE(dialog()->windowTitle(), u"Purge 1204 quote(s), 1 rule(s), 1 alert(s)?"_s);
    auto *act = dialog()->findChild<QPushButton *>(u"actButton"_s);
    QVERIFY(!act->isEnabled());
    dialog()->findChild<QLineEdit *>(u"typedName"_s)->setText(u"other"_s);
    QVERIFY(!act->isEnabled());
    dialog()->findChild<QLineEdit *>(u"typedName"_s)->setText(u"market"_s);
    QTest::keyClick(act, Qt::Key_Space);
    QCOMPARE(purged.count(), 1);
    QCOMPARE(purged.at(0).at(0).toString(), u"/data/recycle-bin/2026-11-20T031500Z"_s);
    // What is deleted while the dialog stands there was not in its title.
    QCOMPARE(purged.at(0).at(1).value<TrashRequest>().to,
             SampleTrash::page().rows.constFirst().mark.deletedAt.addMSecs(1));
    // Cancel purges nothing.
    press(u"purgeTrashButton"_s);
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QCOMPARE(purged.count(), 1);
}

void TestTrashPanel::saysFirstWhatHoldsARule()
{
    const QString why =
            u"3 alert log(s) refer to rule 3, 'high'. Delete them with it, or keep the rule."_s;
    TrashCounts counts = SampleTrash::counts();
    counts.held = {{3, u"high"_s, 3, 0}};
    answer(SampleTrash::page(), counts);
    press(u"purgeTrashButton"_s);
    QCOMPARE(dialog()->windowTitle(), u"Purge 1204 quote(s), 1 alert(s)?"_s);
    QVERIFY2(dialog()->accessibleDescription().startsWith(why + u'\n'),
             qPrintable(dialog()->accessibleDescription()));
    QTest::keyClick(dialog(), Qt::Key_Escape);
    // With nothing else there is nothing to ask.
    m_trash->reload();
    answer(SampleTrash::page(), {0, 0, 1, counts.held});
    const auto &purge = child<QPushButton>(u"purgeTrashButton"_s);
    QVERIFY(!purge.isEnabled());
    QCOMPARE(purge.toolTip(), why);
    QVERIFY(child<QPushButton>(u"exportTrashButton"_s).isEnabled());
}

void TestTrashPanel::goesByTheSelection()
{
    const QList<TrashKey> keys{{TrashKind::Quote, 12}, {TrashKind::Rule, 3}};
    const auto &exporting = child<QPushButton>(u"exportTrashButton"_s);
    const auto &purging = child<QPushButton>(u"purgeTrashButton"_s);
    QCOMPARE(exporting.text(), u"Export all"_s);
    QCOMPARE(purging.text(), u"Purge all…"_s);
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_Home);
    QTest::keyClick(&table(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(exporting.text(), u"Export 2 row(s)"_s);
    QCOMPARE(exporting.accessibleName(), u"Export 2 row(s) of the recycle bin"_s);
    QCOMPARE(purging.text(), u"Purge 2 row(s)…"_s);
    QSignalSpy exported{m_panel.get(), &TrashPanel::exportRequested};
    press(u"exportTrashButton"_s);
    QCOMPARE(exported.at(0).at(1).value<TrashRequest>().keys, keys);

    QSignalSpy purged{m_panel.get(), &TrashPanel::purgeRequested};
    press(u"purgeTrashButton"_s);
    QCOMPARE(dialog()->windowTitle(), u"Purge 1 quote(s), 1 rule(s)?"_s);
    QVERIFY2(dialog()->accessibleDescription().startsWith(
                     "This is about the 2 row(s) that you selected. They are exported to "_L1),
             qPrintable(dialog()->accessibleDescription()));
    dialog()->findChild<QLineEdit *>(u"typedName"_s)->setText(u"market"_s);
    QTest::keyClick(dialog()->findChild<QPushButton *>(u"actButton"_s), Qt::Key_Space);
    QCOMPARE(purged.at(0).at(1).value<TrashRequest>().keys, keys);
    QVERIFY(purged.at(0).at(1).value<TrashRequest>().to.isValid());

    // A rule whose logs are not selected would stay.
    TrashPage page = SampleTrash::page();
    page.rows[1].ruleId = 3;
    page.rows[1].logs = page.rows[1].deletedLogs = 3;
    m_trash->reload();
    answer(page, SampleTrash::counts());
    table().selectRow(1);
    QVERIFY(!purging.isEnabled());
    QVERIFY2(purging.toolTip().startsWith("3 alert log(s) refer to rule 3, 'high'."_L1),
             qPrintable(purging.toolTip()));
    QVERIFY(exporting.isEnabled());
    table().clearSelection();
    QCOMPARE(exporting.text(), u"Export all"_s);
    QVERIFY(purging.isEnabled());
}

void TestTrashPanel::goesByTheFilter()
{
    m_trash->setText(u"typo"_s);
    child<QComboBox>(u"kindChoice"_s).setCurrentIndex(1);
    answer(SampleTrash::page(), {1204, 0, 0});
    QCOMPARE(child<QPushButton>(u"exportTrashButton"_s).text(), u"Export all shown"_s);
    QSignalSpy exported{m_panel.get(), &TrashPanel::exportRequested};
    press(u"exportTrashButton"_s);
    const auto rows = exported.at(0).at(1).value<TrashRequest>();
    QCOMPARE(rows.kind, std::optional{TrashKind::Quote});
    QCOMPARE(rows.text, m_trash->request().text);
    QVERIFY(rows.keys.isEmpty() && !rows.after);
    press(u"purgeTrashButton"_s);
    QVERIFY2(dialog()->accessibleDescription().startsWith(
                     "This is about all 1204 row(s) that fit the filter. "_L1),
             qPrintable(dialog()->accessibleDescription()));
    QTest::keyClick(dialog(), Qt::Key_Escape);
}

void TestTrashPanel::doesOneThingAtATime()
{
    m_panel->setBusy(true);
    QVERIFY(!child<QPushButton>(u"purgeTrashButton"_s).isEnabled());
    QVERIFY(!child<QPushButton>(u"exportTrashButton"_s).isEnabled());
    table().selectRow(0);
    QVERIFY(child<QPushButton>(u"restoreTrashButton"_s).isEnabled()); // the panel stays usable
    m_panel->setBusy(false);
    QVERIFY(child<QPushButton>(u"purgeTrashButton"_s).isEnabled());
}

void TestTrashPanel::keepsAReadOnlyDatabase()
{
    m_panel->setDatabase(u"market"_s, true);
    table().selectRow(0);
    for (const QString &name :
         {u"purgeTrashButton"_s, u"exportTrashButton"_s, u"restoreTrashButton"_s}) {
        QVERIFY(!child<QPushButton>(name).isEnabled());
        QVERIFY(child<QPushButton>(name).toolTip().startsWith(u"The database is read-only"));
    }
}

// At 960 pixels, the rail as icons.
void TestTrashPanel::fitsASmallWindow()
{
    m_panel->resize(916, 540);
    for (const QString &name :
         {u"purgeTrashButton"_s, u"exportTrashButton"_s, u"restoreTrashButton"_s})
        QTRY_VERIFY2(child<QPushButton>(name).isVisible(), qPrintable(name));
}

void TestTrashPanel::keepsState()
{
    table().setColumnShown(TrashModel::ReasonColumn, false);
    const QByteArray state = m_panel->saveState();
    table().setColumnShown(TrashModel::ReasonColumn, true);
    QVERIFY(m_panel->restoreState(state));
    QVERIFY(table().isColumnHidden(TrashModel::ReasonColumn));
    QVERIFY(!m_panel->restoreState("x"));
}

void TestTrashPanel::everythingHasAName()
{
    QCOMPARE(namelessFocusables(*m_panel), QStringList{});
}

QTEST_MAIN(TestTrashPanel)
#include "tst_trashpanel.moc"
