// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/foundasset.h"

#include <QList>
#include <QMetaType>
#include <QString>

#include <algorithm>

// One asset of a CSV file.
struct ImportLine {
    int number = 0; // of the line where it begins, from 1, the header's
    FoundAsset asset;
    bool isActive = true;
    QString problem; // in words, why it cannot be imported; empty: it can

    // Registered ones stay as they are.
    [[nodiscard]] bool isNew() const { return problem.isEmpty() && !asset.isRegistered; }

    friend bool operator==(const ImportLine &, const ImportLine &) = default;
};

// What a CSV file of assets holds.
struct AssetImport {
    QString file;
    QList<ImportLine> lines; // in the file's order, without the header

    [[nodiscard]] int newCount() const
    {
        return int(std::count_if(lines.cbegin(), lines.cend(),
                                 [](const ImportLine &line) { return line.isNew(); }));
    }
    [[nodiscard]] int problemCount() const
    {
        return int(std::count_if(lines.cbegin(), lines.cend(),
                                 [](const ImportLine &line) { return !line.problem.isEmpty(); }));
    }

    friend bool operator==(const AssetImport &, const AssetImport &) = default;
};

Q_DECLARE_METATYPE(ImportLine)
Q_DECLARE_METATYPE(AssetImport)
