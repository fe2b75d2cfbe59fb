// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <algorithm>
#include <array>
#include <bit>

// How long something took, many times: counts in classes that grow by a quarter of a power of two,
// so that a percentile is known to about a tenth of itself, whatever its size.
class TimeHistogram final
{
public:
    static constexpr int Classes = 112; // the last begins at two minutes

    // The class of so many microseconds.
    [[nodiscard]] static constexpr int classOf(qint64 us)
    {
        if (us < 1)
            return 0;
        const auto value = static_cast<quint64>(us);
        const int octave = std::bit_width(value) - 1;
        const quint64 quarter = octave >= 2 ? value >> (octave - 2) : value << (2 - octave);
        return std::min(1 + 4 * octave + int(quarter & 3), Classes - 1);
    }
    // Its lower end, in microseconds.
    [[nodiscard]] static double lowerEnd(int timeClass);

    void add(int timeClass, qint64 count) { m_counts[size_t(timeClass)] += count; }
    void add(const TimeHistogram &other);
    [[nodiscard]] TimeHistogram scaled(double factor) const; // what is there stays there
    [[nodiscard]] qint64 count() const;
    // The time that this share of all (0 to 1) did not exceed, in microseconds; 0 without any.
    [[nodiscard]] qint64 percentile(double share) const;

    // [[24,2],[31,1]]: the classes that hold something.
    [[nodiscard]] QByteArray toJson() const;
    // What cannot be read counts as nothing.
    [[nodiscard]] static TimeHistogram fromJson(QByteArrayView json);

    friend bool operator==(const TimeHistogram &, const TimeHistogram &) = default;

private:
    std::array<qint64, Classes> m_counts{};
};
