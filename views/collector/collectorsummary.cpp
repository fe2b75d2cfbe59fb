// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/collector/collectorsummary.h"

#include "models/collector/runtext.h"
#include "views/tables/stateicon.h"
#include "views/theme/textlabel.h"
#include "views/theme/typescale.h"

#include <QAccessible>
#include <QFrame>
#include <QHBoxLayout>
#include <QProgressBar>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QFrame *makeCard(QWidget *parent)
{
    auto *card = new QFrame{parent};
    card->setFrameStyle(int(QFrame::StyledPanel) | int(QFrame::Plain));
    card->setBackgroundRole(QPalette::Base);
    card->setAutoFillBackground(true);
    return card;
}

// "2:08", "1:02:08".
QString countdownText(qint64 ms)
{
    const qint64 seconds = std::max<qint64>(0, (ms + 999) / 1000);
    const auto padded = [](qint64 value) { return QString::number(value).rightJustified(2, u'0'); };
    const qint64 minutes = seconds / 60 % 60;
    const QString rest = u"%1:%2"_s.arg(seconds < 3600 ? QString::number(minutes) : padded(minutes),
                                        padded(seconds % 60));
    return seconds < 3600 ? rest : u"%1:%2"_s.arg(seconds / 3600).arg(rest);
}

} // namespace

CollectorSummary::CollectorSummary(SlotStripModel &strip, const Theme &theme, QWidget *parent)
    : QWidget{parent}
    , m_strip{strip}
    , m_theme{theme}
{
    auto *row = new QHBoxLayout{this};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(makeCountdown(), 3);
    row->addWidget(makeFacts(), 7);
    connect(&strip, &SlotStripModel::stripChanged, this, &CollectorSummary::updateFacts);
    connect(&theme, &Theme::changed, this, &CollectorSummary::updateFacts);
    updateFacts();
    updateCountdown();
}

QWidget *CollectorSummary::makeCountdown()
{
    QFrame *card = makeCard(this);
    m_caption = new TextLabel{TextSize::Body, {}, card};
    m_caption->setQuiet(true);
    m_figure = new TextLabel{TextSize::Figure, {}, card};
    m_figure->setObjectName(u"countdown"_s);
    m_until = new TextLabel{TextSize::Body, {}, card};
    m_until->setQuiet(true);
    m_until->setWordWrap(true);
    m_message = new TextLabel{TextSize::Body, {}, card};
    m_message->setObjectName(u"collectorMessage"_s);
    m_message->setQuiet(true);
    m_message->setWordWrap(true);
    m_bar = new QProgressBar{card};
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(6);
    m_bar->setAccessibleName(tr("Time to the next slot"));

    auto *figure = new QHBoxLayout;
    figure->setSpacing(8);
    figure->addWidget(m_figure, 0, Qt::AlignBaseline);
    figure->addWidget(m_until, 1, Qt::AlignBaseline);
    auto *rows = new QVBoxLayout{card};
    rows->setContentsMargins(14, 10, 14, 10);
    rows->setSpacing(2);
    rows->addWidget(m_caption);
    rows->addLayout(figure, 1);
    rows->addWidget(m_message);
    rows->addSpacing(4);
    rows->addWidget(m_bar);
    return card;
}

QWidget *CollectorSummary::makeFacts()
{
    QFrame *card = makeCard(this);
    auto *row = new QHBoxLayout{card};
    row->setContentsMargins(14, 10, 14, 10);
    row->setSpacing(12);
    m_lastRun = addFact(*row, tr("Last run"));
    m_duration = addFact(*row, tr("Duration"));
    m_delay = addFact(*row, tr("Delay, slot to insert"));
    m_outbox = addFact(*row, tr("Outbox"));
    return card;
}

CollectorSummary::Fact CollectorSummary::addFact(QHBoxLayout &row, const QString &caption)
{
    QWidget *card = row.parentWidget();
    if (row.count() > 0) {
        auto *line = new QFrame{card};
        line->setFrameShape(QFrame::VLine);
        line->setForegroundRole(QPalette::Mid);
        row.addWidget(line);
    }
    auto *name = new TextLabel{TextSize::Body, caption, card};
    name->setQuiet(true);
    name->setWordWrap(true); // beside the task centre
    Fact fact{new QLabel{card}, new TextLabel{TextSize::Title, {}, card},
              new TextLabel{TextSize::Secondary, {}, card}};
    fact.note->setWordWrap(true);
    fact.icon->hide();
    auto *value = new QHBoxLayout;
    value->setSpacing(6);
    value->addWidget(fact.icon);
    value->addWidget(fact.value, 1);
    auto *rows = new QVBoxLayout;
    rows->setSpacing(2);
    rows->addWidget(name);
    rows->addLayout(value);
    rows->addWidget(fact.note);
    rows->addStretch(1);
    row.addLayout(rows, 1);
    return fact;
}

void CollectorSummary::setState(const CollectorState &state)
{
    const bool hasTurned = state.activity != m_state.activity;
    m_state = state;
    updateCountdown();
    updateFacts();
    if (hasTurned) { // spoken once; the countdown itself never is
        QAccessibleEvent event{m_figure, QAccessible::Alert};
        QAccessible::updateAccessibility(&event);
    }
}

void CollectorSummary::updateCountdown()
{
    const QDateTime now = m_strip.now();
    const bool hasSeconds = m_strip.grid().length < 1min;
    const QDateTime next = m_state.nextSlot;
    const QString nextText = next.isValid()
                                     ? u"%1 %2"_s.arg(slotTimeText(next, true, m_strip.locale()),
                                                      next.toLocalTime().timeZoneAbbreviation())
                                     : QString{};
    QString caption = tr("Next slot");
    QString figure = next.isValid() ? countdownText(now.msecsTo(next)) : u"–"_s;
    QString until = next.isValid() ? tr("until %1").arg(nextText) : QString{};
    switch (m_state.activity) {
    case CollectorState::Activity::Running:
        break;
    case CollectorState::Activity::Working:
        caption = tr("Slot %1").arg(
                slotTimeText(m_strip.grid().slotAt(now), hasSeconds, m_strip.locale()));
        figure = tr("Collecting…");
        until = m_state.attempt > 1 ? tr("attempt %1").arg(m_state.attempt) : QString{};
        break;
    case CollectorState::Activity::Paused:
        figure = tr("Paused");
        until = tr("Resume to collect again");
        break;
    case CollectorState::Activity::Blocked:
        caption = tr("Next try");
        break;
    case CollectorState::Activity::Standby:
        figure = tr("Standing by");
        until.clear();
        break;
    }
    // A sentence takes the whole width, below the figure.
    const bool hasMessage =
            !m_state.message.isEmpty() && m_state.activity != CollectorState::Activity::Working;
    m_message->setText(hasMessage ? m_state.message : QString{});
    m_message->setVisible(hasMessage);
    m_caption->setText(caption);
    m_figure->setText(figure);
    m_until->setText(hasMessage ? QString{} : until);

    const qint64 length = m_strip.grid().length.count();
    const bool isPlanned = next.isValid() && m_state.activity == CollectorState::Activity::Running;
    const qint64 passed = isPlanned ? length - std::clamp<qint64>(now.msecsTo(next), 0, length) : 0;
    m_bar->setRange(0, int(length));
    m_bar->setValue(int(passed));
}

void CollectorSummary::updateFacts()
{
    const QLocale locale = m_strip.locale();
    const QString none = u"–"_s;
    const std::optional<CollectionRun> run = m_strip.lastRun();
    const bool hasSeconds = m_strip.grid().length < 1min;

    m_lastRun.icon->setVisible(run.has_value());
    m_lastRun.value->setText(run ? slotTimeText(run->slot, hasSeconds, locale) : none);
    if (run) {
        m_lastRun.icon->setPixmap(stateIcon(m_theme, runState(*run)).pixmap(smallIconSize()));
        m_lastRun.icon->setAccessibleName(runResultText(*run));
        m_lastRun.note->setText(run->status == RunStatus::Failed
                                        ? tr("failed; nothing stored")
                                        : tr("%1 of %2 quotes stored")
                                                  .arg(locale.toString(run->stored),
                                                       locale.toString(run->received)));
    } else {
        m_lastRun.note->setText(tr("none in the last %1").arg(m_strip.spanText()));
    }

    const auto median = [&](const std::optional<qint64> &ms, auto text) {
        //: The middle of all values of a span of time: "median 24 h: 438 ms"
        return ms ? tr("median %1: %2").arg(m_strip.shortSpanText(), text(*ms, locale)) : QString{};
    };
    m_duration.value->setText(run ? durationText(run->durationMs, locale) : none);
    m_duration.note->setText(median(m_strip.medianDurationMs(), &durationText));
    const std::optional<qint64> delay = run ? runDelayMs(*run) : std::nullopt;
    m_delay.value->setText(delay ? delayText(*delay, locale) : none);
    m_delay.note->setText(median(m_strip.medianDelayMs(), &delayText));

    const int waiting = m_state.waitingInOutbox;
    m_outbox.value->setText(waiting == 0 ? tr("Empty") : tr("%n waiting", nullptr, waiting));
    m_outbox.note->setText(waiting == 0 ? tr("everything is in the database")
                                        : tr("stored when the database is free"));
    m_outbox.icon->setVisible(waiting > 0);
    m_outbox.icon->setPixmap(stateIcon(m_theme, CellState::Waiting).pixmap(smallIconSize()));
}
