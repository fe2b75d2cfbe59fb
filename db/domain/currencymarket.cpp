// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/currencymarket.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto Currencies = "FOREX"_L1;
constexpr auto Coins = "CC"_L1;
constexpr qsizetype CodeLength = 3; // ISO 4217

bool isUpper(QChar letter)
{
    return letter >= u'A' && letter <= u'Z';
}

} // namespace

bool isCurrencyMarket(QStringView exchange)
{
    return exchange == Currencies || exchange == Coins;
}

bool tradesOn(QStringView exchange, const QDate &day)
{
    return neverCloses(exchange) || day.dayOfWeek() <= Qt::Friday;
}

int tradingDaysAWeek(QStringView exchange)
{
    return neverCloses(exchange) ? 7 : 5;
}

bool neverCloses(QStringView exchange)
{
    return exchange == Coins;
}

QString usualTypeOf(QStringView exchange)
{
    return exchange == Currencies ? u"currency"_s
           : exchange == Coins    ? u"crypto"_s
                                  : u"Common Stock"_s;
}

QString quoteCurrencyOf(QStringView symbol)
{
    const qsizetype dot = symbol.lastIndexOf(u'.');
    const QStringView ticker = symbol.first(std::max<qsizetype>(dot, 0));
    const QStringView exchange = symbol.sliced(dot + 1);
    const qsizetype hyphen = ticker.lastIndexOf(u'-');
    if (exchange == Coins && hyphen > 0)
        return ticker.sliced(hyphen + 1).toString();
    const bool isPair = exchange == Currencies && ticker.size() == 2 * CodeLength &&
                        std::ranges::all_of(ticker, &isUpper);
    return isPair ? ticker.last(CodeLength).toString() : QString{};
}
