// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertdata.h"
#include "models/alerts/levelwords.h"
#include "models/alerts/ruleproblems.h"
#include "models/alerts/ruletrial.h"
#include "models/quotes/pricetext.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

// A rule while it is edited: what is wrong with it and where, and what it would have done.
class TestRuleTrial final : public QObject
{
    Q_OBJECT

private slots:
    void saysHowOftenItWouldHaveFired_data();
    void saysHowOftenItWouldHaveFired();
    void saysWhatHistoryIsMissing();
    void oneQuestionAtATime();
    void whatJudgesAlikeIsNotAskedAgain();
    void anotherSymbolForgetsTheAnswer();
    void anotherRangeAsksFurtherBack();
    void newPricesAskAgain();
    void aFailureIsKept();
    void findsTheFieldOfAProblem_data();
    void findsTheFieldOfAProblem();
    void readsLevels_data();
    void readsLevels();
    void readsSpans_data();
    void readsSpans();
};

void TestRuleTrial::saysHowOftenItWouldHaveFired_data()
{
    QTest::addColumn<int>("fired");
    QTest::addColumn<int>("atNight");
    QTest::addColumn<TrialRange>("range");
    QTest::addColumn<int>("days"); // of prices
    QTest::addColumn<QString>("sentence");

    using enum TrialRange;
    const int year = 400;
    QTest::newRow("often") << 14 << 3 << Year << year
                           << u"Would have fired 14 time(s) in the last year. 3 of them at night, "
                              "22:00–06:00 AEDT."_s;
    QTest::newRow("by day") << 2 << 0 << Month << year
                            << u"Would have fired 2 time(s) in the last month. None of them at "
                               "night, 22:00–06:00 AEDT."_s;
    QTest::newRow("by night") << 2 << 2 << ThreeMonths << year
                              << u"Would have fired 2 time(s) in the last 3 months. All of them "
                                 "at night, 22:00–06:00 AEDT."_s;
    QTest::newRow("one night")
            << 2 << 1 << Month << year
            << u"Would have fired 2 time(s) in the last month. 1 of them at night, 22:00–06:00 "
               "AEDT."_s;
    QTest::newRow("once") << 1 << 0 << Month << year
                          << u"Would have fired 1 time(s) in the last month. It was not at night, "
                             "22:00–06:00 AEDT."_s;
    QTest::newRow("once at night") << 1 << 1 << Month << year
                                   << u"Would have fired 1 time(s) in the last month. It was at "
                                      "night, 22:00–06:00 AEDT."_s;
    QTest::newRow("never") << 0 << 0 << Year << year
                           << u"Would not have fired in the last year. "_s;
    QTest::newRow("fewer prices than the range")
            << 0 << 0 << Year << 30
            << u"Would not have fired. There are enough prices for the last 30 day(s)."_s;
    QTest::newRow("often in fewer prices")
            << 3 << 0 << Year << 30
            << u"Would have fired 3 time(s). None of them at night, 22:00–06:00 AEDT. There are "
               "enough prices for the last 30 day(s)."_s;
    QTest::newRow("all that is stored")
            << 0 << 0 << All << 412
            << u"Would not have fired. There are enough prices for the last 412 day(s)."_s;
    QTest::newRow("since yesterday")
            << 0 << 0 << Month << 1
            << u"Would not have fired. There are enough prices for the last 24 hour(s)."_s;
}

void TestRuleTrial::saysHowOftenItWouldHaveFired()
{
    QFETCH(const int, fired);
    QFETCH(const int, atNight);
    QFETCH(const int, days);
    QFETCH(const TrialRange, range);

    RuleReplay replay = sampleReplay(fired, atNight);
    replay.completeFromMs = std::max(alertTime().addDays(-days).toMSecsSinceEpoch(),
                                     trialStart(range, alertTime()).toMSecsSinceEpoch());
    const TrialSentence sentence = trialSentence(replay, range, alertTime(), alertLocale());
    QTEST(sentence.lead + u' ' + sentence.rest, "sentence");
}

void TestRuleTrial::saysWhatHistoryIsMissing()
{
    RuleReplay replay = sampleReplay(0);
    const AlertTerm term = AlertCondition::parse(u"change 7d above 5%"_s)->first();
    constexpr qint64 hourMs = 3'600'000;
    replay.shortfall = HistoryShortfall{term, {7 * 24 * hourMs, 52 * hourMs + 1'234'567}};
    const auto sentence = [&] {
        const TrialSentence said =
                trialSentence(replay, TrialRange::Year, alertTime(), alertLocale());
        return said.lead + u' ' + said.rest;
    };
    QCOMPARE(sentence(), u"Not enough history. 'change in 7 d above 5.00 %' needs prices of 7 d, "
                         "and there are prices of 2 d 4 h."_s);
    // Another part of the condition was enough to fire, and this one is still not known.
    replay.fired = 1;
    QVERIFY(sentence().startsWith(u"Would have fired 1 time(s) in the last year."_s));
    QVERIFY(sentence().contains(u"needs prices of 7 d"_s));
    replay.fired = 0;
    replay.shortfall = HistoryShortfall{{}, {2 * hourMs, hourMs / 2}};
    QCOMPARE(sentence(), u"Not enough history. The condition must hold for 2 h, and there are "
                         "prices of 30 min."_s);
}

void TestRuleTrial::oneQuestionAtATime()
{
    RuleTrial trial{&alertTime};
    QSignalSpy asked{&trial, &RuleTrial::trialRequested};
    QSignalSpy changed{&trial, &RuleTrial::changed};
    AlertRule rule = btcHigh();
    trial.setRule(rule);
    for (int level = 142'100; level <= 143'000; level += 100) { // dragged
        rule.condition = *AlertCondition::parse(u"above %1"_s.arg(level));
        trial.setRule(rule);
    }
    QCOMPARE(asked.count(), 1);
    trial.acceptReplay(1, sampleReplay(14));
    QCOMPARE(trial.replay()->fired, 14); // of the level a moment before: shown until the next
    QCOMPARE(asked.count(), 2);
    QCOMPARE(asked.at(1).at(1).value<AlertRule>().condition.first().level, price("143000"));
    trial.acceptReplay(1, sampleReplay(99)); // nobody waits for that one
    QCOMPARE(trial.replay()->fired, 14);
    trial.acceptReplay(2, sampleReplay(9));
    QCOMPARE(trial.replay()->fired, 9);
    QCOMPARE(trial.triedRule().condition.first().level, price("143000"));
    QCOMPARE(asked.count(), 2);
    QVERIFY(!trial.isTrying());
    QVERIFY(changed.count() >= 2);
}

void TestRuleTrial::whatJudgesAlikeIsNotAskedAgain()
{
    RuleTrial trial{&alertTime};
    QSignalSpy asked{&trial, &RuleTrial::trialRequested};
    AlertRule rule = btcHigh();
    rule.isEnabled = false;
    trial.setRule(rule);
    QVERIFY(asked.first().at(1).value<AlertRule>().isEnabled); // what it would do
    trial.acceptReplay(1, sampleReplay(14));
    rule.name = u"Another"_s;
    rule.notes = u"Sell"_s;
    trial.setRule(rule);
    QCOMPARE(asked.count(), 1);
    rule.cooldownMs = 0;
    trial.setRule(rule);
    QCOMPARE(asked.count(), 2);
}

void TestRuleTrial::anotherSymbolForgetsTheAnswer()
{
    RuleTrial trial{&alertTime};
    QSignalSpy asked{&trial, &RuleTrial::trialRequested};
    trial.setRule(btcHigh());
    AlertRule other = btcHigh();
    other.symbol = u"ETH.COINSPOT"_s;
    trial.setRule(other);
    trial.acceptReplay(1, sampleReplay(14)); // still of the first
    QVERIFY(!trial.replay());
    trial.acceptReplay(2, sampleReplay(2));
    QCOMPARE(trial.replay()->fired, 2);
    trial.setRule(std::nullopt);
    QVERIFY(!trial.replay());
    QCOMPARE(asked.count(), 2);
}

void TestRuleTrial::anotherRangeAsksFurtherBack()
{
    RuleTrial trial{&alertTime};
    QSignalSpy asked{&trial, &RuleTrial::trialRequested};
    trial.setRule(btcHigh());
    trial.acceptReplay(1, sampleReplay(14));
    const QDateTime year = asked.at(0).at(2).toDateTime();
    QCOMPARE(year, (QDateTime{QDate{2025, 11, 20}, QTime{0, 0}, Qt::UTC}));
    trial.setRange(TrialRange::All);
    QVERIFY(!trial.replay());
    QVERIFY(!asked.at(1).at(2).toDateTime().isValid());
}

void TestRuleTrial::newPricesAskAgain()
{
    RuleTrial trial{&alertTime};
    QSignalSpy asked{&trial, &RuleTrial::trialRequested};
    trial.refresh(); // without a rule there is nothing to ask
    trial.setRule(btcHigh());
    trial.refresh();
    QCOMPARE(asked.count(), 1);
    trial.acceptReplay(1, sampleReplay(14)); // may not know of them
    QCOMPARE(asked.count(), 2);
    trial.acceptReplay(2, sampleReplay(15));
    QCOMPARE(asked.count(), 2);
}

void TestRuleTrial::aFailureIsKept()
{
    RuleTrial trial{&alertTime};
    QSignalSpy asked{&trial, &RuleTrial::trialRequested};
    trial.setRule(btcHigh());
    trial.acceptFailure(1, {Error::Kind::Busy, u"locked"_s, {}});
    QVERIFY(trial.failure());
    trial.setRule(btcHigh()); // the same again would fail again
    QCOMPARE(asked.count(), 1);
    trial.refresh();
    trial.acceptReplay(2, sampleReplay(14));
    QVERIFY(!trial.failure());
}

void TestRuleTrial::findsTheFieldOfAProblem_data()
{
    QTest::addColumn<AlertRule>("rule");
    QTest::addColumn<RuleField>("field");
    QTest::addColumn<int>("term");
    QTest::addColumn<QString>("says");

    const auto row = [](const char *name, auto change, RuleField field, int term,
                        const QString &says) {
        AlertRule rule = btcHigh();
        change(rule);
        QTest::newRow(name) << rule << field << term << says;
    };
    row(
            "clear", [](AlertRule &rule) { rule.condition.anyOf[0][0].clear = price("142001"); },
            RuleField::Condition, 0, u"Clear level must not be above 142,000.00."_s);
    row(
            "clear of what falls",
            [](AlertRule &rule) { rule.condition.anyOf[0][0].comparison = AlertComparison::Below; },
            RuleField::Condition, 0, u"Clear level must not be below 142,000.00."_s);
    row(
            "second term",
            [](AlertRule &rule) {
                rule.condition = *AlertCondition::parse(u"above 1 and change 1h above 2"_s);
                rule.condition.anyOf[0][1].measure = AlertMeasure::Volume;
            },
            RuleField::Condition, 1, u"volume"_s);
    row(
            "part of a day",
            [](AlertRule &rule) {
                rule.condition = *AlertCondition::parse(u"high 30d above 10"_s);
                rule.condition.anyOf[0][0].spanMs = 3'600'000;
            },
            RuleField::Condition, 0, u"whole days"_s);
    row(
            "no symbol", [](AlertRule &rule) { rule.symbol.clear(); }, RuleField::Symbol, -1,
            u"symbol"_s);
    row(
            "long name", [](AlertRule &rule) { rule.name = QString(101, u'n'); }, RuleField::Name,
            -1, u"100 characters"_s);
    row(
            "no step", [](AlertRule &rule) { rule.rearm = AlertRearm::NewExtreme; },
            RuleField::Rearm, -1, u"step"_s);
    row(
            "no day", [](AlertRule &rule) { rule.activeDays = 0; }, RuleField::Days, -1, u"day"_s);
    row(
            "no quiet", [](AlertRule &rule) { rule.quietHours->to = rule.quietHours->from; },
            RuleField::QuietHours, -1, u"same time"_s);
    row(
            "long notes", [](AlertRule &rule) { rule.notes = QString(2001, u'n'); },
            RuleField::Notes, -1, u"2000"_s);
    row(
            "long condition",
            [](AlertRule &rule) {
                for (int i = 0; i < 8; ++i)
                    rule.condition.anyOf.append({rule.condition.first()});
            },
            RuleField::Condition, -1, u"two rules"_s);
}

void TestRuleTrial::findsTheFieldOfAProblem()
{
    QFETCH(const AlertRule, rule);
    QFETCH(const RuleField, field);
    QFETCH(const int, term);
    QFETCH(const QString, says);

    const QList<RuleProblem> problems = ruleProblems(rule, alertLocale());
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems[0].field, field);
    QCOMPARE(problems[0].term, term);
    QVERIFY2(problems[0].sentence.contains(says), qPrintable(problems[0].sentence));
    QVERIFY(ruleProblems(btcHigh(), alertLocale()).isEmpty());
}

void TestRuleTrial::readsLevels_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("price"); // empty: refused

    QTest::newRow("grouped") << u"142,000.50"_s << u"142000.50000000"_s;
    QTest::newRow("plain") << u" 142000.5 "_s << u"142000.50000000"_s;
    QTest::newRow("true minus") << u"−3.5"_s << u"-3.50000000"_s;
    QTest::newRow("smallest") << u"0.00000799"_s << u"0.00000799"_s;
    QTest::newRow("too fine") << u"0.000000001"_s << u""_s;
    QTest::newRow("comma as a point") << u"1,5"_s << u""_s;
    QTest::newRow("words") << u"many"_s << u""_s;
}

void TestRuleTrial::readsLevels()
{
    QFETCH(const QString, text);
    QFETCH(const QString, price);

    const Result<Price> read = priceFromLocal(text, alertLocale());
    QCOMPARE(read ? read->toString() : QString{}, price);
}

void TestRuleTrial::readsSpans_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ms"); // -1: refused
    QTest::addColumn<QString>("words");

    QTest::newRow("minutes") << u"10 min"_s << qint64{600'000} << u"10 min"_s;
    QTest::newRow("as commands") << u"1h30m"_s << qint64{5'400'000} << u"1 h 30 min"_s;
    QTest::newRow("days") << u"7 d"_s << qint64{604'800'000} << u"7 d"_s;
    QTest::newRow("nothing") << u""_s << qint64{0} << u"0 min"_s;
    QTest::newRow("no unit") << u"10"_s << qint64{-1} << u""_s;
}

void TestRuleTrial::readsSpans()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, ms);
    QFETCH(const QString, words);

    const Result<qint64> span = spanFromWords(text);
    QCOMPARE(span.value_or(-1), ms);
    if (span)
        QCOMPARE(spanWords(*span, alertLocale()), words);
}

QTEST_GUILESS_MAIN(TestRuleTrial)
#include "tst_ruletrial.moc"
