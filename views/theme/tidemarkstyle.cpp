// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/tidemarkstyle.h"

#include <QPainter>
#include <QStyleOption>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qreal frameRadius = 2;

// The option as it is, but with another Window: Fusion frames what it draws in that colour, darker.
template <typename Option> Option framed(const Option &option, const QColor &window)
{
    Option copy{option};
    copy.palette.setColor(QPalette::Window, window);
    return copy;
}

void drawFrame(QPainter &painter, const QRect &rect, const QColor &colour, qreal radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, radius > 0);
    painter.setPen(colour);
    painter.setBrush(Qt::NoBrush);
    const QRectF line = QRectF{rect}.adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(line, radius, radius);
    painter.restore();
}

} // namespace

TidemarkStyle::TidemarkStyle()
    : QProxyStyle{u"Fusion"_s}
{
    setTokens(m_tokens);
}

void TidemarkStyle::setTokens(const Tokens &tokens)
{
    m_tokens = tokens;
    // Fusion's outline is Window.darker(140), which divides the value by 1.4.
    const QColor outline = tokens.outline.toHsv();
    m_window = QColor::fromHsv(outline.hsvHue(), outline.hsvSaturation(),
                               qMin(255, qRound(outline.value() * 1.4)));
}

void TidemarkStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                  QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_Frame:
        if (widget && widget->inherits("QComboBoxPrivateContainer"))
            break;
        drawFrame(*painter, option->rect, m_tokens.outline, 0);
        return;
    case PE_FrameGroupBox:
        drawFrame(*painter, option->rect, m_tokens.outline, frameRadius);
        return;
    case PE_FrameMenu:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        drawFrame(*painter, option->rect, m_tokens.outline, 0);
        return;
    case PE_PanelStatusBar:
        painter->fillRect(option->rect, option->palette.window());
        painter->fillRect(QRect{option->rect.topLeft(), QSize{option->rect.width(), 1}},
                          m_tokens.separator);
        return;
    case PE_FrameStatusBarItem:
        return;
    case PE_FrameLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option)) {
            const QStyleOptionFrame copy = framed(*frame, m_window);
            QProxyStyle::drawPrimitive(element, &copy, painter, widget);
            return;
        }
        break;
    case PE_PanelButtonCommand:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            if ((button->state & State_On) && (button->state & State_Enabled)) {
                drawChosenButton(*button, *painter);
                return;
            }
            const QStyleOptionButton copy = framed(*button, m_window);
            QProxyStyle::drawPrimitive(element, &copy, painter, widget);
            return;
        }
        break;
    case PE_IndicatorCheckBox:
    case PE_IndicatorRadioButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            const QStyleOptionButton copy = framed(*button, m_window);
            QProxyStyle::drawPrimitive(element, &copy, painter, widget);
            return;
        }
        break;
    case PE_FrameTabWidget:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionTabWidgetFrame *>(option)) {
            const QStyleOptionTabWidgetFrame copy = framed(*frame, m_window);
            QProxyStyle::drawPrimitive(element, &copy, painter, widget);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void TidemarkStyle::drawControl(ControlElement element, const QStyleOption *option,
                                QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case CE_MenuBarItem:
    case CE_MenuBarEmptyArea:
        QProxyStyle::drawControl(element, option, painter, widget);
        painter->fillRect(QRect{option->rect.bottomLeft(), QSize{option->rect.width(), 1}},
                          m_tokens.separator);
        return;
    case CE_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            const QStyleOptionHeader copy = framed(*header, m_window);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_ProgressBarGroove:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option)) {
            const QStyleOptionProgressBar copy = framed(*bar, m_window);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            const QStyleOptionTab copy = framed(*tab, m_window);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void TidemarkStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                       QPainter *painter, const QWidget *widget) const
{
    switch (control) {
    case CC_ComboBox:
        if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            const QStyleOptionComboBox copy = framed(*box, m_window);
            QProxyStyle::drawComplexControl(control, &copy, painter, widget);
            return;
        }
        break;
    case CC_SpinBox:
        if (const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            const QStyleOptionSpinBox copy = framed(*box, m_window);
            QProxyStyle::drawComplexControl(control, &copy, painter, widget);
            return;
        }
        break;
    case CC_ScrollBar:
    case CC_Slider:
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            const QStyleOptionSlider copy = framed(*slider, m_window);
            QProxyStyle::drawComplexControl(control, &copy, painter, widget);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int TidemarkStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                               const QWidget *widget) const
{
    switch (metric) {
    case PM_SplitterWidth:
    case PM_ToolBarItemSpacing: // tool bars are the headers of panels
        return 8;
    case PM_ToolBarFrameWidth:
    case PM_ToolBarItemMargin:
        return 0;
    case PM_ToolBarIconSize:
        return 16;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

void TidemarkStyle::drawChosenButton(const QStyleOption &option, QPainter &painter) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_tokens.highlight);
    painter.setBrush(m_tokens.railSelected);
    painter.drawRoundedRect(QRectF{option.rect}.adjusted(0.5, 0.5, -0.5, -0.5), frameRadius,
                            frameRadius);
    painter.restore();
}
