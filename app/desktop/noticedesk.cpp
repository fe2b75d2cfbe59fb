// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/noticedesk.h"

using namespace std::chrono_literals;

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
    connect(&m_notifier, &AlertNotifier::openRequested, this, &NoticeDesk::open);
}

void NoticeDesk::open(const AlertNotice &notice, qint64 entryId)
{
    if (notice.entries.size() == 1)
        emit chartRequested(notice.entries.first().symbol, notice.entries.first().timestamp);
    else
        emit logRequested(entryId);
}
