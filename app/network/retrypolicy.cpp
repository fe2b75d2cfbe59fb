// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/retrypolicy.h"

#include <QLocale>
#include <QRandomGenerator>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using std::chrono::milliseconds;

namespace {

constexpr double WaitJitter = 0.25;
constexpr double RetryAfterJitter = 0.1;

milliseconds stretched(milliseconds wait, double by)
{
    return milliseconds{std::llround(static_cast<double>(wait.count()) * (1 + by))};
}

// RFC 9110: "Fri, 17 Jul 2026 03:20:00 GMT", English whatever the machine speaks; and the two forms
// that it calls obsolete and still wants read: "Friday, 17-Jul-26 03:20:00 GMT" and
// "Fri Jul 17 03:20:00 2026". Date and time are read apart: together they would be a time of this
// machine's zone, and some hours do not exist there.
QDateTime httpDate(const QByteArray &text)
{
    QStringList words = QString::fromLatin1(text).simplified().split(u' ');
    if (words.size() < 4)
        return {};
    words.removeFirst(); // the day of the week
    const QLocale english = QLocale::c();
    QDate date;
    QTime time;
    if (words.size() == 5 && words[4] == "GMT"_L1) {
        date = english.toDate(words.mid(0, 3).join(u' '), u"d MMM yyyy"_s);
        time = QTime::fromString(words[3], u"hh:mm:ss"_s);
    } else if (words.size() == 3 && words[2] == "GMT"_L1) {
        date = english.toDate(words[0], u"d-MMM-yy"_s).addYears(100); // read as 19..
        time = QTime::fromString(words[1], u"hh:mm:ss"_s);
    } else if (words.size() == 4) {
        date = english.toDate(words[0] + u' ' + words[1] + u' ' + words[3], u"MMM d yyyy"_s);
        time = QTime::fromString(words[2], u"hh:mm:ss"_s);
    }
    if (!date.isValid() || !time.isValid())
        return {};
    return QDateTime{date, time, Qt::UTC};
}

std::optional<milliseconds> deltaSeconds(const QByteArray &text)
{
    const QByteArray digits = text.startsWith('-') ? text.mid(1) : text;
    const bool isNumber = !digits.isEmpty() &&
                          std::all_of(digits.begin(), digits.end(),
                                      [](char digit) { return digit >= '0' && digit <= '9'; });
    if (!isNumber)
        return {};
    bool fits = false;
    const qint64 seconds = text.toLongLong(&fits);
    if (!fits || seconds > RetryPolicy::LongestRetryAfter / 1s)
        return text.startsWith('-') ? 0ms : RetryPolicy::LongestRetryAfter;
    return milliseconds{1s} * std::max<qint64>(seconds, 0);
}

} // namespace

RetryPolicy::RetryPolicy(Random random)
    : m_random{std::move(random)}
{}

double RetryPolicy::systemRandom()
{
    return QRandomGenerator::global()->generateDouble();
}

std::optional<milliseconds> RetryPolicy::nextWait(const FailedAttempt &attempt) const
{
    if (!attempt.retryable || attempt.number >= MaxAttempts)
        return {};
    const int doublings = std::max(attempt.number - 1, 0);
    milliseconds wait = stretched(FirstWait * (1 << doublings), WaitJitter * m_random());
    if (attempt.retryAfter) {
        const milliseconds asked = std::clamp(*attempt.retryAfter, 0ms, LongestRetryAfter);
        wait = std::max(wait, stretched(asked, RetryAfterJitter * m_random()));
    }
    if (wait > attempt.timeLeft)
        return {};
    return wait;
}

bool isRetryableStatus(int httpStatus)
{
    switch (httpStatus) {
    case 408:
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
    case 530:
        return true;
    default: // 520 to 526 are Cloudflare's: it could not talk to the server that it guards
        return httpStatus >= 520 && httpStatus <= 526;
    }
}

std::optional<milliseconds> parseRetryAfter(const QByteArray &value, const QByteArray &dateHeader,
                                            const QDateTime &now)
{
    const QByteArray text = value.trimmed();
    if (const std::optional<milliseconds> seconds = deltaSeconds(text))
        return seconds;
    const QDateTime until = httpDate(text);
    if (!until.isValid())
        return {};
    const QDateTime sent = httpDate(dateHeader);
    const milliseconds wait{(sent.isValid() ? sent : now).msecsTo(until)};
    return std::clamp(wait, 0ms, RetryPolicy::LongestRetryAfter);
}
