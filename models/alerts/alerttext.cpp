// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alerts/alerttext.h"

#include "models/alerts/levelwords.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace {

struct AlertText {
    Q_DECLARE_TR_FUNCTIONS(AlertText)
};

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

QString standingText(AlertStanding standing)
{
    switch (standing) {
    case AlertStanding::Pending:
        return AlertText::tr("Pending");
    case AlertStanding::Held:
        return AlertText::tr("Held back");
    case AlertStanding::Firing:
        return AlertText::tr("Firing");
    case AlertStanding::NoData:
        return AlertText::tr("No data");
    case AlertStanding::Done:
        return AlertText::tr("Done");
    case AlertStanding::Expired:
        return AlertText::tr("Expired");
    case AlertStanding::Paused:
        return AlertText::tr("Paused");
    case AlertStanding::NotUnderstood:
        return AlertText::tr("Not understood");
    case AlertStanding::On:
        break;
    }
    return AlertText::tr("Watching");
}

QString standingTip(AlertStanding standing)
{
    switch (standing) {
    case AlertStanding::Pending:
        return AlertText::tr("Its condition is met, and not long enough yet");
    case AlertStanding::Held:
        return AlertText::tr("Its condition is met; cool-down, a day that is not active or an "
                             "alert that waits to be acknowledged keeps it from firing");
    case AlertStanding::Firing:
        return AlertText::tr("It has fired, and its condition is still met");
    case AlertStanding::NoData:
        return AlertText::tr("Its symbol has no fresh price to judge it by");
    case AlertStanding::Done:
        return AlertText::tr("It has fired, and fires once only; an edit arms it again");
    case AlertStanding::Expired:
        return AlertText::tr("Its time is over; a later expiry puts it back to work");
    case AlertStanding::Paused:
        return AlertText::tr("It is not enabled, and not judged");
    case AlertStanding::NotUnderstood:
        return AlertText::tr("Another program wrote its condition, and it cannot be judged here");
    case AlertStanding::On:
        break;
    }
    return AlertText::tr("It is judged by each new price, and its condition is not met");
}

CellState standingState(AlertStanding standing)
{
    switch (standing) {
    case AlertStanding::Pending:
    case AlertStanding::Held:
        return CellState::Waiting;
    case AlertStanding::Firing:
        return CellState::Warning;
    case AlertStanding::NoData:
        return CellState::Missed;
    case AlertStanding::Done:
        return CellState::Adopted;
    case AlertStanding::Expired:
        return CellState::Stale;
    case AlertStanding::Paused:
        return CellState::Paused;
    case AlertStanding::NotUnderstood:
        return CellState::Failed;
    case AlertStanding::On:
        break;
    }
    return CellState::Ok;
}

QString untilText(const QDateTime &until, const QDateTime &now, const QLocale &locale)
{
    const QDateTime local = until.toLocalTime();
    const qint64 days = now.toLocalTime().date().daysTo(local.date());
    return locale.toString(local, days == 0  ? u"HH:mm"_s
                                  : days < 7 ? u"ddd HH:mm"_s
                                             : u"d MMM HH:mm"_s);
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
