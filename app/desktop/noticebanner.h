// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/alertnotice.h"

#include <QAction>
#include <QObject>

class Banner;

// Notices in a banner of the window, one after the other: where the desktop can show none. What
// comes while one shows waits behind it until the person goes on. GUI thread.
class NoticeBanner final : public QObject
{
    Q_OBJECT

public:
    // The banner is told of nothing else, and outlives this.
    explicit NoticeBanner(Banner &banner, QObject *parent = nullptr);
    ~NoticeBanner() override;

    // Ends in shown() once somebody can have seen it: not while the window is hidden or minimised.
    void show(const AlertNotice &notice);
    // Somebody has seen to these elsewhere: what tells of nothing else any more goes away.
    void forget(const QList<qint64> &entryIds);

signals:
    void shown(quint32 id, const QString &how);
    void openRequested(const AlertNotice &notice);
    void acknowledgeRequested(const QList<qint64> &entryIds);
    void snoozeRequested(const QList<qint64> &entryIds);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; // of the window

private:
    void display();
    void noteSeen();
    void goOn();
    void openAll();
    [[nodiscard]] bool isInSight() const;
    [[nodiscard]] QString focusedButton() const;
    void focus(const QString &button);

    Banner &m_banner;
    QAction m_open;
    QAction m_snooze{tr("Snooze 1 h")};
    QAction m_acknowledge{tr("Acknowledge")};
    QAction m_goOn;
    QAction m_openAll;
    QList<AlertNotice> m_waiting; // the first is the one that shows
    bool m_isSeen = false;        // that one
};
