// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tuning/appliedfindings.h"

#include "app/tuning/indexadvice.h"
#include "db/tuning/changes/indexchangestore.h"
#include "db/tuning/rules/dropguard.h"
#include "migrations/indexes/indexchanger.h"
#include "migrations/indexes/indexchanges.h"
#include "migrations/state/preconditions.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct AppliedFindings {
    Q_DECLARE_TR_FUNCTIONS(AppliedFindings)
};

QString withoutSemicolon(const QString &sql)
{
    return sql.endsWith(u';') ? sql.chopped(1) : sql;
}

Error refused(const QString &sentence, const QString &finding)
{
    return {Error::Kind::Refused, sentence, finding};
}

Result<> checkDoable(const IndexFinding &finding, const ApplyRequest &request)
{
    if (finding.isByHand())
        return fail(refused(AppliedFindings::tr("This one is not done by itself: look at its SQL "
                                                "in 'tidemarkctl index report'. Nothing was "
                                                "changed."),
                            finding.id()));
    if (!finding.leavesAlone.isEmpty() && !request.isTrial && !request.isUnmeasured)
        return fail(refused(AppliedFindings::tr("Without it these statements would read the whole "
                                                "table: %1. Add --unmeasured to do it anyway. "
                                                "Nothing was changed.")
                                    .arg(finding.leavesAlone.join(u", "_s)),
                            finding.id()));
    if (!finding.slowsDown.isEmpty() && !request.isTrial && !request.isUnmeasured)
        return fail(refused(AppliedFindings::tr("On a copy these statements became slower without "
                                                "it: %1. Add --unmeasured to do it anyway. "
                                                "Nothing was changed.")
                                    .arg(finding.slowsDown.join(u", "_s)),
                            finding.id()));
    if (finding.isNotWorthIt && !request.isUnmeasured)
        return fail(
                refused(AppliedFindings::tr("As measured on a copy it is not worth it: it saves "
                                            "less than it costs. Add --unmeasured to do it "
                                            "anyway. Nothing was changed."),
                        finding.id()));
    const bool isUnmeasured = finding.kind == IndexFinding::Kind::Measure && !finding.isMeasured();
    if (isUnmeasured && finding.cost && !request.isTrial && !request.isUnmeasured)
        return fail(refused(
                AppliedFindings::tr("Whether this is a gain the lab could not tell. Measure it "
                                    "again at a quieter time or with more of it, by 'tidemarkctl "
                                    "index lab --table %1', or add --unmeasured to do it anyway. "
                                    "Nothing was changed.")
                        .arg(finding.table),
                finding.id()));
    if (isUnmeasured && !request.isTrial && !request.isUnmeasured)
        return fail(refused(
                AppliedFindings::tr("Whether this is a gain is not known: measure it by "
                                    "'tidemarkctl index lab --table %1', or add --unmeasured to "
                                    "do it anyway. Nothing was changed.")
                        .arg(finding.table),
                finding.id()));
    return {};
}

Result<IndexChange> changeFor(const IndexFinding &finding, const IndexReport &report)
{
    IndexChange change;
    change.table = finding.table;
    change.finding = finding.id();
    change.reason = finding.reason;
    if (finding.index.isEmpty()) {
        change.kind = IndexChange::Kind::Create;
        change.index = finding.newIndex;
        change.upSql = withoutSemicolon(finding.upSql);
        change.downSql = withoutSemicolon(finding.downSql);
        return change;
    }
    const auto table = std::ranges::find(report.tables, finding.table, &TableDef::name);
    const IndexDef *index = table == report.tables.cend() ? nullptr : table->find(finding.index);
    if (!index)
        return fail(Error::Kind::NotFound, {}, finding.index);
    if (const QString why = whyKept(*table, *index); !why.isEmpty())
        return fail(refused(AppliedFindings::tr("%1 Nothing was changed.").arg(why), finding.id()));
    change.kind = IndexChange::Kind::Drop;
    change.index = index->name;
    change.upSql = index->dropSql;
    change.downSql = index->createSql;
    return change;
}

// What a trial is for: to see who misses the index.
Result<> checkTrial(const Connection &connection, const IndexChange &trial)
{
    const Result<IndexWatch> watch = IndexWatcher{connection}.watch(trial);
    if (!watch)
        return fail(watch.error());
    if (watch->worse.isEmpty())
        return {};
    return fail(refused(
            AppliedFindings::tr("%n statement(s) became worse since %1 was hidden; 'tidemarkctl "
                                "index changes' names them, 'tidemarkctl index revert %2' brings "
                                "it back. Add --unmeasured to drop it anyway. Nothing was changed.",
                                nullptr, int(watch->worse.size()))
                    .arg(trial.index, QString::number(trial.id)),
            trial.finding));
}

template <typename Work> auto onDatabase(const Connection &connection, const Work &work)
{
    return MigrationSet::shipped(connection.engine()).and_then([&](const MigrationSet &migrations) {
        return work(VersionedDatabase{connection, migrations});
    });
}

// By its id, or by the one that it had when its trial began: what was measured since may have made
// another kind of it.
QList<IndexFinding>::const_iterator
findingOf(const QString &id, const QList<IndexFinding> &findings, const QList<IndexChange> &changes)
{
    const auto found = std::ranges::find(findings, id, &IndexFinding::id);
    if (found != findings.cend())
        return found;
    const auto trial = std::ranges::find_if(changes, [&](const IndexChange &change) {
        return change.finding == id && change.phase == IndexChange::Phase::Trial;
    });
    return trial == changes.cend()
                   ? findings.cend()
                   : std::ranges::find_if(findings, [&](const IndexFinding &finding) {
                         return finding.table == trial->table && finding.index == trial->index &&
                                !finding.isByHand();
                     });
}

// The change as it goes on the record.
Result<IndexChange> wantedChange(const Connection &connection, const ApplyRequest &request)
{
    const Result<QList<IndexChange>> changes = IndexChangeStore{connection}.inForce();
    if (!changes)
        return fail(changes.error());
    const Result<IndexReport> report = indexAdvice(connection);
    if (!report)
        return fail(report.error());
    const auto finding = findingOf(request.finding, report->findings, *changes);
    const auto done = std::ranges::find_if(*changes, [&](const IndexChange &change) {
        return change.finding == request.finding && change.phase != IndexChange::Phase::Trial;
    });
    if (finding == report->findings.cend() && done != changes->cend())
        return fail(refused(AppliedFindings::tr("This is done already, as change %1. 'tidemarkctl "
                                                "index changes' shows how its statements fare.")
                                    .arg(done->id),
                            request.finding));
    if (finding == report->findings.cend())
        return fail(Error::Kind::NotFound,
                    AppliedFindings::tr("'tidemarkctl index report' lists what was found"),
                    request.finding);
    if (const Result<> doable = checkDoable(*finding, request); !doable)
        return fail(doable.error());
    const auto onTrial = std::ranges::find_if(*changes, [&](const IndexChange &change) {
        return change.phase == IndexChange::Phase::Trial && change.table == finding->table &&
               change.index == finding->index;
    });
    if (onTrial == changes->cend() || request.isTrial)
        return changeFor(*finding, *report);
    const Result<> went = request.isUnmeasured ? Result<>{} : checkTrial(connection, *onTrial);
    return went.map([&] { return *onTrial; });
}

} // namespace

Result<IndexChange> plannedChange(const Connection &connection, const ApplyRequest &request)
{
    return wantedChange(connection, request)
            .and_then([&](IndexChange change) -> Result<IndexChange> {
                if (!request.isTrial)
                    return change;
                return IndexChanger::trialSql(connection, change)
                        .transform([&](const HidingSql &hiding) {
                            change.upSql = hiding.hide;
                            change.downSql = hiding.show;
                            return change;
                        });
            });
}

Result<IndexChange> applyFinding(const Connection &connection, const ApplyRequest &request)
{
    // The record of what was done is a table of the newest versions.
    const Result<> head = onDatabase(
            connection, [](const VersionedDatabase &database) { return requireHead(database); });
    if (!head)
        return fail(head.error());
    const Result<IndexChange> wanted = wantedChange(connection, request);
    if (!wanted)
        return wanted;
    return onDatabase(connection, [&](const VersionedDatabase &database) {
        return applyIndexChange(database, *wanted, request.isTrial);
    });
}

Result<IndexChange> revertChange(const Connection &connection, qint64 id)
{
    return onDatabase(connection, [&](const VersionedDatabase &database) {
        return revertIndexChange(database, id);
    });
}

Result<QList<WatchedChange>> watchedChanges(const Connection &connection)
{
    const Result<> settled = onDatabase(connection, [](const VersionedDatabase &database) {
        return settleIndexChanges(database, {});
    });
    const bool isLeft = !settled && (settled.error().kind == Error::Kind::Busy ||
                                     settled.error().kind == Error::Kind::ReadOnly);
    if (!settled && !isLeft)
        return fail(settled.error());
    const Result<QList<IndexChange>> changes = IndexChangeStore{connection}.list();
    if (!changes)
        return fail(changes.error());
    IndexWatcher watcher{connection};
    QList<WatchedChange> watched;
    for (const IndexChange &change : *changes) {
        WatchedChange &known = watched.emplaceBack(WatchedChange{change, {}});
        if (!change.isSettled())
            continue;
        Result<IndexWatch> watch = watcher.watch(change);
        if (!watch)
            return fail(watch.error());
        known.watch = std::move(*watch);
    }
    return watched;
}
