// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrations/migrationsstate.h"
#include "views/theme/theme.h"

#include <QDialog>
#include <QLocale>

class QVBoxLayout;

// What the way to another version would do and whether it would begin: the facts of the whole way
// and the SQL in the order it would run. Nothing was changed. Deletes itself when closed. GUI
// thread.
class DryRunDialog final : public QDialog
{
    Q_OBJECT

public:
    DryRunDialog(const Theme &theme, const DryRun &dryRun, const MigrationsState &state,
                 const QLocale &locale, QWidget *parent = nullptr);

private:
    void addVerdict(QVBoxLayout &rows, const Theme &theme, const QString &refusal);
    void addFacts(QVBoxLayout &rows, const MigrationPreview &way, const QLocale &locale);
    void addSql(QVBoxLayout &rows, const Theme &theme, const QString &sql);
};
