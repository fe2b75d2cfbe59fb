// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertservice.h"

#include "db/alerts/alertbook.h"
#include "db/alerts/alertlogstore.h"
#include "migrations/migration.h"

namespace {

// Without those that were deleted since.
Result<QList<AlertLogEntry>> presentEntries(const Connection &connection, const QList<qint64> &ids)
{
    AlertLogStore log{connection};
    QList<AlertLogEntry> entries;
    for (const qint64 id : ids) {
        const Result<AlertLogEntry> entry = log.find(id);
        if (entry)
            entries.append(*entry);
        else if (entry.error().kind != Error::Kind::NotFound)
            return fail(entry.error());
    }
    return entries;
}

} // namespace

AlertService::AlertService(AlertServiceSettings settings, QObject *parent)
    : QObject{parent}
    , m_settings{std::move(settings)}
{
    // Stopped, it holds no row for longer; only slow, it gets on in time.
    m_settings.database.idleInTransaction =
            std::max<std::chrono::milliseconds>(m_settings.tick, std::chrono::seconds{3});
}

AlertService::~AlertService() = default;

void AlertService::start()
{
    const auto head =
            MigrationSet::shipped(m_settings.database.engine).transform(&MigrationSet::head);
    m_link = std::make_unique<StorageLink>(m_settings.database);
    m_judge = std::make_unique<AlertJudge>(m_settings.zone(),
                                           head ? std::optional{*head} : std::nullopt);
    m_teller = std::make_unique<AlertTeller>(*m_link, m_settings.hasDesktop,
                                             noticeRangeOf(m_settings.database.location()),
                                             m_settings.runner, m_settings.clock, m_settings.zone);
    connect(m_teller.get(), &AlertTeller::noticeReady, this, &AlertService::noticeReady);
    connect(m_teller.get(), &AlertTeller::withdrawn, this, &AlertService::withdrawn);
    connect(m_teller.get(), &AlertTeller::told, this, [this] { countOpen(true); });
    connect(m_teller.get(), &AlertTeller::failed, this, &AlertService::failed);
    m_clock = std::make_unique<QTimer>();
    connect(m_clock.get(), &QTimer::timeout, this, [this] {
        m_teller->endHold(); // not every server says when it may disturb again: it is asked
        judge();
    });
    m_clock->start(m_settings.tick);
    // A database without its tables is made, or migrated, by somebody else.
    const Result<bool> isReady = m_link->use(
            [](const Connection &connection) { return AlertJudge::hasBacklog(connection); });
    if (isReady)
        judge();
}

void AlertService::judge()
{
    m_judge->setZone(m_settings.zone());
    const Result<AlertJudge::Verdict> verdict = m_link->use([this](const Connection &connection) {
        return m_judge->judge(connection, m_settings.clock(), m_settings.awaited());
    });
    if (!verdict) {
        emit failed(verdict.error());
        return;
    }
    m_teller->tell();
    countOpen(verdict->hasNews);
}

void AlertService::setCommand(const QStringList &command)
{
    m_settings.runner.command = command;
    if (m_teller)
        m_teller->setCommand(command);
}

void AlertService::countOpen(bool isChanged)
{
    const Result<int> open = m_link->use(
            [](const Connection &connection) { return AlertLogStore{connection}.countOpen(); });
    if (open && (std::exchange(m_open, *open) != *open || isChanged))
        emit logChanged(*open);
}

void AlertService::noticeShown(quint32 id, const QString &how)
{
    m_teller->noticeShown(id, how);
}

void AlertService::noticeHeld(quint32 id)
{
    m_teller->noticeHeld(id);
}

void AlertService::tellHeld()
{
    m_teller->endHold();
    m_teller->tell();
}

void AlertService::findNotice(quint32 id)
{
    const qint64 first = entryOfNotice(id, noticeRangeOf(m_settings.database.location()));
    const Result<QList<AlertLogEntry>> entries =
            m_link->use([&](const Connection &connection) -> Result<QList<AlertLogEntry>> {
                Result<QList<AlertLogEntry>> alone = presentEntries(connection, {first});
                if (!alone || alone->isEmpty() || alone->constFirst().deliveries.digest().isEmpty())
                    return alone;
                return presentEntries(connection, alone->constFirst().deliveries.digest());
            });
    if (!entries) {
        emit failed(entries.error());
        return;
    }
    AlertNotice notice;
    notice.id = id;
    notice.entries = *entries;
    emit noticeFound(notice);
}

void AlertService::acknowledge(const QList<qint64> &entryIds)
{
    const auto done = m_link->use([&](const Connection &connection) {
        return presentEntries(connection, entryIds)
                .and_then([&](const QList<AlertLogEntry> &entries) {
                    QList<qint64> ids;
                    for (const AlertLogEntry &entry : entries)
                        ids.append(entry.id);
                    return AlertBook{connection}.acknowledge(ids, m_settings.clock());
                });
    });
    if (!done)
        emit failed(done.error());
    judge(); // a rule may have waited for it
}

void AlertService::snooze(const QList<qint64> &entryIds, std::chrono::milliseconds length)
{
    const Result<> done = m_link->use([&](const Connection &connection) {
        return presentEntries(connection, entryIds)
                .and_then([&](const QList<AlertLogEntry> &entries) {
                    QList<qint64> ruleIds;
                    for (const AlertLogEntry &entry : entries)
                        ruleIds.append(entry.ruleId);
                    const QDateTime now = m_settings.clock();
                    return AlertBook{connection}.snooze(ruleIds, now.addMSecs(length.count()), now);
                });
    });
    if (!done) {
        emit failed(done.error());
        return;
    }
    m_teller->tell(); // others of the rule may wait to be seen
    countOpen(true);
}
