// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QTextLayout;

// A paragraph that begins in semi-bold and goes on in the normal weight, wrapped. It takes plain
// text only, which a rich-text label could not promise. GUI thread.
class LeadText final : public QWidget
{
    Q_OBJECT

public:
    explicit LeadText(QWidget *parent = nullptr);

    void setText(const QString &lead, const QString &rest);
    [[nodiscard]] QString text() const; // both as one line

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    // Breaks the lines for that width; returns the height.
    qreal lay(QTextLayout &layout, qreal width) const;

    QString m_lead;
    QString m_rest;
};
