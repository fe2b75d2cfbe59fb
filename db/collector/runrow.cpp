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

QList<RejectedEntry> rejectedOf(const QJsonObject &details)
{
    QList<RejectedEntry> entries;
    for (const QJsonValue &entry : details[u"rejected"].toArray())
        entries.append({entry[u"name"].toString(), entry[u"reason"].toString()});
    return entries;
}

} // namespace

QString runColumns()
{
    return u"source, slot, started_at, finished_at, status, attempts, received, stored, "
           u"duplicates, "
           "rejected, rejected_details, error, duration_ms"_s;
}

QList<RejectedEntry> rejectedEntriesFrom(const QByteArray &json)
{
    return rejectedOf(QJsonDocument::fromJson(json).object());
}

QString detailsToJson(const CollectionRun &run)
{
    if (run.rejectedEntries.isEmpty() && run.attemptLog.isEmpty() && run.rounded == 0 &&
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
    if (run.rounded > 0)
        details[u"rounded"] = run.rounded;
    return QString::fromUtf8(QJsonDocument{details}.toJson(QJsonDocument::Compact));
}

CollectionRun runFrom(const Rows &rows)
{
    CollectionRun run;
    run.id = rows.integer(0);
    run.source = rows.text(1);
    run.slot = rows.time(2);
    run.startedAt = rows.time(3);
    run.finishedAt = rows.time(4);
    run.status = runStatusFromName(rows.text(5));
    run.attempts = int(rows.integer(6));
    run.received = int(rows.integer(7));
    run.stored = int(rows.integer(8));
    run.duplicates = int(rows.integer(9));
    run.rejected = int(rows.integer(10));
    run.error = rows.text(12);
    run.durationMs = rows.integer(13);
    const QJsonObject details = QJsonDocument::fromJson(rows.text(11).toUtf8()).object();
    run.rounded = details[u"rounded"].toInt();
    run.cause = gapCauseFromName(details[u"cause"].toString());
    run.rejectedEntries = rejectedOf(details);
    for (const QJsonValue &attempt : details[u"attempts"].toArray())
        run.attemptLog.append(attemptFrom(attempt.toObject()));
    return run;
}
