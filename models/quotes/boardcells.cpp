// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/boardcells.h"

#include "db/domain/change.h"
#include "db/domain/coin.h"
#include "db/domain/exchangeday.h"
#include "models/cellrole.h"
#include "models/quotes/agetext.h"
#include "models/quotes/boardmodel.h"
#include "models/quotes/linetext.h"
#include "models/quotes/pricetext.h"

#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace {

const QString NoValue = u"–"_s;

bool hasPrice(const BoardRow &row)
{
    return !row.stock || row.stock->hasPrice;
}

bool isPrice(int column)
{
    return column == BoardModel::LastColumn || column == BoardModel::BidColumn ||
           column == BoardModel::AskColumn;
}

std::optional<Price> priceIn(const BoardRow &row, int column)
{
    if (column == BoardModel::LastColumn && hasPrice(row))
        return row.quote.last;
    if (row.stock)
        return {};
    switch (column) {
    case BoardModel::BidColumn:
        return row.quote.bid;
    case BoardModel::AskColumn:
        return row.quote.ask;
    default:
        return {};
    }
}

QString currencyOf(const BoardRow &row)
{
    return row.stock ? row.stock->currency : currencyOfCoin(row.quote.coin);
}

bool isChange(int column)
{
    return column == BoardModel::HourColumn || column == BoardModel::DayColumn ||
           column == BoardModel::WeekColumn;
}

// The percent that a column shows. The last hour of a stale price is not known.
std::optional<qint64> percentIn(const BoardRow &row, bool isStale, int column)
{
    const auto since = [&row](const std::optional<Price> &then) {
        return then ? changeInHundredths(*then, row.quote.last) : std::nullopt;
    };
    switch (column) {
    case BoardModel::SpreadColumn:
        return row.stock ? std::nullopt : spreadInHundredths(row.quote.bid, row.quote.ask);
    case BoardModel::HourColumn:
        return isStale ? std::nullopt : since(row.hourAgo);
    case BoardModel::DayColumn:
        return since(row.dayAgo);
    case BoardModel::WeekColumn:
        return since(row.weekAgo);
    default:
        return {};
    }
}

// The exchange's day that a stock's price is of.
QDate dayOf(const BoardRow &row)
{
    return row.stock && row.stock->isDaily
                   ? row.quote.timestamp.toUTC().date()
                   : exchangeDay(row.quote.coin, row.quote.timestamp.toMSecsSinceEpoch());
}

int sign(qint64 value)
{
    return value > 0 ? 1 : value < 0 ? -1 : 0;
}

} // namespace

BoardCells::BoardCells(QLocale locale, std::function<QDateTime()> clock)
    : m_locale{std::move(locale)}
    , m_clock{std::move(clock)}
{}

AgedRow BoardCells::aged(const BoardRow &board) const
{
    if (!hasPrice(board))
        return {board, NoValue, false};
    const QDateTime now = m_clock();
    const qint64 ageMs = board.quote.timestamp.msecsTo(now);
    const bool isStale = board.stock ? now >= staleFrom(board.quote.coin, dayOf(board))
                                     : std::chrono::milliseconds{ageMs} > BoardModel::StaleAfter;
    return {board, ageText(ageMs, m_locale), isStale};
}

QVariant BoardCells::further(const AgedRow &row, int column, int role)
{
    switch (role) {
    case CellRole::Stale:
        return row.isStale;
    case CellRole::Tone:
        return tone(row, column);
    case CellRole::Direction:
        if (isChange(column)) {
            if (const auto percent = percentIn(row.board, row.isStale, column))
                return sign(*percent);
        }
        return {};
    case CellRole::Line:
        return column == BoardModel::LineColumn ? QVariant::fromValue(row.board.dayLine)
                                                : QVariant{};
    case CellRole::Stock:
        return row.board.stock.has_value();
    default:
        return {};
    }
}

QString BoardCells::display(const AgedRow &row, int column) const
{
    const Quote &quote = row.board.quote;
    if (const auto price = priceIn(row.board, column))
        return localPrice(*price, m_locale);
    if (column == BoardModel::CoinColumn)
        return quote.coin;
    if (column == BoardModel::CurrencyColumn)
        return currencyOf(row.board);
    if (column == BoardModel::AgeColumn)
        return row.age;
    if (column == BoardModel::LineColumn)
        return {}; // drawn; its words are the accessible text
    const auto percent = percentIn(row.board, row.isStale, column);
    if (!percent)
        return NoValue;
    if (!isChange(column) || *percent == 0)
        return localHundredths(*percent, m_locale);
    return (*percent > 0 ? u"▲ "_s : u"▼ "_s) + localHundredths(qAbs(*percent), m_locale);
}

QString BoardCells::raw(const AgedRow &row, int column) const
{
    const Quote &quote = row.board.quote;
    if (const auto price = priceIn(row.board, column))
        return price->toString();
    if (const auto percent = percentIn(row.board, row.isStale, column))
        return rawHundredths(*percent);
    if (column == BoardModel::CoinColumn || column == BoardModel::CurrencyColumn)
        return display(row, column);
    if (column == BoardModel::AgeColumn && hasPrice(row.board))
        return quote.timestamp.toUTC().toString(Qt::ISODateWithMs);
    return {};
}

QString BoardCells::spoken(const AgedRow &row, int column) const
{
    const Quote &quote = row.board.quote;
    if (const auto price = priceIn(row.board, column)) {
        //: A price and its currency: "142,310.00 AUD"
        return tr("%1 %2").arg(localPrice(*price, m_locale), currencyOf(row.board));
    }
    if (column == BoardModel::LineColumn)
        return dayLineText(row.board.dayLine, m_locale, row.board.stock.has_value());
    if (isPrice(column) || (column == BoardModel::AgeColumn && !hasPrice(row.board)))
        return tr("not known");
    if (column == BoardModel::AgeColumn) {
        const QString age = spokenAge(quote.timestamp.msecsTo(m_clock()));
        return row.isStale ? tr("stale, %1").arg(age) : age;
    }
    if (column == BoardModel::CoinColumn || column == BoardModel::CurrencyColumn)
        return display(row, column);
    const auto percent = percentIn(row.board, row.isStale, column);
    if (!percent)
        return tr("not known");
    const QString size = localHundredths(isChange(column) ? qAbs(*percent) : *percent, m_locale);
    if (isChange(column) && *percent > 0)
        return tr("up %1 percent").arg(size);
    if (isChange(column) && *percent < 0)
        return tr("down %1 percent").arg(size);
    return isChange(column) ? tr("unchanged") : tr("%1 percent").arg(size);
}

QString BoardCells::toolTip(const AgedRow &row, int column) const
{
    const Quote &quote = row.board.quote;
    if (const auto price = priceIn(row.board, column)) {
        return tr("%1 %2").arg(localPrice(*price, m_locale, Price::Decimals),
                               currencyOf(row.board));
    }
    if (column == BoardModel::LineColumn)
        return dayLineText(row.board.dayLine, m_locale, row.board.stock.has_value());
    if (column == BoardModel::CoinColumn && row.board.stock)
        return row.board.stock->name;
    if (column == BoardModel::AgeColumn && !hasPrice(row.board))
        return tr("No price was stored yet");
    if (column == BoardModel::AgeColumn && row.board.stock && row.board.stock->isDaily) {
        const QString day = m_locale.toString(quote.timestamp.toUTC().date(), tr("d MMM yyyy"));
        return row.isStale ? tr("Stale: the newest close is of %1").arg(day)
                           : tr("The newest close is of %1").arg(day);
    }
    if (column == BoardModel::AgeColumn) {
        const QDateTime local = quote.timestamp.toLocalTime();
        //: A slot: date, time, time zone.
        const QString slot = tr("%1, %2 %3")
                                     .arg(m_locale.toString(local.date(), tr("d MMM yyyy")),
                                          m_locale.toString(local.time(), tr("HH:mm:ss")),
                                          local.timeZoneAbbreviation());
        return row.isStale ? tr("Stale: the newest quote is of %1").arg(slot)
                           : tr("The newest quote is of %1").arg(slot);
    }
    return {};
}

QVariant BoardCells::sortValue(const AgedRow &row, int column) const
{
    const Quote &quote = row.board.quote;
    if (const auto price = priceIn(row.board, column))
        return QVariant::fromValue(*price);
    if (const auto percent = percentIn(row.board, row.isStale, column))
        return *percent;
    if (column == BoardModel::CoinColumn || column == BoardModel::CurrencyColumn)
        return display(row, column);
    if (column == BoardModel::AgeColumn && hasPrice(row.board))
        return -quote.timestamp.toMSecsSinceEpoch(); // the newest is the youngest
    return {};
}

QVariant BoardCells::tone(const AgedRow &row, int column)
{
    if (column == BoardModel::CoinColumn || column == BoardModel::LastColumn)
        return QVariant::fromValue(CellTone::Strong);
    const bool hasNoValue = ((column == BoardModel::SpreadColumn || isChange(column)) &&
                             !percentIn(row.board, row.isStale, column)) ||
                            (isPrice(column) && !priceIn(row.board, column));
    const bool isQuiet =
            hasNoValue || column == BoardModel::CurrencyColumn || column == BoardModel::AgeColumn;
    return QVariant::fromValue(isQuiet ? CellTone::Quiet : CellTone::Plain);
}
