// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alerts/fieldbox.h"

#include "views/theme/textlabel.h"
#include "views/theme/theme.h"

#include <QAccessible>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

FieldBox::FieldBox(QWidget *field, const Theme &theme, QWidget *parent)
    : QWidget{parent}
    , m_field{field}
    , m_problem{new TextLabel{TextSize::Secondary, {}, this}}
{
    m_problem->setObjectName(field->objectName() + u"Problem"_s);
    m_problem->setWordWrap(true);
    m_problem->setMeaning(theme, Meaning::Danger);
    m_problem->hide();
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    rows->addWidget(field);
    rows->addWidget(m_problem);
}

void FieldBox::setProblem(const QString &sentence)
{
    if (sentence == m_problem->text())
        return;
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    m_field->setAccessibleDescription(sentence);
    if (sentence.isEmpty())
        return;
    QAccessibleEvent event{m_problem, QAccessible::Alert};
    QAccessible::updateAccessibility(&event);
}

QString FieldBox::problem() const
{
    return m_problem->text();
}
