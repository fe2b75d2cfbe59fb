// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/conditionjson.h"

#include "db/domain/alerts/alertlogentry.h"
#include "db/domain/wordlist.h"

#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace {

// As conditions are written.
constexpr WordList<AlertMeasure, 10> Measures{{"price"_L1, "change"_L1, "move"_L1, "difference"_L1,
                                               "high"_L1, "low"_L1, "average"_L1, "spread"_L1,
                                               "volume"_L1, "no data"_L1}};
constexpr WordList<AlertComparison, 5> Comparisons{
        {"above"_L1, "below"_L1, "crosses above"_L1, "crosses below"_L1, "crosses"_L1}};

QJsonObject jsonOf(const AlertTerm &term)
{
    const auto span = [](qint64 ms) { return ms > 0 ? QJsonValue{ms} : QJsonValue{}; };
    return {{u"measure"_s, Measures.name(term.measure)},
            {u"span_ms"_s, span(term.spanMs)},
            {u"long_span_ms"_s, span(term.longSpanMs)},
            {u"comparison"_s, term.measure == AlertMeasure::NoData
                                      ? QJsonValue{}
                                      : QJsonValue{Comparisons.name(term.comparison)}},
            {u"level"_s, term.level.toString()},
            {u"clear"_s, term.clear ? QJsonValue{term.clear->toString()} : QJsonValue{}},
            {u"unit"_s, alertUnitName(unitOf(term.measure))}};
}

} // namespace

QJsonArray jsonOf(const AlertCondition &condition)
{
    QJsonArray alternatives;
    for (const QList<AlertTerm> &all : condition.anyOf) {
        QJsonArray parts;
        for (const AlertTerm &term : all)
            parts.append(jsonOf(term));
        alternatives.append(parts);
    }
    return alternatives;
}
