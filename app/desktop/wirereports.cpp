// SPDX-License-Identifier: GPL-3.0-or-later
// How the composition root connects Export of the panels with who writes the files.
#include "app/desktop/compositionroot.h"

#include "db/domain/errortext.h"
#include "views/alerts/alertspanel.h"
#include "views/assets/assetspanel.h"
#include "views/collector/collectorpanel.h"
#include "views/events/eventspanel.h"
#include "views/migrations/migrationspanel.h"
#include "views/portfolio/portfoliopanel.h"
#include "views/quotes/pricespanel.h"
#include "views/quotes/quotespanel.h"
#include "views/reports/exportaction.h"
#include "views/shell/banner.h"
#include "views/shell/shellactions.h"
#include "views/shell/toast.h"
#include "views/tuning/indexlabpanel.h"

void CompositionRoot::wireReports()
{
    const auto offer = [this](QWidget *panel, ExportAction &action) {
        m_window.addPanelActions(panel, MenuPlace::File, {&action});
        connect(&action, &ExportAction::requested, this,
                [this](const QList<ReportRequest> &offered) { m_reports.open(offered, m_window); });
    };
    offer(m_prices, m_prices->exportAction());
    offer(m_quotesPanel, m_quotesPanel->exportAction());
    offer(m_collectorPanel, m_collectorPanel->exportAction());
    offer(m_assetsPanel, m_assetsPanel->exportAction());
    offer(m_portfolioPanel, m_portfolioPanel->exportAction());
    offer(m_alertsPanel, m_alertsPanel->exportAction());
    offer(m_migrationsPanel, m_migrationsPanel->exportAction());
    offer(m_indexLabPanel, m_indexLabPanel->exportAction());
    offer(m_eventsPanel, m_eventsPanel->exportAction());
    connect(m_window.shellActions().scheduledReports, &QAction::triggered, this,
            [this] { m_reports.openSchedules(m_window); });
    connect(&m_reports, &ReportDesk::told, this,
            [this](const QString &message, const ReportDesk::Undo &undo) {
                m_window.toast().showMessage(message, undo);
            });
    auto *dismiss = new QAction{tr("Dismiss"), this};
    dismiss->setObjectName(QStringLiteral("dismissReportProblem"));
    connect(dismiss, &QAction::triggered, &m_reports, &ReportDesk::dismiss);
    connect(&m_reports, &ReportDesk::failed, this,
            [this, dismiss](const QString &headline, const Error &error) {
                m_window.banner().showMessage(
                        {Meaning::Danger, headline, errorText(error), error.detail}, {dismiss});
            });
    connect(&m_reports, &ReportDesk::solved, this, &CompositionRoot::showHeld);
}
