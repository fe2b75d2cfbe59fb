// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/taskcentre.h"

#include "models/tasks/taskmodel.h"
#include "views/shell/emptystate.h"
#include "views/shell/taskdelegate.h"
#include "views/shell/withkeys.h"
#include "views/theme/textlabel.h"
#include "views/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

TaskCentre::TaskCentre(const Theme &theme, TaskModel &tasks, QWidget *parent)
    : QDockWidget{tr("Task centre"), parent}
    , m_tasks{tasks}
    , m_pages{new QStackedWidget{this}}
{
    setObjectName(u"taskCentreDock"_s);
    setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea);
    setFeatures(DockWidgetClosable);
    setTitleBarWidget(makeTitle(theme));
    m_pages->addWidget(new EmptyState{
            theme, u"tasks"_s,
            tr("Long work shows its progress here, and can be cancelled. Nothing has run yet.")});
    m_pages->addWidget(makeList(theme));
    m_pages->setMinimumWidth(grown(260));
    setWidget(m_pages);

    m_tick.setInterval(std::chrono::seconds{1});
    connect(&m_tick, &QTimer::timeout, &m_tasks, &TaskModel::refreshElapsed);
    connect(&tasks, &TaskModel::rowsInserted, this, [this] {
        m_list->setCurrentIndex(m_tasks.index(0));
        showCurrent();
    });
    connect(&tasks, &TaskModel::rowsRemoved, this, &TaskCentre::showCurrent);
    connect(&tasks, &TaskModel::dataChanged, this, &TaskCentre::showCurrent);
    showCurrent();
}

void TaskCentre::takeFocus()
{
    if (m_pages->currentIndex() == 1)
        m_list->setFocus(Qt::TabFocusReason);
}

void TaskCentre::showEvent(QShowEvent *event)
{
    m_tick.start();
    QDockWidget::showEvent(event);
}

void TaskCentre::hideEvent(QHideEvent *event)
{
    m_tick.stop();
    QDockWidget::hideEvent(event);
}

// Of our own, because a dock's close button is too small to hit and takes no focus.
QWidget *TaskCentre::makeTitle(const Theme &theme)
{
    auto *title = new QWidget{this};
    auto *close = new QToolButton{title};
    close->setObjectName(u"taskCentreClose"_s);
    close->setAutoRaise(true);
    close->setIcon(theme.icon(u"close"_s));
    close->setMinimumSize(24, 24);
    close->setAccessibleName(tr("Close task centre"));
    close->setToolTip(withKeys(tr("Close task centre"), QKeySequence{u"Ctrl+T"_s}));
    close->setFocusPolicy(Qt::TabFocus);
    connect(close, &QToolButton::clicked, this, &QWidget::close);
    auto *row = new QHBoxLayout{title};
    row->setContentsMargins(12, 8, 12, 4);
    row->addWidget(new TextLabel{TextSize::Section, windowTitle(), title}, 1);
    row->addWidget(close);
    return title;
}

QWidget *TaskCentre::makeList(const Theme &theme)
{
    auto *page = new QWidget{this};
    auto *parts = new QSplitter{Qt::Vertical, page};
    parts->setChildrenCollapsible(false);
    m_list = new QListView{parts};
    m_list->setObjectName(u"taskList"_s);
    m_list->setAccessibleName(tr("Tasks"));
    m_list->setModel(&m_tasks);
    m_list->setItemDelegate(new TaskDelegate{theme, this});
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_log = new QPlainTextEdit{parts};
    m_log->setObjectName(u"taskLog"_s);
    m_log->setAccessibleName(tr("Log of the task"));
    m_log->setReadOnly(true);
    m_log->setTabChangesFocus(true);
    m_log->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_log->setFont(fixedFont());
    parts->setStretchFactor(0, 2);
    parts->setStretchFactor(1, 1);

    m_cancel = new QPushButton{tr("Cancel"), page};
    m_cancel->setObjectName(u"taskCancel"_s);
    m_copy = new QPushButton{theme.icon(u"copy"_s), tr("Copy log"), page};
    m_copy->setObjectName(u"taskCopyLog"_s);
    m_clear = new QPushButton{tr("Clear finished"), page};
    m_clear->setObjectName(u"taskClear"_s);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_tasks.requestCancel(m_list->currentIndex().data(TaskModel::IdRole).toULongLong());
    });
    connect(m_copy, &QPushButton::clicked, this, &TaskCentre::copyLog);
    connect(m_clear, &QPushButton::clicked, &m_tasks, &TaskModel::clearEnded);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &TaskCentre::showCurrent);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_copy);
    buttons->addStretch();
    buttons->addWidget(m_clear);
    auto *column = new QVBoxLayout{page};
    column->setContentsMargins(12, 4, 12, 12);
    column->setSpacing(8);
    column->addWidget(parts, 1);
    column->addLayout(buttons);
    return page;
}

void TaskCentre::showCurrent()
{
    m_pages->setCurrentIndex(m_tasks.rowCount() == 0 ? 0 : 1);
    const QModelIndex current = m_list->currentIndex();
    const QString log = current.data(TaskModel::LogRole).toString();
    if (log != m_log->toPlainText()) {
        m_log->setPlainText(log);
        m_log->verticalScrollBar()->setValue(m_log->verticalScrollBar()->maximum());
    }
    using State = TaskModel::State;
    const auto state = current.data(TaskModel::StateRole).value<State>();
    const bool runs = state == State::Running || state == State::Cancelling;
    m_log->setPlaceholderText(runs ? tr("No steps yet")
                                   : current.data(TaskModel::SummaryRole).toString());
    const bool canCancel = current.data(TaskModel::CancellableRole).toBool();
    m_cancel->setEnabled(canCancel);
    m_cancel->setToolTip(canCancel ? tr("Stops the task; what it did so far is undone or kept safe")
                                   : tr("This task does not run, or cannot stop half-way"));
    m_copy->setEnabled(!log.isEmpty());
    m_copy->setToolTip(log.isEmpty() ? tr("This task has written nothing") : QString{});
    m_clear->setEnabled(m_tasks.ended() > 0);
    m_clear->setToolTip(m_tasks.ended() > 0 ? QString{} : tr("No task has ended yet"));
}

void TaskCentre::copyLog()
{
    const QModelIndex task = m_list->currentIndex();
    QGuiApplication::clipboard()->setText(task.data().toString() + u'\n' +
                                          task.data(TaskModel::SummaryRole).toString() + u'\n' +
                                          task.data(TaskModel::LogRole).toString());
}
