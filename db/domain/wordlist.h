// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>
#include <QStringView>

#include <array>
#include <optional>

// The names of an enumeration's values, in their order: what columns, JSON and commands say.
template <typename Value, std::size_t Count> struct WordList {
    std::array<QLatin1StringView, Count> words;

    [[nodiscard]] QString name(Value value) const
    {
        return words.at(static_cast<std::size_t>(value));
    }
    [[nodiscard]] std::optional<Value> value(QStringView name) const
    {
        for (std::size_t i = 0; i < Count; ++i) {
            if (words[i] == name)
                return static_cast<Value>(i);
        }
        return {};
    }
};
