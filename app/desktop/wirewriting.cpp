// SPDX-License-Identifier: GPL-3.0-or-later
// How the composition root asks before it writes to a database whose connection says so.
#include "app/desktop/compositionroot.h"

#include "views/shell/banner.h"
#include "views/shell/dangerousactdialog.h"
#include "views/shell/shellactions.h"
#include "views/shell/toast.h"

// Such a database is only read until somebody allows more.
DesktopOptions CompositionRoot::held(DesktopOptions options, QSettings &store)
{
    const auto known = options.isDemo ? std::nullopt
                                      : ConnectionBook{store}.findAt(options.database.location());
    options.isHeld = known && known->asksToWrite && !options.mayWrite && !options.database.readOnly;
    options.database.readOnly = options.database.readOnly || options.isHeld;
    return options;
}

void CompositionRoot::wireWriting()
{
    QAction &allow = *m_window.shellActions().allowWriting;
    allow.setVisible(m_options.isHeld);
    connect(&allow, &QAction::triggered, this, &CompositionRoot::askToWrite);
    showHeld();
}

// In the banner of the window, unless something that failed is there.
void CompositionRoot::showHeld()
{
    if (!m_options.isHeld) {
        m_window.banner().clear();
        return;
    }
    const KnownConnection current = currentConnection();
    const QString reason = current.asksToWrite ? tr("Its connection asks before writing.")
                                               : tr("Its connection asked before writing.");
    m_window.banner().showMessage(
            {Meaning::Working,
             tr("%1 is only read.").arg(current.name),
             tr("%1 No prices are collected here, and no alert rule is judged.").arg(reason),
             {},
             QStringLiteral("lock")},
            {m_window.shellActions().allowWriting});
}

// What is not saved, and what runs, would be lost with the window that is put together anew.
QString CompositionRoot::reasonToStay() const
{
    if (const QStringList names = m_leaving.unsaved(); !names.isEmpty())
        return tr("Save or discard first: %1.").arg(names.join(QStringLiteral(", ")));
    return m_tasks.running() > 0 ? tr("A task runs. Wait for it, or cancel it first.") : QString{};
}

void CompositionRoot::askToWrite()
{
    if (const QString reason = reasonToStay(); !reason.isEmpty()) {
        m_window.toast().showMessage(reason);
        return;
    }
    const QString name = currentConnection().name;
    DangerousAct act;
    act.title = tr("Allow writing to %1?").arg(name);
    act.text = tr("So far this window has only read %1. Once it may write, it collects prices "
                  "into it, judges alert rules, asks for what is due of shares, and does what "
                  "you tell it to.\n\nIt is asked once: until this window is closed, or the "
                  "connection is saved again.")
                       .arg(m_options.database.location());
    act.button = tr("Allow writing");
    auto *dialog = new DangerousActDialog{m_theme, act, &m_window};
    connect(dialog, &QDialog::accepted, this, [this] { startAgain(true); });
    dialog->open();
}

void CompositionRoot::collectNow()
{
    if (m_options.isHeld)
        askToWrite();
    if (m_collector)
        QMetaObject::invokeMethod(&m_collector->service(), &CollectorService::collectNow);
}

// The person wants to be asked about the database that is open: from now on where that is possible.
void CompositionRoot::holdAgain()
{
    if (reasonToStay().isEmpty())
        startAgain(false);
    else
        m_window.toast().showMessage(tr("%1 asks before writing from the next time that it is "
                                        "opened.")
                                             .arg(currentConnection().name));
}

void CompositionRoot::startAgain(bool mayWrite)
{
    storeState();
    emit startAgainRequested(mayWrite);
}
