// SPDX-License-Identifier: GPL-3.0-or-later
// How the composition root connects the Portfolio panel with the rest of the window.
#include "app/desktop/compositionroot.h"

#include "app/network/marketurl.h"
#include "db/domain/coin.h"
#include "views/portfolio/portfoliopanel.h"
#include "views/shell/toast.h"

// The account of the person, but for the demo market, which has none.
AccountSettings CompositionRoot::accountSettings() const
{
    AccountSettings settings;
    settings.folder = AccountSettings::folderBelow(m_options.dataFolder);
    if (!m_options.isDemo) {
        settings.server = m_options.priceServer;
        settings.keys = accountKeysFrom(m_credentials);
        return settings;
    }
    settings.server = defaultCoinspotUrl(); // never asked: there is no key
    settings.keys = [](QObject *context, const AccountKeysAnswer &answer) {
        QMetaObject::invokeMethod(
                context,
                [answer] {
                    answer(fail(Error::Kind::Refused,
                                tr("The demo market has no account. Start Tidemark without "
                                   "--demo for yours.")));
                },
                Qt::QueuedConnection);
    };
    return settings;
}

// What somebody may mean while a symbol is typed.
QStringList CompositionRoot::knownSymbols() const
{
    QStringList symbols;
    for (int row = 0; row < m_board.rowCount(); ++row) {
        const BoardRow &known = m_board.boardRow(row);
        symbols.append(known.stock ? known.quote.coin : symbolOfCoin(known.quote.coin));
    }
    return symbols;
}

void CompositionRoot::wirePortfolio()
{
    m_window.addPanelActions(m_portfolioPanel, MenuPlace::Edit, m_portfolioPanel->editActions());
    m_window.addPanelActions(m_portfolioPanel, MenuPlace::View, m_portfolioPanel->viewActions());
    m_window.addPanelActions(m_portfolioPanel, MenuPlace::Collect,
                             m_portfolioPanel->collectActions());
    m_portfolioPanel->setCurrencies([this] {
        QMap<QString, QString> currencies;
        for (const AssetRow &row : m_assets.board().rows)
            currencies.insert(row.asset.symbol, row.asset.currency);
        return currencies;
    });
    m_portfolioPanel->setOpenCredentials(m_openCredentials);
    m_portfolio.wire(*m_portfolioPanel);
    connect(&m_portfolio, &PortfolioDesk::told, this,
            [this](const QString &message, const PortfolioDesk::Undo &undo) {
                m_window.toast().showMessage(message, undo);
            });
    connect(&m_board, &BoardModel::boardAccepted, &m_portfolio, &PortfolioDesk::refresh);
    connect(&m_tick, &QTimer::timeout, &m_portfolio.positions(), &PositionTableModel::tick);
}
