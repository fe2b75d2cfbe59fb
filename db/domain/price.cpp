// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/price.h"

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace {

// What stands in front of and behind the exponent of a number, checked by JSON's grammar with a
// plus sign and leading zeros let through.
struct Decimal {
    bool negative = false;
    QStringView whole;
    QStringView fraction;
    qint64 exponent = 0; // held within +-100,000: enough to decide, too small to overflow
};

qsizetype digitsAt(QStringView text, qsizetype from)
{
    qsizetype end = from;
    while (end < text.size() && text[end] >= u'0' && text[end] <= u'9')
        ++end;
    return end - from;
}

bool takeSign(QStringView text, qsizetype &at)
{
    if (at < text.size() && (text[at] == u'-' || text[at] == u'+'))
        return text[at++] == u'-';
    return false;
}

std::optional<Decimal> split(QStringView text)
{
    Decimal decimal;
    qsizetype at = 0;
    decimal.negative = takeSign(text, at);
    qsizetype count = digitsAt(text, at);
    if (count == 0)
        return {};
    decimal.whole = text.mid(at, count);
    at += count;
    if (at < text.size() && text[at] == u'.') {
        count = digitsAt(text, ++at);
        if (count == 0)
            return {};
        decimal.fraction = text.mid(at, count);
        at += count;
    }
    if (at < text.size() && (text[at] == u'e' || text[at] == u'E')) {
        const bool down = takeSign(text, ++at);
        count = digitsAt(text, at);
        if (count == 0)
            return {};
        for (const QChar digit : text.mid(at, count))
            decimal.exponent =
                    std::min<qint64>(decimal.exponent * 10 + (digit.unicode() - u'0'), 100'000);
        if (down)
            decimal.exponent = -decimal.exponent;
        at += count;
    }
    if (at != text.size())
        return {};
    return decimal;
}

} // namespace

Result<Price> Price::parse(QStringView text)
{
    const std::optional<Decimal> decimal = split(text);
    if (!decimal)
        return fail(Error::Kind::Parse, u"not a number"_s);

    // The digits in one row; the decimal point stands behind the first pointAt of them.
    const qsizetype wholeDigits = decimal->whole.size();
    const qsizetype digits = wholeDigits + decimal->fraction.size();
    const auto digitAt = [&](qsizetype i) {
        return (i < wholeDigits ? decimal->whole[i] : decimal->fraction[i - wholeDigits])
                       .unicode() -
               u'0';
    };
    qsizetype first = 0;
    while (first < digits && digitAt(first) == 0)
        ++first;
    if (first == digits)
        return Price{};
    qsizetype end = digits;
    while (digitAt(end - 1) == 0)
        --end;
    const qint64 pointAt = wholeDigits + decimal->exponent;
    if (pointAt - first > IntegerDigits)
        return fail(Error::Kind::Parse, u"more than twelve integer digits"_s);
    if (end - pointAt > Decimals)
        return fail(Error::Kind::Parse, u"more than eight decimals"_s);

    Units units = 0;
    for (qsizetype i = first; i < end; ++i)
        units = units * 10 + digitAt(i);
    for (qint64 i = end; i < pointAt + Decimals; ++i)
        units *= 10;
    return fromUnits(decimal->negative ? -units : units);
}

QString Price::toString() const
{
    // 39 digits hold any 128-bit number; with point and sign.
    std::array<char16_t, 42> buffer;
    char16_t *at = buffer.data() + buffer.size();
    __extension__ using Magnitude = unsigned __int128;
    Magnitude rest =
            m_units < 0 ? -static_cast<Magnitude>(m_units) : static_cast<Magnitude>(m_units);
    for (int digit = 0; digit <= Decimals || rest != 0; ++digit) {
        if (digit == Decimals)
            *--at = u'.';
        *--at = static_cast<char16_t>(u'0' + static_cast<int>(rest % 10));
        rest /= 10;
    }
    if (m_units < 0)
        *--at = u'-';
    return QString::fromUtf16(at, buffer.data() + buffer.size() - at);
}

double Price::toDouble() const noexcept
{
    return static_cast<double>(m_units) / 1e8;
}
