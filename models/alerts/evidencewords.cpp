// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alerts/evidencewords.h"

#include "db/domain/alerts/alertlogentry.h"
#include "db/domain/timespans.h"
#include "models/alerts/conditiontext.h"
#include "models/alerts/levelwords.h"
#include "models/quotes/daytext.h"
#include "models/quotes/pricetext.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace {

struct EvidenceWords {
    Q_DECLARE_TR_FUNCTIONS(EvidenceWords)
};

QDateTime timeFrom(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

QString priceWords(const QJsonValue &value, const QLocale &locale)
{
    return localPrice(Price::parse(value.toString()).value_or(Price{}), locale);
}

// Earlier versions did not write the bar's day: it is that of its close.
QDate dayOf(const QJsonObject &row)
{
    const QDate day = QDate::fromString(row["day"_L1].toString(), Qt::ISODate);
    return day.isValid() ? day : timeFrom(row["observed_at"_L1]).toUTC().date();
}

// The term itself, where it can be read.
std::optional<AlertTerm> termOf(const QJsonObject &seen)
{
    const Result<AlertCondition> condition = AlertCondition::parse(seen["term"_L1].toString());
    return condition ? std::optional{condition->first()} : std::nullopt;
}

QString thenWords(const AlertTerm &term, const QJsonObject &row, const QLocale &locale)
{
    const QString span = spanWords(term.spanMs, locale);
    const QString price = priceWords(row["price"_L1], locale);
    const QString stored = storedWords(row, locale);
    //: "1 h before, the price was 141,000.00: price_data_5min, row 1192 of 20 Nov 2026, 12:35:00"
    return EvidenceWords::tr("%1 before, the price was %2: %3").arg(span, price, stored);
}

QString extremeWords(const AlertTerm &term, const QJsonObject &row, const QLocale &locale)
{
    const QString span = spanWords(term.spanMs, locale);
    const QString price = priceWords(row["price"_L1], locale);
    const QString stored = storedWords(row, locale);
    return (term.measure == AlertMeasure::DropFromHigh
                    //: "The high of 30 d was 45.20: daily_data, the row of 3 Nov 2026"
                    ? EvidenceWords::tr("The high of %1 was %2: %3")
                    : EvidenceWords::tr("The low of %1 was %2: %3"))
            .arg(span, price, stored);
}

QString averageWords(const QJsonObject &average, const QLocale &locale)
{
    const int count = average["bars"_L1].toInt();
    const QString price = priceWords(average["value"_L1], locale);
    if (average["of"_L1] == "day"_L1) {
        const auto day = [&](QLatin1StringView which) {
            return shortDayText(QDate::fromString(average[which].toString(), Qt::ISODate), locale);
        };
        return EvidenceWords::tr("The average of %n day(s), %1 to %2, was %3", nullptr, count)
                .arg(day("first"_L1), day("last"_L1), price);
    }
    const QDateTime end = timeFrom(average["last"_L1]).addMSecs(HourMs);
    return EvidenceWords::tr("The average of %n hour(s), %1 to %2, was %3", nullptr, count)
            .arg(momentWords(timeFrom(average["first"_L1]), locale), momentWords(end, locale),
                 price);
}

QStringList basisOf(const QJsonObject &seen, const QLocale &locale)
{
    const std::optional<AlertTerm> term = termOf(seen);
    if (!term)
        return {};
    QStringList lines;
    if (seen.contains("then"_L1))
        lines.append(thenWords(*term, seen["then"_L1].toObject(), locale));
    for (const auto name : {"high"_L1, "low"_L1}) {
        if (seen.contains(name))
            lines.append(extremeWords(*term, seen[name].toObject(), locale));
    }
    const QJsonArray averages = seen["averages"_L1].toArray();
    for (const QJsonValue &average : averages)
        lines.append(averageWords(average.toObject(), locale));
    return lines;
}

} // namespace

QString seenWords(const QJsonObject &evidence, const QLocale &locale)
{
    QStringList lines;
    const QJsonArray terms = evidence["terms"_L1].toArray();
    for (const QJsonValue &seen : terms) {
        const std::optional<AlertTerm> term = termOf(seen.toObject());
        const Result<Price> value = Price::parse(seen["value"_L1].toString());
        const QString words = term ? termWords(*term, locale) : seen["term"_L1].toString();
        const AlertUnit unit =
                alertUnitFromName(seen["unit"_L1].toString()).value_or(AlertUnit::Money);
        //: A part of a condition and what it saw: "price above 142,000.00: 142,518.00"
        lines.append(
                value ? EvidenceWords::tr("%1: %2").arg(words, levelWords(*value, unit, locale))
                      : EvidenceWords::tr("%1: not known at that moment").arg(words));
    }
    return lines.join(u'\n');
}

QString comparedWords(const QJsonObject &evidence, const QLocale &locale)
{
    QStringList lines;
    const QJsonArray terms = evidence["terms"_L1].toArray();
    for (const QJsonValue &seen : terms)
        lines.append(basisOf(seen.toObject(), locale));
    lines.removeDuplicates(); // two parts may look at the same
    return lines.join(u'\n');
}

QString storedWords(const QJsonObject &evidence, const QLocale &locale)
{
    const QString table = evidence["table"_L1].toString();
    if (table.isEmpty())
        return {};
    const QJsonValue row = evidence["row_id"_L1];
    if (!row.isDouble()) // bars go by symbol and day
        return EvidenceWords::tr("%1, the row of %2")
                .arg(table, shortDayText(dayOf(evidence), locale));
    return EvidenceWords::tr("%1, row %2 of %3")
            .arg(table, QString::number(row.toInteger()),
                 momentWords(timeFrom(evidence["observed_at"_L1]), locale));
}

QString momentWords(const QDateTime &time, const QLocale &locale)
{
    return locale.toString(time.toLocalTime(), u"d MMM yyyy, HH:mm:ss"_s);
}
