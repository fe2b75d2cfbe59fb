// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/statusbar.h"

#include "models/collector/runtext.h"
#include "models/tasks/taskmodel.h"
#include "views/shell/statusbutton.h"
#include "views/shell/withkeys.h"
#include "views/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace {

// A thin upright line between two entries.
class StatusLine final : public QWidget
{
public:
    explicit StatusLine(QWidget *parent)
        : QWidget{parent}
    {
        setFixedWidth(1);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter{this};
        painter.fillRect(0, 4, 1, height() - 8, palette().color(QPalette::Mid));
    }
};

// 2:08, or 1:02:08 from an hour on.
QString countdownText(qint64 seconds)
{
    const auto twoDigits = [](qint64 value) {
        return QString::number(value).rightJustified(2, u'0');
    };
    const qint64 hours = seconds / 3600;
    const qint64 minutes = seconds / 60 % 60;
    const QString last = u':' + twoDigits(seconds % 60);
    if (hours > 0)
        return QString::number(hours) + u':' + twoDigits(minutes) + last;
    return QString::number(minutes) + last;
}

} // namespace

StatusBar::StatusBar(const Theme &theme, const TaskModel &tasks, Clock clock, QWidget *parent)
    : QStatusBar{parent}
    , m_theme{theme}
    , m_tasks{tasks}
    , m_clock{std::move(clock)}
{
    setSizeGripEnabled(false);
    setAccessibleName(tr("Status"));
    m_content = new QWidget{this};
    const auto button = [this, &theme](const QString &name) {
        auto *made = new StatusButton{theme, m_content};
        made->setObjectName(name);
        return made;
    };
    m_collector = button(u"statusCollector"_s);
    m_lastRun = button(u"statusLastRun"_s);
    m_stale = button(u"statusStale"_s);
    m_alerts = button(u"statusAlerts"_s);
    m_next = button(u"statusNextSlot"_s);
    m_outbox = button(u"statusOutbox"_s);
    m_taskButton = button(u"statusTasks"_s);
    m_lastRunLine = new StatusLine{m_content};
    m_staleLine = new StatusLine{m_content};
    m_alertsLine = new StatusLine{m_content};

    auto *row = new QHBoxLayout{m_content};
    row->setContentsMargins(4, 1, 4, 0);
    row->setSpacing(4);
    row->addWidget(m_collector);
    row->addWidget(m_lastRunLine);
    row->addWidget(m_lastRun);
    row->addWidget(m_staleLine);
    row->addWidget(m_stale);
    row->addWidget(m_alertsLine);
    row->addWidget(m_alerts);
    row->addStretch(1);
    row->addWidget(m_next);
    row->addWidget(new StatusLine{m_content});
    row->addWidget(m_outbox);
    row->addWidget(new StatusLine{m_content});
    row->addWidget(m_taskButton);
    addWidget(m_content, 1);

    m_collector->setIconName(u"square"_s);
    m_collector->setWords(tr("Not collecting yet"));
    m_collector->setMayShrink(true);
    m_lastRun->setQuiet(true);
    m_lastRun->setMayShrink(true);
    m_stale->setIconName(u"clock"_s, Meaning::Stale);
    m_stale->setWordsMeaning(Meaning::Stale);
    m_stale->setMayShrink(true);
    m_alerts->setIconName(u"alerts"_s, Meaning::Warning);
    m_alerts->setWordsMeaning(Meaning::Warning);
    m_alerts->setMayShrink(true);
    m_alerts->setExplanation(tr("Nobody has acknowledged them yet."));
    m_outbox->setMayShrink(true);
    m_taskButton->setIconName(u"tasks"_s);
    m_taskButton->setMayShrink(true);
    for (QWidget *later :
         {static_cast<QWidget *>(m_lastRun), m_lastRunLine, static_cast<QWidget *>(m_stale),
          m_staleLine, static_cast<QWidget *>(m_alerts), m_alertsLine})
        later->hide();

    connect(m_collector, &QToolButton::clicked, this, &StatusBar::collectorClicked);
    connect(m_lastRun, &QToolButton::clicked, this, &StatusBar::lastRunClicked);
    connect(m_stale, &QToolButton::clicked, this, &StatusBar::staleClicked);
    connect(m_alerts, &QToolButton::clicked, this, &StatusBar::alertsClicked);
    connect(m_next, &QToolButton::clicked, this, &StatusBar::nextSlotClicked);
    connect(m_outbox, &QToolButton::clicked, this, &StatusBar::outboxClicked);
    connect(m_taskButton, &QToolButton::clicked, this, &StatusBar::tasksClicked);
    for (const auto signal : {&TaskModel::rowsInserted, &TaskModel::rowsRemoved})
        connect(&tasks, signal, this, &StatusBar::showTasks);
    connect(&tasks, &TaskModel::dataChanged, this, &StatusBar::showTasks);
    connect(&tasks, &TaskModel::runningChanged, this, &StatusBar::showTasks);

    m_tick.setTimerType(Qt::PreciseTimer);
    m_tick.setInterval(std::chrono::seconds{1});
    connect(&m_tick, &QTimer::timeout, this, &StatusBar::countDown);
    showCollector({CollectorState::Activity::Paused, {}, 0, 0, {}});
    m_collector->setIconName(u"square"_s);
    m_collector->setWords(tr("Not collecting yet"));
    showTasks();
}

void StatusBar::showCollector(const CollectorState &state)
{
    switch (state.activity) {
    case CollectorState::Activity::Running:
        m_collector->setIconName(u"tick-disc"_s, Meaning::Ok);
        m_collector->setWords(tr("Collecting"));
        break;
    case CollectorState::Activity::Working:
        m_collector->setIconName(u"round-arrow"_s, Meaning::Working);
        m_collector->setWords(
                state.attempt > 1
                        ? tr("Collecting now, attempt %1").arg(QLocale{}.toString(state.attempt))
                        : tr("Collecting now"));
        break;
    case CollectorState::Activity::Paused:
        m_collector->setIconName(u"pause"_s, Meaning::Missed);
        m_collector->setWords(tr("Paused"));
        break;
    case CollectorState::Activity::Blocked:
        m_collector->setIconName(u"triangle"_s, Meaning::Warning);
        m_collector->setWords(tr("Waiting"));
        break;
    case CollectorState::Activity::Standby:
        m_collector->setIconName(u"tick-ring"_s, Meaning::Ok);
        m_collector->setWords(state.collectedBy.isEmpty()
                                      ? tr("Collected by another program")
                                      : tr("Collected by %1").arg(state.collectedBy));
        break;
    }
    m_collector->setExplanation(state.message);

    m_outbox->setWords(state.waitingInOutbox == 0
                               ? tr("Outbox empty")
                               : tr("%n in the outbox", nullptr, state.waitingInOutbox));
    m_outbox->setQuiet(state.waitingInOutbox == 0);
    m_outbox->setWordsMeaning(state.waitingInOutbox == 0 ? std::nullopt
                                                         : std::optional{Meaning::Warning});
    m_outbox->setIconName(state.waitingInOutbox == 0 ? QString{} : u"triangle"_s, Meaning::Warning);
    m_outbox->setExplanation(
            state.waitingInOutbox == 0
                    ? tr("Every price that was collected is in the database.")
                    : tr("These runs are safe and are stored when the database can be written."));
    m_nextSlot = state.nextSlot;
    countDown();
}

void StatusBar::showLastRun(const CollectionRun &run)
{
    const QString time = localTime(run.slot);
    const QLocale locale;
    QString words;
    switch (run.status) {
    case RunStatus::Ok:
    case RunStatus::Partial:
        words = tr("Last run %1: %2 stored in %3")
                        .arg(time, locale.toString(run.stored),
                             durationText(run.durationMs, locale));
        break;
    case RunStatus::Outbox:
        words = tr("Last run %1: kept in the outbox").arg(time);
        break;
    case RunStatus::Failed:
        words = tr("Last run %1 failed").arg(time);
        break;
    }
    const bool isGood = run.status == RunStatus::Ok || run.status == RunStatus::Partial;
    m_lastRun->setWords(words);
    m_lastRun->setExplanation(run.error);
    m_lastRun->setIconName(isGood ? QString{} : u"octagon-cross"_s, Meaning::Danger);
    m_lastRun->setWordsMeaning(isGood ? std::nullopt : std::optional{Meaning::Danger});
    m_hasRun = true;
    fit();
}

void StatusBar::showStale(const QStringList &symbols)
{
    m_stale->setVisible(!symbols.isEmpty());
    m_staleLine->setVisible(!symbols.isEmpty());
    if (symbols.isEmpty())
        return;
    constexpr int named = 3;
    const QString names =
            QLocale{}.createSeparatedList(symbols.first(qMin<qsizetype>(named, symbols.size())));
    const int count = static_cast<int>(symbols.size());
    m_stale->setWords(count <= named ? tr("%n stale: %1", nullptr, count).arg(names)
                                     : tr("%n stale", nullptr, count));
    m_stale->setExplanation(count <= named ? QString{} : symbols.join(u", "_s));
}

void StatusBar::showAlerts(int open)
{
    m_alerts->setVisible(open > 0);
    m_alertsLine->setVisible(open > 0);
    if (open > 0)
        m_alerts->setWords(tr("%n alert(s) open", nullptr, open));
}

void StatusBar::takeFocus()
{
    m_collector->setFocus(Qt::TabFocusReason);
}

void StatusBar::showEvent(QShowEvent *event)
{
    countDown();
    m_tick.start();
    QStatusBar::showEvent(event);
}

void StatusBar::hideEvent(QHideEvent *event)
{
    m_tick.stop();
    QStatusBar::hideEvent(event);
}

bool StatusBar::event(QEvent *event)
{
    const bool done = QStatusBar::event(event);
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        fit();
    return done;
}

// The last run gives way first: the collector's panel tells more of it.
void StatusBar::fit()
{
    int others = 0;
    for (const QWidget *entry :
         {static_cast<QWidget *>(m_collector), static_cast<QWidget *>(m_stale),
          static_cast<QWidget *>(m_alerts), static_cast<QWidget *>(m_next),
          static_cast<QWidget *>(m_outbox), static_cast<QWidget *>(m_taskButton)})
        others += entry->isHidden() ? 0 : entry->sizeHint().width() + 10;
    const bool hasRoom = width() - others >= m_lastRun->sizeHint().width() + 24;
    m_lastRun->setVisible(m_hasRun && hasRoom);
    m_lastRunLine->setVisible(m_hasRun && hasRoom);
}

void StatusBar::countDown()
{
    if (!m_nextSlot.isValid()) {
        m_next->setWords(tr("No slot planned"));
        m_next->setQuiet(true);
        return;
    }
    const qint64 seconds = qMax<qint64>(0, (m_clock().msecsTo(m_nextSlot) + 999) / 1000);
    m_next->setWords(tr("Next slot %1 in").arg(localTime(m_nextSlot)), countdownText(seconds));
    m_next->setQuiet(false);
}

void StatusBar::showTasks()
{
    const int running = m_tasks.running();
    m_taskButton->setPercent(-1);
    if (running == 1) {
        for (int row = 0; row < m_tasks.rowCount(); ++row) {
            const QModelIndex task = m_tasks.index(row);
            const auto state = task.data(TaskModel::StateRole).value<TaskModel::State>();
            if (state != TaskModel::State::Running && state != TaskModel::State::Cancelling)
                continue;
            const int percent = task.data(TaskModel::PercentRole).toInt();
            m_taskButton->setPercent(percent);
            m_taskButton->setWords(task.data().toString(),
                                   percent < 0 ? QString{} : tr("%1 %").arg(percent));
        }
    } else if (running > 1) {
        m_taskButton->setWords(tr("%n running", nullptr, running));
    } else if (m_tasks.ended() > 0) {
        m_taskButton->setWords(tr("%n finished", nullptr, m_tasks.ended()));
    } else {
        m_taskButton->setWords(tr("No tasks"));
    }
    m_taskButton->setExplanation(withKeys(tr("Opens the task centre"), QKeySequence{u"Ctrl+T"_s}));
}

// Seconds only where slots are shorter than a minute, as in the demo.
QString StatusBar::localTime(const QDateTime &time) const
{
    const QTime local = time.toLocalTime().time();
    return local.toString(local.second() == 0 ? u"HH:mm"_s : u"HH:mm:ss"_s);
}
