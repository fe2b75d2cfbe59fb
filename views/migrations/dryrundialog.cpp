// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/migrations/dryrundialog.h"

#include "models/migrations/migrationtext.h"
#include "views/shell/factlist.h"
#include "views/sql/sqlview.h"
#include "views/tables/stateicon.h"
#include "views/theme/textlabel.h"
#include "views/theme/typescale.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScreen>

using namespace Qt::Literals::StringLiterals;

DryRunDialog::DryRunDialog(const Theme &theme, const DryRun &dryRun, const MigrationsState &state,
                           const QLocale &locale, QWidget *parent)
    : QDialog{parent}
{
    setObjectName(u"dryRunDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Dry run of %1, from version %2 to %3")
                           .arg(state.database)
                           .arg(dryRun.from)
                           .arg(dryRun.to));
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(12);
    auto *title = new TextLabel{TextSize::Section, windowTitle(), this};
    title->setWordWrap(true);
    rows->addWidget(title);
    addVerdict(*rows, theme, dryRun.refusal);
    if (const MigrationPreview way = state.wholeWay(dryRun.to); way.statements > 0)
        addFacts(*rows, way, locale);
    addSql(*rows, theme, dryRun.sql);
    resize(QSize{grown(720), grown(560)}.boundedTo(screen()->availableSize() * 9 / 10));
}

void DryRunDialog::addVerdict(QVBoxLayout &rows, const Theme &theme, const QString &refusal)
{
    const CellState state = refusal.isEmpty() ? CellState::Ok : CellState::Failed;
    auto *icon = new QLabel{this};
    icon->setPixmap(stateIcon(theme, state).pixmap(smallIconSize()));
    auto *verdict = new TextLabel{
            TextSize::Body,
            refusal.isEmpty() ? tr("Nothing stands in its way. Nothing was changed.")
                              : tr("It would not begin: %1 Nothing was changed.").arg(refusal),
            this};
    verdict->setObjectName(u"dryRunVerdict"_s);
    verdict->setWordWrap(true);
    setAccessibleDescription(verdict->text());
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(icon, 0, Qt::AlignTop);
    row->addWidget(verdict, 1);
    rows.addLayout(row);
}

void DryRunDialog::addFacts(QVBoxLayout &rows, const MigrationPreview &way, const QLocale &locale)
{
    QList<QPair<QString, QString>> lines;
    const QList<MigrationFact> facts = previewFacts(way, locale);
    for (const MigrationFact &fact : facts)
        lines.append({fact.name, fact.value});
    auto *list = new FactList{this};
    list->setObjectName(u"dryRunFacts"_s);
    list->setFacts(lines);
    rows.addWidget(list);
}

void DryRunDialog::addSql(QVBoxLayout &rows, const Theme &theme, const QString &sql)
{
    auto *view = new SqlView{theme, tr("SQL that would run"), this};
    view->setObjectName(u"dryRunSql"_s);
    view->setSql(sql);
    rows.addWidget(view, 1);
    auto *copy = new QPushButton{theme.icon(u"copy"_s), tr("Co&py SQL"), this};
    copy->setObjectName(u"copySqlButton"_s);
    connect(copy, &QPushButton::clicked, view, &SqlView::copyAll);
    auto *close = new QPushButton{tr("Close"), this};
    close->setObjectName(u"closeButton"_s);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(copy);
    buttons->addStretch(1);
    buttons->addWidget(close);
    rows.addLayout(buttons);
}
