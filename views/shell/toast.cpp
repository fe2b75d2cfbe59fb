// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/toast.h"

#include "views/shell/withkeys.h"
#include "views/theme/theme.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <optional>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int margin = 12;
constexpr int spacing = 8;
constexpr int widest = 480;

} // namespace

Toast::Toast(const Theme &theme, QWidget &area)
    : QFrame{&area}
    , m_area{area}
    , m_text{new QLabel{this}}
    , m_undoButton{new QPushButton{tr("Undo"), this}}
    , m_close{new QToolButton{this}}
{
    setObjectName(u"toast"_s);
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setForegroundRole(QPalette::ToolTipText);
    m_undoButton->setObjectName(u"toastUndo"_s);
    m_undoButton->setToolTip(withKeys(tr("Undo"), QKeySequence{u"Ctrl+Z"_s}));
    m_close->setObjectName(u"toastClose"_s);
    m_close->setAutoRaise(true);
    m_close->setIcon(theme.icon(u"close"_s));
    m_close->setAccessibleName(tr("Close message"));
    m_close->setToolTip(tr("Close message (Esc)"));
    m_close->setFocusPolicy(Qt::StrongFocus);
    m_close->setMinimumSize(24, 24);

    auto *row = new QHBoxLayout{this};
    row->setContentsMargins(12, 8, 8, 8);
    row->setSpacing(8);
    row->addWidget(m_text, 1);
    row->addWidget(m_undoButton);
    row->addWidget(m_close);

    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Toast::dismiss);
    connect(m_close, &QToolButton::clicked, this, &Toast::dismiss);
    connect(m_undoButton, &QPushButton::clicked, this, &Toast::undo);
    m_undoButton->installEventFilter(this);
    m_close->installEventFilter(this);
    m_area.installEventFilter(this);
    hide();
}

void Toast::showMessage(const QString &text, Undo undo)
{
    m_text->setText(text);
    setAccessibleName(text);
    m_undo = std::move(undo);
    m_undoButton->setVisible(static_cast<bool>(m_undo));
    place();
    show();
    raise();
    m_remaining = m_duration;
    if (!underMouse())
        m_timer.start(m_remaining);
    emit undoOffered(static_cast<bool>(m_undo));
    QAccessibleEvent alert{this, QAccessible::Alert};
    QAccessible::updateAccessibility(&alert);
}

void Toast::undo()
{
    if (!m_undo)
        return;
    const Undo undo = std::exchange(m_undo, {}); // once, whatever it shows next
    dismiss();
    undo();
}

void Toast::dismiss()
{
    m_timer.stop();
    m_undo = {};
    hide();
    emit undoOffered(false);
}

void Toast::pause()
{
    if (!m_timer.isActive())
        return;
    m_remaining = m_timer.remainingTimeAsDuration();
    m_timer.stop();
}

void Toast::goOn()
{
    const bool isHeld = underMouse() || m_undoButton->hasFocus() || m_close->hasFocus();
    if (isVisible() && !isHeld && !m_timer.isActive())
        m_timer.start(m_remaining);
}

void Toast::place()
{
    const int width = qMin(widest, m_area.width() - 2 * margin);
    m_text->setMaximumWidth(width);
    // On one line where that is possible: it covers what is below it.
    m_text->setWordWrap(false);
    m_text->setWordWrap(sizeHint().width() > width);
    resize(qMin(width, sizeHint().width()), 0);
    const int wanted = hasHeightForWidth() ? heightForWidth(this->width()) : sizeHint().height();
    resize(this->width(), wanted);
    const int x = m_area.layoutDirection() == Qt::RightToLeft
                          ? margin
                          : m_area.width() - this->width() - margin;
    move(x, m_area.height() - height() - margin);
    moveOffButtons();
}

// What can be pressed stays in sight: it goes up until no button is below it.
void Toast::moveOffButtons()
{
    const QList<QAbstractButton *> buttons = m_area.findChildren<QAbstractButton *>();
    const auto covered = [&]() -> std::optional<int> {
        std::optional<int> top;
        for (const QAbstractButton *button : buttons) {
            const QRect place{button->mapTo(&m_area, QPoint{}), button->size()};
            if (button->isVisible() && !isAncestorOf(button) && place.intersects(geometry()))
                top = std::min(top.value_or(place.top()), place.top());
        }
        return top;
    };
    const QPoint usual = pos();
    for (std::optional<int> top = covered(); top; top = covered()) {
        const int y = *top - height() - spacing;
        if (y < m_area.height() / 2) { // full of buttons: it has to be somewhere
            move(usual);
            return;
        }
        move(usual.x(), y);
    }
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_area) {
        if (event->type() == QEvent::Resize && isVisible())
            place();
    } else if (event->type() == QEvent::FocusIn) {
        pause();
    } else if (event->type() == QEvent::FocusOut) {
        goOn();
    }
    return QFrame::eventFilter(watched, event);
}

void Toast::enterEvent(QEnterEvent *event)
{
    pause();
    QFrame::enterEvent(event);
}

void Toast::leaveEvent(QEvent *event)
{
    goOn();
    QFrame::leaveEvent(event);
}

void Toast::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape) {
        QFrame::keyPressEvent(event);
        return;
    }
    dismiss();
}
