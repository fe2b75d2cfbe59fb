// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/migrations/migrationactions.h"

#include "views/shell/usableaction.h"

using namespace Qt::Literals::StringLiterals;

MigrationActions::MigrationActions(const Theme &theme, QObject *parent)
    : QObject{parent}
    , m_theme{theme}
{
    validate = make(u"shield"_s, tr("&Validate"), u"validate"_s);
    backups = make(u"folder"_s, tr("&Backups"), u"backups"_s);
    revert = make(u"undo"_s, tr("R&evert…"), u"revert"_s);
    dryRun = make(u"table"_s, tr("&Dry run"), u"dryRun"_s);
    rehearse = make(u"index-lab"_s, tr("Re&hearse"), u"rehearse"_s);
    apply = make(u"resume"_s, tr("&Apply…"), u"apply"_s);
    applySelected = make(u"resume"_s, tr("Apply &up to the selected one…"), u"applySelected"_s);
    resume = make(u"resume"_s, tr("Re&sume"), u"resumeMigration"_s);
    undo = make(u"undo"_s, tr("Und&o the unfinished one"), u"undoMigration"_s);
    undo->setIconText(tr("Undo"));
    showReport = make({}, tr("Open re&port"), u"showReport"_s);
    showDrift = make({}, tr("Show dri&ft"), u"showDrift"_s);
}

QAction *MigrationActions::make(const QString &icon, const QString &text, const QString &name)
{
    auto *action = new QAction{text, this};
    if (!icon.isEmpty())
        action->setIcon(m_theme.icon(icon));
    action->setObjectName(name);
    return action;
}

QList<QAction *> MigrationActions::all() const
{
    return {validate, dryRun, rehearse, apply, applySelected, revert, resume, undo, backups};
}

int MigrationActions::revertTarget(const MigrationsState &state, int selected)
{
    const bool isBelow = selected > 0 && selected < state.current();
    return isBelow ? selected : state.current() - 1;
}

QString MigrationActions::blockedBecause(const MigrationsState &state, const QString &busy)
{
    if (!busy.isEmpty())
        return busy;
    if (!state.status)
        return tr("The database was not read yet");
    if (state.isReadOnly)
        return tr("This connection may only read");
    if (const std::optional<UnfinishedMigration> unfinished = state.unfinished())
        return tr("Resume or undo migration %1 first").arg(unfinished->version);
    if (state.current() > state.head())
        return tr("A newer program made this database");
    if (state.finding(ValidationFinding::Kind::Changed))
        return tr("A script differs from the one that was applied");
    if (state.finding(ValidationFinding::Kind::Missing))
        return tr("The history has a hole; see Drift");
    if (!state.status->obstacles().isEmpty())
        return tr("The database differs from what it should be; see Drift");
    return {};
}

void MigrationActions::update(const MigrationsState &state, int selected, const QString &busy,
                              int backupCount, const QLocale &locale)
{
    setUsable(*validate, busy,
              tr("Compares the database and its history with what the migrations make"));
    backups->setText(tr("&Backups (%1)").arg(locale.toString(backupCount)));
    backups->setToolTip(tr("Shows, verifies and restores the backups of this database"));
    const QString blocked = blockedBecause(state, busy);
    const QString nothing = state.status && state.pending() == 0
                                    ? tr("The database is at the newest version already")
                                    : QString{};
    setUsable(*revert,
              blocked.isEmpty() && state.current() == 0 ? tr("Nothing was applied yet") : blocked,
              tr("Goes back to version %1, after asking")
                      .arg(locale.toString(std::max(0, revertTarget(state, selected)))));
    // What only looks may look at a database that is not as it should be.
    const QString unread = state.status ? QString{} : tr("The database was not read yet");
    const QString looks = !busy.isEmpty() ? busy : !unread.isEmpty() ? unread : nothing;
    setUsable(*dryRun, looks, tr("Shows what would be done, and changes nothing"));
    const bool hasRehearsed = state.rehearsal.has_value();
    rehearse->setText(hasRehearsed ? tr("Re&hearse again") : tr("Re&hearse"));
    setUsable(*rehearse, looks,
              tr("Runs what waits on a copy: up, down and up again, with a proof of every row"));
    updateApply(state, selected, blocked.isEmpty() ? nothing : blocked, locale);
    const QString finished = state.unfinished() ? QString{} : tr("No migration is unfinished");
    const QString goesOn = !busy.isEmpty() ? busy : finished;
    setUsable(*resume, goesOn, tr("Goes on after the last statement that was done"));
    setUsable(*undo, goesOn, tr("Takes back what the unfinished migration did"));
}

void MigrationActions::updateApply(const MigrationsState &state, int selected,
                                   const QString &problem, const QLocale &locale)
{
    apply->setText(state.pending() > 0
                           //: Button: applies so many migrations, after asking.
                           ? tr("&Apply %1…").arg(locale.toString(state.pending()))
                           : tr("&Apply…"));
    setUsable(*apply, problem,
              tr("Brings the database to version %1, after asking")
                      .arg(locale.toString(state.head())));
    const bool isPending = selected > state.current();
    setUsable(*applySelected,
              problem.isEmpty() && !isPending ? tr("Select a pending migration first") : problem,
              tr("Brings the database to the selected version, after asking"));
}
