// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrations/migrationsstate.h"
#include "views/theme/theme.h"

#include <QAction>
#include <QLocale>

// Everything that can be asked for in the Migrations panel. What cannot be used says why. GUI
// thread.
class MigrationActions final : public QObject
{
    Q_OBJECT

public:
    MigrationActions(const Theme &theme, QObject *parent);

    // selected: the version of the selected row, 0 when there is none. busy: a sentence about what
    // runs; empty: nothing does.
    void update(const MigrationsState &state, int selected, const QString &busy, int backups,
                const QLocale &locale);
    [[nodiscard]] QList<QAction *> all() const;

    // Where Revert goes: the selected version below the present one, else one step back.
    [[nodiscard]] static int revertTarget(const MigrationsState &state, int selected);
    // Why nothing may be written to the database now; empty when it may.
    [[nodiscard]] static QString blockedBecause(const MigrationsState &state, const QString &busy);

    QAction *validate;
    QAction *backups;
    QAction *revert;
    QAction *dryRun;
    QAction *rehearse;
    QAction *apply;
    QAction *applySelected; // up to the selected one
    QAction *resume;
    QAction *undo;
    QAction *showReport;
    QAction *showDrift;

private:
    [[nodiscard]] QAction *make(const QString &icon, const QString &text, const QString &name);
    void updateApply(const MigrationsState &state, int selected, const QString &busy,
                     const QLocale &locale);

    const Theme &m_theme;
};
