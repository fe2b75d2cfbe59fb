// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"
#include "shownassets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>

using namespace Qt::Literals::StringLiterals;

namespace {

const FoundAsset Bhp{u"BHP.AU"_s, u"BHP Group"_s, u"Common Stock"_s, u"AUD"_s, u"Australia"_s};
const FoundAsset Tls{u"TLS.AU"_s, u"Telstra"_s, u"Common Stock"_s, u"AUD"_s, u"Australia"_s};
const FoundAsset Ibm{u"IBM.US"_s, u"IBM"_s, u"Common Stock"_s, u"USD"_s, u"USA"_s};

} // namespace

// The dialogs of the Assets panel, opened and filled as a person would.
class TestAssetDialogs final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void addsBySymbol();
    void saysWhatIsNoSymbol_data();
    void saysWhatIsNoSymbol();
    void addsHitsOfSeveralSearches();
    void addsFromAnExchange();
    void saysWhyNothingWasFound();
    void aLateAnswerIsIgnored();
    void importsTheGoodLines();
    void saysWhyAFileIsNotRead();
    void ignoresThePreviewOfAnotherFile();
    void editsOne();
    void editsOnlyWhatWasChanged();
    void saysWhatCannotStandInAField();
    void choosesAPlan();
    void everythingHasAName();

private:
    template <typename Widget> [[nodiscard]] Widget &in(const QString &name) const
    {
        auto *widget = m_shown->dialog()->findChild<Widget *>(name);
        Q_ASSERT(widget);
        return *widget;
    }
    [[nodiscard]] QLineEdit &line(const QString &name) const { return in<QLineEdit>(name); }
    [[nodiscard]] QString text(const QString &label) const { return in<QLabel>(label).text(); }
    void press(const QString &button) const
    {
        QTest::keyClick(&in<QPushButton>(button), Qt::Key_Space);
    }
    bool open(const QString &button)
    {
        m_shown->press(button);
        return QTest::qWaitFor([this] { return m_shown->dialog() != nullptr; });
    }
    void turn(const QString &table, int row) const
    {
        auto &view = in<DataTable>(table);
        view.selectRow(row);
        QTest::keyClick(&view, Qt::Key_Space);
    }

    std::unique_ptr<ShownAssets> m_shown;
};

void TestAssetDialogs::init()
{
    m_shown.reset();
    m_shown = std::make_unique<ShownAssets>();
    m_shown->panel.setBoard(sampleAssets());
}

void TestAssetDialogs::addsBySymbol()
{
    QSignalSpy added{&m_shown->panel, &AssetsPanel::addRequested};
    QVERIFY(open(u"addAssetsButton"_s));
    QVERIFY(!in<QPushButton>(u"addButton"_s).isEnabled());
    QTest::keyClicks(&line(u"symbolEdit"_s), u"tls.au, brk-b.us tls.au eurusd.forex btc-usd.cc"_s);
    QCOMPARE(text(u"chosenText"_s), u"Chosen: TLS.AU, BRK-B.US, EURUSD.FOREX, BTC-USD.CC"_s);
    press(u"addButton"_s);
    QCOMPARE(added.count(), 1);
    const auto assets = added.at(0).at(0).value<QList<FoundAsset>>();
    QCOMPARE(assets.size(), 4);
    QCOMPARE(assets.at(0).symbol, u"TLS.AU"_s);
    QTRY_VERIFY(!m_shown->dialog());
}

void TestAssetDialogs::saysWhatIsNoSymbol_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("error");

    QTest::newRow("no exchange") << u"BHP"_s << u"'BHP' is no symbol of EODHD"_s;
    QTest::newRow("a coin") << u"BTC.COINSPOT"_s << u"register themselves"_s;
    QTest::newRow("registered") << u"TLS.AU, bhp.au"_s << u"BHP.AU is registered already."_s;
}

void TestAssetDialogs::saysWhatIsNoSymbol()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, error);

    QVERIFY(open(u"addAssetsButton"_s));
    line(u"symbolEdit"_s).setText(typed);
    const auto &label = in<QLabel>(u"symbolEditError"_s);
    QVERIFY(label.isVisible());
    QVERIFY2(label.text().contains(error), qPrintable(label.text()));
    QCOMPARE(line(u"symbolEdit"_s).accessibleDescription(), label.text());
    QVERIFY(!in<QPushButton>(u"addButton"_s).isEnabled());
    line(u"symbolEdit"_s).clear();
    QVERIFY(!label.isVisible());
}

void TestAssetDialogs::addsHitsOfSeveralSearches()
{
    QSignalSpy asked{&m_shown->panel, &AssetsPanel::searchRequested};
    QSignalSpy added{&m_shown->panel, &AssetsPanel::addRequested};
    QVERIFY(open(u"addAssetsButton"_s));
    in<QTabWidget>(u"addWays"_s).setCurrentIndex(1);
    QVERIFY(!in<QPushButton>(u"searchButton"_s).isEnabled());
    QTest::keyClicks(&line(u"searchEdit"_s), u"telstra"_s);
    QTest::keyClick(&line(u"searchEdit"_s), Qt::Key_Return); // asks, and does not add
    QCOMPARE(asked, (QList<QVariantList>{{u"telstra"_s}}));
    QCOMPARE(text(u"searchState"_s), u"Searching…"_s);
    QVERIFY(!in<QPushButton>(u"searchButton"_s).isEnabled());
    m_shown->panel.setFound({Tls, Bhp});
    QCOMPARE(text(u"searchState"_s), u"2 hit(s)"_s);
    turn(u"hitsTable"_s, 0);
    turn(u"hitsTable"_s, 1); // registered: stays out
    line(u"searchEdit"_s).setText(u"ibm"_s);
    press(u"searchButton"_s);
    m_shown->panel.setFound({Ibm});
    turn(u"hitsTable"_s, 0);
    QCOMPARE(text(u"chosenText"_s), u"Chosen: TLS.AU, IBM.US"_s);
    turn(u"hitsTable"_s, 0);
    turn(u"hitsTable"_s, 0);
    press(u"addButton"_s);
    QCOMPARE(added.at(0).at(0).value<QList<FoundAsset>>(), (QList<FoundAsset>{Tls, Ibm}));
}

void TestAssetDialogs::addsFromAnExchange()
{
    QSignalSpy asked{&m_shown->panel, &AssetsPanel::exchangeListRequested};
    QSignalSpy added{&m_shown->panel, &AssetsPanel::addRequested};
    QVERIFY(open(u"addAssetsButton"_s));
    in<QTabWidget>(u"addWays"_s).setCurrentIndex(2);
    in<QComboBox>(u"exchangeEdit"_s).setEditText(u"au"_s);
    press(u"showListButton"_s);
    QCOMPARE(asked, (QList<QVariantList>{{u"AU"_s}}));
    m_shown->panel.setFound({Bhp, Tls});
    line(u"listFilter"_s).setText(u"tel"_s);
    QCOMPARE(in<DataTable>(u"listTable"_s).model()->rowCount(), 1);
    turn(u"listTable"_s, 0);
    press(u"addButton"_s);
    QCOMPARE(added.at(0).at(0).value<QList<FoundAsset>>(), QList<FoundAsset>{Tls});
}

void TestAssetDialogs::saysWhyNothingWasFound()
{
    QVERIFY(open(u"addAssetsButton"_s));
    in<QTabWidget>(u"addWays"_s).setCurrentIndex(1);
    line(u"searchEdit"_s).setText(u"xyz"_s);
    press(u"searchButton"_s);
    m_shown->panel.setFound({});
    QCOMPARE(text(u"searchState"_s), u"EODHD knows nothing of that name."_s);
    press(u"searchButton"_s);
    m_shown->panel.setFindFailed({Error::Kind::CallsUsedUp, {}, u"EODHD"_s});
    QVERIFY(text(u"searchEditError"_s).startsWith(u"The day's calls of EODHD are used up."_s));
    QVERIFY(in<QPushButton>(u"searchButton"_s).isEnabled());
}

void TestAssetDialogs::aLateAnswerIsIgnored()
{
    QVERIFY(open(u"addAssetsButton"_s));
    in<QTabWidget>(u"addWays"_s).setCurrentIndex(1);
    line(u"searchEdit"_s).setText(u"telstra"_s);
    press(u"searchButton"_s);
    QTest::keyClick(m_shown->dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!m_shown->dialog());
    QVERIFY(open(u"addAssetsButton"_s));
    in<QTabWidget>(u"addWays"_s).setCurrentIndex(1);
    line(u"searchEdit"_s).setText(u"ibm"_s);
    press(u"searchButton"_s);
    m_shown->panel.setFound({Tls}); // of the first question
    QCOMPARE(in<DataTable>(u"hitsTable"_s).model()->rowCount(), 0);
    m_shown->panel.setFound({Ibm});
    QCOMPARE(in<DataTable>(u"hitsTable"_s).model()->index(0, 0).data().toString(), u"IBM.US"_s);
}

void TestAssetDialogs::importsTheGoodLines()
{
    QSignalSpy asked{&m_shown->panel, &AssetsPanel::importPreviewRequested};
    QSignalSpy imported{&m_shown->panel, &AssetsPanel::importRequested};
    QVERIFY(open(u"importAssetsButton"_s));
    QVERIFY(!in<QPushButton>(u"importButton"_s).isEnabled());
    line(u"importFile"_s).setText(u"/tmp/a.csv"_s);
    QTest::keyClick(&line(u"importFile"_s), Qt::Key_Return);
    QCOMPARE(asked, (QList<QVariantList>{{u"/tmp/a.csv"_s}}));
    QVERIFY(m_shown->dialog()); // Return read the file and imported nothing
    AssetImport preview{u"/tmp/a.csv"_s,
                        {{2, Tls, true, {}}, {3, Bhp, true, {}}, {4, {}, true, u"No symbol."_s}}};
    m_shown->panel.setImportPreview(preview);
    QCOMPARE(text(u"importSummary"_s), u"1 new, 1 registered already, 1 with a problem"_s);
    QCOMPARE(in<QPushButton>(u"importButton"_s).text(), u"Import 1 asset(s)"_s);
    press(u"importButton"_s);
    QCOMPARE(imported.at(0).at(0).value<QList<ImportLine>>(),
             (QList<ImportLine>{{2, Tls, true, {}}}));
}

void TestAssetDialogs::saysWhyAFileIsNotRead()
{
    QVERIFY(open(u"importAssetsButton"_s));
    line(u"importFile"_s).setText(u"/tmp/a.csv"_s);
    QTest::keyClick(&line(u"importFile"_s), Qt::Key_Return);
    m_shown->panel.setImportFailed({Error::Kind::NotFound, {}, u"/tmp/a.csv"_s});
    QVERIFY(in<QLabel>(u"importProblem"_s).isVisible());
    QCOMPARE(text(u"importProblem"_s), u"/tmp/a.csv was not found."_s);
    QVERIFY(!in<QPushButton>(u"importButton"_s).isEnabled());
}

void TestAssetDialogs::ignoresThePreviewOfAnotherFile()
{
    QVERIFY(open(u"importAssetsButton"_s));
    line(u"importFile"_s).setText(u"/tmp/a.csv"_s);
    QTest::keyClick(&line(u"importFile"_s), Qt::Key_Return);
    line(u"importFile"_s).setText(u"/tmp/b.csv"_s);
    QTest::keyClick(&line(u"importFile"_s), Qt::Key_Return);
    m_shown->panel.setImportPreview({u"/tmp/a.csv"_s, {{2, Tls, true, {}}}});
    QCOMPARE(in<DataTable>(u"importTable"_s).model()->rowCount(), 0);
}

void TestAssetDialogs::editsOne()
{
    QSignalSpy edited{&m_shown->panel, &AssetsPanel::editRequested};
    m_shown->choose({u"BHP.AU"_s});
    QVERIFY(open(u"editAssetsButton"_s));
    QCOMPARE(line(u"nameEdit"_s).text(), u"BHP Group"_s);
    QVERIFY(!in<QPushButton>(u"saveButton"_s).isEnabled()); // nothing is changed
    line(u"nameEdit"_s).setText(u" BHP "_s);
    in<QComboBox>(u"currencyEdit"_s).setEditText(u"usd"_s);
    press(u"saveButton"_s);
    AssetEdit edit;
    edit.name = u"BHP"_s;
    edit.currency = u"USD"_s;
    QCOMPARE(edited.at(0).at(0).toStringList(), QStringList{u"BHP.AU"_s});
    QCOMPARE(edited.at(0).at(1).value<AssetEdit>(), edit);
}

void TestAssetDialogs::editsOnlyWhatWasChanged()
{
    QSignalSpy edited{&m_shown->panel, &AssetsPanel::editRequested};
    m_shown->choose({u"AAPL.US"_s, u"BHP.AU"_s, u"IVV.AU"_s});
    QVERIFY(open(u"editAssetsButton"_s));
    QVERIFY(!m_shown->dialog()->findChild<QLineEdit *>(u"nameEdit"_s));
    QCOMPARE(text(u"editedSymbols"_s), u"AAPL.US, BHP.AU, IVV.AU"_s);
    const auto &currency = in<QComboBox>(u"currencyEdit"_s);
    QCOMPARE(currency.currentText(), QString{}); // two of them
    QVERIFY(currency.lineEdit()->placeholderText().contains(u"stays as it is"_s));
    auto &active = in<QCheckBox>(u"activeEdit"_s);
    QCOMPARE(active.checkState(), Qt::PartiallyChecked);
    in<QComboBox>(u"typeEdit"_s).setEditText(u"ETF"_s);
    press(u"saveButton"_s);
    AssetEdit edit;
    edit.type = u"ETF"_s;
    QCOMPARE(edited.at(0).at(0).toStringList().size(), 3);
    QCOMPARE(edited.at(0).at(1).value<AssetEdit>(), edit);
}

void TestAssetDialogs::saysWhatCannotStandInAField()
{
    m_shown->choose({u"BHP.AU"_s});
    QVERIFY(open(u"editAssetsButton"_s));
    in<QComboBox>(u"currencyEdit"_s).setEditText(u"A$"_s);
    QVERIFY(in<QLabel>(u"currencyEditError"_s).isVisible());
    QVERIFY(!in<QPushButton>(u"saveButton"_s).isEnabled());
    in<QComboBox>(u"currencyEdit"_s).setEditText(u"NZD"_s);
    QVERIFY(!in<QLabel>(u"currencyEditError"_s).isVisible());
    QVERIFY(in<QPushButton>(u"saveButton"_s).isEnabled());
}

void TestAssetDialogs::choosesAPlan()
{
    QSignalSpy planned{&m_shown->panel, &AssetsPanel::planRequested};
    QVERIFY(open(u"planAndLimitsButton"_s));
    QCOMPARE(in<QSpinBox>(u"callsEdit"_s).value(), 20);
    QCOMPARE(text(u"planRound"_s), u"11 symbol(s), 20 calls a day: every symbol every day."_s);
    in<QSpinBox>(u"callsEdit"_s).setValue(4); // leaves some for another program
    QCOMPARE(text(u"planRound"_s),
             u"11 symbol(s), 4 calls a day: every symbol every three days."_s);
    press(u"saveButton"_s);
    QCOMPARE(planned, (QList<QVariantList>{{4}}));
}

void TestAssetDialogs::everythingHasAName()
{
    for (const QString &button : {u"addAssetsButton"_s, u"importAssetsButton"_s,
                                  u"editAssetsButton"_s, u"planAndLimitsButton"_s}) {
        QVERIFY(open(button));
        QCOMPARE(namelessFocusables(*m_shown->dialog()), QStringList{});
        QTest::keyClick(m_shown->dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!m_shown->dialog());
    }
}

QTEST_MAIN(TestAssetDialogs)
#include "tst_assetdialogs.moc"
