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

Result<QString> plainNumber(const QString &text, const QLocale &locale)
{
    QString plain = text.trimmed();
    plain.replace(Minus, u'-');
    const qsizetype point = plain.indexOf(locale.decimalPoint());
    QString whole = point < 0 ? plain : plain.first(point);
    const QString decimals =
            point < 0 ? QString{} : plain.mid(point + locale.decimalPoint().size());
    if (!hasWholeGroups(whole, locale.groupSeparator()))
        return fail(Error::Kind::Parse, u"not a number"_s);
    whole.remove(locale.groupSeparator());
    return point < 0 ? whole : whole + u'.' + decimals;
}

Result<Price> priceFromLocal(const QString &text, const QLocale &locale)
{
    return plainNumber(text, locale).and_then([](const QString &plain) {
        return Price::parse(plain);
    });
}
