// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alerts/spanedit.h"

#include "db/domain/errortext.h"
#include "db/domain/timespans.h"
#include "models/alerts/levelwords.h"

#include <QLineEdit>
#include <QStyleOptionSpinBox>

#include <algorithm>
#include <array>

namespace {

constexpr int Digits = 8; // of room: "1 h 30 min"
constexpr std::array<qint64, 17> Usual{
        0,          5 * MinuteMs, 10 * MinuteMs, 15 * MinuteMs, 30 * MinuteMs, HourMs,
        2 * HourMs, 4 * HourMs,   6 * HourMs,    12 * HourMs,   DayMs,         2 * DayMs,
        7 * DayMs,  14 * DayMs,   30 * DayMs,    90 * DayMs,    365 * DayMs};

} // namespace

SpanEdit::SpanEdit(const QLocale &locale, QWidget *parent)
    : QAbstractSpinBox{parent}
    , m_locale{locale}
{
    setAlignment(Qt::AlignRight);
    lineEdit()->setText(spanWords(0, locale));
    connect(lineEdit(), &QLineEdit::textEdited, this, &SpanEdit::edited);
}

std::optional<qint64> SpanEdit::spanMs() const
{
    const Result<qint64> span = spanFromWords(text());
    return span ? std::optional{*span} : std::nullopt;
}

QString SpanEdit::problem() const
{
    const Result<qint64> span = spanFromWords(text());
    return span ? QString{} : errorText(span.error());
}

void SpanEdit::setSpanMs(qint64 ms)
{
    if (spanMs() != ms)
        lineEdit()->setText(spanWords(ms, m_locale));
}

void SpanEdit::stepBy(int steps)
{
    const qint64 before = spanMs().value_or(0);
    const auto next = steps > 0 ? std::ranges::upper_bound(Usual, before)
                                : std::ranges::lower_bound(Usual, before);
    if (steps > 0 && next != Usual.end())
        setSpanMs(*next);
    else if (steps < 0 && next != Usual.begin())
        setSpanMs(*std::prev(next));
    emit edited();
}

QAbstractSpinBox::StepEnabled SpanEdit::stepEnabled() const
{
    return spanMs().value_or(1) > 0 ? StepUpEnabled | StepDownEnabled : StepUpEnabled;
}

QSize SpanEdit::sizeHint() const
{
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    const QFontMetrics metrics = fontMetrics();
    const QSize inner{metrics.horizontalAdvance(u'0') * Digits, lineEdit()->sizeHint().height()};
    return style()->sizeFromContents(QStyle::CT_SpinBox, &option, inner, this);
}
