// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tuning/beforeafter.h"
#include "views/theme/theme.h"

#include <QWidget>

// What was measured twice, as pairs of bars: before hatched, after filled, whiskers are quartiles,
// the difference in words. Each pair has its own scale, because each may have its own unit. As high
// as it needs to be; who shows it scrolls. GUI thread.
class BeforeAfterChart final : public QWidget
{
    Q_OBJECT

public:
    BeforeAfterChart(BeforeAfterModel &model, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] int pairHeight() const { return 3 * lineHeight() + 16; }
    [[nodiscard]] int nameWidth() const;
    [[nodiscard]] int wordsWidth() const;
    void paintPair(QPainter &painter, const BeforeAfter &pair, const QRect &rect) const;
    void paintBar(QPainter &painter, const Spread &spread, double most, const QRect &rect,
                  bool isBefore) const;
    void follow();

    BeforeAfterModel &m_model;
    const Theme &m_theme;
};
