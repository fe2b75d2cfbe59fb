// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/migrationsstate.h"

#include <algorithm>

namespace {

// Those that are not said yet.
void note(QStringList &said, const QStringList &names)
{
    for (const QString &name : names) {
        if (!name.isEmpty() && !said.contains(name))
            said.append(name);
    }
}

} // namespace

const ValidationFinding *MigrationsState::finding(ValidationFinding::Kind kind) const
{
    const auto found = std::ranges::find(findings, kind, &ValidationFinding::kind);
    return found == findings.cend() ? nullptr : &*found;
}

bool MigrationsState::isChanged(int version) const
{
    return std::ranges::any_of(findings, [version](const ValidationFinding &finding) {
        return finding.kind == ValidationFinding::Kind::Changed && finding.version == version;
    });
}

const MigrationPreview *MigrationsState::preview(int version, Direction direction) const
{
    const auto found = std::find_if(
            previews.cbegin(), previews.cend(), [version, direction](const MigrationPreview &each) {
                return each.version == version && each.direction == direction;
            });
    return found == previews.cend() ? nullptr : &*found;
}

QList<MigrationPreview> MigrationsState::way(int target) const
{
    QList<MigrationPreview> steps;
    const auto add = [this, &steps](int version, Direction direction) {
        if (const MigrationPreview *step = preview(version, direction))
            steps.append(*step);
    };
    for (int version = current() + 1; version <= target; ++version)
        add(version, Direction::Up);
    for (int version = current(); version > target; --version)
        add(version, Direction::Down);
    return steps;
}

MigrationPreview MigrationsState::wholeWay(int target) const
{
    MigrationPreview whole;
    whole.version = target;
    whole.direction = target >= current() ? Direction::Up : Direction::Down;
    whole.estimatedMs = expectedMs(target);
    QStringList locks;
    const QList<MigrationPreview> steps = way(target);
    for (const MigrationPreview &step : steps) {
        whole.statements += step.statements;
        note(locks, {step.locks});
        note(whole.lockedForWrites, step.lockedForWrites);
        note(whole.lockedForAll, step.lockedForAll);
        note(whole.rewrites, step.rewrites);
        whole.rewrittenRows += step.rewrittenRows;
        whole.rowsLost += step.rowsLost;
        // What one step gives back the next one takes.
        if (step.diskDelta)
            whole.diskDelta = std::max(whole.diskDelta.value_or(0), *step.diskDelta);
        whole.diskFree = step.diskFree;
        whole.undo = step.undo;
    }
    whole.locks = locks.join(u", ");
    return whole;
}

std::optional<qint64> MigrationsState::expectedMs(int target) const
{
    const QList<MigrationPreview> steps = way(target);
    if (steps.isEmpty() || steps.size() != std::abs(target - current()))
        return {};
    qint64 sum = 0;
    for (const MigrationPreview &step : steps) {
        if (!step.estimatedMs)
            return {};
        sum += *step.estimatedMs;
    }
    return sum;
}

bool MigrationsState::isRehearsalPresent() const
{
    return rehearsal && status && rehearsal->database == database && rehearsal->from == current() &&
           rehearsal->to == head();
}
