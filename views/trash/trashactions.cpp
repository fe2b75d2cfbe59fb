// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with the rows of the Recycle bin panel, and to which of them.
#include "models/trash/trashtext.h"
#include "views/shell/usableaction.h"
#include "views/tables/datatable.h"
#include "views/theme/textlabel.h"
#include "views/trash/trashpanel.h"

#include <QAction>
#include <QItemSelectionModel>

using namespace Qt::Literals::StringLiterals;

void TrashPanel::makeActions()
{
    const auto make = [this](const QString &name, const QString &icon, const QString &text,
                             const QString &shortText, auto act) {
        auto *action = new QAction{icon.isEmpty() ? QIcon{} : m_theme.icon(icon), text, this};
        action->setObjectName(name);
        action->setIconText(shortText);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        return action;
    };
    m_restore = make(u"restoreTrash"_s, u"undo"_s, tr("&Restore"), tr("Restore"), [this] {
        if (selected().isEmpty())
            return;
        noteNext();
        emit restoreRequested(selected());
    });
    m_restoreBatch = make(u"restoreTrashBatch"_s, {}, tr("Restore all that was deleted &with it"),
                          tr("Restore all"), [this] {
                              noteNext();
                              emit restoreBatchRequested(selectedBatch());
                          });
    m_export = make(u"exportTrash"_s, u"export"_s, {}, {},
                    [this] { emit exportRequested(newFolder(), wanted()); });
    m_export->setShortcut(u"Ctrl+E"_s);
    m_purge = make(u"purgeTrash"_s, u"recycle-bin"_s, {}, {}, &TrashPanel::askPurge);
    m_undoPurge = make(u"undoTrashPurge"_s, {}, tr("Und&o a purge…"), tr("Undo a purge…"),
                       &TrashPanel::chooseExport);
    m_refresh = make(u"refreshTrash"_s, u"round-arrow"_s, tr("Read &again"), tr("Read again"),
                     [this] { m_trash.reload(); });
    m_refresh->setToolTip(tr("Asks the database for what others deleted"));
    m_clearFilter = new QAction{tr("Clear filter"), this};
    m_clearFilter->setObjectName(u"clearFilter"_s);
    connect(m_clearFilter, &QAction::triggered, this, &TrashPanel::clearFilter);
}

void TrashPanel::updateActions()
{
    const int count = int(m_table->selectionModel()->selectedRows().size());
    const QString readOnly = m_isReadOnly ? tr("The database is read-only") : QString{};
    const TrashCounts counts = wantedCounts();
    const QString empty = counts.total() == 0 ? tr("There is nothing to export") : readOnly;
    const QString running = tr("An export, a purge or a restore is running");
    const QString unread = m_trash.isAnswered() ? empty : tr("The recycle bin is being read");
    const QString busy = m_isBusy ? running : unread;
    const bool isHeld = busy.isEmpty() && counts.total() == counts.held.size();
    nameActions();
    setUsable(*m_restore, count == 0 ? tr("Select a row first") : readOnly,
              tr("Brings it back as it was; it can be undone"));
    const QString several = selectedBatch().isEmpty()
                                    ? tr("Select one row, or rows that were deleted at once")
                                    : readOnly;
    setUsable(*m_restoreBatch, m_isBusy ? running : several,
              tr("Brings everything back that was deleted at once; it can be undone"));
    setUsable(*m_export, busy, tr("Writes %1 to CSV files with their checksums").arg(wantedText()));
    setUsable(*m_purge, isHeld ? heldRulesText(counts.held) : busy,
              tr("Exports %1, then takes them away").arg(wantedText()));
    setUsable(*m_undoPurge, m_isBusy ? running : readOnly,
              tr("Puts what was purged into the recycle bin again, from the folder of its export"));
    m_foot->setText(tr("%1 of %2 selected").arg(count).arg(m_trash.counts().total()));
}

void TrashPanel::nameActions()
{
    const auto name = [](QAction &action, const QString &text, const QString &shortText) {
        action.setText(text);
        action.setIconText(shortText);
    };
    const int rows = int(m_table->selectionModel()->selectedRows().size());
    if (rows > 0) {
        name(*m_export, tr("&Export %n row(s) of the recycle bin", nullptr, rows),
             tr("Export %n row(s)", nullptr, rows));
        name(*m_purge, tr("&Purge %n row(s) of the recycle bin…", nullptr, rows),
             tr("Purge %n row(s)…", nullptr, rows));
    } else if (m_trash.isFiltered()) {
        name(*m_export, tr("&Export all that the recycle bin shows"), tr("Export all shown"));
        name(*m_purge, tr("&Purge all that the recycle bin shows…"), tr("Purge all shown…"));
    } else {
        name(*m_export, tr("&Export the whole recycle bin"), tr("Export all"));
        name(*m_purge, tr("&Purge the whole recycle bin…"), tr("Purge all…"));
    }
}

TrashRequest TrashPanel::wanted() const
{
    TrashRequest rows;
    rows.keys = selected();
    if (rows.keys.isEmpty()) {
        rows = m_trash.request();
        rows.after.reset();
    }
    rows.to = m_trash.shownBefore();
    return rows;
}

TrashCounts TrashPanel::wantedCounts() const
{
    const QList<TrashKey> keys = selected();
    return keys.isEmpty() ? m_trash.counts() : m_trash.countsOf(keys);
}

// Inside a sentence.
QString TrashPanel::wantedText() const
{
    if (const QList<TrashKey> keys = selected(); !keys.isEmpty())
        return tr("the %n row(s) that you selected", nullptr, int(keys.size()));
    const int rows = int(m_trash.counts().total());
    return m_trash.isFiltered() ? tr("all %n row(s) that fit the filter", nullptr, rows)
                                : tr("all %n row(s) in the recycle bin", nullptr, rows);
}
