// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/trash/trashstore.h"

#include <QAction>

class Theme;

// Delete quotes… of the selected share: asks of which time, and why. GUI thread.
class DeleteQuotesAction final : public QAction
{
    Q_OBJECT

public:
    DeleteQuotesAction(const Theme &theme, QWidget &panel);

    // What is selected. symbol: the only share of it; empty: there is none.
    void setSelection(const QString &symbol, const QString &problem);
    // Why nothing can be deleted, whatever is selected, such as that the database is read-only.
    void setProblem(const QString &problem);

signals:
    void requested(const QuoteRange &range, const QString &reason);

private:
    void ask();
    void update();

    const Theme &m_theme;
    QWidget &m_panel;
    QString m_symbol;
    QString m_selectionProblem;
    QString m_problem;
};
