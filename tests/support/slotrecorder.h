// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/alerts/alertlogstore.h"
#include "db/alerts/alertrulestore.h"
#include "db/collector/snapshotstore.h"

// What a collector does for rules, slot by slot, into a database at the head: prices of one coin,
// btc, and rules on it. Slots are numbered from 2 November 2026, 00:00 UTC.
class SlotRecorder final
{
public:
    explicit SlotRecorder(const Connection &connection);

    [[nodiscard]] static QDateTime slotTime(int slot);
    // When a slot's prices are stored: three seconds after it, unless somebody says otherwise.
    [[nodiscard]] static QDateTime storedAt(int slot) { return slotTime(slot).addSecs(3); }

    void store(int slot, double price, const QDateTime &now = {});
    [[nodiscard]] AlertRule add(const QString &condition, const AlertRule &like = {});

    // "rule @slot event value level status", oldest first.
    [[nodiscard]] QStringList log() const;
    [[nodiscard]] QList<AlertLogEntry> entries() const;

private:
    const Connection &m_connection;
    SnapshotStore m_store;
    AlertRuleStore m_rules;
};

[[nodiscard]] QString logLine(qint64 ruleId, qint64 timeMs, AlertEvent::Kind kind, Price value);
