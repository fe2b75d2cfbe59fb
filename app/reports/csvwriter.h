// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/reports/csvencoder.h"
#include "db/bulk/rowstream.h"
#include "db/domain/csvformat.h"
#include "db/domain/report.h"

#include <array>
#include <vector>

// Rows as the lines of a CSV file, in bytes and without a QString for a cell: a million rows are
// six million of them. Thread: any, one at a time.
class CsvWriter final
{
public:
    CsvWriter(const CsvFormat &format, const QList<ReportColumn> &columns);

    // The byte order mark and the names of the columns, where the format has them.
    [[nodiscard]] Result<> begin();
    // One cell for each column. Refused (Usage) with a sentence when the encoding has no such
    // character; the row is then not there.
    [[nodiscard]] Result<> append(std::span<const Cell> row);

    // Not yet taken.
    [[nodiscard]] QByteArrayView bytes() const { return m_encoder ? m_encoder->bytes() : plain(); }
    void clear();
    [[nodiscard]] qint64 rows() const { return m_rows; }

private:
    [[nodiscard]] QByteArrayView plain() const
    {
        return {m_bytes.data(), static_cast<qsizetype>(m_size)};
    }
    void reserve(std::size_t more);
    void put(char c) { m_bytes[m_size++] = c; }
    void put(QByteArrayView text);
    void putText(QByteArrayView text);
    void putQuoted(QByteArrayView text);
    void putNumber(QByteArrayView text);
    void putTime(qint64 ms);
    void writeTime(qint64 ms); // to m_lastTime
    void putCell(const Cell &cell, ReportColumn::Kind kind);
    void endLine();
    [[nodiscard]] Result<> encode();
    [[nodiscard]] Error fault(QStringView character) const;

    const CsvFormat m_format;
    const QByteArray m_nullText;
    QList<ReportColumn> m_columns;
    std::array<bool, 256> m_needsQuotes{}; // by byte
    std::vector<char> m_bytes;             // UTF-8; grows, never shrinks
    std::size_t m_size = 0;
    std::optional<CsvEncoder> m_encoder; // nothing: UTF-8
    qint64 m_rows = 0;

    // The rows of a slot have the same times.
    qint64 m_lastMs = 0;
    std::array<char, 24> m_lastTime{};
    std::size_t m_lastTimeSize = 0;
};
