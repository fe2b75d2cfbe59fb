// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/assets/assetactions.h"

#include "views/shell/usableaction.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

AssetActions::AssetActions(const Theme &theme, QObject *parent)
    : QObject{parent}
    , m_theme{theme}
{
    add = make(u"add"_s, tr("&Add…"), u"addAssets"_s);
    add->setShortcut(QKeySequence::New);
    add->setToolTip(tr("Add by symbol, by a search or from an exchange's list"));
    importFile = make(u"folder"_s, tr("&Import…"), u"importAssets"_s);
    importFile->setToolTip(tr("Add those of a CSV file"));
    pause = make(u"pause"_s, tr("&Pause"), u"pauseAssets"_s);
    edit = make(u"preferences"_s, tr("&Edit…"), u"editAssets"_s);
    edit->setShortcut(QKeySequence{Qt::Key_F2});
    remove = make({}, tr("Re&move"), u"removeAssets"_s);
    remove->setShortcut(QKeySequence::Delete);
    showPrices = make(u"prices"_s, tr("Show p&rices"), u"showPrices"_s);
    syncNow = make(u"round-arrow"_s, tr("&Sync now"), u"syncNow"_s);
    syncSelected = make({}, tr("Sync se&lected"), u"syncSelected"_s);
    pauseQueue = make(u"pause"_s, {}, u"pauseQueue"_s);
    plan = make(u"preferences"_s, tr("Plan and li&mits…"), u"planAndLimits"_s);
    plan->setToolTip(tr("How many calls a day may be made"));
}

QAction *AssetActions::make(const QString &icon, const QString &text, const QString &name)
{
    auto *action = new QAction{icon.isEmpty() ? QIcon{} : m_theme.icon(icon), text, this};
    action->setObjectName(name);
    return action;
}

void AssetActions::update(const AssetTableModel &assets, const QList<AssetRow> &selected,
                          bool isQueuePaused)
{
    const QString none = selected.isEmpty() ? tr("Select an asset first") : QString{};
    setUsable(*edit, none, tr("Change name, type, currency or state"));
    setUsable(*showPrices, none, tr("Show it in the panel Prices"));
    const bool isPausing = wouldPause(selected);
    pause->setText(isPausing ? tr("&Pause") : tr("&Resume"));
    pause->setIcon(m_theme.icon(isPausing ? u"pause"_s : u"resume"_s));
    const bool hasStock =
            std::ranges::any_of(selected, [](const AssetRow &row) { return !row.asset.isCoin(); });
    setUsable(*pause,
              !none.isEmpty() ? none
              : hasStock      ? QString{}
                              : tr("Coins come all with one answer and cannot be paused alone"),
              isPausing ? tr("Ask for it no more until it is resumed; what is stored stays")
                        : tr("Ask for it again"));
    setUsable(*remove,
              !none.isEmpty() ? none
              : hasStock      ? QString{}
                              : tr("Coins of CoinSpot register themselves with each run"),
              tr("Follow it no more; what is stored stays, and it can be undone"));
    pauseQueue->setText(isQueuePaused ? tr("&Resume syncing of stocks")
                                      : tr("Pa&use syncing of stocks"));
    pauseQueue->setIcon(m_theme.icon(isQueuePaused ? u"resume"_s : u"pause"_s));
    updateSync(assets, selected, isQueuePaused);
}

void AssetActions::updateSync(const AssetTableModel &assets, const QList<AssetRow> &selected,
                              bool isQueuePaused)
{
    const CallBudget budget = assets.board().budget.onDay(assets.now().toUTC().date());
    const bool isBlocked = budget.blockedUntil.isValid() && budget.blockedUntil > assets.now();
    const QString blocked = isQueuePaused ? tr("Syncing is paused; resume it first")
                            : budget.left() == 0 || isBlocked
                                    ? tr("Today's calls are used up; it goes on after 00:00 GMT")
                                    : QString{};
    const AssetCounts counts = assets.counts();
    const QString idle = assets.isSyncing() ? tr("A sync is under way")
                         : counts.due == 0  ? tr("Nothing is due now")
                                            : QString{};
    setUsable(*syncNow, blocked.isEmpty() ? idle : blocked,
              tr("Ask for all that are due, the oldest first"));
    const QString none = selected.isEmpty() ? tr("Select an asset first")
                         : syncable(selected).isEmpty()
                                 ? tr("Only active stocks and funds are synced; Collect now asks "
                                      "for coins")
                                 : QString{};
    setUsable(*syncSelected, blocked.isEmpty() ? none : blocked,
              tr("Ask for the selected ones first, due or not"));
}

QStringList AssetActions::changeable(const QList<AssetRow> &selected, bool isActive)
{
    QStringList symbols;
    for (const AssetRow &row : selected) {
        if (!row.asset.isCoin() && row.asset.isActive != isActive)
            symbols << row.asset.symbol;
    }
    return symbols;
}

QStringList AssetActions::removable(const QList<AssetRow> &selected)
{
    return changeable(selected, true) + changeable(selected, false);
}

QStringList AssetActions::syncable(const QList<AssetRow> &selected)
{
    return changeable(selected, false); // whoever could be paused
}

bool AssetActions::wouldPause(const QList<AssetRow> &selected)
{
    return changeable(selected, true).isEmpty() || !changeable(selected, false).isEmpty();
}
