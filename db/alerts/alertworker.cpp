// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/alerts/alertworker.h"

#include "db/alerts/alertbook.h"
#include "db/alerts/alertrulestore.h"
#include "db/alerts/pastprices.h"
#include "db/alerts/rulecheck.h"
#include "db/domain/symbol.h"
#include "db/storagelink.h"

#include <QTimeZone>

namespace {

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

// Whether prices that were read for one condition do for the other.
bool looksBackAsFar(const AlertCondition &read, const AlertCondition &wanted)
{
    PriceHistory first;
    PriceHistory second;
    for (const auto &[condition, history] : {std::pair{&read, &first}, std::pair{&wanted, &second}})
        for (const QList<AlertTerm> &all : condition->anyOf) {
            for (const AlertTerm &term : all)
                history->require(term);
        }
    return first.lookbackMs() >= second.lookbackMs() &&
           first.lookbackDays() >= second.lookbackDays();
}

} // namespace

void AlertWorker::loadRules()
{
    QList<AlertRule> present;
    QList<AlertRule> deleted;
    QStringList symbols;
    const Result<> loaded = m_link.use([&](const Connection &connection) -> Result<> {
        AlertRuleStore store{connection};
        const Result<QList<AlertRule>> rules = store.list();
        if (!rules)
            return fail(rules.error());
        const Result<QList<AlertRule>> gone = store.list(AlertRuleStore::Which::Deleted);
        if (!gone)
            return fail(gone.error());
        const Result<QList<Asset>> assets = AssetStore{connection}.list();
        if (!assets)
            return fail(assets.error());
        present = *rules;
        deleted = *gone;
        for (const Asset &asset : *assets)
            symbols.append(asset.symbol);
        return {};
    });
    if (loaded)
        emit rulesLoaded(present, deleted, symbols);
    else
        emit failed(loaded.error());
}

void AlertWorker::loadVersions(qint64 ruleId)
{
    const Result<QList<AlertRule>> versions = m_link.use([&](const Connection &connection) {
        return AlertRuleStore{connection}.versions(ruleId);
    });
    if (versions)
        emit versionsLoaded(ruleId, *versions);
    else
        emit failed(versions.error());
}

void AlertWorker::saveRule(const AlertRule &rule)
{
    AlertRule written = rule;
    if (const Result<QString> symbol = symbolFrom(rule.symbol))
        written.symbol = *symbol; // "BTC" is the coin, as on the command line
    const Result<AlertRule> saved = checkedRule(written).and_then([&](const AlertRule &checked) {
        return m_link.use([&](const Connection &connection) -> Result<AlertRule> {
            const Result<QStringList> mayBe =
                    checkBesideStored(connection, checked, now(), UnknownCoin::Refused);
            if (!mayBe)
                return fail(mayBe.error());
            AlertRuleStore store{connection};
            return checked.id == 0 ? store.add(checked, now()) : store.edit(checked, now());
        });
    });
    if (saved)
        emit ruleSaved(*saved);
    else
        emit failed(saved.error());
}

void AlertWorker::removeRules(const QList<qint64> &ids)
{
    const Result<QList<qint64>> removed = m_link.use([&](const Connection &connection) {
        return AlertRuleStore{connection}.remove(ids, now());
    });
    if (removed)
        emit rulesRemoved(ids);
    else
        emit failed(removed.error());
}

void AlertWorker::restoreRules(const QList<qint64> &ids)
{
    const Result<QList<qint64>> restored = m_link.use([&](const Connection &connection) {
        return AlertRuleStore{connection}.restore(ids, now());
    });
    if (restored)
        emit rulesRestored(ids);
    else
        emit failed(restored.error());
}

void AlertWorker::loadLog(quint64 ticket, const AlertLogRequest &request)
{
    const Result<AlertLogPage> page = m_link.use([&](const Connection &connection) {
        AlertLogStore store{connection};
        Result<AlertLogPage> answer = store.page(request);
        if (!answer || request.after)
            return answer;
        const Result<int> total = store.count(request);
        if (!total)
            return Result<AlertLogPage>{fail(total.error())};
        answer->total = *total;
        return answer;
    });
    if (page)
        emit logLoaded(ticket, *page);
    else
        emit logFailed(ticket, page.error());
}

void AlertWorker::countOpen()
{
    const Result<int> count = m_link.use(
            [](const Connection &connection) { return AlertLogStore{connection}.countOpen(); });
    if (count)
        emit openCounted(*count);
    else
        emit failed(count.error());
}

void AlertWorker::loadSnoozes()
{
    const Result<QHash<qint64, QDateTime>> snoozes = m_link.use(
            [](const Connection &connection) { return AlertStateStore{connection}.snoozes(); });
    if (snoozes)
        emit snoozesLoaded(*snoozes);
    else
        emit failed(snoozes.error());
}

void AlertWorker::loadStates()
{
    const Result<QHash<qint64, AlertState>> states = m_link.use(
            [](const Connection &connection) { return AlertStateStore{connection}.states(); });
    if (states)
        emit statesLoaded(*states);
    else
        emit failed(states.error());
}

void AlertWorker::acknowledge(const QList<qint64> &ids)
{
    const Result<QList<AlertLogEntry>> entries = m_link.use([&](const Connection &connection) {
        return AlertBook{connection}.acknowledge(ids, now());
    });
    if (entries)
        emit acknowledged(*entries);
    else
        emit failed(entries.error());
}

void AlertWorker::unacknowledge(const QList<qint64> &ids)
{
    const Result<QList<AlertLogEntry>> entries = m_link.use([&](const Connection &connection) {
        return AlertBook{connection}.unacknowledge(ids, now());
    });
    if (entries)
        emit unacknowledged(*entries);
    else
        emit failed(entries.error());
}

void AlertWorker::snooze(const QList<qint64> &ruleIds, const QDateTime &until)
{
    const Result<> done = m_link.use([&](const Connection &connection) {
        return AlertBook{connection}.snooze(ruleIds, until, now());
    });
    if (done)
        emit snoozed(ruleIds, until);
    else
        emit failed(done.error());
}

void AlertWorker::removeEntries(const QList<qint64> &ids)
{
    const Result<QList<qint64>> done = m_link.use(
            [&](const Connection &connection) { return AlertBook{connection}.remove(ids, now()); });
    if (done)
        emit entriesRemoved(ids);
    else
        emit failed(done.error());
}

void AlertWorker::restoreEntries(const QList<qint64> &ids)
{
    const Result<QList<qint64>> done = m_link.use([&](const Connection &connection) {
        return AlertBook{connection}.restore(ids, now());
    });
    if (done)
        emit entriesRestored(ids);
    else
        emit failed(done.error());
}

Result<> AlertWorker::readPast(const AlertRule &rule, const QDateTime &from)
{
    if (m_past && m_past->symbol == rule.symbol && m_past->from == from &&
        looksBackAsFar(m_past->condition, rule.condition))
        return {};
    return m_link
            .use([&](const Connection &connection) {
                return pastPrices(connection, rule, from, {});
            })
            .map([&](const PastPrices &prices) {
                m_past = Past{rule.symbol, from, rule.condition, prices};
            });
}

void AlertWorker::tryRule(quint64 ticket, const AlertRule &rule, const QDateTime &from)
{
    const Result<> ready = checkedRule(rule).and_then(
            [&](const AlertRule &checked) { return readPast(checked, from); });
    if (ready)
        emit ruleTried(ticket, replayed(rule, m_past->prices, QTimeZone::systemTimeZone()));
    else
        emit tryFailed(ticket, ready.error());
}
