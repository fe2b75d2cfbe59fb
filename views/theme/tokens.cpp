// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/tokens.h"

#include <QtGlobal>

namespace {

QColor blend(const QColor &one, const QColor &other, double share)
{
    const auto mix = [share](int a, int b) { return qRound(a + (b - a) * share); };
    return QColor{mix(one.red(), other.red()), mix(one.green(), other.green()),
                  mix(one.blue(), other.blue())};
}

} // namespace

Tokens lightTokens()
{
    return {
            .window = QColor{0xF0F1F3},
            .base = QColor{0xFFFFFF},
            .alternateBase = QColor{0xF6F7F9},
            .button = QColor{0xF4F5F7},
            .toolTipBase = QColor{0xFFFFFF},
            .text = QColor{0x1A1E24},
            .secondaryText = QColor{0x59616C},
            .disabledText = QColor{0x8C939C},
            .highlight = QColor{0x1F5FA6},
            .highlightedText = QColor{0xFFFFFF},
            .link = QColor{0x1B5A9E},
            .rail = QColor{0xE8EAED},
            .railSelected = QColor{0xD3E1F1},
            .outline = QColor{0xADB1B7},
            .separator = QColor{0xDDE0E4},
            .grid = QColor{0xE4E7EB},
            .gain = QColor{0x00696B},
            .loss = QColor{0xB23A12},
            .ok = QColor{0x1C7040},
            .okTint = QColor{0xE4F2E9},
            .working = QColor{0x1F5FA6},
            .workingTint = QColor{0xE4EEF9},
            .warning = QColor{0x875200},
            .warningTint = QColor{0xFBF0D9},
            .danger = QColor{0xB3211C},
            .dangerTint = QColor{0xFBE6E4},
            .stale = QColor{0x7A5600},
            .staleTint = QColor{0xF7F1E1},
            .lines = {QColor{0x1F5FA6}, QColor{0xA84F00}, QColor{0x00766A}, QColor{0x8A3A8F},
                      QColor{0x6F6100}, QColor{0x56606C}},
    };
}

Tokens darkTokens()
{
    return {
            .window = QColor{0x202327},
            .base = QColor{0x181A1D},
            .alternateBase = QColor{0x1D2023},
            .button = QColor{0x2C3036},
            .toolTipBase = QColor{0x2C3036},
            .text = QColor{0xE3E6EA},
            .secondaryText = QColor{0xA0A8B2},
            .disabledText = QColor{0x737A84},
            .highlight = QColor{0x2D68AB},
            .highlightedText = QColor{0xFFFFFF},
            .link = QColor{0x7DB8F2},
            .rail = QColor{0x1B1E21},
            .railSelected = QColor{0x273A50},
            .outline = QColor{0x50565F},
            .separator = QColor{0x32373D},
            .grid = QColor{0x2B2F35},
            .gain = QColor{0x4CC3BE},
            .loss = QColor{0xF28C62},
            .ok = QColor{0x69C48B},
            .okTint = QColor{0x1D3327},
            .working = QColor{0x74B3F2},
            .workingTint = QColor{0x1E3046},
            .warning = QColor{0xEBB04A},
            .warningTint = QColor{0x3A2F18},
            .danger = QColor{0xFF8A80},
            .dangerTint = QColor{0x432423},
            .stale = QColor{0xD9B25C},
            .staleTint = QColor{0x2E2A1E},
            .lines = {QColor{0x74B3F2}, QColor{0xEFA05C}, QColor{0x4FC6B4}, QColor{0xD69BDF},
                      QColor{0xD3C052}, QColor{0xAEB6C1}},
    };
}

Tokens tokensOf(const QPalette &platform)
{
    const bool dark = platform.color(QPalette::Base).lightness() < 128;
    Tokens tokens = dark ? darkTokens() : lightTokens();
    tokens.window = platform.color(QPalette::Window);
    tokens.base = platform.color(QPalette::Base);
    tokens.alternateBase = platform.color(QPalette::AlternateBase);
    tokens.button = platform.color(QPalette::Button);
    tokens.toolTipBase = platform.color(QPalette::ToolTipBase);
    tokens.text = platform.color(QPalette::Text);
    // A platform's placeholder is often translucent; secondary text must stay readable.
    tokens.secondaryText = blend(tokens.text, tokens.base, 0.25);
    tokens.disabledText = platform.color(QPalette::Disabled, QPalette::Text);
    tokens.highlight = platform.color(QPalette::Highlight);
    tokens.highlightedText = platform.color(QPalette::HighlightedText);
    tokens.link = platform.color(QPalette::Link);
    tokens.rail = tokens.window;
    tokens.railSelected = blend(tokens.window, tokens.highlight, 0.2);
    tokens.outline = blend(tokens.window, tokens.text, 0.45);
    tokens.separator = blend(tokens.window, tokens.text, 0.15);
    tokens.grid = blend(tokens.base, tokens.text, 0.12);
    return tokens;
}

QColor Tokens::colour(Meaning meaning) const
{
    switch (meaning) {
    case Meaning::Gain:
        return gain;
    case Meaning::Loss:
        return loss;
    case Meaning::Ok:
        return ok;
    case Meaning::Working:
        return working;
    case Meaning::Warning:
        return warning;
    case Meaning::Danger:
        return danger;
    case Meaning::Stale:
        return stale;
    case Meaning::Waiting:
    case Meaning::Missed:
        return secondaryText;
    }
    Q_UNREACHABLE();
}

QColor Tokens::tint(Meaning meaning) const
{
    switch (meaning) {
    case Meaning::Ok:
        return okTint;
    case Meaning::Working:
    case Meaning::Waiting:
        return workingTint;
    case Meaning::Warning:
        return warningTint;
    case Meaning::Danger:
        return dangerTint;
    case Meaning::Stale:
        return staleTint;
    case Meaning::Gain:
    case Meaning::Loss:
    case Meaning::Missed:
        return alternateBase;
    }
    Q_UNREACHABLE();
}

QPen Tokens::linePen(int line, qreal width) const
{
    Q_ASSERT(line >= 0 && line < static_cast<int>(lines.size()));
    QPen pen{lines.at(static_cast<std::size_t>(line)), width};
    switch (line) { // dashes in widths of the line
    case 1:
        pen.setDashPattern({5, 3});
        break;
    case 2:
        pen.setDashPattern({1, 2});
        break;
    case 3:
        pen.setDashPattern({5, 2, 1, 2});
        break;
    case 4:
        pen.setDashPattern({10, 3});
        break;
    case 5:
        pen.setDashPattern({5, 2, 1, 2, 1, 2});
        break;
    default:
        break;
    }
    return pen;
}

QPalette Tokens::palette() const
{
    QPalette palette;
    const auto all = [&palette](QPalette::ColorRole role, const QColor &colour) {
        palette.setColor(QPalette::All, role, colour);
    };
    all(QPalette::Window, window);
    all(QPalette::WindowText, text);
    all(QPalette::Base, base);
    all(QPalette::AlternateBase, alternateBase);
    all(QPalette::Text, text);
    all(QPalette::Button, button);
    all(QPalette::ButtonText, text);
    all(QPalette::BrightText, danger);
    all(QPalette::ToolTipBase, toolTipBase);
    all(QPalette::ToolTipText, text);
    all(QPalette::PlaceholderText, secondaryText);
    all(QPalette::Highlight, highlight);
    all(QPalette::HighlightedText, highlightedText);
    all(QPalette::Link, link);
    all(QPalette::LinkVisited, link);
    // Fusion shades bevels, grooves and arrows with these.
    all(QPalette::Light, blend(button, base, 0.5));
    all(QPalette::Midlight, blend(button, outline, 0.25));
    all(QPalette::Mid, separator);
    all(QPalette::Dark, outline);
    all(QPalette::Shadow, blend(outline, text, 0.5));
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::PlaceholderText})
        palette.setColor(QPalette::Disabled, role, disabledText);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, outline);
    return palette;
}
