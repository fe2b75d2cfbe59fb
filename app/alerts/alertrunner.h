// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/credentials/secretstore.h"
#include "db/domain/alerts/alertlogentry.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <functional>

struct AlertRunnerSettings {
    QStringList command = {}; // program and arguments; empty: none
    // Reads the webhook's address, which may hold a token; answers as Credentials::read() does.
    std::function<void(QObject *context, SecretAnswer answer)> readWebhook = {};
    std::chrono::milliseconds limit = std::chrono::seconds{10};
};

// Tells a firing to a program or an address of the person's own choice. Neither blocks anything;
// each ends within the limit, in exactly one call of done. Lives on the thread of its maker.
class AlertRunner final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Result<> &)>;

    explicit AlertRunner(AlertRunnerSettings settings, QObject *parent = nullptr);
    ~AlertRunner() override;

    // From now on; what runs goes on.
    void setCommand(const QStringList &command) { m_settings.command = command; }
    // Starts the program without a shell: in its arguments {rule}, {symbol}, {message}, {value},
    // {level}, {severity} and {time} stand for what they say, and stay one argument each. The
    // firing comes as JSON on standard input. Refused when none is set.
    void runCommand(const AlertLogEntry &entry, const Done &done);
    // Posts the same JSON: https, or http on loopback.
    void postWebhook(const AlertLogEntry &entry, const Done &done);

private:
    void post(const QString &address, const AlertLogEntry &entry, std::chrono::milliseconds left,
              const Done &done);

    AlertRunnerSettings m_settings;
    QNetworkAccessManager m_network;
};

// The firing, for programs: the words of alerts log --json.
[[nodiscard]] QByteArray jsonForPrograms(const AlertLogEntry &entry);
