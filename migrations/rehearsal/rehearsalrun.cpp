// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/rehearsal/rehearsalrun.h"

#include "db/domain/errortext.h"
#include "migrations/state/migrationstatus.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::Literals::StringLiterals;

namespace {

QString kindName(RehearsalStage::Kind kind)
{
    switch (kind) {
    case RehearsalStage::Kind::CopyAndBackUp:
        return u"copy"_s;
    case RehearsalStage::Kind::Up:
        return u"up"_s;
    case RehearsalStage::Kind::VerifyUp:
        return u"verify_up"_s;
    case RehearsalStage::Kind::Down:
        return u"down"_s;
    case RehearsalStage::Kind::VerifyDown:
        return u"verify_down"_s;
    case RehearsalStage::Kind::UpAgain:
        break;
    }
    return u"up_again"_s;
}

} // namespace

Result<> RehearsalRun::stage(RehearsalStage::Kind kind, int version,
                             const std::function<Result<>()> &work)
{
    const int index = int(kind);
    m_report.stages[index].version = version;
    m_report.stages[index].state = RehearsalStage::State::Running;
    if (!goesOn())
        return fail(Error::Kind::Cancelled, {});
    QElapsedTimer timer;
    timer.start();
    const Result<> done = work();
    // By index: whoever watches holds copies, which must not change under them.
    RehearsalStage &stage = m_report.stages[index];
    stage.durationMs = timer.elapsed();
    stage.state = done ? RehearsalStage::State::Done : RehearsalStage::State::Failed;
    if (!goesOn() && done)
        return fail(Error::Kind::Cancelled, {});
    return done;
}

Result<> RehearsalRun::walk(const Connection &copy, int target)
{
    const Migrator migrator{copy, m_migrations,
                            [this](const MigrationProgress &) { return goesOn(); }};
    const Result<MigrationStatus> status = migrationStatus(migrator.database());
    if (!status)
        return fail(status.error());
    // The copy is there to be lost.
    const Result<MigrationReport> walked = target >= status->current
                                                   ? migrator.up(target)
                                                   : migrator.down(target, LossPolicy::Accept);
    if (!walked)
        return fail(walked.error());
    for (const MigrationStepReport &step : walked->steps)
        m_measured.insert({step.version, int(step.direction)}, step.durationMs);
    return {};
}

Result<> RehearsalRun::checkDrift(const Connection &copy) const
{
    const Result<MigrationStatus> status = migrationStatus({copy, m_migrations});
    if (!status)
        return fail(status.error());
    const QStringList obstacles = status->obstacles();
    if (obstacles.isEmpty())
        return {};
    return fail(Error::Kind::Refused,
                tr("The schema is not what it should be after the rehearsal: %1.")
                        .arg(obstacles.join(u"; "_s)));
}

// Fills the right half of the proof.
Result<> RehearsalRun::compare(const Connection &copy)
{
    const Result<Schema> schema = inspectSchema(copy);
    if (!schema)
        return fail(schema.error());
    for (ProofLine &line : m_report.proof) {
        const SchemaObject *table = findTable(*schema, line.table);
        const Result<TableProof> proof =
                table ? proveTable(copy, line.table, table->columns, [this] { return goesOn(); })
                      : Result<TableProof>{TableProof{line.table, {}, 0, {}}};
        if (!proof)
            return fail(proof.error());
        line.rowsAfter = proof->rows;
        line.checksumAfter = proof->checksum.toHex();
        line.isEqual =
                line.rowsAfter == line.rowsBefore && line.checksumAfter == line.checksumBefore;
    }
    return checkDrift(copy);
}

Result<RehearsalReport> RehearsalRun::run(const CopyMaker &makeCopy, int from, int target)
{
    using Kind = RehearsalStage::Kind;
    m_report.at = QDateTime::currentDateTimeUtc();
    m_report.from = from;
    m_report.to = target;
    for (const Kind kind : {Kind::CopyAndBackUp, Kind::Up, Kind::VerifyUp, Kind::Down,
                            Kind::VerifyDown, Kind::UpAgain}) {
        const bool goesDown = kind == Kind::Down || kind == Kind::VerifyDown;
        m_report.stages.append({kind, goesDown ? from : target, 0, RehearsalStage::State::Waiting});
    }

    std::unique_ptr<Connection> copy;
    const auto prepare = [&]() -> Result<> {
        Result<std::unique_ptr<Connection>> made = makeCopy();
        if (!made)
            return fail(made.error());
        copy = std::move(*made);
        const Result<MigrationStatus> status = migrationStatus({*copy, m_migrations});
        if (!status)
            return fail(status.error());
        m_report.from = status->current;
        const Result<Schema> schema = inspectSchema(*copy);
        if (!schema)
            return fail(schema.error());
        for (const SchemaObject &table : schema->tables()) {
            if (table.name == "system_events"_L1)
                continue; // every step adds to it
            const Result<TableProof> proof =
                    proveTable(*copy, table.name, table.columns, [this] { return goesOn(); });
            if (!proof)
                return fail(proof.error());
            m_report.proof.append({table.name, proof->rows, 0, proof->checksum.toHex(), {}, false});
        }
        return {};
    };
    const Result<> done =
            stage(Kind::CopyAndBackUp, 0, prepare)
                    .and_then([&] {
                        return stage(Kind::Up, target, [&] { return walk(*copy, target); });
                    })
                    .and_then([&] {
                        return stage(Kind::VerifyUp, target, [&] { return checkDrift(*copy); });
                    })
                    .and_then([&] {
                        return stage(Kind::Down, m_report.from,
                                     [&] { return walk(*copy, m_report.from); });
                    })
                    .and_then([&] {
                        return stage(Kind::VerifyDown, m_report.from,
                                     [&] { return compare(*copy); });
                    })
                    .and_then([&] {
                        return stage(Kind::UpAgain, target, [&] { return walk(*copy, target); });
                    });
    if (!done && done.error().kind == Error::Kind::Cancelled)
        return fail(done.error());
    for (int version = std::min(m_report.from, target) + 1;
         version <= std::max(m_report.from, target); ++version)
        m_report.exceptions += m_migrations.at(version).replaced;
    const bool isKept = std::ranges::all_of(m_report.proof, [&](const ProofLine &line) {
        const bool isException =
                std::ranges::any_of(m_report.exceptions, [&](const QString &column) {
                    return column.startsWith(line.table + u'.');
                });
        return line.isEqual || (isException && line.rowsBefore == line.rowsAfter);
    });
    m_report.passed = done.has_value() && isKept;
    if (!done)
        m_report.problem = problemText(done.error());
    else if (!isKept)
        m_report.problem = tr("Rows did not come back as they were; the proof names the tables.");
    return m_report;
}

QString RehearsalRun::problemText(Error error) const
{
    if (error.subject.isEmpty())
        error.subject = m_report.database;
    return errorText(error);
}

QJsonObject toJson(const RehearsalReport &report)
{
    QJsonArray stages;
    for (const RehearsalStage &stage : report.stages)
        stages.append(QJsonObject{{u"stage"_s, kindName(stage.kind)},
                                  {u"version"_s, stage.version},
                                  {u"duration_ms"_s, stage.durationMs},
                                  {u"done"_s, stage.state == RehearsalStage::State::Done}});
    QJsonArray proof;
    for (const ProofLine &line : report.proof)
        proof.append(QJsonObject{{u"table"_s, line.table},
                                 {u"rows_before"_s, line.rowsBefore},
                                 {u"rows_after"_s, line.rowsAfter},
                                 {u"checksum_before"_s, line.checksumBefore},
                                 {u"checksum_after"_s, line.checksumAfter},
                                 {u"equal"_s, line.isEqual}});
    return {{u"at"_s, report.at.toString(Qt::ISODateWithMs)},
            {u"database"_s, report.database},
            {u"from"_s, report.from},
            {u"to"_s, report.to},
            {u"stages"_s, stages},
            {u"proof"_s, proof},
            {u"exceptions"_s, QJsonArray::fromStringList(report.exceptions)},
            {u"buffered"_s, report.buffered},
            {u"passed"_s, report.passed},
            {u"problem"_s, report.problem}};
}

Result<> keepReport(RehearsalReport &report, const QString &folder)
{
    const QByteArray json = QJsonDocument{toJson(report)}.toJson();
    QDir{}.mkpath(folder);
    QSaveFile file{QDir{folder}.filePath(
            u"rehearsal-%1.json"_s.arg(report.at.toString(u"yyyyMMdd'T'HHmmss'Z'"_s)))};
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
        return fail(Error::Kind::AccessDenied, file.errorString(), file.fileName());
    report.file = file.fileName();
    report.sha256 =
            QString::fromLatin1(QCryptographicHash::hash(json, QCryptographicHash::Sha256).toHex());
    return {};
}
