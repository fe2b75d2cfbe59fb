// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/slotrecorder.h"

#include "db/domain/alerts/leveltext.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 Start = 1'793'577'600'000; // 2026-11-02, a Monday
constexpr qint64 FiveMinutes = 300'000;

template <typename Value> Value need(const Result<Value> &result)
{
    if (!result)
        qFatal("%s: %s", qPrintable(result.error().subject), qPrintable(result.error().detail));
    return *result;
}

} // namespace

SlotRecorder::SlotRecorder(const Connection &connection)
    : m_connection{connection}
    , m_store{connection}
    , m_rules{connection}
{}

QDateTime SlotRecorder::slotTime(int slot)
{
    return QDateTime::fromMSecsSinceEpoch(Start + slot * FiveMinutes, Qt::UTC);
}

void SlotRecorder::store(int slot, double price, const QDateTime &now)
{
    Quote quote;
    quote.coin = u"btc"_s;
    quote.timestamp = slotTime(slot);
    quote.bid = quote.ask = quote.last =
            Price::fromUnits(Price::Units(qRound64(price * 10'000)) * 10'000);
    Snapshot snapshot;
    snapshot.run.source = u"coinspot"_s;
    snapshot.run.slot = quote.timestamp;
    snapshot.run.startedAt = quote.timestamp.addSecs(1);
    snapshot.run.status = RunStatus::Ok;
    snapshot.quotes = {quote};
    (void)need(m_store.store(snapshot, now.isValid() ? now : storedAt(slot)));
}

AlertRule SlotRecorder::add(const QString &condition, const AlertRule &like)
{
    AlertRule rule = like;
    rule.symbol = u"BTC.COINSPOT"_s;
    rule.condition = need(AlertCondition::parse(condition));
    return need(m_rules.add(need(checkedRule(rule)), slotTime(0).addSecs(-60)));
}

QList<AlertLogEntry> SlotRecorder::entries() const
{
    QList<AlertLogEntry> rows = need(AlertLogStore{m_connection}.page({.limit = 100'000})).rows;
    std::ranges::reverse(rows);
    return rows;
}

QStringList SlotRecorder::log() const
{
    QStringList lines;
    for (const AlertLogEntry &entry : entries()) {
        QString line =
                logLine(entry.ruleId, entry.timestamp.toMSecsSinceEpoch(), entry.kind, entry.value);
        if (entry.resolvedAt.isValid())
            line += u", over @%1"_s.arg((entry.resolvedAt.toMSecsSinceEpoch() - Start) /
                                        FiveMinutes);
        lines.append(line);
    }
    return lines;
}

QString logLine(qint64 ruleId, qint64 timeMs, AlertEvent::Kind kind, Price value)
{
    return u"%1 @%2 %3 %4"_s.arg(ruleId)
            .arg((timeMs - Start) / FiveMinutes)
            .arg(alertEventName(kind), levelText(value));
}
