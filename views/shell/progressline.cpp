// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/progressline.h"

#include <QPainter>
#include <QStyle>

using namespace std::chrono_literals;

namespace {

constexpr int thickness = 3;
constexpr int pieceWidth = 25; // percent

} // namespace

ProgressLine::ProgressLine(QWidget *parent)
    : QWidget{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Loading"));
    m_patience.setSingleShot(true);
    m_patience.setInterval(300ms);
    m_step.setInterval(100ms);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_shown = true;
        m_step.start();
        update();
    });
    connect(&m_step, &QTimer::timeout, this, [this] {
        m_position = (m_position + 5) % (100 + pieceWidth);
        update();
    });
}

void ProgressLine::setBusy(bool busy)
{
    if (busy) {
        if (!m_shown && !m_patience.isActive())
            m_patience.start();
        return;
    }
    m_patience.stop();
    m_step.stop();
    m_shown = false;
    m_done = m_total = 0;
    m_position = 0;
    update();
}

void ProgressLine::setProgress(qint64 done, qint64 total)
{
    m_done = done;
    m_total = total;
    update();
}

QSize ProgressLine::sizeHint() const
{
    return {120, thickness};
}

void ProgressLine::paintEvent(QPaintEvent *)
{
    if (!m_shown)
        return;
    int left = 0;
    int right = 0;
    if (m_total > 0) {
        right = static_cast<int>(qBound<qint64>(0, m_done, m_total) * width() / m_total);
    } else {
        left = qMax(0, m_position - pieceWidth) * width() / 100;
        right = qMin(100, m_position) * width() / 100;
    }
    const QRect piece{left, 0, right - left, height()};
    QPainter painter{this};
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), piece),
                     palette().color(QPalette::Highlight));
}
