// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/alerts/ruleproblems.h"
#include "models/alerts/ruletrial.h"
#include "models/alerts/ruleversionmodel.h"
#include "models/quotes/seriesmodel.h"
#include "views/theme/theme.h"

#include <QFrame>
#include <QHash>
#include <QLocale>
#include <QSet>

#include <functional>
#include <optional>

class BacktestView;
class DataTable;
class ElidedLabel;
class LinkButton;
class QCheckBox;
class QPushButton;
class QStackedWidget;
class RuleForm;
class TextLabel;

// One rule: its fields, what it would have done, and its versions. What was written and not saved
// is kept while another rule is looked at. GUI thread.
class RuleEditor final : public QFrame
{
    Q_OBJECT

public:
    // Trial and series are the editor's own; all outlive it. remove: the button beside Save.
    RuleEditor(RuleTrial &trial, SeriesModel &series, const Theme &theme, const QLocale &locale,
               QWidget *parent = nullptr);

    // The rule as it is stored; with id 0 a new one.
    void showRule(const AlertRule &rule);
    // No rule at all.
    void clear();
    [[nodiscard]] qint64 ruleId() const { return m_stored.id; }
    [[nodiscard]] bool hasRule() const { return m_hasRule; }
    // What is written here and not saved.
    [[nodiscard]] bool isChanged() const;
    // Of all rules, a new one with id 0.
    [[nodiscard]] QList<AlertRule> drafts() const { return m_drafts.values(); }
    [[nodiscard]] bool isSavable(const AlertRule &draft) const;
    // It was saved: what was written is the newest version now.
    void acceptSaved(const AlertRule &rule);
    void acceptVersions(qint64 ruleId, const QList<AlertRule> &versions);
    void setSymbols(const QStringList &symbols);
    // The newest price of a symbol: a new rule's level until somebody writes another.
    using LastPrice = std::function<std::optional<Price>(const QString &symbol)>;
    void setLastPrice(const LastPrice &lastPrice) { m_lastPrice = lastPrice; }
    void focusName();
    [[nodiscard]] BacktestView &backtest() { return *m_backtest; }

public slots:
    void save();
    void revert();

signals:
    void saveRequested(const AlertRule &rule);
    void removeRequested(qint64 ruleId);
    void versionsRequested(qint64 ruleId);
    // Stored rules that were changed here and not saved.
    void draftsChanged(const QSet<qint64> &ids);

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeContent();
    [[nodiscard]] QWidget *makeVersions();
    [[nodiscard]] QWidget *makeFoot();
    void load(const AlertRule &stored, const AlertRule &written);
    void noteEdit();
    void moveLevel(Price level);
    void follow();
    void followSymbol();
    void keepDraft(const AlertRule &rule);
    void tellDrafts();
    [[nodiscard]] QList<RuleProblem> blamed(const QList<RuleProblem> &problems,
                                            const AlertRule &rule) const;
    void showVersions(bool isShown);
    void takeVersion();
    [[nodiscard]] AlertRule written() const;
    [[nodiscard]] QString saveWords(const QList<RuleProblem> &problems, bool isMarked) const;

    const Theme &m_theme;
    QLocale m_locale;
    RuleVersionModel m_versions;
    AlertRule m_stored;
    QHash<qint64, AlertRule> m_drafts; // of rules that were changed and not saved
    QSet<qint64> m_told;               // of these, as draftsChanged() said last
    LastPrice m_lastPrice;
    QString m_pricedSymbol; // that the level of a new rule is the newest price of
    bool m_hasRule = false;
    bool m_isLoading = false;
    ElidedLabel *m_title = nullptr;
    ElidedLabel *m_version = nullptr;
    LinkButton *m_history = nullptr;
    QCheckBox *m_enabled = nullptr;
    RuleForm *m_form = nullptr;
    BacktestView *m_backtest = nullptr;
    DataTable *m_versionTable = nullptr;
    QStackedWidget *m_pages = nullptr;
    TextLabel *m_words = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_revert = nullptr;
    QPushButton *m_save = nullptr;
};
