// SPDX-License-Identifier: GPL-3.0-or-later
#include "../models/watched.h"
#include "focusables.h"
#include "models/cellrole.h"
#include "views/shell/banner.h"
#include "views/tables/datatable.h"
#include "views/watchlist/watchdialog.h"
#include "views/watchlist/watchlistpanel.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

using namespace Qt::Literals::StringLiterals;

class TestWatchlistPanel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void offersTheNextStep();
    void saysThatNothingFits();
    void addsASymbol();
    void saysWhatCannotBeStored_data();
    void saysWhatCannotBeStored();
    void editsTargetAndNote();
    void writesTheTargetInItsCell();
    void refusesAWrongTargetInItsCell();
    void newsLeaveAloneWhatIsTyped();
    void removesByKey();
    void opensInPrices();
    void offersAnAlertAtTheTarget();
    void updatesKeepSelectionAndFocus();
    void staysWithTheSymbolWhileSortedByDistance();
    void escapeStepsBack();
    void keepsState();
    void fitsASmallWindow();
    void everythingHasAName();
    void saysThatTheDatabaseIsOlder();

private:
    template <typename Widget> [[nodiscard]] Widget &child(const QString &name) const
    {
        auto *widget = m_panel->findChild<Widget *>(name);
        Q_ASSERT(widget);
        return *widget;
    }
    [[nodiscard]] DataTable &table() const { return child<DataTable>(u"watchlistTable"_s); }
    [[nodiscard]] QLineEdit *editor() const
    {
        return table().findChild<QLineEdit *>(u"targetEditor"_s);
    }
    [[nodiscard]] QLineEdit &filter() const { return child<QLineEdit>(u"filterEdit"_s); }
    void press(const QString &name) const
    {
        QTest::keyClick(&child<QPushButton>(name), Qt::Key_Space);
    }
    [[nodiscard]] QModelIndex cell(const QString &symbol, int column = 0) const
    {
        for (int row = 0; row < table().model()->rowCount(); ++row) {
            const QModelIndex index = table().model()->index(row, 0);
            if (index.data(CellRole::Raw).toString() == symbol)
                return index.siblingAtColumn(column);
        }
        return {};
    }
    void select(const QString &symbol) const { table().setCurrentIndex(cell(symbol)); }
    [[nodiscard]] static WatchDialog *dialog()
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            auto *dialog = qobject_cast<WatchDialog *>(widget);
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
        QTest::keyClick(dialog()->findChild<QPushButton *>(u"saveWatchButton"_s), Qt::Key_Space);
    }
    // What a right click on the row offers.
    [[nodiscard]] QStringList offered(const QString &symbol) const
    {
        const QPoint place = table().visualRect(cell(symbol)).center();
        QContextMenuEvent event{QContextMenuEvent::Mouse, place,
                                table().viewport()->mapToGlobal(place)};
        QApplication::sendEvent(table().viewport(), &event);
        QStringList texts;
        if (auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) {
            for (const QAction *action : menu->actions()) {
                if (action->isVisible() && !action->isSeparator())
                    texts.append(action->text().remove(u'&'));
            }
            menu->close();
        }
        return texts;
    }

    Theme m_theme;
    std::unique_ptr<WatchlistModel> m_watchlist;
    std::unique_ptr<WatchlistPanel> m_panel;
};

void TestWatchlistPanel::init()
{
    m_panel.reset();
    m_watchlist = std::make_unique<WatchlistModel>(QLocale{u"en_AU"_s}, &SampleWatchlist::now);
    m_panel = std::make_unique<WatchlistPanel>(*m_watchlist, m_theme);
    m_panel->resize(1188, 780);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_panel->activateWindow();
    m_watchlist->acceptWatchlist(SampleWatchlist::all());
}

void TestWatchlistPanel::offersTheNextStep()
{
    m_watchlist->acceptWatchlist({});
    QVERIFY(!table().isVisible());
    QVERIFY(!filter().isEnabled());
    QVERIFY(!filter().toolTip().isEmpty());
    int buttons = 0;
    for (QPushButton *button : m_panel->findChildren<QPushButton *>(u"addWatchedButton"_s)) {
        QVERIFY(button->isVisible());
        QTest::keyClick(button, Qt::Key_Space);
        QVERIFY(dialog());
        dialog()->close();
        ++buttons;
    }
    QCOMPARE(buttons, 2); // in the header and in the middle
}

void TestWatchlistPanel::saysThatNothingFits()
{
    QTest::keyClick(m_panel.get(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(filter().hasFocus());
    QTest::keyClicks(&filter(), u"xyzzy"_s);
    QVERIFY(!table().isVisible());
    press(u"clearFilterButton"_s);
    QVERIFY(table().isVisible());
    QCOMPARE(table().model()->rowCount(), 7);
}

void TestWatchlistPanel::addsASymbol()
{
    QSignalSpy added{m_panel.get(), &WatchlistPanel::addRequested};
    m_panel->setSymbols([] { return QStringList{u"BTC.COINSPOT"_s}; });
    QTest::keyClick(m_panel.get(), Qt::Key_N, Qt::ControlModifier);
    QVERIFY(dialog());
    QCOMPARE(namelessFocusables(*dialog()), QStringList{});
    write(u"watchedSymbol"_s, u" eth"_s);
    write(u"watchedTarget"_s, u"4,500.5"_s);
    write(u"watchedNote"_s, u"Grandma's"_s);
    save();
    QCOMPARE(added.size(), 1);
    QVERIFY(!dialog());
    const auto watched = added[0][0].value<WatchedSymbol>();
    QCOMPARE(watched.symbol, u"ETH.COINSPOT"_s);
    QCOMPARE(watched.target->toString(), u"4500.50000000"_s);
    QCOMPARE(watched.note, u"Grandma's"_s);
}

void TestWatchlistPanel::saysWhatCannotBeStored_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence"); // begins so
    QTest::newRow("no symbol") << u"watchedSymbol"_s << u""_s << u"The symbol is missing"_s;
    QTest::newRow("symbol") << u"watchedSymbol"_s << u"A.B.C"_s << u"'A.B.C' is no symbol"_s;
    QTest::newRow("target") << u"watchedTarget"_s << u"soon"_s << u"The target is no price"_s;
    QTest::newRow("zero") << u"watchedTarget"_s << u"0.00"_s << u"The target must be above zero"_s;
}

void TestWatchlistPanel::saysWhatCannotBeStored()
{
    QFETCH(const QString, field);
    QFETCH(const QString, text);
    QFETCH(const QString, sentence);
    QSignalSpy added{m_panel.get(), &WatchlistPanel::addRequested};
    press(u"addWatchedButton"_s);
    write(u"watchedSymbol"_s, u"BHP.AU"_s);
    write(field, text);
    save();
    QVERIFY(added.isEmpty());
    QVERIFY(dialog());
    auto *problem = dialog()->findChild<QLabel *>(u"watchProblem"_s);
    QVERIFY(problem->isVisible());
    QVERIFY2(problem->text().startsWith(sentence), qPrintable(problem->text()));
    dialog()->close();
}

void TestWatchlistPanel::editsTargetAndNote()
{
    QSignalSpy edited{m_panel.get(), &WatchlistPanel::editRequested};
    QVERIFY(!child<QPushButton>(u"editWatchedButton"_s).isEnabled());
    QVERIFY(child<QPushButton>(u"editWatchedButton"_s).toolTip().contains(u"Select"_s));
    select(u"BHP.AU"_s);
    press(u"editWatchedButton"_s);
    QVERIFY(dialog());
    QVERIFY(dialog()->findChild<QLineEdit *>(u"watchedSymbol"_s)->isReadOnly());
    QCOMPARE(dialog()->findChild<QLineEdit *>(u"watchedTarget"_s)->text(), u"40.00"_s);
    QCOMPARE(dialog()->findChild<QLineEdit *>(u"watchedNote"_s)->text(), u"Grandma's"_s);
    write(u"watchedTarget"_s, u""_s);
    save();
    QCOMPARE(edited.size(), 1);
    QCOMPARE(edited[0][0].value<WatchedSymbol>().symbol, u"BHP.AU"_s);
    QVERIFY(!edited[0][0].value<WatchedSymbol>().target);
    QCOMPARE(edited[0][0].value<WatchedSymbol>().note, u"Grandma's"_s);
}

void TestWatchlistPanel::writesTheTargetInItsCell()
{
    QSignalSpy edited{m_panel.get(), &WatchlistPanel::editRequested};
    select(u"BTC.COINSPOT"_s);
    QTest::keyClick(&table(), Qt::Key_F2);
    QVERIFY(editor());
    QVERIFY(!editor()->accessibleName().isEmpty());
    QCOMPARE(editor()->text(), u"150000.00"_s);
    QTest::keyClicks(editor(), u"155000.5"_s); // what was there is selected
    QTest::keyClick(editor(), Qt::Key_Return);
    QTRY_COMPARE(edited.size(), 1);
    QCOMPARE(edited[0][0].value<WatchedSymbol>().symbol, u"BTC.COINSPOT"_s);
    QCOMPARE(edited[0][0].value<WatchedSymbol>().target->toString(), u"155000.50000000"_s);
    QTRY_VERIFY(!editor());
    QTest::keyClick(&table(), Qt::Key_F2);
    QTest::keyClicks(editor(), u"1"_s);
    QTest::keyClick(editor(), Qt::Key_Escape);
    QTRY_VERIFY(!editor());
    QCOMPARE(edited.size(), 1);
}

void TestWatchlistPanel::refusesAWrongTargetInItsCell()
{
    QSignalSpy edited{m_panel.get(), &WatchlistPanel::editRequested};
    select(u"BTC.COINSPOT"_s);
    QTest::keyClick(&table(), Qt::Key_F2);
    QTest::keyClicks(editor(), u"soon"_s);
    QTest::keyClick(editor(), Qt::Key_Return);
    QVERIFY(editor());
    QCOMPARE(editor()->text(), u"soon"_s);
    QVERIFY(QToolTip::text().startsWith(u"The target is no price"_s));
    QVERIFY(edited.isEmpty());
    QTest::keyClick(editor(), Qt::Key_Escape);
}

void TestWatchlistPanel::newsLeaveAloneWhatIsTyped()
{
    select(u"BTC.COINSPOT"_s);
    QTest::keyClick(&table(), Qt::Key_F2);
    QTest::keyClicks(editor(), u"15"_s);
    QList<WatchedPrice> news = SampleWatchlist::all();
    news[1].price = Price::parse(u"143000").value();
    m_watchlist->acceptWatchlist(news);
    QVERIFY(editor());
    QCOMPARE(editor()->text(), u"15"_s);
    QCOMPARE(cell(u"BTC.COINSPOT"_s, WatchlistModel::LastColumn).data().toString(),
             u"143,000.00"_s);
}

void TestWatchlistPanel::removesByKey()
{
    QSignalSpy removed{m_panel.get(), &WatchlistPanel::removeRequested};
    QTest::keyClick(&table(), Qt::Key_Delete);
    QVERIFY(removed.isEmpty());
    table().selectAll();
    QTest::keyClick(&table(), Qt::Key_Delete);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed[0][0].toStringList().size(), 7);
}

void TestWatchlistPanel::opensInPrices()
{
    QSignalSpy opened{m_panel.get(), &WatchlistPanel::openRequested};
    const QPoint place = table().visualRect(cell(u"ETH.COINSPOT"_s, 1)).center();
    QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(table().viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened[0][0].toString(), u"ETH.COINSPOT"_s);
    select(u"BHP.AU"_s);
    QTest::keyClick(&table(), Qt::Key_Return);
    QCOMPARE(opened.size(), 2);
    QCOMPARE(opened[1][0].toString(), u"BHP.AU"_s);
}

void TestWatchlistPanel::offersAnAlertAtTheTarget()
{
    const QString words = u"New alert at the target"_s;
    auto &action = child<QAction>(u"alertAtTarget"_s);
    select(u"BTC.COINSPOT"_s);
    QVERIFY(!offered(u"BTC.COINSPOT"_s).contains(words)); // nobody would hear it
    QVERIFY(offered(u"BTC.COINSPOT"_s).contains(u"Open in Prices"_s));
    QVERIFY(!m_panel->editActions().contains(&action));
    m_panel->setAlertOffered(true);
    QVERIFY(m_panel->editActions().contains(&action));
    QVERIFY(offered(u"BTC.COINSPOT"_s).contains(words));
    QSignalSpy asked{m_panel.get(), &WatchlistPanel::alertRequested};
    action.trigger();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].toString(), u"BTC.COINSPOT"_s);
    QCOMPARE(asked[0][1].value<Price>().toString(), u"150000.00000000"_s);
    select(u"ETH.COINSPOT"_s);
    QVERIFY(!action.isEnabled());
    QCOMPARE(action.toolTip(), u"There is no target yet"_s);
}

void TestWatchlistPanel::updatesKeepSelectionAndFocus()
{
    table().setFocus();
    select(u"NEAR.COINSPOT"_s);
    QList<WatchedPrice> news = SampleWatchlist::all();
    for (WatchedPrice &row : news)
        row.dayAgo = Price::fromUnits(1);
    news.removeFirst();
    m_watchlist->acceptWatchlist(news);
    QVERIFY(table().hasFocus());
    QCOMPARE(table().currentIndex().siblingAtColumn(0).data().toString(), u"near"_s);
    QCOMPARE(table().selectionModel()->selectedRows().size(), 1);
}

void TestWatchlistPanel::staysWithTheSymbolWhileSortedByDistance()
{
    table().sortByColumn(WatchlistModel::DistanceColumn, Qt::AscendingOrder);
    select(u"BTC.COINSPOT"_s);
    QCOMPARE(table().currentIndex().row(), 2);
    QList<WatchedPrice> news = SampleWatchlist::all();
    news[1].price = Price::parse(u"150000").value();
    m_watchlist->acceptWatchlist(news);
    QCOMPARE(table().currentIndex().siblingAtColumn(0).data().toString(), u"btc"_s);
    QCOMPARE(table().currentIndex().row(), 0); // it is there
}

void TestWatchlistPanel::escapeStepsBack()
{
    filter().setFocus();
    QTest::keyClicks(&filter(), u"bhp"_s);
    QCOMPARE(table().model()->rowCount(), 1);
    QTest::keyClick(&filter(), Qt::Key_Escape);
    QVERIFY(filter().text().isEmpty());
    QTest::keyClick(&filter(), Qt::Key_Escape);
    QVERIFY(table().hasFocus());
}

void TestWatchlistPanel::keepsState()
{
    table().setColumnShown(WatchlistModel::NameColumn, false);
    table().sortByColumn(WatchlistModel::DistanceColumn, Qt::AscendingOrder);
    const QByteArray state = m_panel->saveState();
    WatchlistPanel other{*m_watchlist, m_theme};
    QVERIFY(other.restoreState(state));
    const auto *kept = other.findChild<DataTable *>(u"watchlistTable"_s);
    QVERIFY(kept->isColumnHidden(WatchlistModel::NameColumn));
    QCOMPARE(kept->model()->index(0, 0).data().toString(), u"doge"_s);
    QVERIFY(!other.restoreState("nonsense"));
}

void TestWatchlistPanel::fitsASmallWindow()
{
    m_panel->resize(780, 520);
    m_panel->banner().showMessage({Meaning::Danger,
                                   u"The watchlist was not changed."_s,
                                   u"Another program is writing to market.db."_s,
                                   {}});
    QVERIFY(m_panel->minimumSizeHint().width() <= 780);
    QVERIFY(m_panel->minimumSizeHint().height() <= 520);
    for (const int column : {WatchlistModel::LastColumn, WatchlistModel::TargetColumn,
                             WatchlistModel::DistanceColumn, WatchlistModel::AgeColumn})
        QVERIFY(!table().isColumnHidden(column));
}

void TestWatchlistPanel::everythingHasAName()
{
    QCOMPARE(namelessFocusables(*m_panel), QStringList{});
    m_watchlist->acceptWatchlist({});
    QCOMPARE(namelessFocusables(*m_panel), QStringList{});
}

void TestWatchlistPanel::saysThatTheDatabaseIsOlder()
{
    QAction openMigrations{u"Open Migrations"_s};
    openMigrations.setObjectName(u"openMigrations"_s);
    QSignalSpy opened{&openMigrations, &QAction::triggered};
    m_panel->setBehind(u"This database is older."_s, openMigrations);
    QVERIFY(!table().isVisible());
    QCOMPARE(child<QLabel>(u"emptySentence"_s).text(), u"This database is older."_s);
    QVERIFY(!child<QPushButton>(u"addWatchedButton"_s).isEnabled());
    press(u"openMigrationsButton"_s);
    QCOMPARE(opened.count(), 1);
    m_panel->setBehind({}, openMigrations);
    QVERIFY(table().isVisible());
    QVERIFY(child<QPushButton>(u"addWatchedButton"_s).isEnabled());
}

QTEST_MAIN(TestWatchlistPanel)
#include "tst_watchlistpanel.moc"
