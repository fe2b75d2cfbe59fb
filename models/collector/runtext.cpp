// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/collector/runtext.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("RunText", text);
}

QString utc(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : u"-"_s;
}

bool isStoredLate(const CollectionRun &run)
{
    return run.status == RunStatus::Outbox && run.id > 0;
}

} // namespace

CellState runState(const CollectionRun &run)
{
    switch (run.status) {
    case RunStatus::Ok:
        return CellState::Ok;
    case RunStatus::Partial:
        return CellState::Partial;
    case RunStatus::Failed:
        return CellState::Failed;
    case RunStatus::Outbox:
        return isStoredLate(run) ? CellState::Ok : CellState::Waiting;
    }
    return CellState::None;
}

QString runSourceText(const QString &source)
{
    return source == "coinspot"_L1 ? u"CoinSpot"_s : source == "eodhd"_L1 ? u"EODHD"_s : source;
}

QString runResultText(const CollectionRun &run)
{
    switch (run.status) {
    case RunStatus::Ok:
        return words(QT_TRANSLATE_NOOP("RunText", "Collected"));
    case RunStatus::Partial:
        return words(QT_TRANSLATE_NOOP("RunText", "Partial"));
    case RunStatus::Failed:
        return words(QT_TRANSLATE_NOOP("RunText", "Failed"));
    case RunStatus::Outbox:
        return isStoredLate(run) ? words(QT_TRANSLATE_NOOP("RunText", "Stored late"))
                                 : words(QT_TRANSLATE_NOOP("RunText", "In outbox"));
    }
    return {};
}

QString runSummary(const CollectionRun &run, const QLocale &locale)
{
    const auto number = [&locale](int count) { return locale.toString(count); };
    if (run.status == RunStatus::Failed) {
        return run.error.isEmpty()
                       ? words(QT_TRANSLATE_NOOP("RunText",
                                                 "No usable answer came, so nothing was stored."))
                       : run.error;
    }
    if (isStoredLate(run)) {
        return words(QT_TRANSLATE_NOOP("RunText",
                                       "The database could not be written at first. %1 entries "
                                       "waited in the outbox and were stored later."))
                .arg(number(run.received - run.rejected));
    }
    if (run.status == RunStatus::Outbox) {
        return words(QT_TRANSLATE_NOOP("RunText",
                                       "The database could not be written. %1 entries were kept in "
                                       "the outbox; nothing is lost."))
                .arg(number(run.received - run.rejected));
    }
    if (run.stored == 0 && run.duplicates > 0 && run.rejected == 0) {
        return words(QT_TRANSLATE_NOOP("RunText", "All %1 entries were stored already."))
                .arg(number(run.duplicates));
    }
    QStringList parts{words(QT_TRANSLATE_NOOP("RunText", "%1 of %2 entries stored"))
                              .arg(number(run.stored), number(run.received))};
    if (run.duplicates > 0) {
        parts << words(QT_TRANSLATE_NOOP("RunText", "%1 stored already"))
                         .arg(number(run.duplicates));
    }
    if (run.rejected > 0)
        parts << words(QT_TRANSLATE_NOOP("RunText", "%1 rejected")).arg(number(run.rejected));
    //: The end of a sentence.
    return words(QT_TRANSLATE_NOOP("RunText", "%1.")).arg(parts.join(u", "_s));
}

QString runAdvice(const CollectionRun &run)
{
    const bool isQueue = run.source == "eodhd"_L1;
    switch (run.status) {
    case RunStatus::Ok:
        return words(QT_TRANSLATE_NOOP("RunText", "Nothing."));
    case RunStatus::Partial:
        if (isQueue)
            return words(QT_TRANSLATE_NOOP(
                    "RunText", "The good rows are stored. Assets that failed are asked for again; "
                               "Assets shows when, and why each one fails."));
        return words(QT_TRANSLATE_NOOP(
                "RunText", "Nothing: the good entries are stored, and the rejected ones are asked "
                           "for again in the next slot."));
    case RunStatus::Failed:
        if (isQueue)
            return words(QT_TRANSLATE_NOOP(
                    "RunText",
                    "Nothing is lost: what is due is asked for again. Assets shows when, "
                    "and what is wrong."));
        return words(QT_TRANSLATE_NOOP(
                "RunText", "If other web pages open on this computer, nothing: the next slot tries "
                           "again. Prices of a slot that has passed cannot be fetched later."));
    case RunStatus::Outbox:
        if (isStoredLate(run))
            return words(QT_TRANSLATE_NOOP("RunText", "Nothing."));
        return words(QT_TRANSLATE_NOOP(
                "RunText",
                "See that the disk has room and that no other program keeps the database "
                "busy. The entries are stored as soon as it can be written."));
    }
    return {};
}

QString runDetails(const CollectionRun &run)
{
    QStringList lines{
            u"run %1, source %2, slot %3"_s.arg(run.id).arg(run.source, utc(run.slot)),
            u"status %1, started %2, finished %3, %4 ms"_s
                    .arg(runStatusName(run.status), utc(run.startedAt), utc(run.finishedAt))
                    .arg(run.durationMs),
            u"attempts %1, received %2, stored %3, duplicates %4, rejected %5"_s.arg(run.attempts)
                    .arg(run.received)
                    .arg(run.stored)
                    .arg(run.duplicates)
                    .arg(run.rejected),
    };
    if (!run.error.isEmpty())
        lines << u"error: "_s + run.error;
    for (const RejectedEntry &entry : run.rejectedEntries)
        lines << u"rejected: %1: %2"_s.arg(entry.name, entry.reason);
    for (const Attempt &attempt : run.attemptLog) {
        lines << u"attempt: %1, %2 ms, %3, then waited %4 ms"_s.arg(utc(attempt.at))
                         .arg(attempt.durationMs)
                         .arg(attempt.outcome)
                         .arg(attempt.waitedMs);
    }
    return lines.join(u'\n') + u'\n';
}

std::optional<qint64> runDelayMs(const CollectionRun &run)
{
    if (run.stored == 0 || run.status == RunStatus::Outbox || !run.finishedAt.isValid())
        return {};
    return run.slot.msecsTo(run.finishedAt);
}

QString durationText(qint64 ms, const QLocale &locale)
{
    if (ms < 1000)
        return words(QT_TRANSLATE_NOOP("RunText", "%1 ms")).arg(locale.toString(ms));
    return delayText(ms, locale);
}

QString delayText(qint64 ms, const QLocale &locale)
{
    const qint64 tenths = (ms + 50) / 100;
    if (tenths < 600) {
        return words(QT_TRANSLATE_NOOP("RunText", "%1 s"))
                .arg(locale.toString(double(tenths) / 10, 'f', 1));
    }
    const qint64 seconds = (ms + 500) / 1000;
    return words(QT_TRANSLATE_NOOP("RunText", "%1 min %2 s"))
            .arg(locale.toString(seconds / 60), locale.toString(seconds % 60));
}

QString slotTimeText(const QDateTime &slot, bool hasSeconds, const QLocale &locale)
{
    //: A time of day.
    return locale.toString(slot.toLocalTime().time(),
                           hasSeconds ? words(QT_TRANSLATE_NOOP("RunText", "HH:mm:ss"))
                                      : words(QT_TRANSLATE_NOOP("RunText", "HH:mm")));
}

QString slotText(const QDateTime &slot, bool hasSeconds, const QDateTime &now,
                 const QLocale &locale)
{
    const QDate day = slot.toLocalTime().date();
    const bool isThisYear = day.year() == now.toLocalTime().date().year();
    //: A day of this year, and of another one.
    const QString format = isThisYear ? words(QT_TRANSLATE_NOOP("RunText", "ddd d MMM"))
                                      : words(QT_TRANSLATE_NOOP("RunText", "d MMM yyyy"));
    //: Day, then time.
    return words(QT_TRANSLATE_NOOP("RunText", "%1, %2"))
            .arg(locale.toString(day, format), slotTimeText(slot, hasSeconds, locale));
}

QString gapCauseText(GapCause cause)
{
    switch (cause) {
    case GapCause::Asleep:
        return words(QT_TRANSLATE_NOOP("RunText", "asleep"));
    case GapCause::Offline:
        return words(QT_TRANSLATE_NOOP("RunText", "offline"));
    case GapCause::ProviderEmpty:
        return words(QT_TRANSLATE_NOOP("RunText", "no prices offered"));
    case GapCause::ProviderError:
        return words(QT_TRANSLATE_NOOP("RunText", "source failed"));
    case GapCause::MarketClosed:
        return words(QT_TRANSLATE_NOOP("RunText", "market closed"));
    case GapCause::Unknown:
        return words(QT_TRANSLATE_NOOP("RunText", "not running"));
    }
    return {};
}
