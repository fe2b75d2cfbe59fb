// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/assets/assetstore.h"
#include "db/domain/alerts/alertrule.h"
#include "db/schema/settledschema.h"
#include "db/statements.h"
#include "db/trash/deleter.h"

class Transaction;

// Whether a rule that was edited from one into the other goes on where it stands.
[[nodiscard]] bool isJudgedAlike(const AlertRule &one, const AlertRule &other);

// Tables alert_rules and alert_rule_versions. Each change is a transaction of its own and makes a
// new version; what it was stays. Thread: the connection's.
class AlertRuleStore final
{
public:
    enum class Which { Present, Deleted, Any };

    // version: see SettledSchema.
    explicit AlertRuleStore(const Connection &connection, std::optional<int> version = {});

    // By id. The condition of a rule that another program wrote may be empty: it is not understood.
    [[nodiscard]] Result<QList<AlertRule>> list(Which which = Which::Present);
    // The present ones, where many of them are known from an earlier call, by id: those that nobody
    // has edited since are taken from there, unread.
    [[nodiscard]] Result<QList<AlertRule>> list(const QHash<qint64, AlertRule> &known);
    // NotFound (translated) with the id as subject; also for one that is not of these.
    [[nodiscard]] Result<AlertRule> find(qint64 id, Which which = Which::Present);
    [[nodiscard]] Result<QList<AlertRule>>
    versions(qint64 id); // oldest first; also of a deleted one

    // The rule is one of checkedRule(). A coin is registered with it; NotFound (translated) for
    // another symbol that is not in assets. Both return the rule as it is stored; an edit that
    // changes nothing makes no version, one that changes what is judged ends what fires, and one
    // that changes when it may fire lets a rule begin anew that was done. A name that nobody gave
    // follows the condition.
    [[nodiscard]] Result<AlertRule> add(AlertRule rule, const QDateTime &now);
    [[nodiscard]] Result<AlertRule> edit(AlertRule rule, const QDateTime &now);
    // Into the recycle bin: the log keeps what they did, and what fires is over. Back from there
    // they come with the logs that were deleted along with them, see RuleBin. Both return the rules
    // that they changed; those that are so already stay as they are.
    [[nodiscard]] Result<QList<qint64>> remove(const QList<qint64> &ids, const QDateTime &now,
                                               const Deleter &deleter = Deleter::current());
    [[nodiscard]] Result<QList<qint64>> restore(const QList<qint64> &ids, const QDateTime &now);

private:
    [[nodiscard]] Result<QList<AlertRule>> read(const QString &where,
                                                std::initializer_list<SqlValue> values,
                                                const QHash<qint64, AlertRule> &known = {});
    [[nodiscard]] Result<> begin(Transaction &transaction);
    [[nodiscard]] Result<> insertVersion(const AlertRule &rule, const QDateTime &now);
    // What fires ends, and the rule begins anew.
    [[nodiscard]] Result<> reset(qint64 id, const QDateTime &now);
    [[nodiscard]] Result<> revive(const AlertRule &before, const AlertRule &rule,
                                  const QDateTime &now);

    const Connection &m_connection;
    std::optional<int> m_version;
    SettledSchema m_schema;
    Statements m_statements;
    AssetStore m_assets;
};
