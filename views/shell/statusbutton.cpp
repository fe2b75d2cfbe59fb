// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/statusbutton.h"

#include "views/theme/theme.h"
#include "views/theme/typescale.h"

#include <QStyle>
#include <QStyleOptionToolButton>
#include <QStylePainter>

namespace {

constexpr int inset = 8;
constexpr int spacing = 6;
constexpr int barWidth = 80;
constexpr int barHeight = 10;

} // namespace

StatusButton::StatusButton(const Theme &theme, QWidget *parent)
    : QToolButton{parent}
    , m_theme{theme}
{
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StatusButton::setIconName(const QString &name, std::optional<Meaning> meaning)
{
    if (name.isEmpty())
        setIcon({});
    else
        setIcon(meaning ? m_theme.icon(name, *meaning) : m_theme.icon(name));
    updateGeometry();
}

void StatusButton::setWords(const QString &words, const QString &figures)
{
    if (words == m_words && figures == m_figures)
        return;
    const bool isWider = widthOf(words) != widthOf(m_words) || figures.size() != m_figures.size();
    m_words = words;
    m_figures = figures;
    describe();
    if (isWider) // a countdown must not lay out the bar each second
        updateGeometry();
    update();
}

void StatusButton::setQuiet(bool quiet)
{
    m_quiet = quiet;
    update();
}

void StatusButton::setWordsMeaning(std::optional<Meaning> meaning)
{
    m_wordsMeaning = meaning;
    update();
}

void StatusButton::setPercent(int percent)
{
    const bool isOther = (percent < 0) != (m_percent < 0);
    m_percent = percent;
    if (isOther)
        updateGeometry();
    update();
}

void StatusButton::setExplanation(const QString &explanation)
{
    m_explanation = explanation;
    describe();
}

void StatusButton::setMayShrink(bool may)
{
    m_mayShrink = may;
    updateGeometry();
}

void StatusButton::describe()
{
    const QString all = m_figures.isEmpty() ? m_words : m_words + u' ' + m_figures;
    setAccessibleName(all);
    setAccessibleDescription(m_explanation);
    setToolTip(m_explanation.isEmpty() ? all : all + u'\n' + m_explanation);
}

int StatusButton::widthOf(const QString &words) const
{
    // Eliding measures in fractions of a pixel, and a width rounded down would be elided.
    return words.isEmpty() ? 0 : fontMetrics().horizontalAdvance(words) + 2;
}

QSize StatusButton::sizeHint() const
{
    int width = 2 * inset + widthOf(m_words);
    if (!icon().isNull())
        width += iconSize().width() + spacing;
    if (m_percent >= 0)
        width += barWidth + spacing;
    if (!m_figures.isEmpty()) {
        // Room for the widest digits, so that nothing moves while they count.
        const QFontMetrics strong{strongFont()};
        width += spacing + strong.horizontalAdvance(QString{m_figures.size(), u'0'});
    }
    return {width, rowHeight(fontMetrics())};
}

QSize StatusButton::minimumSizeHint() const
{
    if (!m_mayShrink)
        return sizeHint();
    return {2 * inset + (icon().isNull() ? widthOf(QStringLiteral("…")) : iconSize().width()),
            sizeHint().height()};
}

void StatusButton::paintEvent(QPaintEvent *)
{
    QStylePainter painter{this};
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.text.clear();
    option.icon = {};
    painter.drawComplexControl(QStyle::CC_ToolButton, option);

    QRect free = rect().adjusted(inset, 0, -inset, 0);
    const auto take = [this, &free](int width) {
        const QRect taken{free.left(), free.top(), qMin(width, free.width()), free.height()};
        free.setLeft(free.left() + width + spacing);
        return QStyle::visualRect(layoutDirection(), rect(), taken);
    };
    if (!icon().isNull())
        icon().paint(&painter, take(iconSize().width()), Qt::AlignCenter,
                     isEnabled() ? QIcon::Normal : QIcon::Disabled);

    const QFontMetrics strong{strongFont()};
    const int figuresWidth = m_figures.isEmpty() ? 0 : strong.horizontalAdvance(m_figures);
    int wordsRoom = free.width() - (m_figures.isEmpty() ? 0 : figuresWidth + spacing);
    if (m_percent >= 0)
        wordsRoom -= barWidth + spacing;
    const QColor ink = m_wordsMeaning ? m_theme.colour(*m_wordsMeaning)
                                      : palette().color(m_quiet ? QPalette::PlaceholderText
                                                                : QPalette::WindowText);
    painter.setPen(ink);
    const QString words = fontMetrics().elidedText(m_words, Qt::ElideRight, qMax(0, wordsRoom));
    painter.drawText(take(widthOf(words)), Qt::AlignCenter | Qt::TextSingleLine, words);

    if (m_percent >= 0) {
        QRect bar = take(barWidth);
        bar = QRect{bar.left(), bar.center().y() - barHeight / 2, bar.width(), barHeight};
        painter.setPen(m_theme.tokens().outline);
        painter.setBrush(palette().base());
        painter.drawRect(bar.adjusted(0, 0, -1, -1));
        const QRect done{bar.left(), bar.top(), bar.width() * m_percent / 100, bar.height()};
        painter.fillRect(QStyle::visualRect(layoutDirection(), bar, done), palette().highlight());
    }
    if (!m_figures.isEmpty()) {
        painter.setPen(ink);
        painter.setFont(strongFont());
        painter.drawText(take(figuresWidth), Qt::AlignCenter | Qt::TextSingleLine, m_figures);
    }
}
