// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/emptystate.h"

#include "views/shell/actionbutton.h"
#include "views/theme/theme.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

EmptyState::EmptyState(const Theme &theme, const QString &iconName, const QString &sentence,
                       QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_iconName{iconName}
    , m_icon{new QLabel{this}}
    , m_sentence{new QLabel{this}}
    , m_column{new QVBoxLayout{this}}
{
    m_icon->setAlignment(Qt::AlignCenter);
    m_sentence->setObjectName(u"emptySentence"_s);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
    m_column->setContentsMargins(24, 24, 24, 24);
    m_column->setSpacing(12);
    m_column->addStretch();
    m_column->addWidget(m_icon);
    m_column->addWidget(m_sentence);
    m_column->addStretch();
    setSentence(sentence);
    paintIcon();
    connect(&theme, &Theme::changed, this, &EmptyState::paintIcon);
}

void EmptyState::setSentence(const QString &sentence)
{
    m_sentence->setText(sentence);
}

void EmptyState::setNextStep(QAction &action)
{
    delete m_button;
    m_button = new ActionButton{action, this};
    m_column->insertWidget(m_column->count() - 1, m_button, 0, Qt::AlignHCenter);
}

void EmptyState::paintIcon()
{
    m_icon->setPixmap(
            m_theme.icon(m_iconName, Meaning::Missed).pixmap(QSize{24, 24}, devicePixelRatioF()));
}
