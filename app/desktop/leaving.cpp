// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/leaving.h"

#include "views/shell/mainwindow.h"
#include "views/shell/unsaveddialog.h"

#include <utility>

void Leaving::leave()
{
    m_isSaving = false;
    const QStringList names = unsaved();
    if (names.isEmpty()) {
        emit allowed();
        return;
    }
    emit asking();
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    m_dialog = new UnsavedDialog{names, &m_window};
    connect(m_dialog, &UnsavedDialog::discardChosen, this, &Leaving::allowed);
    connect(m_dialog, &UnsavedDialog::saveChosen, this, &Leaving::saveAll);
    m_dialog->open();
}

void Leaving::saveAll()
{
    m_isSaving = true;
    for (const Work &work : m_works) {
        if (work.names().isEmpty() || work.save())
            continue;
        m_isSaving = false;
        m_window.showPanel(work.panel);
        return;
    }
    noteSaved();
}

void Leaving::noteSaved()
{
    if (m_isSaving && unsaved().isEmpty()) {
        m_isSaving = false;
        emit allowed();
    }
}

void Leaving::noteFailure()
{
    if (!std::exchange(m_isSaving, false))
        return;
    for (const Work &work : m_works) {
        if (!work.names().isEmpty())
            m_window.showPanel(work.panel);
    }
}

QStringList Leaving::unsaved() const
{
    QStringList names;
    for (const Work &work : m_works)
        names.append(work.names());
    return names;
}
