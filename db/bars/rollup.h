// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bars/barstore.h"
#include "db/domain/quote.h"
#include "db/quotes/quotestore.h"
#include "db/schema/settledschema.h"

#include <atomic>
#include <functional>

// Keeps the hourly and daily bars of a coin in step with its quotes. Thread: the connection's.
class RollUp final
{
public:
    RollUp(const Connection &connection, QuoteStore &quotes);

    // Takes in a quote that was just inserted, whatever order quotes come in. Runs inside the
    // transaction that inserted it, where the schema was checked.
    [[nodiscard]] Result<> add(const Quote &quote);

    // Makes the bars of one coin again from its quotes, in a transaction of its own. Bars older
    // than the oldest quote stay: nothing else is left of that time. Returns how many were made;
    // Refused when another program has changed the schema.
    [[nodiscard]] Result<qint64> rebuild(const QString &coin, SettledSchema &schema);

private:
    [[nodiscard]] Result<> extend(const Quote &quote, BarInterval interval, bool isNewest);

    const Connection &m_connection;
    QuoteStore &m_quotes;
    BarStore m_bars;
};
