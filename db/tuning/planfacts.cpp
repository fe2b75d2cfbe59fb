// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/queryplan.h"
#include "db/tuning/statementplanner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace {

void note(PlanFacts &facts, const QString &table, const QString &index)
{
    const std::pair used{table, index};
    if (!table.isEmpty() && !facts.usedIndexes.contains(used))
        facts.usedIndexes.append(used);
}

// The table of a partition: "intraday_data" of "intraday_data_2026_01".
QString wholeTable(const QString &name, const QHash<QString, QString> &names)
{
    if (const auto known = names.constFind(name); known != names.cend())
        return *known;
    QString best;
    for (const QString &table : names) {
        if (table.size() > best.size() && name.startsWith(table + u'_'))
            best = table;
    }
    return best;
}

QString unquoted(QString name)
{
    return name.remove(u'"');
}

// One table of a plan, wherever it stands.
void noteTable(const QJsonObject &table, const QHash<QString, QString> &names, PlanFacts &facts,
               QStringList &lines)
{
    const QString name = table[u"table_name"].toString();
    const QString access = table[u"access_type"].toString();
    const QString key = table[u"key"].toString();
    const QString whole = names.value(name);
    if (access.isEmpty())
        return;
    QString line = u"%1: %2"_s.arg(name, access);
    if (!key.isEmpty())
        line += u", key %1"_s.arg(key);
    const QString counted =
            table.contains(u"rows"_s) ? u"rows"_s : u"rows_examined_per_scan"_s; // MySQL
    const qint64 rows = table[counted].toInteger();
    if (table.contains(counted))
        line += u", %1 rows"_s.arg(rows);
    lines.append(line);
    // All of the primary key is all of the table.
    const bool isScan = access == "ALL"_L1 || (access == "index"_L1 && key == "PRIMARY"_L1);
    // Of a split table the plan tells which parts are read, and the rows of those.
    const PlanScan scan =
            table.contains(u"partitions"_s) ? PlanScan{whole, name, rows} : PlanScan{whole, whole};
    if (access == "index"_L1 && !isScan && !whole.isEmpty())
        facts.scannedIndexes.append({scan, key});
    if (isScan && !whole.isEmpty())
        facts.scanned.append(scan);
    else if (!key.isEmpty())
        note(facts, whole, key);
}

void walk(const QJsonValue &value, const QHash<QString, QString> &names, PlanFacts &facts,
          QStringList &lines)
{
    if (value.isArray()) {
        const QJsonArray parts = value.toArray();
        for (const QJsonValue &part : parts)
            walk(part, names, facts, lines);
        return;
    }
    const QJsonObject object = value.toObject();
    if (object.contains(u"table_name"_s))
        noteTable(object, names, facts, lines);
    for (const QString &key : object.keys()) {
        if (key == "filesort"_L1 || key == "temporary_table"_L1)
            lines.append(key == "filesort"_L1 ? u"sorts"_s : u"temporary table"_s);
        walk(object[key], names, facts, lines);
    }
}

// Under ANSI_QUOTES, which our sessions have, MariaDB writes names within a condition in quotation
// marks and does not escape them. It puts each value on a line of its own.
QByteArray withEscapedQuotes(QByteArrayView json)
{
    static const QRegularExpression value{u"^(\\s*\"\\w+\": \")(.*)(\",?)$"_s};
    static const QRegularExpression quote{u"(?<!\\\\)\""_s};
    QStringList lines = QString::fromUtf8(json).split(u'\n');
    for (QString &line : lines) {
        if (const auto found = value.match(line); found.hasMatch())
            line = found.captured(1) + found.captured(2).replace(quote, u"\\\""_s) +
                   found.captured(3);
    }
    return lines.join(u'\n').toUtf8();
}

} // namespace

PlanFacts factsOfSqlitePlan(const QStringList &details, const QHash<QString, QString> &names)
{
    PlanFacts facts;
    for (const PlanStep &step : queryPlan(details).steps) {
        const QString table = names.value(step.table);
        if (table.isEmpty()) // a row source that is no table
            continue;
        if (!step.index.isEmpty() && !step.isAutomatic)
            note(facts, table, step.index);
        // An automatic index is built by reading the whole table, each time.
        if (step.isFullScan() || step.isAutomatic)
            facts.scanned.append({table, table});
        else if (step.way == PlanStep::Way::Scan)
            facts.scannedIndexes.append({{table, table}, step.index});
    }
    return facts;
}

PlanFacts factsOfPostgreSqlPlan(const QStringList &lines, const QHash<QString, QString> &names)
{
    static const QRegularExpression scan{u"Seq Scan on (\\S+)"_s};
    static const QRegularExpression index{
            u"Index (?:Only )?Scan (?:Backward )?using (\\S+) on (\\S+)"_s};
    static const QRegularExpression bitmapTable{u"Bitmap Heap Scan on (\\S+)"_s};
    static const QRegularExpression bitmapIndex{u"Bitmap Index Scan on (\\S+)"_s};
    PlanFacts facts;
    QString heap; // of the bitmap scans below it
    for (qsizetype at = 0; at < lines.size(); ++at) {
        const QString &line = lines[at];
        if (const auto found = scan.match(line); found.hasMatch()) {
            const QString relation = unquoted(found.captured(1));
            if (const QString table = wholeTable(relation, names); !table.isEmpty())
                facts.scanned.append({table, relation});
        } else if (const auto used = index.match(line); used.hasMatch()) {
            const QString relation = unquoted(used.captured(2));
            const QString table = wholeTable(relation, names);
            note(facts, table, unquoted(used.captured(1)));
            const bool isNarrowed = lines.value(at + 1).contains("Index Cond:"_L1);
            if (!isNarrowed && !table.isEmpty())
                facts.scannedIndexes.append({{table, relation}, unquoted(used.captured(1))});
        } else if (const auto below = bitmapTable.match(line); below.hasMatch()) {
            heap = wholeTable(unquoted(below.captured(1)), names);
        } else if (const auto bitmap = bitmapIndex.match(line); bitmap.hasMatch()) {
            note(facts, heap, unquoted(bitmap.captured(1)));
        }
    }
    return facts;
}

Result<PlanFacts> factsOfMariaDbPlan(QByteArrayView json, const QHash<QString, QString> &names,
                                     QStringList &lines)
{
    QJsonDocument document = QJsonDocument::fromJson(json.toByteArray());
    if (document.isNull())
        document = QJsonDocument::fromJson(withEscapedQuotes(json));
    if (document.isNull()) // an empty plan would look like one without a full scan
        return fail(Error::Kind::Parse, u"the plan is no JSON"_s);
    PlanFacts facts;
    walk(document.object(), names, facts, lines);
    return facts;
}
