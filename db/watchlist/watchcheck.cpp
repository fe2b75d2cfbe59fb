// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/watchlist/watchcheck.h"

#include "db/domain/coin.h"

#include <QCoreApplication>

namespace {

struct WatchText {
    Q_DECLARE_TR_FUNCTIONS(WatchText)
};

QString unknownText(const QString &symbol, const QString &likely)
{
    if (!likely.isEmpty())
        return WatchText::tr("No price of %1 is stored, so there would be nothing to watch. Did "
                             "you mean %2?")
                .arg(symbol, likely);
    return WatchText::tr("No price of %1 is stored, so there would be nothing to watch. Write one "
                         "that is among the prices.")
            .arg(symbol);
}

} // namespace

Result<std::optional<QString>> checkWatchable(const Connection &connection, const QString &symbol,
                                              UnknownCoin policy)
{
    using enum CoinLookup::Kind;
    if (coinOfSymbol(symbol).isEmpty())
        return std::nullopt;
    const Result<CoinLookup> found = lookUpCoin(connection, symbol);
    if (!found)
        return fail(found.error());
    if (found->kind == Unknown && policy == UnknownCoin::Refused)
        return fail(Error::Kind::Usage, unknownText(symbol, found->likely), symbol);
    if (found->kind == Priced)
        return std::nullopt;
    return found->kind == NoCoinYet
                   ? WatchText::tr("No price of a coin is stored yet, so whether there is one of "
                                   "%1 shows when the first are collected.")
                             .arg(symbol)
                   : WatchText::tr("No price of %1 is stored yet; the watchlist shows it when the "
                                   "first comes.")
                             .arg(symbol);
}
