// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/quantity.h"

#include "db/domain/decimaltext.h"

#include <boost/multiprecision/cpp_int.hpp>

#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace {

// A quantity has 127 bits and a price 67: their product and all that follows from it fit.
using Wide = boost::multiprecision::int256_t;

constexpr Quantity::Units powerOfTen(int exponent)
{
    Quantity::Units power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

constexpr Quantity::Units Limit = powerOfTen(Quantity::Decimals + Quantity::IntegerDigits);
constexpr Quantity::Units One = powerOfTen(Quantity::Decimals);
constexpr Quantity::Units OfPrice = powerOfTen(Price::Decimals);

std::optional<Quantity> narrowed(const Wide &units)
{
    if (units >= Wide{Limit} || units <= -Wide{Limit})
        return {};
    return Quantity::fromUnits(static_cast<Quantity::Units>(units));
}

QString digitsOf(Quantity::Units value, int atLeast)
{
    QString digits;
    while (value != 0 || digits.size() < atLeast) {
        digits.prepend(QChar{u'0' + static_cast<char16_t>(value % 10)});
        value /= 10;
    }
    return digits;
}

} // namespace

Result<Quantity> Quantity::parse(QStringView text)
{
    const DecimalText::Parsed parsed = DecimalText::parse(
            std::u16string_view{text.utf16(), static_cast<std::size_t>(text.size())}, IntegerDigits,
            Decimals);
    switch (parsed.fault) {
    case DecimalText::Fault::NotANumber:
        return fail(Error::Kind::Parse, u"not a number"_s);
    case DecimalText::Fault::TooLarge:
        return fail(Error::Kind::Parse, u"more than twenty integer digits"_s);
    case DecimalText::Fault::TooFine:
        return fail(Error::Kind::Parse, u"more than eighteen decimals"_s);
    case DecimalText::Fault::None:
        break;
    }
    Quantity quantity;
    quantity.m_units = parsed.units;
    return quantity;
}

std::optional<Quantity> Quantity::fromUnits(Units units)
{
    if (units >= Limit || units <= -Limit)
        return {};
    Quantity quantity;
    quantity.m_units = units;
    return quantity;
}

Quantity Quantity::fromPrice(Price price)
{
    Quantity quantity;
    quantity.m_units = price.units() * (One / OfPrice);
    return quantity;
}

QString Quantity::toString() const
{
    const Units size =
            m_units < 0 ? -m_units : m_units; // 38 digits never reach the last of 128 bits
    const QString digits = digitsOf(size / One, 1) + u'.' + digitsOf(size % One, Decimals);
    return m_units < 0 ? u'-' + digits : digits;
}

QString Quantity::toShortString() const
{
    QString text = toString();
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

std::optional<Quantity> Quantity::plus(Quantity other) const
{
    return narrowed(Wide{m_units} + Wide{other.m_units});
}

std::optional<Quantity> Quantity::minus(Quantity other) const
{
    return narrowed(Wide{m_units} - Wide{other.m_units});
}

std::optional<Quantity> valueOf(Quantity quantity, Price price)
{
    const Wide product = Wide{quantity.units()} * Wide{price.units()};
    const Wide scale{OfPrice};
    const Wide size = boost::multiprecision::abs(product);
    Wide rounded = size / scale;
    const Wide twice = (size % scale) * 2;
    if (twice > scale || (twice == scale && rounded % 2 != 0))
        ++rounded;
    return narrowed(product < 0 ? Wide{-rounded} : rounded);
}

std::optional<qint64> hundredthsOf(Quantity part, Quantity whole)
{
    if (whole.units() <= 0)
        return {};
    const Wide divisor{whole.units()};
    const Wide doubled = Wide{part.units()} * 20'000;
    const Wide rounded =
            (doubled < 0 ? Wide{doubled - divisor} : Wide{doubled + divisor}) / (divisor * 2);
    if (boost::multiprecision::abs(rounded) > Wide{std::numeric_limits<qint64>::max()})
        return {};
    return static_cast<qint64>(rounded);
}
