// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertlogentry.h"

// What a person is shown: one firing, or a digest of several.
struct AlertNotice {
    // The same for the same firing, also after a restart: a server that is given it again replaces
    // what it shows instead of showing it twice.
    quint32 id = 0;
    QString title;
    QString body; // plain text
    AlertSeverity severity = AlertSeverity::Info;
    bool hasSound = false;
    QList<AlertLogEntry> entries;

    [[nodiscard]] bool isDigest() const { return entries.size() > 1; }
};

[[nodiscard]] QList<qint64> entryIds(const AlertNotice &notice);

// The id of the notice whose first firing this is, and that firing of such an id; 0 for another id.
// range: of the database, since windows on several share one server.
[[nodiscard]] quint32 noticeIdOf(qint64 entryId, quint8 range = 0);
[[nodiscard]] qint64 entryOfNotice(quint32 noticeId, quint8 range = 0);
// By what ConnectionSpec::location() says; always the same.
[[nodiscard]] quint8 noticeRangeOf(const QString &location);

// What is to be told now, and how, and what has to wait: for the end of quiet hours or of a snooze.
struct TellingPlan {
    QList<AlertNotice> notices;
    QList<AlertLogEntry> silent;   // their rule wants no notice, or nobody has to know any more
    QList<AlertLogEntry> commands; // for which the command is to run
    QList<AlertLogEntry> webhooks; // which the webhook is to be told
    int waiting = 0;
};

// Firings that came together, or that nobody could be told of at the time, are one digest instead
// of a flood: more than three at once, or several with one that is late; critical ones by
// themselves, because they may disturb. range: see noticeIdOf(). Pure.
[[nodiscard]] TellingPlan planTelling(const QList<AlertLogEntry> &untold,
                                      const QHash<qint64, AlertRule> &rules,
                                      const QHash<qint64, QDateTime> &snoozes, const QDateTime &now,
                                      const QTimeZone &zone, quint8 range = 0);

Q_DECLARE_METATYPE(AlertNotice)
