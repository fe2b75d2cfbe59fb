// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/clock.h"

#include <ctime>

namespace {

std::chrono::milliseconds read(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return std::chrono::seconds{time.tv_sec} +
           std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::nanoseconds{time.tv_nsec});
}

} // namespace

Clock Clock::system()
{
#ifdef CLOCK_BOOTTIME
    constexpr clockid_t WithSleep = CLOCK_BOOTTIME;
#else
    constexpr clockid_t WithSleep = CLOCK_MONOTONIC; // sleep then looks like a changed wall clock
#endif
    return {&QDateTime::currentDateTimeUtc, [] { return read(CLOCK_MONOTONIC); },
            [] { return read(WithSleep); }};
}
