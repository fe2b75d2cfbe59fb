// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/rules/usagetext.h"

#include "db/tuning/rules/indexadvice.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// Who administers a server knows the view that counts there; nobody knows our table.
QString sourceWords(const QString &source)
{
    return source == OwnRecord ? IndexAdvice::tr("Tidemark's record of its statements") : source;
}

QString dayText(const QDateTime &moment)
{
    return moment.toUTC().date().toString(Qt::ISODate);
}

} // namespace

QString unusedText(const IndexEvidence &used, qint64 writes, const UsageEvidence &usage)
{
    const QString days = QString::number(used.days(), 'f', 0);
    if (used.scans == 0)
        return IndexAdvice::tr("No query read it in %1 days (%2), and every change writes it.")
                .arg(days, sourceWords(usage.source));
    return (usage.countsRows()
                    ? IndexAdvice::tr("Rows that queries read by it in %2 days (%3): %1, while %4 "
                                      "were written.")
                    : IndexAdvice::tr("Queries read it %1 times in %2 days (%3), while %4 rows "
                                      "were written."))
            .arg(used.scans)
            .arg(days, sourceWords(usage.source))
            .arg(writes);
}

QString samplesText(const IndexEvidence &used)
{
    return IndexAdvice::tr("Samples: %1; resets of the counter among them: %2.")
            .arg(used.samples)
            .arg(used.resets);
}

QString standbysText()
{
    return IndexAdvice::tr("Other servers follow this one, and what is read there is not counted "
                           "here. Ask each of them before you drop it.");
}

QString expressionStatisticsText(const IndexEvidence &used, bool countsRows)
{
    const QString days = QString::number(used.days(), 'f', 0);
    const QString seldom =
            used.scans == 0 ? IndexAdvice::tr("No query read it in %1 days.").arg(days)
                            : (countsRows ? IndexAdvice::tr("Rows read by it in %1 days: %2.")
                                          : IndexAdvice::tr("Queries read it %2 times in %1 days."))
                                      .arg(days, QString::number(used.scans));
    return seldom + u' ' +
           IndexAdvice::tr("But an index on an expression also tells the planner how the values of "
                           "the expression are spread, so it may serve without being read.");
}

QString couldUseText(const QStringList &statements)
{
    return IndexAdvice::tr("Statements that could use it: %1.").arg(statements.join(u", "_s));
}

QString nobodyCouldText()
{
    return IndexAdvice::tr("No known statement could use it.");
}

QString unaskedText(const QString &column)
{
    return IndexAdvice::tr("No known statement searches or sorts by %1, so this index may only "
                           "cost. Measure what it costs, and ask who else reads the table.")
            .arg(column);
}

QString tooWideText(const IndexDef &narrower, const QString &column)
{
    return IndexAdvice::tr("It begins with the columns of %1 (%2), and no known statement asks for "
                           "%3 beside them. Keeping %1 instead of this one may be the better "
                           "choice; measure both.")
            .arg(narrower.name, narrower.keyText(), column);
}

QString restoresAlwaysText(const QString &narrower)
{
    return IndexAdvice::tr("The first line fails where %1 is still there; the second one does all "
                           "then.")
            .arg(narrower);
}

QString shortWindowText(const QString &source, const QDateTime &from)
{
    if (!from.isValid())
        return IndexAdvice::tr("Which indexes nobody uses cannot be told yet: %1 counts, but not "
                               "since when. Samples over 35 days will tell.")
                .arg(sourceWords(source));
    return IndexAdvice::tr("Which indexes nobody uses cannot be told yet: %1 counts since %2, and "
                           "35 days are needed, or 14 with the end of a month among them.")
            .arg(sourceWords(source), dayText(from));
}

QString unknownAgeText(const QString &source, const QDateTime &from)
{
    return IndexAdvice::tr(
                   "Which indexes nobody uses cannot be told yet: %1 counts since %2, but "
                   "how old each index is nobody knows. Tidemark's own samples, taken every "
                   "six hours while it runs, will tell.")
            .arg(sourceWords(source), dayText(from));
}

QString notYetText(const QStringList &indexes)
{
    return IndexAdvice::tr("Whether anybody uses these cannot be told yet, because they were not "
                           "counted for long enough: %1. 35 days are needed, or 14 with the end of "
                           "a month among them.")
            .arg(indexes.join(u", "_s));
}

QString hypertableText(const QString &table)
{
    return IndexAdvice::tr("Which indexes of %1 nobody uses cannot be told: it is a hypertable of "
                           "TimescaleDB, whose chunks count by themselves. Add up what "
                           "pg_stat_all_indexes says of their indexes.")
            .arg(table);
}
