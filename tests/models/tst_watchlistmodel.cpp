// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/exchangeday.h"
#include "models/cellrole.h"
#include "models/watchlist/watchlistfilter.h"
#include "models/watchlist/watchlistmodel.h"
#include "models/watchlist/watchlisttext.h"
#include "watched.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using Model = WatchlistModel;

class TestWatchlistModel final : public QObject
{
    Q_OBJECT

private slots:
    void showsRows_data();
    void showsRows();
    void saysWhatTheDistanceMeans_data();
    void saysWhatTheDistanceMeans();
    void sorts_data();
    void sorts();
    void findsSymbolNameAndNote();
    void changesRowsInPlace();
    void tellsWhatIsStale();
    void writesATarget_data();
    void writesATarget();
    void readsTargets_data();
    void readsTargets();
    void checksEntries_data();
    void checksEntries();

private:
    QLocale m_locale{u"en_AU"_s};
};

namespace {

constexpr QChar Minus{0x2212};

} // namespace

void TestWatchlistModel::showsRows_data()
{
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("display");
    QTest::addColumn<QString>("raw");
    QTest::addColumn<QString>("spoken");

    const auto row = [](const char *name, const QString &symbol, int column, const QString &display,
                        const QString &raw, const QString &spoken) {
        QTest::newRow(name) << symbol << column << display << raw << spoken;
    };
    row("price", u"BTC.COINSPOT"_s, Model::LastColumn, u"142,310.50"_s, u"142310.50000000"_s,
        u"142,310.50 AUD"_s);
    row("no price", u"XYZ.COINSPOT"_s, Model::LastColumn, u"No price"_s, {},
        u"no price is stored"_s);
    row("target", u"DOGE.COINSPOT"_s, Model::TargetColumn, u"0.36"_s, u"0.36000000"_s,
        u"0.36 AUD"_s);
    row("no target", u"ETH.COINSPOT"_s, Model::TargetColumn, u"–"_s, {}, u"no target"_s);
    row("has to rise", u"BTC.COINSPOT"_s, Model::DistanceColumn, u"+5.40"_s, u"5.40"_s,
        u"has to rise by 5.40 percent"_s);
    row("has to fall", u"BHP.AU"_s, Model::DistanceColumn, Minus + u"11.11"_s, u"-11.11"_s,
        u"has to fall by 11.11 percent"_s);
    row("reached", u"DOGE.COINSPOT"_s, Model::DistanceColumn, u"Reached"_s, u"0.00"_s,
        u"reached"_s);
    row("nearly", u"NEAR.COINSPOT"_s, Model::DistanceColumn, u"+< 0.01"_s, u"0.00"_s,
        u"has to rise by < 0.01 percent"_s);
    row("beyond counting", u"SHIB.COINSPOT"_s, Model::DistanceColumn, u"–"_s, {}, u"not known"_s);
    row("nothing to count from", u"XYZ.COINSPOT"_s, Model::DistanceColumn, u"–"_s, {},
        u"not known"_s);
    row("nothing to count to", u"ETH.COINSPOT"_s, Model::DistanceColumn, u"–"_s, {},
        u"not known"_s);
    row("rose", u"BHP.AU"_s, Model::DayColumn, u"▲ 2.27"_s, u"2.27"_s, u"up 2.27 percent"_s);
    row("fell", u"DOGE.COINSPOT"_s, Model::DayColumn, u"▼ 2.70"_s, u"-2.70"_s,
        u"down 2.70 percent"_s);
    row("stayed", u"ETH.COINSPOT"_s, Model::DayColumn, u"0.00"_s, u"0.00"_s, u"unchanged"_s);
    row("change not known", u"NEAR.COINSPOT"_s, Model::DayColumn, u"–"_s, {}, u"not known"_s);
    row("note", u"BHP.AU"_s, Model::NoteColumn, u"Grandma's"_s, u"Grandma's"_s, u"Grandma's"_s);
    row("no note", u"BTC.COINSPOT"_s, Model::NoteColumn, {}, {}, u"no note"_s);
    row("age", u"BTC.COINSPOT"_s, Model::AgeColumn, u"3 min"_s, u"2026-11-20T03:17:00.000Z"_s,
        u"3 minute(s)"_s);
    row("no age", u"XYZ.COINSPOT"_s, Model::AgeColumn, u"–"_s, {}, u"not known"_s);
}

void TestWatchlistModel::showsRows()
{
    QFETCH(const QString, symbol);
    QFETCH(const int, column);
    Model model{m_locale, &SampleWatchlist::now};
    const QAbstractItemModelTester tester{&model};
    model.acceptWatchlist(SampleWatchlist::all());
    const QModelIndex index = model.index(model.rowOf(symbol), column);
    QTEST(index.data().toString(), "display");
    QTEST(index.data(CellRole::Raw).toString(), "raw");
    QTEST(index.data(Qt::AccessibleTextRole).toString(), "spoken");
}

void TestWatchlistModel::saysWhatTheDistanceMeans_data()
{
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<QString>("tip");
    QTest::newRow("up") << u"BTC.COINSPOT"_s
                        << u"The price has to rise by 5.40 % to reach 150,000.00"_s;
    QTest::newRow("down") << u"BHP.AU"_s << u"The price has to fall by 11.11 % to reach 40.00"_s;
    QTest::newRow("there") << u"DOGE.COINSPOT"_s << u"The price is at the target of 0.36"_s;
    QTest::newRow("too far") << u"SHIB.COINSPOT"_s
                             << u"The target is too far away to be counted in percent"_s;
    QTest::newRow("no target") << u"ETH.COINSPOT"_s << u"There is no target"_s;
    QTest::newRow("no price") << u"XYZ.COINSPOT"_s << u"There is no price to count from"_s;
}

void TestWatchlistModel::saysWhatTheDistanceMeans()
{
    QFETCH(const QString, symbol);
    Model model{m_locale, &SampleWatchlist::now};
    model.acceptWatchlist(SampleWatchlist::all());
    QTEST(model.index(model.rowOf(symbol), Model::DistanceColumn).data(Qt::ToolTipRole).toString(),
          "tip");
}

void TestWatchlistModel::sorts_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<Qt::SortOrder>("order");
    QTest::addColumn<QString>("symbols");
    const auto row = [](const char *name, int column, Qt::SortOrder order, const QString &symbols) {
        QTest::newRow(name) << column << order << symbols;
    };
    row("nearest first", Model::DistanceColumn, Qt::AscendingOrder,
        u"DOGE NEAR BTC BHP ETH SHIB XYZ"_s);
    row("farthest first", Model::DistanceColumn, Qt::DescendingOrder,
        u"BHP BTC DOGE NEAR ETH SHIB XYZ"_s);
    row("price as a number", Model::LastColumn, Qt::AscendingOrder,
        u"SHIB DOGE NEAR BHP ETH BTC XYZ"_s);
    row("no price last again", Model::LastColumn, Qt::DescendingOrder,
        u"BTC ETH BHP NEAR DOGE SHIB XYZ"_s);
    row("losses before gains", Model::DayColumn, Qt::AscendingOrder,
        u"DOGE ETH BTC BHP NEAR SHIB XYZ"_s);
    row("youngest first", Model::AgeColumn, Qt::AscendingOrder,
        u"BTC DOGE ETH NEAR SHIB BHP XYZ"_s);
    row("symbol", Model::SymbolColumn, Qt::DescendingOrder, u"XYZ SHIB NEAR ETH DOGE BTC BHP"_s);
}

void TestWatchlistModel::sorts()
{
    QFETCH(const int, column);
    QFETCH(const Qt::SortOrder, order);
    Model model{m_locale, &SampleWatchlist::now};
    model.acceptWatchlist(SampleWatchlist::all());
    WatchlistFilter filter;
    filter.setSourceModel(&model);
    filter.sort(column, order);
    QStringList symbols;
    for (int row = 0; row < filter.rowCount(); ++row)
        symbols.append(filter.index(row, 0).data(CellRole::Raw).toString().section(u'.', 0, 0));
    QTEST(symbols.join(u' '), "symbols");
}

void TestWatchlistModel::findsSymbolNameAndNote()
{
    Model model{m_locale, &SampleWatchlist::now};
    model.acceptWatchlist(SampleWatchlist::all());
    WatchlistFilter filter;
    const QAbstractItemModelTester tester{&filter};
    filter.setSourceModel(&model);
    for (const QString &text : {u" bhp.a"_s, u"group"_s, u"GRANDMA"_s}) {
        filter.setText(text);
        QCOMPARE(filter.rowCount(), 1);
    }
    filter.setText(u"coinspot"_s);
    QCOMPARE(filter.rowCount(), 6);
}

void TestWatchlistModel::changesRowsInPlace()
{
    Model model{m_locale, &SampleWatchlist::now};
    const QAbstractItemModelTester tester{&model};
    QVERIFY(!model.hasAnswer());
    model.acceptWatchlist(SampleWatchlist::all());
    QVERIFY(model.hasAnswer());
    QSignalSpy resets{&model, &Model::modelReset};
    QSignalSpy changes{&model, &Model::dataChanged};
    QSignalSpy inserted{&model, &Model::rowsInserted};
    QSignalSpy removed{&model, &Model::rowsRemoved};
    model.acceptWatchlist(SampleWatchlist::all()); // no news
    QVERIFY(changes.isEmpty());

    QList<WatchedPrice> news = SampleWatchlist::all();
    news[1].price = Price::parse(u"143000").value();
    const QPersistentModelIndex btc = model.index(1, Model::SymbolColumn);
    model.acceptWatchlist(news);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0][0].toModelIndex().row(), 1);
    QCOMPARE(changes[0][1].toModelIndex().row(), 1);

    news.removeFirst();
    news.removeLast();
    news.insert(1, SampleWatchlist::row(u"CBA.AU"_s, {}, {}, {}, {}));
    model.acceptWatchlist(news);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(removed.size(), 2);
    QVERIFY(resets.isEmpty());
    QCOMPARE(btc.row(), 0); // still the same row
    QCOMPARE(btc.data().toString(), u"btc"_s);
    QCOMPARE(model.rowCount(), 6);
    model.acceptWatchlist({});
    QCOMPARE(model.rowCount(), 0);
}

void TestWatchlistModel::tellsWhatIsStale()
{
    QDateTime now = SampleWatchlist::now();
    Model model{m_locale, [&now] { return now; }};
    model.acceptWatchlist(SampleWatchlist::all());
    const auto isStale = [&](const QString &symbol) {
        return model.index(model.rowOf(symbol), 0).data(CellRole::Stale).toBool();
    };
    QVERIFY(!isStale(u"BTC.COINSPOT"_s));
    QVERIFY(isStale(u"SHIB.COINSPOT"_s));
    QVERIFY(!isStale(u"BHP.AU"_s));
    QVERIFY(!isStale(u"XYZ.COINSPOT"_s));
    now = now.addSecs(13 * 60);
    QSignalSpy changes{&model, &Model::dataChanged};
    model.tick();
    QVERIFY(isStale(u"BTC.COINSPOT"_s));
    QCOMPARE(model.index(1, Model::AgeColumn).data().toString(), u"16 min"_s);
    QVERIFY(!changes.isEmpty());
    QCOMPARE(changes[0][0].toModelIndex().column(), 0); // the whole row is tinted
    changes.clear();
    model.tick();
    QVERIFY(changes.isEmpty());
    now = staleFrom(u"BHP.AU"_s, QDate{2026, 11, 19});
    model.tick();
    QVERIFY(isStale(u"BHP.AU"_s));
}

void TestWatchlistModel::writesATarget_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isTaken");
    QTest::addColumn<QString>("target"); // of the request; empty: none is asked for
    QTest::newRow("another") << u"151,000.5"_s << true << u"151000.50000000"_s;
    QTest::newRow("the same") << u"150000.00"_s << true << QString{};
    QTest::newRow("none") << u" "_s << true << u"-"_s;
    QTest::newRow("no number") << u"soon"_s << false << QString{};
    QTest::newRow("below zero") << u"-5"_s << false << QString{};
}

void TestWatchlistModel::writesATarget()
{
    QFETCH(const QString, text);
    QFETCH(const QString, target);
    Model model{m_locale, &SampleWatchlist::now};
    model.acceptWatchlist(SampleWatchlist::all());
    QSignalSpy asked{&model, &Model::editRequested};
    const QModelIndex cell = model.index(1, Model::TargetColumn);
    QVERIFY(cell.flags() & Qt::ItemIsEditable);
    QVERIFY(!(model.index(1, Model::LastColumn).flags() & Qt::ItemIsEditable));
    QCOMPARE(cell.data(Qt::EditRole).toString(), u"150000.00"_s);
    QTEST(model.setData(cell, text), "isTaken");
    QCOMPARE(asked.size(), target.isEmpty() ? 0 : 1);
    QCOMPARE(cell.data().toString(), u"150,000.00"_s); // until it is stored
    if (target.isEmpty())
        return;
    const auto watched = asked[0][0].value<WatchedSymbol>();
    QCOMPARE(watched.symbol, u"BTC.COINSPOT"_s);
    QCOMPARE(watched.target ? watched.target->toString() : u"-"_s, target);
}

void TestWatchlistModel::readsTargets_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("price"); // empty: it must be refused
    QTest::newRow("grouped") << u"en_AU"_s << u"1,234,567.5"_s << u"1234567.50000000"_s;
    QTest::newRow("smallest") << u"en_AU"_s << u"0.00000001"_s << u"0.00000001"_s;
    QTest::newRow("too fine") << u"en_AU"_s << u"0.000000001"_s << QString{};
    QTest::newRow("too large") << u"en_AU"_s << u"1000000000000"_s << QString{};
    QTest::newRow("zero") << u"en_AU"_s << u"0"_s << QString{};
    QTest::newRow("comma") << u"de_DE"_s << u"1.234,5"_s << u"1234.50000000"_s;
    QTest::newRow("point where it groups") << u"de_DE"_s << u"0.5"_s << QString{};
}

void TestWatchlistModel::readsTargets()
{
    QFETCH(const QString, locale);
    QFETCH(const QString, text);
    QFETCH(const QString, price);
    const auto target = targetFromLocal(text, QLocale{locale});
    QCOMPARE(target.has_value(), !price.isEmpty());
    if (target) {
        QCOMPARE((*target)->toString(), price);
        QCOMPARE(*targetFromLocal(editableTarget(*target, QLocale{locale}), QLocale{locale}),
                 *target);
    } else {
        QCOMPARE(target.error().kind, Error::Kind::Usage);
        QVERIFY(target.error().detail.startsWith(u"The target "_s));
    }
}

void TestWatchlistModel::checksEntries_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("symbol"); // empty: it must be refused
    QTest::newRow("coin") << u" btc "_s << u"BTC.COINSPOT"_s;
    QTest::newRow("coin in capitals") << u"BTC"_s << u"BTC.COINSPOT"_s;
    QTest::newRow("coin with its exchange") << u"btc.coinspot"_s << u"BTC.COINSPOT"_s;
    QTest::newRow("coin in another currency") << u"btc_usdt"_s << u"BTC_USDT.COINSPOT"_s;
    QTest::newRow("coin that keeps its spelling") << u"=Etc.coinspot"_s << u"=Etc.COINSPOT"_s;
    QTest::newRow("share") << u"bhp.au"_s << u"BHP.AU"_s;
    QTest::newRow("old share") << u"ABC_old.US"_s << u"ABC_old.US"_s;
    QTest::newRow("nothing") << u" "_s << QString{};
    QTest::newRow("no coin") << u"b t c"_s << QString{};
    QTest::newRow("no name") << u".COINSPOT"_s << QString{};
    QTest::newRow("two dots") << u"a.b.c"_s << QString{};
}

void TestWatchlistModel::checksEntries()
{
    QFETCH(const QString, text);
    QFETCH(const QString, symbol);
    WatchedSymbol watched{text, {}, u"  dear \n"_s, {}, {}};
    const Result<WatchedSymbol> checked = checkedWatch(watched);
    QCOMPARE(checked ? checked->symbol : QString{}, symbol);
    if (checked)
        QCOMPARE(checked->note, u"dear"_s);
    else
        QCOMPARE(checked.error().kind, Error::Kind::Usage);
    watched.target = Price{};
    QVERIFY(!checkedWatch(watched));
    watched.target = Price::fromUnits(1);
    watched.note = QString{10'001, u'x'};
    QVERIFY(!checkedWatch(watched));
}

QTEST_GUILESS_MAIN(TestWatchlistModel)
#include "tst_watchlistmodel.moc"
