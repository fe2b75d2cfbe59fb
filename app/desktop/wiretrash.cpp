// SPDX-License-Identifier: GPL-3.0-or-later
// How the composition root connects the Recycle bin panel with the rest of the window.
#include "app/desktop/compositionroot.h"

#include "db/domain/errortext.h"
#include "views/quotes/deletequotesaction.h"
#include "views/quotes/pricespanel.h"
#include "views/shell/banner.h"
#include "views/shell/toast.h"
#include "views/trash/trashpanel.h"

#include <QDir>

using namespace Qt::Literals::StringLiterals;

void CompositionRoot::wireTrash()
{
    m_trashPanel->setDatabase(m_options.isDemo ? tr("demo") : m_options.database.displayName(),
                              m_options.database.readOnly);
    m_trashPanel->setExportFolder(QDir{m_options.dataFolder}.filePath(u"recycle-bin"_s));
    m_window.addPanelActions(m_trashPanel, MenuPlace::Edit, m_trashPanel->editActions());
    m_window.addPanelActions(m_trashPanel, MenuPlace::View, m_trashPanel->viewActions());
    m_window.addPanelActions(m_trashPanel, MenuPlace::Database, m_trashPanel->databaseActions());
    m_trash.wire(*m_trashPanel, m_tasks);
    connect(&m_trash, &TrashDesk::told, this,
            [this](const QString &message, const TrashDesk::Undo &undo) {
                m_window.toast().showMessage(message, undo);
            });
    connect(&m_trash, &TrashDesk::changed, &m_alerts, &AlertDesk::reload);
    connect(&m_trash, &TrashDesk::changed, &m_portfolio, &PortfolioDesk::refresh);
    connect(&m_trash, &TrashDesk::changed, this, [this] {
        m_board.refresh();
        m_alerts.notePrices();
    });
    wireDeletedQuotes();
    // Whatever was deleted elsewhere is there once somebody looks.
    connect(&m_window, &MainWindow::panelShown, this, [this](QWidget *panel) {
        if (panel == m_trashPanel)
            m_trash.reload();
    });
}

void CompositionRoot::wireDeletedQuotes()
{
    DeleteQuotesAction &deleteQuotes = m_prices->deleteQuotes();
    if (m_options.database.readOnly)
        deleteQuotes.setProblem(tr("The database is read-only"));
    connect(&deleteQuotes, &DeleteQuotesAction::requested, &m_prices->banner(), &Banner::clear);
    connect(&deleteQuotes, &DeleteQuotesAction::requested, &m_trash, &TrashDesk::removeQuotes);
    connect(&m_trash, &TrashDesk::notDeleted, this,
            [this](const QString &headline, const Error &error) {
                m_prices->banner().showMessage(
                        {Meaning::Danger, headline, errorText(error), error.detail});
            });
}
