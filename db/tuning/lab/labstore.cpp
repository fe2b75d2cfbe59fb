// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/labstore.h"

#include "db/schema/inspection.h"
#include "db/transaction.h"
#include "db/tuning/eachrow.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto Name = "index_lab.report"_L1;
constexpr auto Table = "metadata"_L1;

} // namespace

Result<std::optional<LabReport>> LabStore::last() const
{
    const Result<bool> hasTable = tableExists(m_connection, Table);
    if (!hasTable || !*hasTable)
        return hasTable.transform([](bool) { return std::optional<LabReport>{}; });
    QString text;
    Statements statements{m_connection};
    return eachRow(statements, u"SELECT value FROM metadata WHERE name = ?"_s, {QString{Name}},
                   [&](const Rows &rows) { text = rows.text(0); })
            .transform([&]() -> std::optional<LabReport> {
                const Result<LabReport> report =
                        labReportFrom(QJsonDocument::fromJson(text.toUtf8()).object());
                // A database that was copied from another engine brings that one's report along.
                const bool isOurs = report && report->engine == m_connection.engine();
                return isOurs ? std::optional{*report} : std::nullopt;
            });
}

Result<> LabStore::keep(const LabReport &report) const
{
    if (report.isEmpty())
        return {};
    const Result<bool> hasTable = tableExists(m_connection, Table);
    if (!hasTable)
        return fail(hasTable.error());
    if (!*hasTable)
        return fail(Error::Kind::NotFound, {}, Table);
    Transaction transaction{m_connection};
    if (const Result<> begun = transaction.begin(); !begun)
        return begun;
    const Result<std::optional<LabReport>> older = last();
    if (!older)
        return fail(older.error());
    const LabReport merged = *older ? report.withOlder(**older) : report;
    Statements statements{m_connection};
    return statements
            .change(u"INSERT INTO metadata (name, value, updated_at) VALUES (?, ?, ?)"_s +
                            statements.dialect().orUpdate(u"name"_s, {u"value"_s, u"updated_at"_s}),
                    {QString{Name},
                     QString::fromUtf8(
                             QJsonDocument{toJson(merged)}.toJson(QJsonDocument::Compact)),
                     report.measuredAt})
            .and_then([&](int) { return transaction.commit(); });
}
