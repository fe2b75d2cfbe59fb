// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/circuitbreaker.h"

#include <QTest>

using namespace std::chrono_literals;
using State = CircuitBreaker::State;

namespace {

const QDateTime Start{{2026, 7, 17}, {3, 15, 0}, Qt::UTC};

QDateTime after(std::chrono::milliseconds time)
{
    return Start.addMSecs(time.count());
}

} // namespace

class TestCircuitBreaker final : public QObject
{
    Q_OBJECT

private slots:
    void opensAfterFiveFailuresInARow();
    void successBetweenStartsTheCountAgain();
    void opensAtOnceWhenBlocked();
    void doublesUpToSixHours();
    void oneTryClosesOrOpensAgain();
    void tryByHandDoesNotProlong();
    void clockSetBackDoesNotProlong();
    void clockSetForwardEndsThePause();
};

void TestCircuitBreaker::opensAfterFiveFailuresInARow()
{
    CircuitBreaker breaker;
    for (int i = 0; i < 4; ++i) {
        breaker.runFailed(after(5min * i));
        QCOMPARE(breaker.state(after(5min * i)), State::Closed);
        QVERIFY(!breaker.nextTry(after(5min * i)).isValid());
    }
    breaker.runFailed(after(20min));
    QCOMPARE(breaker.state(after(20min)), State::Open);
    QCOMPARE(breaker.nextTry(after(20min)), after(35min));
    QCOMPARE(breaker.state(after(35min - 1ms)), State::Open);
    QCOMPARE(breaker.state(after(35min)), State::HalfOpen);
}

void TestCircuitBreaker::successBetweenStartsTheCountAgain()
{
    CircuitBreaker breaker;
    for (int i = 0; i < 20; ++i) {
        if (i % 5 == 4)
            breaker.runSucceeded();
        else
            breaker.runFailed(Start);
        QCOMPARE(breaker.state(Start), State::Closed);
    }
}

void TestCircuitBreaker::opensAtOnceWhenBlocked()
{
    CircuitBreaker breaker;
    breaker.runBlocked(Start);
    QCOMPARE(breaker.state(Start), State::Open);
    QCOMPARE(breaker.nextTry(Start), after(15min));
}

void TestCircuitBreaker::doublesUpToSixHours()
{
    CircuitBreaker breaker;
    QDateTime now = Start;
    for (const std::chrono::minutes pause : {15min, 30min, 60min, 120min, 240min, 360min, 360min}) {
        breaker.runBlocked(now);
        QCOMPARE(breaker.nextTry(now), now.addMSecs(std::chrono::milliseconds{pause}.count()));
        now = breaker.nextTry(now);
    }
}

void TestCircuitBreaker::oneTryClosesOrOpensAgain()
{
    CircuitBreaker breaker;
    breaker.runBlocked(Start);
    QCOMPARE(breaker.state(after(15min)), State::HalfOpen);
    breaker.runFailed(after(16min)); // one is enough, five are for a closed one
    QCOMPARE(breaker.state(after(16min)), State::Open);
    QCOMPARE(breaker.nextTry(after(16min)), after(46min));

    breaker.runSucceeded();
    QCOMPARE(breaker.state(after(16min)), State::Closed);
    breaker.runBlocked(after(50min));
    QCOMPARE(breaker.nextTry(after(50min)), after(65min)); // it begins with 15 minutes again
}

void TestCircuitBreaker::tryByHandDoesNotProlong()
{
    CircuitBreaker breaker;
    breaker.runBlocked(Start);
    for (int i = 0; i < 10; ++i)
        breaker.runFailed(after(1min));
    breaker.runBlocked(after(2min));
    QCOMPARE(breaker.nextTry(after(2min)), after(15min));
}

void TestCircuitBreaker::clockSetBackDoesNotProlong()
{
    CircuitBreaker breaker;
    breaker.runBlocked(Start);
    const QDateTime yesterday = after(-24h);
    QCOMPARE(breaker.state(yesterday), State::Open);
    QCOMPARE(breaker.nextTry(yesterday), yesterday.addSecs(15 * 60));
    QCOMPARE(breaker.state(yesterday.addSecs(15 * 60)), State::HalfOpen);
}

void TestCircuitBreaker::clockSetForwardEndsThePause()
{
    CircuitBreaker breaker;
    breaker.runBlocked(Start);
    QCOMPARE(breaker.state(after(24h)), State::HalfOpen);
}

QTEST_GUILESS_MAIN(TestCircuitBreaker)
#include "tst_circuitbreaker.moc"
