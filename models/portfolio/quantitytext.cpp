// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/portfolio/quantitytext.h"

#include "models/quotes/pricetext.h"

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Quantity::Units One = 1'000'000'000'000'000'000;

// The whole part with its groups; beyond 64 bits the last three digits are put behind the others.
QString localWhole(Quantity::Units whole, const QLocale &locale)
{
    if (const auto small = static_cast<quint64>(whole); Quantity::Units{small} == whole)
        return locale.toString(small);
    const QString last = localDigits(
            QString::number(static_cast<quint64>(whole % 1000)).rightJustified(3, u'0'), locale);
    return locale.toString(static_cast<quint64>(whole / 1000)) + locale.groupSeparator() + last;
}

QString localText(Quantity quantity, const QLocale &locale, int minDecimals)
{
    constexpr QChar Minus{0x2212};
    const bool isNegative = quantity.units() < 0;
    const Quantity::Units size = isNegative ? -quantity.units() : quantity.units();
    QString decimals = QString::number(static_cast<quint64>(size % One))
                               .rightJustified(Quantity::Decimals, u'0');
    while (decimals.size() > minDecimals && decimals.endsWith(u'0'))
        decimals.chop(1);
    QString text = localWhole(size / One, locale);
    if (!decimals.isEmpty())
        text += locale.decimalPoint() + localDigits(decimals, locale);
    return isNegative ? Minus + text : text;
}

Quantity rounded(Quantity quantity, int decimals)
{
    Quantity::Units scale = 1;
    for (int i = decimals; i < Quantity::Decimals; ++i)
        scale *= 10;
    const bool isNegative = quantity.units() < 0;
    const Quantity::Units size = isNegative ? -quantity.units() : quantity.units();
    Quantity::Units kept = size / scale;
    const Quantity::Units twice = size % scale * 2;
    if (twice > scale || (twice == scale && kept % 2 != 0))
        ++kept;
    return Quantity::fromUnits(isNegative ? -kept * scale : kept * scale).value_or(quantity);
}

} // namespace

QString localQuantity(Quantity quantity, const QLocale &locale, int minDecimals)
{
    return localText(quantity, locale, minDecimals);
}

QString localMoney(Quantity money, const QLocale &locale)
{
    const bool isSmall = money.units() > -One && money.units() < One;
    return localText(rounded(money, isSmall ? 8 : 2), locale, 2);
}

Result<Quantity> quantityFromLocal(const QString &text, const QLocale &locale)
{
    return plainNumber(text, locale).and_then([](const QString &plain) {
        return Quantity::parse(plain);
    });
}
