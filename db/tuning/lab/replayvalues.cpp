// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/replayvalues.h"

#include "db/bulk/columnnames.h"
#include "db/tuning/lab/samplevalues.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Samples = 12; // runs of a statement, each with its own values
constexpr qint64 Day = 86'400'000;

// Rows of the table, from which values come.
using SampleRow = QHash<QString, SqlValue>;

SqlValue valueOf(const Cell &cell, bool isTime)
{
    if (cell.kind == Cell::Kind::Integer && isTime)
        return SqlValue::Time{cell.integer};
    if (cell.kind == Cell::Kind::Integer)
        return cell.integer;
    if (cell.kind == Cell::Kind::Real)
        return cell.real;
    return QString::fromUtf8(cell.text);
}

Result<QList<SampleRow>> sampleRows(const Connection &place, const ProbeTable &table)
{
    constexpr int Step = 250; // rows between two samples

    const QString order = columnNames(table.arrival).replace(u","_s, u" DESC,"_s) + u" DESC"_s;
    const Result<std::unique_ptr<RowStream>> stream =
            place.stream(u"SELECT %1 FROM %2 ORDER BY %3 LIMIT %4"_s.arg(
                    columnNames(table.columns), quotedName(table.name), order,
                    QString::number(Samples * Step)));
    if (!stream)
        return fail(stream.error());
    QList<SampleRow> samples;
    for (int number = 0; (*stream)->next(); ++number) {
        if (number % Step != 0)
            continue;
        SampleRow sample;
        const std::span<const Cell> row = (*stream)->row();
        for (int i = 0; i < table.columns.size(); ++i) {
            const QString &column = table.columns[i];
            sample[column] = valueOf(row[std::size_t(i)], table.times.contains(column));
        }
        samples.append(sample);
    }
    return (*stream)->end().transform([&] { return samples; });
}

// A range of a day before the sample's own time: what a chart asks for.
SqlValue valueFor(const Placeholder &placeholder, const SampleRow &sample)
{
    constexpr qint64 Page = 200;

    if (placeholder.role == Placeholder::Role::Limit)
        return Page;
    const SqlValue value = sample.value(placeholder.column);
    const auto *time = std::get_if<SqlValue::Time>(&value.data());
    if (placeholder.role == Placeholder::Role::From && time)
        return SqlValue::Time{time->ms - Day};
    return value;
}

// What a statement asks of another table that it joins: a value from any row there.
std::optional<SqlValue> valueElsewhere(const Connection &place,
                                       const CataloguedStatement &statement,
                                       const Placeholder &placeholder)
{
    if (placeholder.role != Placeholder::Role::Value)
        return {};
    for (const TableUse &use : statement.uses) {
        const Result<std::unique_ptr<RowStream>> stream =
                place.stream(u"SELECT %1 FROM %2 WHERE %1 IS NOT NULL LIMIT 1"_s.arg(
                        quotedName(placeholder.column), quotedName(use.table)));
        if (stream && (*stream)->next())
            return valueOf((*stream)->row()[0], false);
    }
    return {};
}

// What it ran with, in turn; of another number of placeholders it is another text of the same
// shape.
std::vector<std::vector<SqlValue>> valuesKept(const CataloguedStatement &statement,
                                              const KeptValues &kept, Engine engine)
{
    QList<QList<SqlValue>> known = kept.value(statement.id);
    const std::size_t count = placeholderCount(statement.text, engine);
    known.removeIf(
            [&](const QList<SqlValue> &values) { return std::size_t(values.size()) != count; });
    std::vector<std::vector<SqlValue>> values;
    for (int run = 0; !known.isEmpty() && run < Samples; ++run) {
        const QList<SqlValue> &each = known[run % known.size()];
        values.emplace_back(each.cbegin(), each.cend());
    }
    return values;
}

// Nothing where one of its placeholders stands for what no row tells.
std::vector<std::vector<SqlValue>> valuesFrom(const QList<SampleRow> &samples,
                                              const CataloguedStatement &statement,
                                              const ProbeTable &table, const Connection &place)
{
    const auto placeholders = placeholdersOf(statement.text, place.engine());
    if (!placeholders)
        return {};
    QHash<QString, SqlValue> elsewhere;
    for (const Placeholder &placeholder : *placeholders) {
        if (placeholder.role == Placeholder::Role::Limit ||
            table.columns.contains(placeholder.column))
            continue;
        const auto value = valueElsewhere(place, statement, placeholder);
        if (!value)
            return {};
        elsewhere.insert(placeholder.column, *value);
    }
    std::vector<std::vector<SqlValue>> values;
    for (const SampleRow &sample : samples) {
        std::vector<SqlValue> &each = values.emplace_back();
        for (const Placeholder &placeholder : *placeholders)
            each.push_back(elsewhere.contains(placeholder.column)
                                   ? elsewhere.value(placeholder.column)
                                   : valueFor(placeholder, sample));
    }
    return values;
}

} // namespace

Result<QList<Replay>> replaysOf(const QList<CataloguedStatement> &statements,
                                const KeptValues &kept, const ProbeTable &table,
                                const Connection &place)
{
    const Result<QList<SampleRow>> samples = sampleRows(place, table);
    if (!samples)
        return fail(samples.error());
    QList<Replay> replays;
    if (samples->isEmpty())
        return replays;
    for (const CataloguedStatement &statement : statements) {
        const auto use = std::ranges::find(statement.uses, table.name, &TableUse::table);
        const bool isRead = statement.text.startsWith(u"SELECT", Qt::CaseInsensitive);
        if (use == statement.uses.cend() || !isRead || statement.readsAll)
            continue;
        Replay replay{&statement, use->touched, valuesKept(statement, kept, place.engine())};
        if (replay.values.empty())
            replay.values = valuesFrom(*samples, statement, table, place);
        if (!replay.values.empty())
            replays.append(replay);
    }
    return replays;
}
