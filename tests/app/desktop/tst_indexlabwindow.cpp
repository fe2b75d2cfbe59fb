// SPDX-License-Identifier: GPL-3.0-or-later
#include "shownprogram.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"
#include "views/shell/banner.h"

#include <QDialog>

using namespace Qt::Literals::StringLiterals;

// The Index lab panel in the whole program, with a database of its own.
class TestIndexLabWindow final : public QObject
{
    Q_OBJECT

private slots:
    void appliesAndTakesBack();
    void saysWhatIsTooSmallToMeasure();
    void saysWhatAnOlderDatabaseLacks();

private:
    [[nodiscard]] static QTableView *table() { return ShownProgram::table(u"findingTable"_s); }
    [[nodiscard]] static QString cell(int column)
    {
        return table()->model()->index(0, column).data().toString();
    }
};

void TestIndexLabWindow::appliesAndTakesBack()
{
    const TestDatabase database{Engine::Sqlite};
    const auto connection = openOrFail(database.spec());
    VERIFY_RESULT(migrate(*connection, headVersion()));
    const QString count = u"SELECT COUNT(*) FROM sqlite_schema WHERE name = "
                          "'ix_price_data_5min_coin_timestamp'"_s;
    ShownProgram program;
    program.start(database.spec());
    ShownProgram::showPanel(Qt::Key_8);
    QTRY_VERIFY(ShownProgram::find<QWidget>(u"index-lab"_s)->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 1, 20'000);
    QCOMPARE(cell(0), u"Covered"_s);

    ShownProgram::find<QPushButton>(u"applyFindingButton"_s)->setFocus();
    QVERIFY(ShownProgram::press(u"applyFindingButton"_s));
    auto *dialog = ShownProgram::find<QDialog>(u"dangerousActDialog"_s);
    QVERIFY(dialog);
    QTest::keyClick(dialog->findChild<QPushButton *>(u"actButton"_s), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(cell(6).startsWith(u"Watched until"_s), 20'000);
    QCOMPARE(numberFrom(*connection, count), 0);
    // The dialog gave the focus back to a button that cannot be pressed any more.
    ShownProgram::activate();
    QVERIFY(table()->hasFocus());
    QVERIFY(table()->currentIndex().isValid());

    ShownProgram::find<QPushButton>(u"revertFindingButton"_s)->setFocus();
    QVERIFY(ShownProgram::press(u"revertFindingButton"_s));
    QTRY_COMPARE_WITH_TIMEOUT(cell(6), u"Not done"_s, 20'000);
    QCOMPARE(numberFrom(*connection, count), 1);
    QVERIFY(table()->hasFocus());
}

void TestIndexLabWindow::saysWhatIsTooSmallToMeasure()
{
    const TestDatabase database{Engine::Sqlite};
    const auto connection = openOrFail(database.spec());
    VERIFY_RESULT(migrate(*connection, headVersion()));
    ShownProgram program;
    program.start(database.spec());
    ShownProgram::showPanel(Qt::Key_8);
    QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 1, 20'000);
    QVERIFY(ShownProgram::press(u"measureIndexesButton"_s));
    const auto *banner = ShownProgram::find<QWidget>(u"index-lab"_s)->findChild<Banner *>();
    QVERIFY(banner);
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), 20'000);
    QCOMPARE(banner->message().headline, u"Nothing was measured."_s);
    QCOMPARE(banner->message().text, u"No table has an index to measure and 1000 rows or more."_s);
}

// The record of what is done to indexes is a table of version 14.
void TestIndexLabWindow::saysWhatAnOlderDatabaseLacks()
{
    const TestDatabase database{Engine::Sqlite};
    const auto connection = openOrFail(database.spec());
    VERIFY_RESULT(migrate(*connection, 9));
    ShownProgram program;
    program.start(database.spec());
    ShownProgram::showPanel(Qt::Key_8);
    QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 1, 20'000);
    QVERIFY(ShownProgram::press(u"applyFindingButton"_s));
    auto *dialog = ShownProgram::find<QDialog>(u"dangerousActDialog"_s);
    QVERIFY(dialog);
    QTest::keyClick(dialog->findChild<QPushButton *>(u"actButton"_s), Qt::Key_Space);
    const auto *banner = ShownProgram::find<QWidget>(u"index-lab"_s)->findChild<Banner *>();
    QVERIFY(banner);
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), 20'000);
    const QString said = banner->message().text;
    QVERIFY2(said.contains(u"version 9"_s) && !said.contains(u"table"_s), qPrintable(said));
    QCOMPARE(numberFrom(*connection, u"SELECT COUNT(*) FROM sqlite_schema WHERE name = "
                                     "'ix_price_data_5min_coin_timestamp'"_s),
             1);
}

QTEST_MAIN(TestIndexLabWindow)
#include "tst_indexlabwindow.moc"
