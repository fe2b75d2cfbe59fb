// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/latejudge.h"

#include "db/domain/coin.h"
#include "db/domain/timespans.h"

#include <algorithm>

namespace {

constexpr qint64 LongestClosedMs = 14 * DayMs; // of an exchange: holidays

qint64 beginMs(const AlertRule &version)
{
    return version.updatedAt.toMSecsSinceEpoch();
}

// Whether an edit of one into the other left what the rule remembers.
bool remembersAlike(const AlertRule &one, const AlertRule &other)
{
    return isJudgedAlike(one, other) && one.rearm == other.rearm &&
           one.expiresAt == other.expiresAt;
}

// A rule begins with the newest price of its first moment, while that is fresh.
PastPrices pricesFrom(PastPrices past, qint64 beganMs)
{
    const auto next =
            std::ranges::upper_bound(past.observations, beganMs, {}, &Observation::timeMs);
    const bool isFresh = next != past.observations.cbegin() && std::prev(next)->staleMs > beganMs;
    past.fromMs = isFresh ? std::prev(next)->timeMs : beganMs;
    return past;
}

} // namespace

LateJudge::LateJudge(const Connection &connection, const QTimeZone &zone, const QDateTime &now)
    : m_zone{zone}
    , m_now{now}
    , m_rules{connection}
    , m_log{connection}
    , m_reader{connection}
{}

Result<int> LateJudge::judge(const QString &symbol, SymbolRules &rules, qint64 sinceMs,
                             qint64 untilMs)
{
    QList<Version> versions;
    for (SymbolRules::Entry &entry : rules.entries()) {
        const Result<QList<Version>> some = versionsOf(entry, sinceMs, untilMs);
        if (!some)
            return fail(some.error());
        versions.append(*some);
    }
    return judgeVersions(symbol, versions, sinceMs, untilMs);
}

Result<int> LateJudge::judgeEarlier(const QString &symbol, SymbolRules::Entry &entry, qint64 fromMs,
                                    qint64 toMs)
{
    return versionsOf(entry, fromMs, toMs).and_then([&](const QList<Version> &versions) {
        return judgeVersions(symbol, versions, fromMs, toMs);
    });
}

Result<int> LateJudge::judgeVersions(const QString &symbol, const QList<Version> &versions,
                                     qint64 sinceMs, qint64 untilMs)
{
    if (versions.isEmpty())
        return 0;
    const Result<PastPrices> past = readPast(symbol, versions, sinceMs, untilMs);
    if (!past)
        return fail(past.error());
    int fired = 0;
    for (const Version &version : versions) {
        const Result<int> more = write(version, *past);
        if (!more)
            return fail(more.error());
        fired += *more;
    }
    return fired;
}

Result<QList<LateJudge::Version>> LateJudge::versionsOf(SymbolRules::Entry &entry, qint64 fromMs,
                                                        qint64 toMs)
{
    const Result<QList<AlertRule>> all = entry.rule.version == 1
                                                 ? Result<QList<AlertRule>>{{entry.rule}}
                                                 : m_rules.versions(entry.rule.id);
    if (!all)
        return fail(all.error());
    QList<Version> versions;
    qint64 beganMs = 0;
    int firstPresent = 0;
    for (auto version = all->cbegin(); version != all->cend(); ++version) {
        const auto next = version + 1;
        if (version == all->cbegin() || !isJudgedAlike(*version, *(version - 1)))
            beganMs = beginMs(*version);
        if (version == all->cbegin() || !remembersAlike(*version, *(version - 1)))
            firstPresent = version->version;
        const qint64 beginsMs = std::max(fromMs, beginMs(*version));
        const qint64 endsMs = next == all->cend() ? toMs : std::min(toMs, beginMs(*next) - 1);
        if (beginsMs <= endsMs && version->isEnabled && !version->condition.anyOf.isEmpty() &&
            version->symbol == entry.rule.symbol)
            versions.append({&entry, *version, beginsMs, endsMs, beganMs});
    }
    for (Version &version : versions)
        version.goesOn = version.rule.version >= firstPresent;
    return versions;
}

Result<PastPrices> LateJudge::readPast(const QString &symbol, const QList<Version> &versions,
                                       qint64 sinceMs, qint64 untilMs)
{
    SymbolRules scope{symbol, m_zone}; // how far back they look
    qint64 holdMs = 0;
    for (const Version &version : versions) {
        scope.set(version.rule, {});
        holdMs = std::max(holdMs, version.rule.holdMs);
    }
    const PriceHistory &history = scope.history();
    // At least the price before counts: without it what was met already would seem to begin.
    const qint64 marginMs = coinOfSymbol(symbol).isEmpty() ? LongestClosedMs : DayMs;
    const qint64 wantedMs = sinceMs - history.lookbackMs() - holdMs - marginMs;
    // Whole days: the one that the first of them belongs to is made of them alone.
    const qint64 fromMs = wantedMs - wantedMs % DayMs;
    Result<QList<Observation>> observations =
            m_reader.read(symbol, fromMs - 1, untilMs, m_now.toMSecsSinceEpoch());
    if (!observations)
        return fail(observations.error());
    const qint64 dayMs = observations->isEmpty() ? fromMs : observations->constFirst().dayMs;
    Result<QList<ObservedDay>> days = m_reader.daysBefore(symbol, dayMs, history.lookbackDays());
    if (!days)
        return fail(days.error());
    return PastPrices{std::move(*days), std::move(*observations), 0, untilMs};
}

Result<int> LateJudge::write(const Version &version, const PastPrices &all)
{
    const PastPrices past = pricesFrom(all, version.beganMs);
    Result<QList<LoggedFiring>> logged = m_log.firings(version.rule.id);
    if (!logged)
        return fail(logged.error());
    AlertState &state = version.entry->state;
    // One that lies in the recycle bin ended without a word there.
    for (LoggedFiring &firing : *logged) {
        if (!firing.endMs && state.phase != AlertState::Phase::Firing)
            firing.endMs = std::max(firing.timeMs, state.phaseMs);
    }
    // A rule that fires once and was made to begin anew has not fired, whatever the log has.
    if (version.isPresent() && version.rule.rearm == AlertRearm::Once && state.firedMs == 0)
        logged->removeIf(
                [&](const LoggedFiring &firing) { return firing.timeMs < beginMs(version.rule); });
    int fired = 0;
    const LateJudgement judged = lateFirings(version.rule, past, version.fromMs, version.toMs,
                                             std::move(*logged), m_zone);
    if (version.isPresent() && waitLate(state, judged.end))
        version.entry->isChanged = true;
    for (const LateFiring &firing : judged.firings) {
        const Result<bool> inserted = m_log.insert(version.rule, firing.event, m_now);
        if (!inserted)
            return fail(inserted.error());
        if (!*inserted)
            continue;
        ++fired;
        std::optional<qint64> endMs = firing.endMs;
        if (version.goesOn) {
            if (!endMs)
                fireLate(version.rule, state, judged.end);
            rememberLate(version.rule, state, firing.event);
            version.entry->isChanged = true;
            if (state.phase != AlertState::Phase::Firing)
                endMs = endMs.value_or(past.toMs);
        } else {
            endMs = std::min(endMs.value_or(version.toMs), version.toMs); // its edit ended it
        }
        if (!endMs)
            continue;
        if (const Result<> ended = m_log.resolve(version.rule, firing.event, *endMs); !ended)
            return fail(ended.error());
    }
    return fired;
}
