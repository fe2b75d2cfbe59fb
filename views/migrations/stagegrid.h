// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/rehearsal/rehearsal.h"
#include "views/theme/theme.h"

#include <QList>
#include <QLocale>
#include <QWidget>

class QGridLayout;

// The stages of a rehearsal with icon and time, in as many columns as fit. GUI thread.
class StageGrid final : public QWidget
{
    Q_OBJECT

public:
    StageGrid(QLocale locale, const Theme &theme, QWidget *parent = nullptr);

    void setStages(const QList<RehearsalStage> &stages);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    [[nodiscard]] QWidget *makeStage(int number);
    void arrange();

    QLocale m_locale;
    const Theme &m_theme;
    QGridLayout *m_grid;
    QList<RehearsalStage> m_stages;
    QList<QWidget *> m_cells;
    int m_columns = 0;
};
