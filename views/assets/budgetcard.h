// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/callbudget.h"

#include <QFrame>
#include <QLocale>

class BudgetCells;
class LeadText;
class QAction;
class QComboBox;
class QLabel;
class TextLabel;
class Theme;

// The calls that the provider allows today, how many are used, and how far they reach. GUI thread.
class BudgetCard final : public QFrame
{
    Q_OBJECT

public:
    // plan: opens plan and limits; not owned.
    BudgetCard(const Theme &theme, QLocale locale, QAction &plan, QWidget *parent = nullptr);

    // symbols: active stocks and funds. now: UTC.
    void setBoard(const AssetBoard &board, int symbols, const QDateTime &now);

    // Leaves away what a call is spent on, for a low window; the tool tip has it then.
    void setLow(bool isLow);

signals:
    void planChosen(int callsADay);
    void customPlanRequested();
    void callsRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void keepWhole();
    [[nodiscard]] QWidget *makeHeading();
    [[nodiscard]] QWidget *makeFigure();
    [[nodiscard]] QWidget *makeForecast();
    [[nodiscard]] QWidget *makeFoot(QAction &plan);
    void fillPlans(int limit);
    void paintIcon();

    const Theme &m_theme;
    QLocale m_locale;
    QComboBox *m_plans = nullptr;
    TextLabel *m_used = nullptr;
    TextLabel *m_usedWords = nullptr;
    TextLabel *m_left = nullptr;
    BudgetCells *m_cells = nullptr;
    TextLabel *m_counter = nullptr;
    QLabel *m_icon = nullptr;
    TextLabel *m_round = nullptr;
    TextLabel *m_cost = nullptr;
    int m_limit = -1; // as it stands in the choice of plans
};
