// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/detailscard.h"

#include "views/theme/textlabel.h"
#include "views/theme/typescale.h"
#include "views/theme/wrappedlabel.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QIcon>
#include <QScrollArea>
#include <QVBoxLayout>

DetailsCard::DetailsCard(const QString &name, QWidget *parent)
    : QFrame{parent}
    , m_icon{new QLabel{this}}
    , m_title{new WrappedLabel{TextSize::Section, {}, this}}
    , m_scroll{new QScrollArea{this}}
    , m_head{new QHBoxLayout}
    , m_foot{new QHBoxLayout}
{
    setFrameStyle(int(QFrame::StyledPanel) | int(QFrame::Plain));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setMinimumWidth(grown(230));
    m_icon->hide();
    m_title->hide();
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setBackgroundRole(QPalette::Base);
    m_scroll->setFocusPolicy(Qt::StrongFocus); // what is long scrolls by key
    m_scroll->setAccessibleName(name);
    m_head->setSpacing(8);
    m_head->addWidget(m_icon, 0, Qt::AlignTop);
    m_head->addWidget(m_title, 1);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(14, 12, 14, 12);
    rows->setSpacing(8);
    rows->addLayout(m_head);
    rows->addWidget(m_scroll, 1);
    rows->addLayout(m_foot);
}

void DetailsCard::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->show();
}

void DetailsCard::setState(const QIcon &icon, const QString &name)
{
    m_icon->setVisible(!icon.isNull());
    m_icon->setPixmap(icon.pixmap(smallIconSize()));
    m_icon->setAccessibleName(name);
}

void DetailsCard::begin()
{
    auto *page = new QWidget; // replaces the old page, which the scroll area deletes
    page->setBackgroundRole(QPalette::Base);
    m_rows = new QVBoxLayout{page};
    m_rows->setContentsMargins(0, 0, 4, 0);
    m_rows->setSpacing(8);
}

void DetailsCard::end()
{
    m_rows->addStretch(1);
    m_scroll->setWidget(m_rows->parentWidget());
}

void DetailsCard::addText(const QString &text, bool isQuiet)
{
    if (text.isEmpty())
        return;
    auto *label = new TextLabel{TextSize::Body, text, m_rows->parentWidget()};
    label->setWordWrap(true);
    label->setQuiet(isQuiet);
    m_rows->addWidget(label);
}

void DetailsCard::addHeading(const QString &text)
{
    auto *label = new TextLabel{TextSize::Body, text, m_rows->parentWidget()};
    label->setFont(strongFont());
    m_rows->addSpacing(4);
    m_rows->addWidget(label);
}

void DetailsCard::addCode(const QString &text)
{
    auto *label = new QLabel{m_rows->parentWidget()};
    label->setTextFormat(Qt::PlainText);
    label->setFont(fixedFont());
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setText(text);
    m_rows->addWidget(label);
}

void DetailsCard::addFacts(const QList<QPair<QString, QString>> &facts)
{
    auto *grid = new QGridLayout;
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 2);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    int row = 0;
    for (const auto &[name, value] : facts) {
        auto *nameLabel = new WrappedLabel{TextSize::Body, name, m_rows->parentWidget()};
        nameLabel->setQuiet(true);
        grid->addWidget(nameLabel, row, 0);
        grid->addWidget(new WrappedLabel{TextSize::Body, value, m_rows->parentWidget()}, row++, 1);
    }
    m_rows->addLayout(grid);
}
