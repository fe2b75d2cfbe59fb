// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tables/datatable.h"

#include "models/cellrole.h"
#include "views/tables/celldelegate.h"
#include "views/tables/columnmenu.h"
#include "views/tables/digitcells.h"
#include "views/tables/tableheader.h"
#include "views/theme/typescale.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QDataStream>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMap>
#include <QMenu>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

DataTable::DataTable(const QString &name, QWidget *parent)
    : QTableView{parent}
{
    setAccessibleName(name);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setWordWrap(false);
    setTabKeyNavigation(false); // one stop: arrows move inside
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);

    auto *header = new TableHeader{this};
    setHorizontalHeader(header);
    connect(header, &QHeaderView::customContextMenuRequested, this, [this](const QPoint &place) {
        auto *menu = new ColumnMenu{*this, this};
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(horizontalHeader()->viewport()->mapToGlobal(place));
    });
    connect(header, &TableHeader::columnSized, this, [this] { m_isByHand = true; });
    connect(header, &QHeaderView::sortIndicatorChanged, this, &DataTable::fitColumns);
    fitToFont();
}

void DataTable::setColumnWidths(const QList<ColumnWidth> &widths)
{
    m_widths = widths;
    resetColumns();
}

int DataTable::leastWidth() const
{
    int width = 2 * frameWidth() + style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    for (int column = 0; column < m_widths.size(); ++column)
        width += pixels(column, m_widths.at(column).least);
    return width;
}

void DataTable::setColumnShown(int column, bool isShown)
{
    m_isByHand = true;
    horizontalHeader()->setSectionHidden(column, !isShown);
    if (isShown && column < m_widths.size())
        horizontalHeader()->resizeSection(column, pixels(column, m_widths.at(column).wanted));
}

QByteArray DataTable::saveColumns() const
{
    QByteArray state;
    QDataStream stream{&state, QIODevice::WriteOnly};
    stream << m_isByHand << horizontalHeader()->saveState();
    return state;
}

bool DataTable::restoreColumns(const QByteArray &state)
{
    QDataStream stream{state};
    bool isByHand = false;
    QByteArray header;
    stream >> isByHand >> header;
    m_isFitting = true;
    const bool isRestored =
            stream.status() == QDataStream::Ok && horizontalHeader()->restoreState(header);
    m_isFitting = false;
    if (isRestored)
        m_isByHand = isByHand;
    fitColumns();
    return isRestored;
}

void DataTable::resetColumns()
{
    QHeaderView *header = horizontalHeader();
    for (int column = 0; column < header->count(); ++column)
        header->moveSection(header->visualIndex(column), column);
    m_isByHand = false;
    fitColumns();
}

QString DataTable::selectedText() const
{
    if (!selectionModel())
        return {};
    QList<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        rows << index.row();
    std::sort(rows.begin(), rows.end());

    const QHeaderView *header = horizontalHeader();
    QString text;
    for (const int row : rows) {
        QStringList cells;
        for (int visual = 0; visual < header->count(); ++visual) {
            const int column = header->logicalIndex(visual);
            if (header->isSectionHidden(column))
                continue;
            const QModelIndex index = model()->index(row, column);
            const QVariant raw = index.data(CellRole::Raw);
            QString cell = (raw.isValid() ? raw : index.data()).toString();
            cells << cell.replace(u'\t', u' ').replace(u'\n', u' ');
        }
        text += cells.join(u'\t') + u'\n';
    }
    return text;
}

void DataTable::copyRows()
{
    if (const QString text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

bool DataTable::event(QEvent *event)
{
    // Ctrl+C is also a command of the window; where a table has the focus it means these rows.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        event->accept();
        return true;
    }
    return QTableView::event(event);
}

void DataTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitToFont();
}

void DataTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void DataTable::keyPressEvent(QKeyEvent *event)
{
    // Not every platform turns the keys for a context menu into one.
    const bool wantsMenu = event->key() == Qt::Key_Menu ||
                           (event->key() == Qt::Key_F10 && event->modifiers() == Qt::ShiftModifier);
    if (event->matches(QKeySequence::Copy))
        copyRows();
    else if (wantsMenu)
        openMenu(viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft()));
    else
        QTableView::keyPressEvent(event);
}

void DataTable::contextMenuEvent(QContextMenuEvent *event)
{
    openMenu(event->reason() == QContextMenuEvent::Keyboard
                     ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft())
                     : event->globalPos());
}

void DataTable::openMenu(const QPoint &place)
{
    auto *menu = new QMenu{this};
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true); // a disabled action says why
    if (!actions().isEmpty()) {
        menu->addActions(actions());
        menu->addSeparator();
    }
    //: Copies the selected rows of the table.
    QAction *copy = menu->addAction(tr("&Copy rows"), this, &DataTable::copyRows);
    copy->setShortcut(QKeySequence::Copy);
    copy->setEnabled(selectionModel() && selectionModel()->hasSelection());
    auto *columns = new ColumnMenu{*this, menu};
    columns->setTitle(tr("C&olumns"));
    menu->addMenu(columns);
    menu->popup(place);
}

QModelIndex DataTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    // Rows are what is chosen here, so Home and End mean the first and the last row.
    const bool isEdge = action == MoveHome || action == MoveEnd;
    return QTableView::moveCursor(action, isEdge ? modifiers | Qt::ControlModifier : modifiers);
}

void DataTable::fitToFont()
{
    const QFontMetrics metrics = fontMetrics();
    verticalHeader()->setMinimumSectionSize(::rowHeight(metrics));
    verticalHeader()->setDefaultSectionSize(::rowHeight(metrics));
    QFont headerFont = font();
    headerFont.setWeight(QFont::DemiBold);
    horizontalHeader()->setFont(headerFont);

    const qreal width = DigitCells{font()}.cell();
    if (m_isByHand && m_digitWidth > 0) {
        QHeaderView *header = horizontalHeader();
        for (int column = 0; column < header->count(); ++column) {
            if (!header->isSectionHidden(column))
                header->resizeSection(column,
                                      qRound(header->sectionSize(column) * width / m_digitWidth));
        }
    }
    m_digitWidth = width;
    fitColumns();
}

void DataTable::fitColumns()
{
    QHeaderView *header = horizontalHeader();
    if (m_isFitting || m_isByHand || m_widths.size() != header->count())
        return;
    m_isFitting = true;
    const int room = viewport()->width();
    showFitting(room);
    int wanted = 0;
    int least = 0;
    for (int column = 0; column < header->count(); ++column) {
        if (header->isSectionHidden(column))
            continue;
        wanted += pixels(column, m_widths.at(column).wanted);
        least += pixels(column, m_widths.at(column).least);
    }
    const qreal share =
            wanted > least ? std::clamp(qreal(room - least) / (wanted - least), 0.0, 1.0) : 1.0;
    for (int column = 0; column < header->count(); ++column) {
        if (header->isSectionHidden(column))
            continue;
        const int narrow = pixels(column, m_widths.at(column).least);
        const int wide = pixels(column, m_widths.at(column).wanted);
        header->resizeSection(column, narrow + int(share * (wide - narrow)));
    }
    m_isFitting = false;
}

void DataTable::showFitting(int room)
{
    int least = 0;
    QMap<int, int> leaving; // by order
    for (int column = 0; column < m_widths.size(); ++column) {
        least += pixels(column, m_widths.at(column).least);
        if (m_widths.at(column).leaves > 0)
            leaving.insert(m_widths.at(column).leaves, column);
    }
    QSet<int> gone;
    for (const int column : std::as_const(leaving)) {
        if (least <= room)
            break;
        least -= pixels(column, m_widths.at(column).least);
        gone.insert(column);
    }
    for (int column = 0; column < m_widths.size(); ++column)
        horizontalHeader()->setSectionHidden(column, gone.contains(column));
}

int DataTable::pixels(int column, int digits) const
{
    const auto *header = static_cast<const TableHeader *>(horizontalHeader());
    return std::max(qRound(digits * m_digitWidth) + 2 * CellDelegate::Inset,
                    header->sectionSizeFromContents(column).width());
}
