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
    : DetailsCard{tr("Details of the run"), parent}
    , m_locale{std::move(locale)}
    , m_theme{theme}
    , m_number{new TextLabel{TextSize::Body, {}, this}}
    , m_copy{new QPushButton{theme.icon(u"copy"_s), tr("Copy de&tails"), this}}
{
    m_number->setQuiet(true);
    head().addWidget(m_number, 0, Qt::AlignTop);
    scrollArea().setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_copy->setObjectName(u"copyDetailsButton"_s);
    m_copy->setToolTip(tr("Copies everything about this run as text, times in UTC"));
    connect(m_copy, &QPushButton::clicked, this, &RunDetails::copyDetails);
    foot().addWidget(m_copy);
    foot().addStretch(1);
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
    begin();
    m_number->setVisible(m_run && m_run->id > 0);
    m_copy->setVisible(m_run.has_value());
    if (!m_run) {
        setState({}, {});
        setTitle(tr("No run selected"));
        addText(tr("Select a run to see what happened in it."), true);
    } else {
        setState(stateIcon(m_theme, runState(*m_run)), {});
        //: A run's result, then the time and zone of its slot: "Partial, 14:00 AEDT"
        setTitle(tr("%1, %2 %3")
                         .arg(runResultText(*m_run),
                              slotTimeText(m_run->slot, m_hasSeconds, m_locale),
                              m_run->slot.toLocalTime().timeZoneAbbreviation()));
        m_number->setText(tr("run %1").arg(m_locale.toString(m_run->id)));
        addText(runSummary(*m_run, m_locale));
        addRejected();
        addAttempts();
        addHeading(tr("What to do"));
        addText(runAdvice(*m_run));
    }
    end();
}

void RunDetails::addRejected()
{
    if (m_run->rejected == 0)
        return;
    addHeading(tr("Rejected entries"));
    auto *grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    const int shown = std::min(int(m_run->rejectedEntries.size()), MostRejectedShown);
    for (int i = 0; i < shown; ++i) {
        const RejectedEntry &entry = m_run->rejectedEntries.at(i);
        auto *name = new TextLabel{TextSize::Body, entry.name, page().parentWidget()};
        name->setFont(strongFont());
        auto *reason = new TextLabel{TextSize::Body, entry.reason, page().parentWidget()};
        reason->setWordWrap(true);
        grid->addWidget(name, i, 0, Qt::AlignTop);
        grid->addWidget(reason, i, 1);
    }
    page().addLayout(grid);
    if (m_run->rejected > shown) {
        addText(tr("and %n more", nullptr, m_run->rejected - shown), true);
    }
}

void RunDetails::addAttempts()
{
    if (m_run->attemptLog.isEmpty())
        return;
    addHeading(tr("Attempts"));
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
        auto *icon = new QLabel{page().parentWidget()};
        icon->setPixmap(stateIcon(m_theme, state).pixmap(smallIconSize()));
        icon->setAccessibleName(isGood ? tr("answered") : tr("failed"));
        //: The time of an attempt, to the tenth of a second.
        const QTime at = attempt.at.toLocalTime().time();
        auto *time = new TextLabel{TextSize::Body,
                                   m_locale.toString(at, tr("HH:mm:ss")) + m_locale.decimalPoint() +
                                           m_locale.toString(at.msec() / 100),
                                   page().parentWidget()};
        time->setQuiet(true);
        //: What an attempt brought, and how long it took: "200 OK, 1.3 KB, 84 ms"
        auto *outcome = new TextLabel{
                TextSize::Body,
                tr("%1, %2").arg(attempt.outcome, durationText(attempt.durationMs, m_locale)),
                page().parentWidget()};
        outcome->setWordWrap(true);
        grid->addWidget(icon, row, 0, Qt::AlignTop);
        grid->addWidget(
                new TextLabel{TextSize::Body, m_locale.toString(i + 1), page().parentWidget()}, row,
                1, Qt::AlignTop);
        grid->addWidget(time, row, 2, Qt::AlignTop);
        grid->addWidget(outcome, row++, 3);
        if (attempt.waitedMs > 0) {
            auto *waited = new TextLabel{TextSize::Body,
                                         tr("waited %1").arg(delayText(attempt.waitedMs, m_locale)),
                                         page().parentWidget()};
            waited->setQuiet(true);
            grid->addWidget(waited, row++, 2, 1, 2);
        }
    }
    page().addLayout(grid);
}
