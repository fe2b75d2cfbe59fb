// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/reports/exportaction.h"

#include "views/shell/usableaction.h"
#include "views/theme/theme.h"

#include <QWidget>

using namespace Qt::Literals::StringLiterals;

ExportAction::ExportAction(const Theme &theme, QWidget &panel, Offered offered)
    : QAction{theme.icon(u"export"_s), tr("&Export…"), &panel}
{
    setObjectName(u"exportRows"_s);
    setShortcut(QKeySequence{u"Ctrl+E"_s, QKeySequence::PortableText});
    setProblem({});
    panel.addAction(this);
    connect(this, &QAction::triggered, this, [this, offered = std::move(offered)] {
        if (const QList<ReportRequest> requests = offered(); !requests.isEmpty())
            emit requested(requests);
    });
}

void ExportAction::setProblem(const QString &problem)
{
    setUsable(*this, problem, tr("Write rows to a CSV file"));
}
