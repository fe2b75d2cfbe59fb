// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/chartwords.h"

#include "models/quotes/pricetext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 SlotMs = 300'000;
constexpr qint64 DayMs = 86'400'000;

// Not a QObject's tr(): these are plain functions, with one context for the translator.
QString words(const char *text, int n = -1)
{
    return QCoreApplication::translate("Chart", text, nullptr, n);
}

QString clockTime(const QDateTime &time, const QLocale &locale)
{
    return locale.toString(time, u"HH:mm"_s);
}

QString dayAndTime(const QDateTime &time, const QLocale &locale)
{
    return locale.toString(time, u"d MMM yyyy, HH:mm"_s);
}

// As wide as a digit: prices below each other meet at the decimal point.
constexpr QChar FigureSpace{0x2007};

qsizetype decimalsOf(const QString &price, const QLocale &locale)
{
    const qsizetype point = price.indexOf(locale.decimalPoint());
    return point < 0 ? 0 : price.size() - point - locale.decimalPoint().size();
}

} // namespace

QString gapTitleText(GapCause cause)
{
    switch (cause) {
    case GapCause::Asleep:
        return words(QT_TRANSLATE_NOOP("Chart", "Computer asleep"));
    case GapCause::Offline:
        return words(QT_TRANSLATE_NOOP("Chart", "No network"));
    case GapCause::ProviderEmpty:
        return words(QT_TRANSLATE_NOOP("Chart", "No price in the answer"));
    case GapCause::ProviderError:
        return words(QT_TRANSLATE_NOOP("Chart", "The source failed"));
    case GapCause::MarketClosed:
        return words(QT_TRANSLATE_NOOP("Chart", "Market closed"));
    case GapCause::Unknown:
        break;
    }
    return words(QT_TRANSLATE_NOOP("Chart", "Not collected"));
}

QString gapSizeText(const DataGap &gap, const QLocale &locale)
{
    const QDateTime from = gap.from.toLocalTime();
    const QDateTime to = gap.to.toLocalTime();
    const bool isShort = from.msecsTo(to) < DayMs;
    const auto count = int(std::max<qint64>(from.msecsTo(to) / SlotMs, 1));
    //: From when to when nothing was collected, and how many prices are missing.
    return words(QT_TRANSLATE_NOOP("Chart", "%1–%2, %3"))
            .arg(isShort ? clockTime(from, locale) : locale.toString(from, u"d MMM HH:mm"_s),
                 isShort ? clockTime(to, locale) : locale.toString(to, u"d MMM HH:mm"_s),
                 words(QT_TRANSLATE_N_NOOP("Chart", "%n slot(s)"), count));
}

QString rangeText(std::optional<ChartRange> range, TimeRange view, const QLocale &locale)
{
    if (!range) {
        return words(QT_TRANSLATE_NOOP("Chart", "%1 to %2"))
                .arg(dayAndTime(QDateTime::fromMSecsSinceEpoch(view.fromMs), locale),
                     dayAndTime(QDateTime::fromMSecsSinceEpoch(view.toMs), locale));
    }
    switch (*range) {
    case ChartRange::Hour:
        return words(QT_TRANSLATE_NOOP("Chart", "1 hour"));
    case ChartRange::Day:
        return words(QT_TRANSLATE_NOOP("Chart", "1 day"));
    case ChartRange::Week:
        return words(QT_TRANSLATE_NOOP("Chart", "1 week"));
    case ChartRange::Month:
        return words(QT_TRANSLATE_NOOP("Chart", "1 month"));
    case ChartRange::Year:
        return words(QT_TRANSLATE_NOOP("Chart", "1 year"));
    case ChartRange::All:
        break;
    }
    //: The chart shows the whole history.
    return words(QT_TRANSLATE_NOOP("Chart", "all"));
}

QString pointTimeText(const PlacedPoint &placed, const QLocale &locale)
{
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(placed.point.bar.time);
    if (placed.stepMs == 0) {
        //: A time, then its zone.
        return words(QT_TRANSLATE_NOOP("Chart", "%1 %2"))
                .arg(locale.toString(from, u"ddd d MMM yyyy, HH:mm"_s),
                     from.timeZoneAbbreviation());
    }
    const QDateTime to = from.addMSecs(placed.stepMs);
    const bool isWithinDay = placed.stepMs < DayMs;
    //: From one time to another, then the zone.
    return words(QT_TRANSLATE_NOOP("Chart", "%1–%2 %3"))
            .arg(locale.toString(from,
                                 isWithinDay ? u"ddd d MMM yyyy, HH:mm"_s : u"d MMM yyyy HH:mm"_s),
                 isWithinDay ? clockTime(to, locale) : locale.toString(to, u"d MMM yyyy HH:mm"_s),
                 to.timeZoneAbbreviation());
}

QList<std::pair<QString, QString>> pointRows(const PlacedPoint &placed, bool isCandle,
                                             const QString &currency, const QLocale &locale)
{
    const Bar &bar = placed.point.bar;
    QList<std::pair<QString, Price>> prices;
    if (placed.stepMs == 0 && !isCandle) {
        prices.append({words(QT_TRANSLATE_NOOP("Chart", "Last")), bar.close});
        if (placed.point.bid)
            prices.append({words(QT_TRANSLATE_NOOP("Chart", "Bid")), *placed.point.bid});
        if (placed.point.ask)
            prices.append({words(QT_TRANSLATE_NOOP("Chart", "Ask")), *placed.point.ask});
    } else {
        prices = {{words(QT_TRANSLATE_NOOP("Chart", "Open")), bar.open},
                  {words(QT_TRANSLATE_NOOP("Chart", "High")), bar.high},
                  {words(QT_TRANSLATE_NOOP("Chart", "Low")), bar.low},
                  {words(QT_TRANSLATE_NOOP("Chart", "Close")), bar.close}};
    }
    qsizetype decimals = 0;
    for (const auto &[name, price] : prices)
        decimals = std::max(decimals, decimalsOf(localPrice(price, locale), locale));
    QList<std::pair<QString, QString>> rows;
    for (const auto &[name, price] : prices) {
        QString text = localPrice(price, locale);
        text += QString{decimals - decimalsOf(text, locale), FigureSpace};
        //: A price and its currency.
        rows.append({name, words(QT_TRANSLATE_NOOP("Chart", "%1 %2")).arg(text, currency)});
    }
    return rows;
}

QString zoneText(TimeRange view)
{
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(view.fromMs);
    const QDateTime to = QDateTime::fromMSecsSinceEpoch(view.toMs);
    if (from.offsetFromUtc() == to.offsetFromUtc())
        return to.timeZoneAbbreviation();
    return from.timeZoneAbbreviation() + u'/' + to.timeZoneAbbreviation();
}
