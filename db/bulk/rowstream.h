// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QByteArrayView>

#include <span>

// A value as it is the same on every engine: times are integers (ms since 1970, UTC; dates their
// midnight), truth is 0 or 1, exact decimals are text with all their decimals.
struct Cell {
    enum class Kind { Null, Integer, Real, Text, Blob };

    Kind kind = Kind::Null;
    qint64 integer = 0;
    double real = 0;
    QByteArrayView text; // of Text (UTF-8) and Blob; until the next row

    [[nodiscard]] static Cell ofInteger(qint64 number) { return {Kind::Integer, number, 0, {}}; }
    [[nodiscard]] static Cell ofReal(double number) { return {Kind::Real, 0, number, {}}; }
    [[nodiscard]] static Cell ofText(QByteArrayView text) { return {Kind::Text, 0, 0, text}; }
    [[nodiscard]] static Cell ofBlob(QByteArrayView bytes) { return {Kind::Blob, 0, 0, bytes}; }
};

// The rows of a query, one after the other as they arrive: for whole tables. Nothing else may run
// on the connection until the stream is gone. Thread: the connection's.
class RowStream
{
public:
    virtual ~RowStream() = default;

    [[nodiscard]] virtual bool next() = 0;
    // Of the row that next() stands on.
    [[nodiscard]] virtual std::span<const Cell> row() const = 0;
    // Why next() said no more; ok when it was the end.
    [[nodiscard]] virtual Result<> end() const = 0;
};
