// SPDX-License-Identifier: GPL-3.0-or-later
// How the composition root connects the Alerts panel with the rest of the window.
#include "app/desktop/compositionroot.h"

#include "db/domain/coin.h"
#include "views/alerts/alertspanel.h"
#include "views/quotes/chartpanel.h"
#include "views/quotes/pricechart.h"
#include "views/quotes/pricespanel.h"
#include "views/shell/toast.h"

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
    });
    connect(&m_alerts, &AlertDesk::entryWanted, this,
            [this](qint64 id, const QDateTime &timestamp) {
                m_window.showPanel(m_alertsPanel);
                m_alertsPanel->showEntry(id, timestamp);
            });
    connect(panel, &AlertsPanel::chartRequested, this, &CompositionRoot::showMoment);

    m_newAlert.setObjectName(u"newAlertOnSymbol"_s);
    m_newAlert.setIcon(m_theme.icon(u"alerts"_s));
    m_newAlert.setToolTip(tr("Write a rule that watches what the chart shows"));
    m_window.addPanelActions(m_prices, MenuPlace::Edit, {&m_newAlert});
    connect(&m_newAlert, &QAction::triggered, this, [this] {
        const QString coin = m_series.coin();
        m_window.showPanel(m_alertsPanel);
        m_alertsPanel->beginRule(m_series.isStock() || coin.isEmpty() ? coin : symbolOfCoin(coin));
    });
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
    if (!m_series.isLoading())
        return;
    // The prices of that time are on their way, and the crosshair stands on prices.
    auto *once = new QObject{this};
    connect(&m_chart->chart(), &PriceChart::rebuilt, once, [this, ms, once] {
        if (m_series.isLoading())
            return;
        once->deleteLater();
        m_chart->chart().setCrosshair(ms);
    });
}
