// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPair>
#include <QWidget>

// Names with values in a line that breaks between them: "Statements 12   Rows lost 0". Plain text
// only. GUI thread.
class FactList final : public QWidget
{
    Q_OBJECT

public:
    explicit FactList(QWidget *parent = nullptr);

    void setFacts(const QList<QPair<QString, QString>> &facts); // name, value
    [[nodiscard]] QString text() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    // Where each fact begins in that width; returns the height.
    int place(int width, QList<QPoint> &places) const;
    [[nodiscard]] int factWidth(const QPair<QString, QString> &fact) const;
    [[nodiscard]] int lineHeight() const;

    QList<QPair<QString, QString>> m_facts;
};
