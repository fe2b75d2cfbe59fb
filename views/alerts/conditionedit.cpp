// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alerts/conditionedit.h"

#include "views/alerts/termrow.h"
#include "views/shell/linkbutton.h"
#include "views/theme/textlabel.h"

#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int MostTerms = 16; // as AlertCondition::parse() takes them

} // namespace

ConditionEdit::ConditionEdit(const Theme &theme, const QLocale &locale, QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_locale{locale}
{
    setObjectName(u"conditionEdit"_s);
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(4);
    m_add = new LinkButton{tr("And when…"), this};
    m_add->setObjectName(u"addTerm"_s);
    m_add->setToolTip(tr("Adds a part that must be met, too, or may be met instead"));
    connect(m_add, &QAbstractButton::clicked, this, &ConditionEdit::addTerm);
    m_text = new TextLabel{TextSize::Secondary, {}, this};
    m_text->setObjectName(u"conditionText"_s);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setToolTip(tr("The condition as it is stored, and as tidemarkctl takes it"));
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_problem = new TextLabel{TextSize::Secondary, {}, this};
    m_problem->setObjectName(u"conditionProblem"_s);
    m_problem->setWordWrap(true);
    m_problem->setMeaning(theme, Meaning::Danger);
    m_problem->hide();
    auto *below = new QHBoxLayout;
    below->setSpacing(16);
    below->addWidget(m_add);
    below->addWidget(m_text, 1);
    auto *all = new QVBoxLayout{this};
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(2);
    all->addLayout(m_rows);
    all->addWidget(m_problem);
    all->addLayout(below);
    setCount(1);
}

void ConditionEdit::setCondition(const AlertCondition &condition)
{
    int count = 0;
    for (const QList<AlertTerm> &all : condition.anyOf)
        count += int(all.size());
    setCount(std::max(count, 1));
    int number = 0;
    for (const QList<AlertTerm> &all : condition.anyOf) {
        for (qsizetype i = 0; i < all.size(); ++i) {
            m_terms[number]->setTerm(all.at(i));
            m_terms[number]->setJoinedByOr(i == 0);
            ++number;
        }
    }
    if (count == 0)
        m_terms[0]->setTerm({});
    showText();
}

AlertCondition ConditionEdit::condition() const
{
    AlertCondition condition;
    for (const TermRow *row : m_terms) {
        if (condition.anyOf.isEmpty() || row->isJoinedByOr())
            condition.anyOf.append(QList<AlertTerm>{});
        condition.anyOf.last().append(row->term());
    }
    return condition;
}

bool ConditionEdit::isReadable() const
{
    return std::ranges::all_of(m_terms,
                               [](const TermRow *row) { return row->problem().isEmpty(); });
}

void ConditionEdit::showProblems(const QStringList &byTerm, const QString &whole)
{
    for (int number = 0; number < m_terms.size(); ++number) {
        const QString unread = m_terms.at(number)->problem();
        m_terms.at(number)->showProblem(unread.isEmpty() ? byTerm.value(number) : unread);
    }
    m_problem->setText(whole);
    m_problem->setVisible(!whole.isEmpty());
    showText();
}

QWidget *ConditionEdit::firstField() const
{
    return m_terms.constFirst()->findChild<QWidget *>(u"measure0"_s);
}

void ConditionEdit::setCount(int count)
{
    while (m_terms.size() > count)
        m_terms.takeLast()->deleteLater();
    while (m_terms.size() < count) {
        const int number = int(m_terms.size());
        auto *row = new TermRow{number, m_theme, m_locale, this};
        if (!m_terms.isEmpty())
            QWidget::setTabOrder(m_terms.constLast(), row);
        m_terms.append(row);
        m_rows->addWidget(row);
        connect(row, &TermRow::edited, this, &ConditionEdit::edited);
        connect(row, &TermRow::removed, this, [this, number] { removeTerm(number); });
    }
    for (TermRow *row : std::as_const(m_terms))
        row->setRemovable(count > 1);
    QWidget::setTabOrder(m_terms.constLast(), m_add);
    m_add->setVisible(count < MostTerms);
}

void ConditionEdit::addTerm()
{
    AlertTerm term;
    term.measure = AlertMeasure::Change;
    term.spanMs = 3'600'000;
    term.level = Price::fromUnits(Price::Units{5} * 100'000'000);
    setCount(int(m_terms.size()) + 1);
    m_terms.constLast()->setTerm(term);
    emit edited();
}

void ConditionEdit::removeTerm(int number)
{
    QList<std::pair<AlertTerm, bool>> left;
    for (const TermRow *row : std::as_const(m_terms))
        left.append({row->term(), row->isJoinedByOr()});
    left.removeAt(number);
    setCount(int(left.size()));
    for (int i = 0; i < left.size(); ++i) {
        m_terms[i]->setTerm(left.at(i).first);
        m_terms[i]->setJoinedByOr(left.at(i).second);
    }
    emit edited();
}

void ConditionEdit::showText()
{
    m_text->setText(tr("Stored as: %1").arg(condition().fullText()));
}
