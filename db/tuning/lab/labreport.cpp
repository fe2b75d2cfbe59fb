// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/labreport.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject toJson(const Spread &spread)
{
    return {{u"median"_s, spread.median}, {u"lower"_s, spread.lower}, {u"upper"_s, spread.upper}};
}

Spread spreadFrom(const QJsonValue &json)
{
    return {json[u"median"_s].toDouble(), json[u"lower"_s].toDouble(), json[u"upper"_s].toDouble()};
}

QJsonObject toJson(const IndexPrice &price)
{
    return {{u"index"_s, price.index},
            {u"keys"_s, price.keys},
            {u"us_per_row"_s, price.cost.usPerRow},
            {u"lower"_s, price.cost.lower},
            {u"upper"_s, price.cost.upper},
            {u"wal_bytes_per_row"_s,
             price.cost.walBytesPerRow ? QJsonValue{*price.cost.walBytesPerRow} : QJsonValue{}},
            {u"share"_s, price.share},
            {u"noisy"_s, price.cost.isNoisy},
            {u"proposed"_s, price.isProposed}};
}

IndexPrice priceFrom(const QJsonValue &json)
{
    IndexPrice price;
    price.index = json[u"index"_s].toString();
    price.keys = json[u"keys"_s].toString();
    price.cost = {json[u"us_per_row"_s].toDouble(),
                  json[u"lower"_s].toDouble(),
                  json[u"upper"_s].toDouble(),
                  {}};
    if (const QJsonValue bytes = json[u"wal_bytes_per_row"_s]; bytes.isDouble())
        price.cost.walBytesPerRow = bytes.toDouble();
    price.share = json[u"share"_s].toDouble();
    price.cost.isNoisy = json[u"noisy"_s].toBool();
    price.isProposed = json[u"proposed"_s].toBool();
    return price;
}

QJsonObject toJson(const QueryEffect &effect)
{
    return {{u"statement"_s, effect.statement},
            {u"purpose"_s, effect.purpose},
            {u"index"_s, effect.index},
            {u"p50_with_ms"_s, effect.p50With},
            {u"p95_with_ms"_s, effect.p95With},
            {u"p50_without_ms"_s, effect.p50Without},
            {u"p95_without_ms"_s, effect.p95Without},
            {u"runs"_s, effect.runs},
            {u"needed"_s, effect.isNeeded}};
}

QueryEffect effectFrom(const QJsonValue &json)
{
    return {json[u"statement"_s].toString(),
            json[u"purpose"_s].toString(),
            json[u"index"_s].toString(),
            json[u"p50_with_ms"_s].toDouble(),
            json[u"p95_with_ms"_s].toDouble(),
            json[u"p50_without_ms"_s].toDouble(),
            json[u"p95_without_ms"_s].toDouble(),
            json[u"runs"_s].toInt(),
            json[u"needed"_s].toBool()};
}

QJsonObject toJson(const TablePrices &table);
QJsonObject toJson(const ShapeComparison &comparison);
QJsonObject toJson(const LabNote &note);

template <typename T> QJsonArray toArray(const QList<T> &values)
{
    QJsonArray array;
    for (const T &value : values)
        array.append(toJson(value));
    return array;
}

template <typename Read> auto listFrom(const QJsonValue &json, const Read &read)
{
    QList<decltype(read(json))> values;
    const QJsonArray array = json.toArray();
    for (const QJsonValue &value : array)
        values.append(read(value));
    return values;
}

QJsonObject toJson(const TablePrices &table)
{
    return {{u"table"_s, table.table},
            {u"measured_at"_s, table.measuredAt.toUTC().toString(Qt::ISODateWithMs)},
            {u"rows"_s, table.rows},
            {u"whole_table"_s, table.isWhole},
            {u"probe_rows"_s, table.probeRows},
            {u"batch_rows"_s, table.batchRows},
            {u"rounds"_s, table.rounds},
            {u"all_us_per_row"_s, toJson(table.all)},
            {u"none_us_per_row"_s, toJson(table.none)},
            {u"single_costs"_s, table.singleCosts},
            {u"interacts"_s, table.interacts},
            {u"indexes"_s, toArray(table.indexes)},
            {u"queries"_s, toArray(table.queries)}};
}

TablePrices tableFrom(const QJsonValue &json)
{
    TablePrices table;
    table.table = json[u"table"_s].toString();
    table.measuredAt = QDateTime::fromString(json[u"measured_at"_s].toString(), Qt::ISODateWithMs);
    table.rows = json[u"rows"_s].toInteger();
    table.isWhole = json[u"whole_table"_s].toBool();
    table.probeRows = json[u"probe_rows"_s].toInt();
    table.batchRows = json[u"batch_rows"_s].toInt();
    table.rounds = json[u"rounds"_s].toInt();
    table.all = spreadFrom(json[u"all_us_per_row"_s]);
    table.none = spreadFrom(json[u"none_us_per_row"_s]);
    table.singleCosts = json[u"single_costs"_s].toDouble();
    table.interacts = json[u"interacts"_s].toBool();
    table.indexes = listFrom(json[u"indexes"_s], &priceFrom);
    table.queries = listFrom(json[u"queries"_s], &effectFrom);
    return table;
}

QJsonObject toJson(const ShapeComparison &comparison)
{
    const bool isInsert = comparison.work == ShapeComparison::Work::Insert;
    return {{u"migration"_s, comparison.version},
            {u"table"_s, comparison.table},
            {u"work"_s, isInsert ? u"insert"_s : u"calculation"_s},
            {u"rows"_s, comparison.rows},
            {u"probe_rows"_s, comparison.probeRows},
            {u"rounds"_s, comparison.rounds},
            {u"generated"_s, comparison.isGenerated},
            {u"before_rows_per_s"_s, toJson(comparison.before)},
            {u"after_rows_per_s"_s, toJson(comparison.after)},
            {u"ratio"_s, comparison.ratio},
            {u"tendency"_s, tendencyName(comparison.tendency)}};
}

Tendency tendencyFrom(const QString &name)
{
    return name == u"gain"   ? Tendency::Gain
           : name == u"loss" ? Tendency::Loss
                             : Tendency::Uncertain;
}

ShapeComparison comparisonFrom(const QJsonValue &json)
{
    ShapeComparison comparison;
    comparison.version = json[u"migration"_s].toInt();
    comparison.table = json[u"table"_s].toString();
    comparison.work = json[u"work"_s] == u"insert"_s ? ShapeComparison::Work::Insert
                                                     : ShapeComparison::Work::Calculation;
    comparison.rows = json[u"rows"_s].toInteger();
    comparison.probeRows = json[u"probe_rows"_s].toInt();
    comparison.rounds = json[u"rounds"_s].toInt();
    comparison.isGenerated = json[u"generated"_s].toBool();
    comparison.before = spreadFrom(json[u"before_rows_per_s"_s]);
    comparison.after = spreadFrom(json[u"after_rows_per_s"_s]);
    comparison.ratio = json[u"ratio"_s].toDouble();
    comparison.tendency = tendencyFrom(json[u"tendency"_s].toString());
    return comparison;
}

QJsonObject toJson(const LabNote &note)
{
    return {{u"subject"_s, note.subject}, {u"reason"_s, note.reason}};
}

LabNote noteFrom(const QJsonValue &json)
{
    return {json[u"subject"_s].toString(), json[u"reason"_s].toString()};
}

} // namespace

QString noteText(const LabNote &note)
{
    return note.subject.isEmpty() ? note.reason : u"%1: %2"_s.arg(note.subject, note.reason);
}

MeasuredIndexes LabReport::measured() const
{
    MeasuredIndexes measured;
    for (const TablePrices &table : tables) {
        if (table.rows == 0)
            continue; // nothing was measured
        measured.measuredAt.insert(table.table, table.measuredAt);
        for (const IndexPrice &price : table.indexes)
            measured.costs.insert({table.table, price.index}, price.cost);
        for (const QueryEffect &effect : table.queries)
            measured.effects[{table.table, effect.index}].append(effect);
    }
    return measured;
}

LabReport LabReport::withOlder(const LabReport &older) const
{
    LabReport merged = *this;
    for (const TablePrices &table : older.tables) {
        if (std::ranges::none_of(
                    tables, [&](const TablePrices &newer) { return newer.table == table.table; }))
            merged.tables.append(table);
    }
    for (const ShapeComparison &comparison : older.comparisons) {
        if (std::ranges::none_of(comparisons, [&](const ShapeComparison &newer) {
                return newer.version == comparison.version && newer.table == comparison.table;
            }))
            merged.comparisons.append(comparison);
    }
    return merged;
}

QString tendencyName(Tendency tendency)
{
    switch (tendency) {
    case Tendency::Gain:
        return u"gain"_s;
    case Tendency::Loss:
        return u"loss"_s;
    case Tendency::Uncertain:
        break;
    }
    return u"uncertain"_s;
}

QJsonObject toJson(const LabReport &report)
{
    return {{u"engine"_s, engineName(report.engine)},
            {u"measured_at"_s, report.measuredAt.toUTC().toString(Qt::ISODateWithMs)},
            {u"duration_ms"_s, report.durationMs},
            {u"seed"_s, qint64{report.seed}},
            {u"tables"_s, toArray(report.tables)},
            {u"comparisons"_s, toArray(report.comparisons)},
            {u"notes"_s, toArray(report.notes)}};
}

Result<LabReport> labReportFrom(const QJsonObject &json)
{
    LabReport report;
    const QString engine = json[u"engine"_s].toString();
    bool isKnown = false;
    for (const Engine each : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        if (engineName(each) == engine) {
            report.engine = each;
            isKnown = true;
        }
    }
    report.measuredAt = QDateTime::fromString(json[u"measured_at"_s].toString(), Qt::ISODateWithMs);
    if (!isKnown || !report.measuredAt.isValid())
        return fail(Error::Kind::Parse, u"this is no report of an index lab"_s);
    report.durationMs = json[u"duration_ms"_s].toInteger();
    report.seed = static_cast<quint32>(json[u"seed"_s].toInteger());
    report.tables = listFrom(json[u"tables"_s], &tableFrom);
    report.comparisons = listFrom(json[u"comparisons"_s], &comparisonFrom);
    report.notes = listFrom(json[u"notes"_s], &noteFrom);
    return report;
}
