// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/assets/forecasttablemodel.h"

#include <QFrame>

class LinkButton;
class QLabel;
class QStackedWidget;
class Theme;

// The calls of the next seven days as a chart, or as a table. GUI thread.
class CallsCard final : public QFrame
{
    Q_OBJECT

public:
    CallsCard(ForecastTableModel &forecast, const Theme &theme, QWidget *parent = nullptr);

    void setTableShown(bool isShown);
    [[nodiscard]] bool isTableShown() const;

private:
    [[nodiscard]] QWidget *makeHeading();
    void paintLegend();

    const Theme &m_theme;
    QLabel *m_usedMark = nullptr;
    QLabel *m_forecastMark = nullptr;
    QWidget *m_legend = nullptr;
    LinkButton *m_turn = nullptr;
    QStackedWidget *m_pages = nullptr;
};
