// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QLocale>

class QComboBox;
class QSpinBox;
class TextLabel;

// The plan at the provider, and how many of its calls may be used: fewer leave some for other
// programs with the same token. Deletes itself. GUI thread.
class PlanDialog final : public QDialog
{
    Q_OBJECT

public:
    // symbols: active stocks and funds.
    PlanDialog(const QLocale &locale, int callsADay, int symbols, QWidget *parent = nullptr);

signals:
    void chosen(int callsADay);

private:
    void followPlan();
    void updateRound();

    QLocale m_locale;
    int m_symbols;
    QComboBox *m_plan;
    QSpinBox *m_calls;
    TextLabel *m_round;
};
