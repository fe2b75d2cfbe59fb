// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAction;

// An action that cannot be used says why in its tool tip. problem: why not; empty: it can be used,
// and tip says what it does.
void setUsable(QAction &action, const QString &problem, const QString &tip);
