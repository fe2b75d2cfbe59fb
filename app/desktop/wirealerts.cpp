// SPDX-License-Identifier: GPL-3.0-or-later
// How the composition root connects the Alerts panel with the rest of the window.
#include "app/desktop/compositionroot.h"

#include "db/domain/coin.h"
#include "views/alerts/alertspanel.h"
#include "views/quotes/chartpanel.h"
#include "views/quotes/deletequotesaction.h"
#include "views/quotes/pricechart.h"
#include "views/quotes/pricespanel.h"
#include "views/shell/toast.h"
#include "views/trash/trashpanel.h"
#include "views/watchlist/watchlistpanel.h"

#include <chrono>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

// How much of the prices around a moment is shown.
constexpr std::chrono::milliseconds CoinMoment = 24h;
constexpr std::chrono::milliseconds StockMoment = 24h * 180;

} // namespace

void CompositionRoot::wireAlerts()
{
    AlertsPanel *panel = m_alertsPanel;
    m_window.addPanelActions(panel, MenuPlace::Edit, panel->editActions());
    m_window.addPanelActions(panel, MenuPlace::View, panel->viewActions());
    m_alerts.wire(*panel);
    m_alerts.wireChart(m_chart->chart(), m_series);
    connect(&m_alerts, &AlertDesk::told, this,
            [this](const QString &message, const AlertDesk::Undo &undo) {
                m_window.toast().showMessage(message, undo);
            });
    connect(&m_alerts, &AlertDesk::openCounted, this, [this](int count) {
        m_window.setAttention(m_alertsPanel, count, u"alerts"_s, Meaning::Warning);
        m_window.status().showAlerts(count);
    });
    connect(&m_alerts, &AlertDesk::entryWanted, this,
            [this](const AlertLogEntry &entry) { showAlerts({entry}); });
    connect(panel, &AlertsPanel::chartRequested, this, &CompositionRoot::showMoment);
    connect(&m_window.status(), &StatusBar::alertsClicked, this,
            [this] { m_window.showPanel(m_alertsPanel); });
    connect(&m_window, &MainWindow::panelShown, this, [this](const QWidget *shown) {
        if (shown == m_alertsPanel)
            m_alerts.noteShown();
    });
    connect(&m_tick, &QTimer::timeout, &m_alerts.rules(), &RuleTableModel::tick);
    panel->setMarket({[this] { return chartedSymbol(); },
                      [this](const QString &symbol) { return lastPrice(symbol); }});

    m_newAlert.setObjectName(u"newAlertOnSymbol"_s);
    m_newAlert.setIcon(m_theme.icon(u"alerts"_s));
    m_newAlert.setToolTip(tr("Write a rule that watches what the chart shows"));
    m_window.addPanelActions(m_prices, MenuPlace::Edit, {&m_newAlert});
    connect(&m_newAlert, &QAction::triggered, this, [this] {
        m_window.showPanel(m_alertsPanel);
        m_alertsPanel->beginRule(chartedSymbol());
    });
}

// Alerts, watchlist, recycle bin and recorded statements have tables and columns of their own,
// which an older database does not have.
void CompositionRoot::showBehind(const MigrationStatus &status)
{
    const bool isBehind = status.current > 0 && status.current < status.head;
    const auto sentence = [&](const QString &needed) {
        return isBehind ? needed.arg(status.current).arg(status.head) : QString{};
    };
    m_alertsPanel->setBehind(
            sentence(tr("This database is at version %1, and alerts need version %2. Bring it up "
                        "to date in Migrations: a backup is made, and no row is lost.")),
            m_openMigrations);
    m_watchlistPanel->setBehind(
            sentence(tr("This database is at version %1, and the watchlist needs version %2. "
                        "Bring it up to date in Migrations: a backup is made, and no row is "
                        "lost.")),
            m_openMigrations);
    m_trashPanel->setBehind(
            sentence(tr("This database is at version %1, and the recycle bin needs version %2. "
                        "Bring it up to date in Migrations: a backup is made, and no row is "
                        "lost.")),
            m_openMigrations);
    if (!m_options.database.readOnly)
        m_prices->deleteQuotes().setProblem(
                sentence(tr("This database is at version %1, and quotes are deleted from version "
                            "%2 on. Bring it up to date in Migrations: a backup is made, and no "
                            "row is lost.")));
    m_queries.setBehind(sentence(
            tr("This database is at version %1, and statements are recorded from version %2 on. "
               "Bring it up to date in Migrations: a backup is made, and no row is lost.")));
}

// What the chart of prices shows; empty: nothing.
QString CompositionRoot::chartedSymbol() const
{
    const QString coin = m_series.coin();
    return m_series.isStock() || coin.isEmpty() ? coin : symbolOfCoin(coin);
}

std::optional<Price> CompositionRoot::lastPrice(const QString &symbol) const
{
    const QString coin = coinOfSymbol(symbol);
    const int row = m_board.rowOf(coin.isEmpty() ? symbol : coin);
    return row < 0 ? std::nullopt : std::optional{m_board.boardRow(row).quote.last};
}

// The chart of prices at that time, with its crosshair there.
void CompositionRoot::showMoment(const QString &symbol, const QDateTime &time)
{
    const QString coin = coinOfSymbol(symbol);
    m_window.showPanel(m_prices);
    m_prices->selectCoin(coin.isEmpty() ? symbol : coin);
    if (!time.isValid())
        return;
    const qint64 ms = time.toMSecsSinceEpoch();
    const qint64 half = (m_series.isStock() ? StockMoment : CoinMoment).count() / 2;
    m_series.setView({ms - half, ms + half});
    m_chart->chart().setCrosshair(ms);
}
