// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tuning/indexadvice.h"

#include "db/tuning/changes/indexchangestore.h"
#include "db/tuning/indexusagestore.h"
#include "db/tuning/lab/labstore.h"
#include "db/tuning/ownstatements.h"
#include "migrations/shape/schemamodel.h"

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int RecordedDays = 90; // of what was counted

struct OwnNames {
    QSet<QString> tables;
    QSet<QString> indexes;
};

// Every table and index that some version of Tidemark has.
Result<OwnNames> ownNames(Engine engine)
{
    return MigrationSet::shipped(engine).and_then([](const MigrationSet &migrations) {
        return SchemaModel::of(migrations).transform([&](const SchemaModel &model) {
            OwnNames names;
            for (int version = 1; version <= migrations.head(); ++version) {
                for (const SchemaObject &object : model.at(version).objects) {
                    if (object.kind == SchemaObject::Kind::Table)
                        names.tables.insert(object.name);
                    else if (object.kind == SchemaObject::Kind::Index)
                        names.indexes.insert(object.name);
                }
            }
            return names;
        });
    });
}

QDateTime recordBegin()
{
    return QDateTime::currentDateTimeUtc().addDays(-RecordedDays);
}

// Indexes that are hidden because a finding is being tried.
Result<QSet<IndexName>> indexesOnTrial(const Connection &connection)
{
    return IndexChangeStore{connection}.inForce().transform([](const QList<IndexChange> &changes) {
        QSet<IndexName> names;
        for (const IndexChange &change : changes) {
            if (change.phase == IndexChange::Phase::Trial)
                names.insert({change.table, change.index});
        }
        return names;
    });
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
        if (finding.kind == IndexFinding::Kind::Measure || !finding.newIndex.isEmpty())
            options.preferred.append(finding.table);
        if (!finding.newIndex.isEmpty())
            options.candidates.append({finding.table, finding.upSql.chopped(1)}); // its semicolon
    }
    return askedStatements(connection)
            .and_then([&](const QList<CataloguedStatement> &asked) {
                options.statements = asked;
                return keptValues(connection, asked);
            })
            .transform([&](const KeptValues &values) {
                options.values = values;
                return options;
            });
}

Result<IndexReport> indexAdvice(const Connection &connection)
{
    const Result<OwnNames> own = ownNames(connection.engine());
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
    const Result<QSet<IndexName>> onTrial = indexesOnTrial(connection);
    if (!onTrial)
        return fail(onTrial.error());
    AdvisorInput input{own->tables, *statements, *usage, {}, *onTrial, own->indexes};
    if (*measured)
        input.measured = (*measured)->measured();
    return adviseOnIndexes(connection, input);
}
