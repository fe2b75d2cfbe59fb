// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/indexusagestore.h"

#include "db/schema/inspection.h"
#include "db/transaction.h"
#include "db/tuning/eachrow.h"
#include "db/tuning/usagecounters.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

// Where only the age of a server tells since when it counts, it tells so to a second or two.
constexpr qint64 SameBeginningSeconds = 120;
// Two intervals: behind a longer pause a reset may have taken weeks with it.
constexpr qint64 LongestGapSeconds =
        2 * std::chrono::seconds{IndexUsageStore::SampleInterval}.count();

struct Counts {
    qint64 scans = 0;
    QDateTime lastScanAt;
    std::optional<qint64> writes;
    QDateTime since;
};

// What the engine told at one moment.
struct Sample {
    QDateTime time;
    QString source;
    QHash<IndexName, Counts> counts;
};

bool isReset(const Counts &before, const Counts &now)
{
    const bool isSameCounting =
            before.since.isValid() == now.since.isValid() &&
            (!now.since.isValid() || qAbs(before.since.secsTo(now.since)) <= SameBeginningSeconds);
    return now.scans < before.scans || !isSameCounting;
}

// Whether weeks of what was counted in between may be lost. One counter that fell speaks for all:
// of an index that nobody reads none can fall.
bool isTorn(const Sample &before, const Sample &now)
{
    if (before.source != now.source)
        return true;
    for (auto each = now.counts.cbegin(); each != now.counts.cend(); ++each) {
        const auto earlier = before.counts.constFind(each.key());
        const QDateTime counting = each->since.isValid() ? each->since : now.time;
        if (earlier != before.counts.cend() && before.time.secsTo(counting) > LongestGapSeconds &&
            (isReset(*earlier, *each) || each->writes < earlier->writes))
            return true;
    }
    return false;
}

// Sums the samples of one index, in the order of time.
class Sum final
{
public:
    void add(const QDateTime &time, const Counts &counts)
    {
        if (m_last) {
            const bool beganAnew = isReset(*m_last, counts);
            evidence.resets += beganAnew ? 1 : 0;
            // Behind a reset all that is counted is new.
            const qint64 scans = beganAnew ? counts.scans : counts.scans - m_last->scans;
            evidence.scans += scans;
            if (scans > 0)
                evidence.lastUse = counts.lastScanAt.isValid() ? counts.lastScanAt : time;
            if (counts.writes && m_last->writes)
                writes = writes.value_or(0) + (beganAnew || *counts.writes < *m_last->writes
                                                       ? *counts.writes
                                                       : *counts.writes - *m_last->writes);
            ++evidence.samples;
        } else {
            evidence.from = time;
        }
        evidence.to = time;
        m_last = counts;
    }

    IndexEvidence evidence;
    std::optional<qint64> writes; // of its table
    QDateTime madeAt{};           // the first sample that has it, where an earlier one had not

private:
    std::optional<Counts> m_last;
};

// Sums the samples of all indexes, in the order of time.
class Sums final
{
public:
    void add(const Sample &sample)
    {
        const bool areTorn = m_last && isTorn(*m_last, sample);
        for (auto each = sample.counts.cbegin(); each != sample.counts.cend(); ++each) {
            Sum &sum = m_sums[each.key()];
            const bool isNew = m_last && !m_last->counts.contains(each.key());
            if (isNew || areTorn) {
                const QDateTime madeAt = isNew ? sample.time : sum.madeAt;
                sum = Sum{};
                sum.madeAt = madeAt;
            }
            sum.add(sample.time, *each);
        }
        m_last = sample;
    }

    // Of those that the newest sample has. firstSeen: where no sample was without them.
    [[nodiscard]] UsageEvidence evidence(const QHash<IndexName, QDateTime> &firstSeen) const
    {
        UsageEvidence evidence;
        if (!m_last)
            return evidence;
        evidence.source = m_last->source;
        for (const IndexName &name : m_last->counts.keys()) {
            const Sum sum = m_sums.value(name);
            IndexEvidence index = sum.evidence;
            index.firstSeen = sum.madeAt.isValid() ? sum.madeAt : firstSeen.value(name);
            evidence.indexes.insert(name, index);
            if (sum.writes)
                evidence.writes[name.first] =
                        std::max(evidence.writes.value(name.first), *sum.writes);
        }
        return evidence;
    }

private:
    QHash<IndexName, Sum> m_sums;
    std::optional<Sample> m_last;
};

// SQLite counts nothing; that an index is there tells its age.
Result<UsageEvidence> seenIndexes(const Connection &connection)
{
    return inspectSchema(connection).transform([](const Schema &schema) {
        UsageEvidence seen;
        seen.source = u"sqlite_schema"_s;
        seen.beginsAtReset = false;
        for (const SchemaObject &object : schema.objects) {
            if (object.kind == SchemaObject::Kind::Index)
                seen.indexes.insert({object.table, object.name}, {});
        }
        return seen;
    });
}

} // namespace

Result<int> IndexUsageStore::sample(const QDateTime &now)
{
    const bool isSqlite = m_connection.engine() == Engine::Sqlite;
    const Result<QDateTime> last = lastSample();
    if (!last)
        return fail(last.error());
    if (isSqlite && last->isValid() && last->secsTo(now) < 86'400)
        return 0; // an age in days needs no more
    const Result<UsageEvidence> counted =
            isSqlite ? seenIndexes(m_connection) : readUsageCounters(m_connection);
    if (!counted)
        return fail(counted.error());
    if (counted->indexes.isEmpty())
        return 0;
    Transaction transaction{m_connection};
    Result<> done = transaction.begin().and_then([this] { return m_schema.check(); });
    for (auto each = counted->indexes.cbegin(); done && each != counted->indexes.cend(); ++each) {
        const auto &[table, index] = each.key();
        const auto writes = counted->writes.constFind(table);
        done = m_statements
                       .change(u"INSERT INTO index_usage_samples (taken_at, table_name, "
                               u"index_name, "
                               "scans, last_scan_at, table_writes, counted_since, source) "
                               "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s +
                                       m_statements.dialect().orNothing(
                                               u"taken_at, table_name, index_name"_s),
                               {now, table, index, each->scans, each->lastUse,
                                writes == counted->writes.cend() ? SqlValue{} : SqlValue{*writes},
                                counted->beginsAtReset ? SqlValue{each->from} : SqlValue{},
                                counted->source})
                       .map([](int) {});
    }
    return done
            .and_then([&] {
                return m_statements.change(u"DELETE FROM index_usage_samples WHERE taken_at < ?"_s,
                                           {now.addDays(-KeptDays)});
            })
            .and_then([&](int) { return transaction.commit(); })
            .map([&] { return int(counted->indexes.size()); });
}

Result<QDateTime> IndexUsageStore::lastSample()
{
    QDateTime last;
    return eachRow(m_statements, u"SELECT MAX(taken_at) FROM index_usage_samples"_s, {},
                   [&](const Rows &rows) { last = rows.time(0); })
            .map([&] { return last; });
}

Result<UsageEvidence> IndexUsageStore::evidence(const QDateTime &from)
{
    QHash<IndexName, QDateTime> firstSeen;
    Sums sums;
    Sample sample; // that is being read
    const Result<> read =
            eachRow(m_statements,
                    u"SELECT table_name, index_name, MIN(taken_at) FROM index_usage_samples "
                    "GROUP BY table_name, index_name"_s,
                    {},
                    [&](const Rows &rows) {
                        firstSeen.insert({rows.text(0), rows.text(1)}, rows.time(2));
                    })
                    .and_then([&] {
                        return eachRow(
                                m_statements,
                                u"SELECT taken_at, table_name, index_name, scans, last_scan_at, "
                                "table_writes, counted_since, source FROM index_usage_samples "
                                "WHERE taken_at >= ? ORDER BY taken_at"_s,
                                {from}, [&](const Rows &rows) {
                                    if (sample.time.isValid() && rows.time(0) != sample.time)
                                        sums.add(std::exchange(sample, {}));
                                    sample.time = rows.time(0);
                                    sample.source = rows.text(7);
                                    sample.counts.insert({rows.text(1), rows.text(2)},
                                                         {rows.integer(3), rows.time(4),
                                                          rows.isNull(5)
                                                                  ? std::nullopt
                                                                  : std::optional{rows.integer(5)},
                                                          rows.time(6)});
                                });
                    });
    if (!read)
        return fail(read.error());
    if (sample.time.isValid())
        sums.add(sample);
    const UsageEvidence evidence = sums.evidence(firstSeen);
    const bool hasTwo = std::ranges::any_of(
            evidence.indexes, [](const IndexEvidence &index) { return index.samples > 1; });
    return hasTwo ? evidence : UsageEvidence{};
}
