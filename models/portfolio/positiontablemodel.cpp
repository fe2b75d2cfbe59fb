// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/portfolio/positiontablemodel.h"

#include "db/domain/coin.h"
#include "db/domain/exchangeday.h"
#include "models/portfolio/portfoliotext.h"
#include "models/portfolio/quantitytext.h"
#include "models/quotes/agetext.h"
#include "models/quotes/pricetext.h"

#include <algorithm>
#include <chrono>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString NoValue = u"–"_s;
constexpr std::chrono::milliseconds CoinStaleAfter = 15min;

bool isCash(const ValuedPosition &row)
{
    const QString coin = coinOfSymbol(row.position.symbol);
    return !coin.isEmpty() && coin.toUpper() == row.priceCurrency;
}

std::optional<Quantity> amountIn(const ValuedPosition &row, int column)
{
    switch (column) {
    case PositionTableModel::QuantityColumn:
        return row.position.quantity;
    case PositionTableModel::CostColumn:
        return row.position.cost;
    case PositionTableModel::ValueColumn:
        return row.value;
    case PositionTableModel::GainColumn:
        return row.gain;
    default:
        return {};
    }
}

std::optional<qint64> percentIn(const ValuedPosition &row)
{
    return row.gain && row.position.cost ? hundredthsOf(*row.gain, *row.position.cost)
                                         : std::nullopt;
}

int directionOf(const ValuedPosition &row)
{
    const Quantity gain = row.gain.value_or(Quantity{});
    return gain > Quantity{} ? 1 : gain < Quantity{} ? -1 : 0;
}

Quantity sizeOf(Quantity amount)
{
    return amount < Quantity{} ? Quantity{}.minus(amount).value_or(amount) : amount;
}

QString arrowOf(int direction)
{
    return direction > 0 ? u"▲ "_s : direction < 0 ? u"▼ "_s : QString{};
}

// The currency that the amount of a column is in; none for a quantity.
QString currencyIn(const ValuedPosition &row, int column)
{
    return column == PositionTableModel::CostColumn ? row.position.currency : row.priceCurrency;
}

bool isAmount(int column)
{
    return column == PositionTableModel::QuantityColumn ||
           column == PositionTableModel::CostColumn || column == PositionTableModel::ValueColumn ||
           column == PositionTableModel::GainColumn;
}

} // namespace

PositionTableModel::PositionTableModel(const QLocale &locale, std::function<QDateTime()> clock,
                                       QObject *parent)
    : CellTableModel{ColumnCount, parent}
    , m_locale{locale}
    , m_clock{std::move(clock)}
{}

QVariant PositionTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isText = section == SymbolColumn || section == NameColumn ||
                            section == CurrencyColumn || section == SourceColumn;
        return QVariant{(isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter};
    }
    static constexpr const char *names[ColumnCount][2] = {
            {QT_TR_NOOP("Symbol"), QT_TR_NOOP("The coin, share or fund")},
            {QT_TR_NOOP("Name"), QT_TR_NOOP("As the list of assets has it")},
            {QT_TR_NOOP("Quantity"), QT_TR_NOOP("How much of it; below zero is owed")},
            {QT_TR_NOOP("Cost"), QT_TR_NOOP("What all of it cost, where that is known")},
            {QT_TR_NOOP("Price"), QT_TR_NOOP("The newest price that is stored")},
            {QT_TR_NOOP("Value"), QT_TR_NOOP("Quantity times price")},
            {QT_TR_NOOP("Gain"), QT_TR_NOOP("Value less cost; nothing is converted")},
            {QT_TR_NOOP("Gain %"), QT_TR_NOOP("Gain in percent of the cost")},
            {QT_TR_NOOP("Currency"), QT_TR_NOOP("Of price, value and gain")},
            {QT_TR_NOOP("Source"), QT_TR_NOOP("The CoinSpot account, or written by hand")},
            {QT_TR_NOOP("Age"), QT_TR_NOOP("How old the price is; a coin's is stale from "
                                           "15 minutes on, a share's after a trading "
                                           "day")},
    };
    if (role == Qt::DisplayRole)
        return tr(names[section][0]);
    return role == Qt::ToolTipRole ? tr(names[section][1]) : QVariant{};
}

int PositionTableModel::rowOf(qint64 id) const
{
    const auto found = std::ranges::find_if(m_portfolio.positions, [id](const ValuedPosition &row) {
        return row.position.id == id;
    });
    return found == m_portfolio.positions.cend() ? -1 : int(found - m_portfolio.positions.cbegin());
}

void PositionTableModel::acceptPortfolio(const Portfolio &portfolio)
{
    const auto isSame = [](const ValuedPosition &one, const ValuedPosition &other) {
        return one.position.id == other.position.id;
    };
    const bool hasSameRows = std::ranges::equal(portfolio.positions, m_portfolio.positions, isSame);
    if (!hasSameRows)
        beginResetModel();
    m_portfolio = portfolio;
    m_hasAnswer = true;
    if (!hasSameRows) {
        endResetModel();
    } else {
        changedAll();
    }
    emit portfolioAccepted();
}

void PositionTableModel::tick()
{
    if (rowCount() > 0)
        emit dataChanged(index(0, AgeColumn), index(rowCount() - 1, AgeColumn));
}

bool PositionTableModel::isStale(const ValuedPosition &row) const
{
    if (!row.price || isCash(row))
        return false;
    if (coinOfSymbol(row.position.symbol).isEmpty())
        return m_clock() > staleFrom(row.position.symbol, row.pricedAt.date());
    return std::chrono::milliseconds{row.pricedAt.msecsTo(m_clock())} > CoinStaleAfter;
}

QString PositionTableModel::display(const ValuedPosition &row, int column) const
{
    if (isAmount(column)) {
        const auto amount = amountIn(row, column);
        if (!amount)
            return NoValue;
        if (column == QuantityColumn)
            return localQuantity(*amount, m_locale);
        if (column == GainColumn)
            return arrowOf(directionOf(row)) + localMoney(sizeOf(*amount), m_locale);
        if (column == CostColumn && row.hasForeignCost())
            //: An amount and its currency: "142,310.00 AUD"
            return tr("%1 %2").arg(localMoney(*amount, m_locale), row.position.currency);
        return localMoney(*amount, m_locale);
    }
    switch (column) {
    case SymbolColumn:
        return row.position.symbol;
    case NameColumn:
        return row.name.isEmpty() ? NoValue : row.name;
    case PriceColumn:
        return row.price ? localPrice(*row.price, m_locale) : tr("No price");
    case GainPercentColumn: {
        const auto percent = percentIn(row);
        return percent ? arrowOf(directionOf(row)) + localHundredths(qAbs(*percent), m_locale)
                       : NoValue;
    }
    case CurrencyColumn:
        return row.priceCurrency;
    case SourceColumn:
        return positionSourceText(row.position.source);
    case AgeColumn:
        return row.price && !isCash(row) ? ageText(row.pricedAt.msecsTo(m_clock()), m_locale)
                                         : NoValue;
    default:
        return {};
    }
}

QString PositionTableModel::raw(const ValuedPosition &row, int column) const
{
    if (isAmount(column)) {
        const auto amount = amountIn(row, column);
        return amount ? amount->toString() : QString{};
    }
    switch (column) {
    case NameColumn:
        return row.name;
    case PriceColumn:
        return row.price ? row.price->toString() : QString{};
    case GainPercentColumn: {
        const auto percent = percentIn(row);
        return percent ? rawHundredths(*percent) : QString{};
    }
    case SourceColumn:
        return positionSourceName(row.position.source);
    case AgeColumn:
        return row.pricedAt.isValid() ? row.pricedAt.toUTC().toString(Qt::ISODateWithMs)
                                      : QString{};
    default:
        return display(row, column);
    }
}

QString PositionTableModel::spoken(const ValuedPosition &row, int column) const
{
    if (display(row, column) == NoValue)
        return tr("not known");
    switch (column) {
    case CostColumn:
        return row.hasForeignCost() ? display(row, column)
                                    : tr("%1 %2").arg(display(row, column), row.position.currency);
    case ValueColumn:
        //: An amount and its currency: "142,310.00 AUD"
        return tr("%1 %2").arg(display(row, column), currencyIn(row, column));
    case PriceColumn:
        return row.price ? tr("%1 %2").arg(display(row, column), row.priceCurrency)
                         : tr("no price is stored");
    case GainColumn: {
        const QString size = localMoney(sizeOf(row.gain.value_or(Quantity{})), m_locale);
        const int direction = directionOf(row);
        return direction > 0   ? tr("gain of %1 %2").arg(size, row.priceCurrency)
               : direction < 0 ? tr("loss of %1 %2").arg(size, row.priceCurrency)
                               : tr("neither gain nor loss");
    }
    case GainPercentColumn: {
        const QString size = localHundredths(qAbs(percentIn(row).value_or(0)), m_locale);
        const int direction = directionOf(row);
        return direction > 0   ? tr("up %1 percent").arg(size)
               : direction < 0 ? tr("down %1 percent").arg(size)
                               : tr("unchanged");
    }
    case AgeColumn: {
        const QString age = spokenAge(row.pricedAt.msecsTo(m_clock()));
        return isStale(row) ? tr("stale, %1").arg(age) : age;
    }
    default:
        return display(row, column);
    }
}

QString PositionTableModel::toolTip(const ValuedPosition &row, int column) const
{
    if (column == SymbolColumn || column == NameColumn)
        return row.position.note;
    if (column == QuantityColumn)
        return localQuantity(row.position.quantity, m_locale);
    if (isAmount(column)) {
        if (const auto amount = amountIn(row, column))
            return tr("%1 %2").arg(localQuantity(*amount, m_locale, 2), currencyIn(row, column));
        if (column == CostColumn || (column == GainColumn && !row.position.cost))
            return row.position.source == PositionSource::Account
                           ? tr("The account does not tell the cost")
                           : tr("No cost was written down");
        if (column == GainColumn && row.value)
            return tr("Cost and value are in different currencies, and nothing is converted");
        return row.price ? tr("It has more digits than can be counted")
                         : tr("No price of %1 is stored").arg(row.position.symbol);
    }
    if (column == PriceColumn)
        return row.price ? tr("%1 %2").arg(localPrice(*row.price, m_locale, Price::Decimals),
                                           row.priceCurrency)
                         : tr("No price of %1 is stored, so it is in no total")
                                   .arg(row.position.symbol);
    if (column == AgeColumn && row.price && !isCash(row)) {
        const bool isCoin = !coinOfSymbol(row.position.symbol).isEmpty();
        const QDateTime time = isCoin ? row.pricedAt.toLocalTime() : row.pricedAt;
        const QString day = m_locale.toString(time.date(), tr("d MMM yyyy"));
        return isCoin ? tr("The price is of %1, %2 %3")
                                .arg(day, m_locale.toString(time.time(), tr("HH:mm")),
                                     time.timeZoneAbbreviation())
                      : tr("The price is the close of %1").arg(day);
    }
    return {};
}

QVariant PositionTableModel::sortValue(const ValuedPosition &row, int column) const
{
    if (isAmount(column)) {
        const auto amount = amountIn(row, column);
        return amount ? QVariant::fromValue(*amount) : QVariant{};
    }
    switch (column) {
    case PriceColumn:
        return row.price ? QVariant::fromValue(Quantity::fromPrice(*row.price)) : QVariant{};
    case GainPercentColumn: {
        const auto percent = percentIn(row);
        return percent ? QVariant{*percent} : QVariant{};
    }
    case AgeColumn:
        return row.pricedAt.isValid() ? QVariant{-row.pricedAt.toMSecsSinceEpoch()} : QVariant{};
    default: {
        const QString text = display(row, column);
        return text == NoValue ? QVariant{} : QVariant{text};
    }
    }
}

QVariant PositionTableModel::further(const ValuedPosition &row, int column, int role) const
{
    switch (role) {
    case CellRole::Stale:
        return isStale(row);
    case CellRole::Direction:
        // A gift has a gain and no percentage.
        if ((column == GainColumn && row.gain) || (column == GainPercentColumn && percentIn(row)))
            return directionOf(row);
        return {};
    case CellRole::Tone:
        if (column == SymbolColumn)
            return QVariant::fromValue(CellTone::Strong);
        if (column == PriceColumn && !row.price)
            return QVariant::fromValue(CellTone::Warning);
        return QVariant::fromValue(column == NameColumn || column == SourceColumn ||
                                                   display(row, column) == NoValue
                                           ? CellTone::Quiet
                                           : CellTone::Plain);
    default:
        return {};
    }
}
