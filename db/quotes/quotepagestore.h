// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/quotes/quotepage.h"
#include "db/statements.h"

// Reads table price_data_5min by pages; each costs the same however many quotes there are. Thread:
// the connection's.
class QuotePageStore final
{
public:
    explicit QuotePageStore(const Connection &connection)
        : m_statements{connection}
    {}

    [[nodiscard]] Result<QuotePage> page(const QuotePageRequest &request);

private:
    [[nodiscard]] Result<std::optional<QDateTime>> endOf(const QuotePageRequest &request);

    Statements m_statements;
};
