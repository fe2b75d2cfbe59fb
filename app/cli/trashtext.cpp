// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/trashtext.h"

#include "app/cli/commandline.h"
#include "app/cli/conditionjson.h"
#include "app/cli/output.h"
#include "app/cli/texttable.h"

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject jsonOf(const QHash<QString, qint64> &counts)
{
    QJsonObject object;
    for (auto table = counts.constBegin(); table != counts.constEnd(); ++table)
        object.insert(table.key(), table.value());
    return object;
}

QJsonValue jsonText(const QString &text)
{
    return text.isEmpty() ? QJsonValue{} : QJsonValue{text};
}

QString shown(const QString &text)
{
    return text.isEmpty() ? u"–"_s : text;
}

QString shownTime(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate);
}

// What was logged, or the condition of a rule.
QString wordsOf(const TrashEntry &entry, const TrashConditions &conditions)
{
    const AlertCondition condition =
            entry.key.kind == TrashKind::Rule ? conditions.value(entry.key.id) : AlertCondition{};
    return condition.anyOf.isEmpty() ? entry.text : condition.fullText();
}

QString whatOf(const TrashEntry &entry, const TrashConditions &conditions)
{
    switch (entry.key.kind) {
    case TrashKind::Quote:
        return CommandLine::tr("price %1").arg(entry.price ? entry.price->toString() : u"–"_s);
    case TrashKind::Log:
        return entry.text;
    case TrashKind::Rule:
        break;
    }
    const QString condition = u"%1: %2"_s.arg(entry.rule, wordsOf(entry, conditions));
    return entry.children == 0 ? condition
                               : CommandLine::tr("%1, with %n alert(s)", nullptr, entry.children)
                                         .arg(condition);
}

// As a shell takes it for one word; inside a sentence that quotes the command.
QString argumentText(const QString &path)
{
    return path.contains(u' ') ? u'"' + path + u'"' : path;
}

} // namespace

QJsonObject jsonOf(const TrashEntry &entry, const TrashConditions &conditions)
{
    return {{u"kind"_s, trashKindName(entry.key.kind)},
            {u"table"_s, trashTableName(entry.key.kind)},
            {u"id"_s, entry.key.id},
            {u"symbol"_s, entry.symbol},
            {u"timestamp"_s, jsonTime(entry.timestamp)},
            {u"price"_s, entry.price ? QJsonValue{entry.price->toString()} : QJsonValue{}},
            {u"rule"_s, jsonText(entry.rule)},
            {u"text"_s, jsonText(wordsOf(entry, conditions))},
            {u"any_of"_s, entry.key.kind == TrashKind::Rule
                                  ? QJsonValue{jsonOf(conditions.value(entry.key.id))}
                                  : QJsonValue{}},
            {u"children"_s, entry.children},
            {u"deleted_at"_s, jsonTime(entry.mark.deletedAt)},
            {u"deleted_by"_s, jsonText(entry.mark.deletedBy)},
            {u"reason"_s, jsonText(entry.mark.reason)},
            {u"batch"_s, jsonText(entry.mark.batch)}};
}

QString textOf(const TrashPage &page, const TrashConditions &conditions, bool isAll)
{
    if (page.rows.isEmpty() && isAll)
        return CommandLine::tr("The recycle bin is empty. What is deleted waits there, with who "
                               "deleted it and when, until it is restored or purged.");
    if (page.rows.isEmpty())
        return CommandLine::tr("The recycle bin has nothing like that.");
    QList<QStringList> rows;
    for (const TrashEntry &entry : page.rows)
        rows.append({u"%1:%2"_s.arg(trashKindName(entry.key.kind)).arg(entry.key.id), entry.symbol,
                     shownTime(entry.timestamp), whatOf(entry, conditions),
                     shownTime(entry.mark.deletedAt), shown(entry.mark.deletedBy),
                     shown(entry.mark.reason)});
    QString text =
            textTable({CommandLine::tr("Item"), CommandLine::tr("Symbol"), CommandLine::tr("Of"),
                       CommandLine::tr("What"), CommandLine::tr("Deleted"), CommandLine::tr("By"),
                       CommandLine::tr("Reason")},
                      rows);
    if (page.hasMore)
        text += u'\n' + CommandLine::tr("There are more: --after %1 lists them.")
                                .arg(placeText(page.rows.constLast()));
    return text;
}

QString placeText(const TrashEntry &entry)
{
    return u"%1:%2:%3"_s.arg(entry.mark.deletedAt.toMSecsSinceEpoch())
            .arg(trashKindName(entry.key.kind))
            .arg(entry.key.id);
}

std::optional<TrashRequest::Place> placeFrom(const QString &text)
{
    const QStringList parts = text.split(u':');
    if (parts.size() != 3)
        return {};
    bool isTime = false;
    bool isId = false;
    const qint64 ms = parts[0].toLongLong(&isTime);
    const qint64 id = parts[2].toLongLong(&isId);
    const std::optional<TrashKind> kind = trashKindFromName(parts[1]);
    if (!isTime || !isId || !kind)
        return {};
    return TrashRequest::Place{QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC), {*kind, id}};
}

QString countsText(const QJsonObject &counts)
{
    const auto of = [&](TrashKind kind) { return counts.value(trashTableName(kind)).toInt(); };
    QStringList words;
    if (const int quotes = of(TrashKind::Quote); quotes > 0)
        words.append(CommandLine::tr("%n quote(s)", nullptr, quotes));
    if (const int rules = of(TrashKind::Rule); rules > 0)
        words.append(CommandLine::tr("%n rule(s)", nullptr, rules));
    if (const int logs = of(TrashKind::Log); logs > 0)
        words.append(CommandLine::tr("%n logged alert(s)", nullptr, logs));
    return words.isEmpty() ? CommandLine::tr("nothing") : words.join(u", "_s);
}

QJsonObject jsonOf(const TrashExportRecord &record)
{
    return {{u"export"_s, record.id},
            {u"folder"_s, record.folder},
            {u"rows"_s, record.rows},
            {u"files"_s, trashFilesToJson(record.files)},
            {u"exported_at"_s, jsonTime(record.exportedAt)},
            {u"exported_by"_s, record.exportedBy}};
}

QString textOf(const QList<TrashExportRecord> &exports, qint64 rows)
{
    QStringList lines{CommandLine::tr("The exports are as they were written. %n row(s) would be "
                                      "purged, at most.",
                                      nullptr, int(rows))};
    for (const TrashExportRecord &record : exports) {
        QJsonObject counts;
        for (const TrashFile &file : record.files)
            counts.insert(file.table, file.rows);
        lines.append(CommandLine::tr("Export %1, in %2: %3")
                             .arg(record.id)
                             .arg(record.folder, countsText(counts)));
    }
    return lines.join(u'\n');
}

QJsonArray jsonOf(const QList<LeftOutExport> &exports)
{
    QJsonArray array;
    for (const LeftOutExport &each : exports)
        array.append(QJsonObject{{u"export"_s, each.record.id},
                                 {u"folder"_s, each.record.folder},
                                 {u"reason"_s, leftOutText(each)}});
    return array;
}

QJsonObject jsonOf(const PurgeReport &report)
{
    QJsonArray held;
    for (const HeldRule &rule : report.total.held)
        held.append(QJsonObject{{u"rule_id"_s, rule.id},
                                {u"name"_s, rule.name},
                                {u"logs"_s, rule.logs},
                                {u"reason"_s, heldRuleText(rule)}});
    QJsonArray exports;
    for (const TrashExportRecord &record : report.exports)
        exports.append(record.id);
    return {{u"purged"_s, jsonOf(report.purged)},
            {u"rows"_s, report.total.purged},
            {u"kept"_s, report.total.kept},
            {u"held"_s, held},
            {u"exports"_s, exports},
            {u"left_out"_s, jsonOf(report.leftOut)},
            {u"slices"_s, report.slices},
            {u"longest_ms"_s, report.longestMs}};
}

QString textOf(const PurgeReport &report)
{
    QStringList lines{CommandLine::tr("Nothing was purged.")};
    if (report.total.purged > 0)
        lines = {CommandLine::tr("Purged: %1. Only the export has them now; as long as it stays as "
                                 "it is, 'tidemarkctl trash undo-purge %2' brings them back.")
                         .arg(countsText(jsonOf(report.purged)),
                              report.exports.size() == 1
                                      ? argumentText(report.exports.constFirst().folder)
                                      : u"FOLDER"_s)};
    if (report.total.kept > 0)
        lines.append(CommandLine::tr("%n row(s) stayed: restored, or deleted again, since they "
                                     "were exported.",
                                     nullptr, report.total.kept));
    for (const HeldRule &rule : report.total.held)
        lines.append(heldRuleText(rule));
    return lines.join(u'\n');
}

QJsonObject jsonOf(const PurgeUndoReport &report)
{
    QJsonArray left;
    for (const LeftRows &each : report.left)
        left.append(QJsonObject{{u"table"_s, trashTableName(each.kind)},
                                {u"rows"_s, each.rows},
                                {u"first_id"_s, each.firstId},
                                {u"reason"_s, leftRowsText(each)}});
    return {{u"returned"_s, jsonOf(report.returned)},
            {u"rows"_s, report.rows},
            {u"present"_s, report.present},
            {u"left"_s, left},
            {u"export"_s, report.record.id},
            {u"folder"_s, report.record.folder},
            {u"slices"_s, report.slices},
            {u"longest_ms"_s, report.longestMs}};
}

QString textOf(const PurgeUndoReport &report)
{
    QStringList lines{
            report.rows == 0
                    ? CommandLine::tr("Nothing was put back.")
                    : CommandLine::tr(
                              "In the recycle bin again: %1. 'tidemarkctl trash list' lists "
                              "them.")
                              .arg(countsText(jsonOf(report.returned)))};
    if (report.present > 0)
        lines.append(CommandLine::tr("%n row(s) were there already and stayed as they are.",
                                     nullptr, int(report.present)));
    for (const LeftRows &left : report.left)
        lines.append(leftRowsText(left));
    return lines.join(u'\n');
}
