// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/migrations/runbar.h"

#include "models/collector/runtext.h"
#include "models/migrations/migrationtext.h"
#include "views/theme/textlabel.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

RunBar::RunBar(QLocale locale, std::function<QDateTime()> clock, const Theme &theme,
               QWidget *parent)
    : QFrame{parent}
    , m_locale{std::move(locale)}
    , m_clock{std::move(clock)}
    , m_theme{theme}
    , m_title{new TextLabel{TextSize::Body, {}, this}}
    , m_step{new TextLabel{TextSize::Body, {}, this}}
    , m_elapsed{new TextLabel{TextSize::Body, {}, this}}
    , m_bar{new QProgressBar{this}}
    , m_cancel{new QPushButton{tr("Cancel"), this}}
{
    m_title->setFont(strongFont());
    m_title->setObjectName(u"runTitle"_s);
    m_step->setObjectName(u"runStep"_s);
    m_elapsed->setObjectName(u"runElapsed"_s);
    m_elapsed->setQuiet(true);
    m_bar->setObjectName(u"runProgress"_s);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(8);
    m_bar->setMinimumWidth(grown(90));
    m_bar->setAccessibleName(tr("Progress"));
    m_cancel->setObjectName(u"cancelRunButton"_s);
    connect(m_cancel, &QPushButton::clicked, this, &RunBar::cancelRequested);

    auto *row = new QHBoxLayout{this};
    row->setContentsMargins(12, 4, 4, 4);
    row->setSpacing(12);
    row->addWidget(m_title);
    row->addWidget(m_step);
    row->addWidget(m_bar, 1);
    row->addWidget(m_elapsed);
    row->addWidget(m_cancel);
    m_tick.setInterval(
            200ms); // so that no tenth of a long second is late; only a new text repaints
    connect(&m_tick, &QTimer::timeout, this, &RunBar::showElapsed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void RunBar::setRun(const std::optional<MigrationRun> &run)
{
    const bool isNews = run && (!m_run || m_run->title != run->title);
    m_run = run;
    setVisible(run.has_value());
    if (!run) {
        m_tick.stop();
        return;
    }
    m_tick.start();
    m_title->setText(run->title);
    m_cancel->setText(run->isCancelling ? tr("Cancelling…") : tr("Cancel"));
    m_cancel->setEnabled(!run->isCancelling);
    m_cancel->setToolTip(run->isCancelling
                                 ? tr("It stops at the next safe place")
                                 : tr("Stops, and takes back the step that is not finished"));
    showStep();
    showElapsed();
    if (isNews) { // spoken once; progress never is
        setAccessibleName(run->title);
        QAccessibleEvent alert{this, QAccessible::Alert};
        QAccessible::updateAccessibility(&alert);
    }
}

void RunBar::showStep()
{
    m_bar->setRange(0, 0);
    if (!m_run->step.isEmpty())
        m_step->setText(m_run->step);
    else if (m_run->rehearsal)
        showStage(m_run->rehearsal->stages);
    else if (m_run->progress)
        showProgress(*m_run->progress);
    else
        m_step->setText(tr("Preparing"));
}

void RunBar::showStage(const QList<RehearsalStage> &stages)
{
    const auto running =
            std::ranges::find(stages, RehearsalStage::State::Running, &RehearsalStage::state);
    if (running == stages.cend()) // between two of them
        return;
    const int done = int(running - stages.cbegin());
    //: Of a rehearsal: "Stage 2 of 6, on the copy: Up to 9"
    m_step->setText(tr("Stage %1 of %2, on the copy: %3")
                            .arg(m_locale.toString(done + 1), m_locale.toString(stages.size()),
                                 stageText(*running)));
    m_bar->setRange(0, 2 * int(stages.size()));
    m_bar->setValue(2 * done + 1); // in its midst
}

void RunBar::showProgress(const MigrationProgress &progress)
{
    const QString version = m_locale.toString(progress.version);
    switch (progress.phase) {
    case MigrationProgress::Phase::BackingUp:
        m_step->setText(tr("Making a backup"));
        return;
    case MigrationProgress::Phase::Undoing:
        m_step->setText(tr("Migration %1: taking it back").arg(version));
        return;
    case MigrationProgress::Phase::Checking:
        m_step->setText(tr("Migration %1: counting rows").arg(version));
        break;
    case MigrationProgress::Phase::Running:
        m_step->setText(tr("Migration %1: statement %2 of %3")
                                .arg(version,
                                     m_locale.toString(
                                             std::min(progress.statement + 1, progress.statements)),
                                     m_locale.toString(progress.statements)));
        break;
    case MigrationProgress::Phase::Verifying:
        m_step->setText(tr("Migration %1: comparing every row").arg(version));
        break;
    }
    showWay(progress);
}

// The whole way as one bar, in which each migration has the same share.
void RunBar::showWay(const MigrationProgress &progress)
{
    constexpr int share = 100;
    constexpr int counted = 20; // of the share: before the first statement
    constexpr int ran = 60;     // and before the rows are compared
    const int steps = std::max(1, std::abs(m_run->target - m_run->from));
    const int done = progress.direction == Direction::Up ? progress.version - m_run->from - 1
                                                         : m_run->from - progress.version;
    int part = 0;
    if (progress.phase == MigrationProgress::Phase::Running)
        part = counted + (ran - counted) * progress.statement / std::max(1, progress.statements);
    else if (progress.phase == MigrationProgress::Phase::Verifying)
        part = ran;
    m_bar->setRange(0, steps * share);
    m_bar->setValue(std::clamp(done, 0, steps - 1) * share + part);
}

void RunBar::showElapsed()
{
    if (!m_run)
        return;
    const qint64 ms = std::max<qint64>(0, m_run->startedAt.msecsTo(m_clock()));
    m_elapsed->setText(delayText(ms, m_locale));
}

void RunBar::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.colour(Meaning::Working));
    painter.setBrush(m_theme.tint(Meaning::Working));
    painter.drawRoundedRect(QRectF{rect()}.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
}
