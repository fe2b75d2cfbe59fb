// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertservice.h"

#include "db/alerts/alertbook.h"
#include "db/alerts/alertlogstore.h"
#include "db/alerts/alertrulestore.h"
#include "db/alerts/alertstatestore.h"
#include "db/domain/errortext.h"
#include "db/transaction.h"
#include "migrations/migration.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>
#include <QUuid>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

// How often time alone is judged: data that is missing, quiet hours and snoozes that end.
// After a sleep or an outage prices come one after the other: they are told together.
constexpr auto LatePause = 1500ms;
// Another program has claimed it: by then it was told, or the claim is over.
constexpr auto ClaimPause = 10'500ms;

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

QJsonObject deliveriesOf(const AlertLogEntry &entry)
{
    return QJsonDocument::fromJson(entry.deliveries.toUtf8()).object();
}

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument{object}.toJson(QJsonDocument::Compact));
}

AlertNotice logged(const AlertLogEntry &entry)
{
    AlertNotice notice;
    notice.entries = {entry};
    return notice;
}

// What the rule wants beside a notice, and nobody has done yet.
QStringList wantedChannels(const AlertLogEntry &entry, const AlertRule &rule)
{
    const QJsonObject deliveries = deliveriesOf(entry);
    QStringList wanted;
    if (rule.channels.command && !deliveries.contains("command"_L1))
        wanted.append(u"command"_s);
    if (rule.channels.webhook && !deliveries.contains("webhook"_L1))
        wanted.append(u"webhook"_s);
    return wanted;
}

} // namespace

AlertService::AlertService(AlertServiceSettings settings, QObject *parent)
    : QObject{parent}
    , m_settings{std::move(settings)}
    , m_teller{QUuid::createUuid().toString(QUuid::WithoutBraces)}
{}

AlertService::~AlertService() = default;

void AlertService::start()
{
    const auto head =
            MigrationSet::shipped(m_settings.database.engine).transform(&MigrationSet::head);
    m_link = std::make_unique<StorageLink>(m_settings.database);
    m_judge = std::make_unique<AlertJudge>(QTimeZone::systemTimeZone(),
                                           head ? std::optional{*head} : std::nullopt);
    m_runner = std::make_unique<AlertRunner>(m_settings.runner);
    m_clock = std::make_unique<QTimer>();
    connect(m_clock.get(), &QTimer::timeout, this, [this] {
        m_isHeld = false; // not every server says when it may disturb again: it is asked
        judge();
    });
    m_clock->start(m_settings.tick);
    m_pause = std::make_unique<QTimer>();
    m_pause->setSingleShot(true);
    connect(m_pause.get(), &QTimer::timeout, this, &AlertService::tell);
    // A database without its tables is made, or migrated, by somebody else.
    const Result<bool> isReady = m_link->use(
            [](const Connection &connection) { return AlertJudge::hasBacklog(connection); });
    if (isReady)
        judge();
}

void AlertService::judge()
{
    const Result<AlertJudge::Verdict> verdict = m_link->use(
            [this](const Connection &connection) { return m_judge->judge(connection, now()); });
    if (!verdict) {
        emit failed(verdict.error());
        return;
    }
    prepareTelling();
    countOpen();
}

void AlertService::setCommand(const QStringList &command)
{
    m_settings.runner.command = command;
    if (m_runner)
        m_runner->setCommand(command);
}

void AlertService::countOpen()
{
    const Result<int> open = m_link->use(
            [](const Connection &connection) { return AlertLogStore{connection}.countOpen(); });
    if (open && std::exchange(m_open, *open) != *open)
        emit logChanged(*open);
}

void AlertService::prepareTelling()
{
    const Result<QList<AlertLogEntry>> untold = m_link->use(
            [](const Connection &connection) { return AlertLogStore{connection}.untold(now()); });
    if (!untold || untold->isEmpty())
        return;
    if (std::ranges::any_of(*untold, &AlertLogEntry::isLate))
        m_pause->start(LatePause);
    else
        tell();
}

template <typename Work> Result<> AlertService::write(const Work &work)
{
    return m_link->use([&](const Connection &connection) -> Result<> {
        Transaction transaction{connection};
        return transaction.begin().and_then([&] { return work(connection); }).and_then([&] {
            return transaction.commit();
        });
    });
}

Result<AlertService::Untold> AlertService::readUntold(const Connection &connection)
{
    const Result<QList<AlertLogEntry>> entries = AlertLogStore{connection}.untold(now());
    if (!entries)
        return fail(entries.error());
    const Result<QList<AlertRule>> rules = AlertRuleStore{connection}.list();
    if (!rules)
        return fail(rules.error());
    const Result<QHash<qint64, QDateTime>> snoozes = AlertStateStore{connection}.snoozes();
    if (!snoozes)
        return fail(snoozes.error());
    Untold untold{{}, {}, *snoozes};
    for (const AlertRule &rule : *rules)
        untold.rules.insert(rule.id, rule);
    for (const AlertLogEntry &entry : *entries) {
        const bool isShown = std::ranges::any_of(m_shown, [&](const AlertNotice &notice) {
            return std::ranges::count(notice.entries, entry.id, &AlertLogEntry::id) > 0;
        });
        if (!isShown)
            untold.entries.append(entry);
    }
    return untold;
}

void AlertService::tell()
{
    const Result<Untold> untold =
            m_link->use([this](const Connection &connection) { return readUntold(connection); });
    if (!untold) {
        emit failed(untold.error());
        return;
    }
    for (const AlertLogEntry &entry : untold->entries)
        runChannels(entry, untold->rules.value(entry.ruleId));
    const TellingPlan plan = planTelling(untold->entries, untold->rules, untold->snoozes, now(),
                                         QTimeZone::systemTimeZone());
    for (const AlertLogEntry &entry : plan.silent) {
        if (wantedChannels(entry, untold->rules.value(entry.ruleId)).isEmpty())
            noteTold(logged(entry), u"log"_s);
    }
    if (m_settings.hasDesktop)
        showAll(plan.notices);
}

void AlertService::showAll(const QList<AlertNotice> &notices)
{
    for (const AlertNotice &notice : notices) {
        // What is critical is left to the server, see AlertNotifier.
        if (m_shown.contains(notice.id) || (m_isHeld && notice.severity != AlertSeverity::Critical))
            continue;
        bool isTaken = false;
        const Result<> claimed = write(
                [&](const Connection &connection) { return claim(connection, notice, isTaken); });
        if (isTaken) { // another tells it, or dies
            m_pause->start(ClaimPause);
            continue;
        }
        if (!claimed) {
            emit failed(claimed.error());
            return;
        }
        m_shown.insert(notice.id, notice);
        emit noticeReady(notice);
    }
}

// All of it or nothing: where another has taken one, this fails and is rolled back.
Result<> AlertService::claim(const Connection &connection, const AlertNotice &notice, bool &isTaken)
{
    AlertLogStore log{connection};
    for (const AlertLogEntry &entry : notice.entries) {
        const Result<bool> claimed = log.claim(entry.id, m_teller, now());
        if (!claimed)
            return fail(claimed.error());
        isTaken = !*claimed;
        if (isTaken)
            return fail(Error::Kind::Refused, u"another program tells it"_s);
    }
    return {};
}

void AlertService::noticeShown(quint32 id, const QString &how)
{
    if (m_shown.contains(id))
        noteTold(m_shown.take(id), how);
}

void AlertService::noticeHeld(quint32 id)
{
    m_shown.remove(id);
    m_isHeld = true;
}

void AlertService::tellHeld()
{
    m_isHeld = false;
    tell();
}

void AlertService::acknowledge(const QList<qint64> &entryIds)
{
    const auto done = m_link->use([&](const Connection &connection) {
        return AlertBook{connection}.acknowledge(entryIds, now());
    });
    if (!done)
        emit failed(done.error());
    judge(); // a rule may have waited for it
}

void AlertService::snooze(const QList<qint64> &entryIds, std::chrono::milliseconds length)
{
    const Result<> done = m_link->use([&](const Connection &connection) -> Result<> {
        AlertLogStore log{connection};
        QList<qint64> ruleIds;
        for (const qint64 id : entryIds) {
            const Result<AlertLogEntry> entry = log.find(id);
            if (!entry)
                return fail(entry.error());
            ruleIds.append(entry->ruleId);
        }
        return AlertBook{connection}.snooze(ruleIds, now().addMSecs(length.count()), now());
    });
    if (!done)
        emit failed(done.error());
    else
        emit logChanged(m_open);
}

void AlertService::noteTold(const AlertNotice &notice, const QString &how)
{
    const Result<> noted = write([&](const Connection &connection) -> Result<> {
        AlertLogStore log{connection};
        for (const AlertLogEntry &entry : notice.entries) {
            const Result<> done = log.find(entry.id).and_then([&](const AlertLogEntry &present) {
                QJsonObject deliveries = deliveriesOf(present);
                deliveries[u"told"_s] = how;
                return log.noteDeliveries(entry.id, compact(deliveries), now());
            });
            if (!done && done.error().kind != Error::Kind::NotFound) // deleted meanwhile
                return done;
        }
        return {};
    });
    if (!noted)
        emit failed(noted.error());
    else
        emit logChanged(m_open);
}

void AlertService::runChannels(const AlertLogEntry &entry, const AlertRule &rule)
{
    for (const QString &channel : wantedChannels(entry, rule))
        run(entry, channel);
}

void AlertService::run(const AlertLogEntry &entry, const QString &channel)
{
    const std::pair work{entry.id, channel};
    if (m_running.contains(work))
        return;
    bool isMine = false;
    const Result<> claimed = write([&](const Connection &connection) {
        return AlertLogStore{connection}.claim(entry.id, m_teller, now()).map([&](bool isClaimed) {
            isMine = isClaimed;
        });
    });
    if (!claimed || !isMine)
        return;
    m_running.insert(work);
    const auto note = [this, id = entry.id, channel](const Result<> &done) {
        noteRun(id, channel, done);
    };
    if (channel == u"command")
        m_runner->runCommand(entry, note);
    else
        m_runner->postWebhook(entry, note);
}

void AlertService::noteRun(qint64 entryId, const QString &channel, const Result<> &done)
{
    m_running.remove({entryId, channel});
    const Result<> noted = write([&](const Connection &connection) -> Result<> {
        AlertLogStore log{connection};
        return log.find(entryId).and_then([&](const AlertLogEntry &entry) {
            QJsonObject deliveries = deliveriesOf(entry);
            deliveries[channel] = done ? u"done"_s : errorText(done.error());
            return log.noteDeliveries(entryId, compact(deliveries), entry.notifiedAt);
        });
    });
    if (!noted)
        emit failed(noted.error());
    if (!done)
        emit failed(done.error());
    // The last of its channels ends the telling. Not from here: one that fails at once is inside of
    // it.
    QMetaObject::invokeMethod(this, &AlertService::tell, Qt::QueuedConnection);
}
