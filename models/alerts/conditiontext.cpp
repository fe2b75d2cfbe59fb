// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alerts/conditiontext.h"

#include "models/alerts/levelwords.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace {

struct ConditionText {
    Q_DECLARE_TR_FUNCTIONS(ConditionText)
};

// The measure as the subject of a term.
QString subjectWords(const AlertTerm &term, const QLocale &locale)
{
    const QString span = spanWords(term.spanMs, locale);
    switch (term.measure) {
    case AlertMeasure::Price:
        return ConditionText::tr("price");
    case AlertMeasure::Change:
        return ConditionText::tr("change in %1").arg(span);
    case AlertMeasure::Move:
        return ConditionText::tr("move in %1").arg(span);
    case AlertMeasure::Difference:
        return ConditionText::tr("difference in %1").arg(span);
    case AlertMeasure::DropFromHigh:
        return ConditionText::tr("drop from the high of %1").arg(span);
    case AlertMeasure::RiseFromLow:
        return ConditionText::tr("rise from the low of %1").arg(span);
    case AlertMeasure::Average:
        return ConditionText::tr("average of %1 over that of %2")
                .arg(span, spanWords(term.longSpanMs, locale));
    case AlertMeasure::Spread:
        return ConditionText::tr("spread");
    case AlertMeasure::Volume:
        return ConditionText::tr("volume");
    case AlertMeasure::NoData:
        break;
    }
    return ConditionText::tr("no data");
}

} // namespace

QString measureWords(AlertMeasure measure)
{
    switch (measure) {
    case AlertMeasure::Price:
        return ConditionText::tr("Price");
    case AlertMeasure::Change:
        return ConditionText::tr("Change");
    case AlertMeasure::Move:
        return ConditionText::tr("Move");
    case AlertMeasure::Difference:
        return ConditionText::tr("Difference");
    case AlertMeasure::DropFromHigh:
        return ConditionText::tr("Drop from high");
    case AlertMeasure::RiseFromLow:
        return ConditionText::tr("Rise from low");
    case AlertMeasure::Average:
        return ConditionText::tr("Average");
    case AlertMeasure::Spread:
        return ConditionText::tr("Spread");
    case AlertMeasure::Volume:
        return ConditionText::tr("Volume");
    case AlertMeasure::NoData:
        break;
    }
    return ConditionText::tr("No data");
}

QString measureTip(AlertMeasure measure)
{
    switch (measure) {
    case AlertMeasure::Price:
        return ConditionText::tr("The last price");
    case AlertMeasure::Change:
        return ConditionText::tr("Percent since that long ago; negative when the price fell");
    case AlertMeasure::Move:
        return ConditionText::tr("Percent since that long ago, up or down");
    case AlertMeasure::Difference:
        return ConditionText::tr("The amount since that long ago; negative when the price fell");
    case AlertMeasure::DropFromHigh:
        return ConditionText::tr("Percent under the highest price of so many days");
    case AlertMeasure::RiseFromLow:
        return ConditionText::tr("Percent over the lowest price of so many days");
    case AlertMeasure::Average:
        return ConditionText::tr("Percent by which a short average stands over a longer one");
    case AlertMeasure::Spread:
        return ConditionText::tr("From bid to ask, in percent of the ask");
    case AlertMeasure::Volume:
        return ConditionText::tr("What was traded");
    case AlertMeasure::NoData:
        break;
    }
    return ConditionText::tr("How long there is no new price");
}

QString comparisonWords(AlertComparison comparison)
{
    switch (comparison) {
    case AlertComparison::Above:
        return ConditionText::tr("is above");
    case AlertComparison::Below:
        return ConditionText::tr("is below");
    case AlertComparison::CrossesAbove:
        return ConditionText::tr("crosses above");
    case AlertComparison::CrossesBelow:
        return ConditionText::tr("crosses below");
    case AlertComparison::Crosses:
        break;
    }
    return ConditionText::tr("crosses");
}

QString termWords(const AlertTerm &term, const QLocale &locale)
{
    const QString subject = subjectWords(term, locale);
    const QString level = levelWords(term.level, unitOf(term.measure), locale);
    //: "no data for 15 min"
    if (term.measure == AlertMeasure::NoData)
        return ConditionText::tr("%1 for %2").arg(subject, level);
    switch (term.comparison) {
    case AlertComparison::Above:
        return ConditionText::tr("%1 above %2").arg(subject, level);
    case AlertComparison::Below:
        return ConditionText::tr("%1 below %2").arg(subject, level);
    case AlertComparison::CrossesAbove:
        return ConditionText::tr("%1 crosses above %2").arg(subject, level);
    case AlertComparison::CrossesBelow:
        return ConditionText::tr("%1 crosses below %2").arg(subject, level);
    case AlertComparison::Crosses:
        break;
    }
    return ConditionText::tr("%1 crosses %2").arg(subject, level);
}

QString conditionWords(const AlertCondition &condition, const QLocale &locale)
{
    if (condition.anyOf.isEmpty())
        return ConditionText::tr("not understood");
    QString words;
    for (const QList<AlertTerm> &all : condition.anyOf) {
        QString alternative;
        for (const AlertTerm &term : all) {
            const QString part = termWords(term, locale);
            alternative = alternative.isEmpty()
                                  ? part
                                  : ConditionText::tr("%1 and %2").arg(alternative, part);
        }
        words = words.isEmpty() ? alternative
                                : ConditionText::tr("%1 or %2").arg(words, alternative);
    }
    return words;
}

bool firesAbove(AlertComparison comparison)
{
    return comparison == AlertComparison::Above || comparison == AlertComparison::CrossesAbove;
}

bool mayHaveClear(const AlertTerm &term)
{
    return term.measure != AlertMeasure::NoData && term.comparison != AlertComparison::Crosses;
}

const AlertTerm *priceTerm(const AlertCondition &condition)
{
    for (const QList<AlertTerm> &all : condition.anyOf) {
        for (const AlertTerm &term : all) {
            if (term.measure == AlertMeasure::Price)
                return &term;
        }
    }
    return nullptr;
}
