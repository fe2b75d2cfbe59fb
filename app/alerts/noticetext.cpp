// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/noticetext.h"

#include "db/domain/alerts/leveltext.h"
#include "db/domain/alerts/span.h"
#include "db/domain/coin.h"
#include "db/domain/syncplan.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace {

struct NoticeWords {
    Q_DECLARE_TR_FUNCTIONS(NoticeWords)
};

// The first part of the alternative that was met: the entry has its value and level.
std::optional<AlertTerm> firedTerm(const AlertLogEntry &entry)
{
    const QJsonObject evidence = QJsonDocument::fromJson(entry.evidence.toUtf8()).object();
    const QJsonArray terms = evidence[u"terms"].toArray();
    for (const QJsonValue &seen : terms) {
        const Result<AlertCondition> term = AlertCondition::parse(seen[u"term"].toString());
        if (term && term->first().level == entry.level &&
            seen[u"value"].toString() == entry.value.toString())
            return term->first();
    }
    return {};
}

// As the panel of prices calls it.
QString shortName(const QString &symbol)
{
    const QString coin = coinOfSymbol(symbol);
    return coin.isEmpty() ? symbol : coin;
}

// As short as it is exact, as the person writes numbers; no digit goes through a double.
QString localNumber(Price value, const QLocale &locale)
{
    const QString plain = levelText(value);
    const bool isNegative = plain.startsWith(u'-');
    const QString size = plain.mid(isNegative ? 1 : 0);
    QString number = locale.toString(size.section(u'.', 0, 0).toULongLong());
    const QString decimals = size.section(u'.', 1);
    if (!decimals.isEmpty())
        number += locale.decimalPoint() + decimals;
    return isNegative ? u'\u2212' + number : number;
}

QString withUnit(Price value, AlertUnit unit, const QString &symbol)
{
    const QString number = localNumber(value, QLocale{});
    switch (unit) {
    case AlertUnit::Money: {
        const QString coin = coinOfSymbol(symbol);
        const QString currency = coin.isEmpty() ? currencyOf(symbol) : currencyOfCoin(coin);
        if (currency.isEmpty())
            return number;
        //: An amount and its currency: "142,000 AUD"
        return NoticeWords::tr("%1 %2").arg(number, currency);
    }
    case AlertUnit::Percent:
        return NoticeWords::tr("%1%").arg(number);
    case AlertUnit::Minutes:
        return NoticeWords::tr("%1 min").arg(number);
    case AlertUnit::Count:
        break;
    }
    return number;
}

Price sizeOf(Price value)
{
    return value < Price{} ? Price::fromUnits(-value.units()) : value;
}

QString priceTitle(const QString &name, const AlertTerm &term, const QString &level)
{
    switch (term.comparison) {
    case AlertComparison::Above:
        return NoticeWords::tr("%1 is above %2").arg(name, level);
    case AlertComparison::Below:
        return NoticeWords::tr("%1 is below %2").arg(name, level);
    case AlertComparison::CrossesAbove:
        return NoticeWords::tr("%1 has risen above %2").arg(name, level);
    case AlertComparison::CrossesBelow:
        return NoticeWords::tr("%1 has fallen below %2").arg(name, level);
    case AlertComparison::Crosses:
        break;
    }
    return NoticeWords::tr("%1 has crossed %2").arg(name, level);
}

QString titleOf(const AlertLogEntry &entry, const AlertTerm &term)
{
    const QString name = shortName(entry.symbol);
    const QString size = withUnit(sizeOf(entry.value), entry.unit, entry.symbol);
    const QString span = spanText(term.spanMs);
    const bool isUp = entry.value >= Price{};
    switch (term.measure) {
    case AlertMeasure::Price:
        return priceTitle(name, term, withUnit(entry.level, entry.unit, entry.symbol));
    case AlertMeasure::Change:
    case AlertMeasure::Difference:
        return (isUp ? NoticeWords::tr("%1 rose by %2 in %3")
                     : NoticeWords::tr("%1 fell by %2 in %3"))
                .arg(name, size, span);
    case AlertMeasure::Move:
        return NoticeWords::tr("%1 moved by %2 in %3").arg(name, size, span);
    case AlertMeasure::DropFromHigh:
        return NoticeWords::tr("%1 is %2 under its high of %3").arg(name, size, span);
    case AlertMeasure::RiseFromLow:
        return NoticeWords::tr("%1 is %2 over its low of %3").arg(name, size, span);
    case AlertMeasure::Average:
        return (isUp ? NoticeWords::tr("%1: the average of %2 is %3 over that of %4")
                     : NoticeWords::tr("%1: the average of %2 is %3 under that of %4"))
                .arg(name, span, size, spanText(term.longSpanMs));
    case AlertMeasure::Spread:
        return NoticeWords::tr("%1 has a spread of %2")
                .arg(name, withUnit(entry.value, entry.unit, entry.symbol));
    case AlertMeasure::Volume:
        return NoticeWords::tr("%1 has a volume of %2").arg(name, size);
    case AlertMeasure::NoData:
        return NoticeWords::tr("%1 has had no price for %2").arg(name, size);
    }
    Q_UNREACHABLE();
}

QString valueLine(const AlertLogEntry &entry)
{
    return NoticeWords::tr("Value %1, limit %2.")
            .arg(withUnit(entry.value, entry.unit, entry.symbol),
                 withUnit(entry.level, entry.unit, entry.symbol));
}

// The name of a rule that nobody named says what its condition says.
QString reasonLine(const AlertRule &rule)
{
    const QString condition =
            rule.condition.anyOf.isEmpty() ? QString{} : rule.condition.fullText();
    if (condition.isEmpty() || hasUsualName(rule))
        return NoticeWords::tr("Rule: %1.").arg(condition.isEmpty() ? rule.name : condition);
    return NoticeWords::tr("Rule '%1': %2.").arg(rule.name, condition);
}

QString timeLine(const AlertLogEntry &entry, const QTimeZone &zone)
{
    const QString time =
            QLocale{}.toString(entry.timestamp.toTimeZone(zone), u"d MMM yyyy, HH:mm"_s);
    return entry.isLate ? NoticeWords::tr("Price of %1, which came late.").arg(time)
                        : NoticeWords::tr("Price of %1.").arg(time);
}

} // namespace

NoticeText noticeText(const AlertLogEntry &entry, const AlertRule &rule, const QTimeZone &zone)
{
    if (entry.kind == AlertEvent::Kind::NoData)
        return {NoticeWords::tr("%1 has no fresh price").arg(shortName(entry.symbol)),
                NoticeWords::tr("Its rule cannot be judged until one comes.") + u'\n' +
                        reasonLine(rule)};
    const std::optional<AlertTerm> term = firedTerm(entry);
    if (!term)
        return {rule.name, entry.isLate
                                   //: %1 is what happened, a sentence of its own.
                                   ? NoticeWords::tr("%1 This price came late.").arg(entry.message)
                                   : entry.message};
    return {titleOf(entry, *term),
            QStringList{valueLine(entry), reasonLine(rule), timeLine(entry, zone)}.join(u'\n')};
}
