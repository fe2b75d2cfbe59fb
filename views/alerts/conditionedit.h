// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertcondition.h"
#include "views/theme/theme.h"

#include <QLocale>
#include <QWidget>

class LinkButton;
class QVBoxLayout;
class TermRow;
class TextLabel;

// The condition of a rule as rows of comparisons, joined by 'and' and 'or'; below, its text as it
// is stored and as commands take it. GUI thread.
class ConditionEdit final : public QWidget
{
    Q_OBJECT

public:
    ConditionEdit(const Theme &theme, const QLocale &locale, QWidget *parent = nullptr);

    void setCondition(const AlertCondition &condition);
    [[nodiscard]] AlertCondition condition() const;
    // Whether every number can be read; the rows say what is wrong.
    [[nodiscard]] bool isReadable() const;
    // By term; empty where nothing is wrong. whole: what is wrong with all of it.
    void showProblems(const QStringList &byTerm, const QString &whole);
    // The row that 'tab' enters first.
    [[nodiscard]] QWidget *firstField() const;

signals:
    void edited();

private:
    void setCount(int count);
    void addTerm();
    void removeTerm(int number);
    void showText();

    const Theme &m_theme;
    QLocale m_locale;
    QList<TermRow *> m_terms;
    QVBoxLayout *m_rows = nullptr;
    LinkButton *m_add = nullptr;
    TextLabel *m_text = nullptr;
    TextLabel *m_problem = nullptr;
};
