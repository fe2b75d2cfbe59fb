// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/tokens.h"

#include <QIcon>
#include <QObject>
#include <QString>

class TidemarkStyle;

// The program's looks: which colours hold now, and icons in them. One lives in the composition root
// and reaches widgets by reference. GUI thread.
//
// A widget that uses only palette roles follows by itself; one that asks for tokens or semantic
// icons asks again on changed().
class Theme final : public QObject
{
    Q_OBJECT

public:
    enum class Choice { System, Light, Dark, Platform };
    Q_ENUM(Choice)

    explicit Theme(QObject *parent = nullptr);

    // Gives the application its style and palette, now and after each change. Call once, before
    // the first widget. Without it (tests of a single widget) tokens and icons work all the same.
    void install();

    void setChoice(Choice choice);
    [[nodiscard]] Choice choice() const { return m_choice; }

    // What the desktop prefers; counts while the choice is System.
    void setSystemDark(bool dark);

    [[nodiscard]] bool isDark() const;
    [[nodiscard]] const Tokens &tokens() const { return m_tokens; }
    [[nodiscard]] QColor colour(Meaning meaning) const { return m_tokens.colour(meaning); }
    [[nodiscard]] QColor tint(Meaning meaning) const { return m_tokens.tint(meaning); }

    // An icon of resources/icons by its file's name: in ButtonText, in HighlightedText when
    // selected. It follows the theme by itself, and so does one with a meaning.
    [[nodiscard]] QIcon icon(const QString &name) const;
    [[nodiscard]] QIcon icon(const QString &name, Meaning meaning) const;

signals:
    // Tokens are others now. The application's palette is set already.
    void changed();

private:
    void update();

    Choice m_choice = Choice::System;
    bool m_systemDark = false;
    bool m_installed = false;
    Tokens m_tokens = lightTokens();
    TidemarkStyle *m_style = nullptr; // owned by the application
};

// A choice as settings store it: "system", "light", "dark", "platform"; System for what is unknown.
[[nodiscard]] QString themeChoiceName(Theme::Choice choice);
[[nodiscard]] Theme::Choice themeChoiceFromName(QStringView name);
