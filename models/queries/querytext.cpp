// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/queries/querytext.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct QueryText {
    Q_DECLARE_TR_FUNCTIONS(QueryText)
};

} // namespace

QString queryLine(const QString &sql)
{
    return sql.simplified();
}

QString queryTimeText(qint64 us, const QLocale &locale)
{
    if (us < 100)
        return QueryText::tr("%1 µs").arg(locale.toString(us));
    if (us < 1'000'000) {
        const double ms = double(us) / 1000.0;
        return QueryText::tr("%1 ms").arg(locale.toString(ms, 'f', ms < 10 ? 2 : 0));
    }
    const double seconds = double(us) / 1e6;
    return QueryText::tr("%1 s").arg(locale.toString(seconds, 'f', seconds < 100 ? 1 : 0));
}

QString queryScanText(const RecordedQuery &query, bool isAsking)
{
    if (!query.plannedAt.isValid())
        return isAsking ? QueryText::tr("being asked") : QueryText::tr("not known");
    if (!query.plan)
        return QueryText::tr("no plan");
    if (query.isFullScan())
        return QueryText::tr("reads all of %1").arg(query.plan->fullScans.join(u", "_s));
    return query.plan->usedIndexes.isEmpty() ? QueryText::tr("by key or small table")
                                             : QueryText::tr("by index");
}

QString querySamplesText(const QList<StoredSample> &samples, const QLocale &locale)
{
    QStringList lines;
    for (const StoredSample &sample : samples) {
        const QString run = sample.isHashed
                                    ? QueryText::tr("%1: %2, rows: %3, hashes of its values:")
                                    : QueryText::tr("%1: %2, rows: %3, its values:");
        lines.append(u"-- "_s +
                     run.arg(locale.toString(sample.takenAt.toLocalTime(), QLocale::ShortFormat),
                             queryTimeText(sample.durationUs, locale),
                             locale.toString(sample.rows)));
        lines.append(parameterTexts(sample.parameters.toUtf8()).join(u", "_s));
    }
    return lines.join(u'\n');
}

QString querySummary(const RecordedQuery &query, bool isAsking, const QLocale &locale)
{
    QStringList sentences;
    sentences.append(QueryText::tr("Runs: %1, %2 in all. Rows that were given or changed: %3.")
                             .arg(locale.toString(query.executions),
                                  queryTimeText(query.totalUs, locale),
                                  locale.toString(query.rows)));
    sentences.append(QueryText::tr("Half of the runs took at most %1, 95 of 100 at most %2, the "
                                   "longest %3.")
                             .arg(queryTimeText(query.p50Us(), locale),
                                  queryTimeText(query.p95Us(), locale),
                                  queryTimeText(query.maxUs, locale)));
    if (query.isFullScan())
        sentences.append(QueryText::tr("It reads every row of %1: an index might spare that.")
                                 .arg(query.plan->fullScans.join(u", "_s)));
    if (query.plan && !query.plan->usedIndexes.isEmpty()) {
        QStringList indexes;
        for (const auto &[table, index] : query.plan->usedIndexes)
            indexes.append(index);
        sentences.append(QueryText::tr("It uses %1.").arg(indexes.join(u", "_s)));
    }
    if (!query.plannedAt.isValid())
        sentences.append(isAsking
                                 ? QueryText::tr("The database is being asked for its plan.")
                                 : QueryText::tr("Its plan is not known: the database is asked for "
                                                 "it once the statement runs again."));
    sentences.append(QueryText::tr("%1 asks it.").arg(query.purpose));
    return sentences.join(u' ');
}
