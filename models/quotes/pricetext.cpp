// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/pricetext.h"

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QChar Minus{0x2212};

// whole and decimals are digits only; QLocale groups whole, which fits 64 bits.
QString joined(bool negative, quint64 whole, const QString &decimals, const QLocale &locale)
{
    QString text = locale.toString(whole);
    if (!decimals.isEmpty())
        text += locale.decimalPoint() + localDigits(decimals, locale);
    return negative ? Minus + text : text;
}

} // namespace

QString localDigits(const QString &digits, const QLocale &locale)
{
    const QList<uint> zero = locale.zeroDigit().toUcs4();
    if (zero.size() != 1 || zero.constFirst() == u'0')
        return digits;
    QList<uint> local;
    for (const QChar digit : digits)
        local.append(zero.constFirst() + uint(digit.unicode() - u'0'));
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(local.constData()), local.size());
}

QString localPrice(Price price, const QLocale &locale, int minDecimals)
{
    constexpr Price::Units scale = 100'000'000;
    const bool negative = price.units() < 0;
    const Price::Units units = negative ? -price.units() : price.units();
    QString decimals =
            QString::number(quint64(units % scale)).rightJustified(Price::Decimals, u'0');
    while (decimals.size() > minDecimals && decimals.endsWith(u'0'))
        decimals.chop(1);
    return joined(negative, quint64(units / scale), decimals, locale);
}

QString localHundredths(qint64 hundredths, const QLocale &locale)
{
    const quint64 size = hundredths < 0 ? 0 - quint64(hundredths) : quint64(hundredths);
    return joined(hundredths < 0, size / 100, QString::number(size % 100).rightJustified(2, u'0'),
                  locale);
}

QString rawHundredths(qint64 hundredths)
{
    return localHundredths(hundredths, QLocale::c()).replace(Minus, u'-');
}
