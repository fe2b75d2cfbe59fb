// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/alerts/alertlogmodel.h"
#include "models/alerts/deletedalertmodel.h"
#include "models/alerts/ruletablemodel.h"
#include "models/alerts/ruletrial.h"
#include "models/quotes/seriesmodel.h"
#include "views/theme/theme.h"

#include <QLocale>
#include <QWidget>

#include <functional>
#include <optional>

class ActionButton;
class AlertActions;
class AlertTabs;
class Banner;
class EmptyState;
class ExportAction;
class QComboBox;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class RuleEditor;

// Alerts: what fired and the rules at the left, the rule in hand at the right. It asks by signals
// and is told by slots; nothing here stores or judges. GUI thread.
class AlertsPanel final : public QWidget
{
    Q_OBJECT

public:
    // What it shows; all outlive it. The series is the back-test's own.
    struct Models {
        AlertLogModel &log;
        RuleTableModel &rules;
        DeletedAlertModel &deleted;
        RuleTrial &trial;
        SeriesModel &series;
    };

    AlertsPanel(Models models, const Theme &theme, const QLocale &locale,
                QWidget *parent = nullptr);

    // For the window's menus; the panel's own, so their keys work while it shows.
    [[nodiscard]] QList<QAction *> editActions() const;
    [[nodiscard]] QList<QAction *> viewActions() const;
    // For errors; hidden until it is told one.
    [[nodiscard]] Banner &banner() { return *m_banner; }
    // Asks for the rows that the panel lists, as it lists them.
    [[nodiscard]] ExportAction &exportAction() { return *m_export; }

    // What the person looks at elsewhere, and the newest price of a symbol: a new rule begins
    // there.
    struct Market {
        std::function<QString()> symbol;
        std::function<std::optional<Price>(const QString &symbol)> lastPrice;
    };
    void setMarket(const Market &market);
    // The database is older than this panel: says so, and where to bring it up to date, in place of
    // tables that cannot be read. An empty sentence: it is not.
    void setBehind(const QString &sentence, QAction &openMigrations);
    [[nodiscard]] bool isBehind() const;

    // What was written and not saved, in words; of rules that are there.
    [[nodiscard]] QStringList unsaved() const;
    // Asks for it to be stored. False: one cannot be as it is, and is in hand now.
    bool saveUnsaved();

    // Columns and sizes, for settings.
    [[nodiscard]] QByteArray saveState() const;
    bool restoreState(const QByteArray &state);

public slots:
    void setOpenCount(int count);
    // It was stored, and its versions.
    void acceptSaved(const AlertRule &rule);
    void acceptVersions(qint64 ruleId, const QList<AlertRule> &versions);
    // Goes to these alerts in the log, whatever the filter hides, and selects them.
    void showEntries(const QList<AlertLogEntry> &entries);
    // A new rule on this symbol; empty: on the one that is looked at.
    void beginRule(const QString &symbol, const AlertTerm &term = {});

signals:
    void saveRequested(const AlertRule &rule);
    void versionsRequested(qint64 ruleId);
    void removeRulesRequested(const QList<qint64> &ids);
    void restoreRulesRequested(const QList<qint64> &ids);
    void acknowledgeRequested(const QList<qint64> &ids);
    void unacknowledgeRequested(const QList<qint64> &ids); // as it was before
    void snoozeRequested(const QList<qint64> &ruleIds, const QDateTime &until);
    void removeEntriesRequested(const QList<qint64> &ids);
    void restoreEntriesRequested(const QList<qint64> &ids);
    // An invalid time: the newest.
    void chartRequested(const QString &symbol, const QDateTime &time);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override; // keys of the filter

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeContent();
    void connectActions();
    void applyFilter();
    void clearFilter();
    void showTab();
    void showCurrent();
    void followRules();
    [[nodiscard]] QList<AlertRule> drafts() const;
    void acknowledge();
    void snooze(const QDateTime &until);
    void selectSaved();
    void remove();
    void restore();
    void showInChart();

    Models m_models;
    const Theme &m_theme;
    QLocale m_locale;
    AlertActions *m_actions = nullptr;
    ExportAction *m_export = nullptr;
    QAction *m_columns = nullptr; // of the log; the other tables have theirs in their headers
    QAction *m_clearFilter = nullptr;
    QList<ActionButton *> m_rareButtons; // of the header
    QLineEdit *m_filterEdit = nullptr;
    QComboBox *m_statuses = nullptr;
    QComboBox *m_times = nullptr;
    QAction *m_statusPlace = nullptr; // in the header
    QAction *m_timePlace = nullptr;
    QAction *m_exportPlace = nullptr;
    Banner *m_banner = nullptr;
    QStackedWidget *m_pages = nullptr; // the tables and the rule, or why there are none
    EmptyState *m_behind = nullptr;
    AlertTabs *m_tabs = nullptr;
    RuleEditor *m_editor = nullptr;
    QSplitter *m_splitter = nullptr;
    Market m_market;
    QList<qint64> m_wanted; // what showEntries() goes to
    qint64 m_current = 0;   // the rule that was chosen last
    qint64 m_saved = 0;     // a rule that was saved, and is not listed yet
};
