// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/asset.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype LongestSymbol = 40; // VARCHAR(40)

constexpr std::array<std::pair<SyncState, QLatin1StringView>, 5> StateNames{{
        {SyncState::Idle, "idle"_L1},
        {SyncState::Synced, "synced"_L1},
        {SyncState::Late, "late"_L1},
        {SyncState::HistoryChanged, "history_changed"_L1},
        {SyncState::Failed, "failed"_L1},
}};

struct AssetText {
    Q_DECLARE_TR_FUNCTIONS(AssetText)
};

} // namespace

QString syncStateName(SyncState state)
{
    for (const auto &[known, name] : StateNames) {
        if (known == state)
            return name;
    }
    return {};
}

SyncState syncStateFromName(QStringView name)
{
    for (const auto &[state, known] : StateNames) {
        if (known == name)
            return state;
    }
    return SyncState::Idle;
}

QString exchangeOf(QStringView symbol)
{
    const qsizetype dot = symbol.lastIndexOf(u'.');
    return dot < 0 ? QString{} : symbol.mid(dot + 1).toString();
}

bool isStockSymbol(const QString &name)
{
    return name.contains(u'.') && stockSymbol(name) == name;
}

Result<QString> stockSymbol(const QString &text)
{
    static const QRegularExpression form{
            uR"(^([A-Za-z0-9&@!$^-]+?)(_old[0-9]*)?\.([A-Za-z0-9]+)$)"_s};
    const QString trimmed = text.trimmed();
    const QRegularExpressionMatch match = form.match(trimmed);
    if (trimmed.size() > LongestSymbol)
        return fail(Error::Kind::Usage,
                    AssetText::tr("A symbol has at most 40 characters. Write it as BHP.AU."));
    if (!match.hasMatch())
        return fail(Error::Kind::Usage, AssetText::tr("'%1' is no symbol of EODHD. Write the "
                                                      "ticker, one dot and the exchange, as "
                                                      "BHP.AU or BRK-B.US.")
                                                .arg(trimmed));
    const QString exchange = match.captured(3).toUpper();
    if (exchange == "COINSPOT"_L1)
        return fail(Error::Kind::Usage,
                    AssetText::tr(
                            "Coins of CoinSpot register themselves with their first price. Write a "
                            "symbol of EODHD, as BHP.AU."));
    return match.captured(1).toUpper() + match.captured(2) + u'.' + exchange;
}
