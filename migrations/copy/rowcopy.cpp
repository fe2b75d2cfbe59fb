// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/copy/rowcopy.h"

#include "db/schema/inspection.h"

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

Result<TableProof> copyAll(const Connection &source, const Connection &target,
                           const PlannedTable &table, const CopyProgressHandler &progress)
{
    constexpr qint64 RowsBetweenQuestions = 4096;

    TableProof proof{table.name, table.columns};
    proof.columns.sort(); // as they are digested
    QStringList values;
    for (const QString &column : std::as_const(proof.columns))
        values.append(table.expressions.value(column, quotedName(column)));
    const auto rows =
            source.stream(u"SELECT %1 FROM %2"_s.arg(values.join(u", "_s), quotedName(table.name)));
    if (!rows)
        return fail(rows.error());
    const auto loader = target.loader(table.name, proof.columns);
    if (!loader)
        return fail(loader.error());
    RowDigester digester;
    while ((*rows)->next()) {
        if (proof.rows++ % RowsBetweenQuestions == 0 && progress &&
            !progress({CopyProgress::Phase::Copying, table.name, 0, 0, proof.rows - 1}))
            return fail(Error::Kind::Cancelled, {});
        const std::span<const Cell> row = (*rows)->row();
        proof.checksum += digester.digest(row);
        if (const Result<> appended = (*loader)->append(row); !appended)
            return fail(appended.error());
    }
    return (*rows)->end().and_then([&] { return (*loader)->finish(); }).transform([&](qint64) {
        return proof;
    });
}

} // namespace

Result<TableProof> copyRows(const Connection &source, const Connection &target,
                            const PlannedTable &table, const CopyProgressHandler &progress)
{
    return copyAll(source, target, table, progress).or_else([&](Error error) -> Result<TableProof> {
        if (error.subject.isEmpty())
            error.subject = table.name;
        return fail(error);
    });
}
