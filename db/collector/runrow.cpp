// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/collector/runrow.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject toJson(const Attempt &attempt)
{
    return {{u"at"_s, attempt.at.toString(Qt::ISODateWithMs)},
            {u"duration_ms"_s, attempt.durationMs},
            {u"outcome"_s, attempt.outcome},
            {u"waited_ms"_s, attempt.waitedMs}};
}

Attempt attemptFrom(const QJsonObject &json)
{
    return {QDateTime::fromString(json[u"at"].toString(), Qt::ISODateWithMs),
            json[u"duration_ms"].toInteger(), json[u"outcome"].toString(),
            json[u"waited_ms"].toInteger()};
}

} // namespace

QString runColumns()
{
    return u"source, slot, started_at, finished_at, status, attempts, received, stored, "
           u"duplicates, "
           "rejected, rejected_details, error, duration_ms"_s;
}

QString detailsToJson(const CollectionRun &run)
{
    if (run.rejectedEntries.isEmpty() && run.attemptLog.isEmpty() &&
        run.status != RunStatus::Failed)
        return {};
    QJsonArray rejected;
    for (const RejectedEntry &entry : run.rejectedEntries)
        rejected.append(QJsonObject{{u"name"_s, entry.name}, {u"reason"_s, entry.reason}});
    QJsonArray attempts;
    for (const Attempt &attempt : run.attemptLog)
        attempts.append(toJson(attempt));
    QJsonObject details{{u"rejected"_s, rejected}, {u"attempts"_s, attempts}};
    if (run.status == RunStatus::Failed)
        details[u"cause"] = gapCauseName(run.cause);
    return QString::fromUtf8(QJsonDocument{details}.toJson(QJsonDocument::Compact));
}

CollectionRun runFrom(const Rows &rows, const Dialect &dialect)
{
    CollectionRun run;
    run.id = rows.value(0).toLongLong();
    run.source = rows.value(1).toString();
    run.slot = dialect.timeFromSql(rows.value(2));
    run.startedAt = dialect.timeFromSql(rows.value(3));
    run.finishedAt = dialect.timeFromSql(rows.value(4));
    run.status = runStatusFromName(rows.value(5).toString());
    run.attempts = rows.value(6).toInt();
    run.received = rows.value(7).toInt();
    run.stored = rows.value(8).toInt();
    run.duplicates = rows.value(9).toInt();
    run.rejected = rows.value(10).toInt();
    run.error = rows.value(12).toString();
    run.durationMs = rows.value(13).toLongLong();
    const QJsonObject details =
            QJsonDocument::fromJson(rows.value(11).toString().toUtf8()).object();
    run.cause = gapCauseFromName(details[u"cause"].toString());
    for (const QJsonValue &entry : details[u"rejected"].toArray())
        run.rejectedEntries.append({entry[u"name"].toString(), entry[u"reason"].toString()});
    for (const QJsonValue &attempt : details[u"attempts"].toArray())
        run.attemptLog.append(attemptFrom(attempt.toObject()));
    return run;
}
