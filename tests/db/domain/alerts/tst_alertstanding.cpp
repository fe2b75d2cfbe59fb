// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/alertstanding.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

const QDateTime Now{QDate{2026, 11, 20}, QTime{14, 30}, Qt::UTC};

AlertRule plainRule()
{
    AlertRule rule;
    rule.symbol = u"BTC.COINSPOT"_s;
    rule.condition = *AlertCondition::parse(u"above 1"_s);
    return rule;
}

AlertState stateIn(AlertState::Phase phase)
{
    AlertState state;
    state.phase = phase;
    return state;
}

} // namespace

class TestAlertStanding final : public QObject
{
    Q_OBJECT

private slots:
    void says_data();
    void says();
    void aSnoozeEnds();
};

void TestAlertStanding::says_data()
{
    using Phase = AlertState::Phase;
    QTest::addColumn<AlertRule>("rule");
    QTest::addColumn<AlertState>("state");
    QTest::addColumn<QString>("name");

    QTest::newRow("never judged") << plainRule() << AlertState{} << u"on"_s;
    QTest::newRow("pending") << plainRule() << stateIn(Phase::Pending) << u"pending"_s;
    QTest::newRow("held") << plainRule() << stateIn(Phase::Held) << u"held"_s;
    QTest::newRow("firing") << plainRule() << stateIn(Phase::Firing) << u"firing"_s;
    QTest::newRow("done") << plainRule() << stateIn(Phase::Done) << u"done"_s;
    AlertState state;
    state.hasData = false;
    QTest::newRow("without a price") << plainRule() << state << u"no_data"_s;
    state.phase = Phase::Firing;
    QTest::newRow("firing goes on without a price") << plainRule() << state << u"firing"_s;
    AlertRule rule = plainRule();
    rule.expiresAt = Now;
    QTest::newRow("expired, and not judged since") << rule << state << u"expired"_s;
    rule.expiresAt = Now.addMSecs(1);
    QTest::newRow("expires later") << rule << state << u"firing"_s;
    rule.isEnabled = false;
    QTest::newRow("paused") << rule << AlertState{} << u"paused"_s;
    rule.condition = {};
    QTest::newRow("not understood") << rule << AlertState{} << u"not_understood"_s;
}

void TestAlertStanding::says()
{
    QFETCH(const AlertRule, rule);
    QFETCH(const AlertState, state);
    QFETCH(const QString, name);
    QCOMPARE(alertStandingName(standingOf(rule, state, Now)), name);
}

void TestAlertStanding::aSnoozeEnds()
{
    QCOMPARE(snoozeInForce(Now.addSecs(1), Now), Now.addSecs(1));
    QVERIFY(!snoozeInForce(Now, Now).isValid());
    QVERIFY(!snoozeInForce({}, Now).isValid());
}

QTEST_GUILESS_MAIN(TestAlertStanding)
#include "tst_alertstanding.moc"
