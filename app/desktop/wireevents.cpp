// SPDX-License-Identifier: GPL-3.0-or-later
// How the composition root connects the Events panel and the recorded statements with the rest of
// the window.
#include "app/desktop/compositionroot.h"

#include "app/settings.h"
#include "db/domain/coin.h"
#include "db/domain/errortext.h"
#include "views/events/eventspanel.h"
#include "views/queries/queriesdialog.h"
#include "views/queries/queriesview.h"
#include "views/shell/banner.h"
#include "views/shell/shellactions.h"
#include "views/shell/toast.h"

using namespace Qt::Literals::StringLiterals;

void CompositionRoot::wireEvents()
{
    m_window.addPanelActions(m_eventsPanel, MenuPlace::Edit, m_eventsPanel->editActions());
    m_window.addPanelActions(m_eventsPanel, MenuPlace::View, m_eventsPanel->viewActions());
    connect(&m_events, &EventTableModel::eventsRequested, &m_eventReader, &EventReader::loadEvents);
    connect(&m_eventReader, &EventReader::eventsLoaded, &m_events, &EventTableModel::acceptEvents);
    connect(&m_eventReader, &EventReader::eventsLoaded, this,
            [this] { m_eventsPanel->banner().clear(); });
    connect(&m_eventReader, &EventReader::eventsFailed, this,
            [this](quint64 ticket, const Error &error) {
                m_events.giveUp(ticket);
                m_eventsPanel->banner().showMessage({Meaning::Danger,
                                                     tr("The events cannot be read."),
                                                     errorText(error), error.detail});
            });
    connect(m_eventsPanel, &EventsPanel::chartRequested, this,
            [this](const QString &symbol, const QDateTime &time) {
                // One that is about no symbol is shown in the chart that was looked at last.
                const QString shown = m_series.coin().isEmpty() && m_board.rowCount() > 0
                                              ? m_board.coin(0)
                                              : m_series.coin();
                const QString wanted = symbol.isEmpty() ? shown : symbol;
                if (wanted.isEmpty()) {
                    m_window.toast().showMessage(tr("There are no prices to show yet."));
                    return;
                }
                showMoment(wanted, time);
            });
}

void CompositionRoot::wireQueries()
{
    connect(m_window.shellActions().recordedQueries, &QAction::triggered, this, [this] {
        if (m_queriesDialog) {
            m_queriesDialog->show();
            m_queriesDialog->raise();
            m_queriesDialog->activateWindow();
            return;
        }
        QueriesView *view = m_queries.makeView(m_theme);
        m_queriesDialog = new QueriesDialog{view, &m_window};
        m_queriesDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_queriesDialog, &QDialog::finished, this,
                [this, view] { m_settings.setColumns(u"queries"_s, view->saveState()); });
        m_queriesDialog->show();
    });
}
