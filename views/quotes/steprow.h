// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/theme.h"

#include <QWidget>

class QHBoxLayout;
class TextLabel;

// One step of the first run: its number, or a tick when it is done; what it is; what to know; at
// most one button. The present step is tinted.
class StepRow final : public QWidget
{
    Q_OBJECT

public:
    enum class State { Done, Present, Later };

    StepRow(const Theme &theme, int number, State state, const QString &title, const QString &text,
            QWidget *parent = nullptr);

    void setText(const QString &text);
    void addButton(QWidget *button);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QRect markRect() const;

    const Theme &m_theme;
    int m_number;
    State m_state;
    TextLabel *m_title;
    TextLabel *m_text;
    QHBoxLayout *m_row;
};
