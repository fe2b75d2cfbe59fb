// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/deletequotesaction.h"

#include "views/quotes/deletequotesdialog.h"
#include "views/shell/usableaction.h"
#include "views/theme/theme.h"

using namespace Qt::Literals::StringLiterals;

DeleteQuotesAction::DeleteQuotesAction(const Theme &theme, QWidget &panel)
    : QAction{theme.icon(u"recycle-bin"_s), tr("&Delete quotes…"), &panel}
    , m_theme{theme}
    , m_panel{panel}
{
    setObjectName(u"deleteQuotes"_s);
    connect(this, &QAction::triggered, this, &DeleteQuotesAction::ask);
    update();
}

void DeleteQuotesAction::setSelection(const QString &symbol, const QString &problem)
{
    m_symbol = symbol;
    m_selectionProblem = problem;
    update();
}

void DeleteQuotesAction::setProblem(const QString &problem)
{
    m_problem = problem;
    update();
}

void DeleteQuotesAction::update()
{
    setUsable(*this, m_problem.isEmpty() ? m_selectionProblem : m_problem,
              tr("Puts delayed quotes of the share, of a time that was wrong, into the recycle "
                 "bin; it can be undone"));
}

void DeleteQuotesAction::ask()
{
    auto *dialog = new DeleteQuotesDialog{m_theme, m_symbol, QDateTime::currentDateTimeUtc(),
                                          m_panel.window()};
    connect(dialog, &DeleteQuotesDialog::chosen, this, &DeleteQuotesAction::requested);
    dialog->open();
}
