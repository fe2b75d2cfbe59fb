// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/migrationtext.h"

#include "models/collector/runtext.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct MigrationText {
    Q_DECLARE_TR_FUNCTIONS(MigrationText)
};

QString number(qint64 value, const QLocale &locale)
{
    return locale.toString(value);
}

// "today at 14:12", "on 18 Nov 2026 at 14:12"
QString pastText(const QDateTime &at, const QDateTime &now, const QLocale &locale)
{
    const QDateTime local = at.toLocalTime();
    //: A time of day.
    const QString time = locale.toString(local.time(), MigrationText::tr("HH:mm"));
    if (local.date() == now.toLocalTime().date())
        return MigrationText::tr("today at %1").arg(time);
    return MigrationText::tr("on %1 at %2")
            .arg(locale.toString(local.date(), MigrationText::tr("d MMM yyyy")), time);
}

MigrationNotice unfinishedNotice(const UnfinishedMigration &unfinished, const QLocale &locale)
{
    const QString place =
            MigrationText::tr("Migration %1 stopped at statement %2 of %3")
                    .arg(number(unfinished.version, locale), number(unfinished.statement, locale),
                         number(unfinished.statements, locale));
    QString reason = unfinished.reason.trimmed();
    while (reason.endsWith(u'.')) // the words of a driver may be a sentence
        reason.chop(1);
    //: Where a migration stopped, and why: "…: disk full."
    const QString headline = reason.isEmpty() ? MigrationText::tr("%1.").arg(place)
                                              : MigrationText::tr("%1: %2.").arg(place, reason);
    const QString text =
            unfinished.advice.isEmpty()
                    ? MigrationText::tr("Your data is as before. Resume goes on from there, Undo "
                                        "takes back what was done.")
                    : MigrationText::tr("Your data is as before. %1, then Resume.")
                              .arg(unfinished.advice);
    return {MigrationNotice::Kind::Unfinished, headline, text};
}

MigrationNotice rehearsedNotice(const MigrationsState &state, const QString &waiting,
                                const QDateTime &now, const QLocale &locale)
{
    const std::optional<qint64> expected = state.expectedMs(state.head());
    const QString text =
            !state.isCollecting
                    ? expected ? MigrationText::tr("Expected %1. Nothing is collected until they "
                                                   "are applied.")
                                         .arg(delayText(*expected, locale))
                               : MigrationText::tr("Nothing is collected until they are applied.")
            : expected ? MigrationText::tr("Expected %1; the collector writes to the outbox "
                                           "meanwhile.")
                                 .arg(delayText(*expected, locale))
                       : MigrationText::tr("The collector writes to the outbox meanwhile.");
    return {MigrationNotice::Kind::Rehearsed,
            MigrationText::tr("%1 Rehearsed %2 on a copy: every row proven equal.")
                    .arg(waiting, pastText(state.rehearsal->at, now, locale)),
            text};
}

MigrationNotice pendingNotice(const MigrationsState &state, const QDateTime &now,
                              const QLocale &locale)
{
    using Kind = MigrationNotice::Kind;
    if (state.current() == 0) {
        return {Kind::Empty, MigrationText::tr("This database has no tables yet."),
                MigrationText::tr("Apply makes them.")};
    }
    const QString waiting = MigrationText::tr("%n migration(s) wait.", nullptr, state.pending());
    if (!state.rehearsal) {
        const QString advice = MigrationText::tr(
                "Rehearse first: that runs them on a copy and proves that no row is lost.");
        return {Kind::Pending, waiting,
                state.isCollecting
                        ? advice
                        : MigrationText::tr("%1 Nothing is collected until they are applied.")
                                  .arg(advice)};
    }
    if (!state.isRehearsalPresent()) {
        return {Kind::Pending, waiting,
                MigrationText::tr("The last rehearsal, %1, was from version %2 to %3. Rehearse "
                                  "again before you apply.")
                        .arg(pastText(state.rehearsal->at, now, locale),
                             number(state.rehearsal->from, locale),
                             number(state.rehearsal->to, locale))};
    }
    if (state.rehearsal->passed)
        return rehearsedNotice(state, waiting, now, locale);
    if (!state.rehearsal->problem.isEmpty()) {
        return {Kind::RehearsalFailed,
                MigrationText::tr("The rehearsal %1 failed.")
                        .arg(pastText(state.rehearsal->at, now, locale)),
                MigrationText::tr("%1 Only the copy was changed; your data is as before.")
                        .arg(state.rehearsal->problem)};
    }
    return {Kind::Pending, waiting, MigrationText::tr("The rehearsal is not finished.")};
}

} // namespace

MigrationNotice migrationNotice(const MigrationsState &state, const QDateTime &now,
                                const QLocale &locale)
{
    using Kind = MigrationNotice::Kind;
    if (!state.status)
        return {};
    if (state.status->unfinished)
        return unfinishedNotice(*state.status->unfinished, locale);
    if (state.current() > state.head()) {
        return {Kind::Newer, MigrationText::tr("This database is newer than the program."),
                MigrationText::tr("It is at version %1, and this program knows versions up to %2. "
                                  "Nothing is written to it. Install a newer Tidemark to work with "
                                  "it.")
                        .arg(number(state.current(), locale), number(state.head(), locale))};
    }
    if (const ValidationFinding *changed = state.finding(ValidationFinding::Kind::Changed)) {
        return {Kind::Changed,
                MigrationText::tr("Migration %1 is another one now than when it was applied.")
                        .arg(number(changed->version, locale)),
                MigrationText::tr("Your data is as before, and nothing is applied until the "
                                  "scripts agree. Install the program that applied it, or a newer "
                                  "one.")};
    }
    if (const ValidationFinding *missing = state.finding(ValidationFinding::Kind::Missing)) {
        return {Kind::Missing,
                MigrationText::tr("Migration %1 is missing from the history.")
                        .arg(number(missing->version, locale)),
                MigrationText::tr("Somebody took it out of the table tidemark_migrations. Your "
                                  "data is as before, and nothing is applied meanwhile. Restore a "
                                  "backup from before that.")};
    }
    if (const QStringList obstacles = state.status->obstacles(); !obstacles.isEmpty()) {
        return {Kind::Drift,
                MigrationText::tr("The database differs from version %1 in %n place(s).", nullptr,
                                  int(obstacles.size()))
                        .arg(number(state.current(), locale)),
                MigrationText::tr(
                        "Somebody changed it. Nothing is applied until that is undone or a "
                        "backup restored; Drift names each difference.")};
    }
    if (state.pending() > 0)
        return pendingNotice(state, now, locale);
    if (const ValidationFinding *old = state.finding(ValidationFinding::Kind::OldServer)) {
        return {Kind::OldServer, MigrationText::tr("%1.").arg(old->text),
                MigrationText::tr("The database is at version %1, the newest. Bring the server up "
                                  "to date when you can.")
                        .arg(number(state.current(), locale))};
    }
    return {Kind::UpToDate,
            MigrationText::tr("The database is at version %1, the newest.")
                    .arg(number(state.current(), locale)),
            MigrationText::tr("Nothing to do.")};
}

QString cancelledText(const MigrationStatus &found)
{
    if (found.unfinished)
        return MigrationText::tr("Cancelled. Migration %1 is unfinished: Resume goes on with it, "
                                 "Undo takes it back.")
                .arg(found.unfinished->version);
    return MigrationText::tr("Cancelled. The step that ran was taken back; those before it are "
                             "whole.");
}

QString momentText(const QDateTime &at, const QLocale &locale)
{
    //: A day and a time.
    return at.isValid() ? locale.toString(at.toLocalTime(), MigrationText::tr("d MMM yyyy, HH:mm"))
                        : u"–"_s;
}

QString runTimeText(qint64 ms, const QLocale &locale)
{
    if (ms <= 0)
        return u"–"_s;
    if (ms < 10)
        return MigrationText::tr("< %1 s").arg(locale.toString(0.01, 'f', 2));
    if (ms < 60'000)
        return MigrationText::tr("%1 s").arg(locale.toString(double(ms) / 1000, 'f', 2));
    return delayText(ms, locale);
}

QString bytesText(qint64 bytes, const QLocale &locale)
{
    constexpr qint64 step = 1000;
    qint64 unit = 1;
    while (bytes / unit >= step)
        unit *= step;
    const bool isSmall = bytes < 10 * unit; // 9.8 MB, but 61 GB
    return locale.formattedDataSize(bytes, isSmall ? 1 : 0, QLocale::DataSizeSIFormat);
}

QString byteChangeText(qint64 bytes, const QLocale &locale)
{
    if (bytes == 0)
        return bytesText(0, locale);
    const QString sign = bytes > 0 ? u"+"_s : u"−"_s;
    return sign + bytesText(std::abs(bytes), locale);
}

QString shortChecksum(const QString &hex, int digits)
{
    QStringList groups;
    for (qsizetype at = 0; at < std::min<qsizetype>(digits, hex.size()); at += 4)
        groups << hex.mid(at, std::min<qsizetype>(4, digits - at));
    return groups.join(u' ');
}

namespace {

QString locksText(const MigrationPreview &preview)
{
    QStringList locks;
    if (!preview.locks.isEmpty())
        locks.append(preview.locks);
    if (!preview.lockedForWrites.isEmpty())
        locks.append(
                MigrationText::tr("all writes to %1").arg(preview.lockedForWrites.join(u", "_s)));
    if (!preview.lockedForAll.isEmpty())
        locks.append(MigrationText::tr("all use of %1").arg(preview.lockedForAll.join(u", "_s)));
    return locks.join(u", "_s);
}

// Empty where nothing is known.
QString diskText(const MigrationPreview &preview, const QLocale &locale)
{
    QStringList disk;
    if (preview.diskDelta)
        disk.append(MigrationText::tr("about %1").arg(byteChangeText(*preview.diskDelta, locale)));
    if (preview.diskFree > 0)
        disk.append(MigrationText::tr("%1 free").arg(bytesText(preview.diskFree, locale)));
    return disk.join(u", "_s);
}

} // namespace

QList<MigrationFact> previewFacts(const MigrationPreview &preview, const QLocale &locale)
{
    //: Nothing is locked or rewritten.
    const QString nothing = MigrationText::tr("nothing");
    const QString held = locksText(preview);
    QString locks = held.isEmpty() ? nothing : held;
    if (!held.isEmpty() && preview.estimatedMs) {
        //: What is locked, and for how long: "all writes, 5.1 s"
        locks = MigrationText::tr("%1, %2").arg(locks, delayText(*preview.estimatedMs, locale));
    }
    QString rewrites = nothing;
    if (!preview.rewrites.isEmpty()) {
        rewrites =
                MigrationText::tr("%1, %2 rows")
                        .arg(preview.rewrites.join(u", "_s), number(preview.rewrittenRows, locale));
    }
    QList<MigrationFact> facts{
            {MigrationText::tr("Statements"), number(preview.statements, locale)},
            {MigrationText::tr("Locks"), locks},
            {MigrationText::tr("Rewrites"), rewrites},
            {MigrationText::tr("Rows lost"), number(preview.rowsLost, locale)},
    };
    if (const QString disk = diskText(preview, locale); !disk.isEmpty())
        facts.append({MigrationText::tr("Disk"), disk});
    if (!preview.undo.isEmpty())
        facts.append({MigrationText::tr("Undo"), preview.undo});
    return facts;
}

QList<MigrationFact> previewSentences(const MigrationPreview &preview, const QLocale &locale)
{
    QList<MigrationFact> facts = previewFacts(preview, locale);
    const QString held = locksText(preview);
    facts[1].value = held.isEmpty()
                             ? MigrationText::tr("Other programs can read and write meanwhile.")
                     : preview.estimatedMs
                             ? MigrationText::tr("Holds %1 for about %2, as the rehearsal measured "
                                                 "it.")
                                       .arg(held, delayText(*preview.estimatedMs, locale))
                             : MigrationText::tr("Holds %1; a rehearsal says how long.").arg(held);
    facts[2].value = preview.rewrites.isEmpty()
                             ? MigrationText::tr("No row is written again.")
                             : MigrationText::tr("Every row of %1 is written again: %2 rows.")
                                       .arg(preview.rewrites.join(u", "_s),
                                            number(preview.rewrittenRows, locale));
    facts[3].value = preview.rowsLost > 0
                             ? MigrationText::tr("%1 rows go and only a backup brings them back.")
                                       .arg(number(preview.rowsLost, locale))
                     : preview.direction == Direction::Up
                             ? MigrationText::tr("None.")
                             : MigrationText::tr("None. Revert looks for values that would be lost "
                                                 "and names them before it asks.");
    return facts;
}

QString stageText(const RehearsalStage &stage)
{
    switch (stage.kind) {
    case RehearsalStage::Kind::CopyAndBackUp:
        return MigrationText::tr("Copy and back up");
    case RehearsalStage::Kind::Up:
        return MigrationText::tr("Up to %1").arg(stage.version);
    case RehearsalStage::Kind::VerifyUp:
    case RehearsalStage::Kind::VerifyDown:
        return MigrationText::tr("Verify");
    case RehearsalStage::Kind::Down:
        return MigrationText::tr("Down to %1").arg(stage.version);
    case RehearsalStage::Kind::UpAgain:
        return MigrationText::tr("Up to %1 again").arg(stage.version);
    }
    return {};
}

CellState stageState(RehearsalStage::State state)
{
    switch (state) {
    case RehearsalStage::State::Waiting:
        return CellState::Waiting;
    case RehearsalStage::State::Running:
        return CellState::Working;
    case RehearsalStage::State::Done:
        return CellState::Ok;
    case RehearsalStage::State::Failed:
        return CellState::Failed;
    }
    return CellState::None;
}

QString stageStateText(RehearsalStage::State state)
{
    switch (state) {
    case RehearsalStage::State::Waiting:
        return MigrationText::tr("waits");
    case RehearsalStage::State::Running:
        return MigrationText::tr("runs");
    case RehearsalStage::State::Done:
        return MigrationText::tr("done");
    case RehearsalStage::State::Failed:
        return MigrationText::tr("failed");
    }
    return {};
}

QString quotesText(const BufferedQuotes &quotes, const QLocale &locale)
{
    if (quotes.waiting > 0) {
        return MigrationText::tr("0 quotes lost, %1 wait in the outbox")
                .arg(number(quotes.waiting, locale));
    }
    return MigrationText::tr("0 quotes lost, %1 buffered and stored")
            .arg(number(quotes.stored, locale));
}
