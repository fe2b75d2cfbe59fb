// SPDX-License-Identifier: GPL-3.0-or-later
#include "shownprogram.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

#include <QDialog>
#include <QLineEdit>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

// A server that wants a password which nobody gave, in the whole program.
class TestPasswordWindow final : public QObject
{
    Q_OBJECT

private slots:
    void asksUntilItFits_data();
    void asksUntilItFits();

private:
    [[nodiscard]] static QDialog *question()
    {
        return ShownProgram::window() ? ShownProgram::find<QDialog>(u"passwordDialog"_s) : nullptr;
    }
    static void answer(const QString &password)
    {
        QTRY_VERIFY_WITH_TIMEOUT(question(), 20'000);
        const QPointer<QDialog> asking = question();
        QTest::keyClicks(asking->findChild<QLineEdit *>(u"passwordEdit"_s), password);
        QTest::keyClick(asking->findChild<QPushButton *>(u"openButton"_s), Qt::Key_Return);
        QTRY_VERIFY(!asking);
    }
    [[nodiscard]] static QString problem()
    {
        const auto *label =
                question() ? question()->findChild<QLabel *>(u"passwordProblem"_s) : nullptr;
        return label ? label->text() : QString{};
    }
};

void TestPasswordWindow::asksUntilItFits_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::newRow("PostgreSQL") << Engine::PostgreSql;
    QTest::newRow("MariaDB") << Engine::MariaDb;
}

void TestPasswordWindow::asksUntilItFits()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    VERIFY_RESULT(migrate(*openOrFail(database.spec()), headVersion()));
    ConnectionSpec spec = database.spec();
    const QString password = std::exchange(spec.password, {});
    ShownProgram program;
    program.start(spec);
    QTRY_VERIFY_WITH_TIMEOUT(question(), 20'000);
    QCOMPARE(problem(), QString{});
    QTest::keyClick(question(), Qt::Key_Escape);
    QTRY_VERIFY(!question());
    ShownProgram::activate();
    QVERIFY(ShownProgram::press(u"enterPasswordButton"_s)); // of the banner
    answer(u"not it"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!problem().isEmpty(), 20'000);
    answer(password);
    QTRY_COMPARE_WITH_TIMEOUT(
            ShownProgram::window() ? ShownProgram::table(u"pricesTable"_s)->model()->rowCount() : 0,
            8, 30'000);
}

QTEST_MAIN(TestPasswordWindow)
#include "tst_passwordwindow.moc"
