// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/watchlist.h"

#include "db/domain/change.h"
#include "db/domain/quantity.h"
#include "db/domain/symbol.h"

#include <QCoreApplication>

namespace {

struct WatchlistText {
    Q_DECLARE_TR_FUNCTIONS(WatchlistText)
};

constexpr qsizetype LongestNote = 10'000;

} // namespace

Result<WatchedSymbol> checkedWatch(WatchedSymbol watched)
{
    const Result<QString> symbol = symbolFrom(watched.symbol);
    if (!symbol)
        return fail(symbol.error());
    watched.symbol = *symbol;
    watched.note = watched.note.trimmed();
    if (watched.target && *watched.target <= Price{})
        return fail(Error::Kind::Usage,
                    WatchlistText::tr("The target must be above zero. Leave it out where there is "
                                      "none."));
    if (watched.note.size() > LongestNote)
        return fail(Error::Kind::Usage,
                    WatchlistText::tr("The note is longer than %n character(s).", nullptr,
                                      int(LongestNote)));
    return watched;
}

std::optional<int> WatchedPrice::direction() const
{
    if (!price || !watched.target)
        return {};
    return *watched.target > *price ? 1 : *watched.target < *price ? -1 : 0;
}

std::optional<qint64> WatchedPrice::distance() const
{
    if (!price || !watched.target)
        return {};
    // In 38 digits: a far target of a coin worth next to nothing does not fit those of a price.
    const Quantity from = Quantity::fromPrice(*price);
    const std::optional<Quantity> way = Quantity::fromPrice(*watched.target).minus(from);
    return way ? hundredthsOf(*way, from) : std::nullopt;
}

std::optional<qint64> WatchedPrice::dayChange() const
{
    return price && dayAgo ? changeInHundredths(*dayAgo, *price) : std::nullopt;
}
