// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/daytext.h"

using namespace Qt::Literals::StringLiterals;

QString clockTime(const QDateTime &time, const QLocale &locale)
{
    return locale.toString(time, u"HH:mm"_s);
}

QString dayText(const QDate &day, const QLocale &locale)
{
    return locale.toString(day, u"ddd d MMM yyyy"_s);
}

QString shortDayText(const QDate &day, const QLocale &locale)
{
    return locale.toString(day, u"d MMM yyyy"_s);
}

QDate dayOf(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).date();
}
