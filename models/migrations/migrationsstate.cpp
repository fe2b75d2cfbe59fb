// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/migrations/migrationsstate.h"

#include <algorithm>

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

qint64 MigrationsState::rowsLost(int target) const
{
    qint64 rows = 0;
    const QList<MigrationPreview> steps = way(target);
    for (const MigrationPreview &step : steps)
        rows += step.rowsLost;
    return rows;
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
