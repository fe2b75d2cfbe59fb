// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/noticedesk.h"

#include "db/domain/errortext.h"

#include <QLoggingCategory>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcAlerts, "tidemark.alerts")

namespace {

constexpr std::chrono::milliseconds Snooze = 1h;

AlertServiceSettings withDesktop(AlertServiceSettings settings)
{
    settings.hasDesktop = true;
    return settings;
}

} // namespace

NoticeDesk::NoticeDesk(const AlertServiceSettings &settings, const QDBusConnection &bus,
                       const AlertNotifier::Fallback &fallback, QObject *parent)
    : QObject{parent}
    , m_notifier{bus, fallback}
    , m_thread{withDesktop(settings)}
{
    AlertService *service = &m_thread.service();
    connect(service, &AlertService::noticeReady, &m_notifier, &AlertNotifier::show);
    connect(&m_notifier, &AlertNotifier::shown, service, &AlertService::noticeShown);
    connect(&m_notifier, &AlertNotifier::held, service, &AlertService::noticeHeld);
    connect(&m_notifier, &AlertNotifier::released, service, &AlertService::tellHeld);
    connect(&m_notifier, &AlertNotifier::acknowledgeRequested, service, &AlertService::acknowledge);
    connect(&m_notifier, &AlertNotifier::snoozeRequested, service,
            [service](const QList<qint64> &entryIds) { service->snooze(entryIds, Snooze); });
    connect(service, &AlertService::failed, this, &NoticeDesk::log);
    connect(&m_notifier, &AlertNotifier::openRequested, this, &NoticeDesk::open);
}

// The same again and again, as while a database is away, is one line.
void NoticeDesk::log(const Error &error)
{
    const QString line = errorText(error) + u" ("_s + error.detail + u')';
    if (std::exchange(m_logged, line) != line)
        qCWarning(lcAlerts, "%s", qUtf8Printable(line));
}

void NoticeDesk::open(const AlertNotice &notice, qint64 entryId)
{
    if (notice.entries.size() == 1)
        emit chartRequested(notice.entries.first().symbol, notice.entries.first().timestamp);
    else
        emit logRequested(entryId);
}
