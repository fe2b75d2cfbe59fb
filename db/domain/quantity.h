// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

#include <compare>
#include <optional>

// An exact amount of a coin, of shares or of money, NUMERIC(38,18) everywhere: held as a whole
// number of 1e-18. May be negative or zero.
class Quantity final
{
public:
    __extension__ using Units = __int128;

    static constexpr int Decimals = 18;
    static constexpr int IntegerDigits = 20;

    constexpr Quantity() noexcept = default;

    // "0.00000001", "1250000.5", "1e-18": a JSON number or the same as text, C locale only. Refused
    // (Parse) with the reason as detail: not a number, more than eighteen significant decimals,
    // more than twenty integer digits. Never rounds, never goes through a double.
    [[nodiscard]] static Result<Quantity> parse(QStringView text);
    // units: whole number of 1e-18. Nothing beyond the 38 digits.
    [[nodiscard]] static std::optional<Quantity> fromUnits(Units units);
    [[nodiscard]] static Quantity fromPrice(Price price);

    [[nodiscard]] constexpr Units units() const noexcept { return m_units; }
    [[nodiscard]] constexpr bool isZero() const noexcept { return m_units == 0; }

    // Always eighteen decimals: this is what SQL, JSON and exports get.
    [[nodiscard]] QString toString() const;
    // Without the zeros at the end, "0.5": for lines that people read.
    [[nodiscard]] QString toShortString() const;

    // Nothing beyond the 38 digits.
    [[nodiscard]] std::optional<Quantity> plus(Quantity other) const;
    [[nodiscard]] std::optional<Quantity> minus(Quantity other) const;

    friend constexpr auto operator<=>(Quantity, Quantity) noexcept = default;

private:
    Units m_units = 0;
};

// quantity times price to eighteen decimals, half to even; the product itself is exact. Nothing
// beyond the 38 digits.
[[nodiscard]] std::optional<Quantity> valueOf(Quantity quantity, Price price);

// part of whole in hundredths of a percent, rounded half away from zero: 172 means 1.72 %. Nothing
// when whole is not above zero or the result passes 64 bits.
[[nodiscard]] std::optional<qint64> hundredthsOf(Quantity part, Quantity whole);

Q_DECLARE_METATYPE(Quantity)
