// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/tidemarkstyle.h"

#include "views/theme/typescale.h"

#include <QAbstractScrollArea>
#include <QPainter>
#include <QStyleOption>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qreal frameRadius = 2;
constexpr int controlHeight = 26; // at the least; larger fonts ask for more themselves
constexpr int leastTarget = 24;   // what can be hit without aiming
constexpr int buttonInset = 6;    // more than Fusion's, on either side
constexpr int iconGap = 8;        // between a button's icon and its text; Fusion has 4
constexpr int gripLength = 24;
constexpr int viewFrame = 2; // of tables, lists and texts that scroll: the width of a focus

bool showsFocus(const QStyleOption &option)
{
    return (option.state & QStyle::State_HasFocus) &&
           (option.state & QStyle::State_KeyboardFocusChange);
}

bool isScrolled(const QWidget *widget)
{
    return qobject_cast<const QAbstractScrollArea *>(widget);
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

// Two thin lines in the middle of a splitter's handle, along it.
void drawGrip(const QStyleOption &option, QPainter &painter, const QColor &colour)
{
    const QPoint middle = option.rect.center();
    const bool isUpright = option.state & QStyle::State_Horizontal; // panes stand side by side
    for (const int offset : {-2, 2}) {
        const QRect line =
                isUpright ? QRect{middle.x() + offset, middle.y() - gripLength / 2, 1, gripLength}
                          : QRect{middle.x() - gripLength / 2, middle.y() + offset, gripLength, 1};
        painter.fillRect(line, colour);
    }
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
    // It lightens dark buttons by about a third, and light ones hardly.
    m_button = tokens.button.lightness() < 128 ? tokens.button.darker(128) : tokens.button;
}

template <typename Option> Option TidemarkStyle::framed(const Option &option) const
{
    Option copy{option};
    copy.palette.setColor(QPalette::Window, m_window);
    copy.palette.setColor(QPalette::Button, m_button);
    return copy;
}

void TidemarkStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                  QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_Frame:
        if (widget && widget->inherits("QComboBoxPrivateContainer"))
            break;
        if (isScrolled(widget)) {
            drawViewFrame(*option, *painter);
            return;
        }
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
    case PE_IndicatorToolBarSeparator:
        painter->fillRect(QRect{option->rect.center().x(), option->rect.top() + 4, 1,
                                option->rect.height() - 8},
                          m_tokens.separator);
        return;
    case PE_FrameLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option)) {
            const QStyleOptionFrame copy = framed(*frame);
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
            const QStyleOptionButton copy = framed(*button);
            QProxyStyle::drawPrimitive(element, &copy, painter, widget);
            if (!(button->features & QStyleOptionButton::DefaultButton))
                hideInnerLine(*button, *painter);
            return;
        }
        break;
    case PE_IndicatorCheckBox:
    case PE_IndicatorRadioButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            const QStyleOptionButton copy = framed(*button);
            QProxyStyle::drawPrimitive(element, &copy, painter, widget);
            return;
        }
        break;
    case PE_FrameTabWidget:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionTabWidgetFrame *>(option)) {
            const QStyleOptionTabWidgetFrame copy = framed(*frame);
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
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && (item->state & State_Selected) && (item->state & State_Enabled) &&
            !item->icon.isNull()) {
            // Fusion asks for the active icon here, as it does for buttons that are pointed at.
            QStyleOptionMenuItem copy{*item};
            const int side = smallIconSize();
            copy.icon = item->icon.pixmap(QSize{side, side}, QIcon::Selected);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
            button && !button->icon.isNull() && !button->text.isEmpty()) {
            drawButtonLabel(*button, *painter, widget);
            return;
        }
        break;
    case CE_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            const QStyleOptionHeader copy = framed(*header);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_ProgressBarGroove:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option)) {
            const QStyleOptionProgressBar copy = framed(*bar);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            const QStyleOptionTab copy = framed(*tab);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    case CE_Splitter:
        drawGrip(*option, *painter, m_tokens.outline);
        return;
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
            const QStyleOptionComboBox copy = framed(*box);
            QProxyStyle::drawComplexControl(control, &copy, painter, widget);
            hideInnerLine(*box, *painter);
            return;
        }
        break;
    case CC_SpinBox:
        if (const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            const QStyleOptionSpinBox copy = framed(*box);
            QProxyStyle::drawComplexControl(control, &copy, painter, widget);
            return;
        }
        break;
    case CC_ScrollBar:
    case CC_Slider:
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            const QStyleOptionSlider copy = framed(*slider);
            QProxyStyle::drawComplexControl(control, &copy, painter, widget);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QSize TidemarkStyle::sizeFromContents(ContentsType type, const QStyleOption *option,
                                      const QSize &size, const QWidget *widget) const
{
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
            button && !button->text.isEmpty() && !button->icon.isNull())
            wanted.rwidth() += 2 * buttonInset;
        break;
    case CT_ComboBox:
        wanted.rwidth() += buttonInset;
        break;
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator)
            wanted = wanted.expandedTo({0, leastTarget});
        return wanted;
    case CT_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
            header && header->orientation == Qt::Vertical)
            return wanted;
        break;
    case CT_LineEdit:
    case CT_SpinBox:
    case CT_MenuBarItem:
        break;
    default:
        return wanted;
    }
    return wanted.expandedTo({0, controlHeight});
}

int TidemarkStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                               const QWidget *widget) const
{
    switch (metric) {
    case PM_DefaultFrameWidth:
        return isScrolled(widget) ? viewFrame : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_SplitterWidth:
    case PM_ToolBarItemSpacing: // tool bars are the headers of panels
        return 8;
    case PM_ToolBarFrameWidth:
    case PM_ToolBarItemMargin:
        return 0;
    case PM_ToolBarIconSize:
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
        return smallIconSize();
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

// The icons of Save, Close and Cancel are the platform's, and black where ours are light; they say
// nothing that the word does not.
int TidemarkStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                             QStyleHintReturn *answer) const
{
    return hint == SH_DialogButtonBox_ButtonsHaveIcons
                   ? 0
                   : QProxyStyle::styleHint(hint, option, widget, answer);
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
    if (showsFocus(option)) // its frame has that colour anyway: a second one makes the difference
        drawFrame(painter, option.rect.adjusted(1, 1, -1, -1), m_tokens.highlight, frameRadius);
}

// Fusion frames a table or a text alike, whether the keys go there or not.
void TidemarkStyle::drawViewFrame(const QStyleOption &option, QPainter &painter) const
{
    const bool hasFocus = (option.state & State_HasFocus) && (option.state & State_Enabled);
    drawFrame(painter, option.rect, hasFocus ? m_tokens.highlight : m_tokens.outline, 0);
    drawFrame(painter, option.rect.adjusted(1, 1, -1, -1),
              hasFocus ? m_tokens.highlight : m_tokens.base, 0);
}

// Fusion puts a whitish line inside the frame of buttons: unseen in light, in dark it doubles them.
void TidemarkStyle::hideInnerLine(const QStyleOption &option, QPainter &painter) const
{
    if (m_tokens.button.lightness() >= 128 || showsFocus(option))
        return;
    drawFrame(painter, option.rect.adjusted(1, 1, -1, -1), m_tokens.button, frameRadius / 2);
}

void TidemarkStyle::drawButtonLabel(const QStyleOptionButton &button, QPainter &painter,
                                    const QWidget *widget) const
{
    const bool isEnabled = button.state & State_Enabled;
    int flags = Qt::AlignVCenter | Qt::TextShowMnemonic;
    if (!proxy()->styleHint(SH_UnderlineShortcut, &button, widget))
        flags |= Qt::TextHideMnemonic;
    const int icon = button.iconSize.width();
    const int text = button.fontMetrics.size(Qt::TextShowMnemonic, button.text).width();
    int room = button.rect.width() - icon - iconGap;
    if (button.features & QStyleOptionButton::HasMenu)
        room -= proxy()->pixelMetric(PM_MenuButtonIndicator, &button, widget);
    const int left = button.rect.left() + qMax(0, (room - text) / 2);
    const QRect iconRect{left, button.rect.top(), icon, button.rect.height()};
    const QRect textRect{iconRect.right() + 1 + iconGap, button.rect.top(), qMin(text, room),
                         button.rect.height()};
    button.icon.paint(&painter, visualRect(button.direction, button.rect, iconRect),
                      Qt::AlignCenter, isEnabled ? QIcon::Normal : QIcon::Disabled,
                      button.state & State_On ? QIcon::On : QIcon::Off);
    proxy()->drawItemText(&painter, visualRect(button.direction, button.rect, textRect), flags,
                          button.palette, isEnabled, button.text, QPalette::ButtonText);
}
