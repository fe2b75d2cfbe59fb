// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/migrations/runbar.h"

#include "models/collector/runtext.h"
#include "views/theme/textlabel.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>

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
    if (!m_run->progress) {
        m_step->setText(tr("Preparing"));
        return;
    }
    const MigrationProgress &progress = *m_run->progress;
    const QString version = m_locale.toString(progress.version);
    switch (progress.phase) {
    case MigrationProgress::Phase::BackingUp:
        m_step->setText(tr("Making a backup"));
        break;
    case MigrationProgress::Phase::Undoing:
        m_step->setText(tr("Migration %1: taking it back").arg(version));
        break;
    case MigrationProgress::Phase::Checking:
        m_step->setText(tr("Migration %1: counting rows").arg(version));
        break;
    case MigrationProgress::Phase::Running:
        m_step->setText(tr("Migration %1: statement %2 of %3")
                                .arg(version,
                                     m_locale.toString(
                                             std::min(progress.statement + 1, progress.statements)),
                                     m_locale.toString(progress.statements)));
        m_bar->setRange(0, std::max(1, progress.statements));
        m_bar->setValue(progress.statement);
        break;
    case MigrationProgress::Phase::Verifying:
        m_step->setText(m_run->rowsTotal > 0
                                ? tr("Migration %1: %2 of %3 rows verified")
                                          .arg(version, m_locale.toString(m_run->rowsVerified),
                                               m_locale.toString(m_run->rowsTotal))
                                : tr("Migration %1: %2 rows verified")
                                          .arg(version, m_locale.toString(m_run->rowsVerified)));
        if (m_run->rowsTotal > 0) {
            constexpr int thousand = 1000; // rows may be more than an int holds
            m_bar->setRange(0, thousand);
            m_bar->setValue(int(m_run->rowsVerified * thousand / m_run->rowsTotal));
        }
        break;
    }
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
