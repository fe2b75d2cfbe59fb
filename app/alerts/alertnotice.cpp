// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertnotice.h"

#include "app/alerts/noticetext.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>

namespace {

struct NoticeWords {
    Q_DECLARE_TR_FUNCTIONS(NoticeWords)
};

// Servers count their own ids from one; this range is far from there.
constexpr quint32 FirstId = 0x5400'0000;
constexpr quint32 IdCount = 0x0100'0000;
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

AlertNotice noticeOf(const AlertLogEntry &entry, const AlertRule &rule, const QTimeZone &zone)
{
    const NoticeText text = noticeText(entry, rule, zone);
    AlertNotice notice;
    notice.id = noticeIdOf(entry.id);
    notice.title = text.title;
    notice.body = text.body;
    notice.severity = entry.severity;
    notice.hasSound = rule.channels.sound;
    notice.entries = {entry};
    return notice;
}

AlertNotice digestOf(const QList<AlertNotice> &notices)
{
    AlertNotice digest = notices.constLast();
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

quint32 noticeIdOf(qint64 entryId)
{
    return FirstId + quint32(entryId % IdCount);
}

qint64 entryOfNotice(quint32 noticeId)
{
    return noticeId >= FirstId && noticeId < FirstId + IdCount ? noticeId - FirstId : 0;
}

TellingPlan planTelling(const QList<AlertLogEntry> &untold, const QHash<qint64, AlertRule> &rules,
                        const QHash<qint64, QDateTime> &snoozes, const QDateTime &now,
                        const QTimeZone &zone)
{
    TellingPlan plan;
    bool isDigest = false;
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
        isDigest = isDigest || hasWaited(entry, now);
        plan.notices.append(noticeOf(entry, *rule, zone));
    }
    isDigest = plan.notices.size() > (isDigest ? 1 : MostAtOnce);
    if (isDigest)
        plan.notices = {digestOf(plan.notices)};
    return plan;
}
