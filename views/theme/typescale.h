// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QFontMetrics>

// The sizes of text, all relative to QApplication::font(): the person's own size rules.
enum class TextSize {
    Body,      // 1.0
    Secondary, // 0.92
    Group,     // 0.85, semi-bold: headings in the rail
    Section,   // 1.08, semi-bold
    Title,     // 1.3, semi-bold: a panel's name
    Figure,    // 2.0, semi-bold: the one big number of a panel
};

[[nodiscard]] QFont textFont(TextSize size);

// Body in semi-bold, for what stands out in a table or a line.
[[nodiscard]] QFont strongFont();

// Height of a table row in that font, in pixels: 24, and more when the font is larger.
[[nodiscard]] inline int rowHeight(const QFontMetrics &metrics)
{
    return qMax(24, metrics.height() + 8);
}

// For SQL, checksums and logs: the platform's fixed font in the size of the body.
[[nodiscard]] QFont fixedFont();

// The side of a small icon beside body text: 16 px, 24 or 32 where the font is that much larger.
// Only these, because line drawings blur in between.
[[nodiscard]] int smallIconSize();

// A length of the design at the default font, grown with the person's font: 172 px of the rail at
// twice the size are 344 px.
[[nodiscard]] int grown(int pixels);
