// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/trash/trashrows.h"

#include "db/trash/idchunks.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct TrashText {
    Q_DECLARE_TR_FUNCTIONS(TrashText)
};

tl::unexpected<Error> nowhere(const TrashKey &key)
{
    switch (key.kind) {
    case TrashKind::Quote:
        return fail(Error::Kind::NotFound, TrashText::tr("'tidemarkctl trash list' lists them"),
                    TrashText::tr("Quote %1").arg(key.id));
    case TrashKind::Log:
        return fail(Error::Kind::NotFound, TrashText::tr("'tidemarkctl alerts log' lists them"),
                    TrashText::tr("Alert %1").arg(key.id));
    case TrashKind::Rule:
        break;
    }
    return fail(Error::Kind::NotFound, TrashText::tr("'tidemarkctl alerts list' lists them"),
                TrashText::tr("Rule %1").arg(key.id));
}

QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"_s);
}

tl::unexpected<Error> takenByQuote(const QString &symbol, const QDateTime &time)
{
    return fail(Error::Kind::Refused,
                TrashText::tr("%1 has another quote of %2 by now, so the deleted one cannot come "
                              "back. Delete that one first, or leave this one in the recycle bin.")
                        .arg(symbol, timeText(time)));
}

// Of a log that lies in the bin (d), another one (o) that holds its place in the unique key.
constexpr auto TwinOfLog = "EXISTS (SELECT 1 FROM alert_logs o WHERE o.rule_id = d.rule_id "
                           "AND o.rule_version = d.rule_version AND o.timestamp = d.timestamp "
                           "AND o.event = d.event AND o.deleted_at IS NULL)"_L1;

// Whether the row was deleted in that act. Rows from before the program kept acts belong to none.
constexpr auto InBatch = "delete_batch = ? AND deleted_at IS NOT NULL"_L1;

} // namespace

Result<bool> TrashRows::remove(const TrashKey &key, const QDateTime &now, const Deleter &deleter)
{
    if (const Result<TrashMark> known = markOf(key); !known)
        return fail(known.error());
    return m_statements
            .change(u"UPDATE %1 SET deleted_at = ?, deleted_by = ?, deleted_reason = ?, "
                    "delete_batch = ? WHERE id = ? AND deleted_at IS NULL"_s.arg(
                            trashTableName(key.kind)),
                    {now, deleter.name, deleter.reason, deleter.batch, key.id})
            .transform([](int changed) { return changed > 0; });
}

Result<int> TrashRows::removeLogsOf(qint64 ruleId, const QDateTime &now, const Deleter &deleter)
{
    return m_statements.change(u"UPDATE alert_logs SET deleted_at = ?, deleted_by = ?, "
                               "deleted_reason = ?, delete_batch = ? WHERE rule_id = ? "
                               "AND deleted_at IS NULL"_s,
                               {now, deleter.name, deleter.reason, deleter.batch, ruleId});
}

Result<int> TrashRows::removeQuotes(std::span<const qint64> ids, const QDateTime &now,
                                    const Deleter &deleter)
{
    return inIdChunks(ids, [&](std::span<const qint64> chunk) {
        return m_statements.change(
                u"UPDATE market_data SET deleted_at = ?, deleted_by = ?, deleted_reason = ?, "
                "delete_batch = ? WHERE deleted_at IS NULL AND id IN "_s +
                        idPlaceholders(),
                withIds({now, deleter.name, deleter.reason, deleter.batch}, chunk));
    });
}

Result<TrashMark> TrashRows::markOf(const TrashKey &key)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT deleted_at, deleted_by, deleted_reason, delete_batch FROM %1 WHERE id = ?"_s
                    .arg(trashTableName(key.kind)),
            {key.id});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return nowhere(key);
    const auto textOf = [&](int column) {
        return rows->isNull(column) ? QString{} : rows->text(column);
    };
    return TrashMark{rows->time(0), textOf(1), textOf(2), textOf(3)};
}

Result<> TrashRows::checkPlace(const TrashKey &key, const TrashMark &mark,
                               const QList<RestoredRow> &act)
{
    switch (key.kind) {
    case TrashKind::Quote:
        return checkQuote(key.id, mark, act);
    case TrashKind::Log:
        return checkLog(key.id, mark);
    case TrashKind::Rule:
        break;
    }
    return mark.batch.isEmpty() ? Result<>{} : checkLogsOf(key.id, mark);
}

Result<> TrashRows::checkQuote(qint64 id, const TrashMark &mark, const QList<RestoredRow> &act)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT a.symbol, d.timestamp, o.id FROM market_data d "
            "JOIN assets a ON a.instrument_id = d.instrument_id "
            "JOIN market_data o ON o.timestamp = d.timestamp "
            "AND o.instrument_id = d.instrument_id AND o.deleted_at IS NULL WHERE d.id = ?"_s,
            {id});
    if (!rows)
        return fail(rows.error());
    while (rows->next()) {
        const TrashKey twin{TrashKind::Quote, rows->integer(2)};
        const bool wereTogether =
                !mark.batch.isEmpty() && std::ranges::any_of(act, [&](const RestoredRow &row) {
                    return row.key == twin && row.mark.batch == mark.batch;
                });
        if (!wereTogether)
            return takenByQuote(rows->text(0), rows->time(1));
    }
    return rows->end();
}

// Live quotes are read by one range of an index and compared here: looked up place by place, the
// servers may read all quotes of the instrument for each of them.
Result<> TrashRows::checkFree(const QList<BinnedQuote> &quotes, const QString &condition,
                              std::initializer_list<SqlValue> values)
{
    std::optional<QDateTime> taken;
    qint64 instrument = 0;
    {
        Result<Rows> rows = m_statements.run(
                u"SELECT instrument_id, timestamp FROM market_data WHERE deleted_at IS NULL AND "_s +
                        condition,
                values);
        if (!rows)
            return fail(rows.error());
        while (!taken && rows->next()) {
            instrument = rows->integer(0);
            const std::pair place{instrument, rows->timeMs(1)};
            if (std::ranges::binary_search(quotes, place, {}, &BinnedQuote::place))
                taken = rows->time(1);
        }
        if (!taken)
            return rows->end();
    }
    Result<Rows> rows =
            m_statements.run(u"SELECT symbol FROM assets WHERE instrument_id = ?"_s, {instrument});
    if (!rows)
        return fail(rows.error());
    return takenByQuote(rows->next() ? rows->text(0) : QString{}, *taken);
}

Result<> TrashRows::checkPlaces(const QList<BinnedQuote> &quotes)
{
    for (auto first = quotes.begin(); first != quotes.end();) {
        const qint64 instrument = first->place.first;
        const auto next = std::find_if(first, quotes.end(), [&](const BinnedQuote &quote) {
            return quote.place.first != instrument;
        });
        const auto timeOf = [](const BinnedQuote &quote) {
            return QDateTime::fromMSecsSinceEpoch(quote.place.second, Qt::UTC);
        };
        const Result<> checked =
                checkFree(quotes, u"instrument_id = ? AND timestamp >= ? AND timestamp <= ?"_s,
                          {instrument, timeOf(*first), timeOf(*std::prev(next))});
        if (!checked)
            return checked;
        first = next;
    }
    return {};
}

Result<QList<RestoredRow>> TrashRows::restoreQuotes(const QList<BinnedQuote> &quotes,
                                                    const QString &batch, qint64 checkedUpTo)
{
    QList<qint64> ids;
    for (const BinnedQuote &quote : quotes)
        ids.append(quote.id);
    return checkFree(quotes, u"id > ?"_s, {checkedUpTo}).and_then([&] {
        QList<RestoredRow> restored;
        return inIdChunks(ids,
                          [&](std::span<const qint64> chunk) {
                              return restoreOf(TrashKind::Quote, u"id IN "_s + idPlaceholders(),
                                               withIds({batch}, chunk))
                                      .transform([&](const QList<RestoredRow> &rows) {
                                          restored += rows;
                                          return int(rows.size());
                                      });
                          })
                .transform([&](int) { return restored; });
    });
}

Result<> TrashRows::checkLog(qint64 id, const TrashMark &mark)
{
    if (!mark.batch.isEmpty()) {
        Result<Rows> rows = m_statements.run(
                u"SELECT r.name, r.id FROM alert_rules r JOIN alert_logs d ON d.rule_id = r.id "
                "WHERE d.id = ? AND r.deleted_at IS NOT NULL AND r.delete_batch = ?"_s,
                {id, mark.batch});
        if (!rows)
            return fail(rows.error());
        if (rows->next())
            return fail(Error::Kind::Refused,
                        TrashText::tr("Alert %1 was deleted together with its rule '%2'. Restore "
                                      "rule %3: its alerts come back with it.")
                                .arg(id)
                                .arg(rows->text(0))
                                .arg(rows->integer(1)));
    }
    Result<Rows> rows = m_statements.run(
            u"SELECT r.name, d.timestamp FROM alert_logs d JOIN alert_rules r ON r.id = d.rule_id "
            "WHERE d.id = ? AND "_s +
                    TwinOfLog,
            {id});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return rows->end();
    return fail(Error::Kind::Refused,
                TrashText::tr("Rule '%1' has logged the price of %2 again, so the deleted alert "
                              "cannot come back. Delete the new one first, or leave this one in "
                              "the recycle bin.")
                        .arg(rows->text(0), timeText(rows->time(1))));
}

Result<> TrashRows::checkLogsOf(qint64 ruleId, const TrashMark &mark)
{
    Result<Rows> rows =
            m_statements.run(u"SELECT COUNT(*) FROM alert_logs d WHERE d.rule_id = ? AND d."_s +
                                     InBatch + u" AND "_s + TwinOfLog,
                             {ruleId, mark.batch});
    if (!rows)
        return fail(rows.error());
    const int taken = rows->next() ? int(rows->integer(0)) : 0;
    if (taken == 0)
        return rows->end();
    return fail(
            Error::Kind::Refused,
            TrashText::tr("%n alert(s) that were deleted with rule %1 cannot come back, because "
                          "the same prices were logged again. Delete the new ones first.",
                          nullptr, taken)
                    .arg(ruleId));
}

Result<QList<RestoredRow>> TrashRows::restore(const TrashKey &key, const QList<RestoredRow> &act)
{
    Result<TrashMark> mark = markOf(key);
    if (!mark && mark.error().kind == Error::Kind::NotFound)
        mark.error().detail = TrashText::tr("'tidemarkctl trash list' lists them");
    if (!mark)
        return fail(mark.error());
    if (!mark->deletedAt.isValid())
        return QList<RestoredRow>{};
    QList<RestoredRow> restored{{key, *mark}};
    return checkPlace(key, *mark, act)
            .and_then([&] { return set(key, {}); })
            .and_then([&]() -> Result<QList<RestoredRow>> {
                if (key.kind != TrashKind::Rule || mark->batch.isEmpty())
                    return QList<RestoredRow>{};
                return restoreLogsOf(key.id, *mark);
            })
            .transform([&](const QList<RestoredRow> &logs) { return restored + logs; });
}

Result<QList<RestoredRow>> TrashRows::restoreLogsOf(qint64 ruleId, const TrashMark &mark)
{
    const std::array values{SqlValue{mark.batch}, SqlValue{ruleId}};
    return restoreOf(TrashKind::Log, u"rule_id = ?"_s, values);
}

Result<QList<RestoredRow>> TrashRows::restoreOf(TrashKind kind, const QString &condition,
                                                std::span<const SqlValue> batchAndValues)
{
    const QString where = u"WHERE %1 AND %2"_s.arg(InBatch, condition);
    QList<RestoredRow> restored;
    {
        Result<Rows> rows = m_statements.run(
                u"SELECT id, deleted_at, deleted_by, deleted_reason, delete_batch FROM %1 %2 "
                "ORDER BY id"_s.arg(trashTableName(kind), where),
                batchAndValues);
        if (!rows)
            return fail(rows.error());
        TrashMark mark;
        while (rows->next()) {
            mark.deletedAt = rows->time(1);
            // Rows of one act have one text, which is held once.
            for (const auto &[column, text] :
                 {std::pair{2, &mark.deletedBy}, std::pair{3, &mark.reason},
                  std::pair{4, &mark.batch}}) {
                const QString own = rows->isNull(column) ? QString{} : rows->text(column);
                if (*text != own || text->isNull() != own.isNull())
                    *text = own;
            }
            restored.append({{kind, rows->integer(0)}, mark});
        }
        if (const Result<> end = rows->end(); !end)
            return fail(end.error());
    }
    return m_statements
            .change(u"UPDATE %1 SET deleted_at = NULL, deleted_by = NULL, deleted_reason = NULL, "
                    "delete_batch = NULL %2"_s.arg(trashTableName(kind), where),
                    batchAndValues)
            .transform([&](int) { return restored; });
}

Result<> TrashRows::putBack(TrashKind kind, std::span<const qint64> ids, const TrashMark &mark)
{
    return inIdChunks(ids,
                      [&](std::span<const qint64> chunk) {
                          return m_statements.change(
                                  u"UPDATE %1 SET deleted_at = ?, deleted_by = ?, "
                                  "deleted_reason = ?, delete_batch = ? WHERE id IN %2"_s.arg(
                                          trashTableName(kind), idPlaceholders()),
                                  withIds({mark.deletedAt, mark.deletedBy, mark.reason, mark.batch},
                                          chunk));
                      })
            .map([](int) {});
}

Result<> TrashRows::set(const TrashKey &key, const TrashMark &mark)
{
    return m_statements
            .change(u"UPDATE %1 SET deleted_at = ?, deleted_by = ?, deleted_reason = ?, "
                    "delete_batch = ? WHERE id = ?"_s.arg(trashTableName(key.kind)),
                    {mark.deletedAt, mark.deletedBy, mark.reason, mark.batch, key.id})
            .map([](int) {});
}
