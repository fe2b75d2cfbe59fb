// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/queryreplay.h"

#include "db/bulk/columnnames.h"
#include "db/tuning/eachrow.h"
#include "db/tuning/lab/samplevalues.h"

#include <QElapsedTimer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Samples = 12; // runs of a statement, each with its own values
constexpr qint64 Day = 86'400'000;

// Rows of the table, from which values come.
using SampleRow = QHash<QString, SqlValue>;

// A statement with its values.
struct Replay {
    const CataloguedStatement *statement = nullptr;
    QSet<QString> touched; // columns of the table
    std::vector<std::vector<SqlValue>> values;
};

SqlValue valueOf(const Cell &cell, bool isTime)
{
    if (cell.kind == Cell::Kind::Integer && isTime)
        return SqlValue::Time{cell.integer};
    if (cell.kind == Cell::Kind::Integer)
        return cell.integer;
    if (cell.kind == Cell::Kind::Real)
        return cell.real;
    return QString::fromUtf8(cell.text);
}

Result<QList<SampleRow>> sampleRows(const Connection &place, const ProbeTable &table)
{
    constexpr int Step = 250; // rows between two samples

    const QString order = columnNames(table.arrival).replace(u","_s, u" DESC,"_s) + u" DESC"_s;
    const Result<std::unique_ptr<RowStream>> stream =
            place.stream(u"SELECT %1 FROM %2 ORDER BY %3 LIMIT %4"_s.arg(
                    columnNames(table.columns), quotedName(table.name), order,
                    QString::number(Samples * Step)));
    if (!stream)
        return fail(stream.error());
    QList<SampleRow> samples;
    for (int number = 0; (*stream)->next(); ++number) {
        if (number % Step != 0)
            continue;
        SampleRow sample;
        const std::span<const Cell> row = (*stream)->row();
        for (int i = 0; i < table.columns.size(); ++i) {
            const QString &column = table.columns[i];
            sample[column] = valueOf(row[std::size_t(i)], table.times.contains(column));
        }
        samples.append(sample);
    }
    return (*stream)->end().transform([&] { return samples; });
}

// A range of a day before the sample's own time: what a chart asks for.
SqlValue valueFor(const Placeholder &placeholder, const SampleRow &sample)
{
    constexpr qint64 Page = 200;

    if (placeholder.role == Placeholder::Role::Limit)
        return Page;
    const SqlValue value = sample.value(placeholder.column);
    const auto *time = std::get_if<SqlValue::Time>(&value.data());
    if (placeholder.role == Placeholder::Role::From && time)
        return SqlValue::Time{time->ms - Day};
    return value;
}

// What a statement asks of another table that it joins: a value from any row there.
std::optional<SqlValue> valueElsewhere(const Connection &place,
                                       const CataloguedStatement &statement,
                                       const Placeholder &placeholder)
{
    if (placeholder.role != Placeholder::Role::Value)
        return {};
    for (const TableUse &use : statement.uses) {
        const Result<std::unique_ptr<RowStream>> stream =
                place.stream(u"SELECT %1 FROM %2 WHERE %1 IS NOT NULL LIMIT 1"_s.arg(
                        quotedName(placeholder.column), quotedName(use.table)));
        if (stream && (*stream)->next())
            return valueOf((*stream)->row()[0], false);
    }
    return {};
}

std::optional<Replay> replayOf(const CataloguedStatement &statement, const ProbeTable &table,
                               const QList<SampleRow> &samples, const Connection &place)
{
    const auto use = std::ranges::find(statement.uses, table.name, &TableUse::table);
    const auto placeholders = placeholdersOf(statement.text, place.engine());
    const bool isRead = statement.text.startsWith(u"SELECT", Qt::CaseInsensitive);
    if (use == statement.uses.cend() || !placeholders || !isRead || statement.readsAll)
        return std::nullopt;
    QHash<QString, SqlValue> elsewhere;
    for (const Placeholder &placeholder : *placeholders) {
        if (placeholder.role == Placeholder::Role::Limit ||
            table.columns.contains(placeholder.column))
            continue;
        const auto value = valueElsewhere(place, statement, placeholder);
        if (!value)
            return std::nullopt;
        elsewhere.insert(placeholder.column, *value);
    }
    Replay replay{&statement, use->touched, {}};
    for (const SampleRow &sample : samples) {
        std::vector<SqlValue> values;
        for (const Placeholder &placeholder : *placeholders)
            values.push_back(elsewhere.contains(placeholder.column)
                                     ? elsewhere.value(placeholder.column)
                                     : valueFor(placeholder, sample));
        replay.values.push_back(std::move(values));
    }
    return replay;
}

// Milliseconds of each run; fewer runs than samples when they are slow. Nothing when this place
// cannot run it.
Result<QList<double>> timed(const Connection &place, const Replay &replay, const LabWatch &watch)
{
    constexpr double LongEnoughMs = 300;

    const Result<std::unique_ptr<Statement>> statement = place.prepare(replay.statement->text);
    if (!statement)
        return QList<double>{};
    QList<double> times;
    double spent = 0;
    for (std::size_t run = 0; run <= replay.values.size() && spent < LongEnoughMs; ++run) {
        if (const Result<> goesOn = watch.check(); !goesOn)
            return fail(goesOn.error());
        QElapsedTimer timer;
        timer.start();
        // The first one twice: it warms what all others find warm.
        const auto &values = replay.values[run == 0 ? 0 : run - 1];
        if (const Result<> executed = (*statement)->execute(values); !executed)
            return executed.error().kind == Error::Kind::Database ? Result<QList<double>>{}
                                                                  : fail(executed.error());
        while ((*statement)->next()) {
        }
        (*statement)->reset();
        const double ms = double(timer.nsecsElapsed()) / 1e6;
        if (run > 0)
            times.append(ms);
        spent += ms;
    }
    return times;
}

// Hides an index from the planner as if it were not there.
class WithoutIndex final
{
public:
    WithoutIndex(const Connection &place, const QString &table, const QString &index)
        : m_place{place}
        , m_alter{u"ALTER TABLE %1 ALTER INDEX %2 "_s.arg(quotedName(table), quotedName(index))}
        , m_index{index}
    {}
    ~WithoutIndex()
    {
        if (m_isHidden && m_place.engine() == Engine::MariaDb)
            static_cast<void>(m_place.execute(m_alter + m_restore));
        else if (m_isHidden)
            m_place.rollback();
    }
    WithoutIndex(const WithoutIndex &) = delete;
    WithoutIndex &operator=(const WithoutIndex &) = delete;

    // An error: this server cannot.
    [[nodiscard]] Result<> hide()
    {
        if (m_place.engine() == Engine::MariaDb)
            return hideOnMariaDb();
        Statements statements{m_place};
        QString schema;
        if (m_place.engine() == Engine::PostgreSql) {
            const Result<> read =
                    eachRow(statements, u"SELECT current_schema()"_s, {},
                            [&](const Rows &rows) { schema = quotedName(rows.text(0)) + u'.'; });
            if (!read)
                return read;
        }
        if (const Result<> begun = m_place.execute(u"BEGIN"_s); !begun)
            return begun;
        m_isHidden = true;
        return m_place.execute(u"DROP INDEX "_s + schema + quotedName(m_index));
    }

private:
    [[nodiscard]] Result<> hideOnMariaDb()
    {
        const bool isMariaDb = m_place.serverInfo().product == u"MariaDB";
        m_restore = isMariaDb ? u"NOT IGNORED"_s : u"VISIBLE"_s;
        const Result<> hidden =
                m_place.execute(m_alter + (isMariaDb ? u"IGNORED"_s : u"INVISIBLE"_s));
        m_isHidden = hidden.has_value();
        return hidden;
    }

    const Connection &m_place;
    QString m_alter;
    QString m_index;
    QString m_restore;
    bool m_isHidden = false;
};

// Milliseconds of each run: with the index, without it, and with it once more, so that what became
// slower meanwhile for another reason is not taken for its absence.
struct Runs {
    QList<double> before;
    QList<double> without;
    QList<double> again;
};

QueryEffect effectOf(const Replay &replay, const QString &index, const Runs &runs)
{
    constexpr double Noticeable = 1.25;

    const qsizetype count = std::min({runs.before.size(), runs.without.size(), runs.again.size()});
    QList<double> with;
    QList<double> slowerWith;
    for (qsizetype i = 0; i < count; ++i) {
        with.append(std::min(runs.before[i], runs.again[i]));
        slowerWith.append(std::max(runs.before[i], runs.again[i]));
    }
    const QList<double> without = runs.without.first(count);
    QueryEffect effect;
    effect.statement = replay.statement->id;
    effect.purpose = replay.statement->purpose;
    effect.index = index;
    effect.p50With = quantileOf(with, 0.5);
    effect.p95With = quantileOf(with, 0.95);
    effect.p50Without = quantileOf(without, 0.5);
    effect.p95Without = quantileOf(without, 0.95);
    effect.runs = int(count);
    effect.isNeeded = effect.p50Without > Noticeable * effect.p50With &&
                      tendencyOf(ratios(without, slowerWith)) == Tendency::Gain;
    return effect;
}

// All statements that might use one index.
Result<QList<QueryEffect>> replayWithout(const IndexDef &index, const QList<Replay> &replays,
                                         const Connection &place, const QString &table,
                                         const LabWatch &watch)
{
    QList<std::pair<const Replay *, Runs>> tried;
    for (const Replay &replay : replays) {
        if (!replay.touched.contains(index.keys.constFirst().text))
            continue;
        const Result<QList<double>> times = timed(place, replay, watch);
        if (!times)
            return fail(times.error());
        if (!times->isEmpty())
            tried.append({&replay, {*times, {}, {}}});
    }
    if (tried.isEmpty())
        return QList<QueryEffect>{};
    {
        WithoutIndex hiding{place, table, index.name};
        if (!hiding.hide())
            return QList<QueryEffect>{};
        for (auto &[replay, runs] : tried) {
            const Result<QList<double>> times = timed(place, *replay, watch);
            if (!times)
                return fail(times.error());
            runs.without = *times;
        }
    }
    QList<QueryEffect> effects;
    for (auto &[replay, runs] : tried) {
        const Result<QList<double>> times = timed(place, *replay, watch);
        if (!times)
            return fail(times.error());
        runs.again = *times;
        effects.append(effectOf(*replay, index.name, runs));
    }
    return effects;
}

} // namespace

Result<QList<QueryEffect>> replayStatements(const Connection &place, const ProbeTable &table,
                                            const QList<CataloguedStatement> &statements,
                                            std::chrono::milliseconds time, const LabWatch &watch,
                                            const std::function<void(int done, int all)> &progress)
{
    const QDeadlineTimer deadline{time};
    const Result<QList<SampleRow>> samples = sampleRows(place, table);
    if (!samples)
        return fail(samples.error());
    if (samples->isEmpty())
        return QList<QueryEffect>{};
    QList<Replay> replays;
    for (const CataloguedStatement &statement : statements) {
        if (auto replay = replayOf(statement, table, *samples, place))
            replays.append(*replay);
    }
    QList<QueryEffect> effects;
    const QList<IndexDef> indexes = table.droppable();
    int done = 0;
    for (const IndexDef &index : indexes) {
        if (deadline.hasExpired())
            break;
        const Result<QList<QueryEffect>> found =
                replayWithout(index, replays, place, table.name, watch);
        if (!found)
            return found;
        effects += *found;
        progress(++done, int(indexes.size()));
    }
    return effects;
}
