// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/noticedesk.h"

#include "db/domain/errortext.h"

#include <QLoggingCategory>

#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcAlerts, "tidemark.alerts")

namespace {

constexpr std::chrono::milliseconds Snooze = 1h;
// As long as Qt leaves it.
constexpr std::chrono::milliseconds TrayMessageLasts = 10s;

AlertServiceSettings withDesktop(AlertServiceSettings settings)
{
    settings.hasDesktop = true;
    return settings;
}

} // namespace

NoticeDesk::NoticeDesk(const AlertServiceSettings &settings, const QDBusConnection &bus,
                       TrayMessage trayMessage, Banner &banner, QObject *parent)
    : QObject{parent}
    , m_trayMessage{std::move(trayMessage)}
    , m_banner{banner}
    , m_notifier{bus, [this](const AlertNotice &notice) { return fallBack(notice); },
                 noticeRangeOf(settings.database.location())}
    , m_thread{withDesktop(settings)}
{
    AlertService *service = &m_thread.service();
    connect(service, &AlertService::noticeReady, &m_notifier, &AlertNotifier::show);
    connect(&m_notifier, &AlertNotifier::held, service, &AlertService::noticeHeld);
    connect(&m_notifier, &AlertNotifier::released, service, &AlertService::tellHeld);
    connect(&m_notifier, &AlertNotifier::lookUpRequested, service, &AlertService::findNotice);
    connect(service, &AlertService::noticeFound, &m_notifier, &AlertNotifier::acceptFound);
    connect(service, &AlertService::withdrawn, &m_banner, &NoticeBanner::forget);
    connect(service, &AlertService::failed, this, &NoticeDesk::log);
    wireActions(m_notifier);
    wireActions(m_banner);
}

template <typename Source> void NoticeDesk::wireActions(Source &source)
{
    AlertService *service = &m_thread.service();
    connect(&source, &Source::shown, service, &AlertService::noticeShown);
    connect(&source, &Source::acknowledgeRequested, service, &AlertService::acknowledge);
    connect(&source, &Source::snoozeRequested, service,
            [service](const QList<qint64> &entryIds) { service->snooze(entryIds, Snooze); });
    connect(&source, &Source::openRequested, this, &NoticeDesk::open);
}

// The same again and again, as while a database is away, is one line.
void NoticeDesk::log(const Error &error)
{
    const QString line = errorText(error) + u" ("_s + error.detail + u')';
    if (std::exchange(m_logged, line) != line)
        qCWarning(lcAlerts, "%s", qUtf8Printable(line));
}

void NoticeDesk::open(const AlertNotice &notice)
{
    if (notice.entries.size() == 1)
        emit chartRequested(notice.entries.first().symbol, notice.entries.first().timestamp);
    else
        emit logRequested(notice.entries);
}

// A message of the tray takes the place of the one before: what that told of is told again with it.
std::optional<QString> NoticeDesk::fallBack(const AlertNotice &notice)
{
    if (!m_trayClock.isValid() || m_trayClock.hasExpired(TrayMessageLasts.count()))
        m_inTray.clear();
    m_inTray.append(notice);
    QStringList titles;
    for (const AlertNotice &shown : std::as_const(m_inTray))
        titles.append(shown.title);
    const bool isShown = m_inTray.size() == 1
                                 ? m_trayMessage(notice.title, notice.body)
                                 : m_trayMessage(tr("%n alert(s)", nullptr, int(titles.size())),
                                                 titles.join(u'\n'));
    if (isShown) {
        m_trayClock.start();
        return u"tray"_s;
    }
    m_inTray.clear();
    m_banner.show(notice);
    return {};
}

void NoticeDesk::openTrayMessage()
{
    QList<AlertLogEntry> entries;
    for (const AlertNotice &notice : std::as_const(m_inTray))
        entries.append(notice.entries);
    emit logRequested(entries);
}
