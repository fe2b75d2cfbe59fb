// SPDX-License-Identifier: GPL-3.0-or-later
// How the composition root connects the Watchlist panel with the rest of the window.
#include "app/desktop/compositionroot.h"

#include "db/domain/coin.h"
#include "views/alerts/alertspanel.h"
#include "views/quotes/pricespanel.h"
#include "views/shell/toast.h"
#include "views/watchlist/watchlistpanel.h"

void CompositionRoot::wireWatchlist()
{
    m_watchlistPanel->setAlertOffered(true);
    m_window.addPanelActions(m_watchlistPanel, MenuPlace::Edit, m_watchlistPanel->editActions());
    m_window.addPanelActions(m_watchlistPanel, MenuPlace::View, m_watchlistPanel->viewActions());
    m_watchlistPanel->setSymbols([this] { return knownSymbols(); });
    m_watchlist.wire(*m_watchlistPanel);
    connect(&m_watchlist, &WatchlistDesk::told, this,
            [this](const QString &message, const WatchlistDesk::Undo &undo) {
                m_window.toast().showMessage(message, undo);
            });
    connect(&m_board, &BoardModel::boardAccepted, &m_watchlist, &WatchlistDesk::refresh);
    connect(&m_tick, &QTimer::timeout, &m_watchlist.watchlist(), &WatchlistModel::tick);
    connect(m_watchlistPanel, &WatchlistPanel::openRequested, this, [this](const QString &symbol) {
        const QString coin = coinOfSymbol(symbol);
        const QString &name = coin.isEmpty() ? symbol : coin; // as the price table has it
        if (m_board.rowOf(name) < 0) {
            m_window.toast().showMessage(tr("Prices does not have %1 yet: no price of it is "
                                            "stored.")
                                                 .arg(name));
            return;
        }
        m_window.showPanel(m_prices);
        m_prices->selectCoin(name);
    });
    connect(m_watchlistPanel, &WatchlistPanel::alertRequested, this,
            [this](const QString &symbol, const Price &target) {
                AlertTerm term;
                term.level = target;
                if (const std::optional<Price> last = lastPrice(symbol); last && *last > target)
                    term.comparison = AlertComparison::Below;
                m_window.showPanel(m_alertsPanel);
                m_alertsPanel->beginRule(symbol, term);
            });
    connect(m_prices, &PricesPanel::watchRequested, this, [this](const QStringList &symbols) {
        QList<WatchedSymbol> watched;
        for (const QString &symbol : symbols)
            watched.append({symbol, {}, {}, {}, {}});
        m_watchlist.add(watched);
    });
}
