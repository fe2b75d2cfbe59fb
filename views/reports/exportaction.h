// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/report.h"

#include <QAction>

#include <functional>

class Theme;

// Export… of a panel, with the panel's own filter and order; its key works while the panel shows.
// GUI thread.
class ExportAction final : public QAction
{
    Q_OBJECT

public:
    // offered: asked at the click; the reports that belong to the panel, the most likely one first.
    // None: nothing happens.
    using Offered = std::function<QList<ReportRequest>()>;

    ExportAction(const Theme &theme, QWidget &panel, Offered offered);

    // Why there is nothing to export; empty: there is.
    void setProblem(const QString &problem);

signals:
    void requested(const QList<ReportRequest> &offered);
};
