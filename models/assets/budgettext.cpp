// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/assets/budgettext.h"

#include <QCoreApplication>
#include <QStringList>
#include <QTimeZone>

using namespace Qt::Literals::StringLiterals;

namespace {

struct BudgetText {
    Q_DECLARE_TR_FUNCTIONS(BudgetText)
};

// The next midnight in GMT, when EODHD counts from nought again.
QDateTime restartAfter(const QDateTime &now)
{
    return QDateTime{now.toUTC().date().addDays(1), QTime{0, 0}, Qt::UTC};
}

QString spanText(qint64 ms, const QLocale &locale)
{
    const qint64 minutes = (ms + 59'999) / 60'000;
    if (minutes < 60)
        return BudgetText::tr("%1 min").arg(locale.toString(minutes));
    //: Hours and minutes.
    return BudgetText::tr("%1 h %2 min")
            .arg(locale.toString(minutes / 60), locale.toString(minutes % 60));
}

QString numberWord(int number, const QLocale &locale)
{
    switch (number) {
    case 2:
        return BudgetText::tr("two");
    case 3:
        return BudgetText::tr("three");
    case 4:
        return BudgetText::tr("four");
    case 5:
        return BudgetText::tr("five");
    case 6:
        return BudgetText::tr("six");
    default:
        return locale.toString(number);
    }
}

} // namespace

QString callsUsedText(const CallBudget &budget, const QLocale &locale)
{
    //: Stands behind the number of calls that were used.
    return BudgetText::tr("of %1 calls used").arg(locale.toString(budget.limit));
}

QString callsLeftText(const CallBudget &budget, const QLocale &locale)
{
    return budget.left() == 0 ? BudgetText::tr("none left")
                              : BudgetText::tr("%1 left").arg(locale.toString(budget.left()));
}

QString counterText(const CallBudget &budget, const QDateTime &now, const QLocale &locale)
{
    const QDateTime restart = restartAfter(now);
    const QDateTime local = restart.toLocalTime();
    //: A time of day and its zone.
    const QString time = BudgetText::tr("%1 %2").arg(
            locale.toString(local.time(), BudgetText::tr("HH:mm")), local.timeZoneAbbreviation());
    const QString rest = spanText(now.msecsTo(restart), locale);
    if (budget.blockedUntil.isValid() && budget.blockedUntil > now)
        return BudgetText::tr("EODHD says that today's calls are used up. The counter restarts at "
                              "%1 (00:00 GMT), in %2.")
                .arg(time, rest);
    return BudgetText::tr("Counter restarts at %1 (00:00 GMT), in %2.").arg(time, rest);
}

QString roundText(int symbols, int callsADay, int days, const QLocale &locale)
{
    if (symbols == 0 || days == 0)
        return BudgetText::tr("No active stock or fund: no calls are needed.");
    const QString calls = locale.toString(callsADay);
    if (days == 1)
        return BudgetText::tr("%n symbol(s), %1 calls a day: every symbol every day.", nullptr,
                              symbols)
                .arg(calls);
    return BudgetText::tr("%n symbol(s), %1 calls a day: every symbol every %2 days.", nullptr,
                          symbols)
            .arg(calls, numberWord(days, locale));
}

QString planText(int callsADay, const QLocale &locale)
{
    if (callsADay == CallBudget::FreePlan)
        return BudgetText::tr("Free plan");
    if (callsADay == CallBudget::PaidPlan)
        return BudgetText::tr("Paid plan");
    return BudgetText::tr("%1 calls a day").arg(locale.toString(callsADay));
}

QString forecastText(const QList<ForecastDay> &forecast, const QLocale &locale)
{
    QStringList days;
    for (const ForecastDay &day : forecast) {
        const QString name = forecastDayText(day.day, locale);
        const QString used = locale.toString(day.used);
        const QString expected = locale.toString(day.expected);
        if (day.used > 0)
            days << BudgetText::tr("%1: %2 used, %3 to come").arg(name, used, expected);
        else if (isClosedDay(day))
            days << BudgetText::tr("%1: closed").arg(name);
        else
            days << BudgetText::tr("%1: %2 to come").arg(name, expected);
    }
    return days.join(u"; "_s);
}

QString forecastDayText(const QDate &day, const QLocale &locale)
{
    //: A day under a bar of a chart: "Fri 20".
    return locale.toString(day, BudgetText::tr("ddd d"));
}

bool isClosedDay(const ForecastDay &day)
{
    return day.used + day.expected == 0 && day.day.dayOfWeek() >= Qt::Saturday;
}
