// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <optional>
#include <string_view>

// Reads exact decimals, for the types of db/domain that hold one: JSON's grammar of a number, with
// a plus sign and leading zeros let through, and no double on the way. Char is char or char16_t.
namespace DecimalText {

__extension__ using Units = __int128;

template <typename Char> bool isDigit(Char c)
{
    return c >= '0' && c <= '9';
}

// What stands in front of and behind the exponent of a number.
template <typename Char> struct Decimal {
    bool negative = false;
    std::basic_string_view<Char> whole;
    std::basic_string_view<Char> fraction;
    qint64 exponent = 0; // held within +-100,000: enough to decide, too small to overflow
};

template <typename Char> std::size_t digitsAt(std::basic_string_view<Char> text, std::size_t from)
{
    std::size_t end = from;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    return end - from;
}

template <typename Char> bool takeSign(std::basic_string_view<Char> text, std::size_t &at)
{
    if (at < text.size() && (text[at] == '-' || text[at] == '+'))
        return text[at++] == '-';
    return false;
}

template <typename Char> std::optional<Decimal<Char>> split(std::basic_string_view<Char> text)
{
    Decimal<Char> decimal;
    std::size_t at = 0;
    decimal.negative = takeSign(text, at);
    std::size_t count = digitsAt(text, at);
    if (count == 0)
        return {};
    decimal.whole = text.substr(at, count);
    at += count;
    if (at < text.size() && text[at] == '.') {
        count = digitsAt(text, ++at);
        if (count == 0)
            return {};
        decimal.fraction = text.substr(at, count);
        at += count;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        const bool down = takeSign(text, ++at);
        count = digitsAt(text, at);
        if (count == 0)
            return {};
        for (const Char digit : text.substr(at, count))
            decimal.exponent = std::min<qint64>(decimal.exponent * 10 + (digit - '0'), 100'000);
        if (down)
            decimal.exponent = -decimal.exponent;
        at += count;
    }
    if (at != text.size())
        return {};
    return decimal;
}

enum class Fault { None, NotANumber, TooLarge, TooFine };

struct Parsed {
    Units units = 0; // whole number of 10^-decimals
    Fault fault = Fault::None;
};

// Never rounds. integerDigits + decimals is at most 38, which 128 bits hold.
template <typename Char>
Parsed parse(std::basic_string_view<Char> text, int integerDigits, int decimals)
{
    const std::optional<Decimal<Char>> decimal = split(text);
    if (!decimal)
        return {0, Fault::NotANumber};

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
        return {};
    qint64 end = digits;
    while (digitAt(end - 1) == 0)
        --end;
    const qint64 pointAt = wholeDigits + decimal->exponent;
    if (pointAt - first > integerDigits)
        return {0, Fault::TooLarge};
    if (end - pointAt > decimals)
        return {0, Fault::TooFine};

    Units units = 0;
    for (qint64 i = first; i < end; ++i)
        units = units * 10 + digitAt(i);
    for (qint64 i = end; i < pointAt + decimals; ++i)
        units *= 10;
    return {decimal->negative ? -units : units};
}

} // namespace DecimalText
