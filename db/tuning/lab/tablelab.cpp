// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/tablelab.h"

#include "db/tuning/lab/labrounds.h"
#include "db/tuning/lab/labwords.h"
#include "db/tuning/lab/queryreplay.h"
#include "db/tuning/lab/tablebench.h"
#include "db/tuning/lab/tablecopy.h"

#include "db/schema/inspection.h"
#include "db/tuning/eachrow.h"
#include "db/tuning/indexreader.h"

#include <QElapsedTimer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// How many rows with their indexes these bytes hold.
qint64 rowsIn(qint64 bytes, const TableDef &table)
{
    constexpr double UnknownRow = 1024;

    double size = double(table.sizeBytes.value_or(0));
    for (const IndexDef &index : table.indexes)
        size += double(index.sizeBytes.value_or(0));
    const bool isKnown = size > 0 && table.rows.value_or(0) > 0;
    return qint64(double(bytes) / (isKnown ? size / double(*table.rows) : UnknownRow));
}

// all, none, and all but each.
QList<QStringList> variantsOf(const QList<IndexDef> &indexes)
{
    QStringList every;
    for (const IndexDef &index : indexes)
        every.append(index.name);
    QList<QStringList> variants{{}, every};
    if (indexes.size() > 1) {
        for (const QString &name : std::as_const(every))
            variants.append(QStringList{name});
    }
    return variants;
}

// kept: what was measured of the variants above. What all cost must be sure, and so must each that
// is worth a word; what costs next to nothing never is.
bool isUnsettled(const QList<QList<double>> &kept)
{
    constexpr double LeastShare = 0.1;
    constexpr double SureEnough = 0.06; // two runs are then within a fifth, 98 times of a hundred

    const QList<double> whole = differences(kept[0], kept[1]);
    if (isScattered(spreadOf(whole)))
        return true;
    const double least = LeastShare * spreadOf(whole).median;
    return std::any_of(kept.cbegin() + 2, kept.cend(), [&](const QList<double> &without) {
        const QList<double> costs = differences(kept[0], without);
        return spreadOf(costs).median > least && medianError(costs) > SureEnough;
    });
}

// The scratch copy of one table.
class TableLab final
{
public:
    TableLab(LabSession &session, const TableDef &table, std::chrono::milliseconds time)
        : m_session{session}
        , m_def{table}
        , m_deadline{time}
        , m_time{time}
    {}

    [[nodiscard]] Result<TablePrices> run();

private:
    [[nodiscard]] Result<> copy();
    [[nodiscard]] Result<> makeCandidates();
    [[nodiscard]] Result<qint64> count() const;
    [[nodiscard]] Result<> showOtherTables() const;
    [[nodiscard]] Result<> replay();
    [[nodiscard]] Result<> measure();
    void evaluate(const QList<QList<double>> &rounds);

    LabSession &m_session;
    const TableDef &m_def;
    QDeadlineTimer m_deadline;
    std::chrono::milliseconds m_time;
    ProbeTable m_table;
    QList<IndexDef> m_indexes;
    QStringList m_candidates; // CREATE INDEX
    std::unique_ptr<Connection> m_place;
    TablePrices m_prices;
    QHash<int, double> m_walBytes; // by variant
};

Result<TablePrices> TableLab::run()
{
    Result<ProbeTable> table = readProbeTable(m_session.source, m_def);
    if (!table)
        return fail(table.error());
    m_table = *table;
    m_indexes = m_table.droppable();
    m_prices.table = m_def.name;
    for (const LabCandidate &candidate : m_session.options.candidates) {
        if (candidate.table == m_def.name)
            m_candidates.append(candidate.createSql);
    }
    if (m_indexes.isEmpty() && m_candidates.isEmpty())
        return fail(Error::Kind::Refused, LabWords::tr("It has no index that could be left out."));
    if (!m_table.isRepeatable() || m_table.arrival.isEmpty())
        return fail(Error::Kind::Refused,
                    LabWords::tr("Its rows cannot be put in once more: a key of it holds no time "
                                 "and no number that could go on."));
    return copy()
            .and_then([&] { return makeCandidates(); })
            .and_then([&] { return replay(); })
            .and_then([&] { return measure(); })
            .transform([&] { return m_prices; });
}

Result<> TableLab::copy()
{
    constexpr std::chrono::milliseconds Longest{20'000};
    constexpr double OfTheTime = 0.4;

    m_session.tell(LabProgress::Phase::Copying, m_def.name);
    using Place = LabGround::Place;
    Result<std::unique_ptr<Connection>> place = m_session.ground.make(Place::Copy);
    if (!place)
        return fail(place.error());
    m_place = std::move(*place);
    m_session.watch.guard(*m_place);
    const Engine engine = m_place->engine();
    CopyLimits limits;
    limits.bytes = m_session.freeBytes / 10;
    limits.time = std::min(Longest,
                           std::chrono::milliseconds{qint64(double(m_time.count()) * OfTheTime)});
    if (engine == Engine::Sqlite)
        limits.rows = rowsIn(limits.bytes, m_def);
    limits.variants =
            engine == Engine::MariaDb ? int(variantsOf(m_indexes).size() + m_candidates.size()) : 1;
    bool isWholeFile = false;
    if (engine == Engine::Sqlite && m_session.options.copiesWholeFile) {
        const Result<bool> whole = copyWholeFile(m_session.source, m_session.ground, *m_place,
                                                 limits, m_session.watch);
        if (!whole)
            return fail(whole.error());
        isWholeFile = *whole;
    }
    if (!isWholeFile) {
        const Result<TableCopy> copied = copyTable(m_session.source, m_session.ground, *m_place,
                                                   m_table, limits, m_session.watch);
        if (!copied)
            return fail(copied.error());
        m_prices.isWhole = copied->isWhole;
    }
    return analyze(*m_place, m_def.name)
            .and_then([&] { return count(); })
            .transform([&](qint64 rows) { m_prices.rows = rows; });
}

// From here on they are indexes of the table like the others.
Result<> TableLab::makeCandidates()
{
    if (m_candidates.isEmpty())
        return {};
    for (const QString &sql : std::as_const(m_candidates)) {
        const Result<> made =
                m_session.watch.check().and_then([&] { return m_place->execute(sql); });
        if (!made)
            return made;
    }
    const Result<QList<TableDef>> copied = readIndexes(*m_place);
    if (!copied)
        return fail(copied.error());
    const auto table = std::ranges::find(*copied, m_def.name, &TableDef::name);
    if (table == copied->cend())
        return fail(Error::Kind::NotFound, {}, m_def.name);
    for (const IndexDef &index : table->indexes) {
        const bool isThere = std::ranges::any_of(
                m_table.indexes, [&](const IndexDef &known) { return known.name == index.name; });
        if (!isThere)
            m_table.indexes.append(index);
    }
    m_indexes = m_table.droppable();
    return {};
}

Result<qint64> TableLab::count() const
{
    Statements statements{*m_place};
    qint64 rows = 0;
    return eachRow(statements, u"SELECT COUNT(*) FROM "_s + quotedName(m_def.name), {},
                   [&](const Rows &row) { rows = row.integer(0); })
            .transform([&] { return rows; });
}

// MariaDB looks for a name in one database alone. What cannot be shown there is not replayed.
Result<> TableLab::showOtherTables() const
{
    if (m_place->engine() != Engine::MariaDb)
        return {};
    for (const TableDef &table : std::as_const(m_session.tables)) {
        if (table.name != m_def.name)
            static_cast<void>(m_place->execute(u"CREATE VIEW %1 AS SELECT * FROM %2"_s.arg(
                    quotedName(table.name), m_session.ground.original(table.name))));
    }
    return m_session.watch.check();
}

// Before the inserts, which leave dead rows on PostgreSQL.
Result<> TableLab::replay()
{
    constexpr double OfTheTime = 0.2;

    if (m_session.statements.isEmpty())
        return {};
    if (const Result<> shown = showOtherTables(); !shown)
        return shown;
    const std::chrono::milliseconds time{qint64(double(m_time.count()) * OfTheTime)};
    return replayStatements(*m_place, m_table, m_session.statements, m_session.options.values, time,
                            m_session.watch,
                            [&](int done, int all) {
                                m_session.tell(LabProgress::Phase::Replaying, m_def.name, done,
                                               all);
                            })
            .transform([&](const QList<QueryEffect> &effects) { m_prices.queries = effects; });
}

Result<> TableLab::measure()
{
    constexpr int WalRound = 1; // dropped anyway, and the pages are warm by then

    // MariaDB's log is that of the whole server: what others write meanwhile is added, so that the
    // least of all rounds is nearest to our own.
    const bool isLogShared = m_place->engine() == Engine::MariaDb;
    const QList<QStringList> variants = variantsOf(m_indexes);
    Result<std::unique_ptr<TableBench>> bench =
            TableBench::make(m_session.ground, LabGround::Place::Copy, *m_place, m_table,
                             m_session.options.probeRows, m_session.watch);
    if (!bench)
        return fail(bench.error());
    if (const Result<> prepared = (*bench)->prepare(variants); !prepared)
        return prepared;
    RoundPlan plan;
    plan.variants = int(variants.size());
    plan.rounds = m_session.options.rounds;
    plan.time = std::chrono::milliseconds{m_deadline.remainingTime()};
    RoundActions actions;
    actions.measure = [&](int variant, int round) {
        return (*bench)
                ->measure(variants[variant], isLogShared || round == WalRound)
                .transform([&](const TableBench::Measured &measured) {
                    if (measured.walBytesPerRow)
                        m_walBytes[variant] =
                                std::min(m_walBytes.value(variant, *measured.walBytesPerRow),
                                         *measured.walBytesPerRow);
                    return measured.usPerRow;
                });
    };
    actions.shorten = [&](double share) {
        constexpr int Fewest = 500;
        (*bench)->setRows(std::max(Fewest, int((*bench)->rows() * share)));
    };
    actions.isUnsettled = isUnsettled;
    actions.progress = [&](int done, int all) {
        m_session.tell(LabProgress::Phase::Measuring, m_def.name, done, all);
    };
    const Result<QList<QList<double>>> rounds =
            runRounds(plan, actions, m_session.random, m_session.watch);
    if (!rounds)
        return fail(rounds.error());
    m_prices.probeRows = (*bench)->rows();
    m_prices.batchRows = (*bench)->batchRows();
    evaluate(*rounds);
    return {};
}

void TableLab::evaluate(const QList<QList<double>> &rounds)
{
    const QList<double> &all = rounds[0];
    const QList<double> &none = rounds[1];
    m_prices.rounds = int(all.size());
    m_prices.all = spreadOf(all);
    m_prices.none = spreadOf(none);
    const double whole = spreadOf(differences(all, none)).median;
    double sum = 0;
    for (int i = 0; i < m_indexes.size(); ++i) {
        const int variant = rounds.size() > 2 ? i + 2 : 1; // a single index: none is all but this
        const QList<double> costs = differences(all, rounds[variant]);
        const Spread cost = spreadOf(costs);
        IndexPrice price;
        price.index = m_indexes[i].name;
        price.keys = m_indexes[i].keyText();
        price.isProposed = !m_def.find(price.index);
        price.cost = {cost.median, cost.lower, cost.upper, {}, isNoisy(costs)};
        if (m_walBytes.contains(0) && m_walBytes.contains(variant))
            price.cost.walBytesPerRow = m_walBytes[0] - m_walBytes[variant];
        price.share = whole > 0 ? cost.median / whole : 0;
        sum += cost.median;
        m_prices.indexes.append(price);
    }
    m_prices.singleCosts = whole > 0 ? sum / whole : 0;
    m_prices.interacts = doInteract(sum, whole);
}

} // namespace

Result<TablePrices> measureTable(LabSession &session, const TableDef &table,
                                 std::chrono::milliseconds time)
{
    return TableLab{session, table, time}.run();
}
