// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alerts/trialtext.h"

#include "db/domain/timespans.h"
#include "models/alerts/conditiontext.h"
#include "models/alerts/levelwords.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct TrialText {
    Q_DECLARE_TR_FUNCTIONS(TrialText)
};

// Whether there are enough prices for the whole range.
bool isCovered(const RuleReplay &replay, TrialRange range, const QDateTime &now)
{
    const QDateTime start = trialStart(range, now);
    const qint64 fromMs = replay.completeFromMs;
    return fromMs == 0 || (start.isValid() && fromMs < start.toMSecsSinceEpoch() + DayMs);
}

// What was really judged: prices may begin later than the range.
QString coveredText(const RuleReplay &replay, const QDateTime &now)
{
    const qint64 coveredMs = std::max(now.toMSecsSinceEpoch() - replay.completeFromMs, HourMs);
    if (coveredMs < 2 * DayMs)
        return TrialText::tr("There are enough prices for the last %n hour(s).", nullptr,
                             int((coveredMs + HourMs / 2) / HourMs));
    return TrialText::tr("There are enough prices for the last %n day(s).", nullptr,
                         int((coveredMs + DayMs / 2) / DayMs));
}

QString notFiredText(TrialRange range)
{
    switch (range) {
    case TrialRange::Month:
        return TrialText::tr("Would not have fired in the last month.");
    case TrialRange::ThreeMonths:
        return TrialText::tr("Would not have fired in the last 3 months.");
    case TrialRange::Year:
        return TrialText::tr("Would not have fired in the last year.");
    case TrialRange::All:
        break;
    }
    return TrialText::tr("Would not have fired in all that is stored.");
}

QString firedText(int fired, TrialRange range)
{
    switch (range) {
    case TrialRange::Month:
        return TrialText::tr("Would have fired %n time(s) in the last month.", nullptr, fired);
    case TrialRange::ThreeMonths:
        return TrialText::tr("Would have fired %n time(s) in the last 3 months.", nullptr, fired);
    case TrialRange::Year:
        return TrialText::tr("Would have fired %n time(s) in the last year.", nullptr, fired);
    case TrialRange::All:
        break;
    }
    return TrialText::tr("Would have fired %n time(s) in all that is stored.", nullptr, fired);
}

// As replayed() counts it.
QString nightWords(const QDateTime &now)
{
    //: The hours of the night and their zone, behind "at night".
    return TrialText::tr("22:00–06:00 %1").arg(now.toLocalTime().timeZoneAbbreviation());
}

QString atNightText(const RuleReplay &replay, const QDateTime &now)
{
    const QString night = nightWords(now);
    if (replay.fired == 1)
        return replay.atNight == 0 ? TrialText::tr("It was not at night, %1.").arg(night)
                                   : TrialText::tr("It was at night, %1.").arg(night);
    if (replay.atNight == 0)
        return TrialText::tr("None of them at night, %1.").arg(night);
    if (replay.atNight == replay.fired)
        return TrialText::tr("All of them at night, %1.").arg(night);
    return TrialText::tr("%n of them at night, %1.", nullptr, replay.atNight).arg(night);
}

QString neededText(const HistoryShortfall &shortfall, const QLocale &locale)
{
    const qint64 storedMs = shortfall.reach.storedMs;
    const QString needed = spanWords(shortfall.reach.neededMs, locale);
    const QString stored =
            spanWords(storedMs - storedMs % (storedMs >= DayMs ? HourMs : MinuteMs), locale);
    if (!shortfall.term)
        return TrialText::tr("The condition must hold for %1, and there are prices of %2.")
                .arg(needed, stored);
    return TrialText::tr("'%1' needs prices of %2, and there are prices of %3.")
            .arg(termWords(*shortfall.term, locale), needed, stored);
}

} // namespace

QString trialRangeText(TrialRange range)
{
    switch (range) {
    case TrialRange::Month:
        return TrialText::tr("1 month");
    case TrialRange::ThreeMonths:
        return TrialText::tr("3 months");
    case TrialRange::Year:
        return TrialText::tr("1 year");
    case TrialRange::All:
        break;
    }
    //: How far back a rule is tried: all that is stored.
    return TrialText::tr("All");
}

QDateTime trialStart(TrialRange range, const QDateTime &now)
{
    // Whole days, so that the same prices are asked for again and again.
    const QDateTime today{now.toUTC().date(), QTime{0, 0}, Qt::UTC};
    switch (range) {
    case TrialRange::Month:
        return today.addDays(-30);
    case TrialRange::ThreeMonths:
        return today.addDays(-91);
    case TrialRange::Year:
        return today.addDays(-365);
    case TrialRange::All:
        break;
    }
    return {};
}

TrialSentence trialSentence(const RuleReplay &replay, TrialRange range, const QDateTime &now,
                            const QLocale &locale)
{
    if (replay.prices == 0)
        return {TrialText::tr("There are no prices to try it on."), {}};
    if (replay.isInconclusive())
        return {TrialText::tr("Not enough history."), neededText(*replay.shortfall, locale)};
    const bool isWhole = isCovered(replay, range, now);
    QStringList rest;
    if (replay.fired > 0)
        rest.append(atNightText(replay, now));
    if (!isWhole)
        rest.append(coveredText(replay, now));
    if (replay.shortfall)
        rest.append(neededText(*replay.shortfall, locale));
    QString lead;
    if (replay.fired == 0)
        lead = isWhole ? notFiredText(range) : TrialText::tr("Would not have fired.");
    else
        lead = isWhole ? firedText(replay.fired, range)
                       : TrialText::tr("Would have fired %n time(s).", nullptr, replay.fired);
    return {lead, rest.join(u' ')};
}
