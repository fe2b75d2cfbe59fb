// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <optional>

// What is to change in one or several assets; what is not set stays as it is in each of them.
struct AssetEdit {
    std::optional<QString> name;
    std::optional<QString> type;
    std::optional<QString> currency; // empty: not known
    std::optional<bool> isActive;

    [[nodiscard]] bool isEmpty() const { return !name && !type && !currency && !isActive; }

    friend bool operator==(const AssetEdit &, const AssetEdit &) = default;
};

Q_DECLARE_METATYPE(AssetEdit)
