// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/typescale.h"

#include <QApplication>
#include <QFontDatabase>

namespace {

// Height of the font that the design was drawn with (Noto Sans, 13 px); DejaVu is much the same.
constexpr int designFontHeight = 18;

} // namespace

QFont textFont(TextSize size)
{
    QFont font = QApplication::font();
    const auto scale = [&font](double factor) {
        if (font.pointSizeF() > 0)
            font.setPointSizeF(font.pointSizeF() * factor);
        else
            font.setPixelSize(qRound(font.pixelSize() * factor));
    };
    switch (size) {
    case TextSize::Body:
        return font;
    case TextSize::Secondary:
        scale(0.92);
        return font;
    case TextSize::Group:
        scale(0.85);
        break;
    case TextSize::Section:
        scale(1.08);
        break;
    case TextSize::Title:
        scale(1.3);
        break;
    case TextSize::Figure:
        scale(2.0);
        break;
    }
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont strongFont()
{
    QFont font = QApplication::font();
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont fixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QFont body = QApplication::font();
    if (body.pointSizeF() > 0)
        font.setPointSizeF(body.pointSizeF());
    else
        font.setPixelSize(body.pixelSize());
    return font;
}

int smallIconSize()
{
    const int height = QFontMetrics{QApplication::font()}.height();
    if (height < 26)
        return 16;
    return height < 36 ? 24 : 32;
}

int grown(int pixels)
{
    const int height = QFontMetrics{QApplication::font()}.height();
    return qMax(pixels, pixels * height / designFontHeight);
}
