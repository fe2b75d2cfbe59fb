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
    for (const MigrationPreview &step : way) {
        for (const QString &table : step.rewrites) {
            const bool isNew = std::ranges::none_of(
                    tables, [&table](const auto &each) { return each.table == table; });
            if (isNew)
                tables.append({table, rowsText(state, table, locale)});
        }
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

// One loss a line: there may be many.
QString lossesText(const WayDown &wayDown)
{
    if (wayDown.losses.isEmpty())
        return MigrationActs::tr("Nothing is lost: every row and every value stays.");
    QStringList lines{MigrationActs::tr("Version %1 has no place for this, and it is deleted:")
                              .arg(wayDown.to)};
    for (const MigrationLoss &loss : wayDown.losses)
        lines << u"• "_s + lossText(loss);
    return lines.join(u'\n');
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

DangerousAct revertAct(const MigrationsState &state, const WayDown &wayDown, const QLocale &locale)
{
    const QList<MigrationPreview> way = state.way(wayDown.to);
    const bool isLossless = wayDown.losses.isEmpty();
    DangerousAct act;
    act.title = MigrationActs::tr("Revert %1 from version %2 to %3?")
                        .arg(state.database)
                        .arg(wayDown.from)
                        .arg(wayDown.to);
    act.text = lossesText(wayDown);
    act.touched = touched(state, way, locale);
    act.sql = sqlOf(state, way);
    act.backup = backupText(state.database);
    act.undo = isLossless ? MigrationActs::tr("Apply them again, or restore the backup.")
                          : MigrationActs::tr("Only the backup brings back what is deleted. Apply "
                                              "brings back the tables and columns without it.");
    act.button = MigrationActs::tr("Revert to version %1").arg(wayDown.to);
    if (!isLossless)
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
