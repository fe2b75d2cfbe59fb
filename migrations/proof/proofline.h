// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// What a table held before and after; the checksum is over the columns that both shapes have.
struct ProofLine {
    QString table;
    qint64 rowsBefore = 0;
    qint64 rowsAfter = 0;
    QString checksumBefore; // hex
    QString checksumAfter;  // empty until it was compared
    bool isEqual = false;

    friend bool operator==(const ProofLine &, const ProofLine &) = default;
};
