// SPDX-License-Identifier: GPL-3.0-or-later
// How the composition root connects the Quotes panel with the rest of the window.
#include "app/desktop/compositionroot.h"

#include "db/domain/coin.h"
#include "db/domain/errortext.h"
#include "views/quotes/quotespanel.h"
#include "views/shell/banner.h"

void CompositionRoot::wireQuotes()
{
    QuotesPanel *panel = m_quotesPanel;
    m_window.addPanelActions(panel, MenuPlace::Edit, panel->editActions());
    m_window.addPanelActions(panel, MenuPlace::View, panel->viewActions());
    connect(&m_quotes, &QuoteTableModel::pageRequested, &m_quoteReader, &QuoteReader::loadPage);
    connect(&m_quoteReader, &QuoteReader::pageLoaded, &m_quotes, &QuoteTableModel::acceptPage);
    connect(&m_quoteReader, &QuoteReader::pageFailed, this,
            [this](quint64 ticket, const Error &error) {
                m_quotes.giveUp(ticket);
                m_quotesPanel->banner().showMessage({Meaning::Danger,
                                                     tr("The quotes cannot be read."),
                                                     errorText(error), error.detail});
            });
    connect(&m_board, &BoardModel::boardAccepted, this, [this] {
        QStringList coins;
        for (int row = 0; row < m_board.rowCount(); ++row) {
            if (!m_board.boardRow(row).stock)
                coins.append(m_board.coin(row));
        }
        m_quotesPanel->setCoins(coins);
        m_quotes.refresh();
    });
    connect(panel, &QuotesPanel::openRequested, this,
            [this](const QString &coin, const QDateTime &time) {
                showMoment(symbolOfCoin(coin), time);
            });
}
