// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertteller.h"

#include "db/alerts/alertlogstore.h"
#include "db/alerts/alertrulestore.h"
#include "db/alerts/alertstatestore.h"
#include "db/domain/errortext.h"
#include "db/transaction.h"

#include <QTimeZone>
#include <QUuid>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

// After a sleep or an outage prices come one after the other: what they fire is told together, when
// no more has come for so long; at the latest after the second of these.
constexpr std::chrono::milliseconds LatePause = 1500ms;
constexpr std::chrono::milliseconds LongestPause = 15s;
// Another program has claimed it: by then it was told, or the claim is over.
constexpr std::chrono::milliseconds ClaimPause = AlertDeliveries::ClaimLasts + 500ms;

} // namespace

AlertTeller::AlertTeller(StorageLink &link, bool hasDesktop, const AlertRunnerSettings &runner,
                         std::function<QDateTime()> clock, QObject *parent)
    : QObject{parent}
    , m_link{link}
    , m_hasDesktop{hasDesktop}
    , m_clock{std::move(clock)}
    , m_name{QUuid::createUuid().toString(QUuid::WithoutBraces)}
    , m_runner{runner}
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &AlertTeller::tell);
}

AlertTeller::~AlertTeller() = default;

Result<AlertTeller::Untold> AlertTeller::readUntold(const Connection &connection) const
{
    Result<QList<AlertLogEntry>> entries = AlertLogStore{connection}.untold(m_clock());
    if (!entries)
        return fail(entries.error());
    Untold untold{std::move(*entries), {}, {}};
    if (untold.entries.isEmpty())
        return untold;
    Result<QHash<qint64, QDateTime>> snoozes = AlertStateStore{connection}.snoozes();
    if (!snoozes)
        return fail(snoozes.error());
    untold.snoozes = std::move(*snoozes);
    AlertRuleStore rules{connection};
    for (const AlertLogEntry &entry : std::as_const(untold.entries)) {
        if (untold.rules.contains(entry.ruleId))
            continue;
        const Result<AlertRule> rule = rules.find(entry.ruleId);
        if (rule)
            untold.rules.insert(entry.ruleId, *rule);
        else if (rule.error().kind != Error::Kind::NotFound) // deleted meanwhile
            return fail(rule.error());
    }
    return untold;
}

void AlertTeller::tell()
{
    Result<Untold> untold =
            m_link.use([this](const Connection &connection) { return readUntold(connection); });
    if (!untold) {
        emit failed(untold.error());
        return;
    }
    untold->entries.removeIf([this](const AlertLogEntry &entry) { return isUnderWay(entry.id); });
    const TellingPlan plan = planTelling(untold->entries, untold->rules, untold->snoozes, m_clock(),
                                         QTimeZone::systemTimeZone());
    if (const auto pause = pauseFor(plan); pause > 0ms) {
        m_pause.start(pause);
        return;
    }
    if (!plan.silent.isEmpty())
        note(plan.silent, AlertChannel::Notice, u"log"_s);
    for (const AlertLogEntry &entry : plan.commands)
        use(AlertChannel::Command, entry);
    for (const AlertLogEntry &entry : plan.webhooks)
        use(AlertChannel::Webhook, entry);
    if (!m_hasDesktop)
        return;
    for (const AlertNotice &notice : plan.notices) {
        // What is critical is left to the server, see AlertNotifier.
        if (!m_isHeld || notice.severity == AlertSeverity::Critical)
            show(notice);
    }
}

std::chrono::milliseconds AlertTeller::pauseFor(const TellingPlan &plan) const
{
    QDateTime oldest;
    QDateTime newest;
    for (const AlertNotice &notice : plan.notices) {
        for (const AlertLogEntry &entry : notice.entries) {
            if (!entry.isLate || (m_isHeld && entry.severity != AlertSeverity::Critical))
                continue;
            oldest = oldest.isValid() ? std::min(oldest, entry.createdAt) : entry.createdAt;
            newest = newest.isValid() ? std::max(newest, entry.createdAt) : entry.createdAt;
        }
    }
    if (!oldest.isValid())
        return 0ms;
    const QDateTime end =
            std::min(newest.addMSecs(LatePause.count()), oldest.addMSecs(LongestPause.count()));
    return std::chrono::milliseconds{
            std::clamp<qint64>(m_clock().msecsTo(end), 0, LatePause.count())};
}

bool AlertTeller::isUnderWay(qint64 entryId) const
{
    return std::ranges::any_of(m_shown, [&](const AlertNotice &notice) {
        return std::ranges::count(notice.entries, entryId, &AlertLogEntry::id) > 0;
    });
}

void AlertTeller::show(const AlertNotice &notice)
{
    const Result<bool> isMine = claim(notice.entries, AlertChannel::Notice);
    if (!isMine) {
        emit failed(isMine.error());
        return;
    }
    if (!*isMine) { // another shows it, or dies
        m_pause.start(ClaimPause);
        return;
    }
    m_shown.insert(notice.id, notice);
    emit noticeReady(notice);
}

void AlertTeller::noticeShown(quint32 id, const QString &how)
{
    if (!m_shown.contains(id))
        return;
    const AlertNotice notice = m_shown.take(id);
    note(notice.entries, AlertChannel::Notice, how,
         notice.isDigest() ? entryIds(notice) : QList<qint64>{});
}

void AlertTeller::noticeHeld(quint32 id)
{
    m_shown.remove(id);
    m_isHeld = true;
}

void AlertTeller::use(AlertChannel channel, const AlertLogEntry &entry)
{
    const Work work{entry.id, channel};
    if (m_running.contains(work))
        return;
    const Result<bool> isMine = claim({entry}, channel);
    if (!isMine) {
        emit failed(isMine.error());
        return;
    }
    if (!*isMine)
        return;
    m_running.insert(work);
    const auto done = [this, entry, channel](const Result<> &result) {
        m_running.erase({entry.id, channel});
        note({entry}, channel, result ? u"done"_s : errorText(result.error()));
        if (!result)
            emit failed(result.error());
    };
    if (channel == AlertChannel::Command)
        m_runner.runCommand(entry, done);
    else
        m_runner.postWebhook(entry, done);
}

Result<bool> AlertTeller::claim(const QList<AlertLogEntry> &entries, AlertChannel channel)
{
    bool isMine = true;
    const Result<> claimed = write([&](const Connection &connection) -> Result<> {
        AlertLogStore log{connection};
        for (const AlertLogEntry &entry : entries) {
            const Result<bool> taken = log.claim(entry.id, channel, m_name, m_clock());
            if (!taken)
                return fail(taken.error());
            isMine = *taken;
            if (!isMine) // nothing of it, then: this is rolled back
                return fail(Error::Kind::Refused, u"another program tells it"_s);
        }
        return {};
    });
    if (!claimed && isMine)
        return fail(claimed.error());
    return isMine;
}

void AlertTeller::note(const QList<AlertLogEntry> &entries, AlertChannel channel,
                       const QString &outcome, const QList<qint64> &digest)
{
    const Result<> noted = write([&](const Connection &connection) -> Result<> {
        AlertLogStore log{connection};
        AlertRuleStore rules{connection};
        if (const Result<> kept = digest.isEmpty() ? Result<>{}
                                                   : log.noteDigest(digest.constLast(), digest);
            !kept)
            return kept;
        for (const AlertLogEntry &entry : entries) {
            const Result<AlertRule> rule = rules.find(entry.ruleId);
            if (!rule && rule.error().kind != Error::Kind::NotFound)
                return fail(rule.error());
            const AlertChannels nothing{false, false, false, false}; // of a deleted one
            if (const Result<> done = log.note(entry.id, channel, outcome, m_clock(),
                                               rule ? rule->channels : nothing);
                !done)
                return done;
        }
        return {};
    });
    if (!noted)
        emit failed(noted.error());
    else
        emit told();
}

template <typename Change> Result<> AlertTeller::write(const Change &change)
{
    return m_link.use([&](const Connection &connection) -> Result<> {
        Transaction transaction{connection};
        return transaction.begin().and_then([&] { return change(connection); }).and_then([&] {
            return transaction.commit();
        });
    });
}
