// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/position.h"

#include "db/domain/asset.h"
#include "db/domain/coin.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct PositionText {
    Q_DECLARE_TR_FUNCTIONS(PositionText)
};

constexpr qsizetype LongestCurrency = 20; // VARCHAR(20)
constexpr qsizetype LongestNote = 10'000;

tl::unexpected<Error> refused(const QString &sentence)
{
    return fail(Error::Kind::Usage, sentence);
}

bool isCurrency(const QString &text)
{
    return !text.isEmpty() && text.size() <= LongestCurrency &&
           std::ranges::all_of(text, [](QChar letter) {
               return (letter >= u'A' && letter <= u'Z') || (letter >= u'0' && letter <= u'9');
           });
}

// "btc.coinspot" becomes "BTC.COINSPOT"; a name that keeps its spelling starts with '='.
Result<QString> symbolFrom(const QString &text)
{
    const QString symbol = text.trimmed();
    if (!symbol.contains(u'.'))
        return refused(
                PositionText::tr("'%1' is no symbol yet: the market is missing. Write a coin "
                                 "as BTC.COINSPOT, a share or fund with its exchange, as "
                                 "BHP.AU.")
                        .arg(symbol));
    if (!symbol.endsWith(".COINSPOT"_L1, Qt::CaseInsensitive))
        return stockSymbol(symbol);
    const QString coin = symbol.chopped(9);
    const QString spelled = (coin.startsWith(u'=') ? coin : coin.toUpper()) + u".COINSPOT"_s;
    if (!coinNameFault(coinOfSymbol(spelled)).isEmpty())
        return refused(
                PositionText::tr("%1 is no coin. Write its symbol as BTC.COINSPOT.").arg(symbol));
    return spelled;
}

} // namespace

QString positionSourceName(PositionSource source)
{
    return source == PositionSource::Account ? u"account"_s : u"manual"_s;
}

PositionSource positionSourceFromName(QStringView name)
{
    return name == u"account" ? PositionSource::Account : PositionSource::Manual;
}

Result<Position> checkedPosition(Position position)
{
    const Result<QString> symbol = symbolFrom(position.symbol);
    if (!symbol)
        return fail(symbol.error());
    position.symbol = *symbol;
    position.currency = position.currency.trimmed().toUpper();
    position.note = position.note.trimmed();
    if (!isCurrency(position.currency))
        return refused(PositionText::tr(
                "The currency is missing or none. Write it as AUD, or USDT for a coin."));
    if (position.quantity.isZero())
        return refused(PositionText::tr("The quantity must not be zero. Remove the position "
                                        "instead."));
    if (position.cost < Quantity{})
        return refused(PositionText::tr("The cost must not be below zero. Write 0 where it is not "
                                        "known."));
    if (position.note.size() > LongestNote)
        return refused(PositionText::tr("The note is longer than %n character(s).", nullptr,
                                        int(LongestNote)));
    return position;
}
