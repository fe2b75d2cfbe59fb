// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/compositionroot.h"

#include "app/collector/outbox.h"
#include "app/desktop/statuswords.h"
#include "app/settings.h"
#include "db/domain/errortext.h"
#include "migrations/schemaversion.h"
#include "views/alerts/alertspanel.h"
#include "views/assets/assetspanel.h"
#include "views/collector/collectorpanel.h"
#include "views/connections/connectionspanel.h"
#include "views/credentials/credentialspanel.h"
#include "views/events/eventspanel.h"
#include "views/migrations/migrationspanel.h"
#include "views/portfolio/portfoliopanel.h"
#include "views/quotes/chartpanel.h"
#include "views/quotes/firstrunpage.h"
#include "views/quotes/pricespanel.h"
#include "views/quotes/quotespanel.h"
#include "views/shell/banner.h"
#include "views/shell/preferencespanel.h"
#include "views/shell/shellactions.h"
#include "views/shell/toast.h"
#include "views/trash/trashpanel.h"
#include "views/tuning/indexlabpanel.h"
#include "views/watchlist/watchlistpanel.h"

#include <QApplication>
#include <QDBusConnection>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

namespace {

const auto utcNow = &QDateTime::currentDateTimeUtc;

// Every connection of the program counts for one recorder.
DesktopOptions recorded(DesktopOptions options, const Settings &settings)
{
    options.database = QueryDesk::recorded(std::move(options.database), settings);
    return options;
}

} // namespace

CompositionRoot::CompositionRoot(DesktopOptions options, Settings &settings, QSettings &store,
                                 Credentials &credentials)
    : m_options{recorded(held(std::move(options), store), settings)}
    , m_settings{settings}
    , m_credentials{credentials}
    , m_portal{QDBusConnection::sessionBus()}
    , m_file{m_options.database}
    , m_reading{m_options.database, m_options.pool}
    , m_quoteReader{m_reading}
    , m_runReader{m_reading}
    , m_eventReader{m_reading}
    , m_queries{m_reading, m_options.database, m_settings, utcNow}
    , m_maintenance{m_options.database, u"maintenance"_s}
    , m_rebuild{m_maintenance.add<RebuildWorker>()}
    , m_actions{m_maintenance.add<ActionWorker>(schemaVersion(m_options.database.engine))}
    , m_migrator{m_maintenance.add<MigrationWorker>()}
    , m_stocks{{m_options.database, m_options.eodhdServer,
                [&credentials](QObject *asker, SecretAnswer answer) {
                    credentials.read(Credential::eodhdToken(), asker, std::move(answer));
                },
                Clock::system()}}
    , m_portfolio{m_reading, m_options.database, accountSettings(), utcNow}
    , m_watchlist{m_options.database, utcNow}
    , m_alerts{m_reading, m_options.database, utcNow}
    , m_trash{m_options.database, utcNow}
    , m_tuning{m_options.database}
    , m_board{QLocale{}, utcNow}
    , m_series{utcNow}
    , m_quotes{QLocale{}, utcNow}
    , m_runs{QLocale{}, m_options.grid, utcNow}
    , m_strip{QLocale{}, m_options.grid, utcNow}
    , m_assets{QLocale{}, utcNow}
    , m_forecast{QLocale{}}
    , m_connections{QLocale{}}
    , m_credentialTable{QLocale{}, utcNow}
    , m_migrations{QLocale{}, utcNow}
    , m_backups{QLocale{}, utcNow}
    , m_events{QLocale{}, utcNow}
    , m_tasks{utcNow}
    , m_reports{m_options.database, m_options.dataFolder, store, m_tasks, m_theme, utcNow}
    , m_window{m_theme, m_tasks, utcNow}
    , m_chart{new ChartPanel{m_series, m_board, m_theme, QLocale{}}}
    , m_prices{new PricesPanel{m_board, m_chart, m_theme}}
    , m_quotesPanel{new QuotesPanel{m_quotes, m_theme}}
    , m_collectorPanel{new CollectorPanel{m_runs, m_strip, m_theme}}
    , m_assetsPanel{new AssetsPanel{m_assets, m_forecast, m_theme}}
    , m_portfolioPanel{new PortfolioPanel{m_portfolio.positions(), m_portfolio.history(), m_theme,
                                          utcNow}}
    , m_alertsPanel{new AlertsPanel{{m_alerts.log(), m_alerts.rules(), m_alerts.deleted(),
                                     m_alerts.trial(), m_alerts.series()},
                                    m_theme,
                                    QLocale{}}}
    , m_watchlistPanel{new WatchlistPanel{m_watchlist.watchlist(), m_theme}}
    , m_migrationsPanel{new MigrationsPanel{m_migrations, m_backups, m_theme}}
    , m_indexLabPanel{new IndexLabPanel{m_tuning.findings(), m_tuning.measured(), m_theme}}
    , m_trashPanel{new TrashPanel{m_trash.trash(), m_theme}}
    , m_eventsPanel{new EventsPanel{m_events, m_theme}}
    , m_connectionsPanel{new ConnectionsPanel{m_connections, m_theme}}
    , m_credentialsPanel{new CredentialsPanel{m_credentialTable, m_theme}}
    , m_preferences{new PreferencesPanel{m_theme}}
    , m_connectionBook{store}
    , m_keyTester{accountSettings().server, accountSettings().folder, m_credentials}
    , m_tokenTester{m_options.eodhdServer,
                    [service = &m_stocks.service()](const PlanAnswer &plan) {
                        QMetaObject::invokeMethod(service, [service, plan] {
                            service->notePlan(plan.limit, plan.used);
                        });
                    }}
    , m_credentialDesk{m_credentials, m_credentialTests, m_knownCredentials, *m_credentialsPanel,
                       utcNow}
    , m_autostart{QStandardPaths::standardLocations(QStandardPaths::GenericConfigLocation),
                  QCoreApplication::applicationFilePath()}
    , m_trayHost{QDBusConnection::sessionBus(), TrayHost::platform(), {}}
    , m_tray{m_trayHost}
    , m_keeper{m_window, m_trayHost}
    , m_notices{alertSettings(), QDBusConnection::sessionBus(),
                [this](const QString &title, const QString &text) {
                    return m_tray.showMessage(title, text);
                },
                m_window.noticeBanner()}
{
    m_theme.setChoice(themeChoiceFromName(m_settings.themeChoice()));
    m_theme.install();
    addPanels();
    wirePrices();
    wireStockChart();
    wireQuotes();
    wireCollectorPanel();
    wireAssets();
    wirePortfolio();
    wireAlerts();
    wireReports();
    wireWatchlist();
    wireShell();
    wireRebuild();
    wireMigrations();
    wireTrash();
    wireTuning();
    wireEvents();
    wireQueries();
    wireConnections();
    wireCredentials();
    wirePreferences();
    wireTray();
    wireLeaving();
    wireWriting();
    wireNotices();
    restoreState();
}

CompositionRoot::~CompositionRoot()
{
    m_rebuild->cancel();
    m_migrator->cancel();
    m_collector.reset(); // before the market that it asks
}

void CompositionRoot::addPanels()
{
    m_prices->setObjectName(u"prices"_s);
    m_quotesPanel->setObjectName(u"quotes"_s);
    m_collectorPanel->setObjectName(u"collector"_s);
    m_assetsPanel->setObjectName(u"assets"_s);
    m_portfolioPanel->setObjectName(u"portfolio"_s);
    m_alertsPanel->setObjectName(u"alerts"_s);
    m_watchlistPanel->setObjectName(u"watchlist"_s);
    m_migrationsPanel->setObjectName(u"migrations"_s);
    m_indexLabPanel->setObjectName(u"index-lab"_s);
    m_trashPanel->setObjectName(u"trash"_s);
    m_eventsPanel->setObjectName(u"events"_s);
    m_connectionsPanel->setObjectName(u"connections"_s);
    m_credentialsPanel->setObjectName(u"credentials"_s);
    m_preferences->setObjectName(u"preferences"_s);
    const auto entry = [](const QString &group, const QString &title, const QString &icon,
                          const QString &keys, QWidget *panel) {
        return PanelEntry{group, title, icon, QKeySequence{keys}, panel};
    };
    m_window.addPanel(entry(tr("Market"), tr("Prices"), u"prices"_s, u"Ctrl+1"_s, m_prices));
    m_window.addPanel(entry(tr("Market"), tr("Quotes"), u"table"_s, {}, m_quotesPanel));
    m_window.addPanel(
            entry(tr("Market"), tr("Collector"), u"collector"_s, u"Ctrl+2"_s, m_collectorPanel));
    m_window.addPanel(entry(tr("Market"), tr("Assets"), u"assets"_s, u"Ctrl+3"_s, m_assetsPanel));
    m_window.addPanel(
            entry(tr("Market"), tr("Portfolio"), u"portfolio"_s, u"Ctrl+4"_s, m_portfolioPanel));
    m_window.addPanel(entry(tr("Watch"), tr("Alerts"), u"alerts"_s, u"Ctrl+5"_s, m_alertsPanel));
    m_window.addPanel(
            entry(tr("Watch"), tr("Watchlist"), u"watchlist"_s, u"Ctrl+6"_s, m_watchlistPanel));
    m_window.addPanel(entry(tr("Database"), tr("Migrations"), u"migrations"_s, u"Ctrl+7"_s,
                            m_migrationsPanel));
    m_window.addPanel(
            entry(tr("Database"), tr("Index lab"), u"index-lab"_s, u"Ctrl+8"_s, m_indexLabPanel));
    m_window.addPanel(
            entry(tr("Database"), tr("Recycle bin"), u"recycle-bin"_s, u"Ctrl+9"_s, m_trashPanel));
    m_window.addPanel(entry(tr("Database"), tr("Events"), u"log"_s, {}, m_eventsPanel));
    m_window.addPanel(entry(tr("Database"), tr("Connections"), u"connections"_s, u"Ctrl+0"_s,
                            m_connectionsPanel));
    m_window.addPanel(
            entry(tr("Settings"), tr("Credentials"), u"credentials"_s, {}, m_credentialsPanel));
    m_window.addPanel(
            entry(tr("Settings"), tr("Preferences"), u"preferences"_s, u"Ctrl+,"_s, m_preferences));

    showDatabase(0);
    const ConnectionSpec &database = m_options.database;
    m_prices->firstRun().setDatabaseText(
            (database.isServer() ? tr("%1, %2.") : tr("%1, %2. Only you can read it."))
                    .arg(engineTitle(database.engine), database.location()));
    m_prices->firstRun().setDemoOffered(!m_options.isDemo &&
                                        QFileInfo::exists(DemoMarket::programBesideThis()));
}

void CompositionRoot::showDatabase(int version)
{
    m_version = version;
    const KnownConnection current = currentConnection();
    DatabaseLabel label;
    label.name = current.name;
    label.line = current.line;
    label.engine = engineTitle(m_options.database.engine);
    label.version = version;
    label.isReadOnly = m_options.database.readOnly;
    label.location = m_options.database.location();
    m_window.setDatabase(label);
}

void CompositionRoot::start()
{
    m_trayHost.start();
    m_portal.start();
    m_keeper.start(m_options.isHidden || m_settings.startHidden());
    m_queries.start();
    m_maintenance.start();
    m_stocks.start();
    m_portfolio.start();
    m_watchlist.start();
    m_alerts.start();
    m_reports.start();
    m_trash.start();
    m_tuning.start();
    if (m_options.isHeld) {
        lookAtMigrations();
        refreshAll();
    } else {
        m_notices.start();
        if (m_options.isDemo)
            startDemo();
        else
            startCollecting(m_options.priceServer);
    }
    m_tick.start(std::chrono::seconds{1});
}

void CompositionRoot::raise(const QByteArray &activationToken)
{
    m_keeper.raise(activationToken);
}

void CompositionRoot::startDemo()
{
    m_demo = std::make_unique<DemoMarket>(DemoMarket::programBesideThis(), m_options.database.path);
    connect(m_demo.get(), &DemoMarket::ready, this, &CompositionRoot::startCollecting);
    connect(m_demo.get(), &DemoMarket::failed, this, &CompositionRoot::showStartFailure);
    m_demo->start();
}

void CompositionRoot::startCollecting(const QUrl &priceServer)
{
    CollectorSettings settings;
    settings.database = m_options.database;
    settings.database.busyTimeout = std::chrono::seconds{2};
    settings.outboxFolder = Outbox::folderFor(m_options.dataFolder, m_options.database.location());
    settings.priceServer = priceServer;
    settings.grid = m_options.grid;
    m_collector = std::make_unique<CollectorThread>(std::move(settings));
    wireCollector(m_collector->service());
    m_collector->start();
}

void CompositionRoot::wireCollector(CollectorService &service)
{
    connect(&service, &CollectorService::started, this, [this] {
        lookAtMigrations();
        refreshAll();
    });
    connect(&service, &CollectorService::startFailed, this, &CompositionRoot::showStartFailure);
    connect(&service, &CollectorService::statusChanged, this, &CompositionRoot::acceptStatus);
    connect(&service, &CollectorService::runFinished, this, &CompositionRoot::acceptRun);
    connect(&service, &CollectorService::quotesStored, &m_series, &SeriesModel::appendQuotes);
    AlertService *alerts = &m_notices.service();
    connect(&service, &CollectorService::started, alerts, &AlertService::judge);
    connect(&service, &CollectorService::quotesStored, alerts, &AlertService::judge);
    connect(&service, &CollectorService::runDrained, alerts, &AlertService::judge);
    connect(&service, &CollectorService::othersCollected, alerts, &AlertService::judge);
    connect(&service, &CollectorService::quotesStored, &m_alerts, &AlertDesk::noteQuotes);
    const auto showRun = [this](const CollectionRun &run) {
        m_runs.addRun(run);
        m_strip.refresh();
        m_board.refresh();
        m_series.refresh();
        m_alerts.notePrices();
    };
    connect(&service, &CollectorService::runDrained, this, showRun);
    connect(&service, &CollectorService::runDrained, this, [this](const CollectionRun &run) {
        m_outboxCount.noteStored(run);
        showBuffered();
    });
    connect(&service, &CollectorService::othersCollected, this, showRun);
    connect(&service, &CollectorService::othersCollected, &m_window.status(),
            &StatusBar::showLastRun);
    connect(&service, &CollectorService::refused, this,
            [this](const Error &reason) { m_window.toast().showMessage(errorText(reason)); });
}

void CompositionRoot::acceptRun(const CollectionRun &run, const std::optional<Error> &problem)
{
    m_outboxCount.noteRun(run);
    m_runs.addRun(run);
    m_strip.addRun(run);
    m_window.status().showLastRun(run);
    if (run.stored > 0 || !m_board.hasAnswer())
        m_board.refresh();
    if (run.stored > 0 && run.duplicates > 0)
        m_series.refresh();
    m_prices->firstRun().setProblem(run.status == RunStatus::Failed ? run.error : QString{});
    m_strip.refresh(); // a run may have found slots that were missed before it
    if (run.status == RunStatus::Failed)
        m_collectorPanel->banner().showMessage({Meaning::Danger, tr("The last run failed."),
                                                run.error, problem ? problem->detail : QString{}});
    else
        m_collectorPanel->banner().clear();
}

void CompositionRoot::acceptStatus(const CollectorStatus &status)
{
    m_state = stateFrom(status);
    noteCollecting(status.phase);
    m_prices->setCollectorState(m_state);
    m_collectorPanel->setCollectorState(m_state);
    m_window.status().showCollector(m_state);
    if (status.waitingInOutbox > 0)
        m_prices->banner().showMessage(
                {Meaning::Warning,
                 tr("%n snapshot(s) wait in the outbox.", nullptr, status.waitingInOutbox),
                 status.problem,
                 {}});
    else if (m_hasOutboxBanner)
        m_prices->banner().clear();
    m_hasOutboxBanner = status.waitingInOutbox > 0;
    m_window.shellActions().showPaused(status.phase == CollectorStatus::Phase::Paused);
    m_tray.setPaused(status.phase == CollectorStatus::Phase::Paused);
    m_tray.setStatus(trayStateFor(status), trayWords(status, QLocale{}));
}

void CompositionRoot::showStartFailure(const Error &error)
{
    const BannerMessage message{Meaning::Danger, tr("Nothing is collected."), errorText(error),
                                error.detail};
    QList<QAction *> helpful;
    if (error.kind == Error::Kind::Refused && error.subject.startsWith("tidemarkctl migrate"_L1))
        helpful.append(&m_openMigrations);
    m_prices->banner().showMessage(message, helpful);
    m_collectorPanel->banner().showMessage(message, helpful);
    m_tray.setStatus(Tray::State::Attention, errorText(error));
    m_collector.reset();
    lookAtMigrations();
}

void CompositionRoot::refreshAll()
{
    m_board.refresh();
    m_runs.reload();
    m_strip.refresh();
    m_series.refresh();
    m_watchlist.refresh();
    m_alerts.notePrices();
    m_alerts.reload();
}

void CompositionRoot::setPaused(bool paused)
{
    if (m_collector)
        QMetaObject::invokeMethod(
                &m_collector->service(),
                [service = &m_collector->service(), paused] { service->setPaused(paused); });
}

void CompositionRoot::quit()
{
    storeState();
    QApplication::quit();
}
