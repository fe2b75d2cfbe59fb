// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/snapshotjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Format = 1;

QDateTime timeFrom(const QJsonValue &value)
{
    return QDateTime::fromMSecsSinceEpoch(value.toInteger(), Qt::UTC);
}

QJsonObject toJson(const Quote &quote)
{
    return {{u"coin"_s, quote.coin},
            {u"bid"_s, quote.bid.toString()},
            {u"ask"_s, quote.ask.toString()},
            {u"last"_s, quote.last.toString()}};
}

Result<Quote> quoteFrom(const QJsonObject &json, const QDateTime &slot)
{
    const Result<Price> bid = Price::parse(json[u"bid"].toString());
    const Result<Price> ask = Price::parse(json[u"ask"].toString());
    const Result<Price> last = Price::parse(json[u"last"].toString());
    const QString coin = json[u"coin"].toString();
    if (!bid || !ask || !last || coin.isEmpty())
        return fail(Error::Kind::Parse, u"a quote in it is not whole"_s);
    return Quote{0, coin, slot, *bid, *ask, *last, {}};
}

QJsonObject toJson(const CollectionRun &run)
{
    QJsonArray rejected;
    for (const RejectedEntry &entry : run.rejectedEntries)
        rejected.append(QJsonObject{{u"name"_s, entry.name}, {u"reason"_s, entry.reason}});
    QJsonArray attempts;
    for (const Attempt &attempt : run.attemptLog) {
        attempts.append(QJsonObject{{u"at"_s, attempt.at.toMSecsSinceEpoch()},
                                    {u"duration"_s, attempt.durationMs},
                                    {u"outcome"_s, attempt.outcome},
                                    {u"waited"_s, attempt.waitedMs}});
    }
    return {{u"source"_s, run.source},
            {u"slot"_s, run.slot.toMSecsSinceEpoch()},
            {u"started_at"_s, run.startedAt.toMSecsSinceEpoch()},
            {u"status"_s, runStatusName(run.status)},
            {u"attempts"_s, run.attempts},
            {u"received"_s, run.received},
            {u"rejected"_s, run.rejected},
            {u"duration_ms"_s, run.durationMs},
            {u"error"_s, run.error},
            {u"cause"_s, gapCauseName(run.cause)},
            {u"rejected_entries"_s, rejected},
            {u"attempt_log"_s, attempts}};
}

CollectionRun runFrom(const QJsonObject &json)
{
    CollectionRun run;
    run.source = json[u"source"].toString();
    run.slot = timeFrom(json[u"slot"]);
    run.startedAt = timeFrom(json[u"started_at"]);
    run.status = runStatusFromName(json[u"status"].toString());
    run.attempts = json[u"attempts"].toInt();
    run.received = json[u"received"].toInt();
    run.rejected = json[u"rejected"].toInt();
    run.durationMs = json[u"duration_ms"].toInteger();
    run.error = json[u"error"].toString();
    run.cause = gapCauseFromName(json[u"cause"].toString());
    for (const QJsonValue &entry : json[u"rejected_entries"].toArray())
        run.rejectedEntries.append({entry[u"name"].toString(), entry[u"reason"].toString()});
    for (const QJsonValue &attempt : json[u"attempt_log"].toArray()) {
        run.attemptLog.append({timeFrom(attempt[u"at"]), attempt[u"duration"].toInteger(),
                               attempt[u"outcome"].toString(), attempt[u"waited"].toInteger()});
    }
    return run;
}

} // namespace

QByteArray snapshotToJson(const Snapshot &snapshot)
{
    QJsonArray quotes;
    for (const Quote &quote : snapshot.quotes)
        quotes.append(toJson(quote));
    const QJsonObject json{{u"tidemark_snapshot"_s, Format},
                           {u"run"_s, toJson(snapshot.run)},
                           {u"quotes"_s, quotes}};
    return QJsonDocument{json}.toJson(QJsonDocument::Compact);
}

Result<Snapshot> snapshotFromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object[u"tidemark_snapshot"].toInt() != Format)
        return fail(Error::Kind::Parse, u"it is no snapshot of this version"_s);
    Snapshot snapshot;
    snapshot.run = runFrom(object[u"run"].toObject());
    for (const QJsonValue &value : object[u"quotes"].toArray()) {
        Result<Quote> quote = quoteFrom(value.toObject(), snapshot.run.slot);
        if (!quote)
            return fail(quote.error());
        snapshot.quotes.append(std::move(*quote));
    }
    return snapshot;
}
