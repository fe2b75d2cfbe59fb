// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/rowvalues.h"

#include "app/network/answertext.h"

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype MostNamed = 1000;
constexpr qsizetype LongestValue = 40;

QString named(std::string_view member)
{
    return QString::fromLatin1(member.data(), qsizetype(member.size()));
}

QString shown(QByteArrayView value)
{
    return shownText(QString::fromUtf8(value.first(std::min<qsizetype>(value.size(), 200))),
                     LongestValue);
}

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty() &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

RowValues::RowValues(const JsonRow &row, AnswerTally &tally, const QString &name)
    : m_row{row}
    , m_tally{tally}
    , m_name{name}
{
    ++m_tally.received;
}

RowValues::~RowValues()
{
    if (isGood()) {
        m_tally.rounded += m_isRounded;
        return;
    }
    ++m_tally.rejectedCount;
    if (m_tally.rejected.size() < MostNamed)
        m_tally.rejected.append({shownText(m_name, LongestValue), m_reason});
}

void RowValues::reject(const QString &reason)
{
    if (m_reason.isEmpty())
        m_reason = reason;
}

QDate RowValues::day(std::string_view member)
{
    const QByteArrayView text = m_row.value(member).value_or(QByteArrayView{});
    const bool isDate = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                        isDigits(text.first(4)) && isDigits(text.sliced(5, 2)) &&
                        isDigits(text.sliced(8));
    const QDate day =
            isDate ? QDate{text.first(4).toInt(), text.sliced(5, 2).toInt(), text.sliced(8).toInt()}
                   : QDate{};
    if (!day.isValid())
        reject(u"%1 is \"%2\", not a date"_s.arg(named(member), shown(text)));
    return day;
}

QDateTime RowValues::time(std::string_view member, const QDateTime &now)
{
    const QByteArrayView text = m_row.value(member).value_or(QByteArrayView{});
    bool isNumber = false;
    qint64 seconds = text.toLongLong(&isNumber);
    if (isNumber && seconds > 100 * now.toSecsSinceEpoch())
        seconds /= 1000;
    if (!isNumber || seconds <= 0 || seconds > now.toSecsSinceEpoch() + 86'400) {
        reject(u"%1 is \"%2\", not a time that has been"_s.arg(named(member), shown(text)));
        return {};
    }
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
}

Price RowValues::number(std::string_view member, int decimals, bool mayBeZero)
{
    const std::optional<QByteArrayView> text = m_row.value(member);
    if (!text) {
        reject(u"%1 is missing"_s.arg(named(member)));
        return {};
    }
    const Result<Price::Rounded> parsed = Price::parseRounded(*text, decimals);
    if (!parsed) {
        reject(u"%1 is \"%2\", %3"_s.arg(named(member), shown(*text), parsed.error().detail));
        return {};
    }
    m_isRounded = m_isRounded || !parsed->isExact;
    if (parsed->price < Price{})
        reject(u"%1 is \"%2\", below zero"_s.arg(named(member), shown(*text)));
    else if (!mayBeZero && parsed->price == Price{})
        reject(parsed->isExact ? u"%1 is zero"_s.arg(named(member))
                               : u"%1 is \"%2\", less than %3 decimals can hold"_s.arg(
                                         named(member), shown(*text), QString::number(decimals)));
    return parsed->price;
}

Price RowValues::price(std::string_view member, int decimals)
{
    return number(member, decimals, false);
}

Price RowValues::priceOrZero(std::string_view member, int decimals)
{
    return number(member, decimals, true);
}

std::optional<Price> RowValues::priceIfAny(std::string_view member, int decimals)
{
    return m_row.value(member) ? std::optional{number(member, decimals, false)} : std::nullopt;
}

std::optional<qint64> RowValues::volume(std::string_view member)
{
    const std::optional<QByteArrayView> text = m_row.value(member);
    if (!text)
        return {};
    bool isNumber = false;
    if (const qint64 whole = text->toLongLong(&isNumber); isNumber && whole >= 0)
        return whole;
    // Half up, by its digits where it is written with a point.
    const qsizetype point = text->indexOf('.');
    if (point > 0 && isDigits(text->first(point)) && isDigits(text->sliced(point + 1))) {
        const qint64 whole = text->first(point).toLongLong(&isNumber);
        const QByteArrayView fraction = text->sliced(point + 1);
        const bool isWhole = std::ranges::all_of(fraction, [](char c) { return c == '0'; });
        m_isRounded = m_isRounded || !isWhole;
        if (isNumber)
            return whole + (fraction[0] >= '5' ? 1 : 0);
    }
    const double number = text->toDouble(&isNumber);
    if (isNumber && number >= 0 && number < 9e18) { // "3.8e10"
        m_isRounded = m_isRounded || number != std::floor(number);
        return qint64(std::floor(number + 0.5));
    }
    reject(u"%1 is \"%2\", not a volume"_s.arg(named(member), shown(*text)));
    return {};
}
