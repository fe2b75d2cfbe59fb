// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/portfolio/portfoliotext.h"

#include "models/portfolio/quantitytext.h"
#include "models/quotes/pricetext.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct PortfolioText {
    Q_DECLARE_TR_FUNCTIONS(PortfolioText)
};

} // namespace

QString positionSourceText(PositionSource source)
{
    return source == PositionSource::Account ? PortfolioText::tr("Account")
                                             : PortfolioText::tr("By hand");
}

QString accountListText(AccountList list)
{
    switch (list) {
    case AccountList::Orders:
        return PortfolioText::tr("Open orders");
    case AccountList::Trades:
        return PortfolioText::tr("Trades");
    case AccountList::Deposits:
        return PortfolioText::tr("Deposits");
    case AccountList::Withdrawals:
        return PortfolioText::tr("Withdrawals");
    case AccountList::Transfers:
        break;
    }
    return PortfolioText::tr("Transfers");
}

QString accountEntryKindText(AccountEntry::Kind kind)
{
    switch (kind) {
    case AccountEntry::Kind::BuyOrder:
        return PortfolioText::tr("Buy order");
    case AccountEntry::Kind::SellOrder:
        return PortfolioText::tr("Sell order");
    case AccountEntry::Kind::Bought:
        return PortfolioText::tr("Bought");
    case AccountEntry::Kind::Sold:
        return PortfolioText::tr("Sold");
    case AccountEntry::Kind::Deposit:
        return PortfolioText::tr("Deposit");
    case AccountEntry::Kind::Withdrawal:
        return PortfolioText::tr("Withdrawal");
    case AccountEntry::Kind::Sent:
        return PortfolioText::tr("Sent");
    case AccountEntry::Kind::Received:
        break;
    }
    return PortfolioText::tr("Received");
}

QString totalText(const CurrencyTotal &total, const QLocale &locale)
{
    //: An amount and its currency: "142,310.00 AUD"
    return total.value ? PortfolioText::tr("%1 %2").arg(localMoney(*total.value, locale),
                                                        total.currency)
                       : PortfolioText::tr("Too much to add up, %1").arg(total.currency);
}

QString totalNote(const CurrencyTotal &total, const QLocale &locale)
{
    const QString where = PortfolioText::tr("in %n position(s)", nullptr, total.positions);
    if (total.withGain == 0 || !total.gain || !total.cost)
        return where;
    const auto percent = hundredthsOf(*total.gain, *total.cost);
    const bool isLoss = *total.gain < Quantity{};
    const Quantity size =
            isLoss ? Quantity{}.minus(*total.gain).value_or(*total.gain) : *total.gain;
    QString gain = (isLoss                 ? u"▼ "_s
                    : total.gain->isZero() ? u""_s
                                           : u"▲ "_s) +
                   localMoney(size, locale);
    if (percent)
        gain += PortfolioText::tr(" (%1 %)").arg(
                localHundredths(*percent < 0 ? -*percent : *percent, locale));
    return PortfolioText::tr("%1; %2 on a cost of %3")
            .arg(where, gain, localMoney(*total.cost, locale));
}

QString unpricedText(int count)
{
    return count == 0 ? QString{}
                      : PortfolioText::tr("%n position(s) without a price: in no total.", nullptr,
                                          count);
}

QString syncText(const PositionSync &sync)
{
    if (sync.added + sync.changed + sync.removed == 0)
        return PortfolioText::tr("The account is in. Nothing has changed.");
    return PortfolioText::tr("The account is in: %1 added, %2 changed, %3 removed.")
            .arg(sync.added)
            .arg(sync.changed)
            .arg(sync.removed);
}

QString historyText(const AccountHistory &history, const QLocale &locale)
{
    if (!history.cutDays.isEmpty()) {
        QStringList days;
        for (const QDate &day : history.cutDays)
            days.append(locale.toString(day, PortfolioText::tr("d MMM yyyy")));
        return PortfolioText::tr("CoinSpot tells only a part of %1: there is more on one day than "
                                 "it answers at once.")
                .arg(days.join(u", "_s));
    }
    const int count = int(history.entries.size());
    if (history.request.list == AccountList::Orders)
        return count == 0 ? PortfolioText::tr("No order is open.")
                          : PortfolioText::tr("%n order(s) open now", nullptr, count);
    return count == 0 ? PortfolioText::tr("CoinSpot has none between these days.")
                      : PortfolioText::tr("%n entries, times local", nullptr, count);
}
