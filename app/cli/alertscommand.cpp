// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alertscommand.h"

#include "app/cli/alertstext.h"
#include "app/cli/commandline.h"
#include "app/cli/ruleaccess.h"
#include "db/alerts/alertbook.h"
#include "db/domain/alerts/rulefaults.h"
#include "db/domain/symbol.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

using Which = AlertRuleStore::Which;

// The rule as it may be stored; what somebody should know of it is said.
Result<AlertRule> looked(const Context &context, const Connection &connection,
                         const AlertRule &rule, UnknownCoin policy)
{
    const Result<QStringList> remarks = checkBesideStored(connection, rule, Context::now(), policy);
    if (!remarks) {
        Error error = remarks.error();
        if (error.subject == rule.symbol) // nothing is known of it
            error.detail +=
                    u' ' + CommandLine::tr("If its price comes later, say so with --force.");
        return fail(error);
    }
    for (const QString &remark : *remarks)
        context.output.note(remark);
    return rule;
}

QString snoozeText(const AlertRule &rule, const QDateTime &until, const QDateTime &before)
{
    if (!until.isValid() && !before.isValid())
        return CommandLine::tr("%1 was not snoozed.").arg(rule.name);
    if (!until.isValid())
        return CommandLine::tr("%1 is told again; it was snoozed until %2.")
                .arg(rule.name, shownTime(before));
    if (!before.isValid())
        return CommandLine::tr("%1 is logged and not told until %2.")
                .arg(rule.name, shownTime(until));
    return CommandLine::tr("%1 was snoozed until %2 already; now it is logged and not told until "
                           "%3.")
            .arg(rule.name, shownTime(before), shownTime(until));
}

ExitCode told(const Context &context, const char *member, const Result<AlertRule> &rule,
              const QString &sentence)
{
    if (!rule)
        return context.failed(rule.error());
    return context.output.done({{QLatin1StringView{member}, jsonOf(*rule)}},
                               sentence.arg(rule->name, rule->condition.fullText()).arg(rule->id));
}

} // namespace

Result<AlertRule> RuleEdit::applied(AlertRule rule) const
{
    if (symbol) {
        const Result<QString> known = symbolFrom(*symbol);
        if (!known)
            return fail(known.error());
        rule.symbol = *known;
    }
    if (rest)
        rest(rule);
    const bool hasCondition = !rule.condition.anyOf.isEmpty();
    if (condition || level || clear || hasNoClear) {
        std::optional<Price> firstLevel = level;
        if (!firstLevel && !condition && hasCondition)
            firstLevel = rule.condition.first().level;
        std::optional<Price> firstClear = clear;
        if (!firstClear && !hasNoClear && !condition && hasCondition)
            firstClear = rule.condition.first().clear;
        const QString words =
                condition.value_or(hasCondition ? rule.condition.toString() : QString{});
        const Result<AlertCondition> parsed = AlertCondition::parse(words, firstLevel, firstClear);
        if (!parsed)
            return fail(parsed.error());
        rule.condition = *parsed;
    }
    if (hasStep && rule.rearm != AlertRearm::NewExtreme)
        return fail(Error::Kind::Usage,
                    CommandLine::tr("--step is how much further a new extreme has to be; write it "
                                    "with --rearm new_extreme, or leave it out."));
    return checkedRule(rule);
}

ExitCode addRule(const Context &context, const RuleEdit &edit)
{
    const Result<AlertRule> rule = edit.applied({});
    if (!rule)
        return context.output.failed(rule.error());
    return changed(context, [&](const Connection &connection) {
        return told(context, "added",
                    looked(context, connection, *rule, edit.unknownCoin)
                            .and_then([&](const AlertRule &checked) {
                                return AlertRuleStore{connection}.add(checked, Context::now());
                            }),
                    CommandLine::tr("Added %1: %2. Its id is %3."));
    });
}

ExitCode editRule(const Context &context, const QString &rule, const RuleEdit &edit)
{
    return changed(context, [&](const Connection &connection) {
        AlertRuleStore store{connection};
        return told(context, "changed",
                    ruleNamed(store, rule, Which::Present)
                            .and_then([&](const AlertRule &known) { return edit.applied(known); })
                            .and_then([&](const AlertRule &edited) {
                                return looked(context, connection, edited, edit.unknownCoin);
                            })
                            .and_then([&](const AlertRule &edited) {
                                return store.edit(edited, Context::now());
                            }),
                    CommandLine::tr("Changed to %1: %2. Its id is %3."));
    });
}

ExitCode listRules(const Context &context, Which which)
{
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    const Result<QList<AlertRule>> rules = AlertRuleStore{**connection}.list(which);
    if (!rules)
        return context.failed(rules.error());
    AlertStateStore stateStore{**connection};
    const Result<QHash<qint64, AlertState>> states = stateStore.states();
    if (!states)
        return context.failed(states.error());
    const Result<QHash<qint64, QDateTime>> snoozes = stateStore.snoozes();
    if (!snoozes)
        return context.failed(snoozes.error());
    const QDateTime moment = Context::now();
    QList<ListedRule> listed;
    for (const AlertRule &rule : *rules)
        listed.append({rule, standingOf(rule, states->value(rule.id), moment),
                       snoozeInForce(snoozes->value(rule.id), moment)});
    return context.output.done({{u"rules"_s, jsonList(listed)}},
                               which == Which::Deleted ? deletedText(listed) : textOf(listed));
}

ExitCode showRuleVersions(const Context &context, const QString &rule)
{
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    AlertRuleStore store{**connection};
    const Result<QList<AlertRule>> versions =
            ruleNamed(store, rule, Which::Any).and_then([&](const AlertRule &known) {
                return store.versions(known.id);
            });
    if (!versions)
        return context.failed(versions.error());
    return context.output.done({{u"versions"_s, jsonList(*versions)}}, versionsText(*versions));
}

ExitCode removeRules(const Context &context, const QStringList &rules)
{
    return changed(context, [&](const Connection &connection) {
        AlertRuleStore store{connection};
        QList<qint64> ids;
        QStringList numbers;
        for (const QString &rule : rules) {
            const Result<AlertRule> known = ruleNamed(store, rule, Which::Present);
            if (!known)
                return context.failed(known.error());
            if (ids.contains(known->id))
                continue;
            ids.append(known->id);
            numbers.append(QString::number(known->id));
        }
        const Result<QList<qint64>> removed = store.remove(ids, Context::now());
        if (!removed)
            return context.failed(removed.error());
        return context.output.done(
                {{u"removed"_s, jsonIds(ids)}},
                CommandLine::tr("%n rule(s) removed. What fired stays in the log; 'tidemarkctl "
                                "alerts restore %1' brings back.",
                                nullptr, int(ids.size()))
                        .arg(numbers.join(u' ')));
    });
}

ExitCode restoreRules(const Context &context, const QList<qint64> &ids)
{
    return changed(context, [&](const Connection &connection) {
        AlertRuleStore store{connection};
        const Result<QList<qint64>> restored = store.restore(ids, Context::now());
        if (!restored)
            return context.failed(restored.error());
        const Result<QList<AlertRule>> rules = store.list();
        if (!rules)
            return context.failed(rules.error());
        QStringList sentences;
        if (!restored->isEmpty())
            sentences.append(
                    CommandLine::tr("%n rule(s) restored.", nullptr, int(restored->size())));
        for (const AlertRule &rule : *rules) {
            if (!ids.contains(rule.id))
                continue;
            if (!restored->contains(rule.id))
                sentences.append(CommandLine::tr("Rule %1, '%2', was not removed.")
                                         .arg(rule.id)
                                         .arg(rule.name));
            else if (const QString fault = nameFault(rule, *rules); !fault.isEmpty())
                context.output.note(fault); // it was free when the rule was removed
        }
        return context.output.done({{u"restored"_s, restored->size()}}, sentences.join(u'\n'));
    });
}

ExitCode snoozeRule(const Context &context, const QString &rule, qint64 ms)
{
    return changed(context, [&](const Connection &connection) {
        AlertRuleStore store{connection};
        const QDateTime moment = Context::now();
        const QDateTime until = ms > 0 ? moment.addMSecs(ms) : QDateTime{};
        const Result<AlertRule> known = ruleNamed(store, rule, Which::Present);
        if (!known)
            return context.failed(known.error());
        const Result<QHash<qint64, QDateTime>> snoozes = AlertStateStore{connection}.snoozes();
        if (!snoozes)
            return context.failed(snoozes.error());
        const QDateTime before = snoozeInForce(snoozes->value(known->id), moment);
        const Result<> snoozed = AlertBook{connection}.snooze({known->id}, until, moment);
        if (!snoozed)
            return context.failed(snoozed.error());
        return context.output.done({{u"rule_id"_s, known->id},
                                    {u"snoozed_until"_s, jsonTime(until)},
                                    {u"snoozed_before"_s, jsonTime(before)}},
                                   snoozeText(*known, until, before));
    });
}
