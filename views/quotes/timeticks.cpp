// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/timeticks.h"

#include "db/domain/timespans.h"

#include <QDateTime>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

// Offsets of zones are whole quarters of an hour.
constexpr qint64 QuarterMs = 15 * MinuteMs;
constexpr double FreePixels = 56; // between two texts

QDateTime localTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms);
}

qint64 startOf(QDate day)
{
    return day.startOfDay().toMSecsSinceEpoch();
}

qint64 firstAtOrAfter(qint64 origin, qint64 step, qint64 ms)
{
    return ms <= origin ? origin : origin + (ms - origin + step - 1) / step * step;
}

void addTimesOf(QDate day, qint64 step, TimeRange view, QList<qint64> &times)
{
    const qint64 start = startOf(day);
    const qint64 end = startOf(day.addDays(1));
    if (end - start == DayMs) {
        for (qint64 ms = firstAtOrAfter(start, step, view.fromMs); ms < std::min(end, view.toMs);
             ms += step)
            times.append(ms);
        return;
    }
    // The clocks change on this day: only the clock itself says what is round.
    const qint64 stride = std::min(step, QuarterMs);
    for (qint64 ms = firstAtOrAfter(start, stride, view.fromMs); ms < std::min(end, view.toMs);
         ms += stride) {
        if (localTime(ms).time().msecsSinceStartOfDay() % step == 0)
            times.append(ms);
    }
}

QList<TimeTick> hourTicks(qint64 step, TimeRange view, const QLocale &locale)
{
    QList<qint64> times;
    const QDate last = localTime(view.toMs).date();
    for (QDate day = localTime(view.fromMs).date(); day <= last; day = day.addDays(1))
        addTimesOf(day, step, view, times);

    QList<TimeTick> ticks;
    QDateTime before;
    for (const qint64 ms : times) {
        const QDateTime time = localTime(ms);
        TimeTick tick{ms, locale.toString(time, u"HH:mm"_s), false};
        if (ms == startOf(time.date()))
            tick = {ms, locale.toString(time, u"ddd d"_s), true};
        else if (before.isValid() && before.offsetFromUtc() > time.offsetFromUtc() &&
                 time.time() <= before.time())
            tick.text += u' ' + time.timeZoneAbbreviation();
        ticks.append(tick);
        before = time;
    }
    return ticks;
}

QList<TimeTick> dayTicks(int step, TimeRange view, const QLocale &locale)
{
    QList<TimeTick> ticks;
    const QDate last = localTime(view.toMs).date();
    for (QDate day = localTime(view.fromMs).date(); day <= last; day = day.addDays(1)) {
        // Julian day 0 was a Monday, so weeks start on one.
        if (day.toJulianDay() % step == 0 && view.contains(startOf(day)))
            ticks.append({startOf(day), locale.toString(day, u"d MMM"_s), false});
    }
    return ticks;
}

QList<TimeTick> monthTicks(int step, TimeRange view, const QLocale &locale)
{
    QList<TimeTick> ticks;
    const QDate first = localTime(view.fromMs).date();
    QDate month{first.year(), 1, 1};
    if (step >= 12)
        month = QDate{first.year() / (step / 12) * (step / 12), 1, 1};
    for (; month.isValid() && startOf(month) < view.toMs; month = month.addMonths(step)) {
        if (!view.contains(startOf(month)))
            continue;
        const bool isYear = month.month() == 1;
        ticks.append(
                {startOf(month), locale.toString(month, isYear ? u"yyyy"_s : u"MMM"_s), isYear});
    }
    return ticks;
}

} // namespace

QList<TimeTick> timeTicks(TimeRange view, double pixels, const QFontMetricsF &metrics,
                          const QLocale &locale)
{
    static constexpr std::array<qint64, 11> HourSteps{
            MinuteMs,   2 * MinuteMs, 5 * MinuteMs, 10 * MinuteMs, 15 * MinuteMs, 30 * MinuteMs,
            1 * HourMs, 2 * HourMs,   3 * HourMs,   6 * HourMs,    12 * HourMs};
    static constexpr std::array<int, 5> DaySteps{1, 2, 4, 7, 14};
    static constexpr std::array<int, 7> MonthSteps{1, 2, 3, 6, 12, 24, 60};

    if (view.span() <= 0 || pixels <= 0)
        return {};
    const auto stepFor = [&](const QString &widest) {
        return double(view.span()) * (metrics.horizontalAdvance(widest) + FreePixels) / pixels;
    };
    const double hours = stepFor(u"00:00"_s);
    for (const qint64 step : HourSteps) {
        if (double(step) >= hours)
            return hourTicks(step, view, locale);
    }
    const double days = stepFor(u"00 Mmm"_s) / double(DayMs);
    for (const int step : DaySteps) {
        if (step >= days)
            return dayTicks(step, view, locale);
    }
    const double months = stepFor(u"Mmm"_s) / double(30 * DayMs);
    for (const int step : MonthSteps) {
        if (step >= months)
            return monthTicks(step, view, locale);
    }
    return monthTicks(120, view, locale);
}
