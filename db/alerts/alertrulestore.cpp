// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/alerts/alertrulestore.h"

#include "db/alerts/alertgeneration.h"
#include "db/alerts/alertlogstore.h"
#include "db/alerts/alertstatestore.h"
#include "db/alerts/rulejson.h"
#include "db/transaction.h"
#include "db/trash/trashstore.h"

using namespace Qt::Literals::StringLiterals;

namespace {

struct RuleText {
    Q_DECLARE_TR_FUNCTIONS(RuleText)
};

// Of column position on: rule_condition, threshold_value, cooldown_ms, severity, enabled, details.
Result<> takeDefinition(const Rows &rows, int column, AlertRule &rule)
{
    const Result<Price> level = rows.price(column + 1);
    if (!level)
        return fail(level.error());
    // One that another program wrote may not be understood: it stays as it is, and is not judged.
    rule.condition = AlertCondition::parse(rows.text(column), *level).value_or(AlertCondition{});
    rule.cooldownMs = rows.integer(column + 2);
    rule.severity = alertSeverityFromName(rows.text(column + 3)).value_or(rule.severity);
    rule.isEnabled = rows.integer(column + 4) != 0;
    if (!rows.isNull(column + 5))
        detailsFromJson(rows.text(column + 5), rule);
    return {};
}

tl::unexpected<Error> noRule(qint64 id)
{
    return fail(Error::Kind::NotFound, RuleText::tr("'tidemarkctl alerts list' lists them"),
                RuleText::tr("Rule %1").arg(id));
}

SqlValue spanOf(const AlertRule &rule)
{
    const qint64 spanMs = rule.condition.first().spanMs;
    return spanMs > 0 ? SqlValue{spanMs} : SqlValue{};
}

QString conditionOf(AlertRuleStore::Which which)
{
    switch (which) {
    case AlertRuleStore::Which::Present:
        return u"r.deleted_at IS NULL"_s;
    case AlertRuleStore::Which::Deleted:
        return u"r.deleted_at IS NOT NULL"_s;
    case AlertRuleStore::Which::Any:
        break;
    }
    return u"1 = 1"_s;
}

} // namespace

bool isJudgedAlike(const AlertRule &one, const AlertRule &other)
{
    return one.condition == other.condition && one.symbol == other.symbol &&
           one.isEnabled == other.isEnabled;
}

AlertRuleStore::AlertRuleStore(const Connection &connection, std::optional<int> version)
    : m_connection{connection}
    , m_version{version}
    , m_schema{connection, version}
    , m_statements{connection}
    , m_assets{connection}
{}

Result<QList<AlertRule>> AlertRuleStore::read(const QString &where,
                                              std::initializer_list<SqlValue> values,
                                              const QHash<qint64, AlertRule> &known)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT r.id, r.name, a.symbol, r.created_at, r.updated_at, r.deleted_at, v.version, "
            "r.rule_condition, r.threshold_value, r.cooldown_ms, r.severity, r.enabled, v.details "
            "FROM alert_rules r JOIN assets a ON a.instrument_id = r.instrument_id "
            "LEFT JOIN alert_rule_versions v ON v.rule_id = r.id AND v.version = "
            "(SELECT MAX(w.version) FROM alert_rule_versions w WHERE w.rule_id = r.id) "
            "WHERE "_s +
                    where + u" ORDER BY r.id"_s,
            values);
    if (!rows)
        return fail(rows.error());
    QList<AlertRule> rules;
    while (rows->next()) {
        AlertRule rule;
        rule.id = rows->integer(0);
        rule.updatedAt = rows->time(4);
        rule.deletedAt = rows->time(5);
        rule.version = rows->isNull(6) ? 1 : int(rows->integer(6));
        if (const auto same = known.constFind(rule.id);
            same != known.cend() && same->version == rule.version &&
            same->updatedAt == rule.updatedAt && same->deletedAt == rule.deletedAt) {
            rules.append(*same);
            continue;
        }
        rule.name = rows->text(1);
        rule.createdAt = rows->time(3);
        if (const Result<> taken = takeDefinition(*rows, 7, rule); !taken)
            return fail(taken.error());
        rule.symbol = rows->text(2);
        rules.append(rule);
    }
    return rows->end().transform([&] { return std::move(rules); });
}

Result<QList<AlertRule>> AlertRuleStore::list(Which which)
{
    return read(conditionOf(which), {});
}

Result<QList<AlertRule>> AlertRuleStore::list(const QHash<qint64, AlertRule> &known)
{
    return read(conditionOf(Which::Present), {}, known);
}

Result<AlertRule> AlertRuleStore::find(qint64 id, Which which)
{
    return read(u"r.id = ? AND "_s + conditionOf(which), {id})
            .and_then([&](const QList<AlertRule> &rules) -> Result<AlertRule> {
                if (rules.isEmpty())
                    return noRule(id);
                return rules.constFirst();
            });
}

Result<QList<AlertRule>> AlertRuleStore::versions(qint64 id)
{
    const Result<AlertRule> newest = find(id, Which::Any);
    if (!newest)
        return fail(newest.error());
    Result<Rows> rows = m_statements.run(
            u"SELECT version, name, created_at, rule_condition, threshold_value, cooldown_ms, "
            "severity, enabled, details FROM alert_rule_versions WHERE rule_id = ? "
            "ORDER BY version"_s,
            {id});
    if (!rows)
        return fail(rows.error());
    QList<AlertRule> versions;
    while (rows->next()) {
        AlertRule rule;
        rule.id = id;
        rule.symbol = newest->symbol;
        rule.createdAt = newest->createdAt;
        rule.version = int(rows->integer(0));
        rule.name = rows->text(1);
        rule.updatedAt = rows->time(2);
        if (const Result<> taken = takeDefinition(*rows, 3, rule); !taken)
            return fail(taken.error());
        versions.append(rule);
    }
    if (versions.isEmpty())
        versions.append(*newest);
    return rows->end().transform([&] { return std::move(versions); });
}

Result<> AlertRuleStore::begin(Transaction &transaction)
{
    return transaction.begin().and_then([this] { return m_schema.check(); });
}

Result<> AlertRuleStore::insertVersion(const AlertRule &rule, const QDateTime &now)
{
    return m_statements
            .change(u"INSERT INTO alert_rule_versions (rule_id, version, name, rule_condition, "
                    "threshold_value, cooldown_ms, severity, enabled, details, created_at) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                    {rule.id, rule.version, rule.name, rule.condition.toString(),
                     rule.condition.first().level, rule.cooldownMs,
                     alertSeverityName(rule.severity), int(rule.isEnabled), detailsToJson(rule),
                     now})
            .map([](int) {});
}

Result<AlertRule> AlertRuleStore::add(AlertRule rule, const QDateTime &now)
{
    Transaction transaction{m_connection};
    if (const Result<> ready = begin(transaction); !ready)
        return fail(ready.error());
    const Result<qint64> instrument = m_assets.instrumentOf(rule.symbol, now);
    if (!instrument)
        return fail(instrument.error());
    rule.version = 1;
    rule.createdAt = rule.updatedAt = now;
    const Result<int> inserted = m_statements.change(
            u"INSERT INTO alert_rules (name, instrument_id, rule_condition, threshold_value, "
            "window_ms, cooldown_ms, severity, enabled, created_at, updated_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {rule.name, *instrument, rule.condition.toString(), rule.condition.first().level,
             spanOf(rule), rule.cooldownMs, alertSeverityName(rule.severity), int(rule.isEnabled),
             now, now});
    if (!inserted)
        return fail(inserted.error());
    {
        // No other writer is in its transaction with this one's rows, so the newest is this.
        Result<Rows> rows = m_statements.run(
                u"SELECT MAX(id) FROM alert_rules WHERE instrument_id = ? AND created_at = ?"_s,
                {*instrument, now});
        if (!rows)
            return fail(rows.error());
        if (!rows->next())
            return fail(Error::Kind::Database, u"the new rule has no number"_s);
        rule.id = rows->integer(0);
    }
    return insertVersion(rule, now)
            .and_then([&] { return bumpAlertGeneration(m_statements, now); })
            .and_then([&] { return transaction.commit(); })
            .transform([&] { return rule; });
}

Result<AlertRule> AlertRuleStore::edit(AlertRule rule, const QDateTime &now)
{
    Transaction transaction{m_connection};
    if (const Result<> ready = begin(transaction); !ready)
        return fail(ready.error());
    const Result<AlertRule> before = find(rule.id);
    if (!before)
        return fail(before.error());
    rule.version = before->version;
    rule.createdAt = before->createdAt;
    rule.updatedAt = before->updatedAt;
    const bool watchesElse = rule.symbol != before->symbol || rule.condition != before->condition;
    if (watchesElse && rule.name == before->name && hasUsualName(*before))
        rule.name = usualRuleName(rule);
    if (rule == *before)
        return rule;
    const Result<qint64> instrument = m_assets.instrumentOf(rule.symbol, now);
    if (!instrument)
        return fail(instrument.error());
    Result<> kept;
    if (Result<Rows> first = m_statements.run(
                u"SELECT 1 FROM alert_rule_versions WHERE rule_id = ?"_s, {rule.id});
        !first)
        return fail(first.error());
    else if (!first->next() && !before->condition.anyOf.isEmpty()) // from before there were any
        kept = insertVersion(*before, before->updatedAt);
    const bool isJudgedAnew = !isJudgedAlike(rule, *before);
    ++rule.version;
    rule.updatedAt = now;
    return kept
            .and_then([&] {
                return m_statements.change(
                        u"UPDATE alert_rules SET name = ?, instrument_id = ?, rule_condition = ?, "
                        "threshold_value = ?, window_ms = ?, cooldown_ms = ?, severity = ?, "
                        "enabled = ?, updated_at = ? WHERE id = ?"_s,
                        {rule.name, *instrument, rule.condition.toString(),
                         rule.condition.first().level, spanOf(rule), rule.cooldownMs,
                         alertSeverityName(rule.severity), int(rule.isEnabled), now, rule.id});
            })
            .and_then([&](int) { return insertVersion(rule, now); })
            .and_then(
                    [&] { return isJudgedAnew ? reset(rule.id, now) : revive(*before, rule, now); })
            .and_then([&] {
                // Nobody would say any more that its data is back.
                return rule.noData == AlertNoData::Notify
                               ? Result<>{}
                               : AlertLogStore{m_connection}.resolve(rule.id,
                                                                     AlertEvent::Kind::DataBack,
                                                                     now.toMSecsSinceEpoch());
            })
            .and_then([&] { return bumpAlertGeneration(m_statements, now); })
            .and_then([&] { return transaction.commit(); })
            .transform([&] { return rule; });
}

Result<QList<qint64>> AlertRuleStore::remove(const QList<qint64> &ids, const QDateTime &now,
                                             const Deleter &deleter)
{
    return TrashStore{m_connection, m_version}.removeRules(ids, false, now, deleter);
}

Result<QList<qint64>> AlertRuleStore::restore(const QList<qint64> &ids, const QDateTime &now)
{
    return TrashStore{m_connection, m_version}
            .restore(trashKeysOf(TrashKind::Rule, ids), now)
            .transform([](const QList<RestoredRow> &rows) { return idsOf(TrashKind::Rule, rows); });
}

Result<> AlertRuleStore::reset(qint64 id, const QDateTime &now)
{
    return m_statements
            .change(u"UPDATE alert_logs SET status = 'resolved', resolved_at = ? "
                    "WHERE rule_id = ? AND event IS NOT NULL AND resolved_at IS NULL "
                    "AND deleted_at IS NULL"_s,
                    {now, id})
            .and_then([&](int) { return AlertStateStore{m_connection}.forget(id, now); });
}

// A rule that was done, by its first firing or its expiry, and now may fire again.
Result<> AlertRuleStore::revive(const AlertRule &before, const AlertRule &rule,
                                const QDateTime &now)
{
    if (rule.rearm == before.rearm && rule.expiresAt == before.expiresAt)
        return {};
    const Result<QHash<qint64, AlertState>> states = AlertStateStore{m_connection}.states();
    if (!states)
        return fail(states.error());
    return states->value(rule.id).phase == AlertState::Phase::Done ? reset(rule.id, now)
                                                                   : Result<>{};
}
