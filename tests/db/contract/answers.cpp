// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/db/contract/answers.h"

using namespace Qt::Literals::StringLiterals;

namespace {

QString lineOf(qint64 ms)
{
    return line(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC));
}

} // namespace

QString line(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : u"never"_s;
}

QString line(const std::optional<Price> &price)
{
    return price ? price->toString() : u"-"_s;
}

QString line(const Quote &quote)
{
    return QStringList{quote.coin,           line(quote.timestamp), quote.bid.toString(),
                       quote.ask.toString(), quote.last.toString(), line(quote.createdAt)}
            .join(u'|');
}

QString line(const Bar &bar)
{
    return QStringList{lineOf(bar.time), bar.open.toString(), bar.high.toString(),
                       bar.low.toString(), bar.close.toString()}
            .join(u'|');
}

QString line(const DailyBar &bar)
{
    return QStringList{bar.day.toString(Qt::ISODate),
                       bar.open.toString(),
                       bar.high.toString(),
                       bar.low.toString(),
                       bar.close.toString(),
                       bar.adjustedClose.toString(),
                       bar.volume ? QString::number(*bar.volume) : u"-"_s}
            .join(u'|');
}

QString line(const CollectionRun &run)
{
    QStringList parts{run.source,
                      line(run.slot),
                      line(run.startedAt),
                      line(run.finishedAt),
                      runStatusName(run.status),
                      u"%1 attempts, %2 received, %3 stored, %4 duplicates, %5 rejected, %6 ms"_s
                              .arg(run.attempts)
                              .arg(run.received)
                              .arg(run.stored)
                              .arg(run.duplicates)
                              .arg(run.rejected)
                              .arg(run.durationMs),
                      run.error,
                      gapCauseName(run.cause)};
    for (const RejectedEntry &entry : run.rejectedEntries)
        parts.append(entry.name + u'=' + entry.reason);
    for (const Attempt &attempt : run.attemptLog)
        parts.append(u"%1+%2 %3 +%4"_s.arg(line(attempt.at), QString::number(attempt.durationMs),
                                           attempt.outcome, QString::number(attempt.waitedMs)));
    return parts.join(u'|');
}

QString line(const DataGap &gap)
{
    return QStringList{gap.source, gap.symbol.isNull() ? u"every symbol"_s : gap.symbol,
                       line(gap.from), line(gap.to), gapCauseName(gap.cause)}
            .join(u'|');
}

QString line(const Error &error)
{
    return u"error %1 %2"_s.arg(QString::number(int(error.kind)), error.subject);
}

QStringList lines(const Board &board)
{
    QStringList all{line(board.asOf)};
    for (const BoardRow &row : board.rows) {
        QStringList points;
        for (const std::optional<Price> &price : row.dayLine)
            points.append(line(price));
        all += {line(row.quote), line(row.hourAgo), line(row.dayAgo), line(row.weekAgo),
                points.join(u' ')};
    }
    return all;
}

QStringList lines(const Series &series)
{
    QStringList all{u"step %1 from %2 to %3"_s.arg(QString::number(series.stepMs),
                                                   lineOf(series.firstMs), lineOf(series.lastMs))};
    for (const SeriesPoint &point : series.points)
        all.append(u"%1|%2|%3"_s.arg(line(point.bar), line(point.bid), line(point.ask)));
    all += lines(series.gaps);
    if (!series.stock)
        return all;
    all.append(u"%1, finest %2, within days %3"_s.arg(
            series.stock->currency, line(series.stock->isFinest), line(series.stock->isIntraday)));
    for (const TradedPoint &traded : series.stock->traded)
        all.append(u"%1|%2|%3|%4"_s.arg(lineOf(traded.time), traded.close.toString(),
                                        traded.adjustedClose.toString(),
                                        traded.volume ? QString::number(*traded.volume) : u"-"_s));
    for (const SeriesAction &known : series.stock->actions)
        all.append(u"action %1 %2 %3"_s.arg(known.action.date.toString(Qt::ISODate),
                                            actionTypeName(known.action.type),
                                            QString::number(int(known.use))));
    return all;
}
