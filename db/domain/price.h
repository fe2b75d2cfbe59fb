// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QByteArrayView>
#include <QMetaType>
#include <QString>

#include <compare>
#include <span>

// An exact price, NUMERIC(20,8) everywhere: held as a whole number of 1e-8. A double keeps 15
// digits of the 20, and 64 bits keep 18. A Price may be negative or zero (a difference is); that a
// quote's prices are above zero is the collector's rule.
class Price final
{
public:
    __extension__ using Units = __int128;

    static constexpr int Decimals = 8;
    static constexpr int IntegerDigits = 12;

    constexpr Price() noexcept = default;

    // "101.25", "-3", "1.5e-5": a JSON number or the same as text, C locale only. Refused (Parse)
    // with the reason as detail: not a number, more than eight significant decimals, more than
    // twelve integer digits. Never rounds, never goes through a double.
    [[nodiscard]] static Result<Price> parse(QStringView text);
    [[nodiscard]] static Result<Price> parse(QByteArrayView utf8);

    struct Rounded;
    // The same for a provider that is not exact itself: rounded half to even to so many decimals,
    // at most eight. Only what is no number or too large is refused.
    [[nodiscard]] static Result<Rounded> parseRounded(QByteArrayView utf8, int decimals);

    // units: whole number of 1e-8.
    [[nodiscard]] static constexpr Price fromUnits(Units units) noexcept
    {
        Price price;
        price.m_units = units;
        return price;
    }

    [[nodiscard]] constexpr Units units() const noexcept { return m_units; }

    // Always eight decimals: this is what SQL, JSON and exports get.
    [[nodiscard]] QString toString() const;

    // The same, written to buffer without an allocation. The view lives as long as the buffer.
    static constexpr int TextCapacity = 42; // 39 digits hold any 128-bit number; point and sign
    [[nodiscard]] QLatin1StringView toLatin1(std::span<char, TextCapacity> buffer) const noexcept;

    // For a chart's axis only.
    [[nodiscard]] double toDouble() const noexcept;

    friend constexpr auto operator<=>(Price, Price) noexcept = default;

private:
    Units m_units = 0;
};

struct Price::Rounded {
    Price price;
    bool isExact = true; // nothing was lost
};

Q_DECLARE_METATYPE(Price)
