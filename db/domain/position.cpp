// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/position.h"

#include "db/domain/asset.h"
#include "db/domain/coin.h"
#include "db/domain/symbol.h"
#include "db/domain/syncplan.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct PositionText {
    Q_DECLARE_TR_FUNCTIONS(PositionText)
};

constexpr qsizetype LongestNote = 10'000;

tl::unexpected<Error> refused(const QString &sentence)
{
    return fail(Error::Kind::Usage, sentence);
}

// Three letters, or what a coin is quoted in, such as USDT.
bool isCurrency(const QString &text, const QString &symbol)
{
    const QString coin = coinOfSymbol(symbol);
    const bool isCode = text.size() == 3 && std::ranges::all_of(text, [](QChar letter) {
                            return letter >= u'A' && letter <= u'Z';
                        });
    return isCode || (!coin.isEmpty() && text == currencyOfCoin(coin));
}

// A day is written down as its midnight, UTC, which east of there lies ahead in the morning.
QDateTime latestOpening(const QDateTime &now)
{
    return std::max(now, now.toLocalTime().date().startOfDay(Qt::UTC));
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

QString usualCurrency(const QString &symbol)
{
    const QString coin = coinOfSymbol(symbol);
    const QString usual = coin.isEmpty() ? currencyOf(symbol) : currencyOfCoin(coin);
    return usual.isEmpty() ? u"AUD"_s : usual;
}

Result<Position> checkedPosition(Position position, const QDateTime &now)
{
    const Result<QString> symbol = fullSymbol(position.symbol);
    if (!symbol)
        return fail(symbol.error());
    position.symbol = *symbol;
    position.currency = position.currency.trimmed().toUpper();
    position.note = position.note.trimmed();
    if (!isCurrency(position.currency, position.symbol))
        return refused(PositionText::tr("'%1' is no currency. Write its three letters, as AUD.")
                               .arg(position.currency));
    if (position.quantity.isZero())
        return refused(PositionText::tr("The quantity must not be zero. Remove the position "
                                        "instead."));
    if (position.cost && *position.cost < Quantity{})
        return refused(PositionText::tr("The cost must not be below zero. Write 0 for a gift, and "
                                        "nothing where it is not known."));
    if (position.openedAt.isValid() && position.openedAt > latestOpening(now))
        return refused(PositionText::tr("The day of the purchase lies ahead. Write the day on "
                                        "which it was bought."));
    if (position.note.size() > LongestNote)
        return refused(PositionText::tr("The note is longer than %n character(s).", nullptr,
                                        int(LongestNote)));
    return position;
}
