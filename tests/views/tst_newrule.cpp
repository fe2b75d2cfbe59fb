// SPDX-License-Identifier: GPL-3.0-or-later
#include "shownalerts.h"

#include <QApplication>
#include <QSignalSpy>

using namespace Qt::Literals::StringLiterals;

// A new rule from its first field on, and where the fields of a rule stand.
class TestNewRule final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_shown.reset(); }
    void aNewRuleIsSaved();
    void aNewRuleBeginsAtTheLastPrice();
    void aNewRuleIsNotBlamedYet();
    void theSymbolIsReplacedByWhatIsTyped();
    void draftsAreMarkedInTheList();
    void longTitlesAreElided();
    void fieldsStandInTheirOrder();
    void nothingMovesWhileALevelIsWritten();

private:
    void show(const AlertRule &rule) { m_shown->rules.setRules({rule}, ShownAlerts::symbols()); }
    [[nodiscard]] AlertRule saved()
    {
        QSignalSpy wanted{&m_shown->panel, &AlertsPanel::saveRequested};
        m_shown->press(u"saveRule"_s);
        return wanted.isEmpty() ? AlertRule{} : wanted.first().first().value<AlertRule>();
    }

    std::unique_ptr<ShownAlerts> m_shown;
};

void TestNewRule::init()
{
    m_shown = std::make_unique<ShownAlerts>();
    show(btcHigh());
}

void TestNewRule::aNewRuleIsSaved()
{
    m_shown->panel.beginRule(u"BTC.COINSPOT"_s);
    QVERIFY(!m_shown->child<QLabel>(u"termProblem0"_s).isVisible()); // nobody wrote anything yet
    QVERIFY(!m_shown->child<QPushButton>(u"saveRule"_s).isEnabled());
    QVERIFY(!m_shown->child<QWidget>(u"ruleHistory"_s).isVisible());
    m_shown->write(u"level0"_s, u"150000"_s);
    QCOMPARE(m_shown->text(u"saveWords"_s), u"Saving adds the rule."_s);
    AlertRule rule = saved();
    QCOMPARE(rule.id, 0);
    QCOMPARE(rule.symbol, u"BTC.COINSPOT"_s);
    rule.id = 9;
    rule.name = u"BTC above 150000"_s;
    m_shown->panel.acceptSaved(rule);
    QCOMPARE(m_shown->text(u"ruleTitle"_s), u"Rule: BTC above 150000"_s);
    m_shown->panel.beginRule({}); // and the next one is empty again
    QCOMPARE(m_shown->field(u"level0"_s).text(), u"0.00"_s);
}

void TestNewRule::aNewRuleBeginsAtTheLastPrice()
{
    m_shown->rules.setRules({}, ShownAlerts::symbols());
    m_shown->panel.setMarket({[] { return u"BTC.COINSPOT"_s; },
                              [](const QString &symbol) -> std::optional<Price> {
                                  if (symbol == "BTC.COINSPOT"_L1)
                                      return price("142109.7119");
                                  if (symbol == "BHP.AU"_L1)
                                      return price("44.91");
                                  return {};
                              }});
    m_shown->press(u"newRuleButton"_s);
    QCOMPARE(m_shown->child<QComboBox>(u"ruleSymbol"_s).currentText(), u"btc · AUD, CoinSpot"_s);
    QCOMPARE(m_shown->field(u"level0"_s).text(), u"142,109.7119"_s);
    QCOMPARE(m_shown->text(u"saveWords"_s), u"Saving adds the rule."_s);
    m_shown->write(u"ruleSymbol"_s, u"BHP.AU"_s);
    QCOMPARE(m_shown->field(u"level0"_s).text(), u"44.91"_s);
    m_shown->write(u"level0"_s, u"50"_s);
    m_shown->write(u"ruleSymbol"_s, u"BTC.COINSPOT"_s);
    QCOMPARE(m_shown->field(u"level0"_s).text(), u"50"_s); // somebody wrote it
}

void TestNewRule::aNewRuleIsNotBlamedYet()
{
    m_shown->rules.setRules({}, ShownAlerts::symbols());
    m_shown->press(u"newRuleButton"_s);
    m_shown->write(u"ruleName"_s, u"Too dear"_s);
    QVERIFY(!m_shown->child<QLabel>(u"termProblem0"_s).isVisible());
    QVERIFY(!m_shown->child<QLabel>(u"ruleSymbolProblem"_s).isVisible());
    QVERIFY2(m_shown->text(u"saveWords"_s).startsWith(u"A rule needs a symbol"_s),
             qPrintable(m_shown->text(u"saveWords"_s)));
    m_shown->write(u"ruleSymbol"_s, u"BTC"_s);
    QVERIFY(!m_shown->child<QLabel>(u"termProblem0"_s).isVisible());
    QVERIFY2(m_shown->text(u"saveWords"_s).startsWith(u"A price is above zero"_s),
             qPrintable(m_shown->text(u"saveWords"_s)));
    m_shown->write(u"level0"_s, u"-1"_s);
    QVERIFY(m_shown->child<QLabel>(u"termProblem0"_s).isVisible()); // now it is written
    QCOMPARE(m_shown->text(u"saveWords"_s), u"Mend what is marked, then the rule can be saved."_s);
}

void TestNewRule::theSymbolIsReplacedByWhatIsTyped()
{
    auto &box = m_shown->child<QComboBox>(u"ruleSymbol"_s);
    m_shown->field(u"ruleName"_s).setFocus();
    QTest::mouseClick(box.lineEdit(), Qt::LeftButton, {}, QPoint{5, box.lineEdit()->height() / 2});
    QTRY_COMPARE(box.lineEdit()->selectedText(), u"btc · AUD, CoinSpot"_s);
}

void TestNewRule::draftsAreMarkedInTheList()
{
    m_shown->rules.setRules(sampleRules(), ShownAlerts::symbols());
    const auto name = [this] {
        return m_shown->rules.index(0, RuleTableModel::NameColumn).data().toString();
    };
    m_shown->write(u"level0"_s, u"143000"_s);
    QCOMPARE(name(), u"BTC high (not saved)"_s);
    m_shown->press(u"revertRule"_s);
    QCOMPARE(name(), u"BTC high"_s);
    m_shown->write(u"level0"_s, u"143000"_s);
    m_shown->panel.acceptSaved(saved());
    QCOMPARE(name(), u"BTC high"_s);
}

void TestNewRule::longTitlesAreElided()
{
    AlertRule rule = btcHigh();
    rule.name = QString{u"A long name "_s}.repeated(8);
    show(rule);
    const auto &title = m_shown->child<QLabel>(u"ruleTitle"_s);
    const auto &enabled = m_shown->child<QWidget>(u"ruleEnabled"_s);
    QVERIFY(title.text().contains(rule.name.trimmed()));
    QVERIFY(title.width() < title.sizeHint().width());
    QVERIFY(title.geometry().right() < enabled.geometry().left());
}

void TestNewRule::fieldsStandInTheirOrder()
{
    const auto place = [this](const QString &name) {
        const auto &field = m_shown->child<QWidget>(name);
        return field.mapTo(&m_shown->child<QWidget>(u"term0"_s), QPoint{0, field.height() / 2});
    };
    const auto isBefore = [](QPoint a, QPoint b) {
        return a.y() + 10 < b.y() || (std::abs(a.y() - b.y()) <= 10 && a.x() < b.x());
    };
    for (const int measure : {6, 0, 6, 1, 6}) { // to an average and back
        m_shown->choose(u"measure0"_s, measure);
        QStringList names{u"measure0"_s, u"comparison0"_s, u"level0"_s, u"clear0"_s};
        if (measure == 6)
            names = QStringList{u"measure0"_s, u"span0"_s, u"longSpan0"_s} + names.mid(1);
        for (int i = 1; i < names.size(); ++i)
            QTRY_VERIFY2(isBefore(place(names.at(i - 1)), place(names.at(i))),
                         qPrintable(names.at(i - 1) + u" before "_s + names.at(i)));
    }
}

void TestNewRule::nothingMovesWhileALevelIsWritten()
{
    const auto awaitTurn = [this] {
        bool hasTurned = false; // the event loop, after what was posted before
        QMetaObject::invokeMethod(
                &m_shown->panel, [&] { hasTurned = true; }, Qt::QueuedConnection);
        return QTest::qWaitFor([&] { return hasTurned; });
    };
    const auto place = [this, awaitTurn] {
        for (int turn = 0; turn < 3; ++turn) // the scroll bar comes and fields are laid out anew
            awaitTurn();
        const auto &clear = m_shown->child<QWidget>(u"clear0"_s);
        return clear.mapTo(&m_shown->child<QWidget>(u"ruleForm"_s), QPoint{});
    };
    for (int width = 916; width < 1400; width += 50) {
        m_shown->panel.resize(width, 780);
        m_shown->write(u"clear0"_s, u" "_s);
        const QPoint before = place();
        for (const QString &text : {u"1"_s, u"14"_s, u"140600"_s, u"140600.12345678"_s}) {
            m_shown->write(u"clear0"_s, text);
            QCOMPARE(place(), before);
        }
    }
}

QTEST_MAIN(TestNewRule)
#include "tst_newrule.moc"
