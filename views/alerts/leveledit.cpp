// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alerts/leveledit.h"

#include "models/alerts/levelwords.h"
#include "models/quotes/pricetext.h"

#include <QLineEdit>
#include <QStyleOptionSpinBox>

namespace {

constexpr int Digits = 13; // of room: "142,109.7119", "0.00001150"
constexpr Price::Units StepsOfLevel = 100;

// About a hundredth of the level, as a power of ten.
Price::Units stepOf(Price level)
{
    Price::Units size = level.units() < 0 ? -level.units() : level.units();
    size = size == 0 ? 100'000'000 : size / StepsOfLevel;
    Price::Units step = 1;
    while (step * 10 <= size)
        step *= 10;
    return step;
}

} // namespace

LevelEdit::LevelEdit(const QLocale &locale, QWidget *parent)
    : QAbstractSpinBox{parent}
    , m_locale{locale}
{
    setAlignment(Qt::AlignRight);
    setLocale(locale);
    connect(lineEdit(), &QLineEdit::textEdited, this, &LevelEdit::edited);
}

std::optional<Price> LevelEdit::level() const
{
    const Result<Price> level = priceFromLocal(text(), m_locale);
    return level ? std::optional{*level} : std::nullopt;
}

bool LevelEdit::isEmpty() const
{
    return text().trimmed().isEmpty();
}

void LevelEdit::setLevel(std::optional<Price> level)
{
    if (level ? level != this->level() : !isEmpty())
        write(level);
}

void LevelEdit::write(std::optional<Price> level)
{
    lineEdit()->setText(level ? localPrice(*level, m_locale) : QString{});
}

void LevelEdit::stepBy(int steps)
{
    const Price before = level().value_or(Price{});
    write(Price::fromUnits(before.units() + steps * stepOf(before)));
    emit edited();
}

QAbstractSpinBox::StepEnabled LevelEdit::stepEnabled() const
{
    return StepUpEnabled | StepDownEnabled;
}

QSize LevelEdit::sizeHint() const
{
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    const QFontMetrics metrics = fontMetrics();
    const QSize inner{metrics.horizontalAdvance(u'0') * Digits, lineEdit()->sizeHint().height()};
    return style()->sizeFromContents(QStyle::CT_SpinBox, &option, inner, this);
}
