// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

// The thin bar under a panel's header while something loads. What takes less than 300 ms shows
// nothing, so that quick answers do not flicker. Its place stays kept. GUI thread.
class ProgressLine final : public QWidget
{
    Q_OBJECT

public:
    explicit ProgressLine(QWidget *parent = nullptr);

    // Loading began or ended.
    void setBusy(bool busy);

    // How far it is; a total of 0 while nobody knows.
    void setProgress(qint64 done, qint64 total);

    [[nodiscard]] bool isShown() const { return m_shown; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QTimer m_patience;
    QTimer m_step;
    bool m_shown = false;
    qint64 m_done = 0;
    qint64 m_total = 0;
    int m_position = 0; // of the moving piece, in percent
};
