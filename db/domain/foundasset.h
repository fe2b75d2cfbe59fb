// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

// An asset that a provider offers: a hit of its search, a line of an exchange's list, of a CSV
// file.
struct FoundAsset {
    QString symbol; // "BHP.AU"
    QString name;
    QString type; // "Common Stock", "ETF": an open set
    QString currency;
    QString country; // empty when unknown
    bool isRegistered = false;

    friend bool operator==(const FoundAsset &, const FoundAsset &) = default;
};

Q_DECLARE_METATYPE(FoundAsset)
