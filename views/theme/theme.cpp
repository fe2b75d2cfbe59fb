// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/theme.h"

#include "views/theme/iconengine.h"
#include "views/theme/tidemarkstyle.h"

#include <QApplication>
#include <QMetaEnum>
#include <QStyle>
#include <QToolTip>

Theme::Theme(QObject *parent)
    : QObject{parent}
{}

void Theme::install()
{
    m_installed = true;
    m_style = new TidemarkStyle;
    QApplication::setStyle(m_style);
    update();
}

void Theme::setChoice(Choice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    update();
}

void Theme::setSystemDark(bool dark)
{
    if (dark == m_systemDark)
        return;
    m_systemDark = dark;
    if (m_choice == Choice::System)
        update();
}

bool Theme::isDark() const
{
    return m_tokens.base.lightness() < 128;
}

QIcon Theme::icon(const QString &name) const
{
    return QIcon{new IconEngine{name}};
}

QIcon Theme::icon(const QString &name, Meaning meaning) const
{
    return QIcon{new IconEngine{name, *this, meaning}};
}

void Theme::update()
{
    if (m_choice == Choice::Platform) {
        // An empty palette asks the platform for its own again.
        if (m_installed)
            QApplication::setPalette(QPalette{});
        m_tokens = tokensOf(QApplication::palette());
    } else {
        const bool dark = m_choice == Choice::Dark || (m_choice == Choice::System && m_systemDark);
        m_tokens = dark ? darkTokens() : lightTokens();
        if (m_installed)
            QApplication::setPalette(m_tokens.palette());
    }
    if (m_installed) {
        m_style->setTokens(m_tokens);
        QToolTip::setPalette(QApplication::palette());
    }
    emit changed();
}

QString themeChoiceName(Theme::Choice choice)
{
    const auto choices = QMetaEnum::fromType<Theme::Choice>();
    return QString::fromLatin1(choices.valueToKey(static_cast<int>(choice))).toLower();
}

Theme::Choice themeChoiceFromName(QStringView name)
{
    for (const Theme::Choice choice :
         {Theme::Choice::Light, Theme::Choice::Dark, Theme::Choice::Platform}) {
        if (name == themeChoiceName(choice))
            return choice;
    }
    return Theme::Choice::System;
}
