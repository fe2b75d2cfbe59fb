// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/agetext.h"

#include "db/domain/timespans.h"

#include <QCoreApplication>

QString ageText(qint64 ageMs, const QLocale &locale)
{
    if (ageMs < MinuteMs)
        return QCoreApplication::translate("AgeText", "< 1 min");
    if (ageMs < HourMs)
        return QCoreApplication::translate("AgeText", "%1 min")
                .arg(locale.toString(ageMs / MinuteMs));
    if (ageMs < DayMs)
        return QCoreApplication::translate("AgeText", "%1 h").arg(locale.toString(ageMs / HourMs));
    return QCoreApplication::translate("AgeText", "%n day(s)", nullptr, int(ageMs / DayMs));
}

QString spokenAge(qint64 ageMs)
{
    if (ageMs < MinuteMs)
        return QCoreApplication::translate("AgeText", "less than a minute");
    if (ageMs < HourMs)
        return QCoreApplication::translate("AgeText", "%n minute(s)", nullptr,
                                           int(ageMs / MinuteMs));
    if (ageMs < DayMs)
        return QCoreApplication::translate("AgeText", "%n hour(s)", nullptr, int(ageMs / HourMs));
    return QCoreApplication::translate("AgeText", "%n day(s)", nullptr, int(ageMs / DayMs));
}
