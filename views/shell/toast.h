// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

#include <chrono>
#include <functional>

class QLabel;
class QPushButton;
class QToolButton;
class Theme;

// Says that something succeeded, at the lower right of its parent above the buttons there, and goes
// by itself; not while it is pointed at or has the focus. With a way back it offers Undo. One at a
// time: the next one takes its place, and the way back of the one before ends. GUI thread.
class Toast final : public QFrame
{
    Q_OBJECT

public:
    using Undo = std::function<void()>;

    Toast(const Theme &theme, QWidget &area);

    void showMessage(const QString &text, Undo undo = {});

    // Does the offered undo, if there is one.
    void undo();

    void setDuration(std::chrono::milliseconds duration) { m_duration = duration; }

signals:
    void undoOffered(bool offered);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void dismiss();
    void pause();
    void goOn();
    void place();
    void moveOffButtons();

    QWidget &m_area;
    QLabel *m_text;
    QPushButton *m_undoButton;
    QToolButton *m_close;
    Undo m_undo;
    QTimer m_timer;
    std::chrono::milliseconds m_duration{6000};
    std::chrono::milliseconds m_remaining{0};
};
