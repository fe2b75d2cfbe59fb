// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/trash/trashpanel.h"

#include "models/trash/trashtext.h"
#include "views/shell/actionbutton.h"
#include "views/shell/banner.h"
#include "views/shell/dangerousactdialog.h"
#include "views/shell/emptystate.h"
#include "views/shell/filedialog.h"
#include "views/shell/firstfocus.h"
#include "views/shell/panelheader.h"
#include "views/shell/panellayout.h"
#include "views/shell/panelstate.h"
#include "views/tables/celldelegate.h"
#include "views/tables/datatable.h"
#include "views/tables/keptselection.h"
#include "views/theme/textlabel.h"
#include "views/trash/purgeact.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint8 StateVersion = 1;
constexpr int AllTimes = 0;
// By column of TrashModel. In a narrow window the reason goes first, then the time of the row.
const QList<ColumnWidth> Widths{{9, 7},   {16, 10}, {56, 16},   {18, 14, 2},
                                {18, 14}, {20, 12}, {24, 10, 1}};

// One number for each row of the three tables.
qint64 numberOf(const TrashKey &key)
{
    return key.id * qint64(std::size(AllTrashKinds)) + qint64(key.kind);
}

} // namespace

TrashPanel::TrashPanel(TrashModel &trash, const Theme &theme, QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_trash{trash}
{
    makeActions();
    // Made in the order in which Tab goes through them.
    auto *header = makeHeader();
    auto *content = new QWidget{this};
    m_banner = new Banner{theme, content};
    auto *table = makeTable();
    auto *foot = makeFoot();
    auto *rows = new QVBoxLayout{content};
    rows->setContentsMargins(12, 8, 12, 12);
    rows->setSpacing(8);
    rows->addWidget(m_banner);
    rows->addWidget(table, 1);
    rows->addWidget(foot);
    layOutPanel(*this, header, content);
    setFirstFocus(*this, *m_table);
    m_tableActions = new TableActions{*m_table, theme, *this};
    m_tableActions->setFilter(*m_filterEdit, tr("&Filter recycle bin"));
    connect(&trash, &TrashModel::pageAccepted, this, &TrashPanel::acceptPage);
    connect(&trash, &TrashModel::pageRequested, this, &TrashPanel::updateActions);
    updatePage();
}

QWidget *TrashPanel::makeHeader()
{
    auto *header = new PanelHeader{tr("Recycle bin"), this};
    m_filterEdit = header->addFilter(m_theme, tr("Filter recycle bin"));
    connect(m_filterEdit, &QLineEdit::textChanged, this, &TrashPanel::applyFilter);
    const auto choice = [&](const QString &name, const QString &accessibleName) {
        auto *box = new QComboBox{header};
        box->setObjectName(name);
        box->setAccessibleName(accessibleName);
        connect(box, &QComboBox::currentIndexChanged, this, &TrashPanel::applyFilter);
        header->addWidget(box);
        return box;
    };
    m_kinds = choice(u"kindChoice"_s, tr("Show what is of a kind"));
    m_people = choice(u"byChoice"_s, tr("Show what somebody deleted"));
    m_times = choice(u"timeChoice"_s, tr("Show what was deleted in a time"));
    m_kinds->addItem(tr("All kinds"));
    m_kinds->addItem(tr("Quotes"), int(TrashKind::Quote));
    m_kinds->addItem(tr("Rules"), int(TrashKind::Rule));
    m_kinds->addItem(tr("Alerts"), int(TrashKind::Log));
    m_people->addItem(tr("By anybody"));
    m_people->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_times->addItem(tr("All times"), AllTimes);
    m_times->addItem(tr("Last 24 hours"), 1);
    m_times->addItem(tr("Last 7 days"), 7);
    m_times->addItem(tr("Last 30 days"), 30);
    m_times->addItem(tr("Last year"), 365);
    header->addStretch();
    header->addButton(*m_purge);
    return header;
}

QWidget *TrashPanel::makeTable()
{
    m_table = new DataTable{tr("Recycle bin"), this};
    m_table->setObjectName(u"trashTable"_s);
    m_table->setModel(&m_trash);
    m_table->setItemDelegate(new CellDelegate{m_theme, m_table});
    m_table->setColumnWidths(Widths);
    m_table->addActions({m_restore, m_restoreBatch});
    const auto idOf = [this](int row) { return numberOf(m_trash.entry(row).key); };
    new KeptSelection{*m_table, idOf, [this, idOf](qint64 id) {
                          int row = m_trash.rowCount() - 1;
                          while (row >= 0 && idOf(row) != id)
                              --row;
                          return row;
                      }};
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TrashPanel::updateActions);
    connect(m_table, &QAbstractItemView::activated, m_restore, &QAction::trigger);
    connect(&m_theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    m_empty = new EmptyState{m_theme, u"recycle-bin"_s, {}, this};
    m_behind = new EmptyState{m_theme, u"migrations"_s, {}, this};
    m_pages = new QStackedWidget{this};
    for (QWidget *page : {static_cast<QWidget *>(m_table), static_cast<QWidget *>(m_empty),
                          static_cast<QWidget *>(m_behind)})
        m_pages->addWidget(page);
    return m_pages;
}

// What fits no more beside the filters of a small window, and what is done to the rows above it.
QWidget *TrashPanel::makeFoot()
{
    auto *foot = new QWidget{this};
    m_foot = new TextLabel{TextSize::Body, {}, foot};
    m_foot->setObjectName(u"selectedCount"_s);
    m_foot->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *parts = new QHBoxLayout{foot};
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(8);
    parts->addWidget(m_foot, 1);
    for (QAction *action : {m_refresh, m_undoPurge, m_export, m_restore})
        parts->addWidget(new ActionButton{*action, foot});
    return foot;
}

QList<QAction *> TrashPanel::editActions() const
{
    return QList<QAction *>{m_restore, m_restoreBatch} + m_tableActions->edit();
}

QList<QAction *> TrashPanel::viewActions() const
{
    return m_tableActions->view() + QList<QAction *>{m_refresh};
}

void TrashPanel::setDatabase(const QString &name, bool isReadOnly)
{
    m_database = name;
    m_isReadOnly = isReadOnly;
    updateActions();
}

void TrashPanel::setBehind(const QString &sentence, QAction &openMigrations)
{
    m_isBehind = !sentence.isEmpty();
    m_behind->setSentence(sentence);
    m_behind->setNextStep(openMigrations);
    if (m_isBehind)
        m_banner->clear();
    for (QWidget *filter : {static_cast<QWidget *>(m_filterEdit), static_cast<QWidget *>(m_kinds),
                            static_cast<QWidget *>(m_people), static_cast<QWidget *>(m_times)})
        filter->setEnabled(!m_isBehind);
    updatePage();
}

void TrashPanel::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    updateActions();
}

QByteArray TrashPanel::saveState() const
{
    return packedState(StateVersion, m_table->saveColumns());
}

bool TrashPanel::restoreState(const QByteArray &state)
{
    QByteArray columns;
    return unpackState(state, StateVersion, columns) && m_table->restoreColumns(columns);
}

void TrashPanel::applyFilter()
{
    const QVariant kind = m_kinds->currentData();
    m_trash.setKind(kind.isValid() ? std::optional{TrashKind(kind.toInt())} : std::nullopt);
    m_trash.setBy(m_people->currentData().toString());
    const int days = m_times->currentData().toInt();
    m_trash.setFrom(days == AllTimes ? QDateTime{} : m_trash.now().addDays(-days));
    m_trash.setText(m_filterEdit->text());
}

void TrashPanel::clearFilter()
{
    m_kinds->setCurrentIndex(0);
    m_people->setCurrentIndex(0);
    m_times->setCurrentIndex(0);
    m_filterEdit->clear();
    m_table->setFocus(Qt::OtherFocusReason);
}

void TrashPanel::acceptPage()
{
    // The choice stays, also where nothing of that person is left.
    for (const QString &name : m_trash.deleters()) {
        if (m_people->findData(name) < 0)
            m_people->addItem(tr("By %1").arg(name), name);
    }
    // Whoever restored a row goes on with the one after it.
    if (m_next >= 0 && m_trash.rowCount() > 0 && !m_table->currentIndex().isValid())
        m_table->selectRow(std::min(std::exchange(m_next, -1), m_trash.rowCount() - 1));
    updatePage();
}

void TrashPanel::updatePage()
{
    const bool isEmpty = m_trash.hasAnswer() && m_trash.rowCount() == 0;
    if (isEmpty && m_trash.isFiltered()) {
        const QString text = m_trash.request().text;
        m_empty->setSentence(text.isEmpty()
                                     ? tr("Nothing of that kind, person and time was deleted.")
                                     : tr("Nothing that was deleted contains '%1'.").arg(text));
        m_empty->setNextStep(*m_clearFilter);
    } else if (isEmpty) {
        m_empty->setSentence(tr("What is deleted waits here, with who deleted it and when, until "
                                "it is restored or purged. Nothing is deleted."));
    }
    const bool hadFocus = m_table->hasFocus();
    QWidget *const table = m_table;
    m_pages->setCurrentWidget(m_isBehind ? m_behind : isEmpty ? m_empty : table);
    if (isEmpty && hadFocus)
        m_filterEdit->setFocus(Qt::OtherFocusReason);
    updateActions();
}

QString TrashPanel::newFolder() const
{
    return QDir{m_exportFolder}.filePath(
            m_trash.now().toUTC().toString(u"yyyy-MM-dd'T'HHmmss'Z'"_s));
}

void TrashPanel::askPurge()
{
    const QString folder = newFolder();
    DangerousAct act = purgeAct(wantedCounts(), wantedText(), folder);
    act.nameToType = m_database;
    auto *dialog = new DangerousActDialog{m_theme, act, window()};
    connect(dialog, &QDialog::accepted, this,
            [this, folder, rows = wanted()] { emit purgeRequested(folder, rows); });
    dialog->open();
}

void TrashPanel::chooseExport()
{
    auto *dialog = new FileDialog{this, tr("Choose the export of what was purged"), m_exportFolder};
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &TrashPanel::undoPurgeRequested);
    dialog->open();
}

void TrashPanel::noteNext()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    m_next = std::min_element(rows.cbegin(), rows.cend())->row();
}

QString TrashPanel::selectedBatch() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const auto batchOf = [this](const QModelIndex &index) {
        return m_trash.entry(index.row()).mark.batch;
    };
    if (rows.isEmpty() || !std::ranges::all_of(rows, [&](const QModelIndex &index) {
            return batchOf(index) == batchOf(rows.constFirst());
        }))
        return {};
    return batchOf(rows.constFirst());
}

QList<TrashKey> TrashPanel::selected() const
{
    QList<TrashKey> keys;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        keys.append(m_trash.entry(index.row()).key);
    return keys;
}
