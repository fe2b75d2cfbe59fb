// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>

#include <chrono>
#include <functional>
#include <optional>

// What the policy needs to know after a failed attempt.
struct FailedAttempt {
    int number = 1; // of the attempt within its run, from 1
    bool retryable = false;
    std::optional<std::chrono::milliseconds> retryAfter; // what the server asked for
    // Until the next attempt must have left: the end of the slot, less the time that it may take.
    std::chrono::milliseconds timeLeft{};
};

// When a failed request is worth another: at most three attempts. Attempt n is followed by a wait
// of
//
//     5 s * 2^(n-1) * (1 + 0.25 r)        r random in [0, 1): 5 to 6.25 s, then 10 to 12.5 s
//
// and never by less than Retry-After * (1 + 0.1 r). The jitter keeps programs that failed together
// from coming back together. Pure: the same answers for the same random numbers.
class RetryPolicy final
{
public:
    using Random = std::function<double()>; // [0, 1)

    static constexpr int MaxAttempts = 3;
    static constexpr std::chrono::milliseconds FirstWait{5000};
    static constexpr std::chrono::milliseconds LongestRetryAfter = std::chrono::hours{1};

    explicit RetryPolicy(Random random = &systemRandom);

    // How long to wait before the next attempt; nothing: give up until the next slot.
    [[nodiscard]] std::optional<std::chrono::milliseconds> nextWait(const FailedAttempt &) const;

private:
    static double systemRandom();

    Random m_random;
};

// Whether a GET that was answered with this HTTP status may be repeated soon.
[[nodiscard]] bool isRetryableStatus(int httpStatus);

// The header Retry-After in both forms: seconds, or a date, which is compared with the answer's own
// header Date (with now when that is missing or garbage). Negative or past is 0, more than an hour
// is an hour, garbage is nothing.
[[nodiscard]] std::optional<std::chrono::milliseconds>
parseRetryAfter(const QByteArray &value, const QByteArray &dateHeader, const QDateTime &now);
