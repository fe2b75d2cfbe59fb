// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertrule.h"
#include "db/quotes/coinlookup.h"

#include <QStringList>

// Whether the rule, which is one of checkedRule(), may be stored beside what is stored: its name,
// its expiry and its symbol. Of an edited rule what it changes is looked at alone. Refused (Usage)
// with a sentence, of an unknown coin with the symbol as subject; else what somebody should know of
// it, as sentences. Thread: the connection's.
[[nodiscard]] Result<QStringList> checkBesideStored(const Connection &connection,
                                                    const AlertRule &rule, const QDateTime &now,
                                                    UnknownCoin policy);
