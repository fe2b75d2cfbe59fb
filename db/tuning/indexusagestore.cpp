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

struct Counts {
    qint64 scans = 0;
    QDateTime lastScanAt;
    std::optional<qint64> writes;
    QDateTime since;
};

// Sums the samples of one index, in the order of time.
class Sum final
{
public:
    void add(const QDateTime &time, const Counts &counts)
    {
        if (m_last) {
            const bool isSameCounting =
                    !m_last->since.isValid() || !counts.since.isValid() ||
                    qAbs(m_last->since.secsTo(counts.since)) <= SameBeginningSeconds;
            const bool isReset = counts.scans < m_last->scans || !isSameCounting;
            evidence.resets += isReset ? 1 : 0;
            // Behind a reset all that is counted is new.
            const qint64 scans = isReset ? counts.scans : counts.scans - m_last->scans;
            evidence.scans += scans;
            if (scans > 0)
                evidence.lastUse = counts.lastScanAt.isValid() ? counts.lastScanAt : time;
            if (counts.writes && m_last->writes)
                writes += isReset || *counts.writes < *m_last->writes
                                  ? *counts.writes
                                  : *counts.writes - *m_last->writes;
            ++evidence.samples;
        } else {
            evidence.from = time;
        }
        evidence.to = time;
        m_last = counts;
    }

    IndexEvidence evidence;
    qint64 writes = 0;  // of its table
    QDateTime madeAt{}; // the first sample that has it, where an earlier one had not

private:
    std::optional<Counts> m_last;
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
    QHash<IndexName, Sum> sums;
    UsageEvidence evidence;
    QDateTime newest;
    QDateTime previous; // the sample before
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
                                    if (rows.time(0) != newest)
                                        previous = std::exchange(newest, rows.time(0));
                                    evidence.source = rows.text(7);
                                    Sum &sum = sums[{rows.text(1), rows.text(2)}];
                                    if (previous.isValid() && sum.evidence.to != previous) {
                                        sum = Sum{};
                                        sum.madeAt = newest;
                                    }
                                    sum.add(newest,
                                            {rows.integer(3), rows.time(4),
                                             rows.isNull(5) ? std::nullopt
                                                            : std::optional{rows.integer(5)},
                                             rows.time(6)});
                                });
                    });
    if (!read)
        return fail(read.error());
    for (auto sum = sums.cbegin(); sum != sums.cend(); ++sum) {
        if (sum->evidence.to != newest) // one that was dropped since
            continue;
        IndexEvidence index = sum->evidence;
        index.firstSeen = sum->madeAt.isValid() ? sum->madeAt : firstSeen.value(sum.key());
        evidence.indexes.insert(sum.key(), index);
        evidence.writes[sum.key().first] =
                std::max(evidence.writes.value(sum.key().first), sum->writes);
    }
    const bool hasTwo = std::ranges::any_of(
            evidence.indexes, [](const IndexEvidence &index) { return index.samples > 1; });
    return hasTwo ? evidence : UsageEvidence{};
}
