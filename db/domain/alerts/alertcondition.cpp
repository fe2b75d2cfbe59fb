// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/alertcondition.h"

#include "db/domain/alerts/conditionparser.h"
#include "db/domain/alerts/leveltext.h"
#include "db/domain/alerts/span.h"

using namespace Qt::Literals::StringLiterals;

AlertUnit unitOf(AlertMeasure measure)
{
    switch (measure) {
    case AlertMeasure::Price:
    case AlertMeasure::Difference:
        return AlertUnit::Money;
    case AlertMeasure::Volume:
        return AlertUnit::Count;
    case AlertMeasure::NoData:
        return AlertUnit::Minutes;
    case AlertMeasure::Change:
    case AlertMeasure::Move:
    case AlertMeasure::DropFromHigh:
    case AlertMeasure::RiseFromLow:
    case AlertMeasure::Average:
    case AlertMeasure::Spread:
        break;
    }
    return AlertUnit::Percent;
}

bool hasSpan(AlertMeasure measure)
{
    switch (measure) {
    case AlertMeasure::Price:
    case AlertMeasure::Spread:
    case AlertMeasure::Volume:
    case AlertMeasure::NoData:
        return false;
    default:
        return true;
    }
}

Result<AlertCondition> AlertCondition::parse(const QString &text, std::optional<Price> level,
                                             std::optional<Price> clear)
{
    return ConditionParser{text, level, clear}.parse();
}

namespace {

QString measureText(const AlertTerm &term)
{
    const QString span = spanText(term.spanMs);
    switch (term.measure) {
    case AlertMeasure::Price:
        return {};
    case AlertMeasure::Change:
        return u"change "_s + span;
    case AlertMeasure::Move:
        return u"move "_s + span;
    case AlertMeasure::Difference:
        return u"difference "_s + span;
    case AlertMeasure::DropFromHigh:
        return u"high "_s + span;
    case AlertMeasure::RiseFromLow:
        return u"low "_s + span;
    case AlertMeasure::Average:
        return u"average "_s + span + u" over "_s + spanText(term.longSpanMs);
    case AlertMeasure::Spread:
        return u"spread"_s;
    case AlertMeasure::Volume:
        return u"volume"_s;
    case AlertMeasure::NoData:
        return u"no data"_s;
    }
    Q_UNREACHABLE();
}

QString comparisonText(AlertComparison comparison)
{
    switch (comparison) {
    case AlertComparison::Above:
        return u"above"_s;
    case AlertComparison::Below:
        return u"below"_s;
    case AlertComparison::CrossesAbove:
        return u"crosses above"_s;
    case AlertComparison::CrossesBelow:
        return u"crosses below"_s;
    case AlertComparison::Crosses:
        return u"crosses"_s;
    }
    Q_UNREACHABLE();
}

QString termText(const AlertTerm &term, bool hasLevels)
{
    QStringList words;
    if (const QString measure = measureText(term); !measure.isEmpty())
        words.append(measure);
    if (term.measure != AlertMeasure::NoData)
        words.append(comparisonText(term.comparison));
    if (hasLevels && term.measure == AlertMeasure::NoData) {
        words.append(spanText(qint64(term.level.units() * 60'000 / 100'000'000)));
    } else if (hasLevels) {
        const QString unit = unitOf(term.measure) == AlertUnit::Percent ? u"%"_s : QString{};
        words.append(levelText(term.level) + unit);
        if (term.clear)
            words << u"clear"_s << levelText(*term.clear) + unit;
    }
    return words.join(u' ');
}

QString textOf(const AlertCondition &condition, bool hasFirstLevel)
{
    QStringList alternatives;
    for (const QList<AlertTerm> &all : condition.anyOf) {
        QStringList terms;
        for (const AlertTerm &term : all) {
            const bool isFirst = alternatives.isEmpty() && terms.isEmpty();
            terms.append(termText(term, hasFirstLevel || !isFirst));
        }
        alternatives.append(terms.join(u" and "_s));
    }
    return alternatives.join(u" or "_s);
}

} // namespace

QString AlertTerm::fullText() const
{
    return termText(*this, true);
}

QString AlertCondition::toString() const
{
    return textOf(*this, false);
}

QString AlertCondition::fullText() const
{
    return textOf(*this, true);
}
