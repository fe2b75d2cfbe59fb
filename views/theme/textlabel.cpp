// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/textlabel.h"

#include "views/theme/theme.h"

#include <QEvent>

TextLabel::TextLabel(TextSize size, const QString &text, QWidget *parent)
    : QLabel{parent}
    , m_size{size}
{
    setTextFormat(Qt::PlainText);
    setText(text);
    setFont(textFont(size));
    setQuiet(size == TextSize::Secondary || size == TextSize::Group);
}

void TextLabel::setQuiet(bool quiet)
{
    setForegroundRole(quiet ? QPalette::PlaceholderText : QPalette::WindowText);
}

void TextLabel::setMeaning(const Theme &theme, Meaning meaning)
{
    setQuiet(false);
    const auto colour = [this, &theme, meaning] {
        QPalette own;
        own.setColor(QPalette::WindowText, theme.colour(meaning));
        setPalette(own);
    };
    disconnect(m_colouring);
    m_colouring = connect(&theme, &Theme::changed, this, colour);
    colour();
}

bool TextLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ApplicationFontChange) // not one of those that changeEvent() gets
        setFont(textFont(m_size));
    return QLabel::event(event);
}
