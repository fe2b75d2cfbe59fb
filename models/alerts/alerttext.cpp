// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alerts/alerttext.h"

#include "db/domain/coin.h"
#include "models/alerts/levelwords.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace {

struct AlertText {
    Q_DECLARE_TR_FUNCTIONS(AlertText)
};

QString firedText(int fired, TrialRange range)
{
    switch (range) {
    case TrialRange::Month:
        return AlertText::tr("Would have fired %n time(s) in the last month.", nullptr, fired);
    case TrialRange::ThreeMonths:
        return AlertText::tr("Would have fired %n time(s) in the last 3 months.", nullptr, fired);
    case TrialRange::Year:
        return AlertText::tr("Would have fired %n time(s) in the last year.", nullptr, fired);
    case TrialRange::All:
        break;
    }
    return AlertText::tr("Would have fired %n time(s) in all that is stored.", nullptr, fired);
}

QString quietText(TrialRange range)
{
    switch (range) {
    case TrialRange::Month:
        return AlertText::tr("Would not have fired in the last month.");
    case TrialRange::ThreeMonths:
        return AlertText::tr("Would not have fired in the last 3 months.");
    case TrialRange::Year:
        return AlertText::tr("Would not have fired in the last year.");
    case TrialRange::All:
        break;
    }
    return AlertText::tr("Would not have fired in all that is stored.");
}

} // namespace

QString alertStatusText(AlertStatus status)
{
    switch (status) {
    case AlertStatus::Triggered:
        return AlertText::tr("Triggered");
    case AlertStatus::Notified:
        return AlertText::tr("Notified");
    case AlertStatus::Acknowledged:
        return AlertText::tr("Acknowledged");
    case AlertStatus::Resolved:
        break;
    }
    return AlertText::tr("Resolved");
}

CellState alertState(AlertStatus status)
{
    switch (status) {
    case AlertStatus::Triggered:
    case AlertStatus::Notified:
        return CellState::Warning;
    case AlertStatus::Acknowledged:
        return CellState::Ok;
    case AlertStatus::Resolved:
        break;
    }
    return CellState::Adopted;
}

QString severityText(AlertSeverity severity)
{
    switch (severity) {
    case AlertSeverity::Info:
        return AlertText::tr("Information");
    case AlertSeverity::Warning:
        return AlertText::tr("Warning");
    case AlertSeverity::Critical:
        break;
    }
    return AlertText::tr("Critical");
}

CellState severityState(AlertSeverity severity)
{
    switch (severity) {
    case AlertSeverity::Info:
        return CellState::Pending;
    case AlertSeverity::Warning:
        return CellState::Warning;
    case AlertSeverity::Critical:
        break;
    }
    return CellState::Failed;
}

QString rearmText(AlertRearm rearm)
{
    switch (rearm) {
    case AlertRearm::Cleared:
        return AlertText::tr("When cleared");
    case AlertRearm::Once:
        return AlertText::tr("Never: once only");
    case AlertRearm::Daily:
        return AlertText::tr("Once a day");
    case AlertRearm::NewExtreme:
        return AlertText::tr("Each new extreme");
    case AlertRearm::Acknowledged:
        break;
    }
    return AlertText::tr("When acknowledged");
}

QString noDataText(AlertNoData policy)
{
    switch (policy) {
    case AlertNoData::Keep:
        return AlertText::tr("Stay as it is");
    case AlertNoData::Notify:
        return AlertText::tr("Tell it once");
    case AlertNoData::Clear:
        break;
    }
    return AlertText::tr("Take it as cleared");
}

QString channelsText(const AlertChannels &channels)
{
    QStringList ways;
    if (channels.desktop)
        ways.append(AlertText::tr("desktop"));
    if (channels.sound)
        ways.append(AlertText::tr("sound"));
    if (channels.command)
        ways.append(AlertText::tr("command"));
    if (channels.webhook)
        ways.append(AlertText::tr("webhook"));
    if (ways.isEmpty())
        return AlertText::tr("Log only");
    QString text = ways.join(AlertText::tr(", "));
    text[0] = text.at(0).toUpper();
    return text;
}

QString shortSymbol(const QString &symbol)
{
    const QString coin = coinOfSymbol(symbol);
    return coin.isEmpty() ? symbol : coin;
}

QString alertTimeText(const QDateTime &time, const QDateTime &now, const QLocale &locale)
{
    const QDateTime local = time.toLocalTime();
    const bool isThisYear = local.date().year() == now.toLocalTime().date().year();
    return locale.toString(local, isThisYear ? u"d MMM HH:mm:ss"_s : u"d MMM yyyy HH:mm:ss"_s);
}

QString editTimeText(const QDateTime &time, const QLocale &locale)
{
    return locale.toString(time.toLocalTime(), u"d MMM yyyy, HH:mm"_s);
}

QString entrySummary(const AlertLogEntry &entry, const QLocale &locale)
{
    QStringList lines{entry.message};
    if (!entry.ruleName.isEmpty())
        lines.append(entry.ruleVersion > 0
                             ? AlertText::tr("Rule %1, version %2.")
                                       .arg(entry.ruleName, locale.toString(entry.ruleVersion))
                             : AlertText::tr("Rule %1.").arg(entry.ruleName));
    if (entry.isLate)
        lines.append(AlertText::tr("Judged late: the price came after its time."));
    const auto add = [&](const QString &sentence, const QDateTime &time) {
        if (time.isValid())
            lines.append(sentence.arg(editTimeText(time, locale)));
    };
    add(AlertText::tr("Told at %1."), entry.notifiedAt);
    add(AlertText::tr("Acknowledged at %1."), entry.acknowledgedAt);
    add(AlertText::tr("Over at %1."), entry.resolvedAt);
    return lines.join(u'\n');
}

QString trialRangeText(TrialRange range)
{
    switch (range) {
    case TrialRange::Month:
        return AlertText::tr("1 month");
    case TrialRange::ThreeMonths:
        return AlertText::tr("3 months");
    case TrialRange::Year:
        return AlertText::tr("1 year");
    case TrialRange::All:
        break;
    }
    //: How far back a rule is tried: all that is stored.
    return AlertText::tr("All");
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

TrialSentence trialSentence(const RuleReplay &replay, TrialRange range)
{
    if (replay.prices == 0)
        return {AlertText::tr("There are no prices to try it on."), {}};
    if (replay.fired == 0)
        return {quietText(range), {}};
    const QString lead = firedText(replay.fired, range);
    if (replay.atNight == 0)
        return {lead, AlertText::tr("None of them at night.")};
    return {lead, AlertText::tr("%n of them at night.", nullptr, replay.atNight)};
}
