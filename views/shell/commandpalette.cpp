// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/commandpalette.h"

#include "views/shell/commandmodel.h"
#include "views/theme/theme.h"
#include "views/theme/typescale.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyleOption>
#include <QStylePainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int rowsInSight = 12;

// Name at the left, menu and keys at the right.
class CommandDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const QString place = index.data(CommandModel::PlaceRole).toString();
        const QString keys = index.data(CommandModel::ShortcutRole).toString();
        const bool isSelected = option.state & QStyle::State_Selected;
        painter->save();
        painter->setFont(textFont(TextSize::Secondary));
        painter->setPen(option.palette.color(isSelected ? QPalette::HighlightedText
                                                        : QPalette::PlaceholderText));
        const QRect room = option.rect.adjusted(8, 0, -8, 0);
        const int name = QStyledItemDelegate::sizeHint(option, index).width();
        painter->drawText(
                room, QStyle::visualAlignment(option.direction, Qt::AlignRight) | Qt::AlignVCenter,
                painter->fontMetrics().elidedText(keys.isEmpty() ? place : place + u"   "_s + keys,
                                                  Qt::ElideRight, room.width() - name));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(),
                rowHeight(option.fontMetrics)};
    }
};

} // namespace

CommandPalette::CommandPalette(const Theme &theme, std::unique_ptr<CommandModel> commands,
                               QWidget *parent)
    : QDialog{parent, Qt::Dialog | Qt::FramelessWindowHint}
    , m_commands{std::move(commands)}
    , m_edit{new QLineEdit{this}}
    , m_list{new QListView{this}}
{
    setObjectName(u"commandPalette"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Find command"));
    m_edit->setObjectName(u"paletteEdit"_s);
    m_edit->setAccessibleName(tr("Find command, panel or symbol"));
    m_edit->setPlaceholderText(tr("Command, panel or symbol"));
    m_edit->addAction(theme.icon(u"search"_s), QLineEdit::LeadingPosition);
    m_edit->installEventFilter(this);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("Commands found"));
    m_list->setModel(m_commands.get());
    m_list->setItemDelegate(new CommandDelegate{this});
    m_list->setUniformItemSizes(true);
    m_list->setIconSize({smallIconSize(), smallIconSize()});
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFocusPolicy(Qt::NoFocus); // keys stay in the edit

    auto *column = new QVBoxLayout{this};
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(m_edit);
    column->addWidget(m_list);
    m_list->setFixedHeight(rowsInSight * rowHeight(m_list->fontMetrics()) + 2);
    resize(grown(480), sizeHint().height());
    const QWidget *window = parent->window();
    move(window->mapToGlobal(QPoint{(window->width() - width()) / 2, window->height() / 8}));

    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_commands->setQuery(text.trimmed());
        select(0);
    });
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
    connect(m_commands.get(), &CommandModel::symbolChosen, this, &CommandPalette::symbolChosen);
    connect(m_commands.get(), &CommandModel::refused, this, &CommandPalette::refused);
    select(0);
}

CommandPalette::~CommandPalette() = default;

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const int row = m_list->currentIndex().row();
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
        select(row + 1);
        return true;
    case Qt::Key_Up:
        select(row - 1);
        return true;
    case Qt::Key_PageDown:
        select(row + rowsInSight);
        return true;
    case Qt::Key_PageUp:
        select(row - rowsInSight);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run();
        return true;
    default:
        return QDialog::eventFilter(watched, event);
    }
}

bool CommandPalette::event(QEvent *event)
{
    // A click beside it means: not this.
    if (event->type() == QEvent::WindowDeactivate && isVisible())
        reject();
    return QDialog::event(event);
}

void CommandPalette::paintEvent(QPaintEvent *event)
{
    QDialog::paintEvent(event);
    QStylePainter painter{this}; // it has no frame of the window manager's
    QStyleOption frame;
    frame.initFrom(this);
    painter.drawPrimitive(QStyle::PE_Frame, frame);
}

void CommandPalette::select(int row)
{
    const int last = m_commands->rowCount() - 1;
    // The view itself would pass over what cannot be used, and over why.
    const QModelIndex index = m_commands->index(qBound(0, row, qMax(0, last)));
    m_list->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    m_list->scrollTo(index);
}

void CommandPalette::run()
{
    const QModelIndex chosen = m_list->currentIndex();
    if (!(chosen.flags() & Qt::ItemIsEnabled)) // its row says why
        return;
    accept(); // first, so that the focus is back where the action expects it
    m_commands->run(chosen);
}
