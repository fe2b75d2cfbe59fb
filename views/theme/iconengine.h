// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/tokens.h"

#include <QIconEngine>
#include <QPointer>
#include <QString>

#include <optional>

class Theme;

// Paints one of our drawings (resources/icons/NAME.svg) at any size and pixel ratio, in the colour
// that holds when it is painted, so that icons need no exchange when the theme changes. Drawings
// with fixed fills (tray, program) keep them. GUI thread.
class IconEngine final : public QIconEngine
{
public:
    // In ButtonText of the application's palette.
    explicit IconEngine(const QString &name);

    // In the theme's colour of the meaning. An icon that outlives the theme is painted as above.
    IconEngine(const QString &name, const Theme &theme, Meaning meaning);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override;
    QList<QSize> availableSizes(QIcon::Mode mode, QIcon::State state) override;
    QString iconName() override { return m_name; }
    bool isNull() override { return m_drawing.isEmpty(); }
    [[nodiscard]] QIconEngine *clone() const override { return new IconEngine{*this}; }

private:
    [[nodiscard]] QColor colour(QIcon::Mode mode) const;
    [[nodiscard]] QPixmap draw(const QSize &pixels, QIcon::Mode mode) const;

    QString m_name;
    QByteArray m_drawing; // SVG text with currentColor where the colour goes
    QPointer<const Theme> m_theme;
    std::optional<Meaning> m_meaning;
};
