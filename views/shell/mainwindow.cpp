// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/mainwindow.h"

#include "models/tasks/taskmodel.h"
#include "views/shell/aboutdialog.h"
#include "views/shell/banner.h"
#include "views/shell/commandmodel.h"
#include "views/shell/commandpalette.h"
#include "views/shell/keyboardmap.h"
#include "views/shell/panelstack.h"
#include "views/shell/rail.h"
#include "views/shell/shellactions.h"
#include "views/shell/taskcentre.h"
#include "views/shell/textfieldkeys.h"
#include "views/shell/toast.h"
#include "views/shell/wheelguard.h"
#include "views/theme/theme.h"

#include <QActionGroup>
#include <QApplication>
#include <QHBoxLayout>
#include <QHideEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMenuBar>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int docksVersion = 1; // raised when docks or tool bars change their meaning

// The rail shows names as long as the panel beside it keeps this width.
constexpr int contentWidth = 1100 - 172;

} // namespace

MainWindow::MainWindow(const Theme &theme, TaskModel &tasks, StatusBar::Clock clock,
                       QWidget *parent)
    : QMainWindow{parent}
    , m_theme{theme}
    , m_tasks{tasks}
    , m_actions{new ShellActions{theme, this}}
    , m_rail{new Rail{theme}}
    , m_stack{new PanelStack}
    , m_banner{new Banner{theme}}
    , m_noticeBanner{new Banner{theme}}
    , m_status{new StatusBar{theme, tasks, std::move(clock), this}}
    , m_taskCentre{new TaskCentre{theme, tasks, this}}
    , m_panelChoice{new QActionGroup{this}}
{
    setObjectName(u"mainWindow"_s);
    setWindowIcon(theme.icon(u"tidemark"_s));
    setMinimumSize(960, 600);
    new WheelGuard{*qApp, this};
    new TextFieldKeys{*qApp, this};
    build(theme);
    fillMenus();
    connectActions();
    resize(1360, 860);
    updateTitle();
}

MainWindow::~MainWindow()
{
    // While the window is still whole: parts that are hidden or lose the focus tell it so.
    delete m_taskCentre;
    delete centralWidget();
}

void MainWindow::build(const Theme &theme)
{
    auto *body = new QWidget{this};
    auto *area = new QWidget{body};
    m_noticeBanner->setObjectName(u"noticeBanner"_s);
    for (Banner *banner : {m_banner, m_noticeBanner})
        banner->setContentsMargins(12, 8, 12, 0); // its own, so that it leaves no gap when hidden
    auto *column = new QVBoxLayout{area};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_noticeBanner);
    column->addWidget(m_stack, 1);
    auto *row = new QHBoxLayout{body};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(area, 1);
    setCentralWidget(body);
    setStatusBar(m_status);
    // Dock areas are not mirrored as layouts are.
    addDockWidget(isRightToLeft() ? Qt::LeftDockWidgetArea : Qt::RightDockWidgetArea, m_taskCentre);
    m_taskCentre->hide();
    m_toast = new Toast{theme, *area};
}

void MainWindow::fillMenus()
{
    for (const QString &title :
         {tr("&File"), tr("&Edit"), tr("&View"), tr("&Collect"), tr("&Database"), tr("&Help")}) {
        QMenu *made = menuBar()->addMenu(title);
        made->setToolTipsVisible(true); // a disabled action says why
        m_menus.append(made);
    }
    menu(MenuPlace::File).addAction(m_actions->openDatabase);
    menu(MenuPlace::File).addAction(m_actions->scheduledReports);
    menu(MenuPlace::File).addSeparator();
    menu(MenuPlace::File).addAction(m_actions->closeWindow);
    menu(MenuPlace::File).addAction(m_actions->quit);
    menu(MenuPlace::Edit).addAction(m_actions->undo);
    m_panelsEnd = menu(MenuPlace::View).addSeparator();
    menu(MenuPlace::View).addAction(m_actions->commandPalette);
    menu(MenuPlace::View).addAction(m_actions->taskCentre);
    menu(MenuPlace::View).addAction(m_actions->nextRegion);
    menu(MenuPlace::View).addAction(m_actions->previousRegion);
    menu(MenuPlace::Collect).addAction(m_actions->collectNow);
    menu(MenuPlace::Collect).addAction(m_actions->pause);
    menu(MenuPlace::Database).addAction(m_actions->allowWriting);
    menu(MenuPlace::Database).addAction(m_actions->rebuildRollups);
    menu(MenuPlace::Database).addAction(m_actions->recordedQueries);
    menu(MenuPlace::Database).addAction(m_actions->showDataFolder);
    menu(MenuPlace::Help).addAction(m_actions->keyboardMap);
    menu(MenuPlace::Help).addSeparator();
    menu(MenuPlace::Help).addAction(m_actions->about);

    auto *databaseMenu = new QMenu{&m_rail->database()};
    databaseMenu->addAction(m_actions->openDatabase);
    databaseMenu->addAction(m_actions->allowWriting);
    databaseMenu->addSeparator();
    databaseMenu->addActions({m_actions->rebuildRollups, m_actions->showDataFolder});
    m_rail->database().setMenu(databaseMenu);
}

void MainWindow::connectActions()
{
    connect(m_actions->closeWindow, &QAction::triggered, this, &QWidget::close);
    connect(m_actions->undo, &QAction::triggered, m_toast, &Toast::undo);
    connect(m_toast, &Toast::undoOffered, this, [this](bool offered) {
        ShellActions::setUsable(*m_actions->undo, offered ? QString{} : tr("Nothing to undo"));
    });
    connect(m_actions->commandPalette, &QAction::triggered, this, &MainWindow::openPalette);
    connect(m_actions->nextRegion, &QAction::triggered, this, [this] { moveRegion(1); });
    connect(m_actions->previousRegion, &QAction::triggered, this, [this] { moveRegion(-1); });
    connect(m_actions->keyboardMap, &QAction::triggered, this, &MainWindow::openKeyboardMap);
    connect(m_actions->about, &QAction::triggered, this, &MainWindow::openAbout);
    connect(m_actions->taskCentre, &QAction::triggered, this, [this](bool shown) {
        m_taskCentre->setVisible(shown);
        if (shown)
            m_taskCentre->takeFocus();
    });
    connect(m_taskCentre, &QDockWidget::visibilityChanged, m_actions->taskCentre,
            [this] { m_actions->taskCentre->setChecked(!m_taskCentre->isHidden()); });
    connect(m_status, &StatusBar::tasksClicked, m_actions->taskCentre, &QAction::trigger);

    connect(m_rail, &Rail::chosen, this, &MainWindow::display);
    connect(m_rail, &Rail::activated, this, [this](int panel) {
        display(panel);
        m_stack->focusCurrent();
    });
}

void MainWindow::addPanel(const PanelEntry &entry)
{
    Q_ASSERT(entry.panel && !entry.panel->objectName().isEmpty());
    const int number =
            m_rail->addEntry(entry.group, entry.title, m_theme.icon(entry.icon), entry.shortcut);
    auto *action = new QAction{m_theme.icon(entry.icon), entry.title, this};
    action->setObjectName(u"show-"_s + entry.panel->objectName());
    action->setShortcut(entry.shortcut);
    action->setCheckable(true);
    m_panelChoice->addAction(action);
    menu(MenuPlace::View).insertAction(m_panelsEnd, action);
    connect(action, &QAction::triggered, this, [this, panel = entry.panel] { showPanel(panel); });
    m_panels.append({entry, action, {}});
    m_stack->addWidget(entry.panel);
    tabLast(*m_taskCentre);
    tabLast(*m_status);
    if (number == 0)
        m_rail->setCurrent(0);
}

void MainWindow::addPanelActions(const QWidget *panel, MenuPlace place,
                                 const QList<QAction *> &actions)
{
    Panel &owner = m_panels[numberOf(panel)];
    QMenu &into = menu(place);
    if (place == MenuPlace::Edit || place == MenuPlace::View)
        owner.ownActions.append(into.addSeparator());
    if (place == MenuPlace::File) // above what leaves
        into.insertActions(m_actions->closeWindow, actions);
    else
        into.addActions(actions);
    owner.ownActions.append(actions);
    for (QAction *action : std::as_const(owner.ownActions))
        action->setVisible(panel == currentPanel());
}

void MainWindow::showPanel(const QWidget *panel)
{
    m_rail->setCurrent(numberOf(panel)); // which displays it
    m_stack->focusCurrent();
}

QWidget *MainWindow::currentPanel() const
{
    return m_stack->currentWidget();
}

void MainWindow::setAttention(const QWidget *panel, int count, const QString &icon, Meaning meaning)
{
    m_rail->setAttention(numberOf(panel), count, icon, meaning);
}

void MainWindow::setDatabase(const DatabaseLabel &database)
{
    m_database = database;
    m_rail->database().setDatabase(database);
    updateTitle();
}

void MainWindow::setSymbols(std::function<QStringList()> symbols)
{
    m_symbols = std::move(symbols);
}

ShellState MainWindow::shellState() const
{
    return {saveGeometry(), saveState(docksVersion),
            currentPanel() ? currentPanel()->objectName() : QString{}};
}

void MainWindow::restoreShell(const ShellState &state)
{
    restoreGeometry(state.geometry);
    restoreState(state.docks, docksVersion);
    m_actions->taskCentre->setChecked(!m_taskCentre->isHidden());
    for (const Panel &panel : std::as_const(m_panels)) {
        if (panel.entry.panel->objectName() == state.panel)
            showPanel(panel.entry.panel);
    }
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (!focusWidget() || !m_stack->isAncestorOf(focusWidget()))
        m_stack->focusCurrent();
}

void MainWindow::hideEvent(QHideEvent *event)
{
    if (!event->spontaneous()) // not when it is only minimised
        emit closing();
    QMainWindow::hideEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_rail->setCompact(width() - m_rail->fullWidth() < contentWidth);
}

// What no widget wanted: Esc goes back to the panel, from wherever.
void MainWindow::keyPressEvent(QKeyEvent *event)
{
    const QWidget *focus = QApplication::focusWidget();
    if (event->key() != Qt::Key_Escape || m_stack->isAncestorOf(focus)) {
        QMainWindow::keyPressEvent(event);
        return;
    }
    m_stack->focusCurrent();
}

void MainWindow::display(int panel)
{
    const Panel &now = m_panels.at(panel);
    if (m_stack->currentWidget() != now.entry.panel || !now.action->isChecked()) {
        m_stack->display(now.entry.panel);
        now.action->setChecked(true);
        for (const Panel &other : std::as_const(m_panels)) {
            for (QAction *action : other.ownActions)
                action->setVisible(&other == &now);
        }
        updateTitle();
        emit panelShown(now.entry.panel);
    }
}

void MainWindow::updateTitle()
{
    const QAction *shown = m_panelChoice->checkedAction();
    QStringList parts;
    if (shown)
        parts << shown->text();
    if (!m_database.name.isEmpty())
        parts << m_database.name;
    parts << u"Tidemark"_s;
    setWindowTitle(parts.join(u" – "_s));
}

// Tab goes as one reads: rail, panel, tasks, status. A panel that comes later would come last.
void MainWindow::tabLast(const QWidget &region)
{
    QWidget *last = previousInFocusChain();
    const QList<QWidget *> inside = region.findChildren<QWidget *>();
    for (QWidget *widget : inside) {
        if (!(widget->focusPolicy() & Qt::TabFocus))
            continue;
        setTabOrder(last, widget);
        last = widget;
    }
}

void MainWindow::moveRegion(int step)
{
    struct Region {
        const QWidget *widget;
        std::function<void()> enter;
    };
    QList<Region> regions{{m_rail, [this] { m_rail->takeFocus(); }},
                          {m_stack, [this] { m_stack->focusCurrent(); }}};
    if (m_taskCentre->isVisible() && m_tasks.rowCount() > 0)
        regions.append({m_taskCentre, [this] { m_taskCentre->takeFocus(); }});
    regions.append({m_status, [this] { m_status->takeFocus(); }});

    const QWidget *focus = QApplication::focusWidget();
    const auto isHere = [focus](const Region &region) {
        return focus && (region.widget == focus || region.widget->isAncestorOf(focus));
    };
    const auto here = std::ranges::find_if(regions, isHere);
    const auto count = static_cast<int>(regions.size());
    const auto from = here == regions.end() ? 0 : static_cast<int>(here - regions.begin());
    regions.at((from + step + count) % count).enter();
}

void MainWindow::openPalette()
{
    auto commands = std::make_unique<CommandModel>();
    for (const QMenu *each : std::as_const(m_menus)) {
        QList<QAction *> actions = each->actions();
        actions.removeOne(m_actions->commandPalette); // it is open
        commands->addActions(each->title().remove(u'&'), actions);
    }
    for (const Panel &panel : std::as_const(m_panels)) {
        if (panel.entry.panel != currentPanel())
            commands->addPanelActions(panel.entry.title, panel.ownActions,
                                      [this, widget = panel.entry.panel] { showPanel(widget); });
    }
    if (m_symbols)
        commands->setSymbols(m_symbols());
    auto *palette = new CommandPalette{m_theme, std::move(commands), this};
    connect(palette, &CommandPalette::refused, m_toast,
            [this](const QString &reason) { m_toast->showMessage(reason); });
    connect(palette, &CommandPalette::symbolChosen, this, &MainWindow::symbolChosen);
    // Not modal: a modal dialog that is hidden before its action runs keeps the mouse and the keys
    // of the window from it.
    palette->show();
    palette->activateWindow();
}

void MainWindow::openKeyboardMap()
{
    QList<KeyGroup> groups;
    QSet<QAction *> ofPanels;
    for (const Panel &panel : std::as_const(m_panels))
        ofPanels += QSet<QAction *>{panel.ownActions.cbegin(), panel.ownActions.cend()};
    for (const QMenu *each : std::as_const(m_menus)) {
        QList<QAction *> actions = each->actions();
        actions.removeIf([&](QAction *action) { return ofPanels.contains(action); });
        groups.append(KeyboardMap::groupOf(each->title().remove(u'&'), actions));
    }
    groups += KeyboardMap::commonKeys() + KeyboardMap::ownKeys(*this);
    for (const Panel &panel : std::as_const(m_panels))
        groups.append(
                KeyboardMap::groupOfPanel(panel.entry.title, *panel.entry.panel, panel.ownActions));
    (new KeyboardMap{groups, this})->show();
}

void MainWindow::openAbout()
{
    (new AboutDialog{m_theme, this})->open();
}

QMenu &MainWindow::menu(MenuPlace place) const
{
    return *m_menus.at(static_cast<int>(place));
}

int MainWindow::numberOf(const QWidget *panel) const
{
    for (int number = 0; number < m_panels.size(); ++number) {
        if (m_panels.at(number).entry.panel == panel)
            return number;
    }
    Q_UNREACHABLE();
}
