// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/retrypolicy.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

class TestRetryPolicy final : public QObject
{
    Q_OBJECT

private slots:
    void waits_data();
    void waits();
    void waitsBySystemRandom();
    void knowsRetryableStatus_data();
    void knowsRetryableStatus();
    void readsRetryAfter_data();
    void readsRetryAfter();
};

void TestRetryPolicy::waits_data()
{
    QTest::addColumn<FailedAttempt>("attempt");
    QTest::addColumn<double>("random");
    QTest::addColumn<int>("waitMs"); // -1: gives up

    constexpr milliseconds Slot = 5min;
    const auto row = [](const char *name, const FailedAttempt &attempt, double random, int waitMs) {
        QTest::newRow(name) << attempt << random << waitMs;
    };
    row("first", {1, true, {}, Slot}, 0, 5000);
    row("first, most jitter", {1, true, {}, Slot}, 0.9999999, 6250);
    row("second is doubled", {2, true, {}, Slot}, 0, 10'000);
    row("second, half the jitter", {2, true, {}, Slot}, 0.5, 11'250);
    row("third is the last", {3, true, {}, Slot}, 0, -1);
    row("beyond the last", {7, true, {}, Slot}, 0, -1);
    row("not to be repeated", {1, false, {}, Slot}, 0, -1);
    row("not to be repeated, though a wait is named", {1, false, 1s, Slot}, 0, -1);
    row("server asks for more", {1, true, 40s, Slot}, 0, 40'000);
    row("server asks for more, with jitter", {1, true, 40s, Slot}, 0.5, 42'000);
    row("server asks for less", {1, true, 1s, Slot}, 0, 5000);
    row("server asks for nothing", {2, true, 0s, Slot}, 0, 10'000);
    row("server asks for the past", {1, true, -9s, Slot}, 0, 5000);
    row("ends with the slot", {1, true, {}, 5000ms}, 0, 5000);
    row("ends after the slot", {1, true, {}, 4999ms}, 0, -1);
    row("jitter leads out of the slot", {1, true, {}, 5000ms}, 0.1, -1);
    row("server asks beyond the slot", {1, true, 10min, Slot}, 0, -1);
    row("server asks for a year", {1, true, 8760h, 2h}, 0, 3'600'000);
    row("slot is over", {1, true, {}, -1s}, 0, -1);
}

void TestRetryPolicy::waits()
{
    QFETCH(const FailedAttempt, attempt);
    QFETCH(const double, random);
    QFETCH(const int, waitMs);

    const RetryPolicy policy{[random] { return random; }};
    const std::optional<milliseconds> wait = policy.nextWait(attempt);
    QCOMPARE(wait ? static_cast<int>(wait->count()) : -1, waitMs);
}

void TestRetryPolicy::waitsBySystemRandom()
{
    const RetryPolicy policy;
    bool differs = false;
    const auto first = policy.nextWait({1, true, {}, 5min});
    for (int i = 0; i < 200; ++i) {
        const auto wait = policy.nextWait({1, true, {}, 5min});
        QVERIFY(wait && *wait >= 5s && *wait <= 6250ms);
        differs = differs || wait != first;
    }
    QVERIFY(differs);
}

void TestRetryPolicy::knowsRetryableStatus_data()
{
    QTest::addColumn<bool>("retryable");

    for (const int status : {408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530})
        QTest::addRow("%d", status) << true;
    for (const int status : {200, 204, 301, 400, 401, 402, 403, 404, 410, 422, 501, 505, 527, 529})
        QTest::addRow("%d", status) << false;
}

void TestRetryPolicy::knowsRetryableStatus()
{
    QFETCH(const bool, retryable);

    QCOMPARE(isRetryableStatus(QByteArray{QTest::currentDataTag()}.toInt()), retryable);
}

void TestRetryPolicy::readsRetryAfter_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<int>("waitMs"); // -1: ignored

    const auto row = [](const char *name, const char *value, const char *date, int waitMs) {
        QTest::newRow(name) << QByteArray{value} << QByteArray{date} << waitMs;
    };
    constexpr auto Sent = "Fri, 17 Jul 2026 03:19:20 GMT";
    row("seconds", "40", "", 40'000);
    row("seconds with blanks", " 40 ", "", 40'000);
    row("zero", "0", "", 0);
    row("negative", "-5", "", 0);
    row("an hour", "3600", "", 3'600'000);
    row("over an hour", "3601", "", 3'600'000);
    row("absurd", "99999999999999999999999", "", 3'600'000);
    row("absurdly negative", "-99999999999999999999999", "", 0);
    row("date against Date", "Fri, 17 Jul 2026 03:20:00 GMT", Sent, 40'000);
    row("date without Date: the clock", "Fri, 17 Jul 2026 03:20:00 GMT", "", 60'000);
    row("date with garbage for Date", "Fri, 17 Jul 2026 03:20:00 GMT", "yesterday", 60'000);
    row("past date", "Fri, 17 Jul 2026 03:00:00 GMT", Sent, 0);
    row("far date", "Sat, 17 Jul 2027 03:00:00 GMT", Sent, 3'600'000);
    row("RFC 850", "Friday, 17-Jul-26 03:20:00 GMT", Sent, 40'000);
    row("asctime", "Fri Jul 17 03:20:00 2026", Sent, 40'000);
    row("asctime with one digit", "Sat Aug  1 03:20:00 2026", "Sat, 01 Aug 2026 03:19:50 GMT",
        10'000);
    // 4 October 2026, 2:30 does not exist in Sydney, where the tests run.
    row("hour that a zone leaves out", "Sun, 04 Oct 2026 02:30:00 GMT",
        "Sun, 04 Oct 2026 02:29:00 GMT", 60'000);
    row("empty", "", Sent, -1);
    row("word", "soon", Sent, -1);
    row("fraction", "1.5", Sent, -1);
    row("unit", "40s", Sent, -1);
    row("sign alone", "-", Sent, -1);
    row("two numbers", "40 50", Sent, -1);
    row("no such day", "Fri, 31 Feb 2026 03:20:00 GMT", Sent, -1);
    row("other zone", "Fri, 17 Jul 2026 03:20:00 AEST", Sent, -1);
    row("ISO date", "2026-07-17T03:20:00Z", Sent, -1);
}

void TestRetryPolicy::readsRetryAfter()
{
    QFETCH(const QByteArray, value);
    QFETCH(const QByteArray, date);
    QFETCH(const int, waitMs);

    const QDateTime now{{2026, 7, 17}, {3, 19, 0}, Qt::UTC};
    const std::optional<milliseconds> wait = parseRetryAfter(value, date, now);
    QCOMPARE(wait ? static_cast<int>(wait->count()) : -1, waitMs);
}

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
