// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/alertdesk.h"

#include "db/domain/coin.h"
#include "db/domain/errortext.h"
#include "models/alerts/alerttext.h"
#include "views/alerts/alertspanel.h"
#include "views/quotes/pricechart.h"
#include "views/shell/banner.h"

#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

// What changes together, as when forty alerts are told, is read once.
constexpr auto ReloadPause = 50ms;

} // namespace

AlertDesk::AlertDesk(ConnectionPool &reading, const ConnectionSpec &database,
                     std::function<QDateTime()> clock)
    : m_clock{std::move(clock)}
    , m_quotes{reading}
    , m_storage{database, u"alerts"_s}
    , m_worker{m_storage.add<AlertWorker>()}
    , m_binWorker{m_storage.add<AlertWorker>()}
    , m_chartWorker{m_storage.add<AlertWorker>()}
    , m_trying{database, u"alert trial"_s}
    , m_trialWorker{m_trying.add<AlertWorker>()}
    , m_log{QLocale{}, m_clock}
    , m_rules{QLocale{}, m_clock}
    , m_deleted{QLocale{}, m_clock}
    , m_trial{m_clock}
    , m_series{m_clock}
    , m_marks{QLocale{}}
{
    m_reloading.setSingleShot(true);
    connect(&m_reloading, &QTimer::timeout, this, [this] {
        reloadRules();
        reloadLog();
    });
}

void AlertDesk::wire(AlertsPanel &panel)
{
    m_panel = &panel;
    wireLog(panel);
    wireRules(panel);
    wireTrial();
    wireActs(panel);
}

void AlertDesk::start()
{
    m_storage.start();
    m_trying.start();
}

void AlertDesk::wireLog(AlertsPanel &panel)
{
    connect(&m_log, &AlertLogModel::logRequested, m_worker, &AlertWorker::loadLog);
    connect(m_worker, &AlertWorker::logLoaded, &m_log, &AlertLogModel::acceptLog);
    connect(&m_deleted, &DeletedAlertModel::logRequested, m_binWorker, &AlertWorker::loadLog);
    connect(m_binWorker, &AlertWorker::logLoaded, &m_deleted, &DeletedAlertModel::acceptLog);
    connect(m_worker, &AlertWorker::openCounted, &panel, &AlertsPanel::setOpenCount);
    connect(m_worker, &AlertWorker::openCounted, this, &AlertDesk::openCounted);
    connect(m_worker, &AlertWorker::failed, this,
            [this](const Error &error) { showFailure(tr("The alerts are as before."), error); });
    connect(m_worker, &AlertWorker::failed, this, &AlertDesk::failed);
    connect(m_worker, &AlertWorker::logFailed, this, [this](quint64 ticket, const Error &error) {
        m_log.acceptFailure(ticket);
        showFailure(tr("The log of alerts cannot be read."), error);
        m_saysLogFailure = true;
    });
    connect(m_binWorker, &AlertWorker::logFailed, this, [this](quint64 ticket, const Error &error) {
        m_deleted.acceptFailure(ticket);
        if (!m_saysLogFailure)
            showFailure(tr("What is deleted cannot be read."), error);
    });
    // It is read again whenever something happens, which solves nothing else that is said.
    connect(m_worker, &AlertWorker::logLoaded, this, [this] {
        if (std::exchange(m_saysLogFailure, false))
            m_panel->banner().clear();
    });
}

void AlertDesk::wireRules(AlertsPanel &panel)
{
    connect(m_worker, &AlertWorker::rulesLoaded, this,
            [this](const QList<AlertRule> &rules, const QList<AlertRule> &deleted,
                   const QStringList &symbols) {
                m_rules.setRules(rules, symbols);
                m_deleted.setRules(deleted);
                m_marks.setRules(rules);
            });
    connect(m_worker, &AlertWorker::snoozesLoaded, &m_rules, &RuleTableModel::setSnoozes);
    connect(m_worker, &AlertWorker::statesLoaded, &m_rules, &RuleTableModel::setStates);
    connect(&panel, &AlertsPanel::versionsRequested, m_worker, &AlertWorker::loadVersions);
    connect(m_worker, &AlertWorker::versionsLoaded, &panel, &AlertsPanel::acceptVersions);
    connect(&panel, &AlertsPanel::saveRequested, m_worker, &AlertWorker::saveRule);
    connect(m_worker, &AlertWorker::ruleSaved, this, [this](const AlertRule &rule) {
        m_panel->acceptSaved(rule);
        reloadRules();
        emit told(rule.version == 1 ? tr("Rule %1 is stored.").arg(rule.name)
                                    : tr("Version %1 of rule %2 is stored.")
                                              .arg(QLocale{}.toString(rule.version), rule.name),
                  {});
    });
}

void AlertDesk::wireTrial()
{
    connect(&m_trial, &RuleTrial::trialRequested, m_trialWorker, &AlertWorker::tryRule);
    connect(m_trialWorker, &AlertWorker::ruleTried, &m_trial, &RuleTrial::acceptReplay);
    connect(m_trialWorker, &AlertWorker::tryFailed, &m_trial, &RuleTrial::acceptFailure);
    connect(&m_series, &SeriesModel::seriesRequested, &m_quotes, &QuoteReader::loadSeries);
    connect(&m_quotes, &QuoteReader::seriesLoaded, &m_series, &SeriesModel::acceptSeries);
    connect(&m_quotes, &QuoteReader::seriesFailed, &m_series, &SeriesModel::acceptFailure);
}

void AlertDesk::wireActs(AlertsPanel &panel)
{
    connect(&panel, &AlertsPanel::acknowledgeRequested, m_worker, &AlertWorker::acknowledge);
    connect(&panel, &AlertsPanel::unacknowledgeRequested, m_worker, &AlertWorker::unacknowledge);
    connect(&panel, &AlertsPanel::snoozeRequested, m_worker, &AlertWorker::snooze);
    connect(&panel, &AlertsPanel::removeEntriesRequested, m_worker, &AlertWorker::removeEntries);
    connect(&panel, &AlertsPanel::restoreEntriesRequested, m_worker, &AlertWorker::restoreEntries);
    connect(&panel, &AlertsPanel::removeRulesRequested, m_worker, &AlertWorker::removeRules);
    connect(&panel, &AlertsPanel::restoreRulesRequested, m_worker, &AlertWorker::restoreRules);
    // What was done now is no longer what failed before.
    connect(this, &AlertDesk::told, this, [this] { m_panel->banner().clear(); });

    connect(m_worker, &AlertWorker::acknowledged, this, [this](const QList<AlertLogEntry> &seen) {
        m_log.update(seen);
        reloadLog();
        QList<qint64> ids;
        for (const AlertLogEntry &entry : seen)
            ids.append(entry.id);
        emit acknowledged(ids);
        emit told(tr("%n alert(s) acknowledged.", nullptr, int(seen.size())),
                  [this, ids] { emit m_panel->unacknowledgeRequested(ids); });
    });
    connect(m_worker, &AlertWorker::unacknowledged, this, [this](const QList<AlertLogEntry> &open) {
        m_log.update(open);
        reloadLog();
        emit told(tr("%n alert(s) as before.", nullptr, int(open.size())), {});
    });
    connect(m_worker, &AlertWorker::snoozed, this,
            [this](const QList<qint64> &ids, const QDateTime &until) {
                QMetaObject::invokeMethod(m_worker, &AlertWorker::loadSnoozes);
                const auto count = int(ids.size());
                if (until <= m_clock()) {
                    emit told(tr("%n rule(s) told again.", nullptr, count), {});
                    return;
                }
                emit told(tr("%n rule(s) snoozed until %1.", nullptr, count)
                                  .arg(untilText(until, m_clock(), QLocale{})),
                          [this, ids] { emit m_panel->snoozeRequested(ids, m_clock()); });
            });
    connect(m_worker, &AlertWorker::entriesRemoved, this, [this](const QList<qint64> &ids) {
        reloadLog();
        emit told(tr("%n alert(s) deleted.", nullptr, int(ids.size())),
                  [this, ids] { emit m_panel->restoreEntriesRequested(ids); });
    });
    connect(m_worker, &AlertWorker::entriesRestored, this, [this](const QList<qint64> &ids) {
        reloadLog();
        emit told(tr("%n alert(s) restored.", nullptr, int(ids.size())), {});
    });
    connect(m_worker, &AlertWorker::rulesRemoved, this, [this](const QList<qint64> &ids) {
        reloadRules();
        emit told(tr("%n rule(s) deleted.", nullptr, int(ids.size())),
                  [this, ids] { emit m_panel->restoreRulesRequested(ids); });
    });
    connect(m_worker, &AlertWorker::rulesRestored, this, [this](const QList<qint64> &ids) {
        reloadRules();
        emit told(tr("%n rule(s) restored.", nullptr, int(ids.size())), {});
    });
}

void AlertDesk::wireChart(PriceChart &chart, SeriesModel &prices)
{
    connect(&prices, &SeriesModel::coinChanged, this, [this, &prices] {
        const QString coin = prices.coin();
        m_marks.setSymbol(prices.isStock() || coin.isEmpty() ? coin : symbolOfCoin(coin));
    });
    connect(&m_marks, &SymbolAlerts::logRequested, m_chartWorker, &AlertWorker::loadLog);
    connect(m_chartWorker, &AlertWorker::logLoaded, &m_marks, &SymbolAlerts::acceptLog);
    // What it showed stays: the log says more of it.
    connect(m_chartWorker, &AlertWorker::logFailed, this, [this](quint64, const Error &error) {
        if (!m_saysLogFailure)
            showFailure(tr("The chart of prices shows alerts as they were before."), error);
    });
    connect(&m_marks, &SymbolAlerts::changed, &chart,
            [this, &chart] { chart.setAlerts(m_marks.alerts()); });
    connect(&chart, &PriceChart::firingActivated, this, [this](qint64 id) {
        if (const AlertLogEntry *entry = m_marks.entry(id))
            emit entryWanted(*entry);
    });
}

void AlertDesk::showFailure(const QString &headline, const Error &error)
{
    if (m_panel->isBehind()) // and says so: that its tables are not there is no news
        return;
    m_saysLogFailure = false;
    m_panel->banner().showMessage({Meaning::Danger, headline, errorText(error), error.detail});
}

void AlertDesk::reload()
{
    if (!m_reloading.isActive())
        m_reloading.start(ReloadPause);
}

void AlertDesk::reloadRules()
{
    QMetaObject::invokeMethod(m_worker, &AlertWorker::loadRules);
    QMetaObject::invokeMethod(m_worker, &AlertWorker::loadSnoozes);
    QMetaObject::invokeMethod(m_worker, &AlertWorker::loadStates);
}

void AlertDesk::reloadLog()
{
    m_log.reload();
    m_deleted.reload();
    m_marks.reload();
    QMetaObject::invokeMethod(m_worker, &AlertWorker::countOpen);
}

void AlertDesk::noteQuotes(const QList<Quote> &quotes)
{
    m_series.appendQuotes(quotes);
    tryAnew();
}

void AlertDesk::notePrices()
{
    m_series.refresh();
    tryAnew();
}

void AlertDesk::tryAnew()
{
    QMetaObject::invokeMethod(m_trialWorker, &AlertWorker::forgetPrices);
    QMetaObject::invokeMethod(m_worker, &AlertWorker::loadStates); // it is judged by them, too
    m_isTrialOld = !m_panel->isVisible();
    if (!m_isTrialOld)
        m_trial.refresh();
}

void AlertDesk::noteShown()
{
    if (std::exchange(m_isTrialOld, false))
        m_trial.refresh();
}
