// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/proof/proof.h"

#include "db/schema/inspection.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <bit>
#include <cstring>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t TagSize = 1;
constexpr std::size_t NumberSize = sizeof(quint64);

// Of this program's memory alone, so the processor's own byte order would do; but a checksum stands
// in manifests, too.
char *writeNumber(char *at, quint64 number)
{
    if constexpr (std::endian::native == std::endian::big)
        number = __builtin_bswap64(number);
    std::memcpy(at, &number, NumberSize);
    return at + NumberSize;
}

// Type and length in front: NULL is no text "NULL", and ("ab", "c") is not ("a", "bc").
char *writeCanonical(char *at, const Cell &cell)
{
    switch (cell.kind) {
    case Cell::Kind::Null:
        *at++ = 'N';
        break;
    case Cell::Kind::Integer:
        *at++ = 'I';
        at = writeNumber(at, static_cast<quint64>(cell.integer));
        break;
    case Cell::Kind::Real:
        // Every bit: a text of 15 digits hides a difference. But for the sign of zero, which SQLite
        // does not keep.
        *at++ = 'R';
        at = writeNumber(at, std::bit_cast<quint64>(cell.real == 0 ? 0.0 : cell.real));
        break;
    case Cell::Kind::Text:
    case Cell::Kind::Blob:
        *at++ = cell.kind == Cell::Kind::Text ? 'T' : 'B';
        at = writeNumber(at, static_cast<quint64>(cell.text.size()));
        at = std::copy(cell.text.begin(), cell.text.end(), at);
        break;
    }
    return at;
}

} // namespace

QString Checksum::toHex() const
{
    return u"%1%2"_s.arg(high, 16, 16, QChar{u'0'}).arg(low, 16, 16, QChar{u'0'});
}

Checksum RowDigester::digest(std::span<const Cell> cells)
{
    std::size_t room = 0;
    for (const Cell &cell : cells)
        room += TagSize + NumberSize + static_cast<std::size_t>(cell.text.size());
    if (m_row.size() < room)
        m_row.resize(room);
    char *end = m_row.data();
    for (const Cell &cell : cells)
        end = writeCanonical(end, cell);
    const XXH128_hash_t hash =
            XXH3_128bits(m_row.data(), static_cast<std::size_t>(end - m_row.data()));
    return {hash.high64, hash.low64};
}

Result<TableProof> proveTable(const Connection &connection, const QString &table,
                              QStringList columns, const std::function<bool()> &goesOn,
                              const ColumnExpressions &expressions)
{
    constexpr qint64 rowsBetweenQuestions = 4096;

    columns.sort();
    QStringList values;
    for (const QString &column : columns)
        values.append(expressions.value(column, quotedName(column)));
    // Without a column to compare the rows still count.
    const Result<std::unique_ptr<RowStream>> rows = connection.stream(u"SELECT %1 FROM %2"_s.arg(
            values.isEmpty() ? u"NULL"_s : values.join(u", "_s), quotedName(table)));
    if (!rows)
        return fail(rows.error());
    TableProof proof{table, columns};
    const std::size_t counted = static_cast<std::size_t>(columns.size());
    RowDigester digester;
    while ((*rows)->next()) {
        proof.checksum += digester.digest((*rows)->row().first(counted));
        if (++proof.rows % rowsBetweenQuestions == 0 && goesOn && !goesOn())
            return fail(Error::Kind::Cancelled, {});
    }
    // A row that could not be read ends the loop as the last one does.
    return (*rows)->end().transform([&] { return proof; });
}
