// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/collector/rundetails.h"

#include "models/collector/runtext.h"
#include "views/tables/stateicon.h"
#include "views/theme/textlabel.h"
#include "views/theme/typescale.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int MostRejectedShown = 50; // a run may name a thousand; the copy has them all

} // namespace

RunDetails::RunDetails(QLocale locale, const Theme &theme, QWidget *parent)
    : QFrame{parent}
    , m_locale{std::move(locale)}
    , m_theme{theme}
    , m_icon{new QLabel{this}}
    , m_title{new TextLabel{TextSize::Section, {}, this}}
    , m_number{new TextLabel{TextSize::Body, {}, this}}
    , m_scroll{new QScrollArea{this}}
    , m_copy{new QPushButton{theme.icon(u"copy"_s), tr("Copy &details"), this}}
{
    setFrameStyle(int(QFrame::StyledPanel) | int(QFrame::Plain));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setMinimumWidth(grown(230));
    m_number->setQuiet(true);
    m_title->setWordWrap(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setBackgroundRole(QPalette::Base);
    m_scroll->setFocusPolicy(Qt::StrongFocus); // long lists of reasons scroll by key
    m_scroll->setAccessibleName(tr("Details of the run"));
    m_copy->setObjectName(u"copyDetailsButton"_s);
    m_copy->setToolTip(tr("Copies everything about this run as text, times in UTC"));
    connect(m_copy, &QPushButton::clicked, this, &RunDetails::copyDetails);

    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addWidget(m_title, 1);
    head->addWidget(m_number, 0, Qt::AlignTop);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_copy);
    foot->addStretch(1);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(14, 12, 14, 12);
    rows->setSpacing(8);
    rows->addLayout(head);
    rows->addWidget(m_scroll, 1);
    rows->addLayout(foot);
    connect(&theme, &Theme::changed, this, &RunDetails::rebuild);
    rebuild();
}

void RunDetails::setRun(const std::optional<CollectionRun> &run, bool hasSeconds)
{
    m_run = run;
    m_hasSeconds = hasSeconds;
    rebuild();
}

void RunDetails::copyDetails()
{
    if (m_run)
        QGuiApplication::clipboard()->setText(runDetails(*m_run));
}

void RunDetails::rebuild()
{
    auto *page = new QWidget; // replaces the old page, which the scroll area deletes
    auto *rows = new QVBoxLayout{page};
    rows->setContentsMargins(0, 0, 4, 0);
    rows->setSpacing(8);
    m_icon->setVisible(m_run.has_value());
    m_number->setVisible(m_run && m_run->id > 0);
    m_copy->setVisible(m_run.has_value());
    if (!m_run) {
        m_title->setText(tr("No run selected"));
        addText(*rows, tr("Select a run to see what happened in it."), true);
    } else {
        m_icon->setPixmap(stateIcon(m_theme, runState(*m_run)).pixmap(smallIconSize()));
        //: A run's result, then the time and zone of its slot: "Partial, 14:00 AEDT"
        m_title->setText(tr("%1, %2 %3")
                                 .arg(runResultText(*m_run),
                                      slotTimeText(m_run->slot, m_hasSeconds, m_locale),
                                      m_run->slot.toLocalTime().timeZoneAbbreviation()));
        m_number->setText(tr("run %1").arg(m_locale.toString(m_run->id)));
        addText(*rows, runSummary(*m_run, m_locale));
        addRejected(*rows);
        addAttempts(*rows);
        addHeading(*rows, tr("What to do"));
        addText(*rows, runAdvice(*m_run));
    }
    rows->addStretch(1);
    page->setBackgroundRole(QPalette::Base);
    m_scroll->setWidget(page);
}

void RunDetails::addHeading(QVBoxLayout &rows, const QString &text)
{
    auto *label = new TextLabel{TextSize::Body, text, rows.parentWidget()};
    label->setFont(strongFont());
    rows.addSpacing(4);
    rows.addWidget(label);
}

void RunDetails::addText(QVBoxLayout &rows, const QString &text, bool isQuiet)
{
    auto *label = new TextLabel{TextSize::Body, text, rows.parentWidget()};
    label->setWordWrap(true);
    label->setQuiet(isQuiet);
    rows.addWidget(label);
}

void RunDetails::addRejected(QVBoxLayout &rows)
{
    if (m_run->rejected == 0)
        return;
    addHeading(rows, tr("Rejected entries"));
    auto *grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    const int shown = std::min(int(m_run->rejectedEntries.size()), MostRejectedShown);
    for (int i = 0; i < shown; ++i) {
        const RejectedEntry &entry = m_run->rejectedEntries.at(i);
        auto *name = new TextLabel{TextSize::Body, entry.name, rows.parentWidget()};
        name->setFont(strongFont());
        auto *reason = new TextLabel{TextSize::Body, entry.reason, rows.parentWidget()};
        reason->setWordWrap(true);
        grid->addWidget(name, i, 0, Qt::AlignTop);
        grid->addWidget(reason, i, 1);
    }
    rows.addLayout(grid);
    if (m_run->rejected > shown) {
        addText(rows, tr("and %n more", nullptr, m_run->rejected - shown), true);
    }
}

void RunDetails::addAttempts(QVBoxLayout &rows)
{
    if (m_run->attemptLog.isEmpty())
        return;
    addHeading(rows, tr("Attempts"));
    auto *grid = new QGridLayout;
    grid->setColumnStretch(3, 1);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    int row = 0;
    for (qsizetype i = 0; i < m_run->attemptLog.size(); ++i) {
        const Attempt &attempt = m_run->attemptLog.at(i);
        // A run ends with the attempt that brought an answer, unless none did.
        const bool isGood = i + 1 == m_run->attemptLog.size() && m_run->status != RunStatus::Failed;
        const CellState state = isGood ? CellState::Ok : CellState::Failed;
        auto *icon = new QLabel{rows.parentWidget()};
        icon->setPixmap(stateIcon(m_theme, state).pixmap(smallIconSize()));
        icon->setAccessibleName(isGood ? tr("answered") : tr("failed"));
        //: The time of an attempt, to the tenth of a second.
        const QTime at = attempt.at.toLocalTime().time();
        auto *time = new TextLabel{TextSize::Body,
                                   m_locale.toString(at, tr("HH:mm:ss")) + m_locale.decimalPoint() +
                                           m_locale.toString(at.msec() / 100),
                                   rows.parentWidget()};
        time->setQuiet(true);
        //: What an attempt brought, and how long it took: "200 OK, 1.3 KB, 84 ms"
        auto *outcome = new TextLabel{
                TextSize::Body,
                tr("%1, %2").arg(attempt.outcome, durationText(attempt.durationMs, m_locale)),
                rows.parentWidget()};
        outcome->setWordWrap(true);
        grid->addWidget(icon, row, 0, Qt::AlignTop);
        grid->addWidget(
                new TextLabel{TextSize::Body, m_locale.toString(i + 1), rows.parentWidget()}, row,
                1, Qt::AlignTop);
        grid->addWidget(time, row, 2, Qt::AlignTop);
        grid->addWidget(outcome, row++, 3);
        if (attempt.waitedMs > 0) {
            auto *waited = new TextLabel{TextSize::Body,
                                         tr("waited %1").arg(delayText(attempt.waitedMs, m_locale)),
                                         rows.parentWidget()};
            waited->setQuiet(true);
            grid->addWidget(waited, row++, 2, 1, 2);
        }
    }
    rows.addLayout(grid);
}
