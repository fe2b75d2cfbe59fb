// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/trashcommand.h"

#include "app/cli/commandline.h"
#include "app/cli/trashrun.h"
#include "app/cli/trashtext.h"
#include "db/alerts/alertrulestore.h"
#include "db/domain/coin.h"
#include "db/domain/errortext.h"
#include "db/domain/symbol.h"
#include "db/trash/trashbatch.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

QString deletedText(const QJsonObject &counts, const Deleter &deleter)
{
    return CommandLine::tr("Deleted: %1. 'tidemarkctl trash restore --batch %2' brings them back.")
            .arg(countsText(counts), deleter.batch);
}

// asked: of that kind; removed: of them those that were not in the bin.
ExitCode toldDeleted(const Context &context, TrashKind kind, const QList<qint64> &asked,
                     const QList<qint64> &removed, const QJsonObject &counts,
                     const Deleter &deleter)
{
    QJsonArray already;
    QStringList names;
    for (const qint64 id : asked) {
        if (removed.contains(id) || already.contains(id))
            continue;
        already.append(id);
        names.append(u"%1:%2"_s.arg(trashKindName(kind)).arg(id));
    }
    QStringList sentences{removed.isEmpty() ? CommandLine::tr("Nothing was deleted.")
                                            : deletedText(counts, deleter)};
    if (!names.isEmpty())
        sentences.append(
                CommandLine::tr("In the recycle bin already: %1.").arg(names.join(u", "_s)));
    return context.output.done(
            {{u"deleted"_s, counts},
             {u"already"_s, already},
             {u"batch"_s, removed.isEmpty() ? QJsonValue{} : QJsonValue{deleter.batch}}},
            sentences.join(u' '));
}

// Each with all of its levels, which the bin's rows have not.
Result<TrashConditions> conditionsOf(const Connection &connection, const QList<TrashEntry> &entries)
{
    const auto isRule = [](const TrashEntry &entry) { return entry.key.kind == TrashKind::Rule; };
    if (std::ranges::none_of(entries, isRule))
        return TrashConditions{};
    return AlertRuleStore{connection}
            .list(AlertRuleStore::Which::Deleted)
            .transform([](const QList<AlertRule> &rules) {
                TrashConditions conditions;
                for (const AlertRule &rule : rules)
                    conditions.insert(rule.id, rule.condition);
                return conditions;
            });
}

// The command ended before all was done, and what was done until then stays: said is a sentence
// about that.
ExitCode endedEarly(const Context &context, Error error, const QString &said)
{
    if (error.subject.isEmpty())
        error.subject = context.database.location();
    const QString why =
            error.kind == Error::Kind::Cancelled ? CommandLine::tr("Stopped.") : errorText(error);
    return context.output.failed(error.kind, u"%1 %2"_s.arg(why, said));
}

} // namespace

ExitCode listTrash(const Context &context, const TrashRequest &request)
{
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    const Result<TrashPage> page = TrashReader{**connection}.page(request);
    if (!page)
        return context.failed(page.error());
    const Result<TrashConditions> conditions = conditionsOf(**connection, page->rows);
    if (!conditions)
        return context.failed(conditions.error());
    QJsonArray entries;
    for (const TrashEntry &entry : page->rows)
        entries.append(jsonOf(entry, *conditions));
    return context.output.done(
            {{u"trash"_s, entries},
             {u"more"_s, page->hasMore},
             {u"next"_s,
              page->hasMore ? QJsonValue{placeText(page->rows.constLast())} : QJsonValue{}}},
            textOf(*page, *conditions, !request.after && !request.kind && !request.isNarrowed()));
}

ExitCode deleteQuotes(const Context &context, QuoteRange range, const QString &reason)
{
    const Result<QString> symbol = symbolFrom(range.symbol);
    if (!symbol)
        return context.output.failed(symbol.error());
    range.symbol = *symbol;
    if (!coinOfSymbol(range.symbol).isEmpty())
        return context.output.failed(
                {Error::Kind::Usage,
                 CommandLine::tr(
                         "%1 is a coin, and the prices of coins stay: the recycle bin holds "
                         "delayed quotes of shares and funds.")
                         .arg(range.symbol),
                 {}});
    StopSignals stop;
    return changed(context, [&](const Connection &connection) {
        const Deleter deleter = Deleter::current(reason);
        const TrashBatchOutcome removed =
                TrashBatch{connection, pauseOf(stop)}.removeQuotes(range, Context::now(), deleter);
        if (removed.ended && removed.rows > 0)
            return endedEarly(context, *removed.ended,
                              CommandLine::tr("Deleted until then: %1. 'tidemarkctl trash restore "
                                              "--batch %2' brings them back.")
                                      .arg(countsText(removed.counts), deleter.batch));
        if (removed.ended)
            return context.failed(*removed.ended);
        if (removed.rows == 0)
            return context.output.done(
                    {{u"deleted"_s, QJsonObject{}}, {u"batch"_s, QJsonValue{}}},
                    CommandLine::tr("%1 has no quotes of that time. Nothing was deleted.")
                            .arg(range.symbol));
        return context.output.done({{u"deleted"_s, removed.counts}, {u"batch"_s, deleter.batch}},
                                   deletedText(removed.counts, deleter));
    });
}

ExitCode deleteRules(const Context &context, const QList<qint64> &ids, bool withLogs,
                     const QString &reason)
{
    return changed(context, [&](const Connection &connection) {
        const Deleter deleter = Deleter::current(reason);
        const Result<QList<qint64>> removed =
                TrashStore{connection}.removeRules(ids, withLogs, Context::now(), deleter);
        if (!removed)
            return context.failed(removed.error());
        TrashRequest request;
        request.batch = deleter.batch;
        const Result<TrashCounts> counts = TrashReader{connection}.counts(request);
        if (!counts)
            return context.failed(counts.error());
        return toldDeleted(context, TrashKind::Rule, ids, *removed,
                           {{trashTableName(TrashKind::Rule), counts->rules},
                            {trashTableName(TrashKind::Log), counts->logs}},
                           deleter);
    });
}

ExitCode deleteLogs(const Context &context, const QList<qint64> &ids, const QString &reason)
{
    return changed(context, [&](const Connection &connection) {
        const Deleter deleter = Deleter::current(reason);
        const Result<QList<qint64>> removed =
                TrashStore{connection}.removeLogs(ids, Context::now(), deleter);
        if (!removed)
            return context.failed(removed.error());
        return toldDeleted(context, TrashKind::Log, ids, *removed,
                           {{trashTableName(TrashKind::Log), removed->size()}}, deleter);
    });
}

ExitCode restoreTrash(const Context &context, const QList<TrashKey> &keys)
{
    return changed(context, [&](const Connection &connection) {
        const Result<QList<RestoredRow>> rows =
                TrashStore{connection}.restore(keys, Context::now());
        if (!rows)
            return context.failed(rows.error());
        if (rows->isEmpty())
            return context.output.failed(
                    {Error::Kind::NotFound, CommandLine::tr("'tidemarkctl trash list' lists it"),
                     CommandLine::tr("What you asked for in the recycle bin")});
        const QJsonObject counts = countsByTable(*rows);
        return context.output.done({{u"restored"_s, counts}, {u"rows"_s, rows->size()}},
                                   CommandLine::tr("Restored: %1.").arg(countsText(counts)));
    });
}

ExitCode restoreBatch(const Context &context, const QString &batch)
{
    StopSignals stop;
    return changed(context, [&](const Connection &connection) {
        const TrashBatchOutcome restored =
                TrashBatch{connection, pauseOf(stop)}.restore(batch, Context::now());
        if (restored.ended && restored.rows > 0)
            return endedEarly(context, *restored.ended,
                              CommandLine::tr("Restored until then: %1. The same command goes on.")
                                      .arg(countsText(restored.counts)));
        if (restored.ended && restored.ended->kind == Error::Kind::Refused)
            return endedEarly(context, *restored.ended, CommandLine::tr("Nothing was restored."));
        if (restored.ended)
            return context.failed(*restored.ended);
        if (restored.rows == 0)
            return context.output.failed(
                    {Error::Kind::NotFound, CommandLine::tr("'tidemarkctl trash list' lists them"),
                     CommandLine::tr("Batch %1 in the recycle bin").arg(batch)});
        return context.output.done(
                {{u"restored"_s, restored.counts}, {u"rows"_s, restored.rows}},
                CommandLine::tr("Restored: %1.").arg(countsText(restored.counts)));
    });
}
