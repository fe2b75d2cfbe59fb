// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QObject>
#include <QProcess>
#include <QUrl>

// The demo market's program: fills a database of its own with 30 days and quotes prices on loopback
// for as long as this object lives. It is found beside this program. GUI thread; nothing waits.
class DemoMarket final : public QObject
{
    Q_OBJECT

public:
    DemoMarket(QString program, QString databasePath, QObject *parent = nullptr);
    ~DemoMarket() override;

    // Where the program is expected.
    [[nodiscard]] static QString programBesideThis();

    // Ends in ready() or failed().
    void start();

signals:
    void ready(const QUrl &url);
    void failed(const Error &error);

private:
    void readAddress();

    QString m_program;
    QString m_databasePath;
    QProcess m_process;
    bool m_isReady = false;
};
