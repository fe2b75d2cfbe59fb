// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/collector/slotstrip.h"

#include "models/collector/runtext.h"
#include "views/shell/widgetkeys.h"
#include "views/tables/stateicon.h"
#include "views/theme/typescale.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int BarHeight = 34; // at the default font
constexpr int SignHeight = 12;
constexpr int Ring = 3; // room for the focus ring

// The distance of the axis' labels: the smallest round one that leaves each label its room.
std::chrono::milliseconds labelStep(std::chrono::milliseconds span, qreal width, qreal labelWidth)
{
    static constexpr std::array<std::chrono::milliseconds, 9> steps{
            1min, 3min, 5min, 15min, 30min, 1h, 180min, 360min, 720min};
    const auto fits = [&](std::chrono::milliseconds step) {
        return width * double(step.count()) / double(span.count()) >= labelWidth;
    };
    const auto found = std::find_if(steps.cbegin(), steps.cend(), fits);
    return found == steps.cend() ? 24h : *found;
}

// Local times that are whole multiples of the step since midnight.
bool isRound(const QDateTime &slot, std::chrono::milliseconds step)
{
    return slot.toLocalTime().time().msecsSinceStartOfDay() % step.count() == 0;
}

} // namespace

SlotStrip::SlotStrip(SlotStripModel &model, const Theme &theme, QWidget *parent)
    : QWidget{parent}
    , m_model{model}
    , m_theme{theme}
    , m_keys{makeKeys()}
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&model, &SlotStripModel::stripChanged, this, [this] {
        describe();
        update();
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    describe();
}

QSize SlotStrip::sizeHint() const
{
    const int axis = QFontMetrics{textFont(TextSize::Secondary)}.height() + 4;
    return {m_model.rowCount() * 4, grown(SignHeight) + grown(BarHeight) + axis + 2 * Ring};
}

QSize SlotStrip::minimumSizeHint() const
{
    return {m_model.rowCount() + 2 * Ring, sizeHint().height()};
}

void SlotStrip::setCurrent(const QDateTime &slot)
{
    if (slot == m_current)
        return;
    m_current = slot;
    describe();
    update();
}

QRectF SlotStrip::barArea() const
{
    return {qreal(Ring), qreal(Ring + grown(SignHeight)), qreal(width() - 2 * Ring),
            qreal(grown(BarHeight))};
}

QRectF SlotStrip::slotRect(int first, int last) const
{
    const QRectF area = barArea();
    const qreal step = area.width() / m_model.rowCount();
    // On whole pixels, so that all bars look alike; a pixel of space where there is room for it.
    const qreal left = std::floor(area.left() + first * step);
    const qreal right = std::floor(area.left() + (last + 1) * step);
    return {left, area.top(), right - left - (step >= 2 ? 1 : 0), area.height()};
}

int SlotStrip::rowAt(qreal x) const
{
    const QRectF area = barArea();
    const int row = int(std::floor((x - area.left()) * m_model.rowCount() / area.width()));
    return std::clamp(row, 0, m_model.rowCount() - 1);
}

int SlotStrip::stretchEnd(int row) const
{
    const StripSlot &first = m_model.slot(row);
    int last = row;
    while (last + 1 < m_model.rowCount() && m_model.slot(last + 1).state == first.state &&
           m_model.slot(last + 1).cause == first.cause)
        ++last;
    return last;
}

void SlotStrip::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    for (int row = 0; row < m_model.rowCount();) {
        const int last = stretchEnd(row);
        paintStretch(painter, row, last);
        row = last + 1;
    }
    paintAxis(painter);
    if (const int row = m_current.isValid() ? m_model.rowOf(m_current) : -1; row >= 0) {
        painter.setPen(QPen{palette().color(QPalette::WindowText), 2});
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(slotRect(row, row).adjusted(-2, -2, 2, 2));
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen{palette().color(QPalette::Highlight), 2});
        painter.drawRoundedRect(QRectF{rect()}.adjusted(1, 1, -1, -1), 2, 2);
    }
}

void SlotStrip::paintStretch(QPainter &painter, int first, int last) const
{
    const CellState state = m_model.slot(first).state;
    QColor colour = m_theme.colour(stateMeaning(state));
    if (state == CellState::Ok)
        colour.setAlphaF(0.8F); // most slots are good: what is not should stand out
    if (state == CellState::None)
        return;
    if (state == CellState::Missed) {
        paintMissed(painter, first, last);
        return;
    }
    const qreal part = state == CellState::Partial ? 0.5 : state == CellState::Failed ? 0.25 : 1;
    for (int row = first; row <= last; ++row) {
        QRectF bar = slotRect(row, row);
        bar.setTop(bar.bottom() - std::round(bar.height() * part));
        if (state == CellState::Waiting) {
            painter.setPen(colour);
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));
        } else {
            painter.fillRect(bar, colour);
        }
    }
    if (part == 1)
        return;

    // The sign over the middle of the stretch: shape, not colour, tells the two apart.
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal size = grown(4);
    const QPointF middle{slotRect(first, last).center().x(), barArea().top() - size - 1};
    if (state == CellState::Partial) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawPolygon(
                QPolygonF{{middle + QPointF{-size, -size * 0.8},
                           middle + QPointF{size, -size * 0.8}, middle + QPointF{0, size * 0.8}}});
    } else {
        painter.setPen(QPen{colour, 2});
        painter.drawLine(middle + QPointF{-size, -size}, middle + QPointF{size, size});
        painter.drawLine(middle + QPointF{-size, size}, middle + QPointF{size, -size});
    }
    painter.restore();
}

void SlotStrip::paintMissed(QPainter &painter, int first, int last) const
{
    const QRectF area = slotRect(first, last);
    const QColor colour = m_theme.colour(Meaning::Missed);
    painter.fillRect(area, QBrush{colour, Qt::BDiagPattern});
    painter.setPen(QPen{colour, 1, Qt::DashLine});
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5));

    const StripSlot &slot = m_model.slot(first);
    const bool hasSeconds = m_model.grid().length < 1min;
    const QDateTime end = m_model.slot(last).slot.addMSecs(m_model.grid().length.count());
    //: A stretch of missed slots: cause, from, to, how many.
    const QString text = tr("%1 %2–%3 (%4)")
                                 .arg(slot.cause ? gapCauseText(*slot.cause) : tr("missed"),
                                      slotTimeText(slot.slot, hasSeconds, m_model.locale()),
                                      slotTimeText(end, hasSeconds, m_model.locale()),
                                      m_model.locale().toString(last - first + 1));
    const QFont font = textFont(TextSize::Secondary);
    const QFontMetrics metrics{font};
    QRectF words{0, 0, metrics.horizontalAdvance(text) + 12.0, metrics.height() + 2.0};
    if (words.width() > area.width() - 8)
        return;
    words.moveCenter(area.center());
    painter.fillRect(words, palette().color(backgroundRole()));
    painter.setFont(font);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(words, Qt::AlignCenter, text);
}

void SlotStrip::paintAxis(QPainter &painter) const
{
    const SlotGrid grid = m_model.grid();
    const QFont font = textFont(TextSize::Secondary);
    const QFontMetrics metrics{font};
    const std::chrono::milliseconds step =
            labelStep(grid.length * m_model.rowCount(), barArea().width(),
                      metrics.horizontalAdvance(u"00:00"_s) * 2.0);
    const qreal top = barArea().bottom();
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QDateTime slot = m_model.slot(row).slot;
        if (!isRound(slot, step))
            continue;
        const bool isMidnight = isRound(slot, 24h);
        QFont labelFont = font;
        if (isMidnight)
            labelFont.setWeight(QFont::DemiBold);
        //: The label of midnight on the axis: day of the week and of the month.
        const QString text =
                isMidnight ? m_model.locale().toString(slot.toLocalTime().date(), tr("ddd d"))
                           : slotTimeText(slot, false, m_model.locale());
        const qreal x = slotRect(row, row).left();
        QRectF label{0, top + 4, QFontMetrics{labelFont}.horizontalAdvance(text) + 2.0,
                     qreal(metrics.height())};
        label.moveLeft(std::clamp(x - label.width() / 2, barArea().left(),
                                  barArea().right() - label.width()));
        painter.setPen(m_theme.tokens().outline);
        painter.drawLine(QPointF{x, top + 1}, QPointF{x, top + 4});
        painter.setFont(labelFont);
        painter.setPen(
                palette().color(isMidnight ? QPalette::WindowText : QPalette::PlaceholderText));
        painter.drawText(label, Qt::AlignCenter, text);
    }
}

void SlotStrip::moveBy(int count)
{
    const int now = m_current.isValid() ? m_model.rowOf(m_current) : -1;
    moveTo((now < 0 ? m_model.rowCount() - 1 : now) + count);
}

WidgetKeys *SlotStrip::makeKeys()
{
    const auto moving = [this](int count) {
        return [this, count] {
            moveBy(count);
            return true;
        };
    };
    const auto toRow = [this](auto row) {
        return [this, row] {
            moveTo(row());
            return true;
        };
    };
    const QString slot = tr("The slot before or after");
    const QString hour = tr("Twelve slots back or on");
    const QString end = tr("The oldest or the newest slot");
    QList<WidgetKeys::Act> acts;
    acts.append({slot, {Qt::Key_Left}, moving(-1)});
    acts.append({slot, {Qt::Key_Right}, moving(1)});
    acts.append({hour, {Qt::Key_PageUp}, moving(-12)});
    acts.append({hour, {Qt::Key_PageDown}, moving(12)});
    acts.append({end, {Qt::Key_Home}, toRow([] { return 0; })});
    acts.append({end, {Qt::Key_End}, toRow([this] { return m_model.rowCount() - 1; })});
    acts.append({tr("Open the run"), {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space}, [this] {
                     openCurrent();
                     return true;
                 }});
    return new WidgetKeys{tr("Strip of slots"), acts, *this};
}

void SlotStrip::keyPressEvent(QKeyEvent *event)
{
    if (!m_keys->press(*event))
        QWidget::keyPressEvent(event);
}

void SlotStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    moveTo(rowAt(event->position().x()));
    openCurrent();
}

void SlotStrip::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    // Who comes by key has to see where the keys start.
    const bool isByKey = event->reason() == Qt::TabFocusReason ||
                         event->reason() == Qt::BacktabFocusReason ||
                         event->reason() == Qt::ShortcutFocusReason;
    if (isByKey && (!m_current.isValid() || m_model.rowOf(m_current) < 0))
        moveTo(m_model.rowCount() - 1);
}

bool SlotStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QModelIndex slot = m_model.index(rowAt(help->pos().x()));
        // Escaped: a run's error may hold text from the network.
        QToolTip::showText(
                help->globalPos(),
                u"<span>%1</span>"_s.arg(slot.data(Qt::ToolTipRole).toString().toHtmlEscaped()),
                this);
        return true;
    }
    if (event->type() == QEvent::ApplicationFontChange)
        updateGeometry();
    return QWidget::event(event);
}

void SlotStrip::moveTo(int row)
{
    setCurrent(m_model.slot(std::clamp(row, 0, m_model.rowCount() - 1)).slot);
}

void SlotStrip::openCurrent()
{
    const int row = m_current.isValid() ? m_model.rowOf(m_current) : -1;
    if (row >= 0 && m_model.slot(row).run)
        emit runOpened(*m_model.slot(row).run);
}

void SlotStrip::describe()
{
    setAccessibleName(tr("Slots of the last %1").arg(m_model.spanText()));
    const int row = m_current.isValid() ? m_model.rowOf(m_current) : -1;
    if (row >= 0) { // tells screen readers what the keys have reached
        setAccessibleDescription(m_model.index(row).data(Qt::AccessibleTextRole).toString());
        return;
    }
    const StripCounts counts = m_model.counts();
    setAccessibleDescription(tr("%1 collected, %2 partial, %3 failed, %4 missed")
                                     .arg(counts.collected)
                                     .arg(counts.partial)
                                     .arg(counts.failed)
                                     .arg(counts.missed));
}
