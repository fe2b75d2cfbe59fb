// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/alertthread.h"
#include "app/desktop/alertnotifier.h"

// The service that judges rules, and the notices that people see of it and click. GUI thread.
class NoticeDesk final : public QObject
{
    Q_OBJECT

public:
    NoticeDesk(const AlertServiceSettings &settings, const QDBusConnection &bus,
               const AlertNotifier::Fallback &fallback, QObject *parent = nullptr);

    [[nodiscard]] AlertService &service() { return m_thread.service(); }
    void start() { m_thread.start(); }

signals:
    // Somebody clicked a notice: of one firing, or else of several.
    void chartRequested(const QString &symbol, const QDateTime &time);
    void logRequested(qint64 entryId);

private:
    void log(const Error &error);
    void open(const AlertNotice &notice, qint64 entryId);

    AlertNotifier m_notifier;
    AlertThread m_thread;
    QString m_logged; // the failure that was logged last
};
