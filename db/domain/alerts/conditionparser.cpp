// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/conditionparser.h"

#include "db/domain/alerts/span.h"
#include "db/domain/timespans.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

struct ConditionWords {
    Q_DECLARE_TR_FUNCTIONS(ConditionWords)
};

// A state keeps one bit a term.
constexpr qsizetype MostTerms = 16;
// 128 bits hold a price times this many units of 1e-8 times a hundred.
constexpr qint64 MostPercent = 1'000'000;

struct MeasureWord {
    QLatin1StringView word;
    AlertMeasure measure;
};

constexpr std::array MeasureWords{
        MeasureWord{"price"_L1, AlertMeasure::Price},
        MeasureWord{"change"_L1, AlertMeasure::Change},
        MeasureWord{"move"_L1, AlertMeasure::Move},
        MeasureWord{"difference"_L1, AlertMeasure::Difference},
        MeasureWord{"high"_L1, AlertMeasure::DropFromHigh},
        MeasureWord{"low"_L1, AlertMeasure::RiseFromLow},
        MeasureWord{"average"_L1, AlertMeasure::Average},
        MeasureWord{"spread"_L1, AlertMeasure::Spread},
        MeasureWord{"volume"_L1, AlertMeasure::Volume},
};

// "price_above", "crosses-above" and ">100" are written, too. A minus before a digit is a sign.
QStringList wordsOf(QString text)
{
    static const QRegularExpression joint{u"_|(?<=[a-z])-(?=[a-z])"_s};
    text = text.toLower().replace(joint, u" "_s);
    text.replace(u">"_s, u" above "_s).replace(u"<"_s, u" below "_s);
    return text.simplified().split(u' ', Qt::SkipEmptyParts);
}

} // namespace

ConditionParser::ConditionParser(const QString &text, std::optional<Price> level,
                                 std::optional<Price> clear)
    : m_words{wordsOf(text)}
    , m_level{level}
    , m_clear{clear}
{}

Result<AlertCondition> ConditionParser::parse()
{
    AlertCondition condition;
    qsizetype terms = 0;
    do {
        QList<AlertTerm> all;
        do {
            const Result<AlertTerm> term = parseTerm(terms == 0);
            if (!term)
                return fail(term.error());
            all.append(*term);
            ++terms;
        } while (take(u"and"));
        condition.anyOf.append(all);
    } while (take(u"or"));
    if (m_at < m_words.size())
        return refused(ConditionWords::tr("'%1' is not understood there; a condition goes on with "
                                          "'and' or 'or'.")
                               .arg(word()));
    if (terms > MostTerms)
        return refused(ConditionWords::tr("A condition has at most %1 parts; make two rules of "
                                          "it.")
                               .arg(MostTerms));
    return condition;
}

Result<AlertTerm> ConditionParser::parseTerm(bool isFirst)
{
    AlertTerm term;
    return parseMeasure(term)
            .and_then([&] { return parseComparison(term); })
            .and_then([&] { return parseLevels(term, isFirst); })
            .transform([&] { return term; });
}

Result<> ConditionParser::parseMeasure(AlertTerm &term)
{
    if (take(u"no")) {
        if (!take(u"data"))
            return refused(ConditionWords::tr("After 'no' comes 'data': 'no data 15m'."));
        term.measure = AlertMeasure::NoData;
        return {};
    }
    for (const MeasureWord &known : MeasureWords) {
        if (take(QString{known.word})) {
            term.measure = known.measure;
            break;
        }
    }
    if (!hasSpan(term.measure))
        return {};
    const Result<qint64> span = parseWordAsSpan();
    if (!span)
        return fail(span.error());
    term.spanMs = *span;
    const bool countsDays =
            term.measure == AlertMeasure::DropFromHigh || term.measure == AlertMeasure::RiseFromLow;
    if (countsDays && term.spanMs % DayMs != 0)
        return refused(ConditionWords::tr("A high or low is that of whole days, such as 30d."));
    if (term.measure != AlertMeasure::Average)
        return {};
    if (!take(u"over"))
        return refused(ConditionWords::tr("An average is compared with a longer one: 'average 20d "
                                          "over 50d'."));
    const Result<qint64> longSpan = parseWordAsSpan();
    if (!longSpan)
        return fail(longSpan.error());
    term.longSpanMs = *longSpan;
    if (term.spanMs % HourMs != 0 || term.longSpanMs % HourMs != 0 ||
        term.spanMs >= term.longSpanMs)
        return refused(ConditionWords::tr("Averages are those of whole hours or days, and the "
                                          "first is the shorter one: 'average 20d over 50d'."));
    return {};
}

Result<> ConditionParser::parseComparison(AlertTerm &term)
{
    if (term.measure == AlertMeasure::NoData)
        return {};
    if (take(u"above")) {
        term.comparison = AlertComparison::Above;
    } else if (take(u"below")) {
        term.comparison = AlertComparison::Below;
    } else if (take(u"crosses")) {
        term.comparison = take(u"above")   ? AlertComparison::CrossesAbove
                          : take(u"below") ? AlertComparison::CrossesBelow
                                           : AlertComparison::Crosses;
    } else {
        return refused(
                word().isEmpty()
                        ? ConditionWords::tr("The condition ends too early; it needs 'above', "
                                             "'below' or 'crosses'.")
                        : ConditionWords::tr("'%1' is not understood; write 'above', 'below' or "
                                             "'crosses', perhaps after what to look at: price, "
                                             "change 1h, move 1h, difference 1h, high 30d, low "
                                             "30d, average 20d over 50d, spread, volume or no "
                                             "data.")
                                  .arg(word()));
    }
    return {};
}

Result<> ConditionParser::parseLevels(AlertTerm &term, bool isFirst)
{
    if (isFirst && m_level && !atLevel()) {
        term.level = *m_level;
        term.clear = m_clear;
    } else if (isFirst && m_level) {
        return refused(ConditionWords::tr("The first level is given twice, in the condition and "
                                          "beside it; leave one out."));
    } else {
        const Result<Price> level = parseLevel(term);
        if (!level)
            return fail(level.error());
        term.level = *level;
        if (isFirst)
            term.clear = m_clear;
    }
    if (take(u"clear")) {
        const Result<Price> clear = parseLevel(term);
        if (!clear)
            return fail(clear.error());
        term.clear = *clear;
    }
    const Price::Units most = Price::Units{MostPercent} * 100'000'000;
    const Price::Units units = term.level.units();
    if (unitOf(term.measure) == AlertUnit::Percent && (units > most || units < -most))
        return refused(ConditionWords::tr("A level in percent is at most %L1.").arg(MostPercent));
    return {};
}

bool ConditionParser::atLevel() const
{
    const QString next = word();
    return !next.isEmpty() && next != u"and" && next != u"or" && next != u"clear";
}

Result<Price> ConditionParser::parseLevel(const AlertTerm &term)
{
    QString text = word();
    if (!atLevel())
        return refused(ConditionWords::tr("A level is missing: 'above 100', 'spread above 0.5' or "
                                          "'no data 15m'."));
    ++m_at;
    if (term.measure == AlertMeasure::NoData && !text.back().isDigit())
        return parseSpan(text).transform([](qint64 ms) {
            return Price::fromUnits(Price::Units{ms} * 100'000'000 / 60'000);
        });
    if (text.endsWith(u'%')) {
        if (unitOf(term.measure) != AlertUnit::Percent)
            return refused(ConditionWords::tr("'%1' is in percent, and what it is compared with "
                                              "is not. Percent go with change, move, high, low, "
                                              "average and spread.")
                                   .arg(text));
        text.chop(1);
    }
    const Result<Price> level = Price::parse(text);
    if (!level)
        return refused(ConditionWords::tr("'%1' is no number with at most twelve digits before "
                                          "the point and eight behind it.")
                               .arg(text));
    return *level;
}

Result<qint64> ConditionParser::parseWordAsSpan()
{
    if (word().isEmpty())
        return refused(ConditionWords::tr("A length of time is missing, such as 1h or 30d."));
    return parseSpan(m_words.at(m_at++));
}

bool ConditionParser::take(QStringView word)
{
    if (m_at >= m_words.size() || m_words.at(m_at) != word)
        return false;
    ++m_at;
    return true;
}

tl::unexpected<Error> ConditionParser::refused(const QString &sentence) const
{
    return fail(Error::Kind::Usage, sentence);
}
