// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/shapelab.h"

#include "db/tuning/lab/labrounds.h"
#include "db/tuning/lab/shapeplace.h"
#include "db/tuning/lab/shaperows.h"

#include <QElapsedTimer>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Before = 0;
constexpr int After = 1;

// One comparison.
class ShapeLab final
{
public:
    ShapeLab(LabSession &session, const ShapeChange &change, std::chrono::milliseconds time)
        : m_session{session}
        , m_change{change}
        , m_deadline{time}
        , m_time{time}
    {}

    [[nodiscard]] Result<ShapeComparison> run();

private:
    using Places = std::array<std::unique_ptr<ShapePlace>, 2>;

    [[nodiscard]] Result<> makePlaces();
    [[nodiscard]] Result<qint64> affordableRows(const ShapeRows &rows);
    [[nodiscard]] Result<> fill(const ShapeRows &rows);
    [[nodiscard]] Result<QList<QList<double>>> measureInserts();
    [[nodiscard]] Result<QList<QList<double>>> measureCalculation();
    [[nodiscard]] RoundPlan plan() const;
    void evaluate(const QList<QList<double>> &rounds);

    LabSession &m_session;
    const ShapeChange &m_change;
    QDeadlineTimer m_deadline;
    std::chrono::milliseconds m_time;
    Places m_places;
    ShapeComparison m_comparison;
};

Result<ShapeComparison> ShapeLab::run()
{
    const bool isInsert = m_change.work == ShapeComparison::Work::Insert;
    m_comparison.version = m_change.version;
    m_comparison.table = m_change.table;
    m_comparison.work = m_change.work;
    m_session.tell(LabProgress::Phase::Copying, m_change.table);
    const Result<ShapeRows> rows = ShapeRows::of(m_session.source, m_change.table);
    if (!rows)
        return fail(rows.error());
    m_comparison.isGenerated = rows->isGenerated();
    return makePlaces()
            .and_then([&] { return fill(*rows); })
            .and_then([&] { return isInsert ? measureInserts() : measureCalculation(); })
            .transform([&](const QList<QList<double>> &rounds) {
                evaluate(rounds);
                return m_comparison;
            });
}

Result<> ShapeLab::makePlaces()
{
    using Place = LabGround::Place;
    Result<std::unique_ptr<ShapePlace>> before = ShapePlace::make(
            m_session.ground, Place::Before, m_change.before, m_change.table, m_session.watch);
    if (!before)
        return fail(before.error());
    Result<std::unique_ptr<ShapePlace>> after = ShapePlace::make(
            m_session.ground, Place::After, m_change.after, m_change.table, m_session.watch);
    if (!after)
        return fail(after.error());
    m_places = {std::move(*before), std::move(*after)};
    return {};
}

// By how long a few of the newest take in one of the places; they are taken back.
Result<qint64> ShapeLab::affordableRows(const ShapeRows &rows)
{
    constexpr qint64 Sample = 20'000;
    constexpr double OfTheTime = 0.4;
    constexpr double EachIndex = 0.5; // of the time that its rows take
    constexpr double LongestMs = 20'000;

    ShapePlace &place = *m_places[Before];
    QElapsedTimer timer;
    timer.start();
    const Result<> sampled = place.beginRows(rows.columns()).and_then([&] {
        return rows.each(Sample, [&](std::span<const Cell> row) { return place.append(row); });
    });
    const qint64 count = std::max<qint64>(1, place.rows());
    place.forgetRows();
    if (!sampled)
        return fail(sampled.error());
    const double indexes = double(m_places[Before]->indexes() + m_places[After]->indexes());
    const double perRow =
            double(timer.nsecsElapsed()) / 1e6 / double(count) * (2 + EachIndex * indexes);
    const double most = std::min(LongestMs, double(m_time.count()) * OfTheTime);
    // A tenth of what the disk has left, of which a row takes about a quarter of a kilobyte in
    // each.
    constexpr double RowBytes = 512;
    const double room =
            m_session.freeBytes > 0 ? double(m_session.freeBytes) / 10 / RowBytes : most / perRow;
    return std::min({rows.available(), qint64(most / perRow), qint64(room)});
}

Result<> ShapeLab::fill(const ShapeRows &rows)
{
    constexpr qint64 Often = 5000;

    const Result<qint64> count = affordableRows(rows);
    if (!count)
        return fail(count.error());
    for (const auto &place : m_places) {
        if (const Result<> begun = place->beginRows(rows.columns()); !begun)
            return begun;
    }
    qint64 done = 0;
    const Result<> read = rows.each(*count, [&](std::span<const Cell> row) -> Result<> {
        if (++done % Often == 0) {
            if (const Result<> goesOn = m_session.watch.check(); !goesOn)
                return goesOn;
        }
        return m_places[Before]->append(row).and_then([&] { return m_places[After]->append(row); });
    });
    if (!read)
        return read;
    for (const auto &place : m_places) {
        const Result<> finished =
                place->commitRows().and_then([&] { return place->finish(m_session.watch); });
        if (!finished)
            return finished;
    }
    m_comparison.rows = m_places[Before]->rows();
    return {};
}

RoundPlan ShapeLab::plan() const
{
    RoundPlan plan;
    plan.variants = 2;
    plan.rounds = m_session.options.rounds;
    plan.time = std::chrono::milliseconds{m_deadline.remainingTime()};
    return plan;
}

Result<QList<QList<double>>> ShapeLab::measureInserts()
{
    std::array<std::unique_ptr<TableBench>, 2> benches;
    for (const int shape : {Before, After}) {
        Result<std::unique_ptr<TableBench>> bench = m_places[std::size_t(shape)]->bench(
                m_session.ground, m_session.options.probeRows, m_session.watch);
        if (!bench)
            return fail(bench.error());
        benches[std::size_t(shape)] = std::move(*bench);
    }
    RoundActions actions;
    actions.measure = [&](int shape, int) {
        return benches[std::size_t(shape)]->measure({}, false).transform(
                [](const TableBench::Measured &measured) { return measured.usPerRow; });
    };
    actions.shorten = [&](double share) {
        for (const auto &bench : benches)
            bench->setRows(std::max(500, int(bench->rows() * share)));
    };
    actions.progress = [&](int done, int all) {
        m_session.tell(LabProgress::Phase::Measuring, m_change.table, done, all);
    };
    return runRounds(plan(), actions, m_session.random, m_session.watch)
            .transform([&](const QList<QList<double>> &rounds) {
                m_comparison.probeRows = benches[Before]->rows();
                return rounds;
            });
}

Result<QList<QList<double>>> ShapeLab::measureCalculation()
{
    qint64 rows = m_comparison.rows;
    RoundActions actions;
    actions.measure = [&](int shape, int) { return m_places[std::size_t(shape)]->calculate(rows); };
    actions.shorten = [&](double share) {
        rows = std::max<qint64>(500, qint64(double(rows) * share));
    };
    actions.progress = [&](int done, int all) {
        m_session.tell(LabProgress::Phase::Measuring, m_change.table, done, all);
    };
    return runRounds(plan(), actions, m_session.random, m_session.watch)
            .transform([&](const QList<QList<double>> &rounds) {
                m_comparison.probeRows = int(rows);
                return rounds;
            });
}

void ShapeLab::evaluate(const QList<QList<double>> &rounds)
{
    const auto rates = [](const QList<double> &usPerRow) {
        QList<double> perSecond;
        for (const double us : usPerRow)
            perSecond.append(us > 0 ? 1e6 / us : 0);
        return perSecond;
    };
    const QList<double> before = rates(rounds[Before]);
    const QList<double> after = rates(rounds[After]);
    const QList<double> compared = ratios(after, before);
    m_comparison.rounds = int(before.size());
    m_comparison.before = spreadOf(before);
    m_comparison.after = spreadOf(after);
    m_comparison.ratio = spreadOf(compared).median;
    m_comparison.tendency = tendencyOf(compared);
}

} // namespace

Result<ShapeComparison> compareShapes(LabSession &session, const ShapeChange &change,
                                      std::chrono::milliseconds time)
{
    return ShapeLab{session, change, time}.run();
}
