// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/reports/exportaction.h"

#include "views/theme/theme.h"

#include <QWidget>

using namespace Qt::Literals::StringLiterals;

ExportAction::ExportAction(const Theme &theme, QWidget &panel, Offered offered)
    : QAction{theme.icon(u"export"_s), tr("&Export…"), &panel}
{
    setObjectName(u"exportRows"_s);
    setShortcut(QKeySequence{u"Ctrl+E"_s, QKeySequence::PortableText});
    setToolTip(tr("Write rows to a CSV file"));
    panel.addAction(this);
    connect(this, &QAction::triggered, this,
            [this, offered = std::move(offered)] { emit requested(offered()); });
}
