// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

// A table in one spelling, a fact a line. Names of keys are left out, and the order of columns:
// neither changes what a statement finds that names its columns.
struct TableDefinition {
    QStringList columns;    // "time timestamp(3) with time zone not null"
    QString primaryKey;     // "time, symbol"
    QStringList uniqueKeys; // "coin_type, timestamp", of constraints and indexes alike
    QStringList references; // "(rule_id) references alert_rules (id) on delete restrict"
    QStringList rules;      // "check ck_data_gaps_to_time"
    QString split;          // "range (time)"

    [[nodiscard]] QString text() const;
};
