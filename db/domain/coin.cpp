// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/coin.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto Exchange = ".COINSPOT"_L1;
constexpr qsizetype LongestCoin = 20; // VARCHAR(20)

bool isUpper(QChar letter)
{
    return letter >= u'A' && letter <= u'Z';
}

} // namespace

QString symbolOfCoin(QStringView coin)
{
    const bool keepsSpelling =
            coin.startsWith(u'=') || std::any_of(coin.begin(), coin.end(), &isUpper);
    const QString name = keepsSpelling ? u'=' + coin.toString() : coin.toString().toUpper();
    return name + Exchange;
}

QString coinOfSymbol(QStringView symbol)
{
    if (!symbol.endsWith(Exchange))
        return {};
    const QStringView name = symbol.chopped(Exchange.size());
    return name.startsWith(u'=') ? name.mid(1).toString() : name.toString().toLower();
}

QString currencyOfCoin(QStringView coin)
{
    const qsizetype underscore = coin.lastIndexOf(u'_');
    if (underscore <= 0 || underscore == coin.size() - 1)
        return u"AUD"_s;
    return coin.mid(underscore + 1).toString().toUpper();
}

QString coinNameFault(QStringView coin)
{
    if (coin.isEmpty())
        return u"the name is empty"_s;
    if (coin.size() > LongestCoin)
        return u"the name is longer than %1 characters"_s.arg(LongestCoin);
    if (std::any_of(coin.begin(), coin.end(), [](QChar c) { return c <= u' ' || c > u'~'; }))
        return u"the name has characters other than printable ASCII"_s;
    return {};
}
