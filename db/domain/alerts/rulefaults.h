// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertrule.h"

// What keeps a rule that makes sense by itself (checkedRule) from being stored: what else is
// stored, and the time. Sentences that say what to do; empty where nothing does.

// Another rule has this name already. others may hold the rule itself.
[[nodiscard]] QString nameFault(const AlertRule &rule, const QList<AlertRule> &others);

// It would expire before it fires.
[[nodiscard]] QString expiryFault(const AlertRule &rule, const QDateTime &now);

// Nothing is known of the rule's symbol. likely: what was perhaps meant; empty: nobody knows.
[[nodiscard]] QString unknownSymbolText(const QString &symbol, const QString &likely);
