// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/indexlab.h"

#include "db/tuning/eachrow.h"
#include "db/tuning/indexreader.h"
#include "db/tuning/lab/labwords.h"
#include "db/tuning/lab/shapelab.h"
#include "db/tuning/statementuse.h"

#include "db/schema/inspection.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int FewestRows = 1000; // a smaller table says nothing: what an index costs is less than
                                 // the noise

QString fewRowsText(qint64 rows)
{
    return LabWords::tr("It has %n row(s), and what its indexes cost can be told from %1 rows on.",
                        nullptr, int(rows))
            .arg(FewestRows);
}

Result<qint64> rowsUpTo(const Connection &connection, const QString &table, int most)
{
    Statements statements{connection};
    qint64 rows = 0;
    return eachRow(statements,
                   u"SELECT COUNT(*) FROM (SELECT 1 AS one FROM %1 LIMIT %2) first"_s.arg(
                           quotedName(table), QString::number(most)),
                   {}, [&](const Rows &row) { rows = row.integer(0); })
            .transform([&] { return rows; });
}

bool isMeasurable(const TableDef &table, const QList<LabCandidate> &candidates)
{
    if (std::ranges::find(candidates, table.name, &LabCandidate::table) != candidates.cend())
        return true;
    return std::ranges::any_of(table.indexes, [](const IndexDef &index) {
        return index.constraint == IndexDef::Constraint::None && !index.dropSql.isEmpty();
    });
}

// One run of the lab.
class Lab final
{
public:
    Lab(const ConnectionSpec &spec, const LabOptions &options)
        : m_spec{spec}
        , m_options{options}
        , m_watch{options.goesOn, options.limit}
    {}

    [[nodiscard]] Result<LabReport> run();

private:
    [[nodiscard]] Result<> work();
    [[nodiscard]] Result<QList<TableDef>> chosenTables(const Connection &source,
                                                       QList<TableDef> tables);
    [[nodiscard]] Result<> measureTables(LabSession &session, const QList<TableDef> &tables);
    [[nodiscard]] Result<TablePrices> measure(LabSession &session, const TableDef &table);
    [[nodiscard]] Result<> measureChanges(LabSession &session);
    [[nodiscard]] Result<> noteOrFail(const QString &subject, const Error &error);

    const ConnectionSpec &m_spec;
    const LabOptions &m_options;
    LabWatch m_watch;
    LabReport m_report;
};

Result<LabReport> Lab::run()
{
    QElapsedTimer timer;
    timer.start();
    if (const Result<> worked = work(); !worked) {
        const Error::Kind kind = worked.error().kind;
        const bool isStopped = kind == Error::Kind::Cancelled || kind == Error::Kind::Timeout;
        const Result<> noted = isStopped ? noteOrFail({}, worked.error()) : worked;
        if (!noted)
            return fail(noted.error());
    }
    m_report.engine = m_spec.engine;
    m_report.measuredAt = QDateTime::currentDateTimeUtc();
    m_report.durationMs = timer.elapsed(); // the places are gone by now
    m_report.seed = m_options.seed;
    return m_report;
}

Result<> Lab::work()
{
    ConnectionSpec reading = m_spec;
    reading.readOnly = true;
    const Result<std::unique_ptr<Connection>> source = Connection::open(reading);
    if (!source)
        return fail(source.error());
    m_watch.guard(**source);
    const Result<QList<TableDef>> all = readIndexes(**source);
    if (!all)
        return fail(all.error());
    const Result<QList<TableDef>> tables = chosenTables(**source, *all);
    if (!tables)
        return fail(tables.error());
    const Result<std::unique_ptr<LabGround>> ground =
            LabGround::enter(m_spec, m_options.cacheFolder);
    if (!ground)
        return fail(ground.error());
    LabSession session{**source, **ground, m_watch, m_options, std::mt19937{m_options.seed}};
    session.tables = *all;
    for (const CataloguedStatement &statement : m_options.statements)
        session.statements.append(describeStatement(statement, *all, m_spec.engine));
    if (!m_spec.isServer())
        session.freeBytes =
                QStorageInfo{QFileInfo{(*ground)->fileOf(LabGround::Place::Copy)}.absolutePath()}
                        .bytesAvailable();
    session.items = int(tables->size() + m_options.changes.size());
    return measureTables(session, *tables).and_then([&] { return measureChanges(session); });
}

// Those that were asked for; else those with questions, then the largest.
Result<QList<TableDef>> Lab::chosenTables(const Connection &source, QList<TableDef> tables)
{
    constexpr int Most = 3;

    if (!m_options.measuresIndexes)
        return QList<TableDef>{};
    QList<TableDef> chosen;
    for (const QString &name : m_options.tables) {
        const auto found = std::ranges::find(tables, name, &TableDef::name);
        if (found == tables.cend())
            return fail(Error::Kind::NotFound, LabWords::tr("the database has no such table"),
                        name);
        chosen.append(*found);
    }
    if (!chosen.isEmpty())
        return chosen;
    std::ranges::stable_sort(tables, std::greater<>{}, [&](const TableDef &table) {
        return std::pair{m_options.preferred.contains(table.name), table.rows.value_or(0)};
    });
    for (const TableDef &table : std::as_const(tables)) {
        if (chosen.size() == Most || !isMeasurable(table, m_options.candidates))
            continue;
        const Result<qint64> rows = rowsUpTo(source, table.name, FewestRows);
        if (!rows)
            return fail(rows.error());
        if (*rows == FewestRows)
            chosen.append(table);
        else if (m_options.preferred.contains(table.name))
            m_report.notes.append({table.name, fewRowsText(*rows)});
    }
    if (chosen.isEmpty())
        m_report.notes.append({{},
                               LabWords::tr("No table has an index to measure and %1 rows or more.")
                                       .arg(FewestRows)});
    return chosen;
}

Result<> Lab::measureTables(LabSession &session, const QList<TableDef> &tables)
{
    for (const TableDef &table : tables) {
        const Result<TablePrices> prices = measure(session, table);
        if (prices) {
            m_report.tables.append(*prices);
            continue;
        }
        if (const Result<> noted = noteOrFail(table.name, prices.error()); !noted)
            return noted;
    }
    return {};
}

Result<TablePrices> Lab::measure(LabSession &session, const TableDef &table)
{
    const std::chrono::milliseconds share = m_watch.left() / (session.items - session.item++);
    const Result<qint64> rows = rowsUpTo(session.source, table.name, FewestRows);
    if (!rows)
        return fail(rows.error());
    if (*rows < FewestRows)
        return fail(Error::Kind::Refused, fewRowsText(*rows));
    return measureTable(session, table, share).transform([](TablePrices prices) {
        prices.measuredAt = QDateTime::currentDateTimeUtc();
        return prices;
    });
}

Result<> Lab::measureChanges(LabSession &session)
{
    for (const ShapeChange &change : m_options.changes) {
        const std::chrono::milliseconds share = m_watch.left() / (session.items - session.item++);
        const Result<ShapeComparison> compared = compareShapes(session, change, share);
        if (compared) {
            m_report.comparisons.append(*compared);
            continue;
        }
        const QString subject =
                LabWords::tr("migration %1, %2").arg(change.version).arg(change.table);
        if (const Result<> noted = noteOrFail(subject, compared.error()); !noted)
            return noted;
    }
    return {};
}

// What could not be measured is part of the report; only what ends the lab is an error.
Result<> Lab::noteOrFail(const QString &subject, const Error &error)
{
    if (m_watch.isCancelled())
        return fail(Error::Kind::Cancelled, {});
    if (m_watch.isOver()) {
        m_report.notes.append(
                {subject, LabWords::tr("The time was over before it could be measured. Give it "
                                       "more of it, measure one table alone, or at a quieter "
                                       "time.")});
        return {};
    }
    const bool isSentence = error.kind == Error::Kind::Refused && error.subject.isEmpty();
    if (!isSentence)
        return fail(error);
    m_report.notes.append({subject, error.detail});
    return {};
}

} // namespace

int percentOf(const LabProgress &progress)
{
    constexpr double OfAnItem[]{0, 0.4, 0.6, 1}; // where each phase begins, as it shares the time

    if (progress.items == 0)
        return 0;
    const auto phase = int(progress.phase);
    const double ofPhase = progress.total == 0 ? 0 : double(progress.done) / double(progress.total);
    const double ofItem = OfAnItem[phase] + ofPhase * (OfAnItem[phase + 1] - OfAnItem[phase]);
    return int(100 * (progress.item - 1 + ofItem) / progress.items);
}

Result<LabReport> runIndexLab(const ConnectionSpec &spec, const LabOptions &options)
{
    return Lab{spec, options}.run();
}
