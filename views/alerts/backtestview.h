// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/alerts/chartalerts.h"
#include "models/alerts/firingtablemodel.h"
#include "models/alerts/ruletrial.h"
#include "models/quotes/seriesmodel.h"
#include "views/theme/theme.h"

#include <QLocale>
#include <QWidget>

class DataTable;
class LinkButton;
class PriceChart;
class QActionGroup;
class QStackedWidget;
class ElidedLabel;
class TrialBox;

// What a rule would have done, while it is edited: a sentence, the prices with its level, which is
// dragged or moved by Up and Down, and each firing; the same as a table. GUI thread.
class BacktestView final : public QWidget
{
    Q_OBJECT

public:
    // The series is this view's own: it follows the rule. All outlive the view.
    BacktestView(RuleTrial &trial, SeriesModel &series, const Theme &theme, const QLocale &locale,
                 QWidget *parent = nullptr);

    // The rule as it is written now; isSound: it can be judged.
    void setRule(const AlertRule &rule, bool isSound);
    [[nodiscard]] PriceChart &chart() { return *m_chart; }

signals:
    void levelMoved(Price level); // wanted: setRule() moves it

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeFoot();
    void choose(TrialRange range);
    void showPrices();
    void fitPrices();
    void showTrial();
    void showAlerts();
    void showHoles();
    void showTable(bool isShown);
    [[nodiscard]] QString thresholdWords(const ChartThreshold &threshold) const;

    RuleTrial &m_trial;
    SeriesModel &m_series;
    const Theme &m_theme;
    QLocale m_locale;
    AlertRule m_rule;
    bool m_isSound = false;
    bool m_isFitting = false; // the range is new, and its prices have not come yet
    FiringTableModel m_firings;
    QActionGroup *m_ranges = nullptr;
    ElidedLabel *m_source = nullptr;
    TrialBox *m_sentence = nullptr;
    PriceChart *m_chart = nullptr;
    DataTable *m_table = nullptr;
    QStackedWidget *m_pages = nullptr;
    ElidedLabel *m_holes = nullptr;
    LinkButton *m_turn = nullptr;
};
