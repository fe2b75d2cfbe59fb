// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tuning/tuningworker.h"

#include "app/tuning/indexadvice.h"
#include "db/storagelink.h"
#include "db/tuning/lab/labstore.h"
#include "migrations/indexes/indexddl.h"
#include "migrations/shape/speedchanges.h"

#include <QElapsedTimer>

using namespace Qt::Literals::StringLiterals;

Result<TuningState> TuningWorker::read(const Connection &connection) const
{
    TuningState state;
    Result<QList<WatchedChange>> changes = watchedChanges(connection);
    if (!changes)
        return fail(changes.error());
    state.changes = std::move(*changes);
    Result<IndexReport> report = indexAdvice(connection);
    if (!report)
        return fail(report.error());
    state.findings = std::move(report->findings);
    state.indexes = report->indexes;
    Result<std::optional<LabReport>> lab = LabStore{connection}.last();
    if (!lab)
        return fail(lab.error());
    state.lab = std::move(*lab);
    state.canTry = !hidingSql(connection, u"t"_s, u"i"_s).hide.isEmpty();
    return state;
}

void TuningWorker::load()
{
    const Result<TuningState> state =
            m_link.use([this](const Connection &connection) { return read(connection); });
    if (state)
        emit loaded(*state);
    else
        emit loadFailed(state.error());
}

void TuningWorker::apply(const ApplyRequest &request)
{
    const Result<IndexChange> change = m_link.use(
            [&](const Connection &connection) { return applyFinding(connection, request); });
    if (change)
        emit changed(*change);
    else
        emit changeFailed(change.error());
}

void TuningWorker::revert(qint64 id)
{
    const Result<IndexChange> change =
            m_link.use([&](const Connection &connection) { return revertChange(connection, id); });
    if (change)
        emit changed(*change);
    else
        emit changeFailed(change.error());
}

void TuningWorker::measure(bool withMigrations)
{
    constexpr qint64 QuietMs = 100; // as often as an eye can follow

    LabOptions options;
    options.measuresIndexes = !withMigrations;
    if (options.measuresIndexes) {
        const Result<LabOptions> told = m_link.use(&labOptionsFor);
        if (!told) {
            emit measureFailed(told.error());
            return;
        }
        options = *told;
    }
    options.cacheFolder = m_cacheFolder;
    options.goesOn = [this] { return !m_isCancelled.load(); };
    options.progress = [this, timer = QElapsedTimer{}](const LabProgress &progress) mutable {
        if (timer.isValid() && !timer.hasExpired(QuietMs))
            return;
        timer.start();
        emit progressed(progress);
    };
    if (withMigrations) {
        const Result<QList<ShapeChange>> changes =
                MigrationSet::shipped(m_database.engine).transform(&speedChanges);
        if (!changes) {
            emit measureFailed(changes.error());
            return;
        }
        options.changes = *changes;
    }
    const Result<LabReport> report = runIndexLab(m_database, options);
    if (!report) {
        emit measureFailed(report.error());
        return;
    }
    const Result<> kept = m_link.use(
            [&](const Connection &connection) { return LabStore{connection}.keep(*report); });
    if (kept)
        emit measured(*report);
    else
        emit measureFailed(kept.error());
}
