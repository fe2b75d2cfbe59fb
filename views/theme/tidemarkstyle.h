// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/tokens.h"

#include <QProxyStyle>

class QStyleOptionButton;

// Fusion with frames in the outline token. Fusion derives them from Window, and in dark they
// vanish. Nothing else is restyled but what the same reason asks for (the lines of menu and status
// bar), the chosen button of a group and the view that has the focus. GUI thread; owned by the
// application once set.
class TidemarkStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    TidemarkStyle();

    void setTokens(const Tokens &tokens);

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option,
                                         const QSize &size, const QWidget *widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option,
                                  const QWidget *widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                                QStyleHintReturn *answer) const override;

private:
    void drawChosenButton(const QStyleOption &option, QPainter &painter) const;
    void drawViewFrame(const QStyleOption &option, QPainter &painter) const;
    void hideInnerLine(const QStyleOption &option, QPainter &painter) const;
    void drawButtonLabel(const QStyleOptionButton &button, QPainter &painter,
                         const QWidget *widget) const;

    // The option as it is, but with colours from which Fusion derives ours.
    template <typename Option> [[nodiscard]] Option framed(const Option &option) const;

    Tokens m_tokens = lightTokens();
    QColor m_window; // the Window from which Fusion derives our outline
    QColor m_button; // the Button from which it derives ours
};
