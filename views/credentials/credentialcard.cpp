// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/credentials/credentialcard.h"

#include "models/credentials/credentialtext.h"
#include "views/theme/textlabel.h"

#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

CredentialCard::CredentialCard(const Theme &theme, QWidget *parent)
    : QFrame{parent}
    , m_theme{theme}
{
    setFrameStyle(int(QFrame::StyledPanel) | int(QFrame::Plain));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setMinimumSize(grown(260), grown(160)); // it scrolls inside
    auto *content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    auto *parts = new QVBoxLayout{content};
    parts->setContentsMargins(0, 0, 4, 0);
    parts->setSpacing(8);
    const auto add = [&](TextSize size, const QString &name, const QString &text = {}) {
        auto *label = new TextLabel{size, text, content};
        label->setObjectName(name);
        label->setWordWrap(true);
        parts->addWidget(label);
        return label;
    };
    m_title = add(TextSize::Section, u"cardTitle"_s);
    m_purpose = add(TextSize::Body, u"cardPurpose"_s);
    parts->addSpacing(8);
    add(TextSize::Group, u"cardPlaceHeading"_s, tr("Where it is"));
    m_place = add(TextSize::Body, u"cardPlace"_s);
    parts->addSpacing(8);
    m_testHeading = add(TextSize::Group, u"cardTestHeading"_s, tr("Last test"));
    m_test = add(TextSize::Body, u"cardTest"_s);
    parts->addStretch(1);
    auto *scroll = new QScrollArea{this};
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setBackgroundRole(QPalette::Base);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("About this credential"));
    scroll->setWidget(content);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(14, 10, 10, 12);
    rows->addWidget(scroll);
}

void CredentialCard::showCredential(const CredentialRow &row)
{
    m_title->setText(credentialTitle(row));
    m_purpose->setText(credentialPurpose(row));
    m_place->setText(placeText(row));
    const bool wasTested = row.test != CredentialRow::Test::NotTested;
    m_testHeading->setVisible(wasTested);
    m_test->setVisible(wasTested);
    m_test->setText(testWord(row));
}
