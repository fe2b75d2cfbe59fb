// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/assetthread.h"
#include "app/assets/eodhdtokentester.h"
#include "app/collector/collectorthread.h"
#include "app/connections/connectionbook.h"
#include "app/connections/connectiontester.h"
#include "app/connections/databasepasswordtester.h"
#include "app/connections/knowncredentials.h"
#include "app/connections/sessionpasswords.h"
#include "app/credentials/credentialtester.h"
#include "app/desktop/alertdesk.h"
#include "app/desktop/assetlink.h"
#include "app/desktop/autostart.h"
#include "app/desktop/credentialdesk.h"
#include "app/desktop/demomarket.h"
#include "app/desktop/desktopoptions.h"
#include "app/desktop/leaving.h"
#include "app/desktop/noticedesk.h"
#include "app/desktop/outboxcount.h"
#include "app/desktop/portfoliodesk.h"
#include "app/desktop/querydesk.h"
#include "app/desktop/reportdesk.h"
#include "app/desktop/trashdesk.h"
#include "app/desktop/tray.h"
#include "app/desktop/trayhost.h"
#include "app/desktop/tuningdesk.h"
#include "app/desktop/watchlistdesk.h"
#include "app/desktop/windowkeeper.h"
#include "app/portfolio/coinspotkeytester.h"
#include "db/bars/actionworker.h"
#include "db/bars/rebuildworker.h"
#include "db/collector/runreader.h"
#include "db/connectionpool.h"
#include "db/events/eventreader.h"
#include "db/quotes/quotereader.h"
#include "db/sqlite/wholefile.h"
#include "db/storagethread.h"
#include "migrations/migrationworker.h"
#include "models/assets/assettablemodel.h"
#include "models/assets/forecasttablemodel.h"
#include "models/collector/collectorstate.h"
#include "models/collector/runtablemodel.h"
#include "models/collector/slotstripmodel.h"
#include "models/connections/connectionform.h"
#include "models/connections/connectiontablemodel.h"
#include "models/credentials/credentialtablemodel.h"
#include "models/events/eventtablemodel.h"
#include "models/migrations/backuptablemodel.h"
#include "models/migrations/migrationtablemodel.h"
#include "models/quotes/boardmodel.h"
#include "models/quotes/quotetablemodel.h"
#include "models/quotes/seriesmodel.h"
#include "models/tasks/taskmodel.h"
#include "views/shell/mainwindow.h"
#include "views/theme/portalscheme.h"
#include "views/theme/theme.h"

#include <QAction>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

class AlertsPanel;
class AssetsPanel;
class ChartPanel;
class CollectorPanel;
class ConnectionsPanel;
class CredentialsPanel;
class EventsPanel;
class IndexLabPanel;
class MigrationsPanel;
class PortfolioPanel;
class PreferencesPanel;
class PricesPanel;
class QueriesDialog;
class QuotesPanel;
class Settings;
class TrashPanel;
class WatchlistPanel;

// Work on the database that somebody asked for.
struct MigrationJob {
    QString title;
    std::optional<int> target; // the version that it goes to; nothing where it goes to none
    // A sentence: what is so after a cancel. Empty: the database is asked first, because a step is
    // taken back or, where even that was not possible, unfinished.
    QString cancelled = {};
};

// The desktop program put together: makes every part, hands each what it needs and connects them,
// one wire function a feature. Members are declared in the order in which they depend on each
// other, so the window goes first and the threads last. GUI thread.
class CompositionRoot final : public QObject
{
    Q_OBJECT

public:
    // The others outlive this.
    CompositionRoot(DesktopOptions options, Settings &settings, QSettings &store,
                    Credentials &credentials);
    ~CompositionRoot() override;

    // Shows the window unless it starts hidden, and begins to collect.
    void start();

    // A second start asked for the window.
    void raise(const QByteArray &activationToken);

    // Stores what should be found again and ends the program; a write under way is finished. Asks
    // nobody: who ends a session is not held up.
    void quit();

signals:
    // The same window on the same database, which it may write to now, or only read again.
    void startAgainRequested(bool mayWrite);
    // The same with the password that the server wanted; it is not for a log.
    void passwordEntered(const QString &password);

private:
    [[nodiscard]] static DesktopOptions held(DesktopOptions options, QSettings &store);
    void addPanels();
    void showDatabase(int version); // of the schema; 0: not known yet
    void wirePrices();
    void wireStockChart();
    void wireQuotes();
    void wireCollectorPanel();
    void wireAssets();
    void wireStocks(AssetService &service);
    void noteCollecting(CollectorStatus::Phase phase);
    void wireShell();
    void wireRebuild();
    void wireConnections();
    void wireCredentials();
    void wireMigrations();
    void wireMigrationsPanel();
    void wirePortfolio();
    void wireAlerts();
    void wireNotices();
    void wireAlertCommand();
    void tryAlertCommand(const QString &line);
    [[nodiscard]] AlertServiceSettings alertSettings() const;
    void showAlerts(const QList<AlertLogEntry> &entries);
    void showMoment(const QString &symbol, const QDateTime &time);
    [[nodiscard]] QString chartedSymbol() const;
    [[nodiscard]] std::optional<Price> lastPrice(const QString &symbol) const;
    void showBehind(const MigrationStatus &status);
    void wireReports();
    void wireWatchlist();
    void wireTrash();
    void wireDeletedQuotes();
    void wireTuning();
    void wireEvents();
    void wireQueries();
    void wirePreferences();
    void wireTray();
    void wireLeaving();
    void wireWriting();
    void showHeld();
    void askToWrite();
    void startAgain(bool mayWrite);
    void holdAgain();
    [[nodiscard]] QString reasonToStay() const;

    void startDemo();
    void startCollecting(const QUrl &priceServer);
    void wireCollector(CollectorService &service);
    void acceptRun(const CollectionRun &run, const std::optional<Error> &problem);
    void acceptStatus(const CollectorStatus &status);
    void showStartFailure(const Error &error);
    void refreshAll();

    void tryConnection(const QString &id, const ConnectionSpec &spec);
    void acceptOwnTest(const ConnectionAttempt &attempt);
    void rememberPassword(const KnownConnection &connection);
    void saveConnection(const ConnectionForm &form);
    void openTried(const ConnectionAttempt &attempt);
    [[nodiscard]] static QString refusalOf(const QString &password);
    void askForPassword(const KnownConnection &connection, const QString &problem);
    [[nodiscard]] KnownConnection currentConnection() const;
    [[nodiscard]] AccountSettings accountSettings() const;
    [[nodiscard]] QStringList knownSymbols() const;
    void showConnections();
    void acceptPool(const PoolState &pool);
    void acceptConnectionTest(const ConnectionAttempt &attempt);

    void lookAtMigrations();
    void beginMigration(const MigrationJob &job,
                        const std::function<void(MigrationWorker &)> &work);
    void endMigration();
    void noteBackup(const QString &file, BackupRow::Check check);
    void tellCancelled(const QString &sentence);
    void showBuffered();
    void acceptLook(const MigrationLook &look);
    void acceptWayDown(const WayDown &way);
    void acceptMigrated(const MigrationReport &report);
    void acceptMigrationFailure(const Error &error);

    void collectNow();
    void setPaused(bool paused);
    void setAutostart(bool wanted);
    void showPreferences();
    void chooseDatabase();
    void restoreState();
    void storeState();

    DesktopOptions m_options;
    Settings &m_settings;
    Credentials &m_credentials;
    Theme m_theme;
    PortalScheme m_portal;

    WholeFile m_file; // before whatever has a connection: it goes after these
    ConnectionPool m_reading;
    QuoteReader m_quoteReader;
    RunReader m_runReader;
    EventReader m_eventReader;
    QueryDesk m_queries; // before all other threads: it writes what they did, so it ends last
    StorageThread m_maintenance;
    RebuildWorker *m_rebuild;    // on m_maintenance
    ActionWorker *m_actions;     // on m_maintenance
    MigrationWorker *m_migrator; // on m_maintenance
    std::unique_ptr<DemoMarket> m_demo;
    std::unique_ptr<CollectorThread> m_collector;
    AssetThread m_stocks;

    PortfolioDesk m_portfolio;
    WatchlistDesk m_watchlist;
    AlertDesk m_alerts;
    TrashDesk m_trash;
    TuningDesk m_tuning;

    BoardModel m_board;
    SeriesModel m_series;
    QuoteTableModel m_quotes;
    RunTableModel m_runs;
    SlotStripModel m_strip;
    AssetTableModel m_assets;
    ForecastTableModel m_forecast;
    ConnectionTableModel m_connections;
    CredentialTableModel m_credentialTable;
    MigrationTableModel m_migrations;
    BackupTableModel m_backups;
    EventTableModel m_events;
    TaskModel m_tasks;
    ReportDesk m_reports;

    MainWindow m_window;
    std::unique_ptr<AssetLink> m_assetLink;
    ChartPanel *m_chart; // panels are owned by the window
    PricesPanel *m_prices;
    QuotesPanel *m_quotesPanel;
    CollectorPanel *m_collectorPanel;
    AssetsPanel *m_assetsPanel;
    PortfolioPanel *m_portfolioPanel;
    AlertsPanel *m_alertsPanel;
    WatchlistPanel *m_watchlistPanel;
    MigrationsPanel *m_migrationsPanel;
    IndexLabPanel *m_indexLabPanel;
    TrashPanel *m_trashPanel;
    EventsPanel *m_eventsPanel;
    QPointer<QueriesDialog> m_queriesDialog; // while it shows
    QAction m_openMigrations{tr("Open Migrations")};
    QAction m_newAlert{tr("New a&lert rule")};
    QAction m_openCredentials{tr("Credentials")};
    QAction m_enterPassword{tr("Enter &password…")};
    ConnectionsPanel *m_connectionsPanel;
    CredentialsPanel *m_credentialsPanel;
    PreferencesPanel *m_preferences;

    ConnectionBook m_connectionBook;
    ConnectionTester m_connectionTester;
    SessionPasswords m_passwords;
    QHash<QString, ConnectionAttempt> m_attempts; // the last one, by location
    QHash<QString, QString> m_trying;             // the location that is being tried, by id
    bool m_isReadingOpen = false;                 // m_reading has a connection
    QString m_toOpen;     // the id of the one that opens when it can be reached; empty: none
    QString m_toRemember; // the id whose typed password goes into the keychain when it fits
    KnownCredentials m_knownCredentials{m_connectionBook};
    DatabasePasswordTester m_passwordTester{m_knownCredentials};
    CoinspotKeyTester m_keyTester;
    EodhdTokenTester m_tokenTester;
    CredentialTests m_credentialTests{m_credentials};
    CredentialDesk m_credentialDesk;
    Autostart m_autostart;
    TrayHost m_trayHost;
    Tray m_tray;
    WindowKeeper m_keeper;
    Leaving m_leaving{m_window};
    NoticeDesk m_notices;
    AlertRunner m_commandTrial{{}}; // of Preferences

    CollectorState m_state;
    int m_version = 0; // of the schema; 0: not known yet
    quint64 m_rebuildTask = 0;
    quint64 m_migrationTask = 0;
    OutboxCount m_outboxCount;   // of the last change of the database
    bool m_isValidating = false; // somebody asked whether all is well
    // What the checks since the start found, and when, by file.
    QHash<QString, std::pair<BackupRow::Check, QDateTime>> m_backupChecks;
    QString m_verifyingBackup;                  // empty: none
    std::optional<MigrationJob> m_migrationJob; // while it runs
    bool m_isCancelTold = true;   // false: once it is known in which state the database is
    bool m_hasRunProblem = false; // the last one failed, and nobody went on yet
    bool m_hasOutboxBanner = false;
    QTimer m_showStored; // stocks that are new in the database
    QTimer m_tick;
};
