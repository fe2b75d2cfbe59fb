// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/proof.h"

#include "db/schema/inspection.h"

#include <QCryptographicHash>
#include <QtEndian>

using namespace Qt::Literals::StringLiterals;

namespace {

// Type and length in front: NULL is no text "NULL", and ("ab", "c") is not ("a", "bc").
void appendCanonical(QByteArray &row, const Cell &cell)
{
    const auto append = [&row](char tag, QByteArrayView text) {
        row += tag;
        row += QByteArray::number(text.size());
        row += ':';
        row += text;
    };
    switch (cell.kind) {
    case Cell::Kind::Null:
        append('N', {});
        break;
    case Cell::Kind::Integer:
        append('I', QByteArray::number(cell.integer));
        break;
    case Cell::Kind::Real: {
        // Every bit: a text of 15 digits hides a difference.
        quint64 bits = 0;
        static_assert(sizeof bits == sizeof cell.real);
        memcpy(&bits, &cell.real, sizeof bits);
        append('R', QByteArray::number(bits, 16));
        break;
    }
    case Cell::Kind::Text:
        append('T', cell.text);
        break;
    case Cell::Kind::Blob:
        append('B', cell.text);
        break;
    }
}

} // namespace

quint64 rowDigest(std::span<const Cell> cells)
{
    QByteArray row;
    for (const Cell &cell : cells)
        appendCanonical(row, cell);
    const QByteArray hash = QCryptographicHash::hash(row, QCryptographicHash::Sha256);
    return qFromBigEndian<quint64>(hash.constData());
}

Result<TableProof> proveTable(const Connection &connection, const QString &table,
                              QStringList columns, const std::function<bool()> &goesOn)
{
    constexpr qint64 rowsBetweenQuestions = 4096;

    columns.sort();
    QStringList names;
    for (const QString &column : columns)
        names.append(quotedName(column));
    // Without a column to compare the rows still count.
    const Result<std::unique_ptr<RowStream>> rows = connection.stream(u"SELECT %1 FROM %2"_s.arg(
            names.isEmpty() ? u"NULL"_s : names.join(u", "_s), quotedName(table)));
    if (!rows)
        return fail(rows.error());
    TableProof proof{table, columns};
    const std::size_t counted = static_cast<std::size_t>(columns.size());
    while ((*rows)->next()) {
        proof.checksum += rowDigest((*rows)->row().first(counted));
        if (++proof.rows % rowsBetweenQuestions == 0 && goesOn && !goesOn())
            return fail(Error::Kind::Cancelled, {});
    }
    // A row that could not be read ends the loop as the last one does.
    return (*rows)->end().transform([&] { return proof; });
}
