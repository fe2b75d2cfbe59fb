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

// Whether every group behind the first has its three digits; the point ends the last.
bool hasWholeGroups(const QString &whole, const QString &separator)
{
    const QStringList groups = whole.split(separator);
    for (qsizetype i = 1; i < groups.size(); ++i) {
        if (groups[i].size() != 3)
            return false;
    }
    QString first = groups.constFirst();
    if (first.startsWith(u'-') || first.startsWith(u'+'))
        first.remove(0, 1);
    return groups.size() == 1 || (!first.isEmpty() && first.size() <= 3 && first != "0"_L1);
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
    QString plain = text.trimmed();
    plain.replace(QChar{0x2212}, u'-');
    const qsizetype point = plain.indexOf(locale.decimalPoint());
    QString whole = point < 0 ? plain : plain.first(point);
    const QString decimals =
            point < 0 ? QString{} : plain.mid(point + locale.decimalPoint().size());
    if (!hasWholeGroups(whole, locale.groupSeparator()))
        return fail(Error::Kind::Parse, u"not a number"_s);
    whole.remove(locale.groupSeparator());
    return Quantity::parse(point < 0 ? whole : whole + u'.' + decimals);
}
