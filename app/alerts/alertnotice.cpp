// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertnotice.h"

#include "app/alerts/noticetext.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>
#include <array>

namespace {

struct NoticeWords {
    Q_DECLARE_TR_FUNCTIONS(NoticeWords)
};

// Servers count their own ids from one; these are far from there.
constexpr quint32 FirstId = 0x4000'0000;
constexpr quint32 IdCount = 0x0040'0000; // of one range
constexpr qsizetype MostAtOnce = 3;
constexpr qsizetype NamedInDigest = 6;
// What waited longer than this before it could be told is news of the past.
constexpr std::chrono::milliseconds Prompt = std::chrono::minutes{5};

bool isQuiet(const AlertRule &rule, const AlertLogEntry &entry, const QDateTime &now,
             const QTimeZone &zone)
{
    return rule.quietHours && entry.severity != AlertSeverity::Critical &&
           rule.quietHours->holds(now.toTimeZone(zone).time());
}

bool hasWaited(const AlertLogEntry &entry, const QDateTime &now)
{
    return entry.isLate || entry.createdAt.addMSecs(Prompt.count()) < now;
}

AlertNotice noticeOf(const AlertLogEntry &entry, const AlertRule &rule, const QTimeZone &zone,
                     quint8 range)
{
    const NoticeText text = noticeText(entry, rule, zone);
    AlertNotice notice;
    notice.id = noticeIdOf(entry.id, range);
    notice.title = text.title;
    notice.body = text.body;
    notice.severity = entry.severity;
    notice.hasSound = rule.channels.sound;
    notice.entries = {entry};
    return notice;
}

AlertNotice digestOf(const QList<AlertNotice> &notices)
{
    // The first of them stays so when more come, so that the server shows it anew and not twice.
    AlertNotice digest = notices.constFirst();
    digest.entries.clear();
    QStringList lines;
    for (const AlertNotice &notice : notices) {
        digest.entries.append(notice.entries);
        digest.severity = std::max(digest.severity, notice.severity);
        digest.hasSound = digest.hasSound || notice.hasSound;
        if (lines.size() < NamedInDigest)
            lines.append(notice.title);
    }
    const int more = int(notices.size() - lines.size());
    if (more > 0)
        lines.append(NoticeWords::tr("and %n more", nullptr, more));
    digest.title = NoticeWords::tr("%n alert(s)", nullptr, int(notices.size()));
    digest.body = lines.join(u'\n');
    return digest;
}

} // namespace

QList<qint64> entryIds(const AlertNotice &notice)
{
    QList<qint64> ids;
    for (const AlertLogEntry &entry : notice.entries)
        ids.append(entry.id);
    return ids;
}

quint32 noticeIdOf(qint64 entryId, quint8 range)
{
    return FirstId + range * IdCount + quint32(entryId % IdCount);
}

qint64 entryOfNotice(quint32 noticeId, quint8 range)
{
    const quint32 first = FirstId + range * IdCount;
    return noticeId >= first && noticeId - first < IdCount ? noticeId - first : 0;
}

quint8 noticeRangeOf(const QString &location)
{
    return quint8(qChecksum(location.toUtf8()) & 0xff);
}

TellingPlan planTelling(const QList<AlertLogEntry> &untold, const QHash<qint64, AlertRule> &rules,
                        const QHash<qint64, QDateTime> &snoozes, const QDateTime &now,
                        const QTimeZone &zone, quint8 range)
{
    struct Group {
        QList<AlertNotice> notices;
        bool hasWaited = false;
    };
    TellingPlan plan;
    std::array<Group, 2> groups; // the critical ones are the second
    for (const AlertLogEntry &entry : untold) {
        const auto rule = rules.constFind(entry.ruleId);
        if (rule == rules.cend()) {
            plan.silent.append(entry);
            continue;
        }
        if (isQuiet(*rule, entry, now, zone) || snoozes.value(entry.ruleId) > now) {
            ++plan.waiting;
            continue;
        }
        const AlertDeliveries &done = entry.deliveries;
        const AlertChannels &wanted = rule->channels;
        if (wanted.command && !done.isOver(AlertChannel::Command))
            plan.commands.append(entry);
        if (wanted.webhook && !done.isOver(AlertChannel::Webhook))
            plan.webhooks.append(entry);
        if (done.isOver(AlertChannel::Notice) && !done.isOver(wanted))
            continue;
        // Of one that is over the rule wants less than it did when it fired.
        if (!wanted.desktop || entry.acknowledgedAt.isValid() || done.isOver(wanted)) {
            plan.silent.append(entry);
            continue;
        }
        Group &group = groups[entry.severity == AlertSeverity::Critical ? 1 : 0];
        group.hasWaited = group.hasWaited || hasWaited(entry, now);
        group.notices.append(noticeOf(entry, *rule, zone, range));
    }
    for (const Group &group : groups) {
        const bool isDigest = group.notices.size() > (group.hasWaited ? 1 : MostAtOnce);
        plan.notices += isDigest ? QList{digestOf(group.notices)} : group.notices;
    }
    return plan;
}
