// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/rail.h"

#include "views/shell/databasebutton.h"
#include "views/shell/raildelegate.h"
#include "views/theme/theme.h"
#include "views/theme/typescale.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QKeySequence>
#include <QPainter>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int designWidth = 172;
constexpr int compactWidth = 44;

} // namespace

Rail::Rail(const Theme &theme, QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_model{new QStandardItemModel{this}}
    , m_view{new QTreeView{this}}
    , m_delegate{new RailDelegate{theme, this}}
    , m_database{new DatabaseButton{theme, this}}
{
    setObjectName(u"rail"_s);
    m_view->setObjectName(u"railView"_s);
    m_view->setAccessibleName(tr("Panels"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->setHeaderHidden(true);
    m_view->header()->setStretchLastSection(false); // it would not stretch to less than 100 px
    m_view->header()->setMinimumSectionSize(1);
    m_view->setRootIsDecorated(false);
    m_view->setIndentation(0);
    m_view->setItemsExpandable(false);
    m_view->setExpandsOnDoubleClick(false);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setMouseTracking(true);
    m_view->setTabKeyNavigation(false);
    m_view->installEventFilter(this);

    auto *column = new QVBoxLayout{this};
    column->setContentsMargins(0, 4, 1, 8);
    column->setSpacing(8);
    column->addWidget(m_view, 1);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(8, 0, 8, 0);
    foot->addWidget(m_database);
    column->addLayout(foot);

    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &now) {
                if (now.data(RailRole::Panel).isValid())
                    emit chosen(now.data(RailRole::Panel).toInt());
            });
    connect(m_view, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (index.data(RailRole::Panel).isValid())
            emit activated(index.data(RailRole::Panel).toInt());
    });
    connect(&theme, &Theme::changed, this, &Rail::colour);
    colour();
    fitWidth();
}

int Rail::addEntry(const QString &groupName, const QString &title, const QIcon &icon,
                   const QKeySequence &shortcut)
{
    auto *item = new QStandardItem{icon, title};
    const int panel = static_cast<int>(m_panels.size());
    item->setEditable(false);
    item->setData(panel, RailRole::Panel);
    item->setData(shortcut.toString(QKeySequence::NativeText), RailRole::Shortcut);
    group(groupName)->appendRow(item);
    m_panels.append(item);
    describe(*item);
    m_view->expandAll();
    fitWidth();
    return panel;
}

void Rail::setCurrent(int panel)
{
    m_view->setCurrentIndex(itemOf(panel)->index());
}

int Rail::current() const
{
    const QVariant panel = m_view->currentIndex().data(RailRole::Panel);
    return panel.isValid() ? panel.toInt() : -1;
}

void Rail::setAttention(int panel, int count, const QString &iconName, Meaning meaning)
{
    QStandardItem *item = itemOf(panel);
    item->setData(static_cast<int>(meaning), RailRole::AttentionMeaning);
    item->setData(count > 0 ? m_theme.icon(iconName, meaning) : QIcon{}, RailRole::AttentionIcon);
    item->setData(count, RailRole::AttentionCount);
    describe(*item);
}

void Rail::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    m_compact = compact;
    m_delegate->setCompact(compact);
    m_database->setCompact(compact);
    fitWidth();
    m_view->doItemsLayout(); // groups have another height now
}

int Rail::fullWidth() const
{
    int width = designWidth;
    for (const QStandardItem *item : m_panels)
        width = qMax(width, m_delegate->widthOf(item->index()));
    return width;
}

void Rail::takeFocus()
{
    m_view->setFocus(Qt::TabFocusReason);
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    painter.fillRect(rect(), m_theme.tokens().rail);
    const QRect edge{width() - 1, 0, 1, height()};
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), edge),
                     m_theme.tokens().separator);
}

bool Rail::event(QEvent *event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        fitWidth();
    return QWidget::event(event);
}

bool Rail::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && current() >= 0) {
            emit activated(current());
            return true;
        }
        // A group always stays open.
        if (key->key() == Qt::Key_Left || key->key() == Qt::Key_Right)
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

void Rail::colour()
{
    QPalette palette = m_view->palette();
    palette.setColor(QPalette::Base, m_theme.tokens().rail);
    m_view->setPalette(palette);
    update();
}

void Rail::fitWidth()
{
    setFixedWidth(m_compact ? compactWidth + smallIconSize() - 16 : fullWidth());
    m_view->setColumnWidth(0, width() - 1); // the line at the edge
}

void Rail::describe(QStandardItem &item)
{
    const QString shortcut = item.data(RailRole::Shortcut).toString();
    const int count = item.data(RailRole::AttentionCount).toInt();
    //: Tool tip of a panel in the rail: its name and its keys.
    QString tip = shortcut.isEmpty() ? item.text() : tr("%1 (%2)").arg(item.text(), shortcut);
    QString spoken = item.text();
    if (count > 0) {
        //: Something in that panel wants to be seen.
        const QString news = tr("%n to look at", nullptr, count);
        tip += u'\n' + news;
        spoken += u", "_s + news;
    }
    item.setToolTip(tip);
    item.setAccessibleText(spoken);
}

QStandardItem *Rail::group(const QString &name)
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->item(row)->text() == name)
            return m_model->item(row);
    }
    auto *item = new QStandardItem{name};
    item->setFlags(Qt::NoItemFlags); // a heading: keys and mouse pass it by
    item->setData(true, RailRole::IsGroup);
    m_model->appendRow(item);
    return item;
}

QStandardItem *Rail::itemOf(int panel) const
{
    Q_ASSERT(panel >= 0 && panel < m_panels.size());
    return m_panels.at(panel);
}
