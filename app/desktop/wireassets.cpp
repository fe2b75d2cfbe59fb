// SPDX-License-Identifier: GPL-3.0-or-later
// How the composition root connects the Assets panel; AssetLink joins it with the service.
#include "app/desktop/compositionroot.h"

#include "db/domain/coin.h"
#include "views/assets/assetspanel.h"
#include "views/collector/collectorpanel.h"
#include "views/credentials/credentialspanel.h"
#include "views/quotes/chartpanel.h"
#include "views/quotes/pricespanel.h"
#include "views/shell/toast.h"

using namespace Qt::Literals::StringLiterals;

void CompositionRoot::wireAssets()
{
    AssetsPanel *panel = m_assetsPanel;
    m_window.addPanelActions(panel, MenuPlace::Edit, panel->editActions());
    m_window.addPanelActions(panel, MenuPlace::View, panel->viewActions());
    m_window.addPanelActions(panel, MenuPlace::Collect, panel->collectActions());
    const auto countFailed = [this] {
        m_window.setAttention(m_assetsPanel, m_assets.counts().failed, u"octagon-cross"_s,
                              Meaning::Danger);
    };
    connect(&m_assets, &AssetTableModel::boardAccepted, this, countFailed);
    connect(&m_assets, &AssetTableModel::progressChanged, this, countFailed);
    connect(panel, &AssetsPanel::pricesRequested, this, [this](const QString &symbol) {
        const QString coin = coinOfSymbol(symbol);
        m_window.showPanel(m_prices);
        m_prices->selectCoin(coin.isEmpty() ? symbol : coin);
    });
    connect(panel, &AssetsPanel::callsRequested, this,
            [this] { m_window.showPanel(m_collectorPanel); });
    panel->setOpenCredentials(m_openCredentials);
    if (const Credential token = Credential::eodhdToken(); m_credentials.isFromEnvironment(token))
        panel->setTokenVariable(token.variable());
    connect(&m_openCredentials, &QAction::triggered, this,
            [this] { m_window.showPanel(m_credentialsPanel); });
    m_assetLink = std::make_unique<AssetLink>(*panel, m_window.toast(), m_stocks.service());
    wireStocks(m_stocks.service());
}

void CompositionRoot::wireStocks(AssetService &service)
{
    connect(&m_credentials, &Credentials::changed, this, [&service](const Credential &credential) {
        if (credential == Credential::eodhdToken())
            QMetaObject::invokeMethod(&service, &AssetService::tokenChanged);
    });
    // A run stores hundreds: what shows them is asked once they pause.
    m_showStored.setSingleShot(true);
    connect(&m_showStored, &QTimer::timeout, this, [this] {
        m_board.refresh();
        m_series.refresh();
        m_alerts.notePrices();
    });
    connect(&service, &AssetService::stored, this, [this] {
        if (!m_showStored.isActive())
            m_showStored.start(std::chrono::seconds{1});
    });
    // Calls are not spent on prices that cannot be stored.
    const auto sync = [this, service = &service](const QStringList &symbols) {
        if (m_options.isHeld)
            askToWrite();
        else
            QMetaObject::invokeMethod(service, [service, symbols] { service->sync(symbols); });
    };
    connect(m_assetsPanel, &AssetsPanel::syncRequested, this, sync);
    connect(m_chart, &ChartPanel::syncRequested, this, [this, sync](const QString &symbol) {
        sync({symbol});
        if (!m_options.isHeld)
            m_window.toast().showMessage(
                    tr("EODHD is asked for the prices of %1. Assets shows how it goes.")
                            .arg(symbol));
    });
    connect(&service, &AssetService::runFinished, &m_runs, &RunTableModel::reload);
}

// Stocks are synced by the program that collects coins, and paused with it; never by the demo.
void CompositionRoot::noteCollecting(CollectorStatus::Phase phase)
{
    using enum CollectorStatus::Phase;
    const bool isCollecting =
            !m_options.isDemo && phase != Stopped && phase != Standby && phase != Paused;
    QMetaObject::invokeMethod(&m_stocks.service(), [service = &m_stocks.service(), isCollecting] {
        service->setCollecting(isCollecting);
    });
}
