// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/usableaction.h"

#include <QAction>

void setUsable(QAction &action, const QString &problem, const QString &tip)
{
    action.setEnabled(problem.isEmpty());
    action.setToolTip(problem.isEmpty() ? tip : problem);
}
