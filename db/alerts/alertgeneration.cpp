// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/alerts/alertgeneration.h"

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto Name = "alerts.generation"_L1;

} // namespace

Result<qint64> alertGeneration(Statements &statements)
{
    Result<Rows> rows =
            statements.run(u"SELECT value FROM metadata WHERE name = ?"_s, {QString{Name}});
    if (!rows)
        return fail(rows.error());
    const qint64 generation = rows->next() ? rows->text(0).toLongLong() : 0;
    return rows->end().transform([&] { return generation; });
}

Result<> bumpAlertGeneration(Statements &statements, const QDateTime &now)
{
    // The row is there, and this transaction holds it, before it is read.
    return statements
            .change(u"INSERT INTO metadata (name, value, updated_at) VALUES (?, '0', ?)"_s +
                            statements.dialect().orUpdate(u"name"_s, {u"updated_at"_s}),
                    {QString{Name}, now})
            .and_then([&](int) { return alertGeneration(statements); })
            .and_then([&](qint64 generation) {
                return statements.change(u"UPDATE metadata SET value = ? WHERE name = ?"_s,
                                         {QString::number(generation + 1), QString{Name}});
            })
            .map([](int) {});
}
