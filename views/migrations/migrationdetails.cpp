// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/migrations/migrationdetails.h"

#include "models/migrations/migrationtext.h"
#include "views/shell/emptystate.h"
#include "views/shell/factlist.h"
#include "views/sql/sqlview.h"
#include "views/tables/stateicon.h"
#include "views/theme/textlabel.h"

#include <QAction>
#include <QGridLayout>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStringListModel>
#include <QTabBar>
#include <QTabWidget>

using namespace Qt::Literals::StringLiterals;

MigrationDetails::MigrationDetails(QAction &lookAt, QLocale locale, const Theme &theme,
                                   QWidget *parent)
    : QWidget{parent}
    , m_locale{std::move(locale)}
    , m_theme{theme}
    , m_tabs{new QTabWidget{this}}
{
    m_tabs->setObjectName(u"migrationTabs"_s);
    m_tabs->tabBar()->setAccessibleName(tr("Parts of the migration"));
    m_up = makeSqlPage(tr("SQL, up"), lookAt);
    m_up.view->setObjectName(u"upSql"_s);
    m_down = makeSqlPage(tr("SQL, down"), lookAt);
    m_down.view->setObjectName(u"downSql"_s);
    m_tabs->addTab(m_up.pages, tr("SQL, up"));
    m_tabs->addTab(m_down.pages, tr("SQL, down"));
    m_tabs->addTab(makeEffectPage(), tr("What it does"));
    m_tabs->addTab(makeDriftPage(), {});
    connect(m_tabs, &QTabWidget::currentChanged, this, &MigrationDetails::showFoot);

    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_tabs, 1);
    rows->addWidget(makeFoot());
    setMinimumSize(grown(300), grown(200));
    setMigration({}, 0);
    connect(&theme, &Theme::changed, this, &MigrationDetails::showEffect);
}

MigrationDetails::SqlPage MigrationDetails::makeSqlPage(const QString &name, QAction &lookAt)
{
    auto *pages = new QStackedWidget{m_tabs};
    auto *view = new SqlView{m_theme, name, pages};
    view->setFrameShape(QFrame::NoFrame); // the tabs have one
    auto *empty = new EmptyState{m_theme, u"log"_s,
                                 tr("This script was not read yet. A dry run shows it."), pages};
    empty->setNextStep(lookAt);
    pages->addWidget(view);
    pages->addWidget(empty);
    return {pages, view};
}

QWidget *MigrationDetails::makeEffectPage()
{
    m_effect = new QScrollArea{m_tabs};
    m_effect->setObjectName(u"effect"_s);
    m_effect->setFrameShape(QFrame::NoFrame);
    m_effect->setWidgetResizable(true);
    m_effect->setBackgroundRole(QPalette::Base);
    m_effect->setFocusPolicy(Qt::StrongFocus); // long lists of warnings scroll by key
    m_effect->setAccessibleName(tr("What it does"));
    return m_effect;
}

QWidget *MigrationDetails::makeDriftPage()
{
    m_drift = new QStringListModel{this};
    m_driftList = new QListView{m_tabs};
    m_driftList->setObjectName(u"driftList"_s);
    m_driftList->setAccessibleName(tr("Drift"));
    m_driftList->setFrameShape(QFrame::NoFrame);
    m_driftList->setModel(m_drift);
    m_driftList->setWordWrap(true);
    m_driftList->setResizeMode(QListView::Adjust);
    m_driftList->setSpacing(4);
    m_driftList->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_driftPages = new QStackedWidget{m_tabs};
    m_driftPages->addWidget(m_driftList);
    m_driftPages->addWidget(new EmptyState{
            m_theme, u"shield"_s, tr("Every table, column and index is as the migrations made it."),
            m_driftPages});
    return m_driftPages;
}

QWidget *MigrationDetails::makeFoot()
{
    m_foot = new QWidget{this};
    m_facts = new FactList{m_foot};
    m_facts->setObjectName(u"facts"_s);
    m_copy = new QPushButton{m_theme.icon(u"copy"_s), {}, m_foot};
    m_copy->setAccessibleName(tr("Copy SQL"));
    m_copy->setToolTip(tr("Copies the whole script"));
    m_copy->setObjectName(u"copySqlButton"_s);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { (m_tabs->currentIndex() == DownTab ? m_down : m_up).view->copyAll(); });
    auto *row = new QHBoxLayout{m_foot};
    row->setContentsMargins(12, 8, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_facts, 1);
    row->addWidget(m_copy, 0, Qt::AlignTop);
    return m_foot;
}

void MigrationDetails::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_copy->setText(width() < grown(420) ? QString{} : tr("Copy SQL"));
}

void MigrationDetails::setMigration(const MigrationsState &state, int version)
{
    m_state = state;
    m_version = version;
    showSql(m_up, m_state.preview(version, Direction::Up));
    showSql(m_down, m_state.preview(version, Direction::Down));
    showEffect();
    showDrift(state.status ? state.status->drift : QStringList{});
    showFoot();
}

void MigrationDetails::showDrift()
{
    m_tabs->setCurrentIndex(DriftTab);
    m_driftList->setFocus(Qt::OtherFocusReason);
}

const MigrationPreview *MigrationDetails::shownPreview() const
{
    const int tab = m_tabs->currentIndex();
    if (tab == DownTab)
        return m_state.preview(m_version, Direction::Down);
    return tab == UpTab ? m_state.preview(m_version, Direction::Up) : nullptr;
}

void MigrationDetails::showSql(const SqlPage &page, const MigrationPreview *preview)
{
    page.view->setSql(preview ? preview->sql : QString{});
    page.pages->setCurrentIndex(preview || m_version == 0 ? 0 : 1);
}

void MigrationDetails::showEffect()
{
    auto *content = new QWidget; // replaces the old page, which the scroll area deletes
    content->setBackgroundRole(QPalette::Base);
    auto *rows = new QVBoxLayout{content};
    rows->setContentsMargins(12, 10, 12, 10);
    rows->setSpacing(8);
    bool isKnown = false;
    for (const Direction direction : {Direction::Up, Direction::Down}) {
        if (const MigrationPreview *preview = m_state.preview(m_version, direction)) {
            addEffect(*rows, *preview);
            isKnown = true;
        }
    }
    if (!isKnown) {
        auto *label = new TextLabel{TextSize::Body,
                                    m_version == 0 ? tr("Select a migration to see what it does.")
                                                   : tr("What it does is not known yet. A dry run "
                                                        "shows it and changes nothing."),
                                    content};
        label->setWordWrap(true);
        label->setQuiet(true);
        rows->addWidget(label);
    }
    rows->addStretch(1);
    m_effect->setWidget(content);
}

void MigrationDetails::addEffect(QVBoxLayout &rows, const MigrationPreview &preview)
{
    QWidget *content = rows.parentWidget();
    auto *heading = new TextLabel{TextSize::Body,
                                  preview.direction == Direction::Up
                                          ? tr("Up, to version %1").arg(preview.version)
                                          : tr("Down, to version %1").arg(preview.version - 1),
                                  content};
    heading->setFont(strongFont());
    rows.addWidget(heading);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    int row = 0;
    const QList<MigrationFact> facts = previewSentences(preview, m_locale);
    for (const MigrationFact &fact : facts) {
        auto *name = new TextLabel{TextSize::Body, fact.name, content};
        name->setQuiet(true);
        auto *value = new TextLabel{TextSize::Body, fact.value, content};
        value->setWordWrap(true);
        grid->addWidget(name, row, 0, Qt::AlignTop);
        grid->addWidget(value, row++, 1);
    }
    for (const QString &warning : preview.warnings) {
        auto *icon = new QLabel{content};
        icon->setPixmap(stateIcon(m_theme, CellState::Warning).pixmap(smallIconSize()));
        icon->setAccessibleName(tr("Warning"));
        auto *text = new TextLabel{TextSize::Body, warning, content};
        text->setWordWrap(true);
        grid->addWidget(icon, row, 0, Qt::AlignTop | Qt::AlignRight);
        grid->addWidget(text, row++, 1);
    }
    rows.addLayout(grid);
    rows.addSpacing(8);
}

void MigrationDetails::showDrift(const QStringList &drift)
{
    if (drift != m_drift->stringList())
        m_drift->setStringList(drift);
    m_driftPages->setCurrentIndex(drift.isEmpty() ? 1 : 0);
    m_tabs->setTabText(DriftTab, tr("Drift (%1)").arg(m_locale.toString(drift.size())));
}

void MigrationDetails::showFoot()
{
    const MigrationPreview *preview = shownPreview();
    m_foot->setVisible(preview != nullptr);
    if (!preview)
        return;
    QList<QPair<QString, QString>> facts;
    const QList<MigrationFact> all = previewFacts(*preview, m_locale);
    for (const MigrationFact &fact : all)
        facts.append({fact.name, fact.value});
    m_facts->setFacts(facts);
}
