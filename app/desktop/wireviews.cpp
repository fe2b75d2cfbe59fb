// SPDX-License-Identifier: GPL-3.0-or-later
// How the composition root connects panels with models, readers and each other.
#include "app/desktop/compositionroot.h"

#include "app/desktop/secondwindow.h"
#include "app/settings.h"
#include "db/domain/errortext.h"
#include "db/sqlite/databasefile.h"
#include "views/alerts/alertspanel.h"
#include "views/assets/assetspanel.h"
#include "views/collector/collectorpanel.h"
#include "views/connections/connectionspanel.h"
#include "views/events/eventspanel.h"
#include "views/portfolio/portfoliopanel.h"
#include "views/quotes/chartactions.h"
#include "views/quotes/chartpanel.h"
#include "views/quotes/firstrunpage.h"
#include "views/quotes/pricespanel.h"
#include "views/quotes/quotespanel.h"
#include "views/shell/banner.h"
#include "views/shell/filedialog.h"
#include "views/shell/preferencespanel.h"
#include "views/shell/shellactions.h"
#include "views/shell/toast.h"
#include "views/trash/trashpanel.h"
#include "views/tuning/indexlabpanel.h"
#include "views/watchlist/watchlistpanel.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QFileInfo>
#include <QProcess>
#include <QScreen>

using namespace Qt::Literals::StringLiterals;

namespace {

// Where the database's file is; a server's is elsewhere, and what is here of it is the outbox.
QString folderOf(const DesktopOptions &options)
{
    return options.database.isServer() ? options.dataFolder
                                       : QFileInfo{options.database.path}.absolutePath();
}

} // namespace

void CompositionRoot::wirePrices()
{
    connect(&m_board, &BoardModel::boardRequested, &m_quoteReader,
            [this] { m_quoteReader.loadBoard(QDateTime::currentDateTimeUtc()); });
    connect(&m_quoteReader, &QuoteReader::boardLoaded, &m_board, &BoardModel::acceptBoard);
    connect(&m_quoteReader, &QuoteReader::boardFailed, this, [this](const Error &error) {
        m_prices->banner().showMessage({Meaning::Danger, tr("The prices cannot be read."),
                                        errorText(error), error.detail});
    });
    connect(&m_series, &SeriesModel::seriesRequested, &m_quoteReader, &QuoteReader::loadSeries);
    connect(&m_quoteReader, &QuoteReader::seriesLoaded, &m_series, &SeriesModel::acceptSeries);
    connect(&m_quoteReader, &QuoteReader::seriesFailed, &m_series, &SeriesModel::acceptFailure);

    connect(&m_series, &SeriesModel::failed, this, [this](const Error &error) {
        m_prices->banner().showMessage(
                {Meaning::Danger, tr("The chart cannot be read."), errorText(error), error.detail});
    });
    connect(&m_series, &SeriesModel::recovered, this, [this] { m_prices->banner().clear(); });

    connect(m_prices, &PricesPanel::coinSelected, &m_series, &SeriesModel::setCoin);
    connect(m_prices, &PricesPanel::collectNowRequested, this, &CompositionRoot::collectNow);
    connect(m_prices, &PricesPanel::orientationChanged, m_chart, &ChartPanel::setOrientation);
    connect(m_chart, &ChartPanel::orientationToggled, m_prices, &PricesPanel::toggleOrientation);
    connect(m_chart, &ChartPanel::imageSaved, this, [this](const QString &path) {
        m_window.toast().showMessage(tr("Chart saved as %1.").arg(path));
    });
    connect(m_chart, &ChartPanel::imageFailed, this, [this](const Error &error) {
        m_prices->banner().showMessage(
                {Meaning::Danger, tr("The chart was not saved."), errorText(error), error.detail});
    });
    FirstRunPage &firstRun = m_prices->firstRun();
    connect(&firstRun, &FirstRunPage::collectNowRequested, this, &CompositionRoot::collectNow);
    connect(&firstRun, &FirstRunPage::autostartRequested, this, &CompositionRoot::setAutostart);
    connect(&firstRun, &FirstRunPage::demoRequested, this, [] {
        QProcess::startDetached(QCoreApplication::applicationFilePath(), {u"--demo"_s});
    });
    m_window.addPanelActions(m_prices, MenuPlace::Edit, m_prices->editActions());
    m_window.addPanelActions(m_prices, MenuPlace::View, m_prices->viewActions());
    QList<QAction *> chartActions = m_chart->actions().all();
    chartActions.removeAll(nullptr); // its separators: the menu has its own
    m_window.addPanelActions(m_prices, MenuPlace::View, chartActions);
}

void CompositionRoot::wireStockChart()
{
    connect(m_chart, &ChartPanel::actionSwitched, m_actions, &ActionWorker::setEnabled);
    connect(m_actions, &ActionWorker::failed, this, [this](const Error &error) {
        m_prices->banner().showMessage({Meaning::Danger, tr("The adjusted prices are as before."),
                                        errorText(error), error.detail});
    });
    connect(m_actions, &ActionWorker::switched, this,
            [this](const QString &symbol, const CorporateAction &action, bool isEnabled) {
                m_series.refresh();
                m_board.refresh();
                m_alerts.notePrices();
                const QString text =
                        isEnabled ? tr("The adjusted prices of %1 take it into account again.")
                                  : tr("The adjusted prices of %1 leave it out now.");
                m_window.toast().showMessage(text.arg(symbol), [this, symbol, action, isEnabled] {
                    emit m_chart->actionSwitched(symbol, action, !isEnabled);
                });
            });
}

void CompositionRoot::wireCollectorPanel()
{
    connect(&m_runs, &RunTableModel::runsRequested, &m_runReader, &RunReader::loadRuns);
    connect(&m_runReader, &RunReader::runsLoaded, &m_runs, &RunTableModel::acceptRuns);
    connect(&m_runReader, &RunReader::runsFailed, this, [this](quint64 ticket, const Error &error) {
        m_runs.giveUpRuns(ticket);
        m_collectorPanel->banner().showMessage(
                {Meaning::Danger, tr("The runs cannot be read."), errorText(error), error.detail});
    });
    connect(&m_strip, &SlotStripModel::stripRequested, &m_runReader, &RunReader::loadStrip);
    connect(&m_runReader, &RunReader::stripFailed, this, [this](quint64, const Error &error) {
        m_collectorPanel->banner().showMessage(
                {Meaning::Danger, tr("The slots cannot be read."), errorText(error), error.detail});
    });
    connect(&m_runReader, &RunReader::stripLoaded, &m_strip, &SlotStripModel::acceptStrip);
    connect(&m_strip, &SlotStripModel::stripChanged, this, [this] {
        if (const std::optional<CollectionRun> run = m_strip.lastRun())
            m_window.status().showLastRun(*run);
    });
    m_window.addPanelActions(m_collectorPanel, MenuPlace::Edit, m_collectorPanel->editActions());
    m_window.addPanelActions(m_collectorPanel, MenuPlace::View, m_collectorPanel->viewActions());
    connect(m_collectorPanel, &CollectorPanel::collectNowRequested, this,
            &CompositionRoot::collectNow);
    connect(m_collectorPanel, &CollectorPanel::pauseRequested, this, [this] { setPaused(true); });
    connect(m_collectorPanel, &CollectorPanel::resumeRequested, this, [this] { setPaused(false); });
}

void CompositionRoot::wireShell()
{
    ShellActions &actions = m_window.shellActions();
    connect(actions.collectNow, &QAction::triggered, this, &CompositionRoot::collectNow);
    connect(&actions, &ShellActions::pauseWanted, this, &CompositionRoot::setPaused);
    connect(actions.quit, &QAction::triggered, &m_leaving, &Leaving::leave);
    connect(actions.openDatabase, &QAction::triggered, this, &CompositionRoot::chooseDatabase);
    connect(actions.showDataFolder, &QAction::triggered, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(folderOf(m_options))); });
    connect(&m_window, &MainWindow::closing, this, &CompositionRoot::storeState);
    connect(&m_window, &MainWindow::symbolChosen, this, [this](const QString &coin) {
        m_window.showPanel(m_prices);
        m_prices->selectCoin(coin);
    });
    connect(&m_reading, &ConnectionPool::connectionReplaced, this, [this] {
        m_window.toast().showMessage(
                tr("The connection to the database broke. A new one has taken its place."));
    });
    m_window.setSymbols([this] {
        QStringList coins;
        for (int row = 0; row < m_board.rowCount(); ++row)
            coins.append(m_board.coin(row));
        return coins;
    });

    StatusBar &status = m_window.status();
    for (const auto signal : {&StatusBar::collectorClicked, &StatusBar::lastRunClicked,
                              &StatusBar::nextSlotClicked, &StatusBar::outboxClicked})
        connect(&status, signal, this, [this] { m_window.showPanel(m_collectorPanel); });
    connect(&status, &StatusBar::staleClicked, this, [this] {
        m_window.showPanel(m_prices);
        if (const QStringList stale = m_board.staleCoins(); !stale.isEmpty())
            m_prices->selectCoin(stale.constFirst());
    });
    connect(&m_board, &BoardModel::staleCountChanged, this,
            [this] { m_window.status().showStale(m_board.staleCoins()); });

    connect(&m_tick, &QTimer::timeout, &m_board, &BoardModel::tick);
    connect(&m_tick, &QTimer::timeout, &m_strip, &SlotStripModel::tick);
    connect(&m_portal, &PortalScheme::darkChanged, &m_theme, &Theme::setSystemDark);
}

void CompositionRoot::wireRebuild()
{
    QAction *action = m_window.shellActions().rebuildRollups;
    connect(action, &QAction::triggered, this, [this, action] {
        ShellActions::setUsable(*action, tr("The bars are being rebuilt already."));
        m_rebuildTask = m_tasks.start(tr("Rebuild hourly and daily bars"), true);
        m_rebuild->allow();
        QMetaObject::invokeMethod(m_rebuild, &RebuildWorker::rebuild);
    });
    const auto end = [this, action] {
        ShellActions::setUsable(*action, {});
        m_series.refresh();
        m_alerts.notePrices();
    };
    connect(m_rebuild, &RebuildWorker::progressed, this, [this](int done, int total) {
        m_tasks.setProgress(m_rebuildTask, done, total, tr("%1 of %2 coins").arg(done).arg(total));
    });
    connect(m_rebuild, &RebuildWorker::finished, this, [this, end](const RebuildReport &report) {
        const QString summary =
                tr("%1 bars of %2 coins made again.").arg(report.bars).arg(report.coins);
        m_tasks.finish(m_rebuildTask, summary);
        m_window.toast().showMessage(summary);
        end();
    });
    connect(m_rebuild, &RebuildWorker::failed, this, [this, end](const Error &error) {
        if (error.kind == Error::Kind::Cancelled)
            m_tasks.acceptCancelled(m_rebuildTask,
                                    tr("Cancelled. The coins done so far have their new bars."));
        else
            m_tasks.fail(m_rebuildTask, errorText(error), error.detail);
        end();
    });
    connect(&m_tasks, &TaskModel::cancelRequested, this, [this](quint64 id) {
        if (id == m_rebuildTask)
            m_rebuild->cancel();
    });
}

void CompositionRoot::wirePreferences()
{
    m_preferences->showTheme(m_theme.choice());
    m_preferences->showAutostart(m_autostart.isEnabled());
    m_prices->firstRun().setAutostart(m_autostart.isEnabled());
    showPreferences();
    connect(m_preferences, &PreferencesPanel::themeChosen, this, [this](Theme::Choice choice) {
        m_theme.setChoice(choice);
        m_settings.setThemeChoice(themeChoiceName(choice));
    });
    connect(m_preferences, &PreferencesPanel::autostartWanted, this,
            &CompositionRoot::setAutostart);
    connect(m_preferences, &PreferencesPanel::closeToTrayWanted, this, [this](bool wanted) {
        m_settings.setCloseToTray(wanted);
        showPreferences();
    });
    connect(m_preferences, &PreferencesPanel::startHiddenWanted, this, [this](bool wanted) {
        m_settings.setStartHidden(wanted);
        showPreferences();
    });
    connect(&m_autostart, &Autostart::enabledChanged, this, [this](bool enabled) {
        m_preferences->showAutostart(enabled);
        m_prices->firstRun().setAutostart(enabled);
    });
    connect(&m_trayHost, &TrayHost::presentChanged, this, &CompositionRoot::showPreferences);
}

void CompositionRoot::showPreferences()
{
    m_preferences->showCloseToTray(m_settings.closeToTray(), m_trayHost.isPresent());
    m_preferences->showStartHidden(m_settings.startHidden(), m_trayHost.isPresent());
    m_keeper.setCloseToTray(m_settings.closeToTray());
    m_prices->firstRun().setCollectsClosed(m_settings.closeToTray() && m_trayHost.isPresent());
}

void CompositionRoot::setAutostart(bool wanted)
{
    const Result<> done = m_autostart.setEnabled(wanted);
    m_preferences->showAutostart(m_autostart.isEnabled(),
                                 done ? QString{} : errorText(done.error()));
    m_prices->firstRun().setAutostart(m_autostart.isEnabled());
}

void CompositionRoot::wireTray()
{
    connect(&m_tray, &Tray::openRequested, &m_keeper, [this] { m_keeper.raise(); });
    connect(&m_tray, &Tray::collectRequested, this, &CompositionRoot::collectNow);
    connect(&m_tray, &Tray::pauseRequested, this, [this] { setPaused(true); });
    connect(&m_tray, &Tray::resumeRequested, this, [this] { setPaused(false); });
    connect(&m_tray, &Tray::quitRequested, &m_leaving, &Leaving::leave);
    connect(&m_keeper, &WindowKeeper::hidden, this, &CompositionRoot::storeState);
    connect(&m_keeper, &WindowKeeper::quitRequested, &m_leaving, &Leaving::leave);
}

// What was written in a panel and is not saved is asked about before the program ends.
void CompositionRoot::wireLeaving()
{
    m_leaving.add({m_alertsPanel, [this] { return m_alertsPanel->unsaved(); },
                   [this] { return m_alertsPanel->saveUnsaved(); }});
    m_leaving.add({m_connectionsPanel, [this] { return m_connectionsPanel->unsaved(); },
                   [this] { return m_connectionsPanel->saveUnsaved(); }});
    connect(&m_alerts, &AlertDesk::told, &m_leaving, &Leaving::noteSaved);
    connect(&m_alerts, &AlertDesk::failed, &m_leaving, &Leaving::noteFailure);
    connect(&m_leaving, &Leaving::asking, &m_keeper, [this] { m_keeper.raise(); });
    connect(&m_leaving, &Leaving::allowed, this, &CompositionRoot::quit);
}

void CompositionRoot::chooseDatabase()
{
    auto *dialog = new FileDialog{&m_window, tr("Open database"), folderOf(m_options),
                                  tr("Databases (*.db *.sqlite);;All files (*)")};
    dialog->setFileMode(QFileDialog::ExistingFile);
    // Another database is another program: each has its own window, tray icon and collector.
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        if (QFileInfo{path}.size() > 0 && !isDatabaseFile(path)) {
            m_window.toast().showMessage(
                    tr("%1 is not a SQLite database. Nothing was opened.").arg(path));
            return;
        }
        const QString url =
                u"sqlite:///"_s + QString::fromLatin1(QUrl::toPercentEncoding(path, "/"));
        m_settings.setDatabaseUrl(url); // the next start opens it too
        SecondWindow::of(ConnectionSpec::file(path), QProcessEnvironment::systemEnvironment())
                .start();
    });
    dialog->open();
}

void CompositionRoot::restoreState()
{
    m_window.restoreShell(
            {m_settings.windowGeometry(), m_settings.windowState(), m_settings.panel()});
    // What was stored on a larger screen has to fit this one.
    const QRect screen = m_window.screen()->availableGeometry();
    m_window.resize(m_window.size().boundedTo(screen.size()));
    m_prices->restoreState(m_settings.columns(u"prices"_s));
    m_quotesPanel->restoreState(m_settings.columns(u"quotes"_s));
    m_collectorPanel->restoreState(m_settings.columns(u"collector"_s));
    m_assetsPanel->restoreState(m_settings.columns(u"assets"_s));
    m_portfolioPanel->restoreState(m_settings.columns(u"portfolio"_s));
    m_alertsPanel->restoreState(m_settings.columns(u"alerts"_s));
    m_watchlistPanel->restoreState(m_settings.columns(u"watchlist"_s));
    m_indexLabPanel->restoreState(m_settings.columns(u"indexLab"_s));
    m_trashPanel->restoreState(m_settings.columns(u"trash"_s));
    m_eventsPanel->restoreState(m_settings.columns(u"events"_s));
    if (const QString range = m_settings.chartRange(); !range.isEmpty())
        m_series.setRangeFor(false, chartRangeFromName(range));
    if (const QString range = m_settings.stockRange(); !range.isEmpty())
        m_series.setRangeFor(true, chartRangeFromName(range));
    m_series.setRaw(m_settings.stockRaw());
    if (m_settings.chartKind() == "candles"_L1)
        m_chart->setKind(ChartKind::Candles);
    m_chart->setOrientation(m_prices->orientation());
}

void CompositionRoot::storeState()
{
    const ShellState state = m_window.shellState();
    m_settings.setWindowGeometry(state.geometry);
    m_settings.setWindowState(state.docks);
    m_settings.setPanel(state.panel);
    m_settings.setColumns(u"prices"_s, m_prices->saveState());
    m_settings.setColumns(u"quotes"_s, m_quotesPanel->saveState());
    m_settings.setColumns(u"collector"_s, m_collectorPanel->saveState());
    m_settings.setColumns(u"assets"_s, m_assetsPanel->saveState());
    m_settings.setColumns(u"portfolio"_s, m_portfolioPanel->saveState());
    m_settings.setColumns(u"alerts"_s, m_alertsPanel->saveState());
    m_settings.setColumns(u"watchlist"_s, m_watchlistPanel->saveState());
    m_settings.setColumns(u"indexLab"_s, m_indexLabPanel->saveState());
    m_settings.setColumns(u"trash"_s, m_trashPanel->saveState());
    m_settings.setColumns(u"events"_s, m_eventsPanel->saveState());
    if (const std::optional<ChartRange> range = m_series.rangeFor(false))
        m_settings.setChartRange(chartRangeName(*range));
    if (const std::optional<ChartRange> range = m_series.rangeFor(true))
        m_settings.setStockRange(chartRangeName(*range));
    m_settings.setStockRaw(m_series.isRaw());
    m_settings.setChartKind(m_chart->kind() == ChartKind::Candles ? u"candles"_s : u"line"_s);
}
