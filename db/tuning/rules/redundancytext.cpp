// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/redundancytext.h"

#include "db/tuning/rules/comparison.h"
#include "db/tuning/rules/indexadvice.h"

using namespace Qt::Literals::StringLiterals;

namespace {

QString described(const IndexDef &index)
{
    return u"%1 (%2)"_s.arg(index.name, index.keyText());
}

// The column from which on the orders part, and what stands before it.
QString mixedOrderText(const IndexDef &index, const IndexDef &cover)
{
    const qsizetype same = orderedPrefix(index.keys, cover.keys);
    return IndexAdvice::tr("%1 holds the same columns and has to stay, because it keeps them "
                           "unique. For one value of %2 it gives this order when it is read "
                           "backwards, and no known statement asks for it over several values.")
            .arg(described(cover), index.columns().first(same).join(u", "_s));
}

} // namespace

QString redundancyText(const QString &rule, const IndexDef &index, const IndexDef &cover,
                       const TableDef &table)
{
    if (rule == u"D1") {
        if (cover.isUnique && !index.isUnique)
            return IndexAdvice::tr("%1 has the same columns and keeps them unique, too, so it "
                                   "answers every query that this one answers.")
                    .arg(described(cover));
        const QString text =
                IndexAdvice::tr("%1 has the same columns in the same order: every change writes "
                                "both, and one is enough.")
                        .arg(described(cover));
        return table.ignoresDirection
                       ? text + u' ' +
                                 IndexAdvice::tr("This server reads DESC in an index and forgets "
                                                 "it, so a direction makes no difference.")
                       : text;
    }
    if (rule == u"D2")
        return IndexAdvice::tr("%1 has the same columns in exactly the other direction, and an "
                               "index is read backwards as well as forwards.")
                .arg(described(cover));
    if (rule == u"E9")
        return IndexAdvice::tr("%1 stores the primary key behind its own columns anyway, so it "
                               "holds the same entries in the same order.")
                .arg(described(cover));
    if (rule == u"E5")
        return mixedOrderText(index, cover);
    if (rule == u"E2")
        return IndexAdvice::tr("%1 already finds a single row by its columns. The further columns "
                               "here help only queries that sort by them or read nothing else; "
                               "measure whether there are any.")
                .arg(described(cover));
    if (rule == u"E7")
        return IndexAdvice::tr("%1 begins with the same columns but does not carry %2, so queries "
                               "that read nothing else would look into the table again; measure "
                               "what that costs.")
                .arg(described(cover), index.include.join(u", "_s));
    if (rule == u"E10")
        return IndexAdvice::tr("%1 begins with the same columns, but it is more than twice as "
                               "large and this one is read all the time; measure whether the "
                               "narrow one is worth its price.")
                .arg(described(cover));
    return IndexAdvice::tr("Its columns are the first ones of %1, which finds the same rows in the "
                           "same order.")
            .arg(described(cover));
}

QStringList redundancyEvidence(const IndexDef &index, const IndexDef &cover, const TableDef &table,
                               const UsageEvidence &usage)
{
    QStringList evidence{IndexAdvice::tr("This index is on (%1).").arg(index.keyText())};
    const bool isLeanedOn = [&] {
        for (const KeyNeed &need : table.needs) {
            if (need.isMetBy(index) && need.isMetBy(cover))
                return true;
        }
        return false;
    }();
    if (isLeanedOn)
        evidence.append(
                IndexAdvice::tr("The foreign key that leans on it has %1, too.").arg(cover.name));
    if (const auto used = usage.of(index.table, index.name))
        evidence.append(usageText(*used, usage.countsRows()));
    return evidence;
}

QString invalidText(const IndexDef &index)
{
    return IndexAdvice::tr("%1 was never finished, so it answers nothing and is still written. "
                           "Build it anew, or drop it.")
            .arg(described(index));
}

QString partialText(const IndexDef &index, const IndexDef &whole)
{
    return IndexAdvice::tr("It holds only the rows with %1, and %2 begins with the same columns "
                           "for all rows. The partial one is smaller and may be the better one; "
                           "neither does all that the other does.")
            .arg(index.predicate, described(whole));
}

QString blockedText(const QString &reason, const QString &blocked)
{
    return IndexAdvice::tr("%1 It stays all the same, because %2.").arg(reason, blocked);
}

QString namedText(const QString &statement)
{
    return IndexAdvice::tr("the statement '%1' names it and would fail without it").arg(statement);
}

QString replicaText()
{
    return IndexAdvice::tr("replication tells rows apart by it");
}

QString clusterText()
{
    return IndexAdvice::tr("the table is clustered by it");
}

QString usageText(const IndexEvidence &used, bool countsRows)
{
    const QString text = (countsRows ? IndexAdvice::tr("Rows read by it from %2 to %3: %1.")
                                     : IndexAdvice::tr("Read %1 times from %2 to %3."))
                                 .arg(used.scans)
                                 .arg(used.from.toUTC().toString(u"yyyy-MM-dd HH:mm"_s),
                                      used.to.toUTC().toString(u"yyyy-MM-dd HH:mm"_s));
    return used.lastUse.isValid()
                   ? text + u' ' +
                             IndexAdvice::tr("Last at %1.")
                                     .arg(used.lastUse.toUTC().toString(u"yyyy-MM-dd HH:mm"_s))
                   : text;
}
