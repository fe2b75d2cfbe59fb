// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/trash/trashbatch.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

void add(const TrashSlice &slice, TrashBatchOutcome &outcome)
{
    for (auto table = slice.counts.begin(); table != slice.counts.end(); ++table) {
        outcome.counts.insert(table.key(),
                              outcome.counts.value(table.key()).toInt() + table.value().toInt());
        outcome.rows += table.value().toInt();
    }
    outcome.restored += slice.restored;
    ++outcome.slices;
}

// Two quotes of one place come back in one slice, so that neither stands in the other's way, also
// where the act ends in between.
template <typename Row> bool areApart(const Row &, const Row &)
{
    return true;
}

bool areApart(const BinnedQuote &left, const BinnedQuote &right)
{
    return left.place != right.place;
}

// Logs go back with the rule behind them.
bool areApart(const RestoredRow &left, const RestoredRow &right)
{
    return left.key.kind != TrashKind::Log || right.key.kind == TrashKind::Quote;
}

} // namespace

// step(slice) does those rows in one transaction.
template <typename Row, typename Step>
Result<> TrashBatch::inSlices(const QList<Row> &rows, TrashBatchOutcome &outcome, const Step &step)
{
    qsizetype first = 0;
    while (first < rows.size()) {
        qsizetype end = std::min<qsizetype>(first + m_slices.rows(), rows.size());
        while (end < rows.size() && !areApart(rows[end - 1], rows[end]))
            ++end;
        const Result<TrashSlice> slice =
                m_slices.patiently([&] { return step(rows.sliced(first, end - first)); });
        if (!slice)
            return fail(slice.error());
        add(*slice, outcome);
        if (m_progress && !slice->counts.isEmpty())
            m_progress(slice->counts.constBegin().key(), outcome.rows);
        first = end;
        if (first < rows.size() && !m_slices.noteAndPause(slice->took))
            return fail(Error::Kind::Cancelled, {});
    }
    return {};
}

TrashBatchOutcome TrashBatch::removeQuotes(const QuoteRange &range, const QDateTime &now,
                                           const Deleter &deleter)
{
    TrashBatchOutcome outcome;
    const Result<> done = m_store.quotesOf(range).and_then([&](const QList<qint64> &ids) {
        return inSlices(ids, outcome, [&](const QList<qint64> &slice) {
            return m_store.removeSlice(slice, now, deleter);
        });
    });
    finish(outcome, done, u"deleted"_s, now,
           {{u"symbol"_s, range.symbol},
            {u"reason"_s, deleter.reason},
            {u"batch"_s, deleter.batch}});
    return outcome;
}

TrashBatchOutcome TrashBatch::restore(const QString &batch, const QDateTime &now)
{
    TrashBatchOutcome outcome;
    Result<> done;
    // Rules bring their logs along, so they come first.
    for (const TrashKind kind : {TrashKind::Rule, TrashKind::Log, TrashKind::Quote}) {
        if (done)
            done = restoreKind(kind, batch, now, outcome);
    }
    finish(outcome, done, u"restored"_s, now, {{u"batch"_s, batch}});
    return outcome;
}

TrashBatchOutcome TrashBatch::restore(QList<TrashKey> keys, const QDateTime &now)
{
    TrashBatchOutcome outcome;
    std::ranges::stable_partition(keys,
                                  [](const TrashKey &key) { return key.kind == TrashKind::Rule; });
    const Result<> done = inSlices(keys, outcome, [&](const QList<TrashKey> &slice) {
        return m_store.restoreSlice(slice, now, outcome.restored);
    });
    finish(outcome, done, u"restored"_s, now, {});
    return outcome;
}

TrashBatchOutcome TrashBatch::putBack(const QList<RestoredRow> &rows, const QDateTime &now)
{
    TrashBatchOutcome outcome;
    const QList<RestoredRow> back{rows.crbegin(), rows.crend()};
    const Result<> done = inSlices(back, outcome, [&](const QList<RestoredRow> &slice) {
        return m_store.putBackSlice(slice, now);
    });
    finish(outcome, done, u"restore_undone"_s, now, {});
    return outcome;
}

Result<> TrashBatch::restoreKind(TrashKind kind, const QString &batch, const QDateTime &now,
                                 TrashBatchOutcome &outcome)
{
    if (kind != TrashKind::Quote)
        return m_store.keysOfBatch(kind, batch).and_then([&](const QList<TrashKey> &keys) {
            return inSlices(keys, outcome, [&](const QList<TrashKey> &slice) {
                return m_store.restoreSlice(slice, now, outcome.restored);
            });
        });
    return m_store.quotesOfBatch(batch).and_then([&](const QuotesOfBatch &found) {
        return inSlices(found.quotes, outcome, [&](const QList<BinnedQuote> &slice) {
            return m_store.restoreSlice(slice, batch, found.checkedUpTo);
        });
    });
}

// Also where it ended early: what was done until then was done.
void TrashBatch::finish(TrashBatchOutcome &outcome, const Result<> &done, const QString &event,
                        const QDateTime &now, QJsonObject details)
{
    if (!done)
        outcome.ended = done.error();
    if (outcome.rows == 0)
        return;
    for (auto table = outcome.counts.constBegin(); table != outcome.counts.constEnd(); ++table)
        details.insert(table.key(), table.value());
    const Result<> noted = m_slices.patiently([&] { return m_store.noteAct(event, now, details); });
    if (!noted && !outcome.ended)
        outcome.ended = noted.error();
}
