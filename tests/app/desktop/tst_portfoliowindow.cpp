// SPDX-License-Identifier: GPL-3.0-or-later
#include "shownprogram.h"
#include "tests/support/accountserver.h"
#include "views/portfolio/positiondialog.h"
#include "views/shell/banner.h"

#include <QLineEdit>

using namespace Qt::Literals::StringLiterals;

namespace {

const QString Key = u"key"_s;
const QString Secret = u"secret"_s;
const QString BalancesPath = u"/api/v2/ro/my/balances"_s;

} // namespace

// The Portfolio panel in the whole program: an account on loopback, positions in a database.
class TestPortfolioWindow final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_program.reset(); }
    void takesOverTheAccount();
    void saysWhatIsMissing();
    void addsRemovesAndUndoes();
    void showsTheHistory();

private:
    void start();
    static void setKeys(ShownProgram &program);
    [[nodiscard]] static int rows()
    {
        return ShownProgram::table(u"positionsTable"_s)->model()->rowCount();
    }

    std::unique_ptr<AccountServer> m_account;
    std::unique_ptr<ShownProgram> m_program;
};

void TestPortfolioWindow::init()
{
    m_account = std::make_unique<AccountServer>(Key, Secret);
    m_account->setAnswer(BalancesPath, R"({"status":"ok","balances":[{"AUD":{"balance":1532.4}},
        {"BTC":{"balance":0.01875}},{"SHIB":{"balance":1250000.5}}]})");
    m_program = std::make_unique<ShownProgram>();
}

void TestPortfolioWindow::setKeys(ShownProgram &program)
{
    int kept = 0;
    const auto count = [&kept](const Result<> &done) { kept += done ? 1 : 0; };
    program.credentials.keepForThisRun(Credential::coinspotKey(), Key, &program.credentials, count);
    program.credentials.keepForThisRun(Credential::coinspotSecret(), Secret, &program.credentials,
                                       count);
    QTRY_COMPARE(kept, 2);
}

void TestPortfolioWindow::start()
{
    m_program->start(ConnectionSpec::file(m_program->folder.filePath(u"market.db"_s)),
                     m_account->url());
    ShownProgram::showPanel(Qt::Key_4);
    QTRY_VERIFY(ShownProgram::find<QWidget>(u"portfolio"_s)->isVisible());
    // Until the database is there, nobody knows what is held.
    QTRY_VERIFY(!ShownProgram::table(u"positionsTable"_s)->isVisible());
}

void TestPortfolioWindow::takesOverTheAccount()
{
    m_account->setFullAccess(true);
    setKeys(*m_program);
    start();
    QVERIFY(ShownProgram::press(u"syncAccountButton"_s));
    QTRY_COMPARE(rows(), 3);
    QTRY_VERIFY(ShownProgram::find<Banner>(u"accessBanner"_s)->isVisible());
    QTRY_COMPARE(ShownProgram::text(u"totalAUD"_s), u"1,532.40 AUD"_s);
    QVERIFY(ShownProgram::text(u"unpriced"_s).startsWith(u"2 position"_s));
    m_account->setAnswer(BalancesPath, R"({"status":"ok","balances":[]})");
    QVERIFY(ShownProgram::press(u"syncAccountButton"_s));
    QTRY_COMPARE(rows(), 0);
    QVERIFY(!m_account->faults().contains(u"nonce"_s));
    QVERIFY(!m_account->faults().contains(u"signature"_s));
}

void TestPortfolioWindow::saysWhatIsMissing()
{
    start();
    QVERIFY(ShownProgram::press(u"syncAccountButton"_s));
    auto *panel = ShownProgram::find<QWidget>(u"portfolio"_s);
    const auto isSaid = [panel] {
        for (const Banner *banner : panel->findChildren<Banner *>()) {
            if (banner->isVisible() && banner->message().text.contains(u"coinspot-key"_s))
                return true;
        }
        return false;
    };
    QTRY_VERIFY(isSaid());
    QVERIFY(m_account->calls().isEmpty());
}

void TestPortfolioWindow::addsRemovesAndUndoes()
{
    start();
    QVERIFY(ShownProgram::press(u"addPositionButton"_s));
    auto *dialog = ShownProgram::find<PositionDialog>(u"positionDialog"_s);
    QVERIFY(dialog);
    dialog->findChild<QLineEdit *>(u"positionSymbol"_s)->setText(u"BHP.AU"_s);
    dialog->findChild<QLineEdit *>(u"positionQuantity"_s)->setText(u"100"_s);
    QTest::keyClick(dialog->findChild<QPushButton *>(u"savePositionButton"_s), Qt::Key_Space);
    QTRY_COMPARE(rows(), 1);
    ShownProgram::table(u"positionsTable"_s)->selectRow(0);
    QVERIFY(ShownProgram::press(u"removePositionButton"_s));
    QTRY_COMPARE(rows(), 0);
    QTRY_VERIFY(ShownProgram::find<QPushButton>(u"toastUndo"_s)->isVisible());
    ShownProgram::activate();
    QTest::keyClick(ShownProgram::window(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(rows(), 1);
}

void TestPortfolioWindow::showsTheHistory()
{
    m_account->setAnswer(u"/api/v2/ro/my/orders/completed"_s,
                         R"({"status":"ok","buyorders":[{"coin":"BTC","amount":1}]})");
    m_account->setAnswer(u"/api/v2/ro/my/orders/market/completed"_s,
                         R"({"status":"ok","buyorders":[],"sellorders":[]})");
    setKeys(*m_program);
    start();
    QVERIFY(ShownProgram::press(u"showHistoryButton"_s));
    QTRY_COMPARE(ShownProgram::table(u"historyTable"_s)->model()->rowCount(), 1);
}

QTEST_MAIN(TestPortfolioWindow)
#include "tst_portfoliowindow.moc"
