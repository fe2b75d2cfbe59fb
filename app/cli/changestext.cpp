// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/changestext.h"

#include "app/cli/commandline.h"
#include "app/cli/output.h"
#include "app/cli/texttable.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace {

QString dayText(const QDateTime &time)
{
    return time.toUTC().date().toString(Qt::ISODate);
}

QString msText(qint64 us)
{
    return us == 0 ? u"-"_s : QString::number(double(us) / 1000.0, 'f', 1);
}

QJsonArray jsonOf(const QList<ComparedStatement> &statements)
{
    QJsonArray array;
    for (const ComparedStatement &statement : statements)
        array.append(QJsonObject{{u"id"_s, statement.id},
                                 {u"purpose"_s, statement.purpose},
                                 {u"sql"_s, statement.text},
                                 {u"p95_before_us"_s, statement.p95BeforeUs},
                                 {u"p95_after_us"_s, statement.p95AfterUs},
                                 {u"full_scan_before"_s, statement.scannedBefore},
                                 {u"full_scan_after"_s, statement.scansNow}});
    return array;
}

QJsonObject jsonOf(const IndexWatch &watch)
{
    return {{u"known"_s, watch.isKnown},
            {u"statements"_s, watch.statements},
            {u"seen"_s, watch.seenSince},
            {u"worse"_s, jsonOf(watch.worse)},
            {u"better"_s, jsonOf(watch.better)}};
}

QString phaseText(const IndexChange &change)
{
    using Phase = IndexChange::Phase;
    switch (change.phase) {
    case Phase::Trial:
        return CommandLine::tr("in its trial");
    case Phase::Watched:
        return CommandLine::tr("watched until %1").arg(dayText(change.watchUntil));
    case Phase::Closed:
        return CommandLine::tr("done");
    case Phase::Reverted:
        return CommandLine::tr("taken back");
    case Phase::Failed:
        return CommandLine::tr("failed, nothing changed");
    case Phase::Overtaken:
        return CommandLine::tr("no longer so: somebody else changed the index");
    case Phase::Aside:
    case Phase::TrialAside:
        return CommandLine::tr("set aside by a migration");
    case Phase::Trying:
    case Phase::Applying:
    case Phase::Reverting:
        break;
    }
    return CommandLine::tr("under way in another program");
}

QString comparedLine(const ComparedStatement &statement, const QString &ofScan,
                     const QString &ofTimes)
{
    const QString text = statement.text.simplified();
    return statement.hasOtherPlan()
                   ? ofScan.arg(text)
                   : ofTimes.arg(msText(statement.p95BeforeUs), msText(statement.p95AfterUs), text);
}

QStringList watchLines(const WatchedChange &watched)
{
    const IndexWatch &watch = watched.watch;
    if (!watched.change.isSettled())
        return {};
    if (watch.statements == 0)
        return {CommandLine::tr("    No statement of this table is recorded since.")};
    if (watch.seenSince == 0)
        return {CommandLine::tr("    No recorded statement of this table ran since.")};
    QStringList lines;
    for (const ComparedStatement &statement : watch.better)
        lines.append(comparedLine(statement,
                                  CommandLine::tr("    Reads the whole table no more: %1"),
                                  CommandLine::tr("    Faster, %1 ms before and %2 ms now: %3")));
    if (watch.worse.isEmpty()) {
        lines.append(CommandLine::tr("    %1 of %n recorded statement(s) ran since; none is worse.",
                                     nullptr, watch.statements)
                             .arg(watch.seenSince));
        return lines;
    }
    for (const ComparedStatement &statement : watch.worse)
        lines.append(comparedLine(statement, CommandLine::tr("    Reads the whole table now: %1"),
                                  CommandLine::tr("    Slower, %1 ms before and %2 ms now: %3")));
    lines.append(CommandLine::tr("    'tidemarkctl index revert %1' restores what was.")
                         .arg(watched.change.id));
    return lines;
}

} // namespace

QJsonObject jsonOf(const IndexChange &change)
{
    return {{u"id"_s, change.id},
            {u"finding"_s, change.finding},
            {u"table"_s, change.table},
            {u"index"_s, change.index},
            {u"kind"_s, indexChangeKindName(change.kind)},
            {u"phase"_s, indexChangePhaseName(change.phase)},
            {u"reason"_s, change.reason},
            {u"up_sql"_s, change.upSql},
            {u"down_sql"_s, change.downSql},
            {u"applied_at"_s, jsonTime(change.appliedAt)},
            {u"applied_by"_s, change.appliedBy},
            {u"watch_until"_s, jsonTime(change.watchUntil)},
            {u"closed_at"_s, jsonTime(change.closedAt)}};
}

QJsonObject jsonOf(const QList<WatchedChange> &changes)
{
    QJsonArray array;
    for (const WatchedChange &watched : changes) {
        QJsonObject change = jsonOf(watched.change);
        change[u"watch"] =
                watched.change.isSettled() ? QJsonValue{jsonOf(watched.watch)} : QJsonValue{};
        array.append(change);
    }
    return {{u"changes"_s, array}};
}

QString plannedText(const IndexChange &change)
{
    return CommandLine::tr("Nothing was changed. To do:\n    %1;\nTo undo:\n    %2;")
            .arg(change.upSql, change.downSql);
}

QString doneText(const IndexChange &change)
{
    const bool isDrop = change.kind == IndexChange::Kind::Drop;
    switch (change.phase) {
    case IndexChange::Phase::Trial:
        return CommandLine::tr("Change %1: %2 is hidden from every statement and still kept up to "
                               "date, so inserts are no faster yet. 'tidemarkctl index changes' "
                               "shows how statements fare; 'tidemarkctl index apply %3' drops it, "
                               "'tidemarkctl index revert %1' brings it back at once.")
                .arg(QString::number(change.id), change.index, change.finding);
    case IndexChange::Phase::Reverted:
        return CommandLine::tr("Change %1 is taken back: %2.")
                .arg(QString::number(change.id),
                     isDrop ? CommandLine::tr("%1 is there again").arg(change.index)
                            : CommandLine::tr("%1 is gone").arg(change.index));
    default:
        break;
    }
    return CommandLine::tr("Change %1: %2. Statements are watched until %3; 'tidemarkctl index "
                           "changes' shows how they fare, 'tidemarkctl index revert %1' takes it "
                           "back.")
            .arg(QString::number(change.id),
                 isDrop ? CommandLine::tr("%1 is dropped").arg(change.index)
                        : CommandLine::tr("%1 is made").arg(change.index),
                 dayText(change.watchUntil));
}

QString textOf(const QList<WatchedChange> &changes)
{
    if (changes.isEmpty())
        return CommandLine::tr("No index was changed here. 'tidemarkctl index report' says what "
                               "could be.");
    QList<QStringList> rows;
    for (const WatchedChange &watched : changes) {
        const IndexChange &change = watched.change;
        rows.append({QString::number(change.id), indexChangeKindName(change.kind), change.index,
                     change.table, dayText(change.appliedAt), phaseText(change)});
    }
    QStringList lines{textTable({numbers(CommandLine::tr("Change")), CommandLine::tr("Kind"),
                                 CommandLine::tr("Index"), CommandLine::tr("Table"),
                                 CommandLine::tr("Since"), CommandLine::tr("State")},
                                rows)};
    for (const WatchedChange &watched : changes) {
        const QStringList watch = watchLines(watched);
        if (!watch.isEmpty())
            lines += QStringList{QString{}, watched.change.index} + watch;
    }
    return lines.join(u'\n');
}
