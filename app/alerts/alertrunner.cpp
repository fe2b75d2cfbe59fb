// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertrunner.h"

#include "app/network/httpexchange.h"
#include "app/network/marketurl.h"
#include "db/domain/alerts/leveltext.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QProcess>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace {

QString isoText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

// Each placeholder once: what stands in for one is not looked at again.
QString filled(const QString &argument, const AlertLogEntry &entry)
{
    const QHash<QString, QString> words{{u"rule"_s, entry.ruleName},
                                        {u"symbol"_s, entry.symbol},
                                        {u"message"_s, entry.message},
                                        {u"value"_s, levelText(entry.value)},
                                        {u"level"_s, levelText(entry.level)},
                                        {u"severity"_s, alertSeverityName(entry.severity)},
                                        {u"time"_s, isoText(entry.timestamp)}};
    QString text;
    qsizetype at = 0;
    while (at < argument.size()) {
        const qsizetype end = argument.at(at) == u'{' ? argument.indexOf(u'}', at) : -1;
        const auto word =
                end < 0 ? words.cend() : words.constFind(argument.mid(at + 1, end - at - 1));
        if (word == words.cend()) {
            text += argument.at(at++);
            continue;
        }
        text += *word;
        at = end + 1;
    }
    return text;
}

} // namespace

QByteArray jsonForPrograms(const AlertLogEntry &entry)
{
    const QJsonObject object{{u"id"_s, entry.id},
                             {u"rule"_s, entry.ruleName},
                             {u"rule_id"_s, entry.ruleId},
                             {u"symbol"_s, entry.symbol},
                             {u"event"_s, alertEventName(entry.kind)},
                             {u"severity"_s, alertSeverityName(entry.severity)},
                             {u"timestamp"_s, isoText(entry.timestamp)},
                             {u"trigger_value"_s, entry.value.toString()},
                             {u"threshold_value"_s, entry.level.toString()},
                             {u"unit"_s, alertUnitName(entry.unit)},
                             {u"late"_s, entry.isLate},
                             {u"message"_s, entry.message}};
    return QJsonDocument{object}.toJson(QJsonDocument::Compact);
}

AlertRunner::AlertRunner(AlertRunnerSettings settings, QObject *parent)
    : QObject{parent}
    , m_settings{std::move(settings)}
{}

AlertRunner::~AlertRunner() = default;

void AlertRunner::runCommand(const AlertLogEntry &entry, const Done &done)
{
    if (m_settings.command.isEmpty()) {
        done(fail(Error::Kind::Refused,
                  tr("No command is set for alerts. Choose one in Preferences, or write it to "
                     "command= under [alerts] of the settings file.")));
        return;
    }
    auto *process = new QProcess{this};
    auto *deadline = new QTimer{process};
    deadline->setSingleShot(true);
    process->setStandardOutputFile(QProcess::nullDevice());
    connect(deadline, &QTimer::timeout, process, &QProcess::kill);
    const auto end = [process, done](const Result<> &result) {
        process->disconnect();
        process->deleteLater();
        done(result);
    };
    connect(process, &QProcess::errorOccurred, this, [end, process](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end(fail(Error::Kind::Refused,
                     tr("The command cannot be started: %1.").arg(process->errorString())));
    });
    connect(process, &QProcess::finished, this,
            [this, end, process, deadline](int code, QProcess::ExitStatus status) {
                if (status == QProcess::NormalExit && code == 0)
                    return end({});
                if (!deadline->isActive())
                    return end(fail(Error::Kind::Refused,
                                    tr("The command was ended after %1 s.")
                                            .arg(m_settings.limit.count() / 1000)));
                const QString words =
                        QString::fromUtf8(process->readAllStandardError().left(500)).simplified();
                end(fail(Error::Kind::Refused,
                         status == QProcess::CrashExit
                                 ? tr("The command crashed. %1").arg(words)
                                 : tr("The command ended with %1. %2").arg(code).arg(words)));
            });
    QStringList arguments;
    for (const QString &argument : m_settings.command.mid(1))
        arguments.append(filled(argument, entry));
    deadline->start(m_settings.limit);
    process->start(m_settings.command.constFirst(), arguments);
    process->write(jsonForPrograms(entry));
    process->closeWriteChannel();
}

void AlertRunner::postWebhook(const AlertLogEntry &entry, const Done &done)
{
    if (!m_settings.readWebhook) {
        done(fail(Error::Kind::Refused, tr("No webhook is set for alerts.")));
        return;
    }
    // A keychain may ask the person first. What comes after the limit is not posted: somebody else
    // may have done it by then.
    auto *deadline = new QTimer{this};
    deadline->setSingleShot(true);
    connect(deadline, &QTimer::timeout, this, [deadline, done] {
        deadline->deleteLater();
        done(fail(Error::Kind::KeychainSlow, {}, u"alert-webhook"_s));
    });
    deadline->start(m_settings.limit);
    const QPointer<QTimer> waiting{deadline};
    m_settings.readWebhook(this, [this, waiting, entry, done](const Result<QString> &address) {
        if (!waiting || !waiting->isActive())
            return;
        const std::chrono::milliseconds left{waiting->remainingTime()};
        delete waiting.data();
        if (address)
            post(*address, entry, left, done);
        else
            done(fail(address.error()));
    });
}

void AlertRunner::post(const QString &address, const AlertLogEntry &entry,
                       std::chrono::milliseconds left, const Done &done)
{
    const QUrl url{address, QUrl::StrictMode};
    const bool isLoopback = url.host() == u"127.0.0.1" || url.host() == u"localhost";
    if (!url.isValid() || url.host().isEmpty() ||
        (url.scheme() != u"https" && !(url.scheme() == u"http" && isLoopback))) {
        done(fail(Error::Kind::Configuration,
                  tr("The webhook's address is not https. Set it again: 'tidemarkctl credentials "
                     "set alert-webhook'."),
                  u"alert-webhook"_s));
        return;
    }
    auto *exchange = new HttpExchange{m_network, this};
    FetchLimits limits;
    limits.time = left;
    exchange->setLimits(limits);
    connect(exchange, &HttpExchange::finished, this,
            [exchange, done, host = url.host()](const HttpOutcome &outcome) {
                exchange->deleteLater();
                if (outcome.fault)
                    return done(fail(outcome.fault->kind, outcome.fault->detail, host));
                if (outcome.status < 200 || outcome.status >= 300)
                    return done(fail(Error::Kind::Http, u"HTTP %1"_s.arg(outcome.status), host));
                done({});
            });
    exchange->start({url, jsonForPrograms(entry), {}, false});
}
