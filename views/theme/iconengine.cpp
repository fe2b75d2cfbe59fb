// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/iconengine.h"

#include "views/theme/theme.h"

#include <QFile>
#include <QGuiApplication>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::Literals::StringLiterals;

IconEngine::IconEngine(const QString &name)
    : m_name{name}
{
    QFile file{u":/icons/%1.svg"_s.arg(name)};
    if (file.open(QIODevice::ReadOnly))
        m_drawing = file.readAll();
    else
        qWarning("No icon is called %s", qUtf8Printable(name));
}

IconEngine::IconEngine(const QString &name, const Theme &theme, Meaning meaning)
    : IconEngine{name}
{
    m_theme = &theme;
    m_meaning = meaning;
}

QColor IconEngine::colour(QIcon::Mode mode) const
{
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Selected)
        return palette.color(QPalette::HighlightedText);
    if (mode == QIcon::Disabled)
        return palette.color(QPalette::Disabled, QPalette::ButtonText);
    if (m_meaning && m_theme)
        return m_theme->colour(*m_meaning);
    return palette.color(QPalette::ButtonText);
}

QPixmap IconEngine::draw(const QSize &pixels, QIcon::Mode mode) const
{
    const QString colourName = colour(mode).name();
    const QString key = u"tidemark/%1/%2/%3x%4"_s.arg(m_name, colourName)
                                .arg(pixels.width())
                                .arg(pixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap{pixels};
    pixmap.fill(Qt::transparent);
    QByteArray drawing = m_drawing;
    QSvgRenderer renderer{drawing.replace("currentColor", colourName.toLatin1())};
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    QPainter painter{&pixmap};
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void IconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State)
{
    painter->drawPixmap(rect, draw(rect.size() * painter->device()->devicePixelRatioF(), mode));
}

QPixmap IconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State)
{
    return draw(size, mode);
}

// The size counts device pixels already.
QPixmap IconEngine::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal)
{
    return draw(size, mode);
}

QList<QSize> IconEngine::availableSizes(QIcon::Mode, QIcon::State)
{
    // What trays and window managers pick from.
    return {{16, 16}, {22, 22}, {24, 24}, {32, 32}, {48, 48}, {64, 64}, {128, 128}};
}
