// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/assets/assettext.h"

#include "db/domain/currencymarket.h"

#include <QCoreApplication>

#include <chrono>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct AssetText {
    Q_DECLARE_TR_FUNCTIONS(AssetText)
};

constexpr std::chrono::milliseconds CoinStaleAfter = 15min; // as in the table of prices
constexpr std::chrono::milliseconds CoinSlot = 5min;

bool isCoinStale(const AssetRow &row, const AssetContext &context)
{
    return !row.asset.lastSynced.isValid() ||
           row.asset.lastSynced.msecsTo(context.now) > CoinStaleAfter.count();
}

QString clockText(const QDateTime &time, const QLocale &locale)
{
    //: A time of day.
    return locale.toString(time.toLocalTime().time(), AssetText::tr("HH:mm"));
}

QString dayText(const QDate &day, const QLocale &locale)
{
    //: A day near today: "Mon 23 Nov".
    return locale.toString(day, AssetText::tr("ddd d MMM"));
}

QString shortDayText(const QDate &day, const QLocale &locale)
{
    //: A day of this year: "18 Nov".
    return locale.toString(day, AssetText::tr("d MMM"));
}

// The day on which its turn comes, by what the plan allows; empty: today.
QString placeText(const AssetRow &row, const AssetContext &context, const QLocale &locale)
{
    int calls = 0;
    for (qsizetype day = 0; day < context.forecast.size(); ++day) {
        calls += context.forecast.at(day).expected;
        if (calls < row.place)
            continue;
        if (day == 0)
            return AssetText::tr("today");
        return day == 1 ? AssetText::tr("tomorrow") : dayText(context.forecast.at(day).day, locale);
    }
    return context.forecast.isEmpty() ? AssetText::tr("today") : AssetText::tr("later");
}

QString coinNote(const AssetRow &row, const AssetContext &context, const QLocale &locale)
{
    const QDateTime &last = row.asset.lastSynced;
    if (!last.isValid())
        return AssetText::tr("No price was collected yet");
    const QDateTime slot = last.addMSecs(CoinSlot.count());
    const bool isToday = slot.toLocalTime().date() == context.now.toLocalTime().date();
    //: A day, then a time of day.
    const QString since =
            isToday ? clockText(slot, locale)
                    : AssetText::tr("%1, %2").arg(shortDayText(slot.toLocalTime().date(), locale),
                                                  clockText(slot, locale));
    const bool isAlone = last.msecsTo(context.newestCoin) >= CoinSlot.count();
    return isAlone ? AssetText::tr("Not in CoinSpot’s answers since %1").arg(since)
                   : AssetText::tr("Nothing was collected since %1").arg(since);
}

QString lateNote(const AssetRow &row, const QLocale &locale)
{
    if (row.missing.isValid())
        return AssetText::tr("No bar for %1 yet; asked again each run")
                .arg(shortDayText(row.missing, locale));
    return row.asset.error.isEmpty()
                   ? AssetText::tr("A day is missing that others of %1 have; asked again each run")
                             .arg(row.asset.exchange)
                   : row.asset.error;
}

} // namespace

AssetPhase assetPhase(const AssetRow &row, const AssetContext &context)
{
    if (context.progress.contains(row.asset.symbol))
        return AssetPhase::Syncing;
    if (!row.asset.isActive)
        return AssetPhase::Paused;
    if (row.asset.isCoin())
        return isCoinStale(row, context) ? AssetPhase::Stale : AssetPhase::Collected;
    if (row.asset.state == SyncState::Failed)
        return AssetPhase::Failed;
    if (row.asset.state == SyncState::Late)
        return AssetPhase::Late;
    if (row.place > 0)
        return AssetPhase::Waiting;
    if (row.asset.state == SyncState::HistoryChanged)
        return AssetPhase::Rereads;
    return row.asset.state == SyncState::Synced ? AssetPhase::Synced : AssetPhase::New;
}

QString assetStateText(const AssetRow &row, const AssetContext &context, const QLocale &locale)
{
    switch (assetPhase(row, context)) {
    case AssetPhase::Syncing: {
        const int percent = context.progress.value(row.asset.symbol);
        return percent <= 0 ? AssetText::tr("Syncing")
                            : AssetText::tr("Syncing, %1 %").arg(locale.toString(percent));
    }
    case AssetPhase::Paused:
        return AssetText::tr("Paused");
    case AssetPhase::Failed:
        return AssetText::tr("Failed");
    case AssetPhase::Late:
        return AssetText::tr("Late");
    case AssetPhase::Waiting:
        //: A place in the queue.
        return AssetText::tr("Next, %1 of %2")
                .arg(locale.toString(row.place), locale.toString(context.dueCount));
    case AssetPhase::New:
        return AssetText::tr("Not synced yet");
    case AssetPhase::Rereads:
        return AssetText::tr("To be read again");
    case AssetPhase::Synced:
        return AssetText::tr("Synced");
    case AssetPhase::Collected:
        return AssetText::tr("Every 5 min");
    case AssetPhase::Stale:
        return AssetText::tr("Stale");
    }
    return {};
}

CellState assetCellState(AssetPhase phase)
{
    switch (phase) {
    case AssetPhase::Syncing:
        return CellState::Working;
    case AssetPhase::Paused:
        return CellState::Paused;
    case AssetPhase::Failed:
        return CellState::Failed;
    case AssetPhase::Late:
    case AssetPhase::Stale:
        return CellState::Stale;
    case AssetPhase::Waiting:
    case AssetPhase::New:
    case AssetPhase::Rereads:
        return CellState::Waiting;
    case AssetPhase::Synced:
    case AssetPhase::Collected:
        return CellState::Ok;
    }
    return CellState::None;
}

QString assetTypeText(const Asset &asset)
{
    return asset.isCoin() ? AssetText::tr("Coin") : assetTypeText(asset.type);
}

QString assetTypeText(const QString &type)
{
    const QString known = type.toLower();
    if (known == "common stock"_L1 || known == "stock"_L1)
        return AssetText::tr("Stock");
    if (known == "etf"_L1 || known == "fund"_L1 || known == "mutual fund"_L1)
        return AssetText::tr("Fund");
    if (known == "crypto"_L1)
        return AssetText::tr("Coin");
    if (known == "currency"_L1)
        return AssetText::tr("Currency");
    return type.isEmpty() ? u"–"_s : type;
}

QString lastSyncedText(const AssetRow &row, const AssetContext &context, const QLocale &locale)
{
    if (!row.asset.lastSynced.isValid())
        return AssetText::tr("never");
    const QDateTime now = context.now.toLocalTime();
    const QDateTime synced = row.asset.lastSynced.toLocalTime();
    const QString day = synced.date().year() == now.date().year()
                                ? shortDayText(synced.date(), locale)
                                //: A day of another year.
                                : locale.toString(synced.date(), AssetText::tr("d MMM yyyy"));
    //: A day, then a time of day, in a table.
    const QString text = AssetText::tr("%1 %2", "table").arg(day, clockText(synced, locale));
    const QString zone = synced.timeZoneAbbreviation();
    return zone == now.timeZoneAbbreviation() ? text : text + u' ' + zone;
}

QString nextDueText(const AssetRow &row, const AssetContext &context, const QLocale &locale)
{
    const AssetPhase phase = assetPhase(row, context);
    if (phase == AssetPhase::Syncing)
        return AssetText::tr("now");
    if (phase == AssetPhase::Paused || !row.nextDue.isValid())
        return u"–"_s;
    if (row.place > 0)
        return placeText(row, context, locale);
    const qint64 minutes = (context.now.msecsTo(row.nextDue) + 59'999) / 60'000;
    if (row.asset.isCoin())
        return clockText(row.nextDue, locale);
    if (minutes <= 0)
        return AssetText::tr("today");
    if (minutes < 60)
        return AssetText::tr("in %1 min").arg(locale.toString(minutes));
    const QDate day = row.nextDue.toLocalTime().date();
    return day == context.now.toLocalTime().date() ? clockText(row.nextDue, locale)
                                                   : dayText(day, locale);
}

QString assetNoteText(const AssetRow &row, const AssetContext &context, const QLocale &locale)
{
    const AssetPhase phase = assetPhase(row, context);
    if (phase == AssetPhase::Stale)
        return coinNote(row, context, locale);
    if (phase == AssetPhase::Late)
        return lateNote(row, locale);
    if (phase == AssetPhase::Failed)
        return row.asset.error.isEmpty() ? AssetText::tr("The last sync failed; asked again")
                                         : row.asset.error;
    if (phase != AssetPhase::Paused && row.asset.state == SyncState::HistoryChanged)
        return row.asset.error.isEmpty()
                       ? AssetText::tr("History changed: it is read again in full")
                       : row.asset.error;
    return {};
}

AssetCounts countAssets(const AssetBoard &board, const AssetContext &context)
{
    AssetCounts counts;
    for (const AssetRow &row : board.rows) {
        const AssetPhase phase = assetPhase(row, context);
        counts.coins += row.asset.isCoin();
        const bool isCurrency = isCurrencyMarket(row.asset.exchange);
        counts.currencies += isCurrency;
        counts.stocks += !row.asset.isCoin() && !isCurrency;
        counts.activeStocks += !row.asset.isCoin() && row.asset.isActive;
        counts.due += row.place > 0;
        counts.failed += phase == AssetPhase::Failed;
        counts.late += phase == AssetPhase::Late;
        counts.paused += phase == AssetPhase::Paused;
    }
    return counts;
}

QString assetCountText(const AssetCounts &counts)
{
    QStringList parts;
    if (counts.stocks > 0 || counts.coins + counts.currencies == 0)
        parts << AssetText::tr("%n stock(s) and fund(s)", nullptr, counts.stocks);
    if (counts.currencies > 0)
        parts << AssetText::tr("%n currency(ies)", nullptr, counts.currencies);
    if (counts.coins > 0)
        parts << AssetText::tr("%n coin(s)", nullptr, counts.coins);
    return parts.join(u", "_s);
}

QString assetStandText(const AssetCounts &counts)
{
    QStringList parts;
    if (counts.due > 0)
        parts << AssetText::tr("%n due today", nullptr, counts.due);
    if (counts.failed > 0)
        parts << AssetText::tr("%n failed", nullptr, counts.failed);
    if (counts.late > 0)
        parts << AssetText::tr("%n late", nullptr, counts.late);
    if (counts.paused > 0)
        parts << AssetText::tr("%n paused", nullptr, counts.paused);
    return parts.isEmpty() ? AssetText::tr("nothing due now") : parts.join(u", "_s);
}
