// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alertscommand.h"

#include "app/alerts/alertjudge.h"
#include "app/cli/alertstext.h"
#include "db/alerts/alertbook.h"
#include "db/alerts/alertrulestore.h"
#include "db/alerts/pastprices.h"
#include "db/domain/alerts/span.h"
#include "db/domain/symbol.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

template <typename Value> QJsonArray jsonList(const QList<Value> &values)
{
    QJsonArray list;
    for (const Value &value : values)
        list.append(jsonOf(value));
    return list;
}

// The rule with this number, or with this name where it is the only one.
Result<AlertRule> ruleNamed(AlertRuleStore &store, const QString &text)
{
    bool isNumber = false;
    const qint64 id = text.toLongLong(&isNumber);
    if (isNumber)
        return store.find(id);
    const Result<QList<AlertRule>> rules = store.list();
    if (!rules)
        return fail(rules.error());
    QList<AlertRule> named;
    std::ranges::copy_if(*rules, std::back_inserter(named),
                         [&](const AlertRule &rule) { return rule.name == text; });
    if (named.isEmpty())
        return fail(Error::Kind::NotFound, CommandLine::tr("'tidemarkctl alerts list' lists them"),
                    CommandLine::tr("Rule '%1'").arg(text));
    if (named.size() > 1)
        return fail(Error::Kind::Usage,
                    CommandLine::tr("%n rules are called '%1'. Say which by its id.", nullptr,
                                    int(named.size()))
                            .arg(text));
    return named.constFirst();
}

// Opens the database to write and runs change(connection); prints what it returns.
template <typename Change> ExitCode changed(const Context &context, const Change &change)
{
    const Result<std::unique_ptr<Connection>> connection = openToWrite(context);
    if (!connection)
        return context.failed(connection.error());
    return change(**connection);
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
    return checkedRule(rule);
}

ExitCode addRule(const Context &context, const RuleEdit &edit)
{
    const Result<AlertRule> rule = edit.applied({});
    if (!rule)
        return context.output.failed(rule.error());
    return changed(context, [&](const Connection &connection) {
        return told(context, "added", AlertRuleStore{connection}.add(*rule, now()),
                    CommandLine::tr("Added %1: %2. Its id is %3."));
    });
}

ExitCode editRule(const Context &context, const QString &rule, const RuleEdit &edit)
{
    return changed(context, [&](const Connection &connection) {
        AlertRuleStore store{connection};
        return told(context, "changed",
                    ruleNamed(store, rule)
                            .and_then([&](const AlertRule &known) { return edit.applied(known); })
                            .and_then([&](const AlertRule &edited) {
                                return store.edit(edited, now());
                            }),
                    CommandLine::tr("Changed to %1: %2. Its id is %3."));
    });
}

ExitCode listRules(const Context &context)
{
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    const Result<QList<AlertRule>> rules = AlertRuleStore{**connection}.list();
    if (!rules)
        return context.failed(rules.error());
    return context.output.done({{u"rules"_s, jsonList(*rules)}}, textOf(*rules));
}

ExitCode showRuleVersions(const Context &context, const QString &rule)
{
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    AlertRuleStore store{**connection};
    const Result<QList<AlertRule>> versions =
            ruleNamed(store, rule).and_then([&](const AlertRule &known) {
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
        QStringList names;
        for (const QString &rule : rules) {
            const Result<AlertRule> known = ruleNamed(store, rule);
            if (!known)
                return context.failed(known.error());
            ids.append(known->id);
            names.append(QString::number(known->id));
        }
        if (const Result<> removed = store.remove(ids, now()); !removed)
            return context.failed(removed.error());
        QJsonArray list;
        for (const qint64 id : ids)
            list.append(id);
        return context.output.done(
                {{u"removed"_s, list}},
                CommandLine::tr("Removed. What fired stays in the log; 'tidemarkctl alerts "
                                "restore %1' brings back.")
                        .arg(names.join(u' ')));
    });
}

ExitCode restoreRules(const Context &context, const QList<qint64> &ids)
{
    return changed(context, [&](const Connection &connection) {
        if (const Result<> restored = AlertRuleStore{connection}.restore(ids, now()); !restored)
            return context.failed(restored.error());
        return context.output.done(
                {{u"restored"_s, ids.size()}},
                CommandLine::tr("%n rule(s) restored.", nullptr, int(ids.size())));
    });
}

ExitCode snoozeRule(const Context &context, const QString &rule, qint64 ms)
{
    return changed(context, [&](const Connection &connection) {
        AlertRuleStore store{connection};
        const QDateTime until = now().addMSecs(ms);
        const Result<AlertRule> known = ruleNamed(store, rule);
        if (!known)
            return context.failed(known.error());
        const Result<> snoozed = AlertBook{connection}.snooze({known->id}, until, now());
        if (!snoozed)
            return context.failed(snoozed.error());
        return context.output.done(
                {{u"rule_id"_s, known->id}, {u"snoozed_until"_s, jsonTime(until)}},
                CommandLine::tr("%1 is logged and not told until %2.")
                        .arg(known->name, until.toString(Qt::ISODate)));
    });
}

ExitCode showAlertLog(const Context &context, AlertLogRequest request, const QString &rule)
{
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    if (!request.symbol.isEmpty()) {
        const Result<QString> symbol = symbolFrom(request.symbol);
        if (!symbol)
            return context.output.failed(symbol.error());
        request.symbol = *symbol;
    }
    if (!rule.isEmpty()) {
        AlertRuleStore store{**connection};
        const Result<AlertRule> known = ruleNamed(store, rule);
        if (!known)
            return context.failed(known.error());
        request.ruleId = known->id;
    }
    const Result<AlertLogPage> page = AlertLogStore{**connection}.page(request);
    if (!page)
        return context.failed(page.error());
    return context.output.done({{u"log"_s, jsonList(page->rows)}, {u"more"_s, page->hasMore}},
                               textOf(page->rows));
}

ExitCode acknowledgeAlerts(const Context &context, const QList<qint64> &ids)
{
    return changed(context, [&](const Connection &connection) {
        const Result<QList<AlertLogEntry>> entries = AlertBook{connection}.acknowledge(ids, now());
        if (!entries)
            return context.failed(entries.error());
        return context.output.done(
                {{u"acknowledged"_s, jsonList(*entries)}},
                CommandLine::tr("%n alert(s) acknowledged.", nullptr, int(entries->size())));
    });
}

ExitCode judgeAlerts(const Context &context)
{
    return changed(context, [&](const Connection &connection) {
        const Result<AlertJudge::Verdict> verdict =
                AlertJudge{QTimeZone::systemTimeZone()}.judge(connection, now());
        if (!verdict)
            return context.failed(verdict.error());
        return context.output.done({{u"prices"_s, verdict->prices},
                                    {u"fired"_s, verdict->fired},
                                    {u"ended"_s, verdict->ended}},
                                   CommandLine::tr("%1 prices judged, %2 fired, %3 over.")
                                           .arg(verdict->prices)
                                           .arg(verdict->fired)
                                           .arg(verdict->ended));
    });
}

ExitCode replayRule(const Context &context, const QString &rule, const QDateTime &from,
                    const QDateTime &to)
{
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    AlertRuleStore store{**connection};
    const Result<AlertRule> known = ruleNamed(store, rule);
    if (!known)
        return context.failed(known.error());
    QElapsedTimer timer;
    timer.start();
    const Result<PastPrices> past = pastPrices(**connection, *known, from, to);
    if (!past)
        return context.failed(past.error());
    const RuleReplay result = replayed(*known, *past, QTimeZone::systemTimeZone());
    const QString summary =
            CommandLine::tr("Would have fired %n time(s) in %1 prices, %2 of them at night (22:00 "
                            "to 06:00).",
                            nullptr, result.fired)
                    .arg(result.prices)
                    .arg(result.atNight);
    return context.output.done({{u"rule_id"_s, known->id},
                                {u"prices"_s, result.prices},
                                {u"fired"_s, result.fired},
                                {u"at_night"_s, result.atNight},
                                {u"events"_s, jsonList(result.events)},
                                {u"duration_ms"_s, timer.elapsed()}},
                               result.events.isEmpty() ? summary
                                                       : summary + u'\n' + textOf(result.events));
}
