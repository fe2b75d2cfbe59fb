// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertteller.h"

#include "db/alerts/alertlogstore.h"
#include "db/alerts/alertrulestore.h"
#include "db/alerts/alertstatestore.h"
#include "db/alerts/claimclock.h"
#include "db/domain/errortext.h"
#include "db/transaction.h"

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

AlertTeller::AlertTeller(StorageLink &link, bool hasDesktop, quint8 range,
                         const AlertRunnerSettings &runner, std::function<QDateTime()> clock,
                         std::function<QTimeZone()> zone, QObject *parent)
    : QObject{parent}
    , m_link{link}
    , m_hasDesktop{hasDesktop}
    , m_range{range}
    , m_clock{std::move(clock)}
    , m_zone{std::move(zone)}
    , m_name{QUuid::createUuid().toString(QUuid::WithoutBraces)}
    , m_runner{runner}
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &AlertTeller::tell);
    connect(&m_renewal, &QTimer::timeout, this, &AlertTeller::renewClaims);
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
    if (!writeOutcomes())
        return;
    Result<Untold> untold =
            m_link.use([this](const Connection &connection) { return readUntold(connection); });
    if (!untold) {
        emit failed(untold.error());
        return;
    }
    withdraw(*untold);
    untold->entries.removeIf([this](const AlertLogEntry &entry) {
        return isUnderWay(entry.id, AlertChannel::Notice);
    });
    const TellingPlan plan = planTelling(untold->entries, untold->rules, untold->snoozes, m_clock(),
                                         m_zone(), m_range);
    if (const auto pause = pauseFor(plan); pause > 0ms) {
        m_pause.start(pause);
        return;
    }
    if (!plan.silent.isEmpty())
        note({plan.silent, AlertChannel::Notice, u"log"_s, m_clock()});
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

// Notices that wait to be seen, and that nobody has to see any more.
void AlertTeller::withdraw(const Untold &untold)
{
    const auto isWanted = [&](const AlertLogEntry &shown) {
        const auto entry = std::ranges::find(untold.entries, shown.id, &AlertLogEntry::id);
        return entry != untold.entries.cend() && !entry->acknowledgedAt.isValid() &&
               untold.snoozes.value(shown.ruleId) <= m_clock();
    };
    QList<qint64> over;
    m_shown.removeIf([&](const auto &shown) {
        const bool isOver = std::ranges::none_of(shown.value().entries, isWanted);
        if (isOver)
            over += entryIds(shown.value());
        return isOver;
    });
    if (!over.isEmpty())
        emit withdrawn(over);
}

std::chrono::milliseconds AlertTeller::pauseFor(const TellingPlan &plan) const
{
    QDateTime oldest;
    QDateTime newest;
    for (const AlertNotice &notice : plan.notices) {
        for (const AlertLogEntry &entry : notice.entries) {
            // One of the future was written before the clock was set back.
            if (!entry.isLate || entry.createdAt > m_clock() ||
                (m_isHeld && entry.severity != AlertSeverity::Critical))
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

bool AlertTeller::isUnderWay(qint64 entryId, AlertChannel channel) const
{
    const auto hasIt = [&](const auto &told) {
        return std::ranges::count(told.entries, entryId, &AlertLogEntry::id) > 0;
    };
    return m_running.contains({entryId, channel}) ||
           (channel == AlertChannel::Notice && std::ranges::any_of(m_shown, hasIt)) ||
           std::ranges::any_of(m_unwritten, [&](const Outcome &outcome) {
               return outcome.channel == channel && hasIt(outcome);
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
    m_renewal.start(AlertDeliveries::ClaimLasts / 3);
    emit noticeReady(notice);
}

// A window that is out of sight may take its time to show one.
void AlertTeller::renewClaims()
{
    QList<qint64> lost;
    m_shown.removeIf([&](const auto &shown) {
        const Result<bool> isMine = claim(shown.value().entries, AlertChannel::Notice);
        const bool isLost = isMine && !*isMine;
        if (isLost)
            lost += entryIds(shown.value());
        return isLost;
    });
    if (m_shown.isEmpty())
        m_renewal.stop();
    if (!lost.isEmpty())
        emit withdrawn(lost);
}

void AlertTeller::noticeShown(quint32 id, const QString &how)
{
    if (m_shown.contains(id))
        note({m_shown.take(id).entries, AlertChannel::Notice, how, m_clock()});
}

void AlertTeller::noticeHeld(quint32 id)
{
    m_shown.remove(id);
    m_isHeld = true;
}

void AlertTeller::use(AlertChannel channel, const AlertLogEntry &entry)
{
    if (isUnderWay(entry.id, channel))
        return;
    const Result<bool> isMine = claim({entry}, channel);
    if (!isMine) {
        emit failed(isMine.error());
        return;
    }
    if (!*isMine)
        return;
    m_running.insert({entry.id, channel});
    const auto done = [this, entry, channel](const Result<> &result) {
        m_running.erase({entry.id, channel});
        note({{entry}, channel, result ? u"done"_s : errorText(result.error()), m_clock()});
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
    QList<qint64> ids;
    for (const AlertLogEntry &entry : entries)
        ids.append(entry.id);
    const Result<> claimed = write([&](const Connection &connection) -> Result<> {
        const Result<QDateTime> moment = claimMoment(connection, m_clock());
        if (!moment)
            return fail(moment.error());
        AlertLogStore log{connection};
        for (const AlertLogEntry &entry : entries) {
            const Result<bool> taken = log.claim(entry.id, channel, m_name, *moment);
            if (!taken)
                return fail(taken.error());
            isMine = *taken;
            if (!isMine) // nothing of it, then: this is rolled back
                return fail(Error::Kind::Refused, u"another program tells it"_s);
        }
        // Before anybody can click it, and whatever becomes of this program.
        return channel == AlertChannel::Notice && entries.size() > 1 ? log.noteDigest(ids)
                                                                     : Result<>{};
    });
    if (!claimed && isMine)
        return fail(claimed.error());
    return isMine;
}

void AlertTeller::note(const Outcome &outcome)
{
    m_unwritten.append(outcome);
    if (writeOutcomes())
        emit told();
}

// False while the database is away. What is not written is not told again by this program.
bool AlertTeller::writeOutcomes()
{
    while (!m_unwritten.isEmpty()) {
        const Result<> written = write([this](const Connection &connection) {
            return write(connection, m_unwritten.constFirst());
        });
        if (!written) {
            emit failed(written.error());
            return false;
        }
        m_unwritten.removeFirst();
    }
    return true;
}

Result<> AlertTeller::write(const Connection &connection, const Outcome &outcome)
{
    AlertLogStore log{connection};
    AlertRuleStore rules{connection};
    for (const AlertLogEntry &entry : outcome.entries) {
        const Result<AlertRule> rule = rules.find(entry.ruleId);
        if (!rule && rule.error().kind != Error::Kind::NotFound)
            return fail(rule.error());
        const AlertChannels nothing{false, false, false, false}; // of a deleted one
        if (const Result<> noted = log.note(entry.id, outcome.channel, outcome.text, outcome.at,
                                            rule ? rule->channels : nothing);
            !noted)
            return noted;
    }
    return {};
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
