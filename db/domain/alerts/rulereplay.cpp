// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/rulereplay.h"

#include "db/domain/alerts/span.h"
#include "db/domain/timespans.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

struct ReplayWords {
    Q_DECLARE_TR_FUNCTIONS(ReplayWords)
};

bool isNight(qint64 timeMs, const QTimeZone &zone)
{
    const int hour = QDateTime::fromMSecsSinceEpoch(timeMs, zone).time().hour();
    return hour >= 22 || hour < 6;
}

// As much as people want to know of it.
QString roughSpan(qint64 ms)
{
    const qint64 unitMs = ms >= DayMs ? HourMs : MinuteMs;
    return spanText(ms - ms % unitMs);
}

// The terms whose history has been too short at every price so far.
class ShortTerms final
{
public:
    explicit ShortTerms(const AlertCondition &condition)
    {
        for (const QList<AlertTerm> &all : condition.anyOf) {
            for (const AlertTerm &term : all)
                m_terms.append(&term);
        }
    }

    void look(const PriceHistory &history, qint64 timeMs)
    {
        if (m_completeFromMs != 0)
            return;
        m_terms.removeIf([&](const AlertTerm *term) { return history.reachOf(*term).isEnough(); });
        if (m_terms.isEmpty())
            m_completeFromMs = timeMs;
    }

    [[nodiscard]] qint64 completeFromMs() const { return m_completeFromMs; }

    // Of the one that misses most.
    [[nodiscard]] std::optional<HistoryShortfall> shortfall(const PriceHistory &history) const
    {
        std::optional<HistoryShortfall> worst;
        for (const AlertTerm *term : m_terms) {
            const HistoryReach reach = history.reachOf(*term);
            if (!worst || worst->reach.missingMs() < reach.missingMs())
                worst = HistoryShortfall{*term, reach};
        }
        return worst;
    }

private:
    QList<const AlertTerm *> m_terms;
    qint64 m_completeFromMs = 0;
};

// Judges the prices from fromMs on and calls visit(history, timeMs) after each.
template <typename Visit>
ReplayedState judgedAgain(const AlertRule &rule, const PastPrices &past, const QTimeZone &zone,
                          const Visit &visit)
{
    QList<AlertEvent> events;
    if (past.observations.isEmpty())
        return {};
    const auto first =
            std::ranges::lower_bound(past.observations, past.fromMs, {}, &Observation::timeMs);
    const auto before = std::size_t(first - past.observations.cbegin());
    const std::span all{past.observations};
    AlertRule always = rule; // as if it had been there all the time
    always.createdAt = QDateTime::fromMSecsSinceEpoch(all.front().timeMs, Qt::UTC);
    SymbolRules rules{rule.symbol, zone};
    rules.set(always, {});
    rules.remember(past.days, all.first(before));
    for (const Observation &observation : all.subspan(before)) {
        rules.observe(observation, events);
        visit(rules.history(), observation.timeMs);
    }
    rules.pass(past.toMs, events);
    return {events, rules.entries().front().state};
}

} // namespace

QList<AlertEvent> replay(const AlertRule &rule, const PastPrices &past, const QTimeZone &zone)
{
    return replayedState(rule, past, zone).events;
}

ReplayedState replayedState(const AlertRule &rule, const PastPrices &past, const QTimeZone &zone)
{
    return judgedAgain(rule, past, zone, [](const PriceHistory &, qint64) {});
}

RuleReplay replayed(const AlertRule &rule, const PastPrices &past, const QTimeZone &zone)
{
    RuleReplay result;
    ShortTerms shortTerms{rule.condition};
    qint64 firstMs = 0;
    qint64 lastMs = 0;
    const auto look = [&](const PriceHistory &history, qint64 timeMs) {
        firstMs = result.prices++ == 0 ? timeMs : firstMs;
        lastMs = timeMs;
        shortTerms.look(history, timeMs);
        result.shortfall = shortTerms.shortfall(history);
    };
    result.events = judgedAgain(rule, past, zone, look).events;
    result.completeFromMs = shortTerms.completeFromMs();
    if (result.prices > 0 && !result.shortfall && lastMs - firstMs < rule.holdMs)
        result.shortfall = HistoryShortfall{{}, {rule.holdMs, lastMs - firstMs}};
    for (const AlertEvent &event : result.events) {
        if (event.kind != AlertEvent::Kind::Triggered)
            continue;
        ++result.fired;
        result.atNight += isNight(event.timeMs, zone) ? 1 : 0;
    }
    return result;
}

QString shortfallText(const HistoryShortfall &shortfall)
{
    const QString needed = spanText(shortfall.reach.neededMs);
    const QString stored = roughSpan(shortfall.reach.storedMs);
    if (!shortfall.term)
        return ReplayWords::tr("The condition must be met for %1, and the prices that were tried "
                               "are of %2.")
                .arg(needed, stored.isEmpty() ? ReplayWords::tr("one moment") : stored);
    if (stored.isEmpty())
        return ReplayWords::tr("'%1' needs prices of %2, and there are none from before.")
                .arg(shortfall.term->fullText(), needed);
    return ReplayWords::tr("'%1' needs prices of %2, and there are %3.")
            .arg(shortfall.term->fullText(), needed, stored);
}
