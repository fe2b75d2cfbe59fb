// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alerts/termrow.h"

#include "db/domain/timespans.h"
#include "models/alerts/conditiontext.h"
#include "models/alerts/levelwords.h"
#include "models/quotes/pricetext.h"
#include "views/alerts/leveledit.h"
#include "views/alerts/spanedit.h"
#include "views/theme/textlabel.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QComboBox>
#include <QPushButton>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Price::Units One = 100'000'000;

// What a span is at first: highs and averages count days, the others hours.
qint64 usualSpanMs(AlertMeasure measure)
{
    switch (measure) {
    case AlertMeasure::DropFromHigh:
    case AlertMeasure::RiseFromLow:
        return 30 * DayMs;
    case AlertMeasure::Average:
        return 20 * DayMs;
    default:
        return DayMs / 24;
    }
}

void setInLine(QWidget &part, const QList<QWidget *> &widgets)
{
    auto *row = new QHBoxLayout{&part};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QWidget *widget : widgets)
        row->addWidget(widget);
}

} // namespace

TermRow::TermRow(int number, const Theme &theme, const QLocale &locale, QWidget *parent)
    : QWidget{parent}
    , m_number{number}
    , m_theme{theme}
    , m_locale{locale}
{
    setObjectName(u"term%1"_s.arg(number));
    m_parts = {makeSubject(), makeComparison(), makeClear()};
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    for (QWidget *part : std::as_const(m_parts)) {
        auto *line = new QHBoxLayout;
        line->setSpacing(8);
        line->addWidget(part);
        line->addStretch(); // keeps what is there at the beginning
        m_lineOfPart.append(int(m_lines.size()));
        m_lines.append(line);
        rows->addLayout(line);
    }
    m_problem = new TextLabel{TextSize::Secondary, {}, this};
    m_problem->setObjectName(u"termProblem%1"_s.arg(number));
    m_problem->setWordWrap(true);
    m_problem->setMeaning(theme, Meaning::Danger);
    m_problem->hide();
    rows->addWidget(m_problem);
    setTerm(m_term);
}

QComboBox *TermRow::makeChoice(const QString &name, const QString &title, QWidget *parent)
{
    auto *box = new QComboBox{parent};
    box->setObjectName(name + QString::number(m_number));
    box->setAccessibleName(title);
    connect(box, &QComboBox::activated, this, &TermRow::noteEdit);
    return box;
}

SpanEdit *TermRow::makeSpan(const QString &name, const QString &title, QWidget *parent)
{
    auto *edit = new SpanEdit{m_locale, parent};
    edit->setObjectName(name + QString::number(m_number));
    edit->setAccessibleName(title);
    connect(edit, &SpanEdit::edited, this, &TermRow::noteEdit);
    return edit;
}

LevelEdit *TermRow::makeLevel(const QString &name, const QString &title, QWidget *parent)
{
    auto *edit = new LevelEdit{m_locale, parent};
    edit->setObjectName(name + QString::number(m_number));
    edit->setAccessibleName(title);
    connect(edit, &LevelEdit::edited, this, &TermRow::noteEdit);
    return edit;
}

QWidget *TermRow::makeSubject()
{
    auto *part = new QWidget{this};
    m_joint = makeChoice(u"joint"_s, tr("Joined by"), part);
    m_joint->addItem(tr("and"), false);
    m_joint->addItem(tr("or"), true);
    m_joint->setVisible(m_number > 0);
    m_measure = makeChoice(u"measure"_s, tr("What it looks at"), part);
    for (int measure = 0; measure <= int(AlertMeasure::NoData); ++measure) {
        m_measure->addItem(measureWords(AlertMeasure(measure)), measure);
        m_measure->setItemData(measure, measureTip(AlertMeasure(measure)), Qt::ToolTipRole);
    }
    m_span = makeSpan(u"span"_s, tr("How far it looks back"), part);
    m_over = new TextLabel{TextSize::Body, tr("over"), part};
    m_longSpan = makeSpan(u"longSpan"_s, tr("How far the longer average looks back"), part);
    setInLine(*part, {m_joint, m_measure, m_span, m_over, m_longSpan});
    return part;
}

QWidget *TermRow::makeComparison()
{
    auto *part = new QWidget{this};
    m_comparison = makeChoice(u"comparison"_s, tr("How it compares"), part);
    for (int comparison = 0; comparison <= int(AlertComparison::Crosses); ++comparison)
        m_comparison->addItem(comparisonWords(AlertComparison(comparison)), comparison);
    m_level = makeLevel(u"level"_s, tr("Level"), part);
    m_silence = makeSpan(u"silence"_s, tr("How long there is no price"), part);
    m_unit = new TextLabel{TextSize::Body, {}, part};
    setInLine(*part, {m_comparison, m_level, m_silence, m_unit});
    return part;
}

QWidget *TermRow::makeClear()
{
    auto *part = new QWidget{this};
    m_clearLabel = new TextLabel{TextSize::Body, {}, part};
    m_clear = makeLevel(u"clear"_s, tr("Clear level"), part);
    m_clear->setToolTip(tr("The rule is over only behind this level; empty: behind its own"));
    m_clearLabel->setBuddy(m_clear);
    m_distance = new TextLabel{TextSize::Secondary, {}, part};
    m_distance->setObjectName(u"distance%1"_s.arg(m_number));
    // Its room is there before it says something, so that nothing moves while somebody writes.
    const QString widest = tr("%1 % higher").arg(localHundredths(9'999, m_locale));
    m_distance->setFixedWidth(m_distance->fontMetrics().horizontalAdvance(widest));
    m_remove = new QPushButton{m_theme.icon(u"close"_s), {}, part};
    m_remove->setObjectName(u"removeTerm%1"_s.arg(m_number));
    m_remove->setAutoDefault(false);
    m_remove->setAccessibleName(tr("Take this part away"));
    m_remove->setToolTip(tr("Take this part away"));
    m_remove->setFixedWidth(grown(28));
    connect(m_remove, &QPushButton::clicked, this, &TermRow::removed);
    setInLine(*part, {m_clearLabel, m_clear, m_distance, m_remove});
    return part;
}

void TermRow::setTerm(const AlertTerm &term)
{
    m_term = term;
    m_measure->setCurrentIndex(int(term.measure));
    m_comparison->setCurrentIndex(int(term.comparison));
    m_span->setSpanMs(term.spanMs);
    m_longSpan->setSpanMs(term.longSpanMs);
    if (term.measure == AlertMeasure::NoData)
        m_silence->setSpanMs(qint64(term.level.units() * MinuteMs / One));
    else
        m_level->setLevel(term.level);
    m_clear->setLevel(term.clear);
    showParts();
}

AlertTerm TermRow::term() const
{
    AlertTerm term;
    term.measure = AlertMeasure(m_measure->currentIndex());
    if (hasSpan(term.measure))
        term.spanMs = m_span->spanMs().value_or(m_term.spanMs);
    if (term.measure == AlertMeasure::Average)
        term.longSpanMs = m_longSpan->spanMs().value_or(m_term.longSpanMs);
    if (term.measure == AlertMeasure::NoData) {
        term.level = Price::fromUnits(m_silence->spanMs().value_or(0) * One / MinuteMs);
        return term;
    }
    term.comparison = AlertComparison(m_comparison->currentIndex());
    term.level = m_level->level().value_or(m_term.level);
    if (mayHaveClear(term) && !m_clear->isEmpty())
        term.clear = m_clear->level() ? m_clear->level() : m_term.clear;
    return term;
}

QString TermRow::problem() const
{
    const auto measure = AlertMeasure(m_measure->currentIndex());
    for (const SpanEdit *span : {m_span, m_longSpan, m_silence}) {
        if (!span->isHidden() && !span->problem().isEmpty())
            return span->problem();
    }
    const QString example = localPrice(Price::fromUnits(One / 2), m_locale);
    if (measure != AlertMeasure::NoData && !m_level->level())
        return tr("The level is no number. Write it such as %1.").arg(example);
    if (!m_clear->isHidden() && !m_clear->isEmpty() && !m_clear->level())
        return tr("The clear level is no number. Write it such as %1, or leave it empty.")
                .arg(example);
    return {};
}

void TermRow::setJoinedByOr(bool isOr)
{
    m_joint->setCurrentIndex(isOr ? 1 : 0);
}

bool TermRow::isJoinedByOr() const
{
    return m_number > 0 && m_joint->currentData().toBool();
}

void TermRow::setRemovable(bool isRemovable)
{
    m_remove->setVisible(isRemovable);
}

void TermRow::showProblem(const QString &sentence)
{
    m_term = term(); // what is written later and cannot be read leaves this
    if (sentence == m_problem->text())
        return;
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    m_level->setAccessibleDescription(sentence);
    if (sentence.isEmpty())
        return;
    QAccessibleEvent event{m_problem, QAccessible::Alert};
    QAccessible::updateAccessibility(&event);
}

void TermRow::noteEdit()
{
    const auto measure = AlertMeasure(m_measure->currentIndex());
    if (hasSpan(measure) && (!hasSpan(m_term.measure) || m_term.measure != measure)) {
        m_span->setSpanMs(usualSpanMs(measure));
        if (measure == AlertMeasure::Average)
            m_longSpan->setSpanMs(50 * DayMs);
    }
    if (measure == AlertMeasure::NoData && m_silence->spanMs().value_or(1) == 0)
        m_silence->setSpanMs(qint64(15 * MinuteMs));
    if (unitOf(measure) != unitOf(m_term.measure) && measure != AlertMeasure::NoData) {
        // A level in another unit says nothing any more.
        m_level->setLevel(Price::fromUnits((unitOf(measure) == AlertUnit::Percent ? 5 : 0) * One));
        m_clear->setLevel({});
    }
    m_term.measure = measure;
    showParts();
    emit edited();
}

void TermRow::showParts()
{
    const AlertTerm now = term();
    const bool isNoData = now.measure == AlertMeasure::NoData;
    m_span->setVisible(hasSpan(now.measure));
    m_over->setVisible(now.measure == AlertMeasure::Average);
    m_longSpan->setVisible(now.measure == AlertMeasure::Average);
    m_comparison->setVisible(!isNoData);
    m_level->setVisible(!isNoData);
    m_silence->setVisible(isNoData);
    m_unit->setText(isNoData ? QString{} : unitWords(unitOf(now.measure)));
    m_unit->setVisible(!m_unit->text().isEmpty());
    m_measure->setToolTip(measureTip(now.measure));
    m_clearLabel->setVisible(mayHaveClear(now));
    m_clearLabel->setText(firesAbove(now.comparison) ? tr("clears below") : tr("clears above"));
    m_clear->setVisible(mayHaveClear(now));
    m_distance->setText(distanceText());
    m_distance->setVisible(mayHaveClear(now) && unitOf(now.measure) == AlertUnit::Money);
    placeParts();
}

// "0.99 % lower": how far the clear level of an amount is from the level.
QString TermRow::distanceText() const
{
    const AlertTerm now = term();
    if (!now.clear || unitOf(now.measure) != AlertUnit::Money || now.level.units() <= 0)
        return {};
    const Price::Units apart = now.level.units() - now.clear->units();
    const auto hundredths = qint64((apart < 0 ? -apart : apart) * 10'000 / now.level.units());
    const QString size = localHundredths(hundredths, m_locale);
    return apart < 0 ? tr("%1 % higher").arg(size) : tr("%1 % lower").arg(size);
}

QSize TermRow::minimumSizeHint() const
{
    int width = 0;
    for (const QWidget *part : m_parts)
        width = std::max(width, part->sizeHint().width());
    return {width, QWidget::minimumSizeHint().height()};
}

void TermRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeParts();
}

void TermRow::placeParts()
{
    QList<int> lines;
    int used = 0;
    for (const QWidget *part : std::as_const(m_parts)) {
        const int needed = part->sizeHint().width();
        const bool isNext = used > 0 && used + 8 + needed > width();
        lines.append(lines.isEmpty() ? 0 : lines.constLast() + (isNext ? 1 : 0));
        used = isNext ? needed : used + (used > 0 ? 8 : 0) + needed;
    }
    if (lines == m_lineOfPart)
        return;
    // All of them anew: one that comes back to its line would stand behind those that stayed.
    m_lineOfPart = lines;
    for (QHBoxLayout *line : std::as_const(m_lines)) {
        for (QWidget *part : std::as_const(m_parts))
            line->removeWidget(part);
    }
    for (int i = 0; i < m_parts.size(); ++i) {
        QHBoxLayout &line = *m_lines.at(lines.at(i));
        line.insertWidget(line.count() - 1, m_parts.at(i));
    }
}
