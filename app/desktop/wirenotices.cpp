// SPDX-License-Identifier: GPL-3.0-or-later
// How the composition root connects the judging of rules, and what people are shown of it.
#include "app/desktop/compositionroot.h"

#include "app/alerts/commandtext.h"
#include "app/collector/outbox.h"
#include "app/settings.h"
#include "db/domain/errortext.h"
#include "views/alerts/alertspanel.h"
#include "views/shell/preferencespanel.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// An alert that did not happen, for a trial.
AlertLogEntry trialEntry()
{
    AlertLogEntry entry;
    entry.ruleName = CompositionRoot::tr("Test of the command");
    entry.symbol = u"BTC.COINSPOT"_s;
    entry.timestamp = QDateTime::currentDateTimeUtc();
    entry.level = Price::fromUnits(Price::Units{142'000} * 100'000'000);
    entry.value = entry.level;
    entry.message = CompositionRoot::tr("This is a test; nothing has fired.");
    return entry;
}

} // namespace

AlertServiceSettings CompositionRoot::alertSettings() const
{
    AlertServiceSettings settings;
    settings.database = m_options.database;
    settings.awaited = [outbox = Outbox{Outbox::folderFor(m_options.dataFolder,
                                                          m_options.database.location())}] {
        return outbox.oldestSlot();
    };
    settings.runner.command = m_settings.alertCommand();
    settings.runner.readWebhook = [this](QObject *context, SecretAnswer answer) {
        m_credentials.read(Credential::alertWebhook(), context, std::move(answer));
    };
    return settings;
}

void CompositionRoot::wireAlertCommand()
{
    m_preferences->showAlertCommand(commandLine(m_settings.alertCommand()));
    AlertService *service = &m_notices.service();
    connect(m_preferences, &PreferencesPanel::alertCommandWanted, service,
            [service](const QString &line) { service->setCommand(commandFromLine(line)); });
    connect(m_preferences, &PreferencesPanel::alertCommandWanted, this,
            [this](const QString &line) { m_settings.setAlertCommand(commandFromLine(line)); });
    connect(m_preferences, &PreferencesPanel::alertCommandTrialWanted, this,
            &CompositionRoot::tryAlertCommand);
}

// By the same code that alerts run it with, and waits for nothing.
void CompositionRoot::tryAlertCommand(const QString &line)
{
    m_commandTrial.setCommand(commandFromLine(line));
    m_preferences->showAlertCommandRunning();
    m_commandTrial.runCommand(trialEntry(), [this](const Result<> &done) {
        m_preferences->showAlertCommandOutcome(done ? tr("The command ended without an error.")
                                                    : errorText(done.error()).trimmed(),
                                               !done);
    });
}

void CompositionRoot::wireNotices()
{
    wireAlertCommand();
    AlertService *service = &m_notices.service();
    connect(service, &AlertService::logChanged, &m_tray, &Tray::setOpenAlerts);
    connect(service, &AlertService::logChanged, &m_alerts, &AlertDesk::reload);
    // A rule that is new or changed is judged by the newest price at once.
    connect(&m_alerts, &AlertDesk::told, service, &AlertService::judge);
    connect(&m_stocks.service(), &AssetService::stored, service, &AlertService::judge);
    connect(&m_alerts, &AlertDesk::acknowledged, &m_notices, &NoticeDesk::forget);
    connect(&m_tray, &Tray::messageClicked, &m_notices, &NoticeDesk::openTrayMessage);
    connect(&m_notices, &NoticeDesk::logRequested, this, &CompositionRoot::showAlerts);
    connect(&m_notices, &NoticeDesk::chartRequested, this,
            [this](const QString &symbol, const QDateTime &time) {
                m_keeper.raise();
                showMoment(symbol, time);
            });
}

void CompositionRoot::showAlerts(const QList<AlertLogEntry> &entries)
{
    m_keeper.raise();
    m_window.showPanel(m_alertsPanel);
    m_alertsPanel->showEntries(entries);
}
