// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/position.h"

#include <QFrame>
#include <QLocale>

class QHBoxLayout;
class TextLabel;

// What the portfolio is worth at a glance: one big number a currency, the gain where a cost is
// known, and in words how many positions have no price. GUI thread.
class PortfolioSummary final : public QFrame
{
    Q_OBJECT

public:
    explicit PortfolioSummary(const QLocale &locale, QWidget *parent = nullptr);

    void setPortfolio(const Portfolio &portfolio);

private:
    void addTotal(const CurrencyTotal &total);

    QLocale m_locale;
    QHBoxLayout *m_row;
    QList<QWidget *> m_parts; // of the row, without the last
    TextLabel *m_unpriced;
};
