// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/trash/purgeact.h"

#include "models/trash/trashtext.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct PurgeAct {
    Q_DECLARE_TR_FUNCTIONS(PurgeAct)
};

} // namespace

DangerousAct purgeAct(TrashCounts counts, const QString &what, const QString &folder)
{
    counts.rules -= counts.held.size();
    DangerousAct act;
    act.title = PurgeAct::tr("Purge %1?").arg(trashCountsText(counts));
    act.text = PurgeAct::tr("This is about %1. They are exported to %2 first, and the files are "
                            "checked. After that they are taken away, a few at a time.")
                       .arg(what, folder);
    if (!counts.held.isEmpty())
        act.text.prepend(heldRulesText(counts.held) + u"\n\n"_s);
    for (const TrashKind each : AllTrashKinds) {
        if (const qint64 rows = counts.of(each); rows > 0)
            act.touched.append(
                    {trashTableName(each), PurgeAct::tr("%n row(s)", nullptr, int(rows))});
    }
    act.backup = PurgeAct::tr("The export has every cell of these rows.");
    act.undo = PurgeAct::tr("Undo in the message afterwards, or 'Undo a purge…' with this folder "
                            "at any time, as long as it is kept as it is. Without it they are "
                            "lost.");
    act.button = PurgeAct::tr("Purge");
    return act;
}
