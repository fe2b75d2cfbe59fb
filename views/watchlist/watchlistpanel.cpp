// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/watchlist/watchlistpanel.h"

#include "views/quotes/agedelegate.h"
#include "views/quotes/changedelegate.h"
#include "views/shell/actionbutton.h"
#include "views/shell/banner.h"
#include "views/shell/emptystate.h"
#include "views/shell/firstfocus.h"
#include "views/shell/panelheader.h"
#include "views/tables/datatable.h"
#include "views/theme/typescale.h"
#include "views/watchlist/targetdelegate.h"
#include "views/watchlist/watchdialog.h"

#include <QAction>
#include <QDataStream>
#include <QIODevice>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint8 StateVersion = 1;
// By column of WatchlistModel. In a narrow window the currency goes first, then name and note.
const QList<ColumnWidth> Widths{{17, 14}, {18, 10, 2}, {18, 15},   {18, 15}, {12, 10},
                                {11, 9},  {10, 8, 1},  {26, 8, 3}, {13, 10}};

} // namespace

WatchlistPanel::WatchlistPanel(WatchlistModel &watchlist, const Theme &theme, QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_watchlist{watchlist}
    , m_symbols{[] { return QStringList{}; }}
{
    m_filter.setSourceModel(&watchlist);
    makeActions();
    // Made in the order in which Tab goes through them.
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeHeader());
    auto *content = new QVBoxLayout;
    content->setContentsMargins(12, 8, 12, 12);
    content->setSpacing(8);
    m_banner = new Banner{theme, this};
    content->addWidget(m_banner);
    content->addWidget(makeTable(), 1);
    rows->addLayout(content, 1);
    setFirstFocus(*this, *m_table);
    m_tableActions = new TableActions{*m_table, theme, *this};
    m_tableActions->setFilter(*m_filterEdit, tr("&Filter watchlist"));
    connect(&watchlist, &WatchlistModel::watchlistAccepted, this, &WatchlistPanel::updatePage);
    connect(&watchlist, &WatchlistModel::editRequested, this, &WatchlistPanel::editRequested);
    updatePage();
}

void WatchlistPanel::makeActions()
{
    const auto make = [this](const QString &name, const QString &icon, const QString &text,
                             const QKeySequence &keys, auto act) {
        auto *action = new QAction{icon.isEmpty() ? QIcon{} : m_theme.icon(icon), text, this};
        action->setObjectName(name);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        return action;
    };
    m_add = make(u"addWatched"_s, u"add"_s, tr("&Add symbol…"), QKeySequence::New,
                 &WatchlistPanel::addSymbol);
    m_add->setIconText(tr("Add symbol…"));
    m_editTarget =
            make(u"editTarget"_s, {}, tr("Edit &target"), Qt::Key_F2, &WatchlistPanel::editTarget);
    m_edit = make(u"editWatched"_s, {}, tr("&Edit target and note…"), {},
                  &WatchlistPanel::editEntry);
    m_edit->setIconText(tr("Edit…"));
    m_remove = make(u"removeWatched"_s, {}, tr("&Remove from watchlist"), QKeySequence::Delete,
                    [this] {
                        QStringList symbols;
                        for (const WatchedSymbol &watched : selected())
                            symbols.append(watched.symbol);
                        if (!symbols.isEmpty())
                            emit removeRequested(symbols);
                    });
    m_remove->setIconText(tr("Remove"));
    m_open = make(u"openWatched"_s, u"prices"_s, tr("&Open in Prices"), {}, [this] {
        if (const QList<WatchedSymbol> watched = selected(); watched.size() == 1)
            emit openRequested(watched.constFirst().symbol);
    });
    m_alert = make(u"alertAtTarget"_s, u"alerts"_s, tr("&New alert at the target"), {}, [this] {
        if (const QList<WatchedSymbol> watched = selected();
            watched.size() == 1 && watched.constFirst().target)
            emit alertRequested(watched.constFirst().symbol, *watched.constFirst().target);
    });
    m_alert->setVisible(false);
    m_clearFilter = new QAction{tr("Clear filter"), this};
    m_clearFilter->setObjectName(u"clearFilter"_s);
    connect(m_clearFilter, &QAction::triggered, this, [this] {
        m_filterEdit->clear();
        m_table->setFocus(Qt::OtherFocusReason);
    });
}

QWidget *WatchlistPanel::makeHeader()
{
    auto *header = new PanelHeader{tr("Watchlist"), this};
    m_filterEdit = header->addFilter(m_theme, tr("Filter watchlist"));
    connect(m_filterEdit, &QLineEdit::textChanged, this, &WatchlistPanel::applyFilter);
    header->addStretch();
    header->addButton(*m_edit);
    header->addButton(*m_remove);
    header->addSeparator();
    header->addButton(*m_add)->setDefault(true);
    return header;
}

QWidget *WatchlistPanel::makeTable()
{
    m_table = new DataTable{tr("Watchlist"), this};
    m_table->setObjectName(u"watchlistTable"_s);
    m_table->setModel(&m_filter);
    m_table->setEditTriggers(QAbstractItemView::SelectedClicked);
    m_table->setItemDelegate(new CellDelegate{m_theme, m_table});
    m_table->setItemDelegateForColumn(WatchlistModel::LastColumn,
                                      new NumberDelegate{m_theme, Price::Decimals, m_table});
    m_table->setItemDelegateForColumn(WatchlistModel::TargetColumn,
                                      new TargetDelegate{m_theme, m_watchlist.locale(), m_table});
    m_table->setItemDelegateForColumn(WatchlistModel::DistanceColumn,
                                      new NumberDelegate{m_theme, 0, m_table});
    m_table->setItemDelegateForColumn(WatchlistModel::DayColumn,
                                      new ChangeDelegate{m_theme, m_table});
    m_table->setItemDelegateForColumn(WatchlistModel::AgeColumn, new AgeDelegate{m_theme, m_table});
    m_table->setColumnWidths(Widths);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(WatchlistModel::SymbolColumn, Qt::AscendingOrder);
    auto *line = new QAction{m_table};
    line->setSeparator(true);
    m_table->addActions({m_open, m_alert, line, m_editTarget, m_edit, m_remove});
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &WatchlistPanel::updateActions);
    connect(m_table, &QAbstractItemView::activated, m_open, &QAction::trigger);
    connect(&m_theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    m_empty = new EmptyState{m_theme, u"watchlist"_s, {}, this};
    m_pages = new QStackedWidget{this};
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);
    return m_pages;
}

QList<QAction *> WatchlistPanel::editActions() const
{
    QList<QAction *> actions{m_add, m_editTarget, m_edit, m_remove};
    if (m_isAlertOffered)
        actions.append(m_alert);
    return actions + m_tableActions->edit();
}

QList<QAction *> WatchlistPanel::viewActions() const
{
    return QList<QAction *>{m_open} + m_tableActions->view();
}

void WatchlistPanel::setAlertOffered(bool isOffered)
{
    m_isAlertOffered = isOffered;
    m_alert->setVisible(isOffered);
}

void WatchlistPanel::setBehind(const QString &sentence, QAction &openMigrations)
{
    m_behind = sentence;
    m_openMigrations = &openMigrations;
    if (isBehind())
        m_banner->clear();
    updatePage();
}

QByteArray WatchlistPanel::saveState() const
{
    QByteArray state;
    QDataStream stream{&state, QIODevice::WriteOnly};
    stream << StateVersion << m_table->saveColumns();
    return state;
}

bool WatchlistPanel::restoreState(const QByteArray &state)
{
    QDataStream stream{state};
    quint8 version = 0;
    QByteArray columns;
    stream >> version;
    if (version != StateVersion)
        return false;
    stream >> columns;
    return stream.status() == QDataStream::Ok && m_table->restoreColumns(columns);
}

void WatchlistPanel::addSymbol()
{
    openDialog({});
}

void WatchlistPanel::editEntry()
{
    if (const QList<WatchedSymbol> watched = selected(); watched.size() == 1)
        openDialog(watched.constFirst());
}

void WatchlistPanel::editTarget()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.size() != 1)
        return;
    const QModelIndex target = rows.constFirst().siblingAtColumn(WatchlistModel::TargetColumn);
    if (m_table->isColumnHidden(target.column())) { // nothing to write in
        editEntry();
        return;
    }
    m_table->setCurrentIndex(target);
    m_table->edit(target);
}

void WatchlistPanel::openDialog(const WatchedSymbol &watched)
{
    auto *dialog = new WatchDialog{m_theme, m_watchlist.locale(), watched, m_symbols(), window()};
    connect(dialog, &WatchDialog::entered, this,
            [this, isNew = watched.symbol.isEmpty()](const WatchedSymbol &entered) {
                if (isNew)
                    emit addRequested(entered);
                else
                    emit editRequested(entered);
            });
    dialog->open();
}

void WatchlistPanel::applyFilter()
{
    m_filter.setText(m_filterEdit->text());
    updatePage();
}

void WatchlistPanel::updateActions()
{
    const QList<WatchedSymbol> watched = selected();
    const QString none = watched.isEmpty() ? tr("Select a symbol first") : QString{};
    const QString problem = watched.size() > 1 ? tr("Select a single symbol") : none;
    const auto set = [](QAction &action, const QString &why, const QString &what) {
        action.setEnabled(why.isEmpty());
        action.setToolTip(why.isEmpty() ? what : why);
    };
    set(*m_remove, none, tr("Takes the symbol off the list; it can be undone"));
    set(*m_edit, problem, tr("Changes target and note"));
    set(*m_editTarget, problem, tr("Writes the target in its cell"));
    set(*m_open, problem, tr("Shows the price and the chart"));
    const bool hasNoTarget = problem.isEmpty() && !watched.constFirst().target;
    set(*m_alert, hasNoTarget ? tr("There is no target yet") : problem,
        tr("Tells you when the price is there"));
    set(*m_add, m_behind, tr("Watches a coin, share or fund"));
}

void WatchlistPanel::updatePage()
{
    const bool isEmpty = m_watchlist.hasAnswer() && m_watchlist.rowCount() == 0;
    const bool hasNoHits = !m_filter.text().isEmpty() && m_filter.rowCount() == 0 && !isEmpty;
    if (isBehind()) {
        m_empty->setSentence(m_behind);
        m_empty->setNextStep(*m_openMigrations);
    } else if (isEmpty) {
        m_empty->setSentence(tr("The coins, shares and funds that you keep an eye on are listed "
                                "here, each with its price and how far your target is."));
        m_empty->setNextStep(*m_add);
    } else if (hasNoHits) {
        m_empty->setSentence(tr("Nothing on the watchlist contains '%1'.").arg(m_filter.text()));
        m_empty->setNextStep(*m_clearFilter);
    }
    m_pages->setCurrentIndex(isBehind() || isEmpty || hasNoHits ? 1 : 0);
    m_filterEdit->setEnabled(!isBehind() && !isEmpty);
    m_filterEdit->setToolTip(m_filterEdit->isEnabled() ? QString{}
                                                       : tr("There is nothing to filter yet"));
    updateActions();
}

QList<WatchedSymbol> WatchlistPanel::selected() const
{
    QList<WatchedSymbol> watched;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        watched.append(m_watchlist.at(m_filter.mapToSource(index).row()).watched);
    return watched;
}
