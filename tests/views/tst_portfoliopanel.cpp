// SPDX-License-Identifier: GPL-3.0-or-later
#include "../models/positions.h"
#include "db/reports/reportreader.h"
#include "focusables.h"
#include "views/portfolio/portfoliopanel.h"
#include "views/portfolio/positiondialog.h"
#include "views/reports/exportaction.h"
#include "views/shell/banner.h"
#include "views/tables/datatable.h"

#include <QApplication>
#include <QComboBox>
#include <QDateEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestPortfolioPanel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void showsWhatItIsWorth();
    void offersTheNextStep();
    void saysThatNothingFits();
    void exportsInItsOrder();
    void addsAPosition();
    void theCurrencyFollowsTheSymbol();
    void saysWhatCannotBeStored_data();
    void saysWhatCannotBeStored();
    void editsWhatWasWrittenByHand();
    void keepsTheTimeOfAnUntouchedDay();
    void leavesTheAccountsPositionsAlone();
    void removesByKey();
    void syncsTheAccount();
    void warnsOfAFullAccessKey();
    void leadsToCredentials();
    void asksForTheHistory();
    void keepsState();
    void fitsASmallWindow();
    void everythingHasAName();

private:
    template <typename Widget> [[nodiscard]] Widget &child(const QString &name) const
    {
        auto *widget = m_panel->findChild<Widget *>(name);
        Q_ASSERT(widget);
        return *widget;
    }
    [[nodiscard]] DataTable &table() const { return child<DataTable>(u"positionsTable"_s); }
    void press(const QString &name) const
    {
        QTest::keyClick(&child<QPushButton>(name), Qt::Key_Space);
    }
    void select(const QString &symbol) const
    {
        for (int row = 0; row < table().model()->rowCount(); ++row) {
            if (table().model()->index(row, 0).data().toString() == symbol)
                table().selectRow(row);
        }
    }
    [[nodiscard]] static PositionDialog *dialog()
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            auto *dialog = qobject_cast<PositionDialog *>(widget);
            if (dialog && dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }
    static void write(const QString &name, const QString &text)
    {
        dialog()->findChild<QLineEdit *>(name)->setText(text);
    }
    static void save()
    {
        QTest::keyClick(dialog()->findChild<QPushButton *>(u"savePositionButton"_s), Qt::Key_Space);
    }

    Theme m_theme;
    std::unique_ptr<PositionTableModel> m_positions;
    std::unique_ptr<HistoryTableModel> m_history;
    std::unique_ptr<PortfolioPanel> m_panel;
};

void TestPortfolioPanel::init()
{
    m_panel.reset();
    const QLocale locale{u"en_AU"_s};
    m_positions = std::make_unique<PositionTableModel>(locale, &SamplePositions::now);
    m_history = std::make_unique<HistoryTableModel>(locale);
    m_panel = std::make_unique<PortfolioPanel>(*m_positions, *m_history, m_theme,
                                               &SamplePositions::now);
    m_panel->resize(1188, 780);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_panel->activateWindow();
    m_positions->acceptPortfolio(SamplePositions::all());
}

void TestPortfolioPanel::showsWhatItIsWorth()
{
    QCOMPARE(child<QLabel>(u"totalAUD"_s).text(), u"9,286.41 AUD"_s);
    QCOMPARE(child<QLabel>(u"totalUSD"_s).text(), u"2,250.00 USD"_s);
    QVERIFY(child<QLabel>(u"noteUSD"_s).text().contains(u"▼ 150.00 (6.25 %)"_s));
    QVERIFY(child<QLabel>(u"unpriced"_s).isVisible());
    QVERIFY(child<QLabel>(u"unpriced"_s).text().startsWith(u"1 position"_s));
    QCOMPARE(table().model()->rowCount(), 7);
    m_positions->acceptPortfolio(SamplePositions::of({SamplePositions::all().positions[0]}));
    QVERIFY(!m_panel->findChild<QLabel *>(u"totalAUD"_s)); // news replace what was there
    QVERIFY(!child<QLabel>(u"unpriced"_s).isVisible());
}

void TestPortfolioPanel::offersTheNextStep()
{
    QSignalSpy synced{m_panel.get(), &PortfolioPanel::syncRequested};
    m_positions->acceptPortfolio({});
    QVERIFY(!table().isVisible());
    QVERIFY(!child<QLineEdit>(u"filterEdit"_s).isEnabled());
    for (QPushButton *button : m_panel->findChildren<QPushButton *>(u"syncAccountButton"_s)) {
        QVERIFY(button->isVisible());
        QTest::keyClick(button, Qt::Key_Space);
    }
    QCOMPARE(synced.size(), 2); // in the header and in the middle
}

void TestPortfolioPanel::saysThatNothingFits()
{
    child<QLineEdit>(u"filterEdit"_s).setText(u"xyzzy"_s);
    QVERIFY(!table().isVisible());
    press(u"clearFilterButton"_s);
    QVERIFY(table().isVisible());
    QCOMPARE(table().model()->rowCount(), 7);
}

void TestPortfolioPanel::exportsInItsOrder()
{
    ReportRequest asked;
    connect(&m_panel->exportAction(), &ExportAction::requested, this,
            [&asked](const QList<ReportRequest> &offered) { asked = offered.constFirst(); });
    const auto sortedBy = [&](int column, Qt::SortOrder order) {
        table().sortByColumn(column, order);
        m_panel->exportAction().trigger();
        return asked.sort.value_or(ReportRequest::Sort{});
    };
    const ReportRequest::Sort byValue{u"value"_s, true};
    QVERIFY(sortedBy(PositionTableModel::ValueColumn, Qt::DescendingOrder) == byValue);
    const ReportRequest::Sort newestFirst{u"priced_at"_s, true};
    QVERIFY(sortedBy(PositionTableModel::AgeColumn, Qt::AscendingOrder) == newestFirst);
    // Each column is one that the report can be sorted by.
    for (int column = 0; column < PositionTableModel::ColumnCount; ++column) {
        QVERIFY2(!sortedBy(column, Qt::AscendingOrder).column.isEmpty(),
                 qPrintable(QString::number(column)));
        QVERIFY2(checkReport(asked), qPrintable(asked.sort->column));
    }
}

void TestPortfolioPanel::addsAPosition()
{
    QSignalSpy added{m_panel.get(), &PortfolioPanel::addRequested};
    m_panel->setCurrencies([] {
        return QMap<QString, QString>{{u"BTC.COINSPOT"_s, u"AUD"_s}, {u"VOO.AU"_s, u"USD"_s}};
    });
    QTest::keyClick(m_panel.get(), Qt::Key_N, Qt::ControlModifier);
    QVERIFY(dialog());
    QCOMPARE(namelessFocusables(*dialog()), QStringList{});
    write(u"positionSymbol"_s, u" bhp.au"_s);
    write(u"positionQuantity"_s, u"1,000.000000000000000001"_s);
    write(u"positionCost"_s, u"4,500.5"_s);
    write(u"positionNote"_s, u"Grandma's"_s);
    dialog()->findChild<QDateEdit *>(u"positionOpened"_s)->setDate(QDate{2020, 3, 1});
    save();
    QCOMPARE(added.size(), 1);
    QVERIFY(!dialog());
    const auto position = added[0][0].value<Position>();
    QCOMPARE(position.id, 0);
    QCOMPARE(position.symbol, u"BHP.AU"_s);
    QCOMPARE(position.quantity.toShortString(), u"1000.000000000000000001"_s);
    QCOMPARE(position.cost->toShortString(), u"4500.5"_s);
    QCOMPARE(position.currency, u"AUD"_s);
    QCOMPARE(position.note, u"Grandma's"_s);
    QCOMPARE(position.openedAt, (QDateTime{QDate{2020, 3, 1}, QTime{0, 0}, Qt::UTC}));
}

// Until somebody writes another one.
void TestPortfolioPanel::theCurrencyFollowsTheSymbol()
{
    m_panel->setCurrencies([] {
        return QMap<QString, QString>{{u"VOO.AU"_s, u"USD"_s}, {u"NEW.AU"_s, {}}};
    });
    press(u"addPositionButton"_s);
    const auto currency = [this] {
        return dialog()->findChild<QLineEdit *>(u"positionCurrency"_s)->text();
    };
    QCOMPARE(currency(), u"AUD"_s);
    write(u"positionSymbol"_s, u"aapl.us"_s);
    QCOMPARE(currency(), u"USD"_s);
    write(u"positionSymbol"_s, u"new.au"_s);
    QCOMPARE(currency(), u"AUD"_s);
    write(u"positionSymbol"_s, u"voo.au"_s); // what its asset says
    QCOMPARE(currency(), u"USD"_s);
    auto *field = dialog()->findChild<QLineEdit *>(u"positionCurrency"_s);
    field->selectAll();
    QTest::keyClicks(field, u"EUR"_s);
    write(u"positionSymbol"_s, u"bhp.au"_s);
    QCOMPARE(currency(), u"EUR"_s);
    const auto *opened = dialog()->findChild<QDateEdit *>(u"positionOpened"_s);
    QCOMPARE(opened->maximumDate(), SamplePositions::now().toLocalTime().date());
    dialog()->close();
}

void TestPortfolioPanel::saysWhatCannotBeStored_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence"); // begins so
    QTest::newRow("symbol") << u"positionSymbol"_s << u"BHP"_s << u"'BHP' is no symbol yet"_s;
    QTest::newRow("quantity") << u"positionQuantity"_s << u"many"_s
                              << u"The quantity is no number"_s;
    QTest::newRow("nothing") << u"positionQuantity"_s << u"0"_s
                             << u"The quantity must not be zero"_s;
    QTest::newRow("cost") << u"positionCost"_s << u"1,2,3"_s << u"The cost is no number"_s;
    QTest::newRow("currency") << u"positionCurrency"_s << u""_s << u"'' is no currency"_s;
}

void TestPortfolioPanel::saysWhatCannotBeStored()
{
    QFETCH(const QString, field);
    QFETCH(const QString, text);
    QFETCH(const QString, sentence);
    QSignalSpy added{m_panel.get(), &PortfolioPanel::addRequested};
    press(u"addPositionButton"_s);
    write(u"positionSymbol"_s, u"BHP.AU"_s);
    write(u"positionQuantity"_s, u"1"_s);
    write(field, text);
    save();
    QVERIFY(added.isEmpty());
    QVERIFY(dialog());
    auto *problem = dialog()->findChild<QLabel *>(u"positionProblem"_s);
    QVERIFY(problem->isVisible());
    QVERIFY2(problem->text().startsWith(sentence), qPrintable(problem->text()));
    dialog()->close();
}

void TestPortfolioPanel::editsWhatWasWrittenByHand()
{
    QSignalSpy edited{m_panel.get(), &PortfolioPanel::editRequested};
    select(u"BHP.AU"_s);
    QTest::keyClick(&table(), Qt::Key_F2);
    QVERIFY(dialog());
    QCOMPARE(dialog()->findChild<QLineEdit *>(u"positionQuantity"_s)->text(), u"100"_s);
    QCOMPARE(dialog()->findChild<QLineEdit *>(u"positionCost"_s)->text(), u"4000"_s);
    QCOMPARE(dialog()->findChild<QLineEdit *>(u"positionNote"_s)->text(), u"Grandma's"_s);
    write(u"positionCost"_s, u""_s);
    save();
    QCOMPARE(edited.size(), 1);
    QCOMPARE(edited[0][0].value<Position>().id, 11);
    QVERIFY(!edited[0][0].value<Position>().cost);
}

void TestPortfolioPanel::keepsTheTimeOfAnUntouchedDay()
{
    Portfolio portfolio = SamplePositions::all();
    portfolio.positions[2].position.openedAt =
            QDateTime{QDate{2020, 3, 1}, QTime{13, 45, 1, 7}, Qt::UTC};
    m_positions->acceptPortfolio(portfolio);
    QSignalSpy edited{m_panel.get(), &PortfolioPanel::editRequested};
    select(u"BHP.AU"_s);
    press(u"editPositionButton"_s);
    save();
    QCOMPARE(edited[0][0].value<Position>().openedAt, portfolio.positions[2].position.openedAt);
}

void TestPortfolioPanel::leavesTheAccountsPositionsAlone()
{
    QSignalSpy removed{m_panel.get(), &PortfolioPanel::removeRequested};
    QVERIFY(!child<QPushButton>(u"editPositionButton"_s).isEnabled());
    select(u"BTC.COINSPOT"_s);
    QVERIFY(!child<QPushButton>(u"editPositionButton"_s).isEnabled());
    QVERIFY(!child<QPushButton>(u"removePositionButton"_s).isEnabled());
    QVERIFY(child<QPushButton>(u"removePositionButton"_s).toolTip().contains(u"account"_s));
    QTest::keyClick(&table(), Qt::Key_F2);
    QTest::keyClick(&table(), Qt::Key_Delete);
    QVERIFY(!dialog());
    QVERIFY(removed.isEmpty());
}

void TestPortfolioPanel::removesByKey()
{
    QSignalSpy removed{m_panel.get(), &PortfolioPanel::removeRequested};
    table().selectAll(); // also those of the account
    QTest::keyClick(&table(), Qt::Key_Delete);
    QCOMPARE(removed.size(), 3);
}

void TestPortfolioPanel::syncsTheAccount()
{
    QSignalSpy synced{m_panel.get(), &PortfolioPanel::syncRequested};
    press(u"syncAccountButton"_s);
    QCOMPARE(synced.size(), 1);
    m_panel->setSyncing(true);
    QVERIFY(!child<QPushButton>(u"syncAccountButton"_s).isEnabled());
    m_panel->setSyncing(false);
    QVERIFY(child<QPushButton>(u"syncAccountButton"_s).isEnabled());
}

void TestPortfolioPanel::warnsOfAFullAccessKey()
{
    auto &banner = child<Banner>(u"accessBanner"_s);
    QVERIFY(!banner.isVisible());
    m_panel->setKeyAccess(KeyAccess::Full);
    QVERIFY(banner.isVisible());
    QCOMPARE(banner.message().meaning, Meaning::Warning);
    QVERIFY(banner.message().headline.contains(u"trade and withdraw"_s));
    m_panel->setKeyAccess(KeyAccess::Unknown); // nothing new is known of it
    QVERIFY(banner.isVisible());
    m_panel->setKeyAccess(KeyAccess::ReadOnly);
    QVERIFY(!banner.isVisible());
}

void TestPortfolioPanel::leadsToCredentials()
{
    QAction credentials{u"Open Credentials"_s};
    credentials.setObjectName(u"openCredentials"_s);
    int opened = 0;
    connect(&credentials, &QAction::triggered, this, [&] { ++opened; });
    m_panel->setOpenCredentials(credentials);
    m_panel->showAccountProblem(u"The account was not taken over."_s, u"coinspot-key is not set."_s,
                                {Error::Kind::NotSet, {}, u"coinspot-key"_s});
    QVERIFY(m_panel->banner().isVisible());
    press(u"openCredentialsButton"_s);
    QCOMPARE(opened, 1);
    m_panel->showAccountProblem(u"The account was not taken over."_s, u"No network."_s,
                                {Error::Kind::Network, {}, u"CoinSpot"_s});
    QVERIFY(!m_panel->findChild<QPushButton *>(u"openCredentialsButton"_s) ||
            !child<QPushButton>(u"openCredentialsButton"_s).isVisible());
    m_panel->banner().clear();
}

void TestPortfolioPanel::asksForTheHistory()
{
    QSignalSpy asked{m_history.get(), &HistoryTableModel::historyRequested};
    auto &list = child<QComboBox>(u"historyList"_s);
    auto &from = child<QDateEdit>(u"historyFrom"_s);
    auto &to = child<QDateEdit>(u"historyTo"_s);
    QCOMPARE(to.date(), SamplePositions::now().date());
    QCOMPARE(from.date(), to.date().addDays(-29));
    list.setCurrentIndex(list.findData(int(AccountList::Orders)));
    QVERIFY(!from.isEnabled());
    list.setCurrentIndex(list.findData(int(AccountList::Deposits)));
    QVERIFY(from.isEnabled());
    to.setDate(QDate{2026, 1, 31}); // before the first day, which goes along
    QCOMPARE(from.date(), QDate(2026, 1, 31));
    from.setDate(QDate{2026, 1, 1});
    press(u"showHistoryButton"_s);
    QCOMPARE(asked.size(), 1);
    const auto request = asked[0][1].value<AccountHistoryRequest>();
    QCOMPARE(request.list, AccountList::Deposits);
    QCOMPARE(request.from, QDate(2026, 1, 1));
    QCOMPARE(request.to, QDate(2026, 1, 31));
    QVERIFY(!child<QPushButton>(u"showHistoryButton"_s).isEnabled());
    AccountHistory history;
    history.request = request;
    history.cutDays = {QDate{2026, 1, 7}};
    history.entries.resize(3);
    m_history->acceptHistory(asked[0][0].toULongLong(), history);
    QVERIFY(child<QPushButton>(u"showHistoryButton"_s).isEnabled());
    QVERIFY(child<DataTable>(u"historyTable"_s).isVisible());
    QVERIFY(child<QLabel>(u"historyWords"_s).text().contains(u"7 Jan 2026"_s));
}

void TestPortfolioPanel::keepsState()
{
    table().setColumnShown(PositionTableModel::NameColumn, false);
    const QByteArray state = m_panel->saveState();
    PortfolioPanel other{*m_positions, *m_history, m_theme, &SamplePositions::now};
    QVERIFY(other.restoreState(state));
    QVERIFY(other.findChild<DataTable *>(u"positionsTable"_s)
                    ->isColumnHidden(PositionTableModel::NameColumn));
    QVERIFY(!other.restoreState("nonsense"));
}

void TestPortfolioPanel::fitsASmallWindow()
{
    m_panel->resize(780, 520);
    m_panel->setKeyAccess(KeyAccess::Full);
    QVERIFY(m_panel->minimumSizeHint().width() <= 780);
    QVERIFY2(m_panel->minimumSizeHint().height() <= 520,
             qPrintable(QString::number(m_panel->minimumSizeHint().height())));
}

void TestPortfolioPanel::everythingHasAName()
{
    QCOMPARE(namelessFocusables(*m_panel), QStringList{});
    m_positions->acceptPortfolio({});
    QCOMPARE(namelessFocusables(*m_panel), QStringList{});
}

QTEST_MAIN(TestPortfolioPanel)
#include "tst_portfoliopanel.moc"
