// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/symbol.h"

#include "db/domain/asset.h"
#include "db/domain/coin.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct SymbolText {
    Q_DECLARE_TR_FUNCTIONS(SymbolText)
};

constexpr auto CoinExchange = ".COINSPOT"_L1;

// written: as somebody wrote it, for the sentence.
Result<QString> coinSymbol(const QString &coin, const QString &written)
{
    const QString spelled = (coin.startsWith(u'=') ? coin : coin.toUpper()) + CoinExchange;
    if (!coinNameFault(coinOfSymbol(spelled)).isEmpty())
        return fail(
                Error::Kind::Usage,
                SymbolText::tr("%1 is no coin. Write its symbol as BTC.COINSPOT.").arg(written));
    return spelled;
}

} // namespace

Result<QString> fullSymbol(const QString &text)
{
    const QString symbol = text.trimmed();
    if (!symbol.contains(u'.'))
        return fail(Error::Kind::Usage,
                    SymbolText::tr("'%1' is no symbol yet: the market is missing. Write a coin as "
                                   "BTC.COINSPOT, a share or fund with its exchange, as BHP.AU.")
                            .arg(symbol));
    if (!symbol.endsWith(CoinExchange, Qt::CaseInsensitive))
        return stockSymbol(symbol);
    return coinSymbol(symbol.chopped(CoinExchange.size()), symbol);
}

Result<QString> symbolFrom(const QString &text)
{
    const QString symbol = text.trimmed();
    if (symbol.isEmpty())
        return fail(Error::Kind::Usage,
                    SymbolText::tr("The symbol is missing. Write a coin as BTC, a share as "
                                   "BHP.AU."));
    return symbol.contains(u'.') ? fullSymbol(symbol) : coinSymbol(symbol, symbol);
}
