// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/reportschedule.h"

#include "db/domain/timespans.h"
#include "db/domain/wordlist.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct ScheduleText {
    Q_DECLARE_TR_FUNCTIONS(ScheduleText)
};

constexpr WordList<ReportEvery, 2> Everies{{"day"_L1, "week"_L1}};

constexpr qint64 GraceMs = 10 * 60'000;
constexpr qint64 MondayMs = 4 * DayMs; // 1970-01-05
constexpr qsizetype LongestName = 60;

qint64 lengthOf(ReportEvery every)
{
    return every == ReportEvery::Day ? DayMs : 7 * DayMs;
}

// The beginning of the day or week that the moment belongs to.
qint64 beginOf(ReportEvery every, qint64 ms)
{
    const qint64 length = lengthOf(every);
    const qint64 offset = every == ReportEvery::Day ? 0 : MondayMs;
    const qint64 rest = (ms - offset) % length;
    return ms - (rest < 0 ? rest + length : rest);
}

QString dayOf(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).date().toString(Qt::ISODate);
}

} // namespace

QString reportEveryName(ReportEvery every)
{
    return Everies.name(every);
}

std::optional<ReportEvery> reportEveryFromName(QStringView name)
{
    return Everies.value(name);
}

Result<> ReportSchedule::check() const
{
    const bool isPlain = std::all_of(name.cbegin(), name.cend(), [](QChar c) {
        return c.isLetterOrNumber() || c == u'-' || c == u'_';
    });
    if (name.isEmpty() || name.size() > LongestName || !isPlain)
        return fail(Error::Kind::Usage,
                    ScheduleText::tr("Names of scheduled reports have letters, digits, - and _, "
                                     "at most %1.")
                            .arg(LongestName));
    if (!QDir::isAbsolutePath(folder))
        return fail(Error::Kind::Usage,
                    ScheduleText::tr("Name the folder from the root on, as /home/me/reports."));
    return format.check();
}

std::optional<ReportPeriod> duePeriod(ReportEvery every, std::optional<qint64> writtenToMs,
                                      qint64 nowMs)
{
    constexpr qint64 WrongMs = 31 * DayMs;

    const qint64 end = beginOf(every, nowMs - GraceMs);
    if (writtenToMs && *writtenToMs > end + WrongMs)
        writtenToMs.reset();
    const qint64 from = writtenToMs.value_or(beginOf(every, end - 1));
    return from < end ? std::optional{ReportPeriod{from, end}} : std::nullopt;
}

bool isStillFilled(const ReportSchedule &schedule, const ReportPeriod &period, qint64 nowMs)
{
    constexpr qint64 PricesMs = 2 * DayMs;
    constexpr qint64 BarsMs = 14 * DayMs; // which a sync asks for again

    const qint64 late = schedule.request.report == Report::Bars ? BarsMs : PricesMs;
    return nowMs - period.toMs < std::max(late, lengthOf(schedule.every)) + DayMs;
}

QString scheduledFileName(const QString &name, const ReportPeriod &period)
{
    const QString first = dayOf(period.fromMs);
    const QString last = dayOf(period.toMs - 1);
    return (first == last ? u"%1-%2.csv"_s : u"%1-%2-to-%3.csv"_s.arg(u"%1"_s, u"%2"_s, last))
            .arg(name, first);
}
