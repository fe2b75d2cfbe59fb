// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertlogentry.h"

#include <QTimeZone>

// What a notice says: what happened in one line, and the rest below it.
struct NoticeText {
    QString title; // "btc is above 142,000 AUD"
    QString body;  // value and limit, the rule and its condition, when
};

// Where an entry does not say which part of the condition fired, the rule's name and its message.
[[nodiscard]] NoticeText noticeText(const AlertLogEntry &entry, const AlertRule &rule,
                                    const QTimeZone &zone);
