// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertlogentry.h"

// What alert_rule_versions keeps of a rule in its column details: all that has no column of its
// own.
[[nodiscard]] QString detailsToJson(const AlertRule &rule);
// The other way; what is missing or of another kind stays as it is in the rule.
void detailsFromJson(const QString &json, AlertRule &rule);

// What a firing rests on, for column evidence of alert_logs: the row of the newest price, and each
// term with its value and what that was made of beside it: the price "then", the "high" or "low",
// the "averages". The bar of a day goes by its day.
[[nodiscard]] QString evidenceToJson(const AlertEvent &event);
