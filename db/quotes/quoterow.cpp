// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/quotes/quoterow.h"

using namespace Qt::Literals::StringLiterals;

Result<Quote> quoteFrom(const Rows &rows)
{
    const Result<Price> bid = rows.price(2);
    const Result<Price> ask = rows.price(3);
    const Result<Price> last = rows.price(4);
    if (!bid || !ask || !last)
        return fail(Error::Kind::Corrupt, u"row %1 of price_data_5min holds a price that is not a "
                                          "number"_s.arg(rows.integer(0)));
    return Quote{rows.integer(0), rows.text(1), rows.time(5), *bid, *ask, *last, rows.time(6)};
}
