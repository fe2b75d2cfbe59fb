// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alerts/entryfacts.h"

#include "db/domain/timespans.h"
#include "models/alerts/alerttext.h"
#include "models/alerts/evidencewords.h"
#include "models/alerts/levelwords.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct EntryFacts {
    Q_DECLARE_TR_FUNCTIONS(EntryFacts)
};

QJsonObject objectFrom(const QString &json)
{
    return QJsonDocument::fromJson(json.toUtf8()).object();
}

// As exact as it matters: nobody asks for the seconds of hours.
QString lengthText(qint64 ms, const QLocale &locale)
{
    if (ms < SecondMs)
        return EntryFacts::tr("%1 ms").arg(locale.toString(ms));
    if (ms < MinuteMs)
        return EntryFacts::tr("%1 s").arg(locale.toString(double(ms) / SecondMs, 'f', 1));
    const qint64 step = ms < HourMs ? SecondMs : MinuteMs;
    return spanWords(ms - ms % step, locale);
}

QString toldText(const AlertLogEntry &entry, const QLocale &locale)
{
    if (!entry.toldAt().isValid())
        return EntryFacts::tr("Nobody yet");
    const QString how = entry.deliveries.outcome(AlertChannel::Notice);
    const QString time = momentWords(entry.toldAt(), locale);
    if (how == "notification"_L1)
        return EntryFacts::tr("By a notification, %1").arg(time);
    if (how == "tray"_L1)
        return EntryFacts::tr("By a message of the tray icon, %1").arg(time);
    if (how == "window"_L1)
        return EntryFacts::tr("In the window, %1").arg(time);
    if (how == "log"_L1)
        return EntryFacts::tr("In the log alone, %1").arg(time);
    return EntryFacts::tr("At %1").arg(time);
}

// What failed says so itself.
QString outcomeText(const QString &outcome, const QString &done)
{
    return outcome == "done"_L1 ? done : outcome.trimmed();
}

QString ruleText(const AlertLogEntry &entry, const QLocale &locale)
{
    if (entry.ruleVersion == 0)
        return EntryFacts::tr("%1, from before rules had versions").arg(entry.ruleName);
    return EntryFacts::tr("%1, version %2").arg(entry.ruleName, locale.toString(entry.ruleVersion));
}

QString delayFact(const AlertLogEntry &entry, const QLocale &locale)
{
    if (!entry.delayMs())
        return {};
    const qint64 sinceJudged = std::max(qint64{0}, entry.createdAt.msecsTo(entry.toldAt()));
    return EntryFacts::tr("%1 from the price to the notification, %2 of it after it was judged")
            .arg(delayText(entry, locale), lengthText(sinceJudged, locale));
}

} // namespace

QList<QPair<QString, QString>> entryFacts(const AlertLogEntry &entry, const QLocale &locale)
{
    const QJsonObject evidence = objectFrom(entry.evidence);
    const AlertDeliveries &deliveries = entry.deliveries;
    QList<QPair<QString, QString>> facts;
    const auto add = [&](const QString &name, const QString &value) {
        if (!value.isEmpty())
            facts.append({name, value});
    };
    const auto addTime = [&](const QString &name, const QDateTime &time) {
        if (time.isValid())
            add(name, momentWords(time, locale));
    };
    add(EntryFacts::tr("Saw"), seenWords(evidence, locale));
    add(EntryFacts::tr("Stored in"), storedWords(evidence, locale));
    add(EntryFacts::tr("Compared with"), comparedWords(evidence, locale));
    add(EntryFacts::tr("Rule"), ruleText(entry, locale));
    if (entry.createdAt.isValid()) {
        const QString judged = momentWords(entry.createdAt, locale);
        add(EntryFacts::tr("Judged"),
            entry.isLate ? EntryFacts::tr("%1, late: the price came after its time").arg(judged)
                         : judged);
    }
    add(EntryFacts::tr("Told"), toldText(entry, locale));
    add(EntryFacts::tr("Delay"), delayFact(entry, locale));
    add(EntryFacts::tr("Command"), outcomeText(deliveries.outcome(AlertChannel::Command),
                                               EntryFacts::tr("It ended without an error.")));
    add(EntryFacts::tr("Webhook"),
        outcomeText(deliveries.outcome(AlertChannel::Webhook), EntryFacts::tr("It was accepted.")));
    addTime(EntryFacts::tr("Acknowledged"), entry.acknowledgedAt);
    addTime(EntryFacts::tr("Over"), entry.resolvedAt);
    return facts;
}

QString delayText(const AlertLogEntry &entry, const QLocale &locale)
{
    const std::optional<qint64> delay = entry.delayMs();
    return delay ? lengthText(*delay, locale) : u"–"_s;
}
