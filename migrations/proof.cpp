// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/proof.h"

#include "db/schema/inspection.h"
#include "db/sqlerror.h"

#include <QCryptographicHash>
#include <QSqlError>
#include <QSqlQuery>
#include <QtEndian>

using namespace Qt::Literals::StringLiterals;

namespace {

// Type and length in front: NULL is no text "NULL", and ("ab", "c") is not ("a", "bc").
void appendCanonical(QByteArray &row, const QVariant &value)
{
    QByteArray text;
    char tag = 'T';
    if (value.isNull()) {
        tag = 'N';
    } else if (value.typeId() == QMetaType::Double) {
        // Every bit: SQLite's own text of a double has 15 digits and hides a difference.
        tag = 'R';
        const double number = value.toDouble();
        quint64 bits = 0;
        static_assert(sizeof bits == sizeof number);
        memcpy(&bits, &number, sizeof bits);
        text = QByteArray::number(bits, 16);
    } else if (value.typeId() == QMetaType::QByteArray) {
        tag = 'B';
        text = value.toByteArray();
    } else if (value.typeId() == QMetaType::LongLong || value.typeId() == QMetaType::Int) {
        tag = 'I';
        text = QByteArray::number(value.toLongLong());
    } else {
        text = value.toString().toUtf8();
    }
    row += tag;
    row += QByteArray::number(text.size());
    row += ':';
    row += text;
}

quint64 digestOf(const QByteArray &row)
{
    const QByteArray hash = QCryptographicHash::hash(row, QCryptographicHash::Sha256);
    return qFromBigEndian<quint64>(hash.constData());
}

} // namespace

quint64 rowDigest(const QVariantList &values)
{
    QByteArray row;
    for (const QVariant &value : values)
        appendCanonical(row, value);
    return digestOf(row);
}

Result<TableProof> proveTable(const QSqlDatabase &database, const QString &table,
                              QStringList columns, const std::function<bool()> &goesOn)
{
    constexpr qint64 rowsBetweenQuestions = 4096;

    columns.sort();
    QStringList names;
    for (const QString &column : columns)
        names.append(quotedName(column));
    // Without a column to compare the rows still count.
    const QString sql = u"SELECT %1 FROM %2"_s.arg(
            names.isEmpty() ? u"NULL"_s : names.join(u", "_s), quotedName(table));
    QSqlQuery query{database};
    if (const Result<> asked = prepare(query, sql).and_then([&] { return execute(query); }); !asked)
        return fail(asked.error());

    TableProof proof{table, columns};
    QByteArray row;
    while (query.next()) {
        row.clear();
        for (int column = 0; column < names.size(); ++column)
            appendCanonical(row, query.value(column));
        proof.checksum += digestOf(row);
        if (++proof.rows % rowsBetweenQuestions == 0 && goesOn && !goesOn())
            return fail(Error::Kind::Cancelled, {});
    }
    // A row that could not be read ends the loop as the last one does.
    if (query.lastError().isValid())
        return failFrom(query.lastError());
    return proof;
}
