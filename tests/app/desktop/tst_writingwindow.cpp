// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connections/connectionbook.h"
#include "shownprogram.h"
#include "tests/support/engines.h"
#include "tests/support/eodhdmarket.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/stockrows.h"
#include "tests/support/verifyresult.h"
#include "views/shell/banner.h"
#include "views/shell/databasebutton.h"
#include "views/shell/mainwindow.h"
#include "views/shell/shellactions.h"

#include <QAction>
#include <QCheckBox>
#include <QDialog>
#include <QLineEdit>

using namespace Qt::Literals::StringLiterals;

// A database whose connection asks before writing, in the whole program.
class TestWritingWindow final : public QObject
{
    Q_OBJECT

private slots:
    void writesOnceItIsAllowed_data() { addEngineRows(); }
    void writesOnceItIsAllowed();
    void asksFromTheMenuToo();
    void losesNothingThatIsNotSaved();
    void asksAgainOnceTheConnectionSaysSo();
    void asksNoMoreOnceTheConnectionSaysSo();
    void saysTheNameThatItWasGiven();
    void asksBeforeASyncOfShares();
    void asksNotWhereItOnlyReads();

private:
    [[nodiscard]] static MainWindow *window()
    {
        return qobject_cast<MainWindow *>(ShownProgram::window());
    }
    // That it may not write yet, in words.
    [[nodiscard]] static bool isHeld()
    {
        return window() && window()->banner().isVisible() &&
               window()->banner().message().headline == "production is only read."_L1;
    }
    [[nodiscard]] static QDialog *question()
    {
        return ShownProgram::find<QDialog>(u"dangerousActDialog"_s);
    }
    static void pressIn(const QDialog *dialog, const QString &button)
    {
        QVERIFY(dialog);
        QTest::keyClick(dialog->findChild<QPushButton *>(button), Qt::Key_Return);
        ShownProgram::activate();
    }
    static void keep(ShownProgram &program, const ConnectionSpec &database, bool asksToWrite)
    {
        ConnectionBook{program.store}.save({{}, u"production"_s, database, 1, asksToWrite});
    }
    [[nodiscard]] static int prices()
    {
        return ShownProgram::window() ? ShownProgram::table(u"pricesTable"_s)->model()->rowCount()
                                      : 0;
    }
};

void TestWritingWindow::writesOnceItIsAllowed()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    VERIFY_RESULT(migrate(*connection, headVersion()));
    const QString count = u"SELECT COUNT(*) FROM collection_runs"_s;
    ShownProgram program;
    keep(program, database.spec(), true);
    program.start(database.spec());
    QVERIFY(isHeld());
    QVERIFY(ShownProgram::find<DatabaseButton>(u"databaseButton"_s)
                    ->accessibleName()
                    .endsWith("read-only"_L1));
    ShownProgram::showPanel(Qt::Key_8); // which has read the database by the time that it lists
    QTRY_VERIFY_WITH_TIMEOUT(ShownProgram::table(u"findingTable"_s)->model()->rowCount() > 0,
                             20'000);
    QVERIFY(!ShownProgram::find<QPushButton>(u"applyFindingButton"_s)->isEnabled());
    QVERIFY(program.market.requests().isEmpty());
    QCOMPARE(numberFrom(*connection, count), 0);

    QVERIFY(ShownProgram::press(u"allowWritingButton"_s));
    QVERIFY(question());
    QCOMPARE(question()->windowTitle(), u"Allow writing to production?"_s);
    pressIn(question(), u"cancelButton"_s);
    QVERIFY(isHeld());
    QVERIFY(program.market.requests().isEmpty());

    QTRY_VERIFY(!question());
    QVERIFY(ShownProgram::press(u"allowWritingButton"_s));
    pressIn(question(), u"actButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(prices() > 0, 20'000);
    QVERIFY(!isHeld());
    QVERIFY(!window()->shellActions().allowWriting->isVisible());
    QCOMPARE(window()->currentPanel()->objectName(), u"index-lab"_s); // where the person was
    QTRY_VERIFY_WITH_TIMEOUT(numberFrom(*connection, count) > 0, 20'000);
}

void TestWritingWindow::asksFromTheMenuToo()
{
    const TestDatabase database{Engine::Sqlite};
    ShownProgram program;
    keep(program, database.spec(), true);
    program.start(database.spec());
    QVERIFY(isHeld()); // also a file that is not there yet
    QVERIFY(window()->shellActions().allowWriting->isVisible());
    // What would write leads to the same question.
    QTest::keyClick(window(), Qt::Key_F5);
    pressIn(question(), u"cancelButton"_s);
    QTRY_VERIFY(!question());
    window()->shellActions().allowWriting->trigger();
    pressIn(question(), u"actButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(prices() > 0, 20'000);
}

void TestWritingWindow::losesNothingThatIsNotSaved()
{
    const TestDatabase database{Engine::Sqlite};
    ShownProgram program;
    keep(program, database.spec(), true);
    program.start(database.spec());
    ShownProgram::showPanel(Qt::Key_0);
    QTest::keyClicks(ShownProgram::find<QLineEdit>(u"connectionName"_s), u" 2"_s);
    QVERIFY(ShownProgram::press(u"allowWritingButton"_s));
    QVERIFY(!question());
    const QString said = ShownProgram::find<QWidget>(u"toast"_s)->findChild<QLabel *>()->text();
    QVERIFY2(said.startsWith("Save or discard first: "_L1), qPrintable(said));
    QVERIFY(ShownProgram::press(u"discardButton"_s));
    QVERIFY(ShownProgram::press(u"allowWritingButton"_s));
    QVERIFY(question());
}

void TestWritingWindow::asksAgainOnceTheConnectionSaysSo()
{
    const TestDatabase database{Engine::Sqlite};
    ShownProgram program;
    keep(program, database.spec(), false);
    program.start(database.spec());
    QTRY_VERIFY_WITH_TIMEOUT(prices() > 0, 20'000);
    QVERIFY(!isHeld());
    ShownProgram::showPanel(Qt::Key_0);
    QTest::keyClick(ShownProgram::find<QCheckBox>(u"asksToWrite"_s), Qt::Key_Space);
    QVERIFY(ShownProgram::press(u"saveButton"_s));
    QTRY_VERIFY_WITH_TIMEOUT(isHeld(), 20'000);
    ConnectionBook book{program.store};
    QVERIFY(book.all().constFirst().asksToWrite);
    QVERIFY(!book.all().constFirst().spec.readOnly);
    // What the form shows of it meanwhile is what was saved.
    ShownProgram::showPanel(Qt::Key_0);
    QVERIFY(ShownProgram::find<QCheckBox>(u"asksToWrite"_s)->isChecked());
    QVERIFY(!ShownProgram::find<QCheckBox>(u"readOnly"_s)->isChecked());
}

void TestWritingWindow::asksNoMoreOnceTheConnectionSaysSo()
{
    const TestDatabase database{Engine::Sqlite};
    ShownProgram program;
    keep(program, database.spec(), true);
    program.start(database.spec());
    QVERIFY(isHeld());
    ShownProgram::showPanel(Qt::Key_0);
    QTest::keyClick(ShownProgram::find<QCheckBox>(u"asksToWrite"_s), Qt::Key_Space);
    QVERIFY(ShownProgram::press(u"saveButton"_s));
    QTRY_VERIFY_WITH_TIMEOUT(prices() > 0, 20'000);
    QVERIFY(!isHeld());
}

void TestWritingWindow::saysTheNameThatItWasGiven()
{
    const TestDatabase database{Engine::Sqlite};
    ShownProgram program;
    keep(program, database.spec(), true);
    program.start(database.spec());
    QVERIFY(isHeld());
    ShownProgram::showPanel(Qt::Key_0);
    QTest::keyClicks(ShownProgram::find<QLineEdit>(u"connectionName"_s), u" 2"_s);
    QVERIFY(ShownProgram::press(u"saveButton"_s));
    QTRY_COMPARE(window()->banner().message().headline, u"production 2 is only read."_s);
}

void TestWritingWindow::asksBeforeASyncOfShares()
{
    const TestDatabase database{Engine::Sqlite};
    {
        const auto connection = openOrFail(database.spec());
        VERIFY_RESULT(migrate(*connection, headVersion()));
        VERIFY_RESULT(addStock(*connection, u"BHP.AU"_s, u"AUD"_s));
    }
    EodhdMarket provider;
    provider.setDays(u"BHP.AU"_s, risingDays(QDate::currentDate().addDays(-1), 30));
    ShownProgram program;
    bool isSet = false;
    program.credentials.set(Credential::eodhdToken(), EodhdMarket::token(), this,
                            [&](const Result<> &done) { isSet = done.has_value(); });
    QTRY_VERIFY(isSet);
    keep(program, database.spec(), true);
    program.eodhdServer = provider.url();
    program.start(database.spec());
    ShownProgram::showPanel(Qt::Key_3);
    auto *sync = ShownProgram::find<QWidget>(u"assets"_s)->findChild<QAction *>(u"syncNow"_s);
    QTRY_VERIFY_WITH_TIMEOUT(sync->isEnabled(), 20'000);
    sync->trigger();
    QVERIFY(question());
    QCOMPARE(provider.calls(), 0);
    pressIn(question(), u"actButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(provider.calls() > 0, 20'000);
}

void TestWritingWindow::asksNotWhereItOnlyReads()
{
    const TestDatabase database{Engine::Sqlite};
    VERIFY_RESULT(migrate(*openOrFail(database.spec()), headVersion()));
    ShownProgram program;
    ConnectionSpec spec = database.spec();
    spec.readOnly = true;
    keep(program, spec, true);
    program.start(spec);
    QVERIFY(!isHeld());
    QVERIFY(!window()->shellActions().allowWriting->isVisible());
}

QTEST_MAIN(TestWritingWindow)
#include "tst_writingwindow.moc"
