// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

// SIGTERM, SIGINT and SIGHUP as a Qt signal. One at a time in a process: handlers are the
// process's.
class TerminationSignals final : public QObject
{
    Q_OBJECT

public:
    explicit TerminationSignals(QObject *parent = nullptr);
    ~TerminationSignals() override;

signals:
    void received();

private:
    int m_sockets[2] = {-1, -1};
    QSocketNotifier m_notifier{QSocketNotifier::Read};
};
