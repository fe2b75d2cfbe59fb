// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/migrations/migrationacts.h"

#include "models/collector/runtext.h"
#include "models/migrations/migrationtext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct MigrationActs {
    Q_DECLARE_TR_FUNCTIONS(MigrationActs)
};

// The rows of a table, where the last rehearsal of this database counted them.
QString rowsText(const MigrationsState &state, const QString &table, const QLocale &locale)
{
    if (state.rehearsal && state.rehearsal->database == state.database) {
        for (const ProofLine &line : state.rehearsal->proof) {
            if (line.table == table)
                return MigrationActs::tr("%1 rows, written again")
                        .arg(locale.toString(line.rowsBefore));
        }
    }
    return MigrationActs::tr("every row, written again");
}

QList<DangerousAct::Touched> touched(const MigrationsState &state,
                                     const QList<MigrationPreview> &way, const QLocale &locale)
{
    QList<DangerousAct::Touched> tables;
    qint64 lost = 0;
    for (const MigrationPreview &step : way) {
        lost += step.rowsLost;
        for (const QString &table : step.rewrites) {
            const bool isNew = std::ranges::none_of(
                    tables, [&table](const auto &each) { return each.table == table; });
            if (isNew)
                tables.append({table, rowsText(state, table, locale)});
        }
    }
    if (lost > 0) {
        tables.append({MigrationActs::tr("Lost in all"),
                       MigrationActs::tr("%1 rows").arg(locale.toString(lost))});
    }
    return tables;
}

QString nameOf(const MigrationsState &state, int version)
{
    for (const AppliedMigration &applied : state.status->applied) {
        if (applied.version == version)
            return applied.name;
    }
    const auto pending = std::ranges::find(state.status->pending, version, &Migration::version);
    return pending == state.status->pending.cend() ? QString{} : pending->name;
}

// Each script below the name of its migration.
QString sqlOf(const MigrationsState &state, const QList<MigrationPreview> &way)
{
    QStringList scripts;
    for (const MigrationPreview &step : way)
        scripts << u"-- %1 %2, %3\n%4"_s.arg(step.version)
                           .arg(nameOf(state, step.version), directionName(step.direction),
                                step.sql.trimmed());
    return scripts.join(u"\n\n"_s);
}

QString backupText(const QString &database)
{
    return MigrationActs::tr("A backup of %1 is made and verified first.").arg(database);
}

QString applyText(const MigrationsState &state, int target, const QList<MigrationPreview> &way,
                  const QLocale &locale)
{
    QStringList sentences;
    if (way.isEmpty()) {
        sentences << MigrationActs::tr("What they do was not looked at yet; a dry run shows it.");
    } else if (std::ranges::all_of(way, [](const auto &step) { return step.rewrites.isEmpty(); })) {
        sentences << MigrationActs::tr("No row is written again.");
    }
    if (const std::optional<qint64> expected = state.expectedMs(target))
        sentences << MigrationActs::tr("Expected %1.").arg(delayText(*expected, locale));
    sentences << (state.isCollecting
                          ? MigrationActs::tr("New quotes wait in the outbox meanwhile.")
                          : MigrationActs::tr("Nothing is collected until they are applied."));
    if (!state.isRehearsalPresent() || !state.rehearsal->passed)
        sentences << MigrationActs::tr("They were not rehearsed on a copy of this database.");
    return sentences.join(u' ');
}

} // namespace

DangerousAct applyAct(const MigrationsState &state, int target, const QLocale &locale)
{
    const int count = target - state.current();
    const QList<MigrationPreview> way = state.way(target);
    DangerousAct act;
    act.title =
            MigrationActs::tr("Apply %n migration(s) to %1?", nullptr, count).arg(state.database);
    act.text = applyText(state, target, way, locale);
    act.touched = touched(state, way, locale);
    act.sql = sqlOf(state, way);
    act.backup = backupText(state.database);
    act.undo = MigrationActs::tr("Revert to version %1 with the down scripts, or restore the "
                                 "backup.")
                       .arg(state.current());
    act.button = MigrationActs::tr("Apply %n migration(s)", nullptr, count);
    return act;
}

DangerousAct revertAct(const MigrationsState &state, int target, const QLocale &locale)
{
    const int count = state.current() - target;
    const QList<MigrationPreview> way = state.way(target);
    const qint64 lost = state.rowsLost(target);
    DangerousAct act;
    act.title = MigrationActs::tr("Revert %1 from version %2 to %3?")
                        .arg(state.database)
                        .arg(state.current())
                        .arg(target);
    act.text = lost > 0 ? MigrationActs::tr("%1 rows that version %2 has no place for are deleted.")
                                  .arg(locale.toString(lost))
                                  .arg(target)
               : way.size() == count
                       ? MigrationActs::tr("No row is lost.")
                       : MigrationActs::tr("What it would delete was not looked at yet. If rows "
                                           "would be lost, it stops before it changes anything.");
    act.touched = touched(state, way, locale);
    act.sql = sqlOf(state, way);
    act.backup = backupText(state.database);
    act.undo = lost > 0 ? MigrationActs::tr("Only the backup brings the deleted rows back. Apply "
                                            "brings back the tables without them.")
                        : MigrationActs::tr("Apply them again, or restore the backup.");
    act.button = MigrationActs::tr("Revert to version %1").arg(target);
    if (lost > 0)
        act.nameToType = state.database;
    return act;
}

DangerousAct restoreAct(const MigrationsState &state, const BackupRow &backup,
                        const QLocale &locale)
{
    const QString made = momentText(backup.madeAt, locale);
    DangerousAct act;
    act.title = MigrationActs::tr("Restore the backup of %1 over %2?").arg(made, state.database);
    act.text = MigrationActs::tr("Every table is replaced by the backup's: version %1, %2. What "
                                 "was written after %3 is not in it.")
                       .arg(locale.toString(backup.version), bytesText(backup.bytes, locale), made);
    if (backup.check == BackupRow::Check::NotVerified)
        act.text += u' ' + MigrationActs::tr("It was not verified yet; that is done first.");
    act.backup = MigrationActs::tr("The present database is backed up and verified first.");
    act.undo = MigrationActs::tr("Restore that newest backup.");
    act.button = MigrationActs::tr("Restore backup");
    return act;
}
