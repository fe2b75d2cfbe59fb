// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/collector/slotstripmodel.h"
#include "views/theme/theme.h"

#include <QWidget>

class WidgetKeys;

// The newest slots as bars: collected full height, partial half with ▼, failed a quarter with ×,
// missed hatched with the cause in words, the present one hollow. Left and Right move from slot to
// slot, Page up and down by twelve, Enter or a click opens the run. GUI thread.
class SlotStrip final : public QWidget
{
    Q_OBJECT

public:
    SlotStrip(SlotStripModel &model, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    // The slot that keys and clicks chose, UTC; invalid until one was. It is marked.
    [[nodiscard]] QDateTime current() const { return m_current; }
    void setCurrent(const QDateTime &slot);

signals:
    void runOpened(const CollectionRun &run);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QRectF barArea() const;
    [[nodiscard]] QRectF slotRect(int first, int last) const;
    [[nodiscard]] int rowAt(qreal x) const;
    // The last row of the stretch of slots in the same state.
    [[nodiscard]] int stretchEnd(int row) const;
    void paintStretch(QPainter &painter, int first, int last) const;
    void paintMissed(QPainter &painter, int first, int last) const;
    void paintAxis(QPainter &painter) const;
    void moveTo(int row);
    void moveBy(int count);
    void openCurrent();
    void describe();
    [[nodiscard]] WidgetKeys *makeKeys();

    SlotStripModel &m_model;
    const Theme &m_theme;
    WidgetKeys *m_keys;
    QDateTime m_current;
};
