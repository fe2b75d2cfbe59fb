// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/collectorlease.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

// After a try that failed the next request does not wait for another one.
constexpr std::chrono::milliseconds FreshFailure = 10s;

} // namespace

LeaseHolder LeaseHolder::fromJson(const QString &value)
{
    const QJsonObject json = QJsonDocument::fromJson(value.toUtf8()).object();
    return {json[u"owner"].toString(), json[u"host"].toString(), json[u"beat"].toInteger()};
}

QString LeaseHolder::toJson() const
{
    const QJsonObject json{{u"owner"_s, owner}, {u"host"_s, host}, {u"beat"_s, beat}};
    return QString::fromUtf8(QJsonDocument{json}.toJson(QJsonDocument::Compact));
}

std::chrono::milliseconds CollectorLease::intervalFor(std::chrono::milliseconds slot)
{
    return std::min<std::chrono::milliseconds>(slot / 5, 30s);
}

CollectorLease::CollectorLease(LeaseAccess access, const QString &lockFile, const QString &host,
                               std::chrono::milliseconds interval, Clock clock, QObject *parent)
    : QObject{parent}
    , m_access{std::move(access)}
    , m_lock{lockFile}
    , m_self{QUuid::createUuid().toString(QUuid::WithoutBraces), host, 0}
    , m_interval{interval}
    , m_clock{std::move(clock)}
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &CollectorLease::look);
}

CollectorLease::~CollectorLease()
{
    stop();
}

void CollectorLease::start()
{
    QDir{}.mkpath(QFileInfo{m_lock.path()}.path()); // without it only the lock is missing
    m_hasSeenOwner = false;
    m_seen.reset();
    m_standsBehind.reset();
    look();
}

void CollectorLease::stop()
{
    m_timer.stop();
    // While the database is away its time-outs would hold up the end of the program.
    if (m_isOwner && m_isReachable && !m_value.isNull())
        (void)m_access.remove(m_value); // else the row is overdue soon
    m_isOwner = false;
    m_value = QString{};
    m_lock.release();
}

void CollectorLease::look()
{
    if (m_isOwner)
        (void)raiseBeat();
    else
        challenge();
    m_timer.start(nextLook());
}

std::chrono::milliseconds CollectorLease::nextLook() const
{
    if (m_isOwner) // one that waits for a locked database has other things to do as well
        return m_isReachable ? m_interval : std::max(m_interval, m_failureTook);
    if (!m_seen)
        return m_interval;
    const std::chrono::milliseconds overdueAt = m_seen->since + 3 * m_interval + m_interval / 4;
    return std::clamp(overdueAt - m_clock.awake(), std::chrono::milliseconds{1}, m_interval);
}

// Puts the next beat of this program in the place of what it expects there.
Result<bool> CollectorLease::put(const QString &expected)
{
    LeaseHolder next = m_self;
    ++next.beat;
    const QString value = next.toJson();
    const std::chrono::milliseconds before = m_clock.awake();
    Result<bool> done = m_access.swap(expected, value);
    m_isReachable = done.has_value();
    m_failureTook = m_clock.awake() - before;
    m_failedAt = m_clock.sinceBoot();
    if (done && *done) {
        m_self = next;
        m_value = value;
    }
    return done;
}

bool CollectorLease::renew()
{
    if (!m_isOwner)
        return false;
    if (!m_isReachable && m_clock.sinceBoot() - m_failedAt < FreshFailure)
        return true;
    return raiseBeat();
}

bool CollectorLease::raiseBeat()
{
    const Result<bool> kept = put(m_value);
    if (kept && !*kept)
        return regain();
    if (kept)
        holdLock();
    return true;
}

// The row is not as this program left it: another program took it, the row is gone, or the answer
// to the last change was lost on its way.
bool CollectorLease::regain()
{
    const Result<QString> value = m_access.read();
    const LeaseHolder holder = LeaseHolder::fromJson(value.value_or(QString{}));
    m_isReachable = value.has_value();
    if (value && (value->isNull() || holder.owner == m_self.owner || isLeftBehind(holder))) {
        if (const Result<bool> put = this->put(*value); put && *put) {
            holdLock();
            return true;
        }
    }
    m_hasSeenOwner = true;
    standBy(holder.host);
    return false;
}

void CollectorLease::challenge()
{
    const Result<QString> value = m_access.read();
    m_isReachable = value.has_value();
    if (!value) {
        m_seen.reset();
        beginByLock();
        return;
    }
    const LeaseHolder holder = LeaseHolder::fromJson(*value);
    const bool isFree = value->isNull() || holder.owner == m_self.owner || isLeftBehind(holder) ||
                        isOverdue(*value);
    if (isFree) {
        m_seen.reset(); // where it fails, whoever was there gets its time again
        const Result<bool> taken = put(*value);
        if (!taken)
            beginByLock();
        else if (*taken)
            begin();
        if (!taken || *taken)
            return;
    }
    m_hasSeenOwner = true;
    standBy(holder.host);
    emit sawOwner();
}

// While the database cannot be read or written.
void CollectorLease::beginByLock()
{
    if (!m_hasSeenOwner && m_lock.take().value_or(false))
        begin();
    else
        standBy(m_hasSeenOwner ? m_standsBehind.value_or(QString{}) : m_self.host);
}

void CollectorLease::begin()
{
    m_isOwner = true;
    m_seen.reset();
    m_standsBehind.reset();
    if (!m_value.isNull()) // else the row may still name the owner that left the lock behind
        holdLock();
    emit gained();
}

void CollectorLease::standBy(const QString &host)
{
    m_isOwner = false;
    m_value = QString{};
    m_lock.release();
    if (m_standsBehind == host)
        return;
    m_standsBehind = host;
    emit stoodBy(host);
}

// Whether the row's owner held the lock of this computer, and holds it no more.
bool CollectorLease::isLeftBehind(const LeaseHolder &holder)
{
    return holder.host == m_self.host && !holder.owner.isEmpty() && m_lock.take().value_or(false) &&
           QString::fromLatin1(m_lock.text()) == holder.owner;
}

// Notes what stands there now. A look that comes late tells nothing about the time before it.
bool CollectorLease::isOverdue(const QString &value)
{
    const std::chrono::milliseconds now = m_clock.awake();
    if (!m_seen || m_seen->value != value || now - m_seen->last > 2 * m_interval)
        m_seen = Sighting{value, now, now};
    m_seen->last = now;
    return now - m_seen->since >= 3 * m_interval + m_interval / 4;
}

// An owner that took over from a process that still lives gets the lock when that one lets go.
void CollectorLease::holdLock()
{
    const QByteArray owner = m_self.owner.toLatin1();
    if (m_lock.take().value_or(false) && m_lock.text() != owner)
        (void)m_lock.setText(owner);
}
