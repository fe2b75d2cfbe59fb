// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tuning/indexadvice.h"

#include "db/tuning/indexusagestore.h"
#include "db/tuning/lab/labstore.h"
#include "db/tuning/ownstatements.h"
#include "migrations/shape/schemamodel.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct IndexAdvice {
    Q_DECLARE_TR_FUNCTIONS(IndexAdvice)
};

constexpr int RecordedDays = 90; // of what was counted

// Every table that some version of Tidemark has.
Result<QSet<QString>> ownTables(Engine engine)
{
    return MigrationSet::shipped(engine).and_then([](const MigrationSet &migrations) {
        return SchemaModel::of(migrations).transform([&](const SchemaModel &model) {
            QSet<QString> names;
            for (int version = 1; version <= migrations.head(); ++version) {
                for (const SchemaObject &table : model.at(version).tables())
                    names.insert(table.name);
            }
            return names;
        });
    });
}

QDateTime recordBegin()
{
    return QDateTime::currentDateTimeUtc().addDays(-RecordedDays);
}

// What an index that is not there did for statements on a copy.
void addEffects(const LabReport &measured, QList<IndexFinding> &findings)
{
    for (IndexFinding &finding : findings) {
        const auto table = std::ranges::find(measured.tables, finding.table, &TablePrices::table);
        if (finding.newIndex.isEmpty() || table == measured.tables.cend())
            continue;
        for (const QueryEffect &effect : table->queries) {
            if (effect.index == finding.newIndex)
                finding.evidence.append(
                        IndexAdvice::tr("Measured on a copy: %1 took %2 ms without it and %3 ms "
                                        "with it.")
                                .arg(effect.statement, QString::number(effect.p50Without, 'f', 2),
                                     QString::number(effect.p50With, 'f', 2)));
        }
    }
}

} // namespace

Result<QList<CataloguedStatement>> askedStatements(const Connection &connection)
{
    return withRecorded(connection, ownStatements(), recordBegin(),
                        QDateTime::currentDateTimeUtc());
}

Result<LabOptions> labOptionsFor(const Connection &connection)
{
    const Result<IndexReport> report = indexAdvice(connection);
    if (!report)
        return fail(report.error());
    LabOptions options;
    for (const IndexFinding &finding : report->findings) {
        if (!finding.newIndex.isEmpty())
            options.candidates.append({finding.table, finding.upSql.chopped(1)}); // its semicolon
    }
    return askedStatements(connection).transform([&](const QList<CataloguedStatement> &asked) {
        options.statements = asked;
        return options;
    });
}

Result<IndexReport> indexAdvice(const Connection &connection)
{
    const Result<QSet<QString>> own = ownTables(connection.engine());
    if (!own)
        return fail(own.error());
    const Result<std::optional<LabReport>> measured = LabStore{connection}.last();
    if (!measured)
        return fail(measured.error());
    const Result<QList<CataloguedStatement>> statements = askedStatements(connection);
    if (!statements)
        return fail(statements.error());
    const Result<UsageEvidence> usage = recordedUsage(connection, recordBegin());
    if (!usage)
        return fail(usage.error());
    AdvisorInput input{*own, *statements, *usage};
    if (*measured)
        input.costs = (*measured)->costs();
    Result<IndexReport> report = adviseOnIndexes(connection, input);
    if (report && *measured)
        addEffects(**measured, report->findings);
    return report;
}
