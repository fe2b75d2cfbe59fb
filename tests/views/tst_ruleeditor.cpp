// SPDX-License-Identifier: GPL-3.0-or-later
#include "shownalerts.h"
#include "views/alerts/trialbox.h"
#include "views/shell/linkbutton.h"

#include <QCheckBox>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTimeEdit>

using namespace Qt::Literals::StringLiterals;

// The fields of a rule, what is wrong with them, its versions, and what it would have done.
class TestRuleEditor final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_shown.reset(); }
    void showsEveryField();
    void untouchedIsUnchanged_data();
    void untouchedIsUnchanged();
    void editsEveryField();
    void joinsTermsByAndAndOr();
    void takesATermAway();
    void measuresBringTheirFields();
    void saysWhatIsWrongBelowTheField();
    void savingMakesTheNextVersion();
    void revertsToWhatIsStored();
    void draftsAreKept();
    void newsDoNotTakeEditsAway();
    void takesAVersionBack();
    void saysWhatItWouldHaveDone();
    void draggingTheLevelTriesIt();
    void escTakesTheDragBack();
    void keysMoveTheLevel();
    void anotherRangeIsTried();
    void firingsAsATable();
    void holesAreSaid();
    void aRuleWithoutAPriceHasNoLine();

private:
    void show(const AlertRule &rule) { m_shown->rules.setRules({rule}, ShownAlerts::symbols()); }
    [[nodiscard]] AlertRule saved()
    {
        QSignalSpy wanted{&m_shown->panel, &AlertsPanel::saveRequested};
        m_shown->press(u"saveRule"_s);
        return wanted.isEmpty() ? AlertRule{} : wanted.first().first().value<AlertRule>();
    }
    [[nodiscard]] PriceChart &chart() const
    {
        return m_shown->child<PriceChart>(u"backtestChart"_s);
    }
    [[nodiscard]] QPoint levelPoint() const
    {
        const ChartPicture &picture = chart().picture();
        return {int(picture.plot.center().x()), int(picture.thresholds.constFirst().y)};
    }

    std::unique_ptr<ShownAlerts> m_shown;
};

void TestRuleEditor::init()
{
    m_shown = std::make_unique<ShownAlerts>();
    show(btcHigh());
}

void TestRuleEditor::showsEveryField()
{
    QCOMPARE(m_shown->field(u"ruleName"_s).text(), u"BTC high"_s);
    QCOMPARE(m_shown->child<QComboBox>(u"ruleSymbol"_s).currentText(), u"btc · AUD, CoinSpot"_s);
    QCOMPARE(m_shown->field(u"level0"_s).text(), u"142,000.00"_s);
    QCOMPARE(m_shown->field(u"clear0"_s).text(), u"140,600.00"_s);
    QCOMPARE(m_shown->text(u"distance0"_s), u"0.98 % lower"_s);
    QCOMPARE(m_shown->field(u"ruleHold"_s).text(), u"10 min"_s);
    QCOMPARE(m_shown->field(u"ruleCooldown"_s).text(), u"1 h"_s);
    QCOMPARE(m_shown->child<QPushButton>(u"ruleNotify"_s).text(), u"Desktop, sound"_s);
    QVERIFY(m_shown->child<QCheckBox>(u"ruleIsQuiet"_s).isChecked());
    QCOMPARE(m_shown->child<QTimeEdit>(u"ruleQuietTo"_s).time(), QTime(7, 0));
    QCOMPARE(m_shown->text(u"conditionText"_s), u"Stored as: above 142000 clear 140600"_s);
    QVERIFY(!m_shown->child<QWidget>(u"moreRuleFields"_s).isVisible());
    QCOMPARE(m_shown->text(u"saveWords"_s), u"Nothing is changed."_s);
}

void TestRuleEditor::untouchedIsUnchanged_data()
{
    QTest::addColumn<AlertRule>("rule");

    const auto conditions = {u"above 142000 clear 140600"_s, u"no data 30m"_s,
                             u"change 1h below -3.5% or spread above 2%"_s,
                             u"average 20d over 50d crosses above 0 and price crosses 5"_s,
                             u"high 30d above 10 clear 8 and low 7d above 1"_s};
    for (const QString &condition : conditions)
        QTest::newRow(qPrintable(condition))
                << alertRule(1, u"Rule"_s, u"BTC.COINSPOT"_s, condition);
    AlertRule rich = btcHigh();
    rich.rearm = AlertRearm::NewExtreme;
    rich.rearmStep = price("1.5");
    rich.severity = AlertSeverity::Critical;
    rich.activeDays = 0b0011111;
    rich.expiresAt = QDateTime{QDate{2027, 1, 2}, QTime{3, 4, 5, 6}, Qt::UTC};
    rich.noData = AlertNoData::Notify;
    rich.notes = u"Sell\nhalf"_s;
    rich.isEnabled = false;
    QTest::newRow("every field") << rich;
}

void TestRuleEditor::untouchedIsUnchanged()
{
    QFETCH(const AlertRule, rule);

    show(rule);
    QCOMPARE(m_shown->text(u"saveWords"_s), u"Nothing is changed."_s);
    QVERIFY(!m_shown->child<QPushButton>(u"saveRule"_s).isEnabled());
    // What is shown is what is stored, to the last digit.
    const auto &name = m_shown->field(u"ruleName"_s);
    m_shown->write(u"ruleName"_s, name.text() + u"!"_s);
    AlertRule expected = rule;
    expected.name += u'!';
    QVERIFY(saved() == expected);
}

void TestRuleEditor::editsEveryField()
{
    m_shown->press(u"moreFields"_s);
    m_shown->write(u"ruleName"_s, u"Low"_s);
    m_shown->write(u"ruleSymbol"_s, u"BHP.AU"_s);
    m_shown->choose(u"comparison0"_s, 1);
    m_shown->write(u"level0"_s, u"44.91"_s);
    m_shown->write(u"clear0"_s, u"45"_s);
    m_shown->write(u"ruleHold"_s, u"2h"_s);
    m_shown->write(u"ruleCooldown"_s, u"1 d"_s);
    m_shown->choose(u"ruleRearm"_s, 3);
    m_shown->write(u"ruleStep"_s, u"2.5"_s);
    m_shown->choose(u"ruleSeverity"_s, 2);
    m_shown->press(u"ruleIsQuiet"_s);
    m_shown->press(u"ruleDay6"_s);
    m_shown->press(u"ruleDay7"_s);
    m_shown->press(u"ruleExpires"_s);
    m_shown->choose(u"ruleNoData"_s, 1);
    QTest::keyClicks(&m_shown->child<QPlainTextEdit>(u"ruleNotes"_s), u"Buy"_s);
    m_shown->child<QPushButton>(u"ruleNotify"_s).menu()->actions().at(2)->trigger();
    m_shown->press(u"ruleEnabled"_s);

    const AlertRule rule = saved();
    QCOMPARE(rule.id, 1);
    QCOMPARE(rule.name, u"Low"_s);
    QCOMPARE(rule.symbol, u"BHP.AU"_s);
    QCOMPARE(rule.condition.fullText(), u"below 44.91 clear 45"_s);
    QCOMPARE(rule.holdMs, 7'200'000);
    QCOMPARE(rule.cooldownMs, 86'400'000);
    QCOMPARE(rule.rearm, AlertRearm::NewExtreme);
    QCOMPARE(rule.rearmStep, price("2.5"));
    QCOMPARE(rule.severity, AlertSeverity::Critical);
    QVERIFY(!rule.quietHours);
    QCOMPARE(int(rule.activeDays), 0b0011111);
    QVERIFY(rule.expiresAt.isValid());
    QCOMPARE(rule.noData, AlertNoData::Notify);
    QCOMPARE(rule.notes, u"Buy"_s);
    QVERIFY(rule.channels.command);
    QVERIFY(!rule.isEnabled);
}

void TestRuleEditor::joinsTermsByAndAndOr()
{
    m_shown->press(u"addTerm"_s);
    m_shown->press(u"addTerm"_s);
    m_shown->choose(u"joint2"_s, 1);
    m_shown->choose(u"measure2"_s, 7); // spread
    m_shown->write(u"level2"_s, u"0.5"_s);
    QCOMPARE(saved().condition.fullText(),
             u"above 142000 clear 140600 and change 1h above 5% or spread above 0.5%"_s);
}

void TestRuleEditor::takesATermAway()
{
    m_shown->press(u"addTerm"_s);
    m_shown->press(u"addTerm"_s);
    m_shown->choose(u"measure2"_s, 9); // no data
    m_shown->press(u"removeTerm1"_s);
    QCOMPARE(saved().condition.fullText(), u"above 142000 clear 140600 and no data 15m"_s);
    m_shown->press(u"removeTerm0"_s);
    QVERIFY(!m_shown->child<QWidget>(u"removeTerm0"_s).isVisible()); // the last one stays
}

void TestRuleEditor::measuresBringTheirFields()
{
    m_shown->choose(u"measure0"_s, 6); // average
    QVERIFY(m_shown->child<QWidget>(u"span0"_s).isVisible());
    QVERIFY(m_shown->child<QWidget>(u"longSpan0"_s).isVisible());
    QCOMPARE(m_shown->field(u"longSpan0"_s).text(), u"50 d"_s);
    m_shown->choose(u"measure0"_s, 9); // no data
    QVERIFY(!m_shown->child<QWidget>(u"comparison0"_s).isVisible());
    QVERIFY(!m_shown->child<QWidget>(u"clear0"_s).isVisible());
    QCOMPARE(saved().condition.fullText(), u"no data 15m"_s);
}

void TestRuleEditor::saysWhatIsWrongBelowTheField()
{
    m_shown->write(u"clear0"_s, u"142,001"_s);
    QCOMPARE(m_shown->text(u"termProblem0"_s), u"Clear level must not be above 142,000.00."_s);
    QVERIFY(!m_shown->child<QPushButton>(u"saveRule"_s).isEnabled());
    QVERIFY(m_shown->text(u"saveWords"_s).startsWith(u"Mend what is marked"_s));
    QCOMPARE(m_shown->child<TrialBox>(u"trialBox"_s).text(),
             u"Not tried yet. The rule is not complete."_s);
    m_shown->write(u"clear0"_s, u"many"_s);
    QVERIFY(m_shown->text(u"termProblem0"_s).startsWith(u"The clear level is no number"_s));
    m_shown->write(u"clear0"_s, u"140"_s);
    QVERIFY(!m_shown->child<QLabel>(u"termProblem0"_s).isVisible());
    m_shown->write(u"ruleHold"_s, u"long"_s);
    QVERIFY(m_shown->text(u"ruleHoldRowProblem"_s).startsWith(u"'long' is no length"_s));
    m_shown->write(u"ruleHold"_s, u"1 min"_s);
    m_shown->write(u"ruleSymbol"_s, u" "_s);
    QVERIFY(m_shown->text(u"ruleSymbolProblem"_s).startsWith(u"A rule needs a symbol"_s));
}

void TestRuleEditor::savingMakesTheNextVersion()
{
    m_shown->write(u"level0"_s, u"143000"_s);
    QCOMPARE(m_shown->text(u"saveWords"_s),
             u"Saving makes version 4. Version 3 stays in the history."_s);
    AlertRule rule = saved();
    QCOMPARE(rule.version, 3); // the store counts
    rule.version = 4;
    m_shown->panel.acceptSaved(rule);
    QCOMPARE(m_shown->text(u"saveWords"_s), u"Nothing is changed."_s);
    QVERIFY(m_shown->text(u"ruleVersion"_s).startsWith(u"version 4"_s));
}

void TestRuleEditor::revertsToWhatIsStored()
{
    m_shown->write(u"level0"_s, u"1"_s);
    m_shown->press(u"revertRule"_s);
    QCOMPARE(m_shown->field(u"level0"_s).text(), u"142,000.00"_s);
    QVERIFY(!m_shown->child<QPushButton>(u"revertRule"_s).isEnabled());
}

void TestRuleEditor::draftsAreKept()
{
    m_shown->rules.setRules(sampleRules(), ShownAlerts::symbols());
    m_shown->write(u"level0"_s, u"143000"_s);
    m_shown->showTab(1);
    DataTable &table = m_shown->table(u"rulesTable"_s);
    table.setCurrentIndex(m_shown->rules.index(1, 0));
    QCOMPARE(m_shown->text(u"ruleTitle"_s), u"Rule: doge falls"_s);
    QVERIFY(!m_shown->child<QPushButton>(u"revertRule"_s).isEnabled());
    table.setCurrentIndex(m_shown->rules.index(0, 0));
    QCOMPARE(m_shown->field(u"level0"_s).text(), u"143,000.00"_s);
    QVERIFY(m_shown->child<QPushButton>(u"revertRule"_s).isEnabled());
}

void TestRuleEditor::newsDoNotTakeEditsAway()
{
    m_shown->write(u"level0"_s, u"143000"_s);
    show(btcHigh()); // read again
    QCOMPARE(saved().condition.first().level, price("143000"));
}

void TestRuleEditor::takesAVersionBack()
{
    AlertRule first = btcHigh();
    first.version = 1;
    first.condition = *AlertCondition::parse(u"above 150000"_s);
    m_shown->panel.acceptVersions(1, {first, btcHigh()});
    m_shown->panel.acceptVersions(2, {}); // of another rule
    QCOMPARE(m_shown->child<LinkButton>(u"ruleHistory"_s).text(), u"2 version(s)"_s);
    m_shown->press(u"ruleHistory"_s);
    DataTable &table = m_shown->table(u"versionsTable"_s);
    QVERIFY(table.isVisible());
    table.setCurrentIndex(table.model()->index(1, 0));
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Return);
    QVERIFY(!table.isVisible());
    QCOMPARE(m_shown->field(u"level0"_s).text(), u"150,000.00"_s);
    QCOMPARE(saved().version, 3); // becomes version 4
}

void TestRuleEditor::saysWhatItWouldHaveDone()
{
    QCOMPARE(m_shown->child<TrialBox>(u"trialBox"_s).text(),
             u"Would have fired 14 time(s) in the last year. 3 of them at night, "
             "22:00–06:00 AEDT."_s);
    QVERIFY(m_shown->text(u"trialTook"_s).endsWith(u" ms"_s));
    const ChartPicture &picture = chart().picture();
    QCOMPARE(picture.thresholds.size(), 1);
    QCOMPARE(picture.thresholds[0].threshold.words, u"Fires above, drag to move"_s);
    QCOMPARE(picture.firings.size(), 14);
    for (const PlacedFiring &firing : picture.firings)
        QVERIFY(firing.tip.y() < picture.thresholds[0].y);
}

void TestRuleEditor::draggingTheLevelTriesIt()
{
    const QPoint from = levelPoint();
    const PriceScale scale = chart().picture().scale;
    m_shown->isAnswering = false; // as slow as it can be
    const auto before = m_shown->tried.size();
    QTest::mousePress(chart().viewport(), Qt::LeftButton, {}, from);
    for (int y = 4; y <= 40; y += 4)
        QTest::mouseMove(chart().viewport(), from + QPoint{0, y});
    // The level follows at once, and only one question is under way.
    const std::optional<Price> level = chart().picture().thresholds[0].threshold.level;
    QVERIFY(*level < price("142000"));
    QVERIFY(std::abs(chart().picture().thresholds[0].y - (from.y() + 40)) < 3);
    QCOMPARE(chart().picture().scale, scale); // it does not run away under the mouse
    QCOMPARE(m_shown->tried.size(), before + 1);
    m_shown->isAnswering = true;
    m_shown->trial.acceptReplay(quint64(m_shown->tried.size()) + 0, sampleReplay(20));
    QTest::mouseRelease(chart().viewport(), Qt::LeftButton, {}, from + QPoint{0, 40});
    const AlertRule rule = saved();
    QCOMPARE(rule.condition.first().level, *level);
    // The band is as wide as before.
    QCOMPARE(rule.condition.first().level.units() - rule.condition.first().clear->units(),
             price("1400").units());
    QCOMPARE(m_shown->tried.constLast().condition.first().level, *level);
}

void TestRuleEditor::escTakesTheDragBack()
{
    const QPoint from = levelPoint();
    chart().setFocus();
    QTest::mousePress(chart().viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(chart().viewport(), from + QPoint{0, 30});
    QTest::keyClick(&chart(), Qt::Key_Escape);
    QCOMPARE(m_shown->field(u"level0"_s).text(), u"142,000.00"_s);
}

void TestRuleEditor::keysMoveTheLevel()
{
    const PriceScale scale = chart().picture().scale;
    const Price step = levelStep(scale, chart().picture().plot.height());
    chart().setFocus();
    QTest::keyClick(&chart(), Qt::Key_Up);
    const AlertRule rule = saved();
    QCOMPARE(rule.condition.first().level.units(), price("142000").units() + step.units());
    QVERIFY(chart().accessibleDescription().startsWith(u"Level 142,"_s));
}

void TestRuleEditor::anotherRangeIsTried()
{
    m_shown->press(u"trial0Button"_s);
    QCOMPARE(m_shown->trial.range(), TrialRange::Month);
    QCOMPARE(m_shown->series.range(), ChartRange::Month);
    QVERIFY(m_shown->child<TrialBox>(u"trialBox"_s).text().contains(u"in the last month"_s));
    m_shown->press(u"trial3Button"_s);
    QCOMPARE(m_shown->series.range(), ChartRange::All);
}

void TestRuleEditor::firingsAsATable()
{
    auto &turn = m_shown->child<LinkButton>(u"backtestTable"_s);
    QCOMPARE(turn.text(), u"Show the 14 firing(s) as a table"_s);
    QTest::keyClick(&turn, Qt::Key_Space);
    const DataTable &table = m_shown->table(u"firingsTable"_s);
    QVERIFY(table.isVisible());
    QCOMPARE(table.model()->rowCount(), 14);
    QCOMPARE(turn.text(), u"Show the chart"_s);
}

void TestRuleEditor::holesAreSaid()
{
    QCOMPARE(m_shown->text(u"backtestHoles"_s), QString{});
    m_shown = std::make_unique<ShownAlerts>();
    const qint64 now = alertTime().toMSecsSinceEpoch();
    m_shown->source = QuoteSource{u"btc"_s};
    m_shown->source.fill(now - 40 * ShownAlerts::DayMs, now - 10 * ShownAlerts::DayMs);
    m_shown->source.fill(now - 6 * ShownAlerts::DayMs, now);
    m_shown->series.refresh();
    QVERIFY2(m_shown->text(u"backtestHoles"_s).startsWith(u"Hatched: "_s),
             qPrintable(m_shown->text(u"backtestHoles"_s)));
    QVERIFY(m_shown->text(u"backtestHoles"_s).endsWith(u"not judged."_s));
}

void TestRuleEditor::aRuleWithoutAPriceHasNoLine()
{
    show(alertRule(1, u"Rule"_s, u"BTC.COINSPOT"_s, u"change 1h above 5%"_s));
    QVERIFY(chart().picture().thresholds.isEmpty());
    QCOMPARE(chart().picture().firings.size(), 14); // above the prices
    QTest::keyClick(&chart(), Qt::Key_Up);          // moves nothing
    QCOMPARE(m_shown->text(u"saveWords"_s), u"Nothing is changed."_s);
}

QTEST_MAIN(TestRuleEditor)
#include "tst_ruleeditor.moc"
