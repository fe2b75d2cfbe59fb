// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/gaptext.h"

#include "db/domain/asset.h"
#include "db/domain/currencymarket.h"
#include "db/domain/timespans.h"
#include "models/quotes/daytext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct Chart {
    Q_DECLARE_TR_FUNCTIONS(Chart)
};

} // namespace

QString gapTitleText(GapCause cause)
{
    switch (cause) {
    case GapCause::Asleep:
        return Chart::tr("Computer asleep");
    case GapCause::Offline:
        return Chart::tr("No network");
    case GapCause::ProviderEmpty:
        return Chart::tr("No price in the answer");
    case GapCause::ProviderError:
        return Chart::tr("The source failed");
    case GapCause::MarketClosed:
        return Chart::tr("Market closed");
    case GapCause::Unknown:
        break;
    }
    return Chart::tr("Not collected");
}

QString gapSizeText(const DataGap &gap, const QLocale &locale)
{
    if (gap.source == "eodhd"_L1) { // days of an exchange
        const QDate first = gap.from.toUTC().date();
        const QDate last = dayOf(gap.to.toMSecsSinceEpoch() - 1);
        const QString exchange = exchangeOf(gap.symbol);
        int days = 0;
        for (QDate day = first; day <= last; day = day.addDays(1))
            days += tradesOn(exchange, day);
        //: A day or from which to which, and how many days of trading are missing.
        return Chart::tr("%1, %2").arg(first == last
                                               ? dayText(first, locale)
                                               : Chart::tr("%1–%2").arg(shortDayText(first, locale),
                                                                        shortDayText(last, locale)),
                                       Chart::tr("%n day(s)", nullptr, std::max(days, 1)));
    }
    const QDateTime from = gap.from.toLocalTime();
    const QDateTime to = gap.to.toLocalTime();
    const bool isShort = from.msecsTo(to) < DayMs;
    const QString fromText =
            isShort ? clockTime(from, locale) : locale.toString(from, u"d MMM HH:mm"_s);
    const QString toText = isShort ? clockTime(to, locale) : locale.toString(to, u"d MMM HH:mm"_s);
    if (gap.cause == GapCause::MarketClosed) // nothing is missing there
        return Chart::tr("%1–%2").arg(fromText, toText);
    const auto count = int(std::max<qint64>(from.msecsTo(to) / SlotMs, 1));
    //: From when to when nothing was collected, and how many prices are missing.
    return Chart::tr("%1–%2, %3").arg(fromText, toText, Chart::tr("%n slot(s)", nullptr, count));
}
