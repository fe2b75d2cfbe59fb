// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/alertthread.h"
#include "app/desktop/alertnotifier.h"
#include "app/desktop/noticebanner.h"

#include <QElapsedTimer>

#include <functional>

// The service that judges rules, and the notices that people see of it and click: by the desktop's
// notifications, or else as a message of the tray, or else in the window. GUI thread.
class NoticeDesk final : public QObject
{
    Q_OBJECT

public:
    // False where there is no tray that shows it.
    using TrayMessage = std::function<bool(const QString &title, const QString &text)>;

    // The banner outlives it.
    NoticeDesk(const AlertServiceSettings &settings, const QDBusConnection &bus,
               TrayMessage trayMessage, Banner &banner, QObject *parent = nullptr);

    [[nodiscard]] AlertService &service() { return m_thread.service(); }
    void start() { m_thread.start(); }

public slots:
    void openTrayMessage(); // it was clicked
    // Somebody has seen to these elsewhere.
    void forget(const QList<qint64> &entryIds) { m_banner.forget(entryIds); }

signals:
    // Somebody clicked a notice: of one firing, or else of several.
    void chartRequested(const QString &symbol, const QDateTime &time);
    void logRequested(const QList<AlertLogEntry> &entries);

private:
    void log(const Error &error);
    void open(const AlertNotice &notice);
    [[nodiscard]] std::optional<QString> fallBack(const AlertNotice &notice);
    template <typename Source> void wireActions(Source &source);

    TrayMessage m_trayMessage;
    NoticeBanner m_banner;
    AlertNotifier m_notifier;
    AlertThread m_thread;
    QList<AlertNotice> m_inTray; // what its message tells of
    QElapsedTimer m_trayClock;   // since it shows
    QString m_logged;            // the failure that was logged last
};
