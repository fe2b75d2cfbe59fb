// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>

#include <array>
#include <optional>

// What the recycle bin holds: delayed quotes, alert rules, logged alerts. In the order in which
// they may go for good: a log refers to its rule.
enum class TrashKind { Quote, Log, Rule };

inline constexpr std::array AllTrashKinds{TrashKind::Quote, TrashKind::Log, TrashKind::Rule};

[[nodiscard]] QString trashKindName(TrashKind kind);  // "quote", "log", "rule"
[[nodiscard]] QString trashTableName(TrashKind kind); // "market_data", "alert_logs", "alert_rules"
// Also the plural and the table.
[[nodiscard]] std::optional<TrashKind> trashKindFromName(QStringView name);

// One row of the bin.
struct TrashKey {
    TrashKind kind = TrashKind::Quote;
    qint64 id = 0;

    friend bool operator==(const TrashKey &, const TrashKey &) = default;
};

[[nodiscard]] QList<TrashKey> trashKeysOf(TrashKind kind, const QList<qint64> &ids);

// How a row came into the bin. Of rows from before the program kept that, only the time is known.
struct TrashMark {
    QDateTime deletedAt; // UTC
    QString deletedBy;   // "user@host"
    QString reason;
    QString batch; // the same for all that were deleted at once

    friend bool operator==(const TrashMark &, const TrashMark &) = default;
};

// One row of the bin as a person sees it.
struct TrashEntry {
    TrashKey key;
    TrashMark mark;
    QString symbol;
    QDateTime timestamp;        // of the quote or the firing; when the rule was made
    QString rule;               // the name of the rule; empty for a quote
    QString text;               // a rule's condition, or what was logged
    std::optional<Price> price; // of a quote, or the value that a log was written for
    int children = 0;           // logs that come back with the rule
    qint64 ruleId = 0;          // of a rule or a log
    int logs = 0;               // that refer to the rule
    int deletedLogs = 0;        // of these in the bin
};

// A row that was brought back, with what it was marked by: enough to undo it exactly.
struct RestoredRow {
    TrashKey key;
    TrashMark mark;

    friend bool operator==(const RestoredRow &, const RestoredRow &) = default;
};

// A rule that cannot be purged, because logs refer to it.
struct HeldRule {
    qint64 id = 0;
    QString name;
    int logs = 0;    // that refer to it
    int deleted = 0; // of these in the recycle bin

    friend bool operator==(const HeldRule &, const HeldRule &) = default;
};

// "3 alert logs refer to rule 7, 'BTC above 150000'. ..."
[[nodiscard]] QString heldRuleText(const HeldRule &rule);

// The ids of this kind among them.
[[nodiscard]] QList<qint64> idsOf(TrashKind kind, const QList<RestoredRow> &rows);

Q_DECLARE_METATYPE(TrashEntry)
Q_DECLARE_METATYPE(RestoredRow)
