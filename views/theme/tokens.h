// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <QPen>

#include <array>

// What a colour says. Each meaning also has a shape or a sign: no state is told by colour alone.
enum class Meaning {
    Gain,    // with ▲ or +
    Loss,    // with ▼ or −
    Ok,      // disc with tick
    Working, // round arrow; also plain information
    Warning, // triangle, half disc; also partial
    Danger,  // octagon with cross; also failed
    Waiting, // ring with three dots
    Stale,   // clock and the age
    Missed,  // hatching, dashed ring; also gaps and what is not known
};

// Every colour of the program, once for light and once for dark. No other file names a colour.
struct Tokens {
    QColor window;
    QColor base;
    QColor alternateBase;
    QColor button;
    QColor toolTipBase;
    QColor text;
    QColor secondaryText;
    QColor disabledText;
    QColor highlight;
    QColor highlightedText;
    QColor link;
    QColor rail;
    QColor railSelected; // also the chosen button of a group
    QColor outline;      // frames of fields, views, groups and buttons
    QColor separator;
    QColor grid; // of charts
    QColor gain;
    QColor loss;
    QColor ok;
    QColor okTint;
    QColor working;
    QColor workingTint;
    QColor warning;
    QColor warningTint;
    QColor danger;
    QColor dangerTint;
    QColor stale;
    QColor staleTint;
    std::array<QColor, 6> lines; // of charts; connections are told apart by them too

    // The text colour of a meaning: readable on Base, AlternateBase, Window, the rail and its tint.
    [[nodiscard]] QColor colour(Meaning meaning) const;

    // The background of a row or banner with that meaning; alternateBase where it has none.
    [[nodiscard]] QColor tint(Meaning meaning) const;

    // The pen of a chart's line, 0 to 5: colour and dashes, so that colour is never alone.
    [[nodiscard]] QPen linePen(int line, qreal width) const;

    // The same tokens as a palette for Fusion, all three groups.
    [[nodiscard]] QPalette palette() const;
};

[[nodiscard]] Tokens lightTokens();
[[nodiscard]] Tokens darkTokens();

// For platform colours: the semantic colours that fit the brightness of its Base, and everything
// else taken from the palette itself.
[[nodiscard]] Tokens tokensOf(const QPalette &platform);
