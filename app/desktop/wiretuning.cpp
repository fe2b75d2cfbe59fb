// SPDX-License-Identifier: GPL-3.0-or-later
// How the composition root connects the Index lab panel with the rest of the window.
#include "app/desktop/compositionroot.h"

#include "views/shell/toast.h"
#include "views/tuning/indexlabpanel.h"

void CompositionRoot::wireTuning()
{
    m_indexLabPanel->setReadOnly(m_options.database.readOnly);
    m_window.addPanelActions(m_indexLabPanel, MenuPlace::Edit, m_indexLabPanel->editActions());
    m_window.addPanelActions(m_indexLabPanel, MenuPlace::View, m_indexLabPanel->viewActions());
    m_window.addPanelActions(m_indexLabPanel, MenuPlace::Database,
                             m_indexLabPanel->databaseActions());
    m_tuning.wire(*m_indexLabPanel, m_tasks);
    // What was counted since the last time it was written is evidence, too.
    connect(m_indexLabPanel, &IndexLabPanel::refreshRequested, &m_queries, &QueryDesk::catchUp);
    connect(&m_queries, &QueryDesk::caughtUp, &m_tuning, &TuningDesk::load);
    connect(&m_queries, &QueryDesk::worsened, &m_tuning, &TuningDesk::acceptWorse);
    connect(&m_tuning, &TuningDesk::told, this,
            [this](const QString &message, const TuningDesk::Undo &undo) {
                m_window.toast().showMessage(message, undo);
            });
}
