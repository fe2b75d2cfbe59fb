// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/price.h"

#include "db/domain/decimaltext.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint64 UnitsPerWhole = 100'000'000;

using DecimalText::Decimal;
using DecimalText::isDigit;
using DecimalText::split;

// The first decimal that is lost, and what stands behind it, decide; a tie goes to the even digit.
bool roundsUp(qint64 firstLost, bool isMore, Price::Units kept)
{
    return firstLost > 5 || (firstLost == 5 && (isMore || kept % 2 != 0));
}

// decimals: where to round; without it more than eight are refused.
template <typename Char>
Result<Price::Rounded> parseAny(std::basic_string_view<Char> text, std::optional<int> decimals = {})
{
    const std::optional<Decimal<Char>> decimal = split(text);
    if (!decimal)
        return fail(Error::Kind::Parse, u"not a number"_s);

    // The digits in one row; the decimal point stands behind the first pointAt of them.
    const auto wholeDigits = static_cast<qint64>(decimal->whole.size());
    const auto digits = wholeDigits + static_cast<qint64>(decimal->fraction.size());
    const auto digitAt = [&](qint64 i) {
        const Char digit = i < wholeDigits
                                   ? decimal->whole[static_cast<std::size_t>(i)]
                                   : decimal->fraction[static_cast<std::size_t>(i - wholeDigits)];
        return digit - '0';
    };
    qint64 first = 0;
    while (first < digits && digitAt(first) == 0)
        ++first;
    if (first == digits)
        return Price::Rounded{};
    qint64 end = digits;
    while (digitAt(end - 1) == 0)
        --end;
    const qint64 pointAt = wholeDigits + decimal->exponent;
    if (pointAt - first > Price::IntegerDigits)
        return fail(Error::Kind::Parse, u"more than twelve integer digits"_s);
    const int kept = decimals.value_or(Price::Decimals);
    const bool isExact = end - pointAt <= kept;
    if (!isExact && !decimals)
        return fail(Error::Kind::Parse, u"more than eight decimals"_s);

    Price::Units units = 0;
    const qint64 keptEnd = isExact ? end : std::max(first, pointAt + kept);
    for (qint64 i = first; i < keptEnd; ++i)
        units = units * 10 + digitAt(i);
    if (!isExact && keptEnd == pointAt + kept &&
        roundsUp(digitAt(keptEnd), end > keptEnd + 1, units))
        ++units;
    for (qint64 i = isExact ? end : pointAt + kept; i < pointAt + Price::Decimals; ++i)
        units *= 10;
    return Price::Rounded{Price::fromUnits(decimal->negative ? -units : units), isExact};
}

// The text that toString() makes of a price that is not negative: what every row holds, so it has a
// way without looking twice at a digit. Twelve and eight digits each fit 64 bits.
template <typename Char> std::optional<Price> parseCanonical(std::basic_string_view<Char> text)
{
    constexpr std::size_t behindPoint = Price::Decimals;
    if (text.size() < behindPoint + 2 || text.size() > behindPoint + 1 + Price::IntegerDigits)
        return {};
    const std::size_t point = text.size() - behindPoint - 1;
    if (text[point] != '.')
        return {};
    const auto number = [](std::basic_string_view<Char> digits, bool &good) {
        quint64 value = 0;
        for (const Char digit : digits) {
            good = good && isDigit(digit);
            value = value * 10 + static_cast<quint64>(digit - '0');
        }
        return value;
    };
    bool good = true;
    const quint64 whole = number(text.substr(0, point), good);
    const quint64 fraction = number(text.substr(point + 1), good);
    if (!good)
        return {};
    return Price::fromUnits(Price::Units{whole} * UnitsPerWhole + fraction);
}

template <typename Char> Result<Price> parseText(std::basic_string_view<Char> text)
{
    if (const std::optional<Price> price = parseCanonical(text))
        return *price;
    return parseAny(text).transform([](const Price::Rounded &rounded) { return rounded.price; });
}

} // namespace

Result<Price> Price::parse(QStringView text)
{
    return parseText(std::u16string_view{text.utf16(), static_cast<std::size_t>(text.size())});
}

Result<Price> Price::parse(QByteArrayView utf8)
{
    return parseText(std::string_view{utf8.data(), static_cast<std::size_t>(utf8.size())});
}

Result<Price::Rounded> Price::parseRounded(QByteArrayView utf8, int decimals)
{
    return parseAny(std::string_view{utf8.data(), static_cast<std::size_t>(utf8.size())}, decimals);
}

QLatin1StringView Price::toLatin1(std::span<char, TextCapacity> buffer) const noexcept
{
    __extension__ using Magnitude = unsigned __int128;
    const Magnitude magnitude =
            m_units < 0 ? -static_cast<Magnitude>(m_units) : static_cast<Magnitude>(m_units);
    char *at = buffer.data() + buffer.size();
    const auto put = [&at](auto rest, int atLeast) {
        for (int digit = 0; digit < atLeast || rest != 0; ++digit) {
            *--at = static_cast<char>('0' + static_cast<int>(rest % 10));
            rest /= 10;
        }
    };
    put(static_cast<quint64>(magnitude % UnitsPerWhole), Decimals);
    *--at = '.';
    // Dividing 128 bits costs ten times as much as 64, which every price of the schema fits.
    const Magnitude whole = magnitude / UnitsPerWhole;
    if (const auto small = static_cast<quint64>(whole); small == whole)
        put(small, 1);
    else
        put(whole, 1);
    if (m_units < 0)
        *--at = '-';
    return {at, buffer.data() + buffer.size() - at};
}

QString Price::toString() const
{
    std::array<char, TextCapacity> buffer;
    return toLatin1(buffer);
}

double Price::toDouble() const noexcept
{
    return static_cast<double>(m_units) / 1e8;
}
