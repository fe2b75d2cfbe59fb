// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/chartwords.h"

#include "db/domain/asset.h"
#include "db/domain/currencymarket.h"
#include "db/domain/timespans.h"
#include "models/quotes/daytext.h"
#include "models/quotes/pricetext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int DividendDecimals = 4;

// Not a QObject's tr(): these are plain functions, with one context for the translator.
QString words(const char *text, int n = -1)
{
    return QCoreApplication::translate("Chart", text, nullptr, n);
}

QString dayAndTime(const QDateTime &time, const QLocale &locale)
{
    return locale.toString(time, u"d MMM yyyy, HH:mm"_s);
}

// As wide as a digit: prices below each other meet at the decimal point.
constexpr QChar FigureSpace{0x2007};

// A ratio without the zeros that the provider writes: "10", "1.05".
QString ratioText(Price price, const QLocale &locale)
{
    return localPrice(price, locale, 0);
}

QString leftOutText(ActionUse use)
{
    switch (use) {
    case ActionUse::Used:
        return {};
    case ActionUse::SwitchedOff:
        return words(QT_TRANSLATE_NOOP("Chart", "You left it out of the adjusted prices."));
    case ActionUse::Incomplete:
        return words(QT_TRANSLATE_NOOP(
                "Chart", "Left out of the adjusted prices: its numbers are incomplete."));
    case ActionUse::Repeated:
        return words(QT_TRANSLATE_NOOP(
                "Chart", "Left out of the adjusted prices: the same split stands beside it, and "
                         "the price did not move by this one."));
    case ActionUse::OtherCurrency:
        return words(QT_TRANSLATE_NOOP(
                "Chart",
                "Left out of the adjusted prices: it is not in the currency of the price."));
    case ActionUse::TooLarge:
        return words(QT_TRANSLATE_NOOP(
                "Chart", "Left out of the adjusted prices: it is not below the price before it."));
    case ActionUse::BeforePrices:
        return words(QT_TRANSLATE_NOOP("Chart", "No price is stored of the time before it."));
    case ActionUse::AfterPrices:
        break;
    }
    return words(QT_TRANSLATE_NOOP("Chart", "It counts from the first price behind it on."));
}

qsizetype decimalsOf(const QString &price, const QLocale &locale)
{
    const qsizetype point = price.indexOf(locale.decimalPoint());
    return point < 0 ? 0 : price.size() - point - locale.decimalPoint().size();
}

} // namespace

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
    case ChartRange::HalfYear:
        return words(QT_TRANSLATE_NOOP("Chart", "6 months"));
    case ChartRange::Year:
        return words(QT_TRANSLATE_NOOP("Chart", "1 year"));
    case ChartRange::FiveYears:
        return words(QT_TRANSLATE_NOOP("Chart", "5 years"));
    case ChartRange::All:
        break;
    }
    //: The chart shows the whole history.
    return words(QT_TRANSLATE_NOOP("Chart", "all"));
}

QString pointTimeText(const PlacedPoint &placed, const QLocale &locale)
{
    if (placed.isOfDays) {
        const QDate first = dayOf(placed.point.bar.time);
        if (placed.stepMs <= DayMs)
            return dayText(first, locale);
        const QDate last = dayOf(placed.point.bar.time + placed.stepMs - 1);
        return words(QT_TRANSLATE_NOOP("Chart", "%1–%2"))
                .arg(shortDayText(first, locale), shortDayText(last, locale));
    }
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

Price readableStockPrice(Price price)
{
    constexpr Price::Units step = 10'000; // 1e-4
    const Price::Units half = price.units() < 0 ? -step / 2 : step / 2;
    return Price::fromUnits((price.units() + half) / step * step);
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
    if (placed.traded) {
        for (auto &[name, price] : prices)
            price = readableStockPrice(price);
    }
    qsizetype decimals = 0;
    for (const auto &[name, price] : prices)
        decimals = std::max(decimals, decimalsOf(localPrice(price, locale), locale));
    QList<std::pair<QString, QString>> rows;
    for (const auto &[name, price] : prices) {
        QString text = localPrice(price, locale);
        text += QString{decimals - decimalsOf(text, locale), FigureSpace};
        //: A price and its currency.
        rows.append(
                {name, words(QT_TRANSLATE_NOOP("Chart", "%1 %2")).arg(text, currency).trimmed()});
    }
    if (placed.traded && placed.traded->volume) {
        //: How many shares were traded.
        rows.append({words(QT_TRANSLATE_NOOP("Chart", "Volume")),
                     locale.toString(*placed.traded->volume)});
    }
    return rows;
}

QString volumeText(qint64 volume, const QLocale &locale)
{
    constexpr std::array<const char *, 4> forms{"%1", QT_TRANSLATE_NOOP("Chart", "%1 k"),
                                                QT_TRANSLATE_NOOP("Chart", "%1 M"),
                                                QT_TRANSLATE_NOOP("Chart", "%1 G")};
    double shown = double(volume);
    std::size_t form = 0;
    for (; shown >= 1000 && form + 1 < forms.size(); ++form)
        shown /= 1000;
    return words(forms.at(form)).arg(locale.toString(shown, 'f', form == 0 ? 0 : 1));
}

QString actionText(const CorporateAction &action, const QLocale &locale)
{
    if (action.type == CorporateAction::Type::Split)
        return ratioText(action.numerator.value_or(Price{}), locale) + u':' +
               ratioText(action.denominator.value_or(Price{}), locale);
    //: An amount and its currency.
    return words(QT_TRANSLATE_NOOP("Chart", "%1 %2"))
            .arg(localPrice(action.value.value_or(Price{}), locale, DividendDecimals),
                 action.currency)
            .trimmed();
}

QString actionSentence(const SeriesAction &known, const QLocale &locale)
{
    const CorporateAction &action = known.action;
    const QString day = dayText(action.date, locale);
    const QString what =
            action.type == CorporateAction::Type::Split
                    ? //: new shares, old shares, the day.
                    words(QT_TRANSLATE_NOOP("Chart", "Split: %1 new shares for %2 old from %3 on."))
                            .arg(ratioText(action.numerator.value_or(Price{}), locale),
                                 ratioText(action.denominator.value_or(Price{}), locale), day)
                    //: amount, day.
                    : words(QT_TRANSLATE_NOOP("Chart", "Dividend of %1 a share, ex-date %2."))
                              .arg(actionText(action, locale), day);
    return QStringList{what, leftOutText(known.use)}.join(u' ').trimmed();
}

QString zoneText(TimeRange view)
{
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(view.fromMs);
    const QDateTime to = QDateTime::fromMSecsSinceEpoch(view.toMs);
    if (from.offsetFromUtc() == to.offsetFromUtc())
        return to.timeZoneAbbreviation();
    return from.timeZoneAbbreviation() + u'/' + to.timeZoneAbbreviation();
}
