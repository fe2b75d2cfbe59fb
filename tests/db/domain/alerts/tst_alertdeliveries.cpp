// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/alertdeliveries.h"
#include "db/domain/alerts/alertrule.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestAlertDeliveries final : public QObject
{
    Q_OBJECT

private slots:
    void eachChannelIsClaimedByOne();
    void aClaimIsOverAfterAWhile();
    void aClaimOfTheFutureIsOver();
    void isOverWhenAllThatIsWantedIs();
    void comesBackFromJson();
    void readsWhatEarlierVersionsWrote();
};

namespace {

const QDateTime Now{QDate{2026, 11, 2}, QTime{0, 5, 3, 250}, Qt::UTC};

} // namespace

void TestAlertDeliveries::eachChannelIsClaimedByOne()
{
    AlertDeliveries deliveries;
    QVERIFY(deliveries.claim(AlertChannel::Command, u"service"_s, Now));
    QVERIFY(!deliveries.claim(AlertChannel::Command, u"window"_s, Now));
    QVERIFY(deliveries.claim(AlertChannel::Command, u"service"_s, Now));
    QVERIFY(deliveries.claim(AlertChannel::Notice, u"window"_s, Now));
    deliveries.note(AlertChannel::Command, u"done"_s, Now);
    QVERIFY(!deliveries.claim(AlertChannel::Command, u"service"_s, Now));
}

void TestAlertDeliveries::aClaimIsOverAfterAWhile()
{
    AlertDeliveries deliveries;
    QVERIFY(deliveries.claim(AlertChannel::Notice, u"dead"_s, Now));
    const QDateTime end = Now.addMSecs(AlertDeliveries::ClaimLasts.count());
    QVERIFY(!deliveries.claim(AlertChannel::Notice, u"next"_s, end));
    QVERIFY(deliveries.claim(AlertChannel::Notice, u"next"_s, end.addMSecs(1)));
    QVERIFY(!deliveries.claim(AlertChannel::Notice, u"dead"_s, end.addMSecs(2)));
}

// Who claimed it is dead, and the clock was set back since.
void TestAlertDeliveries::aClaimOfTheFutureIsOver()
{
    AlertDeliveries deliveries;
    QVERIFY(deliveries.claim(AlertChannel::Notice, u"dead"_s, Now));
    const QDateTime ahead = Now.addMSecs(-AlertDeliveries::ClaimLasts.count());
    QVERIFY(!deliveries.claim(AlertChannel::Notice, u"next"_s, ahead));
    QVERIFY(deliveries.claim(AlertChannel::Notice, u"next"_s, ahead.addMSecs(-1)));
    QVERIFY(deliveries.claim(AlertChannel::Command, u"dead"_s, Now));
    QVERIFY(deliveries.claim(AlertChannel::Command, u"next"_s, Now.addSecs(-3600)));
}

void TestAlertDeliveries::isOverWhenAllThatIsWantedIs()
{
    AlertChannels wanted;
    wanted.webhook = true;
    AlertDeliveries deliveries;
    deliveries.note(AlertChannel::Notice, u"tray"_s, Now);
    QVERIFY(!deliveries.isOver(wanted));
    deliveries.note(AlertChannel::Webhook, u"HTTP 500"_s, Now);
    QVERIFY(deliveries.isOver(wanted));
    wanted.command = true;
    QVERIFY(!deliveries.isOver(wanted));
}

void TestAlertDeliveries::comesBackFromJson()
{
    AlertDeliveries deliveries;
    QVERIFY(deliveries.claim(AlertChannel::Webhook, u"window"_s, Now));
    deliveries.note(AlertChannel::Notice, u"notification"_s, Now.addSecs(1));
    deliveries.noteDigest({41, 42});
    const AlertDeliveries again = AlertDeliveries::fromJson(deliveries.toJson());
    QCOMPARE(again, deliveries);
    QCOMPARE(again.outcome(AlertChannel::Notice), u"notification"_s);
    QCOMPARE(again.at(AlertChannel::Notice), Now.addSecs(1));
    QCOMPARE(again.digest(), (QList<qint64>{41, 42}));
    QCOMPARE(AlertDeliveries::fromJson(u"not JSON"_s), AlertDeliveries{});
}

void TestAlertDeliveries::readsWhatEarlierVersionsWrote()
{
    const auto deliveries =
            AlertDeliveries::fromJson(u"{\"told\":\"notification\",\"command\":\"done\"}"_s);
    QVERIFY(deliveries.isOver(AlertChannel::Notice));
    QVERIFY(deliveries.isOver(AlertChannel::Command));
    QVERIFY(!deliveries.isOver(AlertChannel::Webhook));
    QVERIFY(!deliveries.at(AlertChannel::Notice).isValid());
}

QTEST_GUILESS_MAIN(TestAlertDeliveries)
#include "tst_alertdeliveries.moc"
